"""Programs and databases of different versions: work goes on alone, and finds together again."""

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, text

from hall_client import VERSION
from hall_client.app.faults import (
    CentralAway,
    CentralNewer,
    CentralOlder,
    DatabaseNewer,
    ProgramOutdated,
)
from hall_client.app.links import LinkState
from hall_client.app.replication import ActState
from hall_client.domain.cases import Case
from hall_client.domain.errors import VersionMalformed
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import CaseState
from hall_client.store.central import Central
from hall_client.store.database import SqlDatabase
from hall_client.store.engines import APPLICATION_ID, open_engine, parse_url
from hall_client.store.migrations import upgrade
from hall_client.store.opening import HEAD, UPGRADING, revision_of
from hall_client.store.replica import Replica
from hall_client.store.station_file import STALE
from hall_client.store.tables.reference import item
from hall_client.store.tables.stations import outbox
from hall_client.store.tables.whole import metadata
from hall_client.store.versions import require_version
from hall_client.sync.looking import look
from hall_client.words import say_fault, say_refusal
from tests.stories.shell import Shell
from tests.sync.hall_of_stations import HallOfStations, StationPlace, acts_of

pytestmark = pytest.mark.postgres

FIRST_OF_STATIONS = "0002"
NEWER, OLDER = "9999", "0001"


def age(path: Path, revision: str = FIRST_OF_STATIONS) -> None:
    """Put in a station's place the file that a program of an earlier schema would have made."""
    old = path.with_name("old.db")
    engine = open_engine(parse_url(str(old)), create=True)
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    upgrade(engine, revision)
    bare(engine)
    rows = open_engine(parse_url(str(path)))
    with rows.connect() as now, engine.begin() as then:
        for name in names(engine) - {"alembic_version"}:
            columns = ", ".join(f'"{c}"' for c in columns_of(then, name))
            copied = now.exec_driver_sql(f'SELECT {columns} FROM "{name}"').all()
            marks = ", ".join("?" * (columns.count(",") + 1))
            for row in copied:
                then.exec_driver_sql(f'INSERT INTO "{name}" VALUES ({marks})', tuple(row))
    for one in (rows, engine):
        one.dispose()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    with old.open("rb") as whole, path.open("wb") as same:  # the same file, for who it is
        shutil.copyfileobj(whole, same)


def bare(engine: Engine) -> None:
    """A station's copy has neither triggers nor unique indexes."""
    with engine.begin() as connection:
        kept = (
            "SELECT type, name FROM sqlite_master WHERE type = 'trigger' OR sql LIKE '%UNIQUE IN%'"
        )
        for kind, name in connection.execute(text(kept)).all():
            connection.execute(text(f'DROP {kind} "{name}"'))


