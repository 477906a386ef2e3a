"""Ticket (排队号) and its life: classes, fairness, recall and rejoin rules (rules §5.2b)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from hall_client.domain.errors import (
    CounterNotOpen,
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


def leave_counter(ticket: Ticket, command: str, at: datetime) -> Ticket:
    """End the visit at the counter (pass, finish); the counter stays as a record of where."""
    return replace(ticket, state=step("ticket", command, ticket.state), done_at=at)


def rejoin(ticket: Ticket, called_now: int, after: int, limit: int) -> Ticket:
    """Wait again after `after` further calls of the queue, at most `limit` times."""
    state = step("ticket", "RejoinTicket", ticket.state)
    if ticket.passes > limit:
        raise RejoinLimit(number=ticket.number, limit=limit)
    missing = ticket.passed_after + after - called_now
    if missing > 0:
        raise RejoinTooSoon(number=ticket.number, more=missing)
    return replace(ticket, state=state, counter=None, called_by=None, called_at=None, done_at=None)
