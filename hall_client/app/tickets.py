"""Tickets (排队号): issue, call, serve, recall, pass, finish."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from hall_client.app.announcements import announce
from hall_client.app.bus import Done, handles
from hall_client.app.command import Authority, Command, Replay, Route, resolved
from hall_client.app.counters import counter_named, require_at, session_of, ticket_at
from hall_client.app.events import TicketChanged, TicketIssued
from hall_client.app.papers import TicketSlip
from hall_client.app.work import Claim, Work
from hall_client.domain.counters import Queue
from hall_client.domain.errors import (
    AlreadyQueued,
    BadCommand,
    NoSuchQueue,
    QueueEmpty,
    QuotaFull,
    TicketInHand,
)
from hall_client.domain.identity import mask_name
from hall_client.domain.ids import derive, query_code
from hall_client.domain.normalising import clean_code
from hall_client.domain.numbering import ticket_number
from hall_client.domain.people import Role
from hall_client.domain.tickets import (
    CLASSES,
    ORDINARY,
    QueueTurn,
    Ticket,
    TicketOutcome,
    at_counter,
    call,
    leave_counter,
    recall,
)
from hall_client.domain.transitions import LIVE_TICKET, step


@dataclass(frozen=True, kw_only=True)
class IssueTicket(Command):
    """Give a person a place in a queue; the slip is printed where it was asked for."""

    queue: str
    certificate_no: str | None = None
    name: str | None = None
    class_: str = "ordinary"
    channel: str = "kiosk"
    reason: str | None = None  # why the class is not ordinary
    number: str | None = resolved()

    route = Route.CENTRAL_IF_REACHABLE
    replay = Replay.CHOICE
    authority = Authority.QUEUE
    roles = frozenset({Role.KIOSK, Role.GUIDE, Role.CLERK})
    outcome = (
        "ticket_id",
        "number",
        "query_code",
        "people_ahead",
        "wait_low_min",
        "wait_high_min",
    )


@dataclass(frozen=True, kw_only=True)
class CallNext(Command):
    """Call the next person this counter may serve. `ticket_id` is the choice once made."""

    counter: str
    ticket_id: str | None = resolved()
    number: str | None = resolved()

    route = Route.CENTRAL_IF_REACHABLE
    replay = Replay.CHOICE
    authority = Authority.QUEUE
    roles = frozenset({Role.CLERK})
    outcome = ("ticket_id", "number", "announcement")


@dataclass(frozen=True, kw_only=True)
class TicketAct(Command):
    """An act of a counter's clerk on the ticket in hand."""

    ticket_id: str
    counter: str

    route = Route.CENTRAL_IF_REACHABLE
    replay = Replay.CHOICE
    authority = Authority.QUEUE
    roles = frozenset({Role.CLERK})
    outcome = ("ticket_id", "state")


@dataclass(frozen=True, kw_only=True)
class ServeTicket(TicketAct):
    """The person has come to the counter."""


@dataclass(frozen=True, kw_only=True)
class RecallTicket(TicketAct):
    """Call the same person again."""


@dataclass(frozen=True, kw_only=True)
class PassTicket(TicketAct):
    """The person did not come (过号)."""


@dataclass(frozen=True, kw_only=True)
class FinishTicket(TicketAct):
    """The visit is over; the outcome says how, the case ids what it led to."""

    outcome_: TicketOutcome
    case_ids: tuple[str, ...] = ()


def queue_named(code: str, work: Work) -> Queue:
    queue = work.reference.queues.get(code)
    if queue is None:
        raise NoSuchQueue(queue=code)
    return queue


def turn_of(queue: str, day: date, work: Work) -> QueueTurn:
    """The fairness row of a queue and day, made on first use, locked with the claim."""
    hall = work.reference.hall.code
    key = f"{hall}/{queue}/{day.isoformat()}"
    return work.of(QueueTurn).ensure(QueueTurn(id=key, hall_id=hall, queue=queue, day=day))


