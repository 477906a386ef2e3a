"""What stations and central tell each other: acts one way, answers and row images the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

Key = tuple[str, str]
"""(table, key) of a row: the key is its id, or the parts of its key joined by "/"."""
Number = tuple[str, str, int]
"""(series, period, number) as it was taken."""
Base = tuple[str, str, str]
"""(table, key, command) of a row as the act found it, and which command had written it."""
LEASED_SERIES = ("case",)
BLOCK_SIZE = 100
DAYS_AHEAD = 4
LEASE = timedelta(seconds=15)


class ActState(StrEnum):
    """Where an act done at a station stands.

    `pending`: central does not know it yet. `flagged`: done there too, with an objection that a
    person should read. `conflict`, `refused`: not done there; a person decides. `settled`: a
    person has. `asked`: central was asked and has not answered. `lost`: the answer never came and
    the act was withdrawn; `undone`: central never did it.
    """

    PENDING = "pending"
    DONE = "done"
    FLAGGED = "flagged"
    CONFLICT = "conflict"
    REFUSED = "refused"
    SETTLED = "settled"
    ASKED = "asked"
    UNDONE = "undone"


OPEN = (ActState.FLAGGED, ActState.CONFLICT, ActState.REFUSED, ActState.UNDONE)
"""What stands in somebody's list until a person has settled it."""


@dataclass(frozen=True, kw_only=True)
class StationAct:
    """An act as it lies in the outbox: done here, in this order, told to central later.

    `body` is the canonical text of the resolved command, `touches` the rows it changed, `base` how
    they were before, `numbers` what it took from blocks and series of the station.
    """

    seq: int
    id: str
    command: str
    actor: str
    station: str
    at: datetime
    body: str
    numbers: tuple[Number, ...] = ()
    base: tuple[Base, ...] = ()
    touches: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Image:
    """One row as it is at central: column values by name; None where central has no such row."""

    table: str
    key: str
    values: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class ActAnswer:
    """What central says of one act."""

    seq: int
    id: str
    state: ActState
    code: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PushAnswer:
    """The answers to a batch of acts; `images` are all rows they touched as they are now, `journal`
    the lines of acts that central had done before, when it was asked.

    `expected` is set where central wants an earlier act first: it went back to a backup.
    """

    answers: tuple[ActAnswer, ...] = ()
    images: tuple[Image, ...] = ()
    journal: tuple[Mapping[str, Any], ...] = ()
    expected: int | None = None


@dataclass(frozen=True, order=True)
class Cursor:
    """How far the change feed was read: transactions come in the order of their numbers."""

    xid: int = 0
    n: int = 0

    def __str__(self) -> str:
        return f"{self.xid}:{self.n}"

    @classmethod
    def of(cls, text: str) -> "Cursor":
        xid, n = text.split(":")
        return cls(int(xid), int(n))


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some changes of the feed: the rows as they are now and the journal rows behind them.

    `cut`: what followed the cursor is kept no more; the hall has to be copied anew.
    """

    cursor: Cursor
    images: tuple[Image, ...] = ()
    journal: tuple[Mapping[str, Any], ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()  # (table, key, journal id)
    more: bool = False
    cut: bool = False


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """How a station introduces itself: `install` is its file's, `boot` this process's, and
    `earlier` those of the processes that had the file since central knew one."""

    station: str
    install: str
    boot: str
    program: str
    schema: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """What central says to a station it knows.

    `series` are the two letters of its own tickets, `last_seq` and `last_id` the last act it told,
    `newest` the newest change of the feed.
    """

    hall: str
    incarnation: str
    series: str
    last_seq: int
    last_id: str | None
    newest: int
    now: datetime
    min_client: str


@dataclass(frozen=True, kw_only=True)
class NumberBlock:
    """Numbers lent to a station: `lo`…`hi` of a series and period, used up to `used`."""

    series: str
    period: str
    lo: int
    hi: int
    used: int
