"""Service items (政务服务事项): versions, materials, limits, and what an applicant must bring."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hall_client.domain.errors import SituationRequired
from hall_client.domain.situations import Question, Situation, situations


class ItemKind(StrEnum):
    """办件类型: decided at once (即办件), within a promised limit (承诺件), sent up (上报件)."""

    IMMEDIATE = "immediate"
    COMMITTED = "committed"
    FORWARDED = "forwarded"


class RequestKind(StrEnum):
    """申请类型: 新办, 变更, 延续, 补证, 注销."""

    NEW = "new"
    CHANGE = "change"
    RENEWAL = "renewal"
    REISSUE = "reissue"
    CANCELLATION = "cancellation"


class Profile(StrEnum):
    """Authority profile: 一审, 一审一核, 四分离, 重大."""

    ONE_STEP = "one-step"
    REVIEW_AND_APPROVE = "review-and-approve"
    FOUR_SEPARATED = "four-separated"
    MAJOR = "major"


class ItemStatus(StrEnum):
    """状态 of a version: only a published one takes new cases."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class CodeScheme(StrEnum):
    """Which rules the official code follows: many provinces still use their own."""

    NATIONAL = "national"
    LOCAL = "local"


class PowerSource(StrEnum):
    """权力来源."""

    STATUTORY = "statutory"
    DELEGATED_DOWN = "delegated-down"
    AUTHORISED_FROM_ABOVE = "authorised-from-above"
    AUTHORISED_BY_PEER = "authorised-by-peer"
    ENTRUSTED_FROM_ABOVE = "entrusted-from-above"
    ENTRUSTED_BY_PEER = "entrusted-by-peer"


class ResultKind(StrEnum):
    """结果类型; none is for forwarded items only, whose result is the upper body's."""

    CERTIFICATE = "certificate"
    APPROVAL = "approval"
    REGISTRATION = "registration"
    NONE = "none"


class SpecialKind(StrEnum):
    """特别程序, the closed list of 行政许可法 Art. 45; a site survey is not in it."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    INSPECTION = "inspection"
    TESTING = "testing"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert-review"


class MaterialForm(StrEnum):
    """原件, 复印件, 电子."""

    ORIGINAL = "original"
    COPY = "copy"
    ELECTRONIC = "electronic"


class MaterialSource(StrEnum):
    """来源渠道: 申请人自备, 政府部门核发, 其他."""

    APPLICANT = "applicant"
    GOVERNMENT = "government"
    OTHER = "other"


class Signature(StrEnum):
    """签名签章要求 of a material."""

    NONE = "none"
    SIGNED = "signed"
    SEALED = "sealed"
    SIGNED_OR_SEALED = "signed-or-sealed"


@dataclass(frozen=True)
class LegalBasis:
    """设定依据: the statute's name without 《》 and the article in Chinese figures."""

    law: str
    article: str

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}"


@dataclass(frozen=True)
class SpecialProcedure:
    """A special procedure this item may need, and the longest it takes in working days."""

    kind: SpecialKind
    days: int
    basis: str


@dataclass(frozen=True)
class FeeItem:
    """收费 in fen; a range charges its minimum; `suspended_by`: the document that waives it."""

    name: str
    min_fen: int
    max_fen: int
    basis: str
    suspended_by: str | None = None

    def due_fen(self) -> int:
        return 0 if self.suspended_by else self.min_fen


@dataclass(frozen=True)
class ItemResult:
    """办理结果; `valid_months` None means without an end."""

    kind: ResultKind
    name: str = ""
    has_certificate: bool = False
    valid_months: int | None = None


@dataclass(frozen=True)
class Office:
    """办理窗口 and whom to ask or complain to."""

    authority: str
    place: str
    phone: str
    complaint_phone: str


