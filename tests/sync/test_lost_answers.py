"""An answer of central that was lost on its way comes again, whole, when the act is told again."""

import pytest
from sqlalchemy import func, select

from hall_client.domain.handoffs import Handoff
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import TicketState
from hall_client.store.tables.stations import inbox
from tests.sync.stepped_hall import SteppedHall
from tests.sync.stepwise import Kind, Trouble

pytestmark = pytest.mark.postgres


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
