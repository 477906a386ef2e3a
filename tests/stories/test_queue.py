"""The queue as a hall lives it: who is called when, what is refused, what can be taken back."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hall_client.app.codec import decode
from hall_client.app.lines import Speaker, command_of
from hall_client.app.papers import TicketSlip
from hall_client.app.printing import JobState
from hall_client.domain.errors import BadCommand
from hall_client.domain.tickets import Announcement, CounterSession, Ticket
from hall_client.domain.transitions import TicketState, allowed
from tests.day import seed
from tests.hall import MORNING, PERSON, REASON, Facts, Hall

ID = PERSON["id_number"]
PRIORITY = {"class": "priority"}


def state_of(hall: Hall, ticket: Facts) -> str:
    return hall.one(Ticket, id=ticket["ticket_id"]).state


def called_numbers(hall: Hall, times: int, counter: str = "1") -> list[str]:
    """Numbers of the next calls at one counter, each finished at once."""
    numbers = []
    for _ in range(times):
        ticket = hall.call(counter)
        hall.act("FinishTicket", ticket, counter, outcome="other")
        numbers.append(ticket["number"])
    return numbers


# -- a number ------------------------------------------------------------------------------------


def test_a_slip_tells_number_queue_people_ahead_and_query_code(hall: Hall) -> None:
    hall.ticket()
    ticket = hall.ticket(name="张䶮")
    assert (ticket["number"], ticket["people_ahead"]) == ("A002", 1)
    waiting = hall.database.print_jobs("kiosk1", JobState.WAITING)
    slip = decode(TicketSlip, json.loads(waiting[-1].payload))
    assert (slip.number, slip.queue, slip.people_ahead) == ("A002", "商事登记", 1)
    assert slip.query_code == ticket["query_code"]
    assert slip.name == "张*"
    assert len(hall.one(Ticket, number="A002").query_code) == 6


def test_a_person_has_one_live_number_in_a_queue_however_it_is_typed(hall: Hall) -> None:
    hall.open("1")
    hall.ticket(certificate_no=ID)
    for typed in (
        ID,
        f" {ID.lower()} ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
    ):
        told = hall.refused(
            "already-queued", "IssueTicket", "kiosk1", queue="A", certificate_no=typed
        )
        assert told.facts["number"] == "A001"
    assert hall.ticket("B", certificate_no=ID)["number"] == "B001"
    called_numbers(hall, 1)
    assert hall.ticket(certificate_no=ID)["number"] == "A002"


def test_unknown_queue_and_class_are_refused(hall: Hall) -> None:
    hall.refused("no-such-queue", "IssueTicket", "kiosk1", queue="Z")
    hall.refused("bad-command", "IssueTicket", "kiosk1", queue="A", **{"class": "royal"})


def test_numbers_restart_at_midnight_of_the_hall(hall: Hall) -> None:
    """23:59:59 and 00:00:00 in the hall's zone, which is the afternoon of UTC."""
    last = datetime(2026, 9, 21, 15, 59, 59, tzinfo=UTC)
    first = datetime(2026, 9, 21, 16, 0, 0, tzinfo=UTC)
    assert hall.ticket(at=last)["number"] == "A001"
    assert hall.ticket(at=first)["number"] == "A001"
    assert hall.ticket(at=first)["number"] == "A002"
    days = [ticket.day.isoformat() for ticket in hall.rows(Ticket)]
    assert sorted(days) == ["2026-09-21", "2026-09-22", "2026-09-22"]


def test_a_full_queue_refuses_and_loses_no_number(hall: Hall) -> None:
    limit_queue(hall, 2)
    hall.ticket()
    hall.ticket()
    hall.refused("quota-full", "IssueTicket", "kiosk1", queue="A")
    limit_queue(hall, 3)
    assert hall.ticket()["number"] == "A003"
    hall.refused("quota-full", "IssueTicket", "kiosk1", queue="A")
    assert hall.ticket("B")["number"] == "B001"


def limit_queue(hall: Hall, quota: int) -> None:
    setup: dict[str, Any] = json.loads(seed("hall"))
    setup["queues"][0]["daily_quota"] = quota
    hall.do("ImportHall", "setup", document=json.dumps(setup))


# -- order ---------------------------------------------------------------------------------------


