"""A machine whose clock is wrong: work goes on in central's time, and the person is told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hall_client.app.command import new_id
from hall_client.app.dispatch import Outcome
from hall_client.app.queries import Board, Tickets
from hall_client.domain.cases import Case
from hall_client.domain.errors import ClockWrong, TimeIsOff
from hall_client.domain.tickets import Ticket
from hall_client.store.lent_blocks import lent_blocks
from hall_client.store.tables.stations import block, station
from hall_client.sync.looking import look
from hall_client.words import say_refusal
from tests.hall import Hall
from tests.sync.hall_of_stations import HallOfStations, StationPlace, acts_of

pytestmark = pytest.mark.postgres

NEAR = timedelta(seconds=20)
WRONG = [timedelta(minutes=-17), timedelta(minutes=12), timedelta(days=2)]


class ProductionHalls(HallOfStations):
    """A hall at work: acts have the time at which they are done, and each machine its own clock."""

    def __init__(self, url: str, folder: Path) -> None:
        hall = Hall(url)
        hall.sql("UPDATE database_info SET value = 'production' WHERE name = 'mode'")
        hall.close()
        super().__init__(url, folder)

    def at(self, name: str, off: timedelta = timedelta(0)) -> "WrongPlace":
        """The station of that name, whose clock is ahead by `off`."""
        if name not in self._stations:
            made = self._stations[name] = WrongPlace(self, name)
            made.off = off
            made.open()
        found = self._stations[name]
        assert isinstance(found, WrongPlace)
        return found


class WrongPlace(StationPlace):
    off = timedelta(0)

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.off

    def perform(self, verb: str, actor: str, /, **body: object) -> Outcome:
        now = {"at": self.clock(), "id": new_id(), "station": self.name}
        return self.hall.perform(self.halls.central.command(verb, actor, **{**now, **body}))

    def seen_skew(self, skew: timedelta) -> None:
        self.until(lambda: abs(self.hall.standing().skew - skew) < NEAR)


@pytest.fixture
def halls(hall_postgresql: str, tmp_path: Path) -> Iterator[ProductionHalls]:
    made = ProductionHalls(hall_postgresql, tmp_path)
    yield made
    made.close()


def is_now(moment: datetime | None) -> bool:
    return moment is not None and abs(datetime.now(UTC) - moment) < NEAR


@pytest.mark.parametrize("off", WRONG, ids=str)
def test_work_goes_on_in_centrals_time(halls: ProductionHalls, off: timedelta) -> None:
    one = halls.at("counter1", off)
    case = one.check_in(halls.central.item())
    one.do("AcceptCase", "clerk1", case_id=case["case_id"], confirm_estimated=True)
    one.do("OpenCounter", "clerk1", counter="1")
    one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.do("CallNext", "clerk1", counter="1")
    halls.catch_up()
    kept, ticket = halls.central.one(Case), halls.central.one(Ticket)
    for moment in (kept.received_at, kept.accepted_at, ticket.taken_at, ticket.called_at):
        assert is_now(moment)
    assert all(is_now(row["at"]) for row in halls.central.journal() if row["station"] == one.name)
    assert [row.state for row in one.pending()] == []
    halls.require_same()


def test_what_is_done_cut_off_has_centrals_time_too(halls: ProductionHalls) -> None:
    one = halls.at("counter1", timedelta(hours=26))
    one.unplug()
    case = one.check_in(halls.central.item())
    one.plug()
    halls.catch_up()
    kept = halls.central.one(Case)
    assert kept.case_no == case["case_no"]
    assert is_now(kept.received_at)
    halls.require_same()


def test_questions_are_about_centrals_day(halls: ProductionHalls) -> None:
    one = halls.at("counter1", timedelta(days=3))
    one.do("OpenCounter", "clerk1", counter="1")
    one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.do("CallNext", "clerk1", counter="1")
    halls.catch_up()
    viewer = one.hall.reference().staff["clerk1"]
    for now in (None, one.clock()):
        assert len(one.hall.ask(Tickets(), viewer, now)) == 1
        assert len(one.hall.ask(Board(), viewer, now)) == 1


def test_numbers_are_lent_for_centrals_days(halls: ProductionHalls) -> None:
    one = halls.at("counter1", timedelta(days=9))
    today = one.hall.reference().day_of(datetime.now(UTC))
    one.until(lambda: bool(lent_blocks(one.replica)))
    lent = {row.period for row in lent_blocks(one.replica)}
    assert min(lent) == today.isoformat()
    with halls.central.database.engine.connect() as connection:
        assert {row.returned_at for row in connection.execute(block.select())} == {None}


def test_how_wrong_it_is_survives_a_start_without_central(halls: ProductionHalls) -> None:
    off = timedelta(minutes=12)
    one = halls.at("counter1", off)
    one.shut()
    one.line.refuse()
    one.open(up=False)
    assert abs(one.hall.standing().skew + off) < NEAR
    one.check_in(halls.central.item())
    (act,) = acts_of(one)
    assert is_now(act.at)
    told = look(one.path, "postgresql://nobody@127.0.0.1:1/none", one.name)
    assert told["skew_seconds"] == pytest.approx(-off.total_seconds(), abs=20)
    one.line.plug()
    one.plug()
    halls.catch_up()
    assert is_now(halls.central.one(Case).received_at)


@pytest.mark.parametrize("off", [timedelta(minutes=8), timedelta(minutes=-8)], ids=str)
def test_cut_off_no_ticket_is_given_by_a_wrong_clock(
    halls: ProductionHalls, off: timedelta
) -> None:
    one = halls.at("counter1", off)
    one.do("OpenCounter", "clerk1", counter="1")
    ticket = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.unplug()
    before = one.replica.newest_seq()
    with pytest.raises(ClockWrong) as caught:
        one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    assert one.replica.newest_seq() == before
    for language, words in (("zh", "时钟"), ("en", "clock")):
        said = say_refusal(caught.value, language)
        assert words in said
        assert f"{caught.value.facts['minutes']}" in said
    one.off = timedelta(0)  # somebody sets it right
    given = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.plug()
    halls.catch_up()
    numbers = {row.number for row in halls.central.rows(Ticket)}
    assert numbers == {ticket["number"], given["number"]}
    halls.require_same()


def test_a_clock_that_is_set_meanwhile_changes_no_act(halls: ProductionHalls) -> None:
    one = halls.at("counter1")
    one.unplug()
    one.check_in(halls.central.item())
    for off in (timedelta(hours=3), timedelta(hours=-5), timedelta(days=-2)):
        one.off = off
        one.check_in(halls.central.item())
        one.seen_skew(-off)
        one.check_in(halls.central.item())
    one.shut()  # and it is noted: the next start knows
    one.open(up=False)
    one.check_in(halls.central.item())
    times = [act.at for act in acts_of(one)]
    assert all(is_now(at) for at in times)
    assert times == sorted(times)
    one.plug()
    halls.catch_up()
    assert len(halls.central.rows(Case)) == len(times)
    halls.require_same()


def test_online_a_clock_that_is_set_is_measured_anew(halls: ProductionHalls) -> None:
    one = halls.at("counter1")
    one.off = timedelta(minutes=-30)
    one.do("OpenCounter", "clerk1", counter="1")
    one.seen_skew(timedelta(minutes=30))
    one.until(lambda: seen_at_central(halls, one) > timedelta(minutes=29))
    assert all(is_now(row["at"]) for row in halls.central.journal() if row["station"] == one.name)


def seen_at_central(halls: ProductionHalls, place: StationPlace) -> timedelta:
    place.hall._station.courier.wake()
    with halls.central.database.engine.connect() as connection:
        rows = {row.name: row.skew_ms for row in connection.execute(station.select())}
    return timedelta(milliseconds=rows[place.name])


def test_a_clock_set_back_while_the_program_was_closed_passes_no_act(
    halls: ProductionHalls,
) -> None:
    """Nobody can tell how far, but no act comes before the one before it."""
    one = halls.at("counter1")
    one.unplug()
    one.check_in(halls.central.item())
    one.shut()
    one.off = timedelta(days=-1)
    one.open(up=False)
    one.check_in(halls.central.item())
    first, second = (act.at for act in acts_of(one))
    assert first <= second
    assert is_now(second)
    with pytest.raises(ClockWrong):
        one.do("IssueTicket", "clerk1", queue="A", channel="clerk")


def test_the_same_act_again_is_answered_as_before(halls: ProductionHalls) -> None:
    one = halls.at("counter1", timedelta(minutes=40))
    item = halls.central.item()
    one.unplug()
    case = one.check_in(item)
    one.off = timedelta(0)
    act = acts_of(one)[-1]
    command = one.replica.kept(act.id, act.id, one.clock(), act.actor)
    outcome = one.hall.perform(command)
    assert outcome.repeated
    assert outcome.result["case_no"] == case["case_no"]
    assert len(acts_of(one)) == 1


def test_a_time_that_is_given_may_not_be_far_from_now(halls: ProductionHalls) -> None:
    one = halls.at("counter1", timedelta(hours=2))
    with pytest.raises(TimeIsOff):
        one.do("OpenCounter", "clerk1", counter="1", at=one.clock() - timedelta(hours=1))
