"""A month off: the feed is cut, whoever was away copies the hall anew, and nothing is lost."""

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from hall_client.app.faults import CentralAway
from hall_client.app.queries import Journal
from hall_client.domain.cases import Case
from hall_client.domain.errors import NotKnownHere
from hall_client.domain.tickets import Ticket
from hall_client.store.database import SqlDatabase
from hall_client.store.feed import cut_at
from hall_client.store.lent_blocks import lent_blocks
from hall_client.store.opening import MARK_SPAN
from hall_client.store.pruning import HISTORY, prune, prune_daily
from hall_client.store.replica import Replica
from hall_client.store.tables.journal import change, journal
from hall_client.store.tables.reference import credential
from hall_client.store.tables.stations import block, outbox
from hall_client.sync.opening import Site, open_station
from tests.hall import require_lawful, together
from tests.stations import StationGone, StationProcess
from tests.sync.hall_of_stations import HallOfStations, StationPlace, acts_of

pytestmark = pytest.mark.postgres
LONG_AGO = timedelta(days=40)


def a_month_passes(halls: HallOfStations) -> None:
    """Whatever was recorded until now was recorded more than a month ago."""
    old = update(journal).values(recorded_at=datetime.now(UTC) - LONG_AGO)
    with halls.central.database.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(old)
    halls.central.later(days=35)


def work_goes_on(halls: HallOfStations, cases: int = 30) -> None:
    """More changes than the newest ones that are always kept, recorded today."""
    before = halls.central.journal()
    for _ in range(cases):
        halls.central.check_in(halls.central.item(), actor="clerk2")
    for _ in range(5):
        halls.central.ticket("B")
    new = {row["id"] for row in halls.central.journal()} - {row["id"] for row in before}
    today = update(journal).where(journal.c.id.in_(new)).values(recorded_at=datetime.now(UTC))
    with halls.central.database.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(today)


def feed_length(database: SqlDatabase, *kinds: str) -> int:
    counted = select(func.count()).select_from(change)
    with database.engine.connect() as connection:
        if kinds:
            counted = counted.where(change.c.kind.in_(kinds))
        return int(connection.execute(counted).scalar_one())


def timeline(place: StationPlace | None, halls: HallOfStations, case_no: str) -> list[str]:
    database: Any = place.hall if place else halls.central.database
    viewer = halls.central.reference.staff["clerk1"]
    return [row.command for row in database.ask(Journal(case_no=case_no), viewer)]


def copies_of(place: StationPlace) -> list[int]:
    """How far copies of the whole hall have come, as the status line of the station tells it."""
    told: list[int] = []

    def hear(standing: Any) -> None:
        if standing.copied_percent is not None:
            told.append(standing.copied_percent)

    place.hall._station.link.watch(hear)
    return told


def test_whoever_was_off_for_a_month_copies_the_hall_anew_and_loses_nothing(
    halls: HallOfStations,
) -> None:
    one, two = halls.at("counter1"), halls.at("counter2")
    case = one.check_in(halls.central.item())
    halls.catch_up()
    one.unplug()
    mend = {"case_id": case["case_id"], "field": "phone"}
    untold = [one.check_in(halls.central.item()) for _ in range(3)]
    one.do("CorrectOnTheSpot", "clerk1", value="13900000001", **mend)
    slip = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.shut()
    two.do("CorrectOnTheSpot", "clerk2", value="13900000002", **mend)
    halls.central.later(hours=9)
    halls.central.do("CloseDay", "manager1", day=str(halls.central.now.date()))
    work_goes_on(halls)
    two.catch_up()
    a_month_passes(halls)
    work_goes_on(halls)
    two.catch_up()
    whole, kept = feed_length(halls.central.database), timeline(None, halls, case["case_no"])
    gone = prune(halls.central.database)
    assert gone
    assert feed_length(halls.central.database) == whole - gone
    one.line.refuse()
    one.open(up=False)
    one.line.plug()
    copied, stayed = copies_of(one), copies_of(two)
    one.until(lambda: one._woken().standing().up)
    halls.catch_up()
    assert copied
    assert not stayed
    halls.require_same()
    require_lawful(halls.central)
    numbers = {row.case_no for row in halls.central.rows(Case)}
    assert numbers >= {one_case["case_no"] for one_case in untold}
    assert halls.central.rows(Ticket, number=slip["number"])
    told = [act.id for act in acts_of(one)]
    order = [row["id"] for row in sorted(halls.central.journal(), key=lambda row: row["at"])]
    assert [one_id for one_id in order if one_id in told] == [
        act.id for act in acts_of(one) if act.state != "conflict"
    ]
    assert [(row.state, row.case_no) for row in one.pending()] == [("conflict", case["case_no"])]
    assert timeline(None, halls, case["case_no"]) == kept
    assert timeline(one, halls, case["case_no"]) == kept
    again = one.check_in(halls.central.item())
    assert again["case_no"] not in numbers
    halls.catch_up()
    halls.require_same()