def test_classes_go_first_and_time_decides_within_a_class(hall: Hall) -> None:
    hall.open("1")
    for kind in ("ordinary", "appointment", "priority", "urgent", "priority"):
        hall.ticket(**{"class": kind})
    # Nobody has waited long enough for the row of priority calls to end.
    assert called_numbers(hall, 5) == ["A004", "A003", "A005", "A002", "A001"]


def test_a_counter_takes_from_later_queues_only_when_the_earlier_are_empty(hall: Hall) -> None:
    hall.open("1", "4")
    for queue in "CBA":
        hall.ticket(queue, **({"class": "urgent"} if queue == "C" else {}))
    assert called_numbers(hall, 3) == ["A001", "B001", "C001"]
    for queue in "ABC":
        hall.ticket(queue)
    assert called_numbers(hall, 3, "4") == ["B002", "C002", "A002"]


def test_after_two_priority_calls_an_ordinary_person_who_waited_is_next(hall: Hall) -> None:
    hall.open("1")
    hall.ticket()
    hall.ticket()
    hall.later(minutes=20)
    for _ in range(6):
        hall.ticket(**PRIORITY)
    order = called_numbers(hall, 8)
    assert order == ["A003", "A004", "A001", "A005", "A006", "A002", "A007", "A008"]


def test_the_row_of_priority_calls_goes_on_while_nobody_has_waited_long(hall: Hall) -> None:
    hall.open("1")
    hall.ticket()
    for _ in range(4):
        hall.ticket(**PRIORITY)
    assert called_numbers(hall, 5) == ["A002", "A003", "A004", "A005", "A001"]


def test_two_counters_share_one_row_of_priority_calls(hall: Hall) -> None:
    hall.open("1", "2")
    hall.ticket()
    hall.later(minutes=20)
    for _ in range(4):
        hall.ticket(**PRIORITY)
    order = [called_numbers(hall, 1, counter)[0] for counter in "12121"]
    assert order == ["A002", "A003", "A001", "A004", "A005"]


# -- the counter ---------------------------------------------------------------------------------


def test_a_call_is_announced_with_number_and_counter(hall: Hall) -> None:
    hall.open("3")
    ticket = hall.ticket("B")
    assert hall.call("3")["announcement"] == "请B001号到3号窗口办理"
    line = hall.one(Announcement)
    assert (line.number, line.counter, line.ticket_id) == ("B001", "3", ticket["ticket_id"])


def test_calling_is_refused_with_somebody_there_nobody_waiting_or_no_counter(hall: Hall) -> None:
    hall.refused("counter-not-open", "CallNext", "clerk1", counter="1")
    hall.refused("no-such-counter", "CallNext", "clerk1", counter="9")
    hall.refused("no-such-counter", "OpenCounter", "clerk1", counter="9")
    hall.open("1")
    hall.refused("queue-empty", "CallNext", "clerk1", counter="1")
    hall.refused("counter-not-open", "CallNext", "clerk2", counter="1")
    hall.ticket()
    hall.ticket()
    hall.call()
    told = hall.refused("ticket-in-hand", "CallNext", "clerk1", counter="1")
    assert told.facts["number"] == "A001"


def test_a_second_press_of_the_same_key_is_the_same_call(hall: Hall) -> None:
    hall.open("1")
    hall.ticket()
    hall.ticket()
    press = hall.command("CallNext", "clerk1", counter="1")
    first = hall.perform(press).result
    assert hall.perform(press).result == first
    assert [ticket.state for ticket in hall.rows(Ticket)] == ["CALLED", "WAITING"]


def test_a_paused_counter_does_not_call_and_a_busy_one_does_not_pause(hall: Hall) -> None:
    hall.open("1")
    hall.ticket()
    hall.do("PauseCounter", "clerk1", counter="1", reason="午休")
    hall.refused("counter-not-open", "CallNext", "clerk1", counter="1")
    hall.open("1")
    hall.call()
    hall.refused("ticket-in-hand", "PauseCounter", "clerk1", counter="1")
    hall.refused("ticket-in-hand", "CloseCounter", "clerk1", counter="1")
    assert hall.one(CounterSession).state == "OPEN"


def test_one_clerk_one_counter(hall: Hall) -> None:
    hall.open("1")
    hall.refused("counter-taken", "OpenCounter", "clerk2", counter="1")
    hall.refused("another-counter-open", "OpenCounter", "clerk1", counter="2")
    hall.refused("counter-not-open", "CloseCounter", "clerk2", counter="1")
    hall.do("CloseCounter", "clerk1", counter="1")
    hall.do("OpenCounter", "clerk2", counter="1")
    hall.do("OpenCounter", "clerk1", counter="2")


