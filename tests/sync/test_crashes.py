"""What a kill, a lost answer or a second outage may leave: nobody called twice, no station shut."""

import pytest

from hall_client import VERSION
from hall_client.app.replication import Introduction
from hall_client.domain.errors import QueueEmpty
from hall_client.store.central import Central
from hall_client.store.joining import install_of, register
from hall_client.store.migrations import HEAD
from tests.sync.hall_of_stations import HallOfStations

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