def test_numbers_of_days_that_are_over_come_back(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    one.check_in(halls.central.item())
    halls.catch_up()
    one.shut()
    a_month_passes(halls)
    one.open()
    today = str(halls.central.now.date())
    one.until(lambda: not any(lent.period < today for lent in lent_blocks(one.replica)))
    with halls.central.database.engine.connect() as connection:
        rows = connection.execute(select(block).where(block.c.period < today)).all()
    assert {row.reason for row in rows} == {"unused"}
    assert sum(row.used - row.lo + 1 for row in rows) == 1
    assert one.check_in(halls.central.item())


def test_after_a_week_without_central_nobody_signs_in(halls: HallOfStations) -> None:
    halls.central.database.set_password("clerk1", "ten-letters-2026")
    one = halls.at("counter1")
    one.hall.sign_in("clerk1", "ten-letters-2026")
    one.unplug()
    one.hall.sign_in("clerk1", "ten-letters-2026")
    with one.replica.writing() as connection:
        week = one.clock() - timedelta(days=8)
        connection.execute(update(credential).values(changed_at=week))
    with pytest.raises(NotKnownHere):
        one.hall.sign_in("clerk1", "ten-letters-2026")
    one.plug()
    assert one.hall.sign_in("clerk1", "ten-letters-2026").login == "clerk1"


def test_work_goes_on_while_the_hall_is_copied(halls: HallOfStations) -> None:
    """A case is checked in while the copy is under way; what needs central says so at once."""
    one = halls.at("counter1")
    old = one.check_in(halls.central.item())
    halls.catch_up()
    one.shut()
    work_goes_on(halls)
    a_month_passes(halls)
    work_goes_on(halls)
    assert prune(halls.central.database)
    one.line.refuse()
    one.open(up=False)
    meanwhile: list[object] = []

    def act(_percent: object = None) -> None:
        if one.hall.standing().copied_percent is not None and not meanwhile:
            meanwhile.append(None)  # what is done here is heard here, too
            in_thread(lambda: meanwhile.append(one.check_in(halls.central.item())))
            in_thread(lambda: meanwhile.append(away(one, old["case_id"])))

    one.hall._station.link.watch(act)
    one.line.plug()
    one.until(lambda: one._woken().standing().up)
    halls.catch_up()
    _, case, refused = meanwhile
    assert isinstance(case, dict)
    assert halls.central.one(Case, case_no=case["case_no"]).received_by == "clerk1"
    assert refused is True
    halls.require_same()


def in_thread(act: Callable[[], object]) -> None:
    """By a person at the station, while its courier is busy."""
    person = threading.Thread(target=act)
    person.start()
    person.join(timeout=20)
    assert not person.is_alive(), "who works here waits for the copy"


def away(place: StationPlace, case_id: str) -> bool:
    try:
        place.do("AcceptCase", "clerk1", case_id=case_id)
    except CentralAway:
        return True
    return False


def test_a_kill_in_the_middle_of_the_copy(halls: HallOfStations, tmp_path: Path) -> None:
    """Before it is laid nothing has changed, afterwards everything has; pending acts live on."""
    one = halls.at("counter1")
    work_goes_on(halls)
    one.catch_up()
    one.unplug()
    untold = one.check_in(halls.central.item())
    one.shut()
    one.path = moved_to(tmp_path / "one" / "state" / "station-counter1.db", one.path)
    work_goes_on(halls)
    a_month_passes(halls)
    work_goes_on(halls)
    assert prune(halls.central.database)
    extra = {"HALL_CENTRAL": halls.central.url, "HALL_STATION": "counter1"}
    with StationProcess(tmp_path / "one", "sync", "now", **extra) as station:
        for point, stands_behind in (("copied-not-laid", True), ("copy-laid", False)):
            station.restart(crash_at=point)
            with pytest.raises(StationGone) as gone:
                station.hear()
            assert gone.value.killed, station.said
            with closing(Replica.open(str(one.path))) as replica:
                assert is_behind(replica, halls) is stands_behind
        station.restart()
        assert station.wait() == 0, station.said
    assert not list(one.path.parent.glob("*.copy*"))
    one.line.plug()
    one.open()
    halls.catch_up()
    assert halls.central.one(Case, case_no=untold["case_no"])
    halls.require_same()


def moved_to(path: Path, old: Path) -> Path:
    """The same file where a process of its own looks for it."""
    path.parent.mkdir(parents=True)
    return old.rename(path)


def is_behind(replica: Replica, halls: HallOfStations) -> bool:
    """Whether the feed no longer has what follows where this copy stands."""
    with halls.central.database.reading() as connection:
        return replica.cursor < cut_at(connection)


def test_joining_while_the_feed_is_cut(halls: HallOfStations) -> None:
    two = halls.at("counter2")
    work_goes_on(halls)
    two.catch_up()
    a_month_passes(halls)
    work_goes_on(halls)
    place = StationPlace(halls, "counter1")
    gone: list[int] = []
    site = Site(path=place.path, station="counter1", central_url=halls.central.url)
    station = open_station(
        site, place.clock, lambda _progress: gone.append(prune(halls.central.database))
    )
    station.close()
    assert gone[0]
    one = halls.at("counter1")
    copied = copies_of(one)
    halls.central.ticket("A")
    halls.catch_up()
    assert not copied
    halls.require_same()
    place.close()


def test_two_who_cut_at_once_cut_the_same(halls: HallOfStations) -> None:
    work_goes_on(halls)
    a_month_passes(halls)
    work_goes_on(halls)
    database = halls.central.database
    whole = feed_length(database)
    gone = together(*[lambda: prune(database)] * 3)
    assert sum(map(int, map(str, gone))) == whole - feed_length(database) > 0
    with database.engine.connect() as connection:
        query = select(func.max(change.c.n), func.count()).where(change.c.kind.not_in(HISTORY))
        left = connection.execute(query).one()
    assert left.count >= MARK_SPAN / 2
    assert prune(database) == 0


def test_young_changes_stay_however_many_there_are(halls: HallOfStations) -> None:
    work_goes_on(halls)
    work_goes_on(halls)
    assert prune(halls.central.database) == 0
    with halls.central.database.reading() as connection:
        assert str(cut_at(connection)) == "0:0"


def test_the_clock_cuts_once_a_day(halls: HallOfStations) -> None:
    database = halls.central.database
    work_goes_on(halls)
    assert prune_daily(database) == 0
    a_month_passes(halls)
    work_goes_on(halls)
    assert prune_daily(database) == 0
    with database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE database_info SET value = '2000-01-01' WHERE name = 'pruned_on'"
        )
    assert prune_daily(database) > 0


def test_a_stations_own_file_has_a_bound(halls: HallOfStations) -> None:
    """Changes and told acts older than a month go; cases keep their timeline, acts their order."""
    one = halls.at("counter1")
    cases = [one.check_in(halls.central.item()) for _ in range(4)]
    work_goes_on(halls)
    work_goes_on(halls)
    halls.catch_up()
    ago = datetime.now(UTC) - LONG_AGO
    with one.replica.writing() as connection:
        connection.execute(update(journal).values(recorded_at=ago))
        connection.execute(update(outbox).values(answered_at=one.clock() - LONG_AGO))
        connection.exec_driver_sql("DELETE FROM database_info WHERE name = 'pruned_on'")
    before, told = feed_length(one.replica), timeline(one, halls, cases[0]["case_no"])
    one.hall._station.courier._beat(one.hall._station.central())
    assert feed_length(one.replica) < before
    assert timeline(one, halls, cases[0]["case_no"]) == told != []
    assert len(acts_of(one)) == 1
    one.check_in(halls.central.item())
    halls.catch_up()
    halls.require_same()
