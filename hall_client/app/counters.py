"""Open, pause and close a counter (窗口)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from hall_client.app.bus import Done, handles
from hall_client.app.command import Authority, Command, Replay, Route
from hall_client.app.events import CounterChanged
from hall_client.app.papers import SignText
from hall_client.app.work import Work
from hall_client.domain.counters import Counter
from hall_client.domain.errors import (
    AnotherCounterOpen,
    CounterNotOpen,
    CounterTaken,
    NoSuchCounter,
    TicketInHand,
)
from hall_client.domain.people import Role
from hall_client.domain.tickets import CounterSession, Ticket
from hall_client.domain.transitions import LIVE_AT_COUNTER, TicketState

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class OpenCounter(Command):
    """Start calling at a counter; opening it again after a crash continues as it was."""

    counter: str
    reason: str | None = None

    route = Route.CENTRAL_IF_REACHABLE
    replay = Replay.CHOICE
    authority = Authority.QUEUE
    roles = frozenset({Role.CLERK})
    outcome = ("counter", "state", "ticket_id")


@dataclass(frozen=True, kw_only=True)
class PauseCounter(Command):
    """Stop calling for a while; the sign says 暂停服务."""

    counter: str
    reason: str | None = None

    route = Route.CENTRAL_IF_REACHABLE
    replay = Replay.CHOICE
    authority = Authority.QUEUE
    roles = frozenset({Role.CLERK})
    outcome = ("counter", "state")


@dataclass(frozen=True, kw_only=True)
class CloseCounter(Command):
    """Leave the counter; nobody may be standing at it."""

    counter: str
    reason: str | None = None

    route = Route.CENTRAL_IF_REACHABLE
    replay = Replay.CHOICE
    authority = Authority.QUEUE
    roles = frozenset({Role.CLERK})
    outcome = ("counter", "state")


def counter_named(number: str, work: Work) -> Counter:
    """The hall's counter of that number, or NoSuchCounter."""
    counter = work.reference.counters.get(number)
    if counter is None:
        raise NoSuchCounter(counter=number)
    return counter


def session_of(number: str, work: Work) -> CounterSession:
    """The counter's one session row, locked: two presses at one counter wait for each other."""
    counter_named(number, work)
    hall = work.reference.hall.code
    born = CounterSession(id=f"{hall}/{number}", hall_id=hall, counter=number, since=EPOCH)
    return work.of(CounterSession).ensure(born)


def is_told_late(session: CounterSession, command: Command, work: Work) -> bool:
    """Whether an act is told that was done before its counter was closed, at the end of its day or
    by hand: then the counter was open, and what was done there has happened."""
    return work.told and command.at < session.since


def require_at(
    session: CounterSession, check: Callable[[str], None], command: Command, work: Work
) -> None:
    """Check that the counter is the actor's. Who was cut off may not have heard that it was closed:
    what is told of there has happened, and somebody should read it."""
    if is_told_late(session, command, work):
        return
    try:
        check(command.actor)
    except CounterNotOpen as refusal:
        work.object_to(refusal)


def ticket_at(number: str, work: Work) -> Ticket | None:
    """The live ticket in hand at a counter."""
    live = work.of(Ticket).find(counter=number, state=LIVE_AT_COUNTER)
    return live[0] if live else None


@handles(OpenCounter)
def open_counter(command: OpenCounter, work: Work) -> Done:
    session = session_of(command.counter, work)
    if session.state != "CLOSED" and session.clerk != command.actor:
        raise CounterTaken(counter=command.counter, clerk=session.clerk)
    for other in work.of(CounterSession).find(clerk=command.actor, state=("OPEN", "PAUSED")):
        if other.counter != command.counter:
            raise AnotherCounterOpen(counter=other.counter)
    work.of(CounterSession).save(
        replace(session, clerk=command.actor, state="OPEN", reason=None, since=command.at)
    )
    ticket = ticket_at(command.counter, work)
    return _changed(command, "OPEN", "", ticket.id if ticket else None)


@handles(PauseCounter)
def pause_counter(command: PauseCounter, work: Work) -> Done:
    return _rest(command, work, "PAUSED", "暂停服务")


@handles(CloseCounter)
def close_counter(command: CloseCounter, work: Work) -> Done:
    return _rest(command, work, "CLOSED", "")


def _rest(command: PauseCounter | CloseCounter, work: Work, state: str, sign: str) -> Done:
    session = session_of(command.counter, work)
    if is_told_late(session, command, work):
        return _changed(command, state, sign)  # the later word about the counter stands
    session.require_clerk(command.actor)
    ticket = ticket_at(command.counter, work)
    if ticket is not None:
        raise TicketInHand(counter=command.counter, number=ticket.number)
    release(command.counter, work)
    clerk = command.actor if state == "PAUSED" else None
    work.of(CounterSession).save(
        replace(session, clerk=clerk, state=state, reason=command.reason, since=command.at)
    )
    return _changed(command, state, sign)


def release(counter: str, work: Work) -> None:
    """Who was sent to this counter alone may be called by others, now that it rests (§5.2)."""
    for waiting in work.of(Ticket).find(reserved_for=counter, state=TicketState.WAITING):
        work.of(Ticket).save(replace(waiting, reserved_for=None))


def _changed(
    command: OpenCounter | PauseCounter | CloseCounter,
    state: str,
    sign: str,
    ticket_id: str | None = None,
) -> Done:
    outcome: dict[str, str | None] = {"counter": command.counter, "state": state}
    if isinstance(command, OpenCounter):
        outcome["ticket_id"] = ticket_id
    return Done(outcome, (CounterChanged(SignText(command.counter, sign)),))