def names(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        told = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return {name for name in told.scalars() if not name.startswith("sqlite_")}


def columns_of(connection: Any, name: str) -> list[str]:
    return [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{name}")')]


def revision(path: Path) -> str | None:
    engine = open_engine(parse_url(str(path)))
    with engine.connect() as connection:
        found = revision_of(connection)
    engine.dispose()
    return found


def central_is(halls: HallOfStations, schema: str) -> None:
    halls.central.sql("UPDATE alembic_version SET version_num = :schema", schema=schema)


def require(halls: HallOfStations, least: str) -> None:
    with closing(SqlDatabase.open(halls.central.url)) as database:
        require_version(database, least)


def work_alone(halls: HallOfStations, name: str) -> StationPlace:
    """A station that has acts to tell and a question without an answer; closed."""
    one = halls.at(name)
    case = one.check_in(halls.central.item())
    halls.catch_up()
    one.unplug()
    one.check_in(halls.central.item())
    accept = halls.central.command("AcceptCase", "clerk1", station=name, case_id=case["case_id"])
    one.replica.ask_first(accept)
    one.shut()
    return one


# -- the station's own file ------------------------------------------------------------------------


def test_an_older_file_is_brought_up_to_date_and_goes_on(halls: HallOfStations) -> None:
    one = work_alone(halls, "counter1")
    age(one.path)
    assert revision(one.path) == FIRST_OF_STATIONS
    told = look(one.path, halls.central.url, one.name)
    assert "旧版" in say_fault(told["problem"], "zh")
    one.open(up=False)
    assert revision(one.path) == HEAD
    assert [act.state for act in acts_of(one)] == [ActState.DONE, ActState.PENDING]
    assert len(one.replica.asked()) == 1
    assert beside(one) == []
    one.check_in(halls.central.item())
    one.plug()
    halls.catch_up()
    assert len(halls.central.rows(Case)) == 3
    assert [row.state for row in one.pending()] == ["undone"]
    halls.require_same()


def test_rows_of_new_tables_come_from_central(halls: HallOfStations) -> None:
    """Others have filled them before this station's program knew them: the feed is past that."""
    one = work_alone(halls, "counter1")
    age(one.path)
    with closing(open_engine(parse_url(str(one.path))).connect()) as connection:
        connection.execute(delete(item))
        connection.commit()
    one.open(up=False)
    one.plug()
    halls.catch_up()
    halls.require_same()
    assert not one.replica.notes().get(STALE)


@pytest.mark.parametrize("came_to", [FIRST_OF_STATIONS, "0003", HEAD])
def test_an_upgrade_that_was_killed_begins_again(halls: HallOfStations, came_to: str) -> None:
    one = work_alone(halls, "counter1")
    age(one.path)
    before = one.path.with_name(one.path.name + ".before")
    shutil.copy(one.path, before)
    engine = open_engine(parse_url(str(one.path)))
    with engine.begin() as connection:
        noted = {"name": UPGRADING, "value": FIRST_OF_STATIONS}
        connection.execute(insert(metadata.tables["database_info"]).values(noted))
    upgrade(engine, came_to)
    engine.dispose()
    one.open(up=False)
    assert revision(one.path) == HEAD
    assert beside(one) == []
    one.plug()
    halls.catch_up()
    assert len(halls.central.rows(Case)) == 2
    halls.require_same()


def beside(place: StationPlace) -> list[str]:
    """Copies that the upgrade has left."""
    found = [*place.path.parent.glob("*.before*"), *place.path.parent.glob("*.part*")]
    return [one.name for one in found]


def test_db_upgrade_fits_a_stations_file_too(halls: HallOfStations) -> None:
    from hall_client.store.creation import upgrade_database

    one = work_alone(halls, "counter1")
    age(one.path)
    assert upgrade_database(str(one.path)) == FIRST_OF_STATIONS
    one.open(up=False)
    with one.replica.reading() as connection:
        guards = connection.execute(text("SELECT 1 FROM sqlite_master WHERE type = 'trigger'"))
        assert guards.all() == []
    one.plug()
    halls.catch_up()
    halls.require_same()


def test_a_newer_file_is_left_as_it_is(halls: HallOfStations) -> None:
    one = work_alone(halls, "counter1")
    engine = open_engine(parse_url(str(one.path)))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer):
        one.open()
    with engine.begin() as connection:
        assert len(connection.execute(select(outbox)).all()) == 2
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": HEAD})
    engine.dispose()
    one.open(up=False)


# -- central's schema ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "problem", "words"),
    [(NEWER, CentralNewer, "升级本机程序"), (OLDER, CentralOlder, "不必重启")],
)
def test_beside_another_schema_a_station_goes_on_alone_until_they_agree(
    halls: HallOfStations, schema: str, problem: type[Exception], words: str
) -> None:
    """As it starts, and without a start of its own when central has the same schema again."""
    one = halls.at("counter1")
    case = one.check_in(halls.central.item())
    halls.catch_up()
    one.shut()
    central_is(halls, schema)
    one.open(up=False)
    outdated(one, problem, words)
    one.check_in(halls.central.item())
    one.do("OpenCounter", "clerk1", counter="1")
    slip = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    assert slip["number"][:2].isalpha()
    with pytest.raises(CentralAway):
        one.do("AcceptCase", "clerk1", case_id=case["case_id"])
    assert len(halls.central.rows(Case)) == 1
    assert halls.central.rows(Ticket) == []
    central_is(halls, HEAD)
    one.until(lambda: one._woken().standing().up)
    one.do("AcceptCase", "clerk1", case_id=case["case_id"])
    halls.catch_up()
    assert len(halls.central.rows(Case)) == 2
    assert halls.central.one(Ticket).number == slip["number"]
    halls.require_same()


