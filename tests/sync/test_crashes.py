"""What a kill, a lost answer or a second outage may leave: nobody called twice, no station shut."""

import pytest
from sqlalchemy import delete, text

from hall_client import VERSION
from hall_client.app.faults import AnswerLost, DatabaseUnreachable
from hall_client.app.printing import JobState
from hall_client.app.replication import Introduction
from hall_client.domain.errors import QueueEmpty, TicketInHand
from hall_client.domain.tickets import CounterSession, Ticket
from hall_client.domain.transitions import TicketState
from hall_client.store.central import Central
from hall_client.store.joining import register
from hall_client.store.migrations import HEAD
from hall_client.store.station_file import install_of
from hall_client.store.tables.whole import KINDS
from tests.sync.hall_of_stations import HallOfStations, StationPlace

pytestmark = pytest.mark.postgres


def test_a_join_that_was_cut_short_begins_again(halls: HallOfStations) -> None:
    """The process was killed after central had entered it, before its file was made."""
    install = install_of(halls.folder / "counter1.db")
    names = {"station": "counter1", "install": install, "program": VERSION, "schema": HEAD}
    central = Central.reach(halls.central.url)
    register(central, Introduction(boot="killed", **names))
    central.close()
    one = halls.at("counter1")
    assert one.do("OpenCounter", "clerk1", counter="1")["state"] == "OPEN"
    halls.catch_up()
    halls.require_same()


def test_cut_off_again_a_station_calls_nobody_whom_others_can_call(halls: HallOfStations) -> None:
    """Its own ticket was told to central in between, where counter 2 has called it."""
    one, two = halls.at("counter1"), halls.at("counter2")
    one.do("OpenCounter", "clerk1", counter="1")
    one.unplug()
    own = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.plug()
    halls.catch_up()
    one.unplug()
    two.do("OpenCounter", "clerk2", counter="2")
    assert two.do("CallNext", "clerk2", counter="2")["number"] == own["number"]
    with pytest.raises(QueueEmpty):
        one.do("CallNext", "clerk1", counter="1")


def test_cut_off_again_a_station_calls_nobody_whom_central_may_have_heard_of(
    halls: HallOfStations,
) -> None:
    """The ticket was on its way when the line broke: the station cannot know."""
    one, two = halls.at("counter1"), halls.at("counter2")
    one.do("OpenCounter", "clerk1", counter="1")
    two.do("OpenCounter", "clerk2", counter="2")
    one.unplug()
    own = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.line.plug()
    one.line.drop_next_reply("INSERT INTO inbox")
    one.until(lambda: bool(one.line.injected["lost-reply"]))
    one.unplug()
    with pytest.raises(QueueEmpty):
        one.do("CallNext", "clerk1", counter="1")
    one.plug()
    halls.catch_up()
    assert two.do("CallNext", "clerk2", counter="2")["number"] == own["number"]
    halls.catch_up()
    halls.require_same()


def test_a_ticket_that_was_withdrawn_makes_no_paper(halls: HallOfStations) -> None:
    """Central gave a number and the answer was lost; the person has a slip of the station's own."""
    one = halls.at("counter1")
    halls.catch_up()
    one.line.drop_next_commit_reply()
    own = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.plug()
    halls.catch_up()
    assert {ticket.number for ticket in halls.central.rows(Ticket)} == {"A001", own["number"]}
    assert [job.title for job in one.hall.print_jobs("counter1", *JobState)] == [own["number"]]


def test_nobody_says_no_to_what_central_may_have_done(halls: HallOfStations) -> None:
    """The answer was lost, and this copy does not know the slip: it says that it does not know."""
    one = halls.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    slip = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    halls.catch_up()
    with one.replica.writing() as connection:
        connection.execute(delete(KINDS[Ticket]))
    one.line.drop_next_commit_reply()
    with pytest.raises(AnswerLost):
        one.do("ServePaper", "clerk1", counter="1", query_code=slip["query_code"])
    one.plug()
    halls.catch_up()
    assert halls.central.one(Ticket).state is TicketState.SERVING
    halls.require_same()


def test_an_act_done_alone_after_it_was_barred_is_in_the_list(halls: HallOfStations) -> None:
    """It was asked, the process was killed, central said that it was never done and never will be;
    then the same act came once more, cut off."""
    one = halls.at("counter1")
    act = halls.central.command("OpenCounter", "clerk1", station="counter1", counter="1")
    one.unplug()
    one.replica.ask_first(act)
    one.plug()
    one.unplug()
    one.hall.perform(act)
    one.plug()
    halls.catch_up()
    assert halls.central.rows(CounterSession) == []
    assert {(row.state, row.code) for row in one.pending()} == {
        ("undone", None),
        ("refused", "call-withdrawn"),
    }
    halls.require_same()


