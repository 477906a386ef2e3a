"""The clerk's counter: one ticket in hand, one next step in each stage, everything by key.

Every act is refused or done in words beside the ticket; nothing is ever called by looking.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from hall_client.app.command import Command
from hall_client.app.counters import CloseCounter, OpenCounter, PauseCounter
from hall_client.app.dispatch import Outcome
from hall_client.app.queries import Cases
from hall_client.app.rows import CaseRow, TicketRow
from hall_client.app.ticket_moves import (
    HoldTicket,
    RejoinTicket,
    ResumeTicket,
    ServePaper,
    TransferTicket,
    UndoLast,
)
from hall_client.app.tickets import CallNext, FinishTicket, PassTicket, RecallTicket, ServeTicket
from hall_client.domain.errors import QueueEmpty, Refusal, TicketInHand
from hall_client.domain.tickets import HoldKind, TicketOutcome
from hall_client.domain.transitions import TicketState
from hall_client.ui.presenters.counter_sight import (
    IN_HAND,
    CounterSight,
    HallNow,
    HallReader,
    Question,
    Stage,
    look,
    stage_of,
)
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.words import tr
from hall_client.words import say_refusal, value

SLIP_NUMBER = re.compile(r"[A-Z]{1,2}[0-9]{3}|[A-Z][0-9]{4}")


@dataclass(frozen=True)
class Clocks:
    """What changes by itself: whole minutes at the counter, recalls left, seconds to the next."""

    minutes: int
    recalls_left: int
    recall_wait_s: int


class CounterPresenter:
    """State and intentions of the counter screen; `show` is called with each new sight."""

    def __init__(self, desk: Desk, show: Callable[[CounterSight], object]) -> None:
        self._desk = desk
        self._show = show
        self.sight = CounterSight(counter=desk.counter)
        self._reader = HallReader(desk, self._heard, self._unheard)
        self._found: str | None = None
        self._last_call: datetime | None = None

    def start(self) -> None:
        """Read the counter and keep reading whenever anybody changed something."""
        self._desk.watch(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        self._reader.read()

    def choose(self, counter: str) -> None:
        """Work at this counter, on a station that has none of its own."""
        self._change(counter=counter, said="")
        self.refresh()

    def leave(self) -> None:
        """Choose another counter."""
        self._change(counter=None, place=None, stage=Stage.CHOOSE, said="")

    # -- the counter ---------------------------------------------------------------------------

    def open(self) -> None:
        self._perform(OpenCounter)

    def pause(self) -> None:
        self._perform(PauseCounter)

    def close(self) -> None:
        self._perform(CloseCounter)

    # -- the ticket in hand --------------------------------------------------------------------

    def call_next(self) -> None:
        """Call, or with somebody being served: ask how the visit ended and call after it."""
        sight = self.sight
        if sight.stage is Stage.SERVING:
            self.ask_outcome(then_next=True)
        elif sight.stage in IN_HAND and sight.ticket is not None:
            refusal = TicketInHand(counter=sight.counter, number=sight.ticket.number)
            self._refused(refusal)
        else:
            self._perform(CallNext, self._called)

    def serve(self) -> None:
        """The person has come."""
        self._act(ServeTicket)

    def go_on(self) -> None:
        """Go on with the ticket that was in hand when the screen opened."""
        self._found = None
        self._judge()

    def recall(self) -> None:
        self._act(RecallTicket, self._called)

    def pass_by(self) -> None:
        number = self._number
        self._act(PassTicket, lambda _: self._gone(tr("{number} was passed.", number=number)))

    def ask_outcome(self, then_next: bool = False) -> None:
        if self.sight.stage in IN_HAND:
            self._change(question=Question.OUTCOME, then_next=then_next, said="")

    def ask_hold(self) -> None:
        if self.sight.stage in IN_HAND:
            self._change(question=Question.HOLD, said="")

    def ask_transfer(self) -> None:
        if self.sight.stage in IN_HAND:
            self._change(question=Question.TRANSFER, said="")

    def drop_question(self) -> None:
        self._change(question=Question.NONE, then_next=False)

    def finish(self, outcome: TicketOutcome) -> None:
        """End the visit with the cases it led to; then call the next one if that was asked."""
        ticket = self.sight.ticket
        if ticket is None or self.sight.question is not Question.OUTCOME:
            return
        number, then_next = ticket.number, self.sight.then_next
        self.drop_question()

        def ended(_outcome: Outcome) -> None:
            if then_next:
                self._perform(CallNext, self._called)
            else:
                word = value("outcome", outcome, self._desk.language)
                self._gone(tr("{number} finished: {outcome}.", number=number, outcome=word))

        def with_cases(cases: list[CaseRow]) -> None:
            case_ids = tuple(case.case_id for case in cases)
            self._act(FinishTicket, ended, outcome_=outcome, case_ids=case_ids)

        self._desk.ask(Cases(ticket_id=ticket.ticket_id), with_cases)

    def hold(self, kind: HoldKind, reason: str) -> None:
        number = self._number

        def held(_outcome: Outcome) -> None:
            self._desk.tell(tr("{number} is on hold.", number=number))
            self.drop_question()

        self._act(HoldTicket, held, kind=kind, reason=reason)

    def transfer(self, queue: str | None, counter: str | None, reason: str) -> None:
        number = self._number

        def sent(_outcome: Outcome) -> None:
            self.drop_question()
            self._gone(tr("{number} was transferred.", number=number))

        self._act(TransferTicket, sent, to_queue=queue, to_counter=counter, reason=reason)

    def undo(self) -> None:
        """Take back the last pass, finish or transfer, within the seconds the hall allows."""

        def undone(outcome: Outcome) -> None:
            number = outcome.result["number"]
            self._desk.tell(tr("{number} is at the counter again.", number=number))

        self._perform(UndoLast, undone)

    # -- tickets of the lists, and slips -------------------------------------------------------

    def take_up(self, row: TicketRow) -> None:
        """Resume a ticket on hold; let a passed one wait again."""
        if row.state == TicketState.HELD:
            self._perform(ResumeTicket, ticket_id=row.ticket_id)
        elif row.state == TicketState.PASSED:
            told = tr("{number} waits again.", number=row.number)
            self._perform(RejoinTicket, lambda _: self._desk.tell(told), ticket_id=row.ticket_id)

    def scanned(self, code: str) -> None:
        """Serve the person who shows a slip; its code is the query code or the number."""
        named = "number" if SLIP_NUMBER.fullmatch(code.upper()) else "query_code"
        fields: dict[str, Any] = {named: code}
        self._perform(ServePaper, **fields)

    # -- figures -------------------------------------------------------------------------------

    def clocks(self) -> Clocks:
        ticket, now, reference = self.sight.ticket, self._desk.now, self._desk.reference
        if ticket is None or ticket.called_at is None:
            return Clocks(0, 0, 0)
        pace = timedelta(seconds=reference.number("recall_pace_seconds", 10))
        last = max(ticket.called_at, self._last_call or ticket.called_at)
        wait = (pace - (now - last)).total_seconds()
        return Clocks(
            minutes=max(0, int((now - ticket.called_at).total_seconds() // 60)),
            recalls_left=max(0, reference.number("recall_limit", 3) - ticket.recalls),
            recall_wait_s=max(0, int(wait + 0.999)),
        )

    def other_queues(self) -> list[tuple[str, str]]:
        """Code and name of every queue but the ticket's own: where it can be sent."""
        here = self.sight.ticket.queue if self.sight.ticket else ""
        queues = self._desk.reference.queues.values()
        return [(queue.code, queue.name) for queue in queues if queue.code != here]

    # -- inside --------------------------------------------------------------------------------

    @property
    def _number(self) -> str:
        return self.sight.ticket.number if self.sight.ticket else ""

    def _act(
        self,
        act: type[Command],
        done: Callable[[Outcome], object] | None = None,
        **fields: Any,
    ) -> None:
        """An act on the ticket in hand; nothing is sent when there is none."""
        if self.sight.ticket is not None:
            self._perform(act, done, ticket_id=self.sight.ticket.ticket_id, **fields)

    def _perform(
        self,
        act: type[Command],
        done: Callable[[Outcome], object] | None = None,
        **fields: Any,
    ) -> None:
        if self.sight.counter is None:
            return

        def ended(outcome: Outcome) -> None:
            self._found = None
            self._change(said="")
            if done is not None:
                done(outcome)
            self.refresh()

        self._desk.perform(act, ended, self._refused, counter=self.sight.counter, **fields)

    def _called(self, outcome: Outcome) -> None:
        self._last_call = outcome.command.at

    def _gone(self, told: str) -> None:
        self._desk.tell(told, self.undo)

    def _refused(self, refusal: Refusal) -> None:
        said = say_refusal(refusal, self._desk.language)
        if isinstance(refusal, QueueEmpty) and self._desk.standing.parted:
            said = tr("Nobody waits with a number that this station gave since the link was lost.")
        self._change(said=said)
        self.refresh()

    def _change(self, **parts: Any) -> None:
        self.sight = replace(self.sight, **parts)
        self._show(self.sight)

    def _unheard(self) -> None:
        self._desk.warn(tr("The queue could not be read. What is shown may be out of date."))

    def _heard(self, now: HallNow) -> None:
        first = self.sight.stage in (Stage.LOADING, Stage.CHOOSE)
        self.sight = look(self.sight, now, self._desk.staff.login)
        self.sight = replace(self.sight, alone=self._desk.standing.alone)
        if first and self.sight.ticket is not None:
            self._found = self.sight.ticket.ticket_id
        self._judge()

    def _judge(self) -> None:
        """Say which stage this is; a question whose ticket has gone is dropped."""
        stage = stage_of(self.sight, self._desk.staff.login, self._found)
        question = self.sight.question if stage in IN_HAND else Question.NONE
        self._change(stage=stage, question=question)
