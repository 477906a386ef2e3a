"""Answers about days of the queue that have passed: what is still to be closed."""

from collections.abc import Container, Iterable
from datetime import date

from sqlalchemy import select

from hall_client.app.day_close import LEFT_OVER, RUN, left_open
from hall_client.app.due_rows import OpenDayRow
from hall_client.app.queries import OpenDays
from hall_client.domain.tickets import CounterSession, Ticket
from hall_client.domain.transitions import LIVE_AT_COUNTER, TicketState
from hall_client.store.queries.asking import Asking, answers
from hall_client.store.tables.tickets import SET_ASIDE, counter_session, ticket

# As the partial indexes have them: past days are not searched for the few tickets they left.
GROUPS = ((TicketState.WAITING,), LIVE_AT_COUNTER, SET_ASIDE)


@answers(OpenDays)
def open_days(_query: OpenDays, asking: Asking) -> list[OpenDayRow]:
    past = ticket.c.day < asking.today()
    left = [
        one for states in GROUPS for one in asking.load(Ticket, past, ticket.c.state.in_(states))
    ]
    sessions = asking.load(CounterSession, counter_session.c.state.in_(RUN))
    since = {asking.reference.day_of(one.since) for one in sessions}
    days = {one.day for one in left} | {day for day in since if day < asking.today()}
    in_use = _in_use(asking)
    rows = [
        OpenDayRow(
            day=day,
            waiting=_numbers(left, day, LEFT_OVER),
            unresolved=_numbers(left, day, LIVE_AT_COUNTER),
            open_counters=tuple(
                one.counter for one in left_open(sessions, day, in_use, asking.reference)
            ),
        )
        for day in sorted(days)
    ]
    return [row for row in rows if row.waiting or row.unresolved or row.open_counters]


def _numbers(tickets: Iterable[Ticket], day: date, states: Container[str]) -> tuple[str, ...]:
    return tuple(sorted(one.number for one in tickets if one.day == day and one.state in states))


def _in_use(asking: Asking) -> set[str | None]:
    """Counters where somebody stands, or was called today."""
    here = (ticket.c.day == asking.today()) | ticket.c.state.in_(LIVE_AT_COUNTER)
    query = select(ticket.c.counter).where(ticket.c.hall_id == asking.hall, here).distinct()
    return set(asking.connection.execute(query).scalars())
