"""Ticket (排队号) and its life: classes, fairness, recall and rejoin rules (rules §5.2b)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from hall_client.domain.errors import (
    AnotherDay,
    CounterNotOpen,
    NothingToUndo,
    RecallLimit,
    RecallTooSoon,
    RejoinLimit,
    RejoinTooSoon,
    TicketElsewhere,
)
from hall_client.domain.transitions import LIVE_AT_COUNTER, TicketState, step

CLASSES = {"urgent": 1, "priority": 2, "appointment": 3, "ordinary": 4}
ORDINARY = CLASSES["ordinary"]


class TicketOutcome(StrEnum):
    """How a visit at the counter ended."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    CONSULTED = "consulted"
    COLLECTED = "collected"
    NOT_ACCEPTED = "not-accepted"
    OTHER = "other"


class HoldKind(StrEnum):
    """The three kinds of hold (挂起)."""

    WITH_APPLICANT = "with-applicant"
    AT_COUNTER = "at-counter"
    WAITING_FOR_EVENT = "waiting-for-event"


@dataclass(frozen=True, kw_only=True)
class Move:
    """The step that took a ticket from its counter, and what the ticket was before: for undo.

    While the ticket is still of `version`, nobody else has taken it.
    """

    command: str
    at: datetime
    counter: str
    version: int
    state: TicketState
    queue: str
    called_by: str | None
    called_at: datetime | None
    recalls: int
    recalled_at: datetime | None
    served_at: datetime | None
    passes: int


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """One person's place in a queue on one day. `rank` is 1 (urgent) … 4 (ordinary)."""

    id: str
    hall_id: str
    version: int = 1
    day: date
    queue: str
    number: str
    rank: int
    placed_at: datetime
    state: TicketState = TicketState.WAITING
    channel: str
    person: str | None = None
    name: str | None = None
    query_code: str
    taken_at: datetime
    counter: str | None = None
    called_by: str | None = None
    called_at: datetime | None = None
    recalled_at: datetime | None = None
    recalls: int = 0
    passes: int = 0
    passed_after: int = 0
    served_at: datetime | None = None
    done_at: datetime | None = None
    outcome: TicketOutcome | None = None
    case_ids: tuple[str, ...] = ()
    hold_kind: HoldKind | None = None
    reason: str | None = None
    reserved_for: str | None = None  # a transfer to one counter
    last_move: Move | None = None

    def require_day(self, today: date) -> None:
        """A number is good for its own day only (rules §5.2)."""
        if self.day != today:
            raise AnotherDay(number=self.number, day=self.day)


@dataclass(frozen=True, kw_only=True)
class CounterSession:
    """Who runs a counter now; one row per counter."""

    id: str
    hall_id: str
    version: int = 1
    counter: str
    clerk: str | None = None
    state: str = "CLOSED"  # OPEN, PAUSED, CLOSED
    reason: str | None = None
    since: datetime

    def require_clerk(self, clerk: str) -> None:
        if self.state == "CLOSED" or self.clerk != clerk:
            raise CounterNotOpen(counter=self.counter)

    def require_open(self, clerk: str) -> None:
        if self.state != "OPEN" or self.clerk != clerk:
            raise CounterNotOpen(counter=self.counter)


