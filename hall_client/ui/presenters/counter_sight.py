"""What a clerk sees of one counter: the stage, the ticket in hand, who waits, who was here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from hall_client.app.queries import Counters, Queues, Tickets
from hall_client.app.rows import CounterRow, QueueRow, TicketRow
from hall_client.domain.transitions import LIVE_AT_COUNTER, TicketState
from hall_client.ui.presenters.desk import Desk


class Stage(Enum):
    """Where the clerk stands; each stage has one primary step."""

    LOADING = "loading"
    CHOOSE = "choose"
    TAKEN = "taken"
    CLOSED = "closed"
    PAUSED = "paused"
    READY = "ready"
    FOUND = "found"  # a ticket was in hand when this screen opened
    CALLED = "called"
    SERVING = "serving"


IN_HAND = (Stage.FOUND, Stage.CALLED, Stage.SERVING)
GONE = (TicketState.DONE, TicketState.PASSED, TicketState.HELD)


class Question(Enum):
    """What the clerk is being asked beside the ticket."""

    NONE = "none"
    OUTCOME = "outcome"
    HOLD = "hold"
    TRANSFER = "transfer"


@dataclass(frozen=True)
class CounterSight:
    """All that the screen shows. `said`: why the last act was refused, in words; `alone`: cut off
    from central, so that only numbers of this station are called."""

    stage: Stage = Stage.LOADING
    question: Question = Question.NONE
    then_next: bool = False
    counter: str | None = None
    place: CounterRow | None = None
    ticket: TicketRow | None = None
    places: tuple[CounterRow, ...] = ()
    queues: tuple[QueueRow, ...] = ()
    waiting: tuple[TicketRow, ...] = ()
    today: tuple[TicketRow, ...] = ()
    said: str = ""
    alone: bool = False

    @property
    def waiting_count(self) -> int:
        return sum(queue.waiting for queue in self.queues)

    @property
    def longest_wait_min(self) -> int:
        return max((queue.longest_wait_min for queue in self.queues), default=0)

    @property
    def crowded(self) -> bool:
        """A queue has reached the length the hall wants to be warned of."""
        return any(queue.waiting >= queue.warning_length for queue in self.queues)


@dataclass(frozen=True)
class HallNow:
    """One reading of the hall: counters, the day's tickets, queues."""

    places: Sequence[CounterRow] = ()
    tickets: Sequence[TicketRow] = ()
    queues: Sequence[QueueRow] = ()


@dataclass
class HallReader:
    """Reads the hall; a reading asked for while one is under way follows it once."""

    desk: Desk
    heard: Callable[[HallNow], object]
    lost: Callable[[], object]
    _now: HallNow = field(default_factory=HallNow)
    _reading: bool = False
    _again: bool = False

    def read(self) -> None:
        if self._reading:
            self._again = True
            return
        self._reading = True
        self.desk.ask(Counters(), self._heard_places, self._lost)

    def _heard_places(self, places: list[CounterRow]) -> None:
        self._now = replace(self._now, places=places)
        self.desk.ask(Tickets(), self._heard_tickets, self._lost)

    def _heard_tickets(self, tickets: list[TicketRow]) -> None:
        self._now = replace(self._now, tickets=tickets)
        self.desk.ask(Queues(), self._heard_queues, self._lost)

    def _heard_queues(self, queues: list[QueueRow]) -> None:
        self._now = replace(self._now, queues=queues)
        self._reading = False
        self.heard(self._now)
        if self._again:
            self._again = False
            self.read()

    def _lost(self, _fault: object) -> None:
        self._reading = self._again = False
        self.lost()


def look(sight: CounterSight, now: HallNow, login: str) -> CounterSight:
    """The sight of `login`'s counter after a reading; the stage is judged apart."""
    counter = sight.counter or own_counter(now.places, login)
    place = next((one for one in now.places if one.counter == counter), None)
    served = place.queues if place else ()
    by_code = {queue.queue: queue for queue in now.queues}
    return replace(
        sight,
        counter=place.counter if place else None,
        place=place,
        places=tuple(now.places),
        ticket=_in_hand(place, now.tickets, login),
        queues=tuple(by_code[code] for code in served if code in by_code),
        waiting=tuple(row for row in now.tickets if _waits_here(row, served)),
        today=tuple(reversed([row for row in now.tickets if _was_here(row, counter)])),
    )


def own_counter(places: Sequence[CounterRow], login: str) -> str | None:
    """The counter this clerk already runs, wherever it was opened."""
    return next((one.counter for one in places if one.clerk == login), None)


def stage_of(sight: CounterSight, login: str, found: str | None) -> Stage:
    """The stage; `found` is the ticket that waits for "continue serving?"."""
    place, ticket = sight.place, sight.ticket
    if place is None:
        return Stage.CHOOSE
    if place.state == "CLOSED":
        return Stage.CLOSED
    if place.clerk != login:
        return Stage.TAKEN
    if place.state == "PAUSED":
        return Stage.PAUSED
    if ticket is None:
        return Stage.READY
    if ticket.ticket_id == found:
        return Stage.FOUND
    return Stage.CALLED if ticket.state == TicketState.CALLED else Stage.SERVING


def _in_hand(
    place: CounterRow | None, tickets: Sequence[TicketRow], login: str
) -> TicketRow | None:
    if place is None or place.ticket_id is None or place.clerk != login:
        return None
    found = (row for row in tickets if row.ticket_id == place.ticket_id)
    return next((row for row in found if row.state in LIVE_AT_COUNTER), None)


def _waits_here(row: TicketRow, served: Sequence[str]) -> bool:
    return row.queue in served and row.state in (TicketState.WAITING, TicketState.HELD)


def _was_here(row: TicketRow, counter: str | None) -> bool:
    return row.state in GONE and counter is not None and row.counter == counter
