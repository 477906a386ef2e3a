"""The guide desk and the hall manager: figures of every queue and counter, tickets by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hall_client.app.day_close import LEFT_OVER, CloseDay
from hall_client.app.dispatch import Outcome
from hall_client.app.permissions import may
from hall_client.app.rows import CounterRow, QueueRow, TicketRow
from hall_client.app.ticket_moves import RejoinTicket
from hall_client.app.tickets import IssueTicket
from hall_client.domain.errors import Refusal
from hall_client.domain.tickets import CLASSES
from hall_client.domain.transitions import LIVE_AT_COUNTER, TicketState
from hall_client.ui.presenters.counter_sight import HallNow, HallReader
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.words import tr
from hall_client.words import say_refusal

ORDINARY = "ordinary"
# An appointment is no class to be given by hand.
CLASSES_BY_HAND = tuple(name for name in ("ordinary", "priority", "urgent") if name in CLASSES)


@dataclass(frozen=True)
class CounterLine:
    """A counter with the minutes its ticket in hand has been there; `long` over the limit."""

    row: CounterRow
    minutes: int | None = None
    long: bool = False


@dataclass(frozen=True)
class Leftover:
    """What closing the day would find now: how many numbers void, who is still at a counter."""

    void: int = 0
    unresolved: tuple[str, ...] = ()


@dataclass(frozen=True)
class QueueSight:
    """All that the screen shows. `said`: why the last act was refused; `lost`: not read anew."""

    queues: tuple[QueueRow, ...] = ()
    counters: tuple[CounterLine, ...] = ()
    tickets: tuple[TicketRow, ...] = ()
    read_at: datetime | None = None
    lost: bool = False

    @property
    def waiting(self) -> int:
        return sum(queue.waiting for queue in self.queues)

    @property
    def done(self) -> int:
        return sum(queue.done for queue in self.queues)

    @property
    def leftover(self) -> Leftover:
        found = [row for row in self.tickets if row.state != TicketState.CANCELLED]
        return Leftover(
            sum(row.state in LEFT_OVER for row in found),
            tuple(sorted(row.number for row in found if row.state in LIVE_AT_COUNTER)),
        )

    @property
    def open_counters(self) -> int:
        return sum(line.row.state == "OPEN" for line in self.counters)


@dataclass(frozen=True)
class Wish:
    """A ticket asked for at the guide desk."""

    queue: str
    class_: str = ORDINARY
    reason: str | None = None
    name: str | None = None
    certificate_no: str | None = None


class QueuePresenter:
    """State and intentions; `show` is called with each new sight, `refused` with words."""

    def __init__(
        self,
        desk: Desk,
        show: Callable[[QueueSight], object],
        refused: Callable[[str], object],
    ) -> None:
        self._desk = desk
        self._show = show
        self._say = refused
        self._reader = HallReader(desk, self._heard, self._lost)
        self.sight = QueueSight()

    @property
    def may_issue(self) -> bool:
        return may(IssueTicket, self._desk.staff.roles)

    @property
    def may_rejoin(self) -> bool:
        return may(RejoinTicket, self._desk.staff.roles)

    @property
    def may_close(self) -> bool:
        return may(CloseDay, self._desk.staff.roles)

    def start(self) -> None:
        self._desk.watch(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        self._reader.read()

    def issue(self, wish: Wish, done: Callable[[], object]) -> None:
        """Give a ticket; any class but the ordinary one needs its reason."""
        reason = (wish.reason or "").strip()
        if wish.class_ != ORDINARY and not reason:
            self._say(tr("Say why this person goes before others."))
            return

        def issued(outcome: Outcome) -> None:
            told = outcome.result
            self._say("")
            self._desk.tell(
                tr(
                    "{number} was issued. People ahead: {count}.",
                    number=told["number"],
                    count=told["people_ahead"],
                )
            )
            done()
            self.refresh()

        self._desk.perform(
            IssueTicket,
            issued,
            self._refused,
            queue=wish.queue,
            class_=wish.class_,
            reason=reason or None,
            name=wish.name,
            certificate_no=wish.certificate_no,
            channel="guide",
        )

    def rejoin(self, row: TicketRow | None) -> None:
        """Let a passed ticket wait again."""
        if row is None or row.state != TicketState.PASSED:
            self._say(tr("Choose a passed ticket in the list."))
            return

        def back(_outcome: Outcome) -> None:
            self._say("")
            self._desk.tell(tr("{number} waits again.", number=row.number))
            self.refresh()

        self._desk.perform(RejoinTicket, back, self._refused, ticket_id=row.ticket_id)

    def close_day(self, reason: str, done: Callable[[], object]) -> None:
        """What was not served today becomes void; before closing time for a reason only."""

        def closed(outcome: Outcome) -> None:
            count = len(outcome.result["void"])
            self._say("")
            self._desk.tell(tr("The day is closed; {count} numbers became void.", count=count))
            done()
            self.refresh()

        self._desk.perform(CloseDay, closed, self._refused, reason=reason.strip() or None)

    # -- inside --------------------------------------------------------------------------------

    def _refused(self, refusal: Refusal) -> None:
        self._say(say_refusal(refusal, self._desk.language))

    def _lost(self) -> None:
        sight = self.sight
        self.sight = QueueSight(sight.queues, sight.counters, sight.tickets, sight.read_at, True)
        self._show(self.sight)

    def _heard(self, now: HallNow) -> None:
        called = {row.ticket_id: row.called_at for row in now.tickets}
        limit = self._desk.reference.number("long_visit_minutes", 30)
        link = self._desk.standing
        self.sight = QueueSight(
            queues=tuple(now.queues),
            counters=tuple(self._line(place, called, limit) for place in now.places),
            tickets=tuple(now.tickets),
            read_at=link.since if link.parted else self._desk.now,
            lost=link.parted,
        )
        self._show(self.sight)

    def _line(
        self, place: CounterRow, called: dict[str, datetime | None], limit: int
    ) -> CounterLine:
        since = called.get(place.ticket_id) if place.ticket_id else None
        if since is None:
            return CounterLine(place)
        minutes = max(0, int((self._desk.now - since).total_seconds() // 60))
        return CounterLine(place, minutes, minutes > limit)