def test_after_a_crash_the_counter_goes_on_with_the_person_who_stands_there(hall: Hall) -> None:
    hall.open("1")
    hall.ticket()
    ticket = hall.call()
    hall.act("ServeTicket", ticket)
    again = hall.do("OpenCounter", "clerk1", counter="1")
    assert again["ticket_id"] == ticket["ticket_id"]
    hall.act("FinishTicket", ticket, outcome="accepted", case_ids=["one", "two"])
    done = hall.one(Ticket)
    assert (done.state, done.outcome, done.case_ids) == ("DONE", "accepted", ("one", "two"))


# -- the ticket in hand --------------------------------------------------------------------------


def test_a_finish_needs_a_known_outcome(hall: Hall) -> None:
    speaker = Speaker("clerk1", "counter1", "H1")
    line = {"command": "FinishTicket", "ticket_id": "x", "counter": "1"}
    for body in ({}, {"outcome": "gone"}, {"outcome": None}):
        with pytest.raises(BadCommand):
            command_of(line | body, speaker)


def test_recalls_have_a_pace_and_a_limit(hall: Hall) -> None:
    hall.open("1")
    hall.ticket()
    ticket = hall.call()
    body = {"ticket_id": ticket["ticket_id"], "counter": "1"}
    hall.later(seconds=3)
    told = hall.refused("recall-too-soon", "RecallTicket", "clerk1", **body)
    assert told.facts["seconds"] == 8
    for _ in range(3):
        hall.act("RecallTicket", ticket)
    hall.later(minutes=1)
    hall.refused("recall-limit", "RecallTicket", "clerk1", **body)
    assert [line.kind for line in hall.rows(Announcement)] == ["call", *["recall"] * 3]


def test_only_the_counter_where_the_person_is_acts_on_the_ticket(hall: Hall) -> None:
    hall.open("1", "2")
    hall.ticket()
    ticket = hall.call()
    there = {"ticket_id": ticket["ticket_id"], "counter": "2"}
    hall.refused("ticket-elsewhere", "FinishTicket", "clerk2", **there, outcome="other")
    hall.refused("ticket-elsewhere", "PassTicket", "clerk2", **there)
    hall.refused("ticket-elsewhere", "HoldTicket", "clerk2", **there, kind="at-counter", reason="x")
    hall.refused("counter-not-open", "PassTicket", "clerk1", **there)
    hall.refused("no-such-record", "PassTicket", "clerk1", ticket_id="nobody", counter="1")


# -- passed --------------------------------------------------------------------------------------


def test_a_passed_ticket_rejoins_after_three_further_calls_twice(hall: Hall) -> None:
    hall.open("1")
    late = hall.ticket()
    for _ in range(9):
        hall.ticket()
    body = {"ticket_id": late["ticket_id"]}
    for _ in range(2):
        assert hall.call()["number"] == "A001"
        hall.act("PassTicket", late)
        called_numbers(hall, 2)
        told = hall.refused("rejoin-too-soon", "RejoinTicket", "guide1", **body)
        assert told.facts["more"] == 1
        called_numbers(hall, 1)
        hall.do("RejoinTicket", "guide1", **body)
    hall.call()
    hall.act("PassTicket", late)
    called_numbers(hall, 3)
    hall.refused("rejoin-limit", "RejoinTicket", "guide1", **body)


def test_a_passed_ticket_is_void_the_next_day(hall: Hall) -> None:
    hall.open("1")
    late = hall.ticket()
    for _ in range(3):
        hall.ticket()
    hall.call()
    hall.act("PassTicket", late)
    called_numbers(hall, 3)
    hall.later(days=1)
    hall.refused("another-day", "RejoinTicket", "guide1", ticket_id=late["ticket_id"])
    hall.refused("no-such-record", "ServePaper", "clerk1", number="A001", counter="1")


# -- hold ----------------------------------------------------------------------------------------


def held(hall: Hall, kind: str, queue: str = "A") -> Facts:
    hall.ticket(queue)
    ticket = hall.call()
    hall.act("ServeTicket", ticket)
    hall.act("HoldTicket", ticket, kind=kind, reason="等打印")
    return ticket