@dataclass(frozen=True)
class MaterialRequirement:
    """材料要求; `situations` are option codes in which it is asked for, empty means always.

    `source_items` are hall codes of items whose granted decision satisfies it (一章多效).
    """

    code: str
    name: str
    form: MaterialForm
    copies: int = 1
    required: bool = True
    tolerable: bool = False
    retain: bool = False
    source: MaterialSource = MaterialSource.APPLICANT
    signature: Signature = Signature.NONE
    situations: tuple[str, ...] = ()
    source_items: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ServiceItem:
    """事项, one version of it. Days are working days; `pinyin` are the initials of the name.

    `code` is the short code of the hall, typed at the counter; `official_code` the 实施编码 or
    whatever the province uses (`scheme`).
    """

    code: str
    version: int
    status: ItemStatus
    name: str
    pinyin: str
    scheme: CodeScheme
    official_code: str
    kind: ItemKind
    request_kinds: tuple[RequestKind, ...]
    profile: Profile
    queue: str
    section: str
    departments: tuple[str, ...]
    statutory_days: int
    committed_days: int
    legal_basis: tuple[LegalBasis, ...]
    conditions: tuple[str, ...]
    result: ItemResult
    materials: tuple[MaterialRequirement, ...]
    office: Office
    major: bool = False
    correction_days: int = 5
    delivery_days: int = 10
    agent_allowed: bool = True
    must_appear_in_person: bool = False
    promise_allowed: bool = False
    after_check_days: int | None = None
    tolerance_allowed: bool = False
    survey_required: bool = False
    special_procedures: tuple[SpecialProcedure, ...] = ()
    fees: tuple[FeeItem, ...] = ()
    question: Question | None = None
    power_source: PowerSource = PowerSource.STATUTORY
    effective_on: date | None = None
    cancelled_on: date | None = None

    def takes_cases(self, day: date) -> bool:
        """Whether this version accepts new receipts that day; running cases finish anyway."""
        return (
            self.status is ItemStatus.PUBLISHED
            and (self.effective_on is None or self.effective_on <= day)
            and (self.cancelled_on is None or day < self.cancelled_on)
        )

    def special_procedure(self, kind: str) -> SpecialProcedure | None:
        """The configured procedure of that kind; None: the item may not be suspended for it."""
        return next((one for one in self.special_procedures if one.kind == kind), None)


@dataclass(frozen=True)
class BroughtMaterial:
    """What an applicant puts on the counter for one requirement."""

    requirement: str
    form: MaterialForm
    copies: int = 1
    pages: int = 0


def situation_of(item: ServiceItem, code: str | None) -> Situation | None:
    """The situation by its code (option codes joined by `/`); None when the item asks nothing.

    Refuses (`situation-required`) when the item asks and the code is none of its situations, or
    when it does not ask and a code is given.
    """
    known = situations(item.question)
    if not known and not code:
        return None
    for situation in known:
        if situation.code == code:
            return situation
    choices = ", ".join(situation.code for situation in known)
    raise SituationRequired(item_code=item.code, situation=code or "", choices=choices)


def committed_days_for(item: ServiceItem, situation: str | None) -> int:
    """承诺期限 in that situation, in working days."""
    chosen = situation_of(item, situation)
    if chosen is None or chosen.committed_days is None:
        return item.committed_days
    return chosen.committed_days


def requirements_for(item: ServiceItem, situation: str | None) -> tuple[MaterialRequirement, ...]:
    """The closed material list of that situation (行政许可法 Art. 30-31), in published order."""
    chosen = situation_of(item, situation)
    answers = set(chosen.options) if chosen else set()
    return tuple(
        one for one in item.materials if not one.situations or answers.intersection(one.situations)
    )


_ACCEPTED_FORMS = {
    MaterialForm.ORIGINAL: frozenset({MaterialForm.ORIGINAL}),
    MaterialForm.COPY: frozenset(MaterialForm),
    MaterialForm.ELECTRONIC: frozenset(MaterialForm),
}
"""An original stands for its copy, and the counter scans paper where a file is asked for."""


def satisfies(wanted: MaterialRequirement, brought: Iterable[BroughtMaterial]) -> bool:
    """Whether enough copies in an acceptable form were brought for this requirement."""
    forms = _ACCEPTED_FORMS[wanted.form]
    copies = sum(
        max(one.copies, 0)
        for one in brought
        if one.requirement == wanted.code and one.form in forms
    )
    return copies >= wanted.copies


def missing(
    requirements: Iterable[MaterialRequirement], brought: Iterable[BroughtMaterial]
) -> tuple[MaterialRequirement, ...]:
    """Required materials not (sufficiently) brought: the whole list of one notice (Art. 32(4))."""
    given = tuple(brought)
    return tuple(one for one in requirements if one.required and not satisfies(one, given))


def unlisted(
    requirements: Iterable[MaterialRequirement], brought: Iterable[BroughtMaterial]
) -> tuple[str, ...]:
    """Codes brought that the closed list does not know (Art. 31)."""
    known = {one.code for one in requirements}
    return tuple(one.requirement for one in brought if one.requirement not in known)


def may_tolerate(item: ServiceItem, lacking: Iterable[MaterialRequirement]) -> bool:
    """Whether 容缺受理 is open: the item allows it and only tolerable materials are missing."""
    return item.tolerance_allowed and all(one.tolerable for one in lacking)
