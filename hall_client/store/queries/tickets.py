"""Answers about the queue: queues, counters, tickets, the board."""

from collections import Counter as Tally
from datetime import date, datetime

from sqlalchemy import func, select

from hall_client.app.announcements import call_words
from hall_client.app.queries import Board, Counters, Queues, Tickets
from hall_client.app.rows import BoardRow, CounterRow, QueueRow, TicketRow
from hall_client.domain.counters import Counter, Queue
from hall_client.domain.identity import mask_name
from hall_client.domain.tickets import CounterSession, Ticket
from hall_client.domain.transitions import LIVE_AT_COUNTER, TicketState
from hall_client.store.queries.asking import Asking, answers, present
from hall_client.store.tables.tickets import announcement, ticket


def minutes(since: datetime, until: datetime) -> int:
    """Whole minutes between two moments, never wrapped at the hour, never below 0."""
    return max(0, int((until - since).total_seconds() // 60))


def _of_day(asking: Asking, day: date | None) -> list[Ticket]:
    wanted = day or asking.today()
    query = asking.load(Ticket, ticket.c.day == wanted)
    return sorted(query, key=lambda one: (one.rank, one.placed_at, one.number))


@answers(Tickets)
def tickets(query: Tickets, asking: Asking) -> list[TicketRow]:
    conditions = [
        *present(query.queue, ticket.c.queue),
        *present(query.state, ticket.c.state),
        *present(query.number, ticket.c.number),
        *present(query.ticket_id, ticket.c.id),
        *present(query.counter, ticket.c.counter),
    ]
    if query.ticket_id is None or query.day is not None:
        conditions.append(ticket.c.day == (query.day or asking.today()))
    found = sorted(
        asking.load(Ticket, *conditions), key=lambda one: (one.rank, one.placed_at, one.number)
    )
    ahead: Tally[str] = Tally()
    rows = []
    for one in found:
        rows.append(_ticket_row(one, asking, ahead[one.queue]))
        ahead[one.queue] += one.state is TicketState.WAITING
    return rows


def _ticket_row(one: Ticket, asking: Asking, ahead: int) -> TicketRow:
    queue = asking.reference.queues.get(one.queue)
    return TicketRow(
        ticket_id=one.id,
        number=one.number,
        queue=one.queue,
        queue_name=queue.name if queue else one.queue,
        state=one.state,
        rank=one.rank,
        name=mask_name(one.name) if one.name else None,
        counter=one.counter if one.state is not TicketState.WAITING else None,
        taken_at=one.taken_at,
        called_at=one.called_at,
        served_at=one.served_at,
        done_at=one.done_at,
        outcome=one.outcome,
        recalls=one.recalls,
        passes=one.passes,
        waited_min=minutes(one.taken_at, one.called_at or asking.now),
        people_ahead=ahead if one.state is TicketState.WAITING else None,
    )


@answers(Queues)
def queues(query: Queues, asking: Asking) -> list[QueueRow]:
    today = _of_day(asking, query.day)
    sessions = asking.load(CounterSession)
    opened = {one.counter for one in sessions if one.state == "OPEN"}
    return [_queue_row(queue, today, opened, asking) for queue in asking.reference.queues.values()]


def _queue_row(queue: Queue, today: list[Ticket], opened: set[str], asking: Asking) -> QueueRow:
    mine = [one for one in today if one.queue == queue.code]
    waiting = [one for one in mine if one.state is TicketState.WAITING]
    serving = [c for c in asking.reference.counters.values() if c.serves(queue.code)]
    return QueueRow(
        queue=queue.code,
        name=queue.name,
        prefix=queue.prefix,
        waiting=len(waiting),
        longest_wait_min=max((minutes(one.taken_at, asking.now) for one in waiting), default=0),
        issued=len(mine),
        done=sum(one.state is TicketState.DONE for one in mine),
        warning_length=queue.warning_length,
        open_counters=sum(one.number in opened for one in serving),
    )


@answers(Counters)
def counters(query: Counters, asking: Asking) -> list[CounterRow]:
    sessions = {one.counter: one for one in asking.load(CounterSession)}
    live = {one.counter: one for one in asking.load(Ticket, ticket.c.state.in_(LIVE_AT_COUNTER))}
    served = _served(asking, query.day or asking.today())
    return [
        _counter_row(place, sessions.get(number), live.get(number), served, asking)
        for number, place in asking.reference.counters.items()
        if query.counter in (None, number)
    ]


def _served(asking: Asking, day: date) -> dict[str | None, int]:
    query = (
        select(ticket.c.counter, func.count())
        .where(ticket.c.hall_id == asking.hall, ticket.c.day == day)
        .where(ticket.c.state == TicketState.DONE)
        .group_by(ticket.c.counter)
    )
    return {row[0]: row[1] for row in asking.connection.execute(query)}


def _counter_row(
    place: Counter,
    session: CounterSession | None,
    live: Ticket | None,
    served: dict[str | None, int],
    asking: Asking,
) -> CounterRow:
    clerk = session.clerk if session else None
    return CounterRow(
        counter=place.number,
        name=place.name,
        state=session.state if session else "CLOSED",
        clerk=clerk,
        clerk_name=asking.reference.name_of(clerk) if clerk else None,
        since=session.since if session else None,
        ticket_id=live.id if live else None,
        number=live.number if live else None,
        ticket_state=live.state if live else None,
        queues=tuple(place.queues()),
        served=served.get(place.number, 0),
    )


@answers(Board)
def board(query: Board, asking: Asking) -> list[BoardRow]:
    start, end = asking.day_bounds(query.day or asking.today())
    found = (
        select(
            *(announcement.c[name] for name in ("id", "number", "counter", "kind", "at")),
            ticket.c.state,
        )
        .join(
            ticket,
            (ticket.c.id == announcement.c.ticket_id)
            & (ticket.c.hall_id == announcement.c.hall_id),
        )
        .where(announcement.c.hall_id == asking.hall, *present(query.zone, announcement.c.zone))
        .where(announcement.c.at >= start, announcement.c.at < end)
        .order_by(announcement.c.at.desc(), announcement.c.id.desc())
        .limit(query.limit)
    )
    return [
        BoardRow(
            announcement_id=row.id,
            number=row.number,
            counter=row.counter,
            kind=row.kind,
            at=row.at,
            words=call_words(row.number, row.counter),
            state=row.state,
        )
        for row in asking.connection.execute(found)
    ]