def test_papers_with_the_applicant_come_back_to_any_counter_of_the_queue(hall: Hall) -> None:
    hall.open("1", "2")
    ticket = held(hall, "with-applicant")
    before = hall.one(Ticket)
    assert (before.state, before.hold_kind, before.reason) == ("HELD", "with-applicant", "等打印")
    hall.do("ResumeTicket", "clerk2", ticket_id=ticket["ticket_id"], counter="2")
    after = hall.one(Ticket)
    assert (after.state, after.counter, after.number) == ("SERVING", "2", "A001")
    assert (after.served_at, after.hold_kind) == (before.served_at, None)


def test_papers_at_the_counter_are_taken_up_there_only(hall: Hall) -> None:
    hall.open("1", "2")
    ticket = held(hall, "at-counter")
    body = {"ticket_id": ticket["ticket_id"]}
    hall.refused("ticket-elsewhere", "ResumeTicket", "clerk2", **body, counter="2")
    hall.refused("ticket-elsewhere", "ServePaper", "clerk2", number="A001", counter="2")
    hall.do("ResumeTicket", "clerk1", **body, counter="1")
    assert state_of(hall, ticket) == "SERVING"


def test_the_guide_sends_a_held_person_to_an_open_free_counter(hall: Hall) -> None:
    hall.open("1")
    ticket = held(hall, "waiting-for-event")
    body = {"ticket_id": ticket["ticket_id"]}
    hall.refused("counter-not-open", "ResumeTicket", "guide1", **body, counter="2")
    hall.refused("counter-not-open", "ResumeTicket", "clerk2", **body, counter="1")
    hall.ticket()
    hall.call()
    hall.refused("ticket-in-hand", "ResumeTicket", "guide1", **body, counter="1")
    hall.open("2")
    hall.do("ResumeTicket", "guide1", **body, counter="2")
    assert hall.one(Ticket, id=ticket["ticket_id"]).called_by == "clerk2"


def test_a_hold_needs_a_kind_and_a_reason_and_ends_with_its_day(hall: Hall) -> None:
    hall.open("1")
    hall.ticket()
    ticket = hall.call()
    body = {"ticket_id": ticket["ticket_id"], "counter": "1"}
    hall.refused("reason-required", "HoldTicket", "clerk1", **body, kind="at-counter", reason=" ")
    hall.act("HoldTicket", ticket, kind="with-applicant", reason=REASON)
    hall.later(days=1)
    hall.refused("another-day", "ResumeTicket", "clerk1", **body)


# -- transfer ------------------------------------------------------------------------------------


def test_a_transferred_ticket_keeps_its_number_and_its_place_by_time(hall: Hall) -> None:
    hall.open("1", "3")
    early = hall.ticket()
    hall.ticket("B")
    hall.call()
    hall.act("TransferTicket", early, to_queue="B", reason="应到规划窗口")
    assert hall.call("3")["number"] == "A001"
    moved = hall.one(Ticket, number="A001")
    taken_at = MORNING + timedelta(seconds=90)
    assert (moved.queue, moved.reason, moved.taken_at) == ("B", "应到规划窗口", taken_at)


def test_a_ticket_for_one_counter_is_called_there_and_nowhere_else(hall: Hall) -> None:
    hall.open("1", "2")
    hall.ticket()
    ticket = hall.call()
    hall.act("TransferTicket", ticket, to_counter="2", reason=REASON)
    hall.refused("queue-empty", "CallNext", "clerk1", counter="1")
    assert hall.call("2")["number"] == "A001"


def test_who_waits_for_one_counter_is_free_for_all_when_it_rests(hall: Hall) -> None:
    hall.open("1", "2")
    hall.ticket()
    ticket = hall.call()
    hall.act("TransferTicket", ticket, to_counter="2", reason=REASON)
    hall.do("PauseCounter", "clerk2", counter="2", reason="会议")
    assert hall.call("1")["number"] == "A001"


def test_a_transfer_needs_a_reason_and_a_place_that_takes_the_person(hall: Hall) -> None:
    hall.open("1")
    hall.ticket("B", certificate_no=ID)
    hall.ticket(certificate_no=ID)
    ticket = hall.call()
    body = {"ticket_id": ticket["ticket_id"], "counter": "1", "reason": REASON}
    hall.refused(
        "reason-required", "TransferTicket", "clerk1", **body | {"reason": ""}, to_queue="B"
    )
    hall.refused("bad-command", "TransferTicket", "clerk1", **body)
    hall.refused("no-such-queue", "TransferTicket", "clerk1", **body, to_queue="Z")
    hall.refused("no-such-counter", "TransferTicket", "clerk1", **body, to_counter="9")
    hall.refused("counter-closed", "TransferTicket", "clerk1", **body, to_counter="2")
    hall.refused("already-queued", "TransferTicket", "clerk1", **body, to_queue="B")
    hall.refused("counter-not-open", "TransferTicket", "clerk2", **body, to_queue="C")
    hall.refused(
        "ticket-elsewhere", "TransferTicket", "clerk1", **body | {"counter": "2"}, to_queue="C"
    )
    hall.do("TransferTicket", "guide1", **body, to_queue="C")


