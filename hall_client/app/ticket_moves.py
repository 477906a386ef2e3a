"""Ticket moves: by slip, on hold and back, to another queue or counter, rejoin, cancel, undo."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hall_client.app.bus import Done, handles
from hall_client.app.case_acts import actor_of
from hall_client.app.command import Authority, Command, Replay, Route, resolved
from hall_client.app.counters import counter_named, require_at, session_of, ticket_at
from hall_client.app.events import TicketChanged
from hall_client.app.tickets import TicketAct, queue_named, ticket_in_hand, turn_of
from hall_client.app.work import Work
from hall_client.domain.errors import (
    AlreadyQueued,
    BadCommand,
    CounterClosed,
    NoSuchRecord,
    NothingToUndo,
    QueueNotServed,
    ReasonRequired,
    TicketElsewhere,
    TicketInHand,
)
from hall_client.domain.ids import derive, query_code
from hall_client.domain.normalising import clean_code
from hall_client.domain.people import Role
from hall_client.domain.tickets import (
    ORDINARY,
    CounterSession,
    HoldKind,
    Ticket,
    cancel,
    hold,
    rejoin,
    require_place,
    serve,
    take_back,
    transfer,
)
from hall_client.domain.transitions import LIVE_AT_COUNTER, LIVE_TICKET


@dataclass(frozen=True, kw_only=True)
class ServePaper(Command):
    """Serve whoever shows a slip: the paper in hand is the lock, a call elsewhere is void."""

    counter: str
    number: str | None = None
    query_code: str | None = None
    ticket_id: str | None = resolved()

    route = Route.CENTRAL_IF_REACHABLE
    replay = Replay.CHOICE
    authority = Authority.QUEUE
    roles = frozenset({Role.CLERK})
    outcome = ("ticket_id", "number", "state", "taken_from")


@dataclass(frozen=True, kw_only=True)
class HoldTicket(TicketAct):
    """Set the visit aside (挂起): papers with the applicant, at the counter, or an event."""

    kind: HoldKind
    reason: str


@dataclass(frozen=True, kw_only=True)
class TicketMove(Command):
    """An act on a ticket that the clerk of any counter or the guide may do; central agrees."""

    ticket_id: str

    route = Route.CENTRAL_ONLY
    replay = Replay.NEVER
    authority = Authority.QUEUE
    roles = frozenset({Role.CLERK, Role.GUIDE})
    outcome = ("ticket_id", "state")


@dataclass(frozen=True, kw_only=True)
class ResumeTicket(TicketMove):
    """Take a held ticket up again at a counter (回呼)."""

    counter: str
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class TransferTicket(TicketMove):
    """Send the person to another queue or counter; the place by take time is kept (转移)."""

    counter: str | None = None
    to_queue: str | None = None
    to_counter: str | None = None
    reason: str


@dataclass(frozen=True, kw_only=True)
class RejoinTicket(TicketMove):
    """A passed ticket waits again, after further calls, a few times, on its day."""

    counter: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class CancelTicket(TicketMove):
    """The place is given up."""

    counter: str | None = None
    reason: str


@dataclass(frozen=True, kw_only=True)
class UndoLast(Command):
    """Take back the counter's last pass, finish or transfer, a moment after (queue rule 13)."""

    counter: str
    ticket_id: str | None = resolved()

    route = Route.CENTRAL_IF_REACHABLE
    replay = Replay.CHOICE
    authority = Authority.QUEUE
    roles = frozenset({Role.CLERK})
    outcome = ("undone", "ticket_id", "number", "state")


def _moved(ticket: Ticket, counter: str | None, **told: object) -> Done:
    outcome = {"ticket_id": ticket.id, "state": ticket.state, **told}
    return Done(outcome, (TicketChanged(ticket.id, counter),))


def _require_reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonRequired(field="reason")
    return reason.strip()


