"""The end of a queue's day: what was not served is void, and whoever stands there is named."""

from datetime import date, timedelta

import pytest

from hall_client.domain.tickets import CounterSession, Ticket
from tests.hall import MORNING, REASON, Facts, Hall, together

TODAY, TOMORROW = date(2026, 9, 21), date(2026, 9, 22)
AFTER_HOURS = MORNING + timedelta(hours=8, minutes=5)
"""17:05 in the hall; its queues close at 17:00."""


def states(hall: Hall) -> dict[str, str]:
    return {one.number: one.state for one in hall.rows(Ticket)}


def counters(hall: Hall) -> dict[str, str]:
    return {one.counter: one.state for one in hall.rows(CounterSession)}


def close(hall: Hall, actor: str = "clock", day: date | None = TODAY, **more: object) -> Facts:
    return hall.do("CloseDay", actor, day=None if day is None else str(day), **more)


@pytest.fixture
def evening(hall: Hall) -> Hall:
    """A007 waits, one is served at counter 1, one called at 2; the others have every other end."""
    hall.open("1", "2", "3")
    for _ in range(7):
        hall.ticket()
    hall.act("FinishTicket", hall.call(), outcome="consulted")
    hall.act("PassTicket", hall.call())
    hall.act("HoldTicket", hall.call(), kind="at-counter", reason="缺复印件")
    gone = hall.call()
    hall.act("TransferTicket", gone, to_queue="B", reason=REASON)
    hall.do("CancelTicket", "guide1", ticket_id=gone["ticket_id"], reason="不办了")
    hall.act("ServeTicket", hall.call())
    hall.call("2")
    return hall


def test_a_day_that_has_passed_leaves_only_what_a_person_must_resolve(evening: Hall) -> None:
    hall = evening
    hall.now = MORNING + timedelta(days=1)
    told = close(hall)
    assert (told["day"], told["closed_counters"]) == (str(TODAY), ["3"])
    assert told["void"] == ["A002", "A003", "A004", "A007"]
    assert told["unresolved"] == [
        {"number": "A005", "counter": "1", "state": "SERVING"},
        {"number": "A006", "counter": "2", "state": "CALLED"},
    ]
    assert states(hall) == {
        "A001": "DONE",
        "A002": "VOID",
        "A003": "VOID",
        "A004": "VOID",
        "A005": "SERVING",
        "A006": "CALLED",
        "A007": "VOID",
    }
    why = {one.number: one.reason for one in hall.rows(Ticket, state="VOID")}
    assert why == {
        "A002": "日终作废",
        "A003": "缺复印件；日终作废",
        "A004": "不办了；日终作废",
        "A007": "日终作废",
    }
    assert counters(hall) == {"1": "OPEN", "2": "OPEN", "3": "CLOSED"}


def test_what_a_person_resolves_later_is_closed_with_the_next_look(evening: Hall) -> None:
    hall = evening
    served, called = (hall.one(Ticket, number=number).id for number in ("A005", "A006"))
    hall.now = MORNING + timedelta(days=1)
    close(hall)
    hall.act("FinishTicket", {"ticket_id": served}, outcome="consulted")
    hall.act("PassTicket", {"ticket_id": called}, "2")
    told = close(hall)
    assert (told["void"], told["unresolved"]) == (["A006"], [])
    assert sorted(told["closed_counters"]) == ["1", "2"]


def test_a_clerk_at_work_is_not_sent_away_by_a_late_clock(hall: Hall) -> None:
    hall.open("1", "2")
    hall.now = MORNING + timedelta(days=1)
    hall.ticket()
    hall.act("FinishTicket", hall.call(), outcome="consulted")
    assert close(hall)["closed_counters"] == ["2"]
    hall.ticket()
    assert hall.call()["number"] == "A002"


def test_a_paused_counter_lets_go_of_who_was_sent_there(hall: Hall) -> None:
    hall.open("1", "2")
    hall.do("PauseCounter", "clerk2", counter="2", reason="午休")
    hall.now = MORNING + timedelta(days=1)
    assert sorted(close(hall)["closed_counters"]) == ["1", "2"]
    assert {one.clerk for one in hall.rows(CounterSession)} == {None}
    hall.open("1", "2")


def test_the_manager_closes_today_when_nobody_is_being_served(evening: Hall) -> None:
    hall = evening
    hall.now = AFTER_HOURS
    refusal = hall.refused("person-must-resolve", "CloseDay", "manager1")
    assert refusal.facts["numbers"] == "A005、A006"
    hall.act("FinishTicket", {"ticket_id": hall.one(Ticket, number="A005").id}, outcome="other")
    hall.act("PassTicket", {"ticket_id": hall.one(Ticket, number="A006").id}, "2")
    told = close(hall, "manager1", None)
    assert (told["day"], told["unresolved"], told["closed_counters"]) == (str(TODAY), [], [])
    assert told["void"] == ["A002", "A003", "A004", "A006", "A007"]
    hall.refused("queue-empty", "CallNext", "clerk1", counter="1")
    assert close(hall, "manager1", None)["void"] == []


def test_before_closing_time_it_takes_a_reason(hall: Hall) -> None:
    hall.ticket()
    refusal = hall.refused("closing-time-ahead", "CloseDay", "manager1")
    assert refusal.facts["closing"] == "17:00"
    hall.refused("closing-time-ahead", "CloseDay", "manager1", reason=" ")
    close(hall, "manager1", None, reason="停电")
    assert hall.one(Ticket).reason == "停电"


def test_a_rest_day_has_its_own_closing_time(hall: Hall) -> None:
    hall.now = MORNING + timedelta(days=5)
    hall.ticket()
    assert hall.refused("closing-time-ahead", "CloseDay", "manager1").facts["closing"] == "12:00"
    hall.later(hours=3)
    assert close(hall, "manager1", None)["void"] == ["A001"]


def test_nobody_closes_a_day_that_is_to_come_nor_the_clock_one_that_lasts(hall: Hall) -> None:
    hall.now = AFTER_HOURS
    hall.refused("day-not-over", "CloseDay", "clock", day=str(TODAY))
    hall.refused("day-not-over", "CloseDay", "clock")
    hall.refused("day-not-over", "CloseDay", "manager1", day=str(TOMORROW))
    hall.refused("not-permitted", "CloseDay", "clerk1")
    hall.now = MORNING + timedelta(hours=14, minutes=59)
    hall.refused("day-not-over", "CloseDay", "clock", day=str(TODAY))
    hall.later(minutes=1)
    assert close(hall)["void"] == [], "midnight in the hall, 16:00 UTC"


def test_counters_that_call_while_the_day_is_closed_keep_whom_they_called(hall: Hall) -> None:
    opened = ("1", "2", "3", "4")
    hall.open(*opened)
    for _ in range(12):
        hall.ticket()
    hall.now = AFTER_HOURS
    calls = [hall.command("CallNext", f"clerk{one}", counter=one) for one in opened]
    end = hall.command("CloseDay", "manager1")
    came = together(*(lambda act=act: hall.perform(act) for act in (*calls, end)))
    found = [one.state for one in hall.rows(Ticket)]
    if came[-1] == "person-must-resolve":
        assert "VOID" not in found
        assert "CALLED" in found
    else:
        assert set(found) <= {"VOID", "CALLED"}
        assert came.count("queue-empty") == 4 - found.count("CALLED")