# -- by slip -------------------------------------------------------------------------------------


def test_the_paper_in_hand_is_the_lock(hall: Hall) -> None:
    """A call at another counter becomes void, and that counter may call again."""
    hall.open("1", "2")
    ticket = hall.ticket()
    hall.ticket()
    hall.call("2")
    served = hall.do("ServePaper", "clerk1", number=" a001\n", counter="1")
    assert (served["ticket_id"], served["taken_from"]) == (ticket["ticket_id"], "2")
    assert hall.one(Ticket, number="A001").counter == "1"
    there = {"ticket_id": ticket["ticket_id"], "counter": "2"}
    hall.refused("ticket-elsewhere", "FinishTicket", "clerk2", **there, outcome="other")
    assert hall.call("2")["number"] == "A002"


def test_a_slip_serves_who_waits_was_passed_or_is_held(hall: Hall) -> None:
    hall.open("1", "2")
    for _ in range(3):
        hall.ticket()
    passed = hall.call()
    hall.act("PassTicket", passed)
    kept = hall.call()
    hall.act("HoldTicket", kept, kind="with-applicant", reason=REASON)
    for number in ("A001", "A002", "A003"):
        query_code = hall.one(Ticket, number=number).query_code
        served = hall.do("ServePaper", "clerk2", query_code=query_code.lower(), counter="2")
        assert served["state"] == "SERVING"
        hall.act("FinishTicket", served, "2", outcome="other")
    hall.refused("wrong-state", "ServePaper", "clerk2", number="A001", counter="2")


def test_a_slip_is_refused_when_unknown_empty_or_the_counter_is_busy(hall: Hall) -> None:
    hall.refused(
        "counter-not-open", "ServePaper", "clerk1", number=hall.ticket()["number"], counter="1"
    )
    hall.open("1")
    hall.refused("no-such-record", "ServePaper", "clerk1", number="X999", counter="1")
    hall.refused("bad-command", "ServePaper", "clerk1", counter="1")
    hall.refused("bad-command", "ServePaper", "clerk1", number="", counter="1")
    hall.refused(
        "no-such-record", "ServePaper", "clerk1", number="A001", query_code="X", counter="1"
    )
    hall.call()
    hall.ticket()
    hall.refused("ticket-in-hand", "ServePaper", "clerk1", number="A002", counter="1")
    assert hall.do("ServePaper", "clerk1", number="A001", counter="1")["taken_from"] is None


# -- cancel and undo -----------------------------------------------------------------------------


def test_a_cancelled_place_is_gone_and_the_person_may_take_another(hall: Hall) -> None:
    ticket = hall.ticket(certificate_no=ID)
    body = {"ticket_id": ticket["ticket_id"]}
    hall.refused("reason-required", "CancelTicket", "guide1", **body, reason="  ")
    hall.do("CancelTicket", "guide1", **body, reason="不办了")
    hall.refused("wrong-state", "CancelTicket", "guide1", **body, reason="不办了")
    assert hall.ticket(certificate_no=ID)["number"] == "A002"


def undo(hall: Hall, seconds: float = 5, counter: str = "1") -> Facts:
    hall.later(seconds=seconds - 30)
    return hall.do("UndoLast", f"clerk{counter}", counter=counter)


LAST_STEPS: dict[str, Facts] = {
    "PassTicket": {},
    "FinishTicket": {"outcome": "accepted", "case_ids": ["a"]},
    "TransferTicket": {"to_queue": "C", "reason": REASON},
}


@pytest.mark.parametrize("verb", LAST_STEPS)
def test_undo_restores_the_ticket_as_it_stood_at_the_counter(hall: Hall, verb: str) -> None:
    hall.open("1")
    hall.ticket()
    ticket = hall.call()
    hall.act("RecallTicket", ticket)
    if verb != "PassTicket":
        hall.act("ServeTicket", ticket)
    before = hall.one(Ticket)
    hall.act(verb, ticket, **LAST_STEPS[verb])
    assert undo(hall)["undone"] == verb
    after = hall.one(Ticket)
    skip = {"version", "passed_after", "reason"}
    assert {k: v for k, v in vars(after).items() if k not in skip} == {
        k: v for k, v in vars(before).items() if k not in skip
    }
    hall.act("FinishTicket", ticket, outcome="other")


