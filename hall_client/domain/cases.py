"""Case (办件), its materials, and what makes them complete."""

from dataclasses import dataclass
from datetime import date, datetime

from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState, State, step


@dataclass(frozen=True, kw_only=True)
class Case:
    """One application for one item, from receipt to archive.

    Days are days of the hall's zone. `complete_on` is the day the papers were complete at the
    hall: the acceptance date of the law whatever day the button is pressed (rules §4b).
    """

    id: str
    hall_id: str
    version: int = 1
    case_no: str
    query_code: str
    item_code: str
    item_version: int
    item_name: str
    situation: str | None = None
    request_kind: str = "new"
    kind: str  # immediate, committed, forwarded
    profile: str  # authority profile of the item version
    section: str
    has_certificate: bool = False
    state: CaseState = CaseState.RECEIVED
    channel: str
    ticket_id: str | None = None
    applicant_kind: str  # person, organisation
    applicant_name: str
    applicant_pinyin: str = ""
    id_kind: str
    id_number: str
    phone: str
    address: str = ""
    agent_name: str | None = None
    agent_id_number: str | None = None
    agent_phone: str | None = None
    agent_scope: tuple[str, ...] = ()
    received_at: datetime
    received_on: date
    received_by: str
    received_counter: str
    complete_on: date
    corrections: int = 0
    answer_by: date | None = None
    accepted_at: datetime | None = None
    accepted_on: date | None = None
    accepted_by: str | None = None
    committed_days: int
    statutory_days: int
    committed_due_on: date | None = None
    statutory_due_on: date | None = None
    due_estimated: bool = False
    extension_days: int = 0
    tolerance_open: int = 0
    promise: bool = False
    suspended: bool = False
    holder: str  # who has the paper: counter:1, transit, section:S2, archive
    reviewer: str | None = None
    recommendation: str | None = None
    opinion: str | None = None
    decided_at: datetime | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    decision: str | None = None
    certificate_no: str | None = None
    delivered_on: date | None = None
    archived_on: date | None = None
    archive_no: str | None = None
    reason: str | None = None

    def after(self, command: str, to: CaseState | None = None) -> CaseState:
        """Return the state after `command`, or refuse (`wrong-state`)."""
        return step("case", command, self.state, to)

    @property
    def deemed(self) -> bool:
        """Accepted by time alone: not told in time what to supplement (行政许可法 Art. 32(4))."""
        return self.accepted_by == Role.CLOCK

    def is_open(self) -> bool:
        """True while a clock of the Licensing Law runs."""
        return self.state in (CaseState.ACCEPTED, CaseState.REVIEW, CaseState.DECIDE)


@dataclass(frozen=True, kw_only=True)
class CaseMaterial:
    """One material of a case (材料). state: present, missing, promised, defective."""

    id: str
    hall_id: str
    version: int = 1
    case_id: str
    no: int
    requirement: str
    name: str
    form: str = ""
    copies: int = 0
    pages: int = 0
    required: bool = True
    tolerable: bool = False
    retain: bool = False
    state: str = "missing"
    received_on: date | None = None
    promised_on: date | None = None
    problem: str | None = None


@dataclass(frozen=True, kw_only=True)
class CaseSuspension:
    """A special procedure (特别程序, 行政许可法 Art. 45) of one case; end None: still open."""

    id: str
    hall_id: str
    version: int = 1
    case_id: str
    kind: str
    organiser: str = ""
    started_on: date
    declared_days: int
    ended_on: date | None = None
    result: str | None = None
    document_no: str


def missing(materials: tuple[CaseMaterial, ...]) -> tuple[CaseMaterial, ...]:
    """Required materials that have not been handed in."""
    return tuple(m for m in materials if m.required and m.state != "present")


def is_terminal(state: State) -> bool:
    return state in (CaseState.DELIVERED, CaseState.ARCHIVED)
