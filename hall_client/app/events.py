"""Events: what has happened here. They drive the printers and signs of the acting station only."""

from dataclasses import dataclass

from hall_client.app.papers import Label, SignText, TicketSlip


@dataclass(frozen=True)
class Event:
    """Something that a command brought about at this station; never replayed elsewhere."""


@dataclass(frozen=True)
class TicketIssued(Event):
    """A slip is to be printed."""

    ticket_id: str
    slip: TicketSlip


@dataclass(frozen=True)
class TicketChanged(Event):
    """A ticket moved on; lists that show it read again."""

    ticket_id: str
    counter: str | None


@dataclass(frozen=True)
class CounterChanged(Event):
    """A counter opened, paused or closed: its sign shows the text."""

    sign: SignText


@dataclass(frozen=True)
class CaseCheckedIn(Event):
    """Labels and receipt are to be printed."""

    case_id: str
    case_no: str
    labels: tuple[Label, ...]
    document_id: str


@dataclass(frozen=True)
class DocumentIssued(Event):
    """A numbered paper exists and is to be printed, where the act was done or at `station`."""

    document_id: str
    number: str
    title: str
    station: str = ""


@dataclass(frozen=True)
class CaseChanged(Event):
    """A case moved on; lists that show it read again."""

    case_id: str
    state: str
