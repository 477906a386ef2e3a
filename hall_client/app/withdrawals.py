"""Withdrawing a call whose answer never came: it is undone where it was done, and barred else."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from hall_client.app.bus import Done, handles
from hall_client.app.codec import decode
from hall_client.app.command import Authority, Command, Replay, Route
from hall_client.app.json_document import load_object
from hall_client.app.work import JournalEntry, Work
from hall_client.domain.ids import derive
from hall_client.domain.people import Role
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import TicketState, step

REASON = "中心未应答，由站点撤回"


@dataclass(frozen=True, kw_only=True)
class WithdrawCall(Command):
    """Take back what central was asked and never answered; the station has acted by itself."""

    call_id: str

    route = Route.LOCAL
    replay = Replay.FACT
    authority = Authority.QUEUE
    roles = frozenset({Role.KIOSK, Role.GUIDE, Role.CLERK})
    outcome = ("withdrawn",)


@handles(WithdrawCall)
def withdraw_call(command: WithdrawCall, work: Work) -> Done:
    past = work.withdraw(command.call_id)
    undo = UNDOING.get(past.command) if past else None
    if past is not None and undo is not None:
        undo(command, past, work)
    return Done({"withdrawn": past.command if past else None})


def _void_issued(command: WithdrawCall, past: JournalEntry, work: Work) -> None:
    """Nobody holds the slip: it was never printed."""
    found = work.of(Ticket).find(id=derive(past.id, 0))
    for ticket in found:
        if ticket.state is TicketState.WAITING:
            work.of(Ticket).get(ticket.id)
            void = step("ticket", command.verb, ticket.state, TicketState.VOID)
            work.of(Ticket).save(replace(ticket, state=void, reason=REASON))


def _release_called(command: WithdrawCall, past: JournalEntry, work: Work) -> None:
    """Nobody heard the call at the counter: the person waits on, in the same place."""
    data, _ = load_object(past.body)
    ticket_id = decode(str, data["ticket_id"], "ticket_id")
    ticket = work.of(Ticket).get(ticket_id)
    if ticket.state is TicketState.CALLED and ticket.counter == data["counter"]:
        waiting = step("ticket", command.verb, ticket.state, TicketState.WAITING)
        back = replace(ticket, state=waiting, counter=None, called_by=None, called_at=None)
        work.of(Ticket).save(back)


Undo = Callable[[WithdrawCall, JournalEntry, Work], None]
UNDOING: dict[str, Undo] = {"IssueTicket": _void_issued, "CallNext": _release_called}
