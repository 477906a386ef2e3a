"""An answer of central that was lost on its way comes again, whole, when the act is told again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from hall_client import crash_points
from hall_client.app.command import new_id
from hall_client.app.faults import CentralAway
from hall_client.app.printing import JobState
from hall_client.domain.handoffs import Handoff
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import TicketState
from hall_client.store.tables.stations import inbox
from tests.sync.stepped_hall import SteppedHall
from tests.sync.stepwise import Crash, Kind, Trouble

pytestmark = pytest.mark.postgres


def _crash(_name: str) -> None:
    raise Crash


def lose_the_answer(hall: SteppedHall, name: str) -> None:
    """Central takes in what the station has to tell; the station does not hear of it."""
    place = hall.at(name)
    place.line.cut = False
    for after in range(10):
        place.run(place.meet, Trouble(Kind.REPLY, after))
        with hall.central.database.engine.connect() as connection:
            told = select(func.count()).where(inbox.c.station == name)
            newest = connection.execute(told).scalar_one()
        if newest == place.replica.newest_seq():
            assert place.replica.pending_count()
            return
    raise AssertionError("nothing was told")


def test_the_row_of_a_slip_that_was_told_twice_is_the_tickets(stepped: SteppedHall) -> None:
    """The counter served a ticket from its slip alone; that it is another row is said again."""
    one = stepped.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    one.unplug()
    slip = stepped.at("office1").do("IssueTicket", "clerk3", queue="A", channel="clerk")
    served = one.do("ServePaper", "clerk1", counter="1", number=slip["number"])
    lose_the_answer(stepped, "counter1")
    one.plug()
    finish = {"ticket_id": served["ticket_id"], "counter": "1", "outcome": "consulted"}
    one.do("FinishTicket", "clerk1", **finish)
    stepped.catch_up()
    assert stepped.central.one(Ticket).state is TicketState.DONE
    stepped.require_same()


def test_what_was_refused_is_undone_here_though_its_answer_was_lost(stepped: SteppedHall) -> None:
    """Two counters sent the same folder to its section; the tray of the second never left."""
    one, two = stepped.at("counter1"), stepped.at("counter2")
    case = one.check_in(stepped.central.item())
    one.do("AcceptCase", "clerk1", case_id=case["case_id"])
    stepped.catch_up()
    tray = {"case_ids": [case["case_id"]], "to_section": stepped.central.item().section}
    one.unplug()
    one.do("HandOver", "clerk1", **tray)
    sent = two.do("HandOver", "clerk2", **tray)
    stepped.at("counter2").round()
    lose_the_answer(stepped, "counter1")
    one.plug()
    stepped.catch_up()
    (row,) = one.pending()
    assert (row.state, row.code) == ("refused", "packet-elsewhere")
    assert stepped.central.one(Handoff).number == sent["number"]
    stepped.require_same()


def test_what_a_person_was_told_is_not_withdrawn_though_the_line_broke_behind_it(
    stepped: SteppedHall,
) -> None:
    """Central answered; the line broke as the station fetched what had come of it."""
    kiosk = stepped.at("counter1")
    asked = Trouble(Kind.REQUEST, after=2)  # behind the knock and the act itself
    slip = kiosk.run(lambda: kiosk.do("IssueTicket", "clerk1", queue="A", channel="clerk"), asked)
    assert kiosk.line.hits[Kind.REQUEST] == 1
    assert slip is not None
    kiosk.line.cut = True
    kiosk.do("IssueTicket", "clerk1", queue="B", channel="clerk")
    kiosk.plug()
    stepped.catch_up()
    assert stepped.central.one(Ticket, number=slip["number"]).state is TicketState.WAITING
    assert slip["number"] in {job.title for job in kiosk.hall.print_jobs(kiosk.name, *JobState)}
    stepped.require_same()


def test_an_act_that_central_had_done_stands_here_as_it_does_there(
    stepped: SteppedHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process died before the answer, and the act is said again, later and cut off."""
    one = stepped.at("counter1")
    act = stepped.central.command("OpenCounter", "clerk1", counter="1", station=one.name)
    monkeypatch.setattr(crash_points, "end_here", _crash)
    crash_points.arm("asked-not-told")
    assert one.run(lambda: one.hall.perform(act)) is None
    one.line.cut = True
    later = replace(act, at=act.at + timedelta(seconds=4))
    one.hall.perform(later)
    one.plug()
    stepped.catch_up()
    assert one.pending() == []
    stepped.require_same()


def test_an_act_said_once_more_is_not_denied_though_central_is_away(stepped: SteppedHall) -> None:
    """The answer did not reach the person; the copy has heard meanwhile that central did it."""
    one = stepped.at("counter1")
    one.do("OpenCounter", "clerk1", counter="1")
    one.do("IssueTicket", "clerk1", queue="A", channel="window")
    called = one.do("CallNext", "clerk1", counter="1")
    told = {"ticket_id": called["ticket_id"], "to_queue": "B", "reason": "wrong queue"}
    transfer = stepped.central.command("TransferTicket", "clerk1", station="counter1", **told)
    first = one.hall.perform(transfer)
    one.unplug()
    with pytest.raises(CentralAway):
        one.hall.perform(replace(transfer, id=new_id()))
    again = one.hall.perform(transfer)
    assert again.repeated
    assert again.result == first.result
