"""What holds for every command and table there is, so that each works beside central by itself."""

import json
from dataclasses import fields

import pytest
from sqlalchemy import func, select

from hall_client.app.bus import HANDLERS
from hall_client.app.command import REGISTRY, Command, Replay, Route
from hall_client.app.dispatch import Outcome
from hall_client.app.replication import LEASED_SERIES
from hall_client.store.images import replicated
from hall_client.store.tables.schema import Feed
from hall_client.store.tables.whole import KINDS, metadata
from tests.day import whole_day
from tests.sync.hall_of_stations import acts_of
from tests.sync.stepped_hall import SteppedHall
from tests.sync.stepwise import SteppedStation

RESOLVED = {
    name: [one.name for one in fields(REGISTRY[name]) if one.metadata.get("resolved")]
    for name in HANDLERS
}


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_a_command_says_how_it_is_told_again(name: str) -> None:
    """What can be done without central is told to it later; what cannot, never."""
    kind = REGISTRY[name]
    assert isinstance(kind.replay, Replay)
    assert (kind.replay is Replay.NEVER) == (kind.route is Route.CENTRAL_ONLY)


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_a_table_has_its_place_between_stations_and_central(name: str) -> None:
    table = metadata.tables[name]
    assert isinstance(table.info["feed"], Feed)
    assert (table.info["feed"] is Feed.ROWS) == (table.info["authority"] is not None)


def test_what_is_fed_to_stations_can_be_fed() -> None:
    """The feed names rows by hall and key, and says which act wrote them."""
    assert set(KINDS.values()) <= set(replicated())
    for table in replicated():
        assert {"hall_id", "last_command"} <= set(table.c.keys()), table.name


class Through:
    """A station as the way of every act, told at once."""

    def __init__(self, place: SteppedStation) -> None:
        self.place = place

    def perform(self, command: Command) -> Outcome:
        outcome = self.place.hall.perform(command)
        assert self.place.round(), self.place.hall.standing()
        return outcome


@pytest.fixture
def day(stepped: SteppedHall) -> SteppedHall:
    """A day that runs every command there is, each through one station."""
    stepped.central.dispatcher = Through(stepped.at("office1"))
    whole_day(stepped.central)
    stepped.at("counter1")
    stepped.catch_up()
    return stepped


@pytest.mark.postgres
def test_every_command_goes_through_a_station(day: SteppedHall) -> None:
    assert {act.verb for act in day.central.acts} == set(HANDLERS)
    assert day.at("office1").pending() == []
    day.require_same()


@pytest.mark.postgres
def test_choices_are_written_down(day: SteppedHall) -> None:
    """What was chosen is in the journal: told again, it is not chosen anew."""
    seen = set()
    for row in day.central.journal():
        body = json.loads(row["body"])
        for choice in RESOLVED[row["command"]]:
            assert body[choice] is not None, row["command"]
            seen.add((row["command"], choice))
    assert seen == {(name, one) for name, some in RESOLVED.items() for one in some}


@pytest.mark.postgres
def test_a_station_takes_no_number_of_central(day: SteppedHall) -> None:
    """By itself it has what it was lent, its own letters and its own trays: no 文号."""
    place = day.at("office1")
    letters = place.replica.notes()["series"]
    acts = acts_of(place)
    verbs = {act.command for act in acts}
    assert verbs == {name for name in HANDLERS if REGISTRY[name].route is Route.LOCAL}
    for act in acts:
        own = {*LEASED_SERIES, f"handoff/{act.station}", f"ticket/{letters}"}
        assert {series for series, _, _ in act.numbers} <= own, act.command


@pytest.mark.postgres
def test_what_has_no_place_at_the_other_is_not_there(day: SteppedHall) -> None:
    place = day.at("office1")
    for elsewhere, engine in (
        (Feed.STATION, day.central.database.engine),
        (Feed.CENTRAL, place.replica.engine),
    ):
        with engine.connect() as connection:
            for table in metadata.tables.values():
                if table.info["feed"] is elsewhere:
                    count = select(func.count()).select_from(table)
                    assert connection.execute(count).scalar_one() == 0, table.name
