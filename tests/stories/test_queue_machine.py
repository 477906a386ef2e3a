"""The queue under any order of acts: what holds whatever people do."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from hall_client.domain.errors import Refusal
from hall_client.domain.tickets import Announcement, QueueTurn, Ticket
from hall_client.domain.transitions import LIVE_AT_COUNTER, LIVE_TICKET, TicketState
from tests.hall import REASON, Hall, require_lawful

COUNTERS = st.sampled_from("123")
QUEUES = st.sampled_from("AB")
PEOPLE = st.sampled_from([None, "P1", "P2", "P3"])
CLASSES = st.sampled_from(["ordinary", "ordinary", "priority", "urgent", "appointment"])
# Refusals that mean a broken program rather than a rule that says no.
BROKEN = {"stale-record", "id-reused", "bad-command", "not-permitted", "not-signed-in"}
FAIRNESS_K = 2
FAIRNESS_M = timedelta(minutes=15)


class Queue(RuleBasedStateMachine):
    """Three counters, two queues, a guide and a kiosk; refusals are part of the life."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "hall.db"
        shutil.copyfile(self.template, path)
        self.hall = Hall(str(path))
        self.issued = 0
        self.in_a_row = {"A": 0, "B": 0}
        self.hall.open("1", "2", "3")

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            require_lawful(self.hall)
            self.hall.close()
            self.folder.cleanup()

    def tried(self, verb: str, actor: str, **body: object) -> dict[str, object] | None:
        before = {one.id: one.version for one in self.hall.rows(Ticket)}
        told, code = None, ""
        try:
            told = self.hall.do(verb, actor, **body)
        except Refusal as refusal:
            code = refusal.code
        assert code not in BROKEN
        assert told or {one.id: one.version for one in self.hall.rows(Ticket)} == before
        return told

    def some(self, number: int) -> Ticket | None:
        tickets = self.hall.rows(Ticket)
        return tickets[number % len(tickets)] if tickets else None

    @rule(queue=QUEUES, person=PEOPLE, kind=CLASSES)
    def issue(self, queue: str, person: str | None, kind: str) -> None:
        body = {"queue": queue, "certificate_no": person, "class": kind}
        self.issued += self.tried("IssueTicket", "kiosk1", **body) is not None

    @rule(minutes=st.integers(1, 20))
    def wait(self, minutes: int) -> None:
        self.hall.later(minutes=minutes)

    @rule(counter=COUNTERS)
    def call(self, counter: str) -> None:
        waiting = self.hall.rows(Ticket, state=TicketState.WAITING)
        called = self.tried("CallNext", f"clerk{counter}", counter=counter)
        if called is None:
            return
        one = next(ticket for ticket in waiting if ticket.id == called["ticket_id"])
        if one.rank > 2:
            self.in_a_row[one.queue] = 0
            return
        self.in_a_row[one.queue] += 1
        if self.in_a_row[one.queue] > FAIRNESS_K:
            late = self.hall.now - FAIRNESS_M
            kept_waiting = [
                other.number
                for other in waiting
                if other.queue == one.queue
                and other.rank == 4
                and other.placed_at <= late
                and other.reserved_for in (None, counter)
            ]
            assert not kept_waiting

    @rule(
        counter=COUNTERS,
        verb=st.sampled_from(["ServeTicket", "RecallTicket", "PassTicket", "FinishTicket"]),
        number=st.integers(0, 50),
    )
    def act(self, counter: str, verb: str, number: int) -> None:
        here = [one for one in self.hall.rows(Ticket, counter=counter) if is_there(one)]
        ticket = here[0] if here else self.some(number)
        if ticket:
            body = {"ticket_id": ticket.id, "counter": counter}
            more = {"outcome": "other"} if verb == "FinishTicket" else {}
            self.tried(verb, f"clerk{counter}", **body, **more)

    @rule(
        counter=COUNTERS,
        kind=st.sampled_from(["with-applicant", "at-counter", "waiting-for-event"]),
        number=st.integers(0, 50),
    )
    def hold(self, counter: str, kind: str, number: int) -> None:
        if ticket := self.some(number):
            body = {"ticket_id": ticket.id, "counter": counter, "kind": kind, "reason": REASON}
            self.tried("HoldTicket", f"clerk{counter}", **body)

    @rule(
        verb=st.sampled_from(["ResumeTicket", "RejoinTicket", "CancelTicket"]),
        actor=st.sampled_from(["clerk1", "clerk2", "guide1"]),
        number=st.integers(0, 50),
    )
    def move(self, verb: str, actor: str, number: int) -> None:
        if ticket := self.some(number):
            counter = {"clerk2": "2"}.get(actor, "1")
            body = {"ticket_id": ticket.id, "counter": counter, "reason": REASON}
            self.tried(verb, actor, **body)

    @rule(
        actor=st.sampled_from(["clerk1", "clerk2", "guide1"]),
        number=st.integers(0, 50),
        place=st.sampled_from([{"to_queue": "A"}, {"to_queue": "B"}, {"to_counter": "3"}]),
    )
    def transfer(self, actor: str, number: int, place: dict[str, str]) -> None:
        if ticket := self.some(number):
            self.tried("TransferTicket", actor, ticket_id=ticket.id, reason=REASON, **place)

    @rule(counter=COUNTERS, number=st.integers(0, 50))
    def serve_paper(self, counter: str, number: int) -> None:
        if ticket := self.some(number):
            body = {"number": ticket.number, "counter": counter}
            self.tried("ServePaper", f"clerk{counter}", **body)

    @rule(counter=COUNTERS)
    def undo(self, counter: str) -> None:
        self.hall.later(seconds=-25)
        self.tried("UndoLast", f"clerk{counter}", counter=counter)

    @rule(counter=COUNTERS, verb=st.sampled_from(["PauseCounter", "CloseCounter", "OpenCounter"]))
    def rest(self, counter: str, verb: str) -> None:
        self.tried(verb, f"clerk{counter}", counter=counter)

    @invariant()
    def a_counter_has_one_ticket_and_a_ticket_one_counter(self) -> None:
        at_counters = [one.counter for one in self.hall.rows(Ticket) if is_there(one)]
        assert None not in at_counters
        assert len(at_counters) == len(set(at_counters))

    @invariant()
    def numbers_are_given_once_and_without_gaps(self) -> None:
        numbers = [one.number for one in self.hall.rows(Ticket)]
        assert len(numbers) == len(set(numbers)) == self.issued
        for prefix in "AB":
            mine = sorted(number for number in numbers if number.startswith(prefix))
            assert mine == [f"{prefix}{n:03d}" for n in range(1, len(mine) + 1)]

    @invariant()
    def a_person_waits_once_in_a_queue(self) -> None:
        live = [
            (one.queue, one.person)
            for one in self.hall.rows(Ticket)
            if one.person and one.state in LIVE_TICKET
        ]
        assert len(live) == len(set(live))

    @invariant()
    def every_ticket_tells_a_consistent_story(self) -> None:
        for one in self.hall.rows(Ticket):
            assert (one.hold_kind is not None) == (one.state is TicketState.HELD)
            assert (one.outcome is not None) == (one.state is TicketState.DONE)
            if one.state is TicketState.WAITING:
                assert one.called_at is None
            if one.state is TicketState.SERVING:
                assert one.served_at is not None
            assert one.passes <= 3 + 1  # rejoined twice, and passed by others' slips

    @invariant()
    def every_call_is_announced_and_counted(self) -> None:
        calls = [row for row in self.hall.journal() if row["command"] == "CallNext"]
        assert len([a for a in self.hall.rows(Announcement) if a.kind == "call"]) == len(calls)
        assert sum(turn.called for turn in self.hall.rows(QueueTurn)) == len(calls)


def is_there(ticket: Ticket) -> bool:
    return ticket.state in LIVE_AT_COUNTER


@pytest.mark.slow
def test_the_queue_holds_under_any_order_of_acts(hall_file: Path) -> None:
    Queue.template = hall_file
    run_state_machine_as_test(
        Queue,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