def test_a_join_whose_line_breaks_says_so_and_can_begin_again(halls: HallOfStations) -> None:
    one = StationPlace(halls, "counter1")
    one.line.drop_next_reply("FROM config")
    with pytest.raises(DatabaseUnreachable):
        one.open()
    one.open()
    assert one.do("OpenCounter", "clerk1", counter="1")["state"] == "OPEN"
    one.close()


def test_a_wish_that_comes_once_more_alone_is_withdrawn_first(halls: HallOfStations) -> None:
    """The process was killed when central had called; the next one cannot reach central."""
    one, two = halls.at("counter1"), halls.at("counter2")
    one.do("OpenCounter", "clerk1", counter="1")
    one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    call = halls.central.command("CallNext", "clerk1", station="counter1", counter="1")
    one.unplug()
    one.replica.ask_first(call)
    halls.central.perform(call)
    with pytest.raises(QueueEmpty):
        one.hall.perform(call)
    one.plug()
    halls.catch_up()
    two.do("OpenCounter", "clerk2", counter="2")
    assert two.do("CallNext", "clerk2", counter="2")["number"] == "A001"
    halls.catch_up()
    halls.require_same()


def test_alone_nothing_is_done_before_what_a_killed_process_wished_is_withdrawn(
    halls: HallOfStations,
) -> None:
    """Central had called somebody to the counter when the process was killed; the next one calls
    its own ticket, cut off: no other counter may call that one again."""
    one, two = halls.at("counter1"), halls.at("counter2")
    one.do("OpenCounter", "clerk1", counter="1")
    two.do("OpenCounter", "clerk2", counter="2")
    unheard = two.do("IssueTicket", "clerk2", queue="A", channel="clerk")
    call = halls.central.command("CallNext", "clerk1", station="counter1", counter="1")
    one.unplug()
    one.replica.ask_first(call)
    halls.central.perform(call)
    own = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    assert one.do("CallNext", "clerk1", counter="1")["number"] == own["number"]
    one.plug()
    halls.catch_up()
    assert one.pending() == []
    assert halls.central.one(Ticket, number=own["number"]).counter == "1"
    assert two.do("CallNext", "clerk2", counter="2")["number"] == unheard["number"]
    halls.catch_up()
    halls.require_same()


def test_alone_a_killed_process_has_decided_what_it_asked(halls: HallOfStations) -> None:
    """It was killed when it had asked to serve a slip; cut off, the counter has that person in
    hand, and calls nobody whom central would refuse it to call."""
    one = halls.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    slip = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    shown = {"counter": "1", "number": slip["number"]}
    serve = halls.central.command("ServePaper", "clerk1", station="counter1", **shown)
    one.unplug()
    one.replica.ask_first(serve)
    halls.central.perform(serve)
    one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    with pytest.raises(TicketInHand):
        one.do("CallNext", "clerk1", counter="1")
    there = {"counter": "1", "ticket_id": slip["ticket_id"]}
    one.do("FinishTicket", "clerk1", **there, outcome="consulted")
    one.plug()
    halls.catch_up()
    assert one.pending() == []
    assert halls.central.one(Ticket, id=slip["ticket_id"]).state is TicketState.DONE
    halls.require_same()


def test_what_central_alone_may_do_stays_unknown_until_it_is_met(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    case = one.check_in(halls.central.item())
    halls.catch_up()
    body = {"case_id": case["case_id"], "station": "counter1"}
    accept = halls.central.command("AcceptCase", "clerk1", **body)
    one.unplug()
    one.replica.ask_first(accept)
    halls.central.perform(accept)
    with pytest.raises(AnswerLost):
        one.hall.perform(accept)
    one.plug()
    halls.catch_up()
    assert one.pending() == []
    halls.require_same()


def test_a_slip_served_and_told_at_one_moment_is_one_ticket(halls: HallOfStations) -> None:
    """The kiosk's batch has entered the ticket and is still under way when the counter's comes."""
    kiosk, one = halls.at("kiosk1"), halls.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    kiosk.unplug()
    kiosk.do("IssueTicket", "kiosk1", queue="B")
    kiosk.plug()
    halls.catch_up()
    kiosk.unplug()
    one.unplug()
    slip = kiosk.do("IssueTicket", "kiosk1", queue="B")
    one.do("ServePaper", "clerk1", counter="1", number=slip["number"])
    with halls.central.database.engine.connect() as held:
        held.execute(text("SELECT last FROM number_series WHERE series LIKE 'ticket/%' FOR UPDATE"))
        kiosk.line.plug()
        kiosk.until(lambda: waiting_for_locks(halls) == 1)
        one.line.plug()
        one.until(lambda: waiting_for_locks(halls) == 2 or one.replica.pending_count() == 0)
    halls.catch_up()
    (ticket,) = halls.central.rows(Ticket, number=slip["number"])
    assert (ticket.queue, ticket.state) == ("B", TicketState.SERVING)
    halls.require_same()


def waiting_for_locks(halls: HallOfStations) -> int:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with halls.central.database.engine.connect() as connection:
        return int(connection.execute(text(asked)).scalar_one())