@handles(IssueTicket)
def issue_ticket(command: IssueTicket, work: Work) -> Done:
    queue = queue_named(command.queue, work)
    rank = CLASSES.get(command.class_)
    if rank is None:
        raise BadCommand(problem=f"class {command.class_!r}")
    day = work.reference.day_of(command.at)
    person = clean_code(command.certificate_no) if command.certificate_no else None
    ticket = Ticket(
        id=derive(command.id, 0),
        hall_id=command.hall_id,
        day=day,
        queue=queue.code,
        number="",
        rank=rank,
        placed_at=command.at,
        channel=command.channel,
        reason=command.reason,
        person=_one_live(person, queue, day, work),
        name=command.name,
        query_code=query_code(command.id),
        taken_at=command.at,
    )
    ticket = _entered(ticket, command, queue, work)
    done = _issued(ticket, queue, work)
    return replace(done, resolved=replace(command, number=ticket.number))


def _next_number(queue: Queue, day: date, work: Work) -> str:
    """The day's next number of the queue; a refusal gives it back, so none is lost.

    A station that is cut off counts in the two letters that are its own.
    """
    if work.alone is not None:
        return ticket_number(work.alone, work.take_number(f"ticket/{work.alone}", day.isoformat()))
    sequence = work.take_number(f"ticket/{queue.code}", day.isoformat())
    if queue.daily_quota is not None and sequence > queue.daily_quota:
        raise QuotaFull(queue=queue.name, quota=queue.daily_quota)
    return ticket_number(queue.prefix, sequence)


def _entered(ticket: Ticket, command: IssueTicket, queue: Queue, work: Work) -> Ticket:
    """Add the ticket; one that was served by its slip before it was told here is that ticket."""
    number = command.number or _next_number(queue, ticket.day, work)
    known = work.of(Ticket).find(day=ticket.day, number=number) if work.told else []
    if not known:
        work.of(Ticket).add(replace(ticket, number=number))
        return replace(ticket, number=number)
    served = work.of(Ticket).get(known[0].id)
    told = ("queue", "rank", "placed_at", "channel", "person", "name", "query_code", "taken_at")
    return work.of(Ticket).save(replace(served, **{name: getattr(ticket, name) for name in told}))


def _one_live(person: str | None, queue: Queue, day: date, work: Work) -> str | None:
    """The person, who may have one live ticket in a queue; where a second slip is out already,
    its ticket is nobody's."""
    if person is None:
        return None
    live = work.of(Ticket).find(day=day, queue=queue.code, person=person, state=LIVE_TICKET)
    if not live:
        return person
    work.object_to(AlreadyQueued(number=live[0].number))
    return None


def _issued(ticket: Ticket, queue: Queue, work: Work) -> Done:
    ahead = None if work.told else work.waiting_before(ticket)  # the slip is in a hand already
    slip = TicketSlip(
        hall=work.reference.hall.name,
        queue=queue.name,
        number=ticket.number,
        people_ahead=ahead or 0,
        wait=None,
        issued_at=work.reference.local(ticket.taken_at),
        query_code=ticket.query_code,
        rules=work.reference.slip_rules,
        name=mask_name(ticket.name) if ticket.name else None,
        offline=work.alone is not None,
    )
    outcome = {
        "ticket_id": ticket.id,
        "number": ticket.number,
        "query_code": ticket.query_code,
        "people_ahead": ahead,
        "wait_low_min": None,
        "wait_high_min": None,
    }
    return Done(outcome, (TicketIssued(ticket.id, slip), TicketChanged(ticket.id, None)))