def _free_counter(counter: str, command: Command, work: Work, but: str = "") -> CounterSession:
    """The counter's session, open for the actor (for a guide: for anybody), nobody there.

    `but`: the ticket that may be in hand.
    """
    session = session_of(counter, work)
    guides = actor_of(command, work).holds(Role.GUIDE)
    if not (guides and session.state == "OPEN"):
        require_at(session, session.require_open, command, work)
    in_hand = ticket_at(counter, work)
    if in_hand is not None and in_hand.id != but:
        raise TicketInHand(counter=counter, number=in_hand.number)
    return session


@handles(ServePaper)
def serve_paper(command: ServePaper, work: Work) -> Done:
    shown = _shown(command, work)
    _free_counter(command.counter, command, work, but=shown.id)
    ticket = work.of(Ticket).get(shown.id)
    require_place(ticket, command.counter)
    called_to = ticket.counter if ticket.state in LIVE_AT_COUNTER else None
    taken_from = called_to if called_to != command.counter else None
    served = work.of(Ticket).save(
        serve(ticket, command.verb, command.counter, command.actor, command.at)
    )
    done = _moved(served, command.counter, number=served.number, taken_from=taken_from)
    lost = () if taken_from is None else (TicketChanged(served.id, taken_from),)
    chosen = replace(command, ticket_id=served.id)
    return replace(done, events=(*done.events, *lost), resolved=chosen)


def _shown(command: ServePaper, work: Work) -> Ticket:
    """Today's ticket of the slip, by number or query code as typed or scanned."""
    chosen = work.of(Ticket).find(id=command.ticket_id) if command.ticket_id else []
    if chosen:
        return chosen[0]
    asked = {"number": command.number, "query_code": command.query_code}
    given = {name: clean_code(value) for name, value in asked.items() if value}
    if not given:
        raise BadCommand(problem="number or query_code is missing")
    found = work.of(Ticket).find(day=work.reference.day_of(command.at), **given)
    if found:
        return found[0]
    if "number" in given and (work.alone or work.told):
        return _from_slip(command, given["number"], work)
    raise NoSuchRecord(kind="ticket", id=" ".join(given.values()))


def _from_slip(command: ServePaper, number: str, work: Work) -> Ticket:
    """Cut off, a counter serves a slip that it has not heard of: the paper is all there is yet."""
    skills = [queue for tier in counter_named(command.counter, work).skills for queue in tier]
    by_prefix = {queue.prefix: queue.code for queue in work.reference.queues.values()}
    ticket = Ticket(
        id=derive(command.id, 0),
        hall_id=command.hall_id,
        day=work.reference.day_of(command.at),
        queue=by_prefix.get(number.rstrip("0123456789"), skills[0]),
        number=number,
        rank=ORDINARY,
        placed_at=command.at,
        channel="paper",
        query_code=query_code(command.id),
        taken_at=command.at,
    )
    work.of(Ticket).add(ticket)
    return ticket


@handles(HoldTicket)
def hold_ticket(command: HoldTicket, work: Work) -> Done:
    reason = _require_reason(command.reason)
    ticket = ticket_in_hand(command, work)
    held = work.of(Ticket).save(hold(ticket, command.kind, reason))
    return _moved(held, command.counter)


@handles(ResumeTicket)
def resume_ticket(command: ResumeTicket, work: Work) -> Done:
    session = _free_counter(command.counter, command, work)
    ticket = work.of(Ticket).get(command.ticket_id)
    resumed = serve(ticket, command.verb, command.counter, session.clerk or "", command.at)
    ticket.require_day(work.reference.day_of(command.at))
    require_place(ticket, command.counter)
    _require_served(command.counter, ticket.queue, work)
    return _moved(work.of(Ticket).save(resumed), command.counter)


def _require_served(counter: str, queue: str, work: Work) -> None:
    if not counter_named(counter, work).serves(queue):
        raise QueueNotServed(counter=counter, queue=queue_named(queue, work).name)


