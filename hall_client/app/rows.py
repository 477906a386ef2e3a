"""Read models: frozen rows, one per list or form on a screen; the same rows `ask` prints.

Names and numbers of people are masked here already; what may be seen whole is asked for by its
own query. `remaining` are working days: 0 due today, less than 0 overdue, None no clock runs.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class RequirementRow:
    """One material that an item asks for."""

    requirement: str
    name: str
    form: str
    copies: int
    required: bool
    tolerable: bool
    retain: bool
    situations: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SituationRow:
    """One answerable situation of an item."""

    situation: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """A service item; materials and situations only where one item is asked for."""

    item_code: str
    name: str
    pinyin: str
    kind: str
    major: bool
    profile: str
    queue: str
    section: str
    committed_days: int
    statutory_days: int
    tolerance_allowed: bool
    promise_allowed: bool
    version: int
    official_code: str
    request_kinds: tuple[str, ...]
    materials: tuple[RequirementRow, ...] = ()
    situations: tuple[SituationRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StaffRow:
    """A person or station account."""

    login: str
    name: str
    roles: tuple[str, ...]
    section: str | None
    active: bool


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """A queue today."""

    queue: str
    name: str
    prefix: str
    waiting: int
    longest_wait_min: int
    issued: int
    done: int
    warning_length: int
    open_counters: int


@dataclass(frozen=True, kw_only=True)
class CounterRow:
    """A counter now."""

    counter: str
    name: str
    state: str
    clerk: str | None
    clerk_name: str | None
    since: datetime | None
    ticket_id: str | None
    number: str | None
    ticket_state: str | None
    queues: tuple[str, ...]
    served: int


@dataclass(frozen=True, kw_only=True)
class TicketRow:
    """A ticket of a day."""

    ticket_id: str
    number: str
    queue: str
    queue_name: str
    state: str
    rank: int
    name: str | None
    counter: str | None
    taken_at: datetime
    called_at: datetime | None
    served_at: datetime | None
    done_at: datetime | None
    outcome: str | None
    recalls: int
    passes: int
    waited_min: int
    people_ahead: int | None


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """A recent call, newest first."""

    announcement_id: str
    number: str
    counter: str
    kind: str
    at: datetime
    words: str
    state: str


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case in a list."""

    case_id: str
    case_no: str
    item_code: str
    item_name: str
    applicant: str
    state: str
    kind: str
    section: str
    received_on: date
    committed_due_on: date | None
    statutory_due_on: date | None
    remaining: int | None
    holder: str
    reviewer: str | None


@dataclass(frozen=True, kw_only=True)
class TodoRow:
    """Something that waits for this person. step: accept, hand-over, take-over, claim, review,
    decide, seal, certificate, deliver, archive, upper-result, supplement, lapse."""

    step: str
    case_id: str
    case_no: str
    item_name: str
    applicant: str
    state: str
    profile: str
    section: str
    remaining: int | None
    due_on: date | None
    estimated: bool
    holder: str
    reviewer: str | None
    recommendation: str | None
    document_no: str | None = None
    handoff_id: str | None = None
    barred: bool = False


@dataclass(frozen=True, kw_only=True)
class MaterialRow:
    """A material of a case."""

    case_id: str
    no: int
    label: str
    requirement: str
    name: str
    form: str
    copies: int
    pages: int
    required: bool
    tolerable: bool
    retain: bool
    state: str
    received_on: date | None
    promised_on: date | None
    problem: str | None


@dataclass(frozen=True, kw_only=True)
class CustodyRow:
    """A link in the chain of custody of a case's paper."""

    case_id: str
    case_no: str
    holder: str
    login: str
    name: str
    at: datetime
    handoff_id: str | None


@dataclass(frozen=True, kw_only=True)
class HandoffRow:
    """A tray on its way."""

    handoff_id: str
    number: str
    to_section: str
    state: str
    sent_by: str
    sent_at: datetime
    labels: tuple[str, ...]
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentRow:
    """A document of a case."""

    document_id: str
    document_no: str
    kind: str
    title: str
    case_id: str | None
    case_no: str
    issued_on: date
    issued_by: str
    needs_seal: bool
    sealed_at: datetime | None
    sealed_by: str | None
    copies: int


