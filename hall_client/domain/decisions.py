"""Decisions, documents, the seal register, delivery, fees (行政许可法 Art. 32, 38, 44)."""

from dataclasses import dataclass
from datetime import date, datetime

from hall_client.domain.errors import DecisionIncomplete


@dataclass(frozen=True, kw_only=True)
class Document:
    """A numbered paper: the number is taken with the act; the page is rendered from `paper`."""

    id: str
    hall_id: str
    version: int = 1
    case_id: str | None
    case_no: str
    kind: str
    number: str
    issued_on: date
    issued_by: str
    paper: str  # canonical JSON of the Paper value
    needs_seal: bool = True
    sealed_at: datetime | None = None
    sealed_by: str | None = None
    copies: int = 0


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a decision lays down (决定内容). decision: grant, deny, forward.

    A grant has content and validity, a denial reason, clause and remedy (Art. 38).
    """

    decision: str
    content: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    reason: str | None = None
    legal_basis: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, kw_only=True)
class SealUse:
    """One line of the seal register (用印登记)."""

    id: str
    hall_id: str
    version: int = 1
    document_no: str
    seal: str
    copies: int
    used_by: str
    used_at: datetime


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Delivery of the documents of a case (送达)."""

    id: str
    hall_id: str
    version: int = 1
    case_id: str
    method: str
    recipient: str
    recipient_id: str = ""
    relation: str = ""
    place: str = ""
    delivered_at: datetime
    delivered_by: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fee:
    """A fee paid to the treasury by the item's published table (行政许可法 Art. 58-59)."""

    id: str
    hall_id: str
    version: int = 1
    case_id: str
    name: str
    amount_fen: int
    receipt_no: str
    paid_on: date
    recorded_by: str


def require_reasons(reason: str | None, legal_basis: str | None, remedy: str | None) -> None:
    """A refusal states reasons, the clause and the remedies (行政许可法 Art. 38)."""
    given = {"reason": reason, "legal_basis": legal_basis, "remedy": remedy}
    lacking = [name for name, value in given.items() if not (value or "").strip()]
    if lacking:
        raise DecisionIncomplete(lacking=", ".join(lacking))
