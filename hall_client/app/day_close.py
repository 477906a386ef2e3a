"""Closing a day of the queue (日终清号): numbers that were not served become void (rules §5.2)."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from hall_client.app.bus import Done, handles
from hall_client.app.command import Authority, Command, Replay, Route
from hall_client.app.counters import release, ticket_at
from hall_client.app.events import CounterChanged, Event, TicketChanged
from hall_client.app.papers import SignText
from hall_client.app.reference import CLOCK, Reference
from hall_client.app.work import Work
from hall_client.domain.errors import ClosingTimeAhead, DayNotOver, PersonMustResolve
from hall_client.domain.people import Role
from hall_client.domain.tickets import CounterSession, Ticket, close_out
from hall_client.domain.transitions import LIVE_AT_COUNTER, TRANSITIONS, TicketState

LEFT_OVER = next(line.sources for line in TRANSITIONS if line.command == "CloseDay")
"""States of a ticket that end with its day."""
RUN = ("OPEN", "PAUSED")
REASON = "日终作废"
COUNTER_REASON = "日终关闭"


@dataclass(frozen=True, kw_only=True)
class CloseDay(Command):
    """Void what a day has left of its queue; today's by hand, when nobody is being served.

    Of a day that has passed the clock does it: who is still called or being served is named in
    the answer for a person to resolve, and counters left open with nobody there are closed.
    """

    day: date | None = None
    reason: str | None = None

    route = Route.CENTRAL_ONLY
    replay = Replay.NEVER
    authority = Authority.QUEUE
    roles = frozenset({Role.MANAGER, Role.CLOCK})
    outcome = ("day", "void", "unresolved", "closed_counters")


@handles(CloseDay)
def close_day(command: CloseDay, work: Work) -> Done:
    today = work.reference.day_of(command.at)
    day = command.day or today
    if day > today or (day == today and command.actor == CLOCK.login):
        raise DayNotOver(day=day)
    if day == today:
        _require_closing_time(command, day, work.reference)
    at_counter = work.of(Ticket).find(day=day, state=LIVE_AT_COUNTER)
    void = list(_void(command, day, work))
    unresolved = [*at_counter, *(one for one in void if one.state in LIVE_AT_COUNTER)]
    if day == today and unresolved:
        raise PersonMustResolve(numbers="、".join(one.number for one in unresolved))
    closed = _close_counters(command, day, work) if day < today else []
    return _closed(day, void, unresolved, closed)


def _require_closing_time(command: CloseDay, day: date, reference: Reference) -> None:
    """Before the last queue closes nobody's number is void by one press without a word."""
    closing = closing_time(reference, day)
    early = closing is not None and reference.local(command.at).time() < closing
    if early and not (command.reason or "").strip():
        raise ClosingTimeAhead(closing=f"{closing:%H:%M}")


def closing_time(reference: Reference, day: date) -> time | None:
    """When the last queue closes on that day; None: none is open at all."""
    working = reference.calendar.is_working(day)
    times = (queue.hours.closing(working) for queue in reference.queues.values())
    return max((one for one in times if one is not None), default=None)


def _void(command: CloseDay, day: date, work: Work) -> Iterator[Ticket]:
    """The tickets left over, void now; one that was called meanwhile comes as it is."""
    reason = (command.reason or "").strip() or REASON
    for seen in work.of(Ticket).find(day=day, state=LEFT_OVER):
        ticket = work.of(Ticket).get(seen.id)
        if ticket.state in LEFT_OVER:
            yield work.of(Ticket).save(close_out(ticket, reason, command.at))
        elif ticket.state in LIVE_AT_COUNTER:
            yield ticket


def _close_counters(command: CloseDay, day: date, work: Work) -> list[str]:
    today = work.reference.day_of(command.at)
    live = work.of(Ticket).find(state=LIVE_AT_COUNTER)
    in_use = {one.counter for one in (*live, *work.of(Ticket).find(day=today))}
    sessions = work.of(CounterSession).find(state=RUN)
    left = left_open(sessions, day, in_use, work.reference)
    return [seen.counter for seen in left if _close(seen, command, work)]


def left_open(
    sessions: Iterable[CounterSession],
    day: date,
    in_use: Container[str | None],
    reference: Reference,
) -> list[CounterSession]:
    """Those of the open or paused counters that are so since that day and are not in use.

    In use: somebody stands there, or somebody was called there today.
    """
    idle = (one for one in sessions if one.counter not in in_use)
    return [one for one in idle if reference.day_of(one.since) == day]


def _close(seen: CounterSession, command: CloseDay, work: Work) -> bool:
    """Close the counter unless its clerk has come back meanwhile."""
    session = work.of(CounterSession).get(seen.id)
    if session != seen or ticket_at(session.counter, work) is not None:
        return False
    release(session.counter, work)
    work.of(CounterSession).save(
        replace(session, clerk=None, state="CLOSED", reason=COUNTER_REASON, since=command.at)
    )
    return True


def _closed(day: date, void: list[Ticket], unresolved: list[Ticket], counters: list[str]) -> Done:
    ended = [one for one in void if one.state is TicketState.VOID]
    events: list[Event] = [TicketChanged(one.id, None) for one in ended]
    events += [CounterChanged(SignText(counter, "")) for counter in counters]
    outcome = {
        "day": day,
        "void": [one.number for one in ended],
        "unresolved": [
            {"number": one.number, "counter": one.counter, "state": one.state} for one in unresolved
        ],
        "closed_counters": counters,
    }
    return Done(outcome, tuple(events))