def test_an_upgrade_of_central_under_way_is_noticed_by_the_next_act(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    case = one.check_in(halls.central.item())
    one.do("OpenCounter", "clerk1", counter="1")
    halls.catch_up()
    central_is(halls, NEWER)
    with pytest.raises(CentralAway):
        one.do("AcceptCase", "clerk1", case_id=case["case_id"])
    outdated(one, CentralNewer, "升级")
    slip = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    assert slip["number"][:2].isalpha()
    assert one.replica.asked() == []
    central_is(halls, HEAD)
    one.until(lambda: one._woken().standing().up)
    halls.catch_up()
    halls.require_same()


def test_an_idle_station_notices_too_and_nothing_is_told_into_another_schema(
    halls: HallOfStations,
) -> None:
    one = halls.at("counter1")
    central_is(halls, NEWER)
    one.check_in(halls.central.item())
    outdated(one, CentralNewer, "升级")
    assert halls.central.rows(Case) == []
    assert [act.state for act in acts_of(one)] == [ActState.PENDING]
    central_is(halls, HEAD)
    one.until(lambda: one._woken().standing().up)
    halls.catch_up()
    assert len(halls.central.rows(Case)) == 1


def woken(place: StationPlace) -> Replica:
    place.hall._station.courier.wake()
    return place.replica


def outdated(place: StationPlace, problem: type[Exception], words: str) -> None:
    place.until(lambda: place.hall.standing().state is LinkState.OUTDATED)
    standing = place.hall.standing()
    assert standing.parted
    assert isinstance(standing.problem, problem)
    assert words in say_fault(standing.problem, "zh")


# -- the least program -----------------------------------------------------------------------------


def test_below_the_least_program_a_station_tells_and_no_more(halls: HallOfStations) -> None:
    one, two = halls.at("counter1"), halls.at("counter2")
    first = one.check_in(halls.central.item())
    halls.catch_up()
    one.unplug()
    one.check_in(halls.central.item())
    two.check_in(halls.central.item(), actor="clerk2")
    require(halls, "99.1")
    one.line.plug()
    outdated(one, ProgramOutdated, "99.1")
    one.until(lambda: woken(one).pending_count() == 0)
    outdated(two, ProgramOutdated, "99.1")
    assert len(halls.central.rows(Case)) == 3
    one.check_in(halls.central.item())
    one.until(lambda: one.replica.pending_count() == 0)
    assert len(halls.central.rows(Case)) == 4
    with pytest.raises(CentralAway):
        one.do("AcceptCase", "clerk1", case_id=first["case_id"])
    require(halls, "0")
    one.until(lambda: one._woken().standing().up)
    two.until(lambda: two._woken().standing().up)
    one.do("AcceptCase", "clerk1", case_id=first["case_id"])
    halls.catch_up()
    accepted = halls.central.one(Case, case_no=first["case_no"])
    assert accepted.state is CaseState.ACCEPTED
    halls.require_same()


def test_what_was_asked_is_found_out_below_the_least_program(halls: HallOfStations) -> None:
    one = work_alone(halls, "counter1")
    require(halls, "99.1")
    one.line.plug()
    one.open(up=False)
    outdated(one, ProgramOutdated, "99.1")
    one.until(lambda: woken(one).asked() == [])
    assert [row.state for row in one.pending()] == ["undone"]


def test_below_the_least_program_nobody_joins(halls: HallOfStations) -> None:
    require(halls, "99.1")
    one = StationPlace(halls, "counter1")
    with pytest.raises(ProgramOutdated):
        one.open()
    assert not one.path.exists()
    require(halls, "0")
    one.open()
    one.close()


@pytest.mark.parametrize("least", ["0", VERSION, f"{VERSION}.0", "0.0.9"])
def test_a_program_of_the_least_version_is_welcome(halls: HallOfStations, least: str) -> None:
    require(halls, least)
    assert halls.at("counter1").hall.standing().up


@pytest.mark.parametrize("given", ["", "new", "1.x", "-1", "1..2", "1.2.3.4.5", "１", "9" * 40])
def test_a_version_that_is_none_is_said(halls: HallOfStations, given: str) -> None:
    with pytest.raises(VersionMalformed) as caught:
        require(halls, given)
    assert "1.4" in say_refusal(caught.value, "zh")
    with closing(Central.reach(halls.central.url)) as central:
        assert central.facts()["min_client"] == ""


def test_it_sets_and_sees_the_least_program(halls: HallOfStations, tmp_path: Path) -> None:
    """And a station's own command line says what is asked of it."""
    beside = {"HALL_CENTRAL": halls.central.url, "HALL_STATION": "counter1"}
    shell = Shell(tmp_path, beside | {"HALL_LANGUAGE": "zh_CN"})
    asked(shell, 0, "sync", "join")
    place = ("--database", halls.central.url)
    assert "1.4" in asked(shell, 2, "db", "require", *place)
    assert "“soon”" in asked(shell, 1, "db", "require", "soon", *place)
    assert "99.1" in asked(shell, 0, "db", "require", "99.1", *place)
    assert "min_client: 99.1" in asked(shell, 0, "db", "status", *place)
    assert "不低于 99.1" in asked(shell, 3, "sync", "now")
    assert asked(shell, 0, "db", "require", "0", *place)
    assert "state: online" in asked(shell, 0, "sync", "now")


def asked(shell: Shell, status: int, *words: str) -> str:
    told = shell.run(*words)
    assert told.returncode == status, told.stderr
    return told.stdout + told.stderr