@handles(CallNext)
def call_next(command: CallNext, work: Work) -> Done:
    session = session_of(command.counter, work)
    require_at(session, session.require_open, command, work)
    in_hand = ticket_at(command.counter, work)
    if in_hand is not None:
        raise TicketInHand(counter=command.counter, number=in_hand.number)
    waiting = work.of(Ticket).get(command.ticket_id) if command.ticket_id else _next(command, work)
    called = work.of(Ticket).save(call(waiting, command.counter, command.actor, command.at))
    if not work.told:  # a call that is past changes nothing in whose turn it is now
        turn = turn_of(called.queue, called.day, work)
        work.of(QueueTurn).save(turn.after_call(called.rank))
    announcement = announce(command, called, "call", work)
    outcome = {"ticket_id": called.id, "number": called.number, "announcement": announcement}
    return Done(
        outcome,
        (TicketChanged(called.id, command.counter),),
        replace(command, ticket_id=called.id, number=called.number),
    )


def _next(command: CallNext, work: Work) -> Ticket:
    """Take from the first tier that has somebody this counter may serve (rules §5.2b)."""
    day = work.reference.day_of(command.at)
    for tier in counter_named(command.counter, work).skills:
        best = work.claim(Claim(tier, day, command.counter))
        if best is not None:
            return _owed(best, tier, command, work) or best
    raise QueueEmpty(counter=command.counter)


def _owed(best: Ticket, tier: tuple[str, ...], command: CallNext, work: Work) -> Ticket | None:
    """The oldest ordinary ticket that goes before `best` after too many priority calls.

    Turns are locked after tickets and only where somebody is called: counters that look through
    empty queues in different orders do not wait for each other in a circle.
    """
    if best.rank >= ORDINARY:
        return None
    run_limit = work.reference.number("fairness_k", 2)
    waited = timedelta(minutes=work.reference.number("fairness_m_minutes", 15))
    turn_of(best.queue, best.day, work)
    turns = work.of(QueueTurn).find(day=best.day, queue=tier)
    owing = tuple(turn.queue for turn in turns if turn.owes_ordinary(run_limit))
    if not owing:
        return None
    return work.claim(Claim(owing, best.day, command.counter, command.at - waited))


A = TypeVar("A", bound=TicketAct)


def ticket_in_hand(command: TicketAct, work: Work) -> Ticket:
    """The ticket named, which must be at the actor's own counter if it is at one."""
    session = session_of(command.counter, work)
    require_at(session, session.require_clerk, command, work)
    return at_counter(work.of(Ticket).get(command.ticket_id), command.counter)


def _act(kind: type[A], change: Callable[[A, Ticket, Work], Ticket]) -> None:
    """Most acts load the ticket in hand, change it and say so."""

    @handles(kind)
    def act(command: A, work: Work) -> Done:
        ticket = work.of(Ticket).save(change(command, ticket_in_hand(command, work), work))
        outcome = {"ticket_id": ticket.id, "state": ticket.state}
        return Done(outcome, (TicketChanged(ticket.id, command.counter),))


def _serve(command: ServeTicket, ticket: Ticket, _work: Work) -> Ticket:
    return replace(ticket, state=step("ticket", command.verb, ticket.state), served_at=command.at)


def _recall(command: RecallTicket, ticket: Ticket, work: Work) -> Ticket:
    limit = work.reference.number("recall_limit", 3)
    pace = timedelta(seconds=work.reference.number("recall_pace_seconds", 10))
    again = recall(ticket, command.at, limit, pace)
    announce(command, again, "recall", work)
    return again


def _pass(command: PassTicket, ticket: Ticket, work: Work) -> Ticket:
    turn = turn_of(ticket.queue, ticket.day, work)
    left = leave_counter(ticket, command.verb, command.at)
    return replace(left, passes=ticket.passes + 1, passed_after=turn.called)


def _finish(command: FinishTicket, ticket: Ticket, _work: Work) -> Ticket:
    left = leave_counter(ticket, command.verb, command.at)
    served_at = ticket.served_at or ticket.called_at
    return replace(left, outcome=command.outcome_, case_ids=command.case_ids, served_at=served_at)


_act(ServeTicket, _serve)
_act(RecallTicket, _recall)
_act(PassTicket, _pass)
_act(FinishTicket, _finish)
