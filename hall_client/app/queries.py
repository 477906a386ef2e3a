"""Queries: reads as values. Screens and `ask` put the same questions and get the same rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar, get_args

from hall_client.app import due_rows, file_rows, rows
from hall_client.app.links import PendingRow
from hall_client.domain.decisions import Ruling
from hall_client.domain.people import Staff

R = TypeVar("R")
QUERIES: dict[str, type["Query[Any]"]] = {}
# In the contract and not built yet.
PLANNED = ("appointments", "surveys", "cards", "anomalies", "pushes", "ratings")


@dataclass(frozen=True, kw_only=True)
class Query(Generic[R]):
    """A question; the answer is a list of frozen rows."""

    query_name: ClassVar[str] = ""

    def __init_subclass__(cls, name: str = "") -> None:
        cls.query_name = name
        QUERIES[name] = cls


def row_type(query: type[Query[Any]]) -> Any:
    """The row class a query answers with."""
    bases: tuple[Any, ...] = vars(query)["__orig_bases__"]
    return get_args(bases[0])[0]


class Reader(Protocol):
    """Answers queries as a person may see it."""

    def ask(self, query: Query[R], viewer: Staff, now: datetime | None = None) -> list[R]: ...


@dataclass(frozen=True, kw_only=True)
class Items(Query[rows.ItemRow], name="items"):
    """Items; `search` takes part of a name, pinyin initials or a code."""

    item_code: str | None = None
    search: str | None = None
    queue: str | None = None


@dataclass(frozen=True, kw_only=True)
class StaffList(Query[rows.StaffRow], name="staff"):
    """Everybody with a login."""

    role: str | None = None


@dataclass(frozen=True, kw_only=True)
class Queues(Query[rows.QueueRow], name="queues"):
    """Queues with their figures of the day."""

    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Counters(Query[rows.CounterRow], name="counters"):
    """Every counter with who is there and whom they serve."""

    counter: str | None = None
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Tickets(Query[rows.TicketRow], name="tickets"):
    """Tickets of a day, in serving order where they wait."""

    day: date | None = None
    queue: str | None = None
    state: str | None = None
    number: str | None = None
    ticket_id: str | None = None
    counter: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpenDays(Query[due_rows.OpenDayRow], name="open-days"):
    """Days of the queue that have passed and are not closed, oldest first."""


@dataclass(frozen=True, kw_only=True)
class Board(Query[rows.BoardRow], name="board"):
    """Recent calls, newest first."""

    zone: str | None = None
    limit: int = 12
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Cases(Query[rows.CaseRow], name="cases"):
    """Cases by state, section, number, applicant (prefix), identity number, day or ticket."""

    state: str | None = None
    section: str | None = None
    search: str | None = None
    received_on: date | None = None
    holder: str | None = None
    ticket_id: str | None = None
    limit: int = 200


@dataclass(frozen=True, kw_only=True)
class CaseWhole(Query[rows.CaseSheet], name="case"):
    """One case whole, by number, id or a scanned label."""

    case_no: str | None = None
    case_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Todo(Query[rows.TodoRow], name="todo"):
    """What waits for this person, overdue first.

    `barred` lists cases too that duties or posts keep from this person, marked so.
    """

    step: str | None = None
    section: str | None = None
    barred: bool = False


@dataclass(frozen=True, kw_only=True)
class Untold(Query[due_rows.UntoldRow], name="untold"):
    """Received cases past the limit of the correction notice (行政许可法 Art. 32(4))."""


@dataclass(frozen=True, kw_only=True)
class Materials(Query[rows.MaterialRow], name="materials"):
    """Materials of a case."""

    case_no: str | None = None
    case_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Attachments(Query[file_rows.AttachmentRow], name="attachments"):
    """Files attached to a case, oldest first."""

    case_no: str | None = None
    case_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class CustodyChain(Query[rows.CustodyRow], name="custody"):
    """Who has had the paper of a case."""

    case_no: str | None = None
    case_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Handoffs(Query[rows.HandoffRow], name="handoffs"):
    """Trays sent to a section."""

    state: str | None = None
    section: str | None = None
    handoff_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Documents(Query[rows.DocumentRow], name="documents"):
    """Documents of a case or of a day; `sealed` false: those that wait for the seal."""

    case_no: str | None = None
    case_id: str | None = None
    document_no: str | None = None
    sealed: bool | None = None
    sealed_on: date | None = None
    issued_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionPreview(Query[rows.PaperRow], Ruling, name="preview"):
    """The paper of a decision as it would stand if the asking person signed it now."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class Statistics(Query[rows.StatisticsRow], name="statistics"):
    """Figures of a period, definitions included."""

    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Journal(Query[rows.StepRow], name="journal"):
    """The journal: by case, actor or day, oldest first."""

    case_no: str | None = None
    actor: str | None = None
    day: date | None = None
    command: str | None = None
    limit: int = 1000


@dataclass(frozen=True, kw_only=True)
class Prints(Query[rows.PrintRow], name="prints"):
    """Print jobs of a station that are not on paper yet, or whose fate is unknown.

    `recent` adds so many of the newest that are on paper.
    """

    station: str | None = None
    recent: int = 0


@dataclass(frozen=True, kw_only=True)
class Applicants(Query[rows.ApplicantRow], name="applicants"):
    """Previous applicants by the beginning of a name or identity number."""

    search: str
    limit: int = 8


@dataclass(frozen=True, kw_only=True)
class Deliveries(Query[rows.DeliveryRow], name="deliveries"):
    """Cases whose papers are to go out, soonest due first; `archive`: those to be archived."""

    archive: bool = False


@dataclass(frozen=True, kw_only=True)
class Recipients(Query[rows.RecipientRow], name="recipients"):
    """The applicant and the agent of a case, as those see them who hand papers out."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class Papers(Query[rows.PaperRow], name="papers"):
    """What stands on a document, to show or print it."""

    document_id: str


@dataclass(frozen=True, kw_only=True)
class Pending(Query[PendingRow], name="pending"):
    """At a station: acts that central does not know yet, and what a person has to settle."""

    state: str | None = None