@dataclass(frozen=True, kw_only=True)
class DeliveryRow:
    """A case whose papers are to go out. step: certificate, deliver, archive.

    `waits_for`: its documents without a seal, which bar every step; `remaining` counts to
    `due_on`, the end of the time for delivery (行政许可法 Art. 44).
    """

    step: str
    case_id: str
    case_no: str
    item_name: str
    applicant: str
    state: str
    decided_on: date | None
    delivered_on: date | None
    due_on: date | None
    remaining: int | None
    certificate_no: str | None
    waits_for: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecipientRow:
    """One who may collect the papers of a case. kind: applicant, organisation, agent."""

    kind: str
    name: str
    id_number: str
    may_collect: bool
    address: str


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """A line of a case's timeline or of the journal: who, when, where, what."""

    journal_id: str
    command: str
    at: datetime
    actor: str
    name: str
    station: str
    what: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """Who has done a duty of a case; duties of different `group` need different people."""

    duty: str
    group: str
    login: str
    name: str


@dataclass(frozen=True, kw_only=True)
class SuspensionRow:
    """A special procedure of a case; `ended_on` None: it is running."""

    kind: str
    organiser: str
    started_on: date
    declared_days: int
    ended_on: date | None
    result: str | None
    document_no: str


@dataclass(frozen=True, kw_only=True)
class ClockRow:
    """A clock of a case with its arithmetic in words."""

    clock: str
    days: int
    due: date
    base_due: date
    used: int
    remaining: int
    credit: int
    estimated: bool
    explanation: str


@dataclass(frozen=True, kw_only=True)
class CaseSheet:
    """A case whole."""

    case_id: str
    case_no: str
    query_code: str
    version: int
    item_code: str
    item_version: int
    item_name: str
    situation: str | None
    request_kind: str
    kind: str
    profile: str
    section: str
    state: str
    applicant_kind: str
    applicant: str
    id_kind: str
    id_number: str
    phone: str
    address: str
    agent: str | None
    received_at: datetime
    received_on: date
    received_by: str
    answer_by: date | None
    accepted_on: date | None
    accepted_by: str | None
    deemed: bool
    committed_due_on: date | None
    statutory_due_on: date | None
    due_estimated: bool
    tolerance_open: int
    promise: bool
    suspended: bool
    extension_days: int
    holder: str
    reviewer: str | None
    reviewer_login: str | None
    recommendation: str | None
    opinion: str | None
    decision: str | None
    decided_on: date | None
    decided_by: str | None
    certificate_no: str | None
    has_certificate: bool
    delivered_on: date | None
    archived_on: date | None
    archive_no: str | None
    reason: str | None
    duties: tuple[DutyRow, ...]
    suspensions: tuple[SuspensionRow, ...]
    clocks: tuple[ClockRow, ...]
    materials: tuple[MaterialRow, ...]
    steps: tuple[StepRow, ...]
    documents: tuple[DocumentRow, ...]
    custody: tuple[CustodyRow, ...]


@dataclass(frozen=True, kw_only=True)
class PrintRow:
    """A print job of this station that somebody should see."""

    job_id: str
    device: str
    title: str
    state: str
    made_at: datetime
    problem: str
    printed: int


@dataclass(frozen=True, kw_only=True)
class StatisticsRow:
    """A figure of a period, with its definition in words."""

    name: str
    value: float
    unit: str
    definition: str


@dataclass(frozen=True, kw_only=True)
class ApplicantRow:
    """A previous applicant, to fill a form with."""

    kind: str
    name: str
    id_kind: str
    id_number: str
    phone: str
    address: str


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """What stands on a document: canonical JSON of its Paper."""

    document_id: str
    document_no: str
    paper: str
    sealed: bool