@handles(TransferTicket)
def transfer_ticket(command: TransferTicket, work: Work) -> Done:
    reason = _require_reason(command.reason)
    if command.to_queue is None and command.to_counter is None:
        raise BadCommand(problem="to_queue or to_counter is missing")
    ticket = _movable(command, work)
    queue = queue_named(command.to_queue or ticket.queue, work).code
    if command.to_counter is not None:
        _require_served(command.to_counter, queue, work)
        _require_somebody_there(command.to_counter, work)
    _require_one_place(ticket, queue, work)
    waiting = transfer(ticket, queue, command.to_counter, reason, command.at)
    return _moved(work.of(Ticket).save(waiting), ticket.counter, queue=queue)


def _movable(command: TransferTicket, work: Work) -> Ticket:
    """The ticket, which a clerk may send on from the own counter, a guide from any."""
    seen = work.of(Ticket).find(id=command.ticket_id)
    here = seen[0].counter if seen and seen[0].state in LIVE_AT_COUNTER else None
    if here is not None:
        session = session_of(here, work)
        if not actor_of(command, work).holds(Role.GUIDE):
            session.require_clerk(command.actor)
    ticket = work.of(Ticket).get(command.ticket_id)
    if ticket.state in LIVE_AT_COUNTER and {here, command.counter or here} != {ticket.counter}:
        raise TicketElsewhere(number=ticket.number, counter=ticket.counter)
    ticket.require_day(work.reference.day_of(command.at))
    return ticket


def _require_somebody_there(counter: str, work: Work) -> None:
    sessions = work.of(CounterSession).find(counter=counter, state="OPEN")
    if not sessions:
        raise CounterClosed(counter=counter)


def _require_one_place(ticket: Ticket, queue: str, work: Work) -> None:
    """One live ticket per person and queue, after a transfer too."""
    if ticket.person is None:
        return
    same = work.of(Ticket).find(
        day=ticket.day, queue=queue, person=ticket.person, state=LIVE_TICKET
    )
    for other in same:
        if other.id != ticket.id:
            raise AlreadyQueued(number=other.number)


@handles(RejoinTicket)
def rejoin_ticket(command: RejoinTicket, work: Work) -> Done:
    ticket = work.of(Ticket).get(command.ticket_id)
    turn = turn_of(ticket.queue, ticket.day, work)
    after = work.reference.number("rejoin_after", 3)
    back = rejoin(ticket, turn.called, after, work.reference.number("rejoin_times", 2))
    ticket.require_day(work.reference.day_of(command.at))
    _require_one_place(ticket, ticket.queue, work)
    return _moved(work.of(Ticket).save(back), None)


@handles(CancelTicket)
def cancel_ticket(command: CancelTicket, work: Work) -> Done:
    reason = _require_reason(command.reason)
    ticket = work.of(Ticket).get(command.ticket_id)
    return _moved(work.of(Ticket).save(cancel(ticket, reason, command.at)), ticket.counter)


@handles(UndoLast)
def undo_last(command: UndoLast, work: Work) -> Done:
    session = session_of(command.counter, work)
    require_at(session, session.require_clerk, command, work)
    in_hand = ticket_at(command.counter, work)
    if in_hand is not None:
        raise TicketInHand(counter=command.counter, number=in_hand.number)
    ticket = _last_moved(command, work)
    undone = ticket.last_move.command if ticket.last_move else ""
    within = timedelta(seconds=work.reference.number("undo_seconds", 10))
    taken_back = take_back(ticket, command.at, within)
    _require_one_place(ticket, taken_back.queue, work)
    back = work.of(Ticket).save(taken_back)
    done = _moved(back, command.counter, undone=undone, number=back.number)
    return replace(done, resolved=replace(command, ticket_id=back.id))


def _last_moved(command: UndoLast, work: Work) -> Ticket:
    """The ticket that left this counter last; one that moved on keeps the record of where."""
    if command.ticket_id is not None:
        return work.of(Ticket).get(command.ticket_id)
    today = work.reference.day_of(command.at)
    days = (today, today - timedelta(days=1))  # somebody may be served at midnight
    left = [
        (one.last_move.at, one.id)
        for one in work.of(Ticket).find(day=days, counter=command.counter)
        if one.last_move is not None
    ]
    if not left:
        raise NothingToUndo(counter=command.counter)
    return work.of(Ticket).get(max(left)[1])