@dataclass(frozen=True, kw_only=True)
class QueueTurn:
    """Fairness row of a queue and day: priority calls in a row, tickets called so far."""

    id: str
    hall_id: str
    version: int = 1
    queue: str
    day: date
    priority_run: int = 0
    called: int = 0

    def after_call(self, rank: int) -> "QueueTurn":
        run = self.priority_run + 1 if rank <= CLASSES["priority"] else 0
        return replace(self, priority_run=run, called=self.called + 1)

    def owes_ordinary(self, run_limit: int) -> bool:
        """True when the next call belongs to an ordinary ticket that has waited too long."""
        return self.priority_run >= run_limit


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One call that the hall must see and hear: an ordered log (queue rule 6)."""

    id: str
    hall_id: str
    version: int = 1
    zone: str
    counter: str
    number: str
    ticket_id: str
    kind: str = "call"  # call, recall, pause, resume
    at: datetime


def at_counter(ticket: Ticket, counter: str) -> Ticket:
    """Return the ticket if it is live at that counter, else refuse."""
    if ticket.state in LIVE_AT_COUNTER and ticket.counter != counter:
        raise TicketElsewhere(number=ticket.number, counter=ticket.counter)
    return ticket


def call(ticket: Ticket, counter: str, clerk: str, at: datetime) -> Ticket:
    return replace(
        ticket,
        state=step("ticket", "CallNext", ticket.state),
        counter=counter,
        called_by=clerk,
        called_at=at,
        recalled_at=None,
        recalls=0,
    )


def recall(ticket: Ticket, at: datetime, limit: int, pace: timedelta) -> Ticket:
    """Call again: at most `limit` times, `pace` apart (queue rule 12)."""
    state = step("ticket", "RecallTicket", ticket.state)
    if ticket.recalls >= limit:
        raise RecallLimit(number=ticket.number, limit=limit)
    last = ticket.recalled_at or ticket.called_at
    if last is not None and at - last < pace:
        wait = int((pace - (at - last)).total_seconds()) + 1
        raise RecallTooSoon(number=ticket.number, seconds=wait)
    return replace(ticket, state=state, recalls=ticket.recalls + 1, recalled_at=at)


def serve(ticket: Ticket, command: str, counter: str, clerk: str, at: datetime) -> Ticket:
    """The person stands at this counter: by a call, with the slip, or back from a hold."""
    return replace(
        ticket,
        state=step("ticket", command, ticket.state),
        counter=counter,
        called_by=clerk,
        called_at=ticket.called_at or at,
        served_at=at if ticket.state is not TicketState.HELD else ticket.served_at or at,
        done_at=None,
        hold_kind=None,
        reserved_for=None,
    )


def hold(ticket: Ticket, kind: HoldKind, reason: str) -> Ticket:
    """Set aside; the counter stays as a record of where the papers may lie."""
    state = step("ticket", "HoldTicket", ticket.state)
    return replace(ticket, state=state, hold_kind=kind, reason=reason)


def require_place(ticket: Ticket, counter: str) -> None:
    """Papers kept at a counter are taken up again at that counter only (queue rule 11)."""
    if ticket.hold_kind is HoldKind.AT_COUNTER and ticket.counter != counter:
        raise TicketElsewhere(number=ticket.number, counter=ticket.counter)


def leave_counter(ticket: Ticket, command: str, at: datetime) -> Ticket:
    """End the visit at the counter (pass, finish); the counter stays as a record of where."""
    state = step("ticket", command, ticket.state)
    return replace(ticket, state=state, done_at=at, last_move=_move(ticket, command, at))


def transfer(
    ticket: Ticket, queue: str, to_counter: str | None, reason: str, at: datetime
) -> Ticket:
    """Wait again, in this queue or another or for one counter; the place by take time is kept."""
    held = ticket.state is TicketState.HELD
    return replace(
        ticket,
        state=step("ticket", "TransferTicket", ticket.state),
        queue=queue,
        reserved_for=to_counter,
        reason=reason,
        called_by=None,
        called_at=None,
        served_at=None,
        hold_kind=None,
        last_move=None if held else _move(ticket, "TransferTicket", at),
    )


def cancel(ticket: Ticket, reason: str, at: datetime) -> Ticket:
    """The person gives the place up, or is sent away with a reason."""
    state = step("ticket", "CancelTicket", ticket.state)
    return replace(ticket, state=state, reason=reason, done_at=at, hold_kind=None)


def close_out(ticket: Ticket, reason: str, at: datetime) -> Ticket:
    """The day of the ticket is over: void (日终作废); what was noted on it before is kept."""
    state = step("ticket", "CloseDay", ticket.state)
    told = "；".join(filter(None, (ticket.reason, reason)))
    ended_at = ticket.done_at or at
    return replace(ticket, state=state, reason=told, done_at=ended_at, hold_kind=None)


def _move(ticket: Ticket, command: str, at: datetime) -> Move:
    return Move(
        command=command,
        at=at,
        counter=ticket.counter or "",
        version=ticket.version + 1,
        state=ticket.state,
        queue=ticket.queue,
        called_by=ticket.called_by,
        called_at=ticket.called_at,
        recalls=ticket.recalls,
        recalled_at=ticket.recalled_at,
        served_at=ticket.served_at,
        passes=ticket.passes,
    )


def take_back(ticket: Ticket, at: datetime, within: timedelta) -> Ticket:
    """Return the ticket to its counter as it stood there (queue rule 13)."""
    move = ticket.last_move
    if move is None or move.version != ticket.version or not timedelta(0) <= at - move.at <= within:
        raise NothingToUndo(counter=ticket.counter)
    return replace(
        ticket,
        state=step("ticket", "UndoLast", ticket.state, move.state),
        queue=move.queue,
        counter=move.counter,
        called_by=move.called_by,
        called_at=move.called_at,
        recalls=move.recalls,
        recalled_at=move.recalled_at,
        served_at=move.served_at,
        passes=move.passes,
        done_at=None,
        outcome=None,
        case_ids=(),
        reserved_for=None,
        last_move=None,
    )


def rejoin(ticket: Ticket, called_now: int, after: int, limit: int) -> Ticket:
    """Wait again after `after` further calls of the queue, at most `limit` times."""
    state = step("ticket", "RejoinTicket", ticket.state)
    if ticket.passes > limit:
        raise RejoinLimit(number=ticket.number, limit=limit)
    missing = ticket.passed_after + after - called_now
    if missing > 0:
        raise RejoinTooSoon(number=ticket.number, more=missing)
    return replace(
        ticket,
        state=state,
        counter=None,
        called_by=None,
        called_at=None,
        done_at=None,
        last_move=None,
    )
