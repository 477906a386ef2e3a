"""Stations beside central: acts go where they belong, and everybody has the same in the end."""

from datetime import timedelta

import pytest

from hall_client.app.events import TicketIssued
from hall_client.app.faults import CentralAway
from hall_client.app.queries import Tickets
from hall_client.domain.cases import Case
from hall_client.domain.errors import TicketInHand, WrongState
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import CaseState, TicketState
from hall_client.store.central import Central
from tests.sync.hall_of_stations import HallOfStations, acts_of

pytestmark = pytest.mark.postgres


def test_what_one_station_does_the_others_have(halls: HallOfStations) -> None:
    one, two = halls.at("counter1"), halls.at("counter2")
    case = one.check_in(halls.central.item())
    one.do("AcceptCase", "clerk1", case_id=case["case_id"])
    halls.catch_up()
    assert halls.central.one(Case).state is CaseState.ACCEPTED
    assert halls.central.one(Case).case_no == case["case_no"]
    assert two.pending() == one.pending() == []
    halls.require_same()


def test_cut_off_a_counter_checks_in_and_catches_up(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    one.unplug()
    cases = [one.check_in(halls.central.item()) for _ in range(3)]
    assert len({case["case_no"] for case in cases}) == 3
    assert [row.state for row in one.pending()] == ["pending"] * 3
    assert halls.central.rows(Case) == []
    with pytest.raises(CentralAway):
        one.do("AcceptCase", "clerk1", case_id=cases[0]["case_id"])
    one.plug()
    halls.catch_up()
    assert {c.case_no for c in halls.central.rows(Case)} == {c["case_no"] for c in cases}
    halls.require_same()


def test_cut_off_a_station_gives_tickets_in_its_own_letters_and_calls_only_these(
    halls: HallOfStations,
) -> None:
    one, two = halls.at("counter1"), halls.at("counter2")
    one.do("OpenCounter", "clerk1", counter="1")
    one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.unplug()
    slip = one.perform("IssueTicket", "clerk1", queue="A", channel="clerk")
    assert [e.slip.offline for e in slip.events if isinstance(e, TicketIssued)] == [True]
    own = slip.result
    assert own["number"][:2].isalpha()
    called = one.do("CallNext", "clerk1", counter="1")
    assert called["number"] == own["number"]
    one.do("FinishTicket", "clerk1", counter="1", ticket_id=own["ticket_id"], outcome="consulted")
    two.do("OpenCounter", "clerk2", counter="2")
    assert two.do("CallNext", "clerk2", counter="2")["number"] == "A001"
    one.plug()
    halls.catch_up()
    states = {t.number: t.state for t in halls.central.rows(Ticket)}
    assert states == {"A001": TicketState.CALLED, own["number"]: TicketState.DONE}
    halls.require_same()


def test_what_was_done_before_the_day_was_closed_has_happened(halls: HallOfStations) -> None:
    """The counter was cut off all day; in the night its day was closed, and so was the counter."""
    one = halls.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    halls.catch_up()
    one.unplug()
    for _ in range(2):
        own = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
        there = {"counter": "1", "ticket_id": own["ticket_id"]}
        one.do("CallNext", "clerk1", counter="1")
        one.do("ServeTicket", "clerk1", **there)
        one.do("FinishTicket", "clerk1", **there, outcome="consulted")
    one.do("CloseCounter", "clerk1", counter="1")
    day = halls.central.reference.day_of(halls.central.now)
    halls.central.later(days=1)
    closed = halls.central.do("CloseDay", "clock", day=day.isoformat())
    assert closed["closed_counters"] == ["1"]
    one.plug()
    halls.catch_up()
    assert one.pending() == []
    assert {ticket.state for ticket in halls.central.rows(Ticket)} == {TicketState.DONE}
    one.do("OpenCounter", "clerk1", counter="1")
    halls.catch_up()
    halls.require_same()


def test_who_has_not_heard_that_the_counter_was_closed_has_worked_there(
    halls: HallOfStations,
) -> None:
    """The day was closed in the night, and in the morning the clerk, cut off still, goes on at a
    counter that is open as far as anybody there knows: it has happened, and somebody reads it."""
    one = halls.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    halls.catch_up()
    one.unplug()
    day = halls.central.reference.day_of(halls.central.now)
    halls.central.later(days=1)
    halls.central.do("CloseDay", "clock", day=day.isoformat())
    own = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    there = {"counter": "1", "ticket_id": own["ticket_id"]}
    one.do("CallNext", "clerk1", counter="1")
    one.do("FinishTicket", "clerk1", **there, outcome="consulted")
    one.plug()
    halls.catch_up()
    assert {(row.state, row.code) for row in one.pending()} == {("flagged", "counter-not-open")}
    assert halls.central.one(Ticket).state is TicketState.DONE
    halls.require_same()


def test_the_paper_in_hand_is_served_though_nobody_here_has_heard_of_it(
    halls: HallOfStations,
) -> None:
    """The kiosk and the counter are both cut off; the counter tells first."""
    kiosk, one = halls.at("kiosk1"), halls.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    kiosk.unplug()
    one.unplug()
    slip = kiosk.do("IssueTicket", "kiosk1", queue="A", name="张三")
    served = one.do("ServePaper", "clerk1", counter="1", number=slip["number"])
    done = {"ticket_id": served["ticket_id"], "outcome": "consulted"}
    one.do("FinishTicket", "clerk1", counter="1", **done)
    one.plug()
    one.catch_up()
    kiosk.plug()
    halls.catch_up()
    ticket = halls.central.one(Ticket)
    assert (ticket.number, ticket.state, ticket.name) == (slip["number"], TicketState.DONE, "张三")
    assert ticket.query_code == slip["query_code"]
    halls.require_same()


def test_a_slip_that_was_told_first_is_the_same_ticket(halls: HallOfStations) -> None:
    """The kiosk tells first; the counter's own row gives way to the kiosk's."""
    kiosk, one = halls.at("kiosk1"), halls.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    kiosk.unplug()
    one.unplug()
    slip = kiosk.do("IssueTicket", "kiosk1", queue="A")
    served = one.do("ServePaper", "clerk1", counter="1", number=slip["number"])
    kiosk.plug()
    kiosk.catch_up()
    one.plug()
    one.catch_up()
    finish = {"ticket_id": served["ticket_id"], "outcome": "consulted"}
    one.do("FinishTicket", "clerk1", counter="1", **finish)
    halls.catch_up()
    assert halls.central.one(Ticket).state is TicketState.DONE
    halls.require_same()


def test_a_call_that_lost_to_the_paper_is_told_of_the_same_ticket(halls: HallOfStations) -> None:
    """Both counters are cut off; the slip that one gave is served at the other, which tells
    first: whoever gave it hears what became of it, not that there is no such ticket."""
    one, two = halls.at("counter1"), halls.at("counter2")
    one.do("OpenCounter", "clerk1", counter="1")
    two.do("OpenCounter", "clerk2", counter="2")
    one.unplug()
    two.unplug()
    slip = two.do("IssueTicket", "clerk2", queue="A", channel="clerk")
    two.do("CallNext", "clerk2", counter="2")
    served = one.do("ServePaper", "clerk1", counter="1", number=slip["number"])
    one.plug()
    one.catch_up()
    two.plug()
    halls.catch_up()
    (row,) = two.pending()
    assert (row.command, row.code) == ("CallNext", "wrong-state")
    there = {"counter": "1", "ticket_id": served["ticket_id"]}
    one.do("FinishTicket", "clerk1", outcome="consulted", **there)
    with pytest.raises(WrongState):
        two.do("ServeTicket", "clerk2", counter="2", ticket_id=slip["ticket_id"])
    halls.catch_up()
    halls.require_same()


def test_a_call_whose_answer_was_lost_is_withdrawn(halls: HallOfStations) -> None:
    """Central called somebody, and nobody at the counter knows: the person waits on."""
    one = halls.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.line.drop_next_commit_reply()
    own = one.do("IssueTicket", "clerk1", queue="B", channel="clerk")
    one.plug()
    halls.catch_up()
    states = {t.number: t.state for t in halls.central.rows(Ticket)}
    assert states.pop("A001") is TicketState.WAITING
    assert states.pop(own["number"]) is TicketState.WAITING
    assert set(states.values()) <= {TicketState.VOID}
    halls.require_same()


def test_two_who_mend_one_field_are_shown_both_values(halls: HallOfStations) -> None:
    one, two = halls.at("counter1"), halls.at("counter2")
    case = one.check_in(halls.central.item())
    halls.catch_up()
    mend = {"case_id": case["case_id"], "field": "phone"}
    one.unplug()
    two.unplug()
    one.do("CorrectOnTheSpot", "clerk1", value="13900000001", **mend)
    two.do("CorrectOnTheSpot", "clerk2", value="13900000002", **mend)
    one.plug()
    one.catch_up()
    two.plug()
    halls.catch_up()
    (row,) = two.pending()
    assert (row.state, row.case_no) == ("conflict", case["case_no"])
    assert [(d.field, d.mine, d.theirs) for d in row.differences] == [
        ("phone", "13900000002", "13900000001")
    ]
    two.hall.again(row.act_id, "clerk2")
    halls.catch_up()
    assert halls.central.one(Case).phone == "13900000002"
    assert two.pending() == []
    halls.require_same()


def test_refusals_of_central_reach_the_person_and_leave_nothing(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    for _ in range(2):
        one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.do("CallNext", "clerk1", counter="1")
    with pytest.raises(TicketInHand):
        one.do("CallNext", "clerk1", counter="1")
    assert one.pending() == []
    halls.catch_up()
    halls.require_same()


def test_acts_keep_the_stations_order_at_central(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    one.unplug()
    for _ in range(5):
        one.check_in(halls.central.item())
        halls.central.later(minutes=1)
    one.plug()
    halls.catch_up()
    told = [act.id for act in acts_of(one)]
    journal = [row["id"] for row in sorted(halls.central.journal(), key=lambda r: r["at"])]
    assert [one_id for one_id in journal if one_id in told] == told


def test_a_station_that_is_opened_again_goes_on_where_it_was(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    one.unplug()
    case = one.check_in(halls.central.item())
    one.shut()
    halls.central.now += timedelta(hours=1)
    one.line.plug()
    one.open()
    one.catch_up()
    assert halls.central.one(Case).case_no == case["case_no"]
    viewer = one.hall.reference().staff["clerk1"]
    assert one.hall.ask(Tickets(), viewer) == []
    halls.require_same()


def test_what_is_done_right_before_the_program_ends_is_told(halls: HallOfStations) -> None:
    counter = halls.at("counter1")
    for _ in range(5):
        case = counter.check_in(halls.central.item())
        counter.shut()
        assert case["case_no"] in {kept.case_no for kept in halls.central.rows(Case)}
        counter.open()


def test_an_act_that_no_database_can_keep_stops_nothing(halls: HallOfStations) -> None:
    """Somebody has taken the case number already: the person hears of it, the next act goes on."""
    one = halls.at("counter1")
    one.unplug()
    case = one.check_in(halls.central.item())
    halls.central.check_in(halls.central.item(), actor="clerk2", case_no=case["case_no"])
    later = one.check_in(halls.central.item())
    one.plug()
    one.catch_up()
    (row,) = one.pending()
    assert (row.act_id, row.state, row.code) == (acts_of(one)[0].id, "refused", "not-done")
    assert halls.central.one(Case, case_no=later["case_no"]).received_by == "clerk1"
    assert halls.central.one(Case, case_no=case["case_no"]).received_by == "clerk2"
    halls.catch_up()
    halls.require_same()


def test_a_lease_is_held_by_one_until_its_time_is_over(halls: HallOfStations) -> None:
    central = Central.reach(halls.central.url)
    one, two = (halls.at(name).hall._station._who for name in ("counter1", "counter2"))
    span = timedelta(minutes=1)
    assert central.hold("H1", "clock", one, span)
    assert not central.hold("H1", "clock", two, span)
    assert central.hold("H1", "clock", one, -span)
    assert central.hold("H1", "clock", two, span)
    central.close()


def test_what_builds_on_a_change_that_lost_is_not_laid_over_the_one_that_won(
    halls: HallOfStations,
) -> None:
    """The second of two corrections made cut off was made on the first, which nobody else saw."""
    one, two = halls.at("counter1"), halls.at("counter2")
    case = one.check_in(halls.central.item())
    halls.catch_up()
    mend = {"case_id": case["case_id"], "field": "phone"}
    two.unplug()
    one.do("CorrectOnTheSpot", "clerk1", value="13900000001", **mend)
    one.catch_up()
    for value in ("13900000002", "13900000003"):
        two.do("CorrectOnTheSpot", "clerk2", value=value, **mend)
    two.plug()
    halls.catch_up()
    assert halls.central.one(Case).phone == "13900000001"
    assert [row.state for row in two.pending()] == ["conflict", "conflict"]
    halls.require_same()
