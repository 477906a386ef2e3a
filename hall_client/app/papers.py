"""What goes on paper: frozen values between the rules and the printers, with no layout in them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hall_client.app.codec import decode


class PaperKind(StrEnum):
    """Documents of a case (文书); the value names its template and its number sequence."""

    RECEIPT = "receipt"  # 收件凭证
    CORRECTION_NOTICE = "correction-notice"  # 申请材料补正告知书
    ACCEPTANCE_NOTICE = "acceptance-notice"  # 受理通知书
    TOLERANCE_NOTICE = "tolerance-notice"  # 容缺受理通知书
    REFUSAL_NOTICE = "refusal-notice"  # 不予受理决定书 / 不受理告知书
    HANDOFF_SHEET = "handoff-sheet"  # 材料交接单
    SPECIAL_NOTICE = "special-notice"  # 特别程序告知书
    EXTENSION_NOTICE = "extension-notice"  # 延期决定通知书
    GRANT_DECISION = "grant-decision"  # 准予行政许可决定书
    DENIAL_DECISION = "denial-decision"  # 不予行政许可决定书
    FORWARD_OPINION = "forward-opinion"  # 转报意见书
    TERMINATION_NOTICE = "termination-notice"  # 终止/撤回通知书
    DELIVERY_RECEIPT = "delivery-receipt"  # 送达回证
    FILE_LIST = "file-list"  # 卷内目录


@dataclass(frozen=True)
class Issuer:
    """The body that issues the paper (机关)."""

    name: str  # 机关名称
    seal: str  # name of the seal, printed as the place for it, never a picture
    address: str
    phone: str  # 咨询电话
    complaint_phone: str  # 投诉电话


@dataclass(frozen=True)
class CaseFacts:
    """The head of every paper of a case."""

    case_no: str
    item_name: str
    item_code: str
    applicant: str
    id_kind: str  # words: 居民身份证, 统一社会信用代码 …
    id_number: str  # masked already where the paper leaves the hall
    contact: str  # agent's or applicant's name
    phone: str


@dataclass(frozen=True)
class MaterialLine:
    """One row of a material list."""

    no: int
    name: str
    form: str  # 原件 / 复印件 / 电子
    copies: int
    pages: int
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """One document, everything that its page shows.

    `facts` holds what only this kind has, as words or dates ready to print, e.g.
    `accepted_on`, `committed_days`, `committed_due_on`, `statutory_due_on`, `reason`,
    `legal_basis`, `remedy`, `valid_from`, `valid_to`, `content`, `query_code`, `received_at`,
    `handler`, `recipient`, `method`, `place`, `delivered_at`, `documents`, `from_section`.
    """

    kind: PaperKind
    number: str | None  # 文号, e.g. 彭审许受字〔2026〕第0001号
    issued_on: date
    issuer: Issuer
    case: CaseFacts
    handler: str  # 承办人
    facts: Mapping[str, str] = field(default_factory=dict)
    materials: tuple[MaterialLine, ...] = ()
    copies: tuple[str, ...] = ()  # 份数与去向
    reprint: bool = False


def read_paper(text: str) -> Paper:
    """The paper that a document keeps as canonical JSON."""
    paper: Paper = decode(Paper, json.loads(text))
    return paper


@dataclass(frozen=True)
class TicketSlip:
    """What the ticket printer prints for one ticket."""

    hall: str
    queue: str
    number: str
    people_ahead: int
    wait: str | None  # "约 10-25 分钟"; None: too few samples for an estimate
    issued_at: datetime  # in the hall's zone
    query_code: str
    rules: tuple[str, ...] = ()
    name: str | None = None  # masked
    offline: bool = False


@dataclass(frozen=True)
class Label:
    """One sticker: the folder's (`material` is None) or one material's."""

    code: str  # machine-readable payload: case number, or case number-NN
    title: str  # item name (folder) or material name
    applicant: str  # masked
    hall: str
    received_on: date
    material: int | None = None
    total: int = 0
    due: str | None = None


@dataclass(frozen=True)
class SignText:
    """What a window sign shows."""

    counter: str
    text: str
    blink_seconds: int = 0
