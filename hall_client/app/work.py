"""Ports to the database: one transaction (`Work`), its rows, and the database itself."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:  # a port needs their names alone
    from hall_client.app.command import Command
    from hall_client.app.printing import PrintJob
    from hall_client.app.reference import Reference
    from hall_client.domain.catalogue import ServiceItem
    from hall_client.domain.errors import Refusal
    from hall_client.domain.people import Staff
    from hall_client.domain.tickets import Ticket

T = TypeVar("T")


class Contended(Exception):
    """The transaction lost a race and left nothing behind: run it again, the rules then answer.

    `reason` is what to say when it keeps losing.
    """

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Rows(Protocol[T]):
    """The rows of one kind of thing in this hall, as frozen values."""

    def get(self, key: str) -> T:
        """Load by id and lock the row; NoSuchRecord when it is not there."""
        ...

    def find(self, **equal: object) -> list[T]:
        """Load the rows whose columns equal the values (a tuple: any of them), oldest id first."""
        ...

    def add(self, *rows: T) -> None: ...

    def ensure(self, row: T) -> T:
        """Add the row unless its key exists, then load and lock it."""
        ...

    def save(self, row: T) -> T:
        """Write what changed since loading; Contended when the version moved meanwhile."""
        ...


@dataclass(frozen=True)
class Claim:
    """What a counter looks for: the best waiting ticket of some queues.

    With `ordinary_before` only ordinary tickets taken before that time count (fairness).
    """

    queues: tuple[str, ...]
    day: date
    counter: str
    ordinary_before: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class JournalEntry:
    """One line of the journal: who, when, where, what, and what it changed."""

    id: str
    hall_id: str
    station: str
    actor: str
    command: str
    at: datetime
    recorded_at: datetime
    request: str  # canonical text of what was asked
    body: str  # canonical text of the resolved command
    outcome: str  # canonical text of the answer


class Work(Protocol):
    """One transaction: everything a handler may read or write. Left without commit: undone."""

    @property
    def reference(self) -> Reference: ...

    @property
    def alone(self) -> str | None:
        """The two letters of a station that acts cut off from the authority; None otherwise."""
        ...

    @property
    def told(self) -> bool:
        """Whether the act has happened at a station already and is only told here."""
        ...

    def object_to(self, refusal: Refusal) -> None:
        """Refuse; an act that is only told goes on, and a person will read the objection."""
        ...

    def of(self, kind: type[T]) -> Rows[T]:
        """The rows of a domain class, e.g. `work.of(Case)`."""
        ...

    def take_number(self, series: str, period: str) -> int:
        """Return the next number of a series, under its row lock: 1, 2, 3 …"""
        ...

    def claim(self, claim: Claim) -> Ticket | None:
        """Return and lock the first waiting ticket that nobody else is claiming."""
        ...

    def waiting_before(self, ticket: Ticket) -> int:
        """How many tickets of the same queue and day are served before this one."""
        ...

    def config(self, name: str) -> str | None:
        """Return the newest version of a configuration document of this hall."""
        ...

    def put_config(self, name: str, body: str) -> None:
        """Lay down a new version of a configuration document (hall, calendar)."""
        ...

    def put_staff(self, person: Staff) -> None: ...

    def put_item(self, item: ServiceItem) -> None: ...

    def journaled(self, command_id: str) -> JournalEntry | None: ...

    def withdraw(self, command_id: str) -> JournalEntry | None:
        """The journal's line of an act that may be under way; where there is none, bar its id:
        it can never be done any more. Its paper comes out no more. A station alone, which knows
        of none, only asks no longer what became of it."""
        ...

    def record(self, entry: JournalEntry, jobs: Sequence[PrintJob]) -> None:
        """Write the journal row last, then the print jobs; commits nothing."""
        ...


class Database(Protocol):
    """One database with the hall's schema: the embedded file or PostgreSQL."""

    @property
    def rehearsal(self) -> bool: ...

    def begin(self, command: Command) -> AbstractContextManager[Work]:
        """Open a transaction; leaving the block normally commits, an exception undoes all.

        Contended: another one was first, which a second try will see.
        """
        ...

    def reference(self) -> Reference: ...