def test_undo_is_refused_when_late_twice_busy_or_elsewhere(hall: Hall) -> None:
    hall.refused("counter-not-open", "UndoLast", "clerk1", counter="1")
    hall.open("1", "2")
    hall.refused("nothing-to-undo", "UndoLast", "clerk1", counter="1")
    for _ in range(3):
        hall.ticket()
    hall.act("FinishTicket", hall.call(), outcome="other")
    hall.refused("nothing-to-undo", "UndoLast", "clerk2", counter="2")
    hall.later(seconds=11)
    hall.refused("nothing-to-undo", "UndoLast", "clerk1", counter="1")
    hall.act("FinishTicket", hall.call(), outcome="other")
    undo(hall)
    hall.refused("ticket-in-hand", "UndoLast", "clerk1", counter="1")
    hall.later(seconds=-28)
    hall.act(
        "HoldTicket",
        {"ticket_id": hall.one(Ticket, number="A002").id},
        kind="at-counter",
        reason="x",
    )
    hall.refused("nothing-to-undo", "UndoLast", "clerk1", counter="1")


def test_undo_is_refused_once_somebody_else_has_taken_the_ticket(hall: Hall) -> None:
    hall.open("1", "2")
    hall.ticket()
    ticket = hall.call()
    hall.act("TransferTicket", ticket, to_queue="A", reason=REASON)
    hall.later(seconds=-25)
    hall.call("2")
    hall.later(seconds=2)
    hall.refused("nothing-to-undo", "UndoLast", "clerk1", counter="1")
    hall.later(seconds=-26)
    hall.act("TransferTicket", ticket, "2", to_queue="A", reason=REASON)
    hall.refused("nothing-to-undo", "UndoLast", "clerk1", counter="1")


def test_undo_of_a_finish_is_refused_when_the_person_already_waits_again(hall: Hall) -> None:
    hall.open("1")
    hall.ticket(certificate_no=ID)
    hall.act("FinishTicket", hall.call(), outcome="other")
    hall.later(seconds=-27)
    hall.ticket(certificate_no=ID)
    hall.refused("already-queued", "UndoLast", "clerk1", counter="1")


# -- the table of states -------------------------------------------------------------------------

ACTS: dict[str, Facts] = {
    "ServeTicket": {"counter": "1"},
    "RecallTicket": {"counter": "1"},
    "PassTicket": {"counter": "1"},
    "FinishTicket": {"counter": "1", "outcome": "other"},
    "HoldTicket": {"counter": "1", "kind": "with-applicant", "reason": REASON},
    "ResumeTicket": {"counter": "1"},
    "TransferTicket": {"counter": "1", "to_queue": "B", "reason": REASON},
    "RejoinTicket": {},
    "CancelTicket": {"reason": REASON},
}
PATHS: dict[TicketState, tuple[str, ...]] = {
    TicketState.WAITING: (),
    TicketState.CALLED: ("CallNext",),
    TicketState.SERVING: ("CallNext", "ServeTicket"),
    TicketState.HELD: ("CallNext", "HoldTicket"),
    TicketState.PASSED: ("CallNext", "PassTicket"),
    TicketState.DONE: ("CallNext", "FinishTicket"),
    TicketState.CANCELLED: ("CancelTicket",),
}


@pytest.mark.parametrize("state", PATHS)
def test_a_step_that_the_table_does_not_know_is_refused(hall: Hall, state: TicketState) -> None:
    hall.open("1")
    ticket = hall.ticket()
    body = {"ticket_id": ticket["ticket_id"]}
    for verb in PATHS[state]:
        hall.call() if verb == "CallNext" else hall.do(verb, "clerk1", **body, **ACTS[verb])
    assert state_of(hall, ticket) == state
    for verb, more in ACTS.items():
        if allowed("ticket", verb, state):
            continue
        in_hand = state in (TicketState.CALLED, TicketState.SERVING)
        code = "ticket-in-hand" if in_hand and verb == "ResumeTicket" else "wrong-state"
        hall.refused(code, verb, "clerk1", **body, **more)
