"""The hall's board: who was called last, how many wait, and how old all that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hall_client.app.queries import Board, Queues
from hall_client.app.rows import BoardRow, QueueRow
from hall_client.domain.transitions import TicketState
from hall_client.ui.presenters.desk import Desk

MOST_ROWS = 6
READ_AT_ONCE = 40
SILENT_FOR = timedelta(seconds=8)
CALLS = ("call", "recall")
# Whoever waits again or is void must not go to the counter that is shown.
OVER = (TicketState.WAITING, TicketState.CANCELLED, TicketState.VOID)


@dataclass(frozen=True)
class BoardSight:
    """All that the board shows. `fresh`: the newest call came just now and blinks.

    `read_at` is when the hall was read last; `lost_since` is set while it cannot be read, and
    the last good list stays.
    """

    calls: tuple[BoardRow, ...] = ()
    queues: tuple[QueueRow, ...] = ()
    read_at: datetime | None = None
    lost_since: datetime | None = None
    fresh: bool = False


def recent(rows: Sequence[BoardRow]) -> tuple[BoardRow, ...]:
    """At most six calls, newest first, each ticket once with its latest call."""
    latest: dict[str, BoardRow] = {}
    for row in rows:
        if row.kind in CALLS and row.state not in OVER:
            latest.setdefault(row.number, row)
    return tuple(latest.values())[:MOST_ROWS]


class BoardPresenter:
    """Reads the hall on every change and every tick; honest about what it could not read."""

    def __init__(self, desk: Desk, show: Callable[[BoardSight], object]) -> None:
        self._desk = desk
        self._show = show
        self.sight = BoardSight()
        self._asked_at: datetime | None = None
        self._unshown = False  # a call was read that nobody has seen yet

    def start(self) -> None:
        self._desk.watch(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read again; a question without an answer for long counts as a lost connection."""
        now = self._desk.now
        if self._asked_at is not None:
            if now - self._asked_at <= SILENT_FOR:
                return
            self._lost()
        self._asked_at = now
        self._desk.ask(Board(limit=READ_AT_ONCE), self._heard_calls, self._failed)

    # -- inside --------------------------------------------------------------------------------

    def _heard_calls(self, rows: list[BoardRow]) -> None:
        calls = recent(rows)
        before = {row.announcement_id for row in self.sight.calls}
        known = self.sight.read_at is not None
        if known and calls and calls[0].announcement_id not in before:
            self._unshown = True
        self.sight = replace(self.sight, calls=calls)
        self._desk.ask(Queues(), self._heard_queues, self._failed)

    def _heard_queues(self, queues: list[QueueRow]) -> None:
        self._asked_at = None
        fresh, self._unshown = self._unshown, False
        standing = self._desk.standing
        lost_since = standing.since if standing.parted else None
        self.sight = replace(self.sight, queues=tuple(queues), fresh=fresh, lost_since=lost_since)
        if lost_since is None:
            self.sight = replace(self.sight, read_at=self._desk.now)
        self._show(self.sight)

    def _failed(self, _fault: object) -> None:
        self._asked_at = None
        self._lost()

    def _lost(self) -> None:
        since = self.sight.lost_since or self.sight.read_at or self._desk.now
        self.sight = replace(self.sight, lost_since=since, fresh=False)
        self._show(self.sight)
