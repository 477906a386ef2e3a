"""What may be wrong with a station's own file: full, read-only, another hall's, no file at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from hall_client.app.command import Command
from hall_client.app.faults import (
    CentralAway,
    DatabaseReadOnly,
    DiskFull,
    DoneNotKept,
    Fault,
    HallDiffers,
    StationUnreadable,
)
from hall_client.app.links import LinkState
from hall_client.app.print_orders import job_id
from hall_client.app.printing import JobState
from hall_client.domain.cases import Case
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import CaseState
from hall_client.store.creation import create
from hall_client.store.sample import load_sample
from hall_client.sync.looking import look
from hall_client.words import say_fault
from tests.hall import Facts
from tests.postgres import Cluster
from tests.stories.shell import SECRET_WORD, Shell
from tests.sync.hall_of_stations import (
    HallOfStations,
    StationPlace,
    acts_of,
    everything,
)

pytestmark = pytest.mark.postgres

MANY = 60
"""So many acts fill whatever room a page has left."""


@contextmanager
def hindered(place: StationPlace, pragma: str) -> Iterator[None]:
    """Every connection to the station's file is so hindered until this ends."""
    engine = place.replica.engine

    def hinder(connection: Any, _record: object) -> None:
        connection.cursor().execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", hinder)
    engine.dispose()
    try:
        yield
    finally:
        event.remove(engine, "connect", hinder)
        engine.dispose()


@contextmanager
def full(place: StationPlace) -> Iterator[None]:
    """No room on the disk of a station; what is deleted there makes none either."""
    with place.replica.engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS filling (n)"))
    with hindered(place, "max_page_count=1"), place.replica.engine.connect() as connection:
        for size in (4000, 1000, 100, 10, 1):
            fill_up(connection, size)
        yield


def fill_up(connection: Any, size: int) -> None:
    while True:
        try:
            connection.execute(text("INSERT INTO filling VALUES (zeroblob(:size))"), {"size": size})
            connection.commit()
        except DBAPIError:
            connection.rollback()
            return


def until_refused(act: Any) -> tuple[list[Facts], Fault]:
    """Do it until there is no room for it; what was done, and how it is said that the last was
    not."""
    done = []
    for _ in range(MANY):
        try:
            done.append(act())
        except Fault as fault:
            return done, fault
    raise AssertionError(f"{len(done)} went well")


def said_in_both(fault: Fault) -> tuple[str, str]:
    words = say_fault(fault, "zh"), say_fault(fault, "en")
    assert all("{" not in one for one in words)
    return words


# -- full ------------------------------------------------------------------------------------------


def test_what_is_done_here_without_room_is_refused_whole(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    one.unplug()
    with full(one):
        done, fault = until_refused(lambda: one.check_in(halls.central.item()))
        assert isinstance(fault, DiskFull)
        zh, en = said_in_both(fault)
        assert "磁盘已满" in zh
        assert "nothing was saved" in en
        assert len(acts_of(one)) == len(done)
        with one.replica.engine.connect() as connection:
            kept = [key for key in everything(connection) if key[0] == "case"]
        assert len(kept) == len(done)
    last = one.check_in(halls.central.item())  # and with room, it is done; no number was lost
    numbers = [case["case_no"] for case in (*done, last)]
    assert len(set(numbers)) == len(numbers)
    one.plug()
    halls.catch_up()
    assert {case.case_no for case in halls.central.rows(Case)} == set(numbers)
    assert one.pending() == []
    halls.require_same()


def test_what_central_did_and_nobody_could_keep_here_is_said_as_it_is(
    halls: HallOfStations,
) -> None:
    one = halls.at("counter1")
    cases = [one.check_in(halls.central.item()) for _ in range(12)]
    halls.catch_up()
    waiting = iter(cases)

    def accept() -> Facts:
        return one.do("AcceptCase", "clerk1", case_id=next(waiting)["case_id"])

    with full(one):
        done, fault = until_refused(accept)
        assert isinstance(fault, DoneNotKept), fault
        zh, en = said_in_both(fault)
        assert "中心已办成" in zh
        assert "Do not do it anew" in en
        accepted = halls.central.rows(Case, state=CaseState.ACCEPTED)
        assert len(accepted) == len(done) + 1
        one.until(lambda: one.hall.standing().state is LinkState.STOPPED)
        problem = one.hall.standing().problem
        assert isinstance(problem, DiskFull)
        with pytest.raises((DiskFull, CentralAway)):  # and nothing more is asked of central
            accept()
        assert len(halls.central.rows(Case, state=CaseState.ACCEPTED)) == len(done) + 1
    one.until(lambda: one._woken().standing().up)
    halls.catch_up()
    assert one.pending() == []
    jobs = {job.id for job in one.hall.print_jobs("counter1", *JobState)}
    acts = [row["id"] for row in halls.central.journal() if row["command"] == "AcceptCase"]
    assert len(acts) == len(done) + 1
    assert {job_id(act) for act in acts} <= jobs  # the notice of each comes out here
    halls.require_same()


def test_the_same_act_again_brings_what_was_not_kept(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    halls.catch_up()
    asked: list[Command] = []

    def issue() -> Facts:
        body = {"queue": "A", "channel": "clerk", "station": one.name}
        halls.central.later(seconds=30)
        asked.append(halls.central.command("IssueTicket", "clerk1", **body))
        return one.hall.perform(asked[-1]).result

    with full(one):
        _, fault = until_refused(issue)
        assert isinstance(fault, DoneNotKept)
    one.until(lambda: one._woken().standing().up)
    outcome = one.hall.perform(asked[-1])
    assert outcome.repeated
    tickets = halls.central.rows(Ticket)
    assert len(tickets) == len(asked)
    assert outcome.result["number"] in {ticket.number for ticket in tickets}
    halls.catch_up()
    halls.require_same()


def test_what_others_did_meanwhile_comes_when_there_is_room(halls: HallOfStations) -> None:
    one, two = halls.at("counter1"), halls.at("counter2")
    halls.catch_up()
    with full(one):
        cases = [two.check_in(halls.central.item(), actor="clerk2") for _ in range(8)]
        two.catch_up()
        one.until(lambda: one.hall.standing().state is LinkState.STOPPED)
        assert isinstance(one.hall.standing().problem, DiskFull)
        with one.replica.engine.connect() as connection:
            kept = [key for key in everything(connection) if key[0] == "case"]
        assert len(kept) < len(cases)
    one.until(lambda: one._woken().standing().up)
    halls.catch_up()
    halls.require_same()


def test_who_signs_in_while_there_is_no_room_may_work(halls: HallOfStations) -> None:
    halls.central.database.set_password("clerk1", SECRET_WORD)
    one = halls.at("counter1")
    with hindered(one, "query_only=ON"):
        assert one.hall.sign_in("clerk1", SECRET_WORD).login == "clerk1"


# -- read-only -------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_asked(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    case = one.check_in(halls.central.item())
    halls.catch_up()
    with hindered(one, "query_only=ON"):
        for act in (
            lambda: one.check_in(halls.central.item()),
            lambda: one.do("AcceptCase", "clerk1", case_id=case["case_id"]),
            lambda: one.do("IssueTicket", "clerk1", queue="A", channel="clerk"),
        ):
            with pytest.raises(DatabaseReadOnly) as caught:
                act()
            assert "不能写入" in say_fault(caught.value, "zh")
        assert halls.central.one(Case).state is CaseState.RECEIVED
        assert halls.central.rows(Ticket) == []
    one.until(lambda: one._woken().standing().up)
    one.do("AcceptCase", "clerk1", case_id=case["case_id"])
    halls.catch_up()
    assert one.pending() == []
    halls.require_same()


# -- another hall's, or no file --------------------------------------------------------------------


def test_the_file_of_another_hall_is_named_and_exchanges_nothing(
    halls: HallOfStations, postgres_cluster: Cluster, tmp_path: Path
) -> None:
    one = halls.at("counter1")
    one.unplug()
    one.check_in(halls.central.item())
    one.shut()
    url = postgres_cluster.make_database(None)
    database = create(url, rehearsal=True)
    load_sample(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE config SET body = replace(body, '\"H1\"', '\"H2\"')"))
    database.close()
    halls.move_to(url)
    one.line.plug()
    one.open(up=False)
    one.until(lambda: one.hall.standing().state is LinkState.STOPPED)
    problem = one.hall.standing().problem
    assert isinstance(problem, HallDiffers)
    for words in said_in_both(problem):
        assert "H1" in words
        assert "H2" in words
    assert halls.central.rows(Case) == []
    assert one.replica.pending_count() == 1
    told = look(one.path, url, one.name)
    assert isinstance(told["problem"], HallDiffers)
    halls.forget(one)


NONE = (b"", b"no database\n" * 400, b"SQLite format 3\0" + b"x" * 9000)


@pytest.mark.parametrize("content", NONE, ids=("empty", "text", "torn"))
def test_a_file_that_is_none_is_left_as_it_is(halls: HallOfStations, content: bytes) -> None:
    """In a window, on the command line; and another may take its place."""
    one = StationPlace(halls, "counter1")
    one.path.write_bytes(content)
    with pytest.raises(StationUnreadable) as caught:
        one.open()
    assert str(one.path) in said_in_both(caught.value)[0]
    assert one.path.read_bytes() == content
    assert isinstance(look(one.path, halls.central.url, one.name)["problem"], StationUnreadable)
    one.open(replacing=True)
    one.check_in(halls.central.item())
    one.close()
    aside = one.path.with_name(one.path.name + ".old1")
    assert aside.read_bytes() == content


def test_the_command_line_says_so_in_a_sentence(halls: HallOfStations, tmp_path: Path) -> None:
    beside = {"HALL_CENTRAL": halls.central.url, "HALL_STATION": "counter1"}
    shell = Shell(tmp_path, beside | {"HALL_LANGUAGE": "zh_CN"})
    shell.run("sync", "join")
    (file,) = (tmp_path / "state").rglob("*.db")
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    file.write_bytes(b"no database\n" * 400)
    for words in (("sync", "now"), ("ask", "--as", "clerk1", "tickets")):
        told = shell.run(*words)
        assert told.returncode == 3
        assert "读不出来" in told.stderr
    assert "读不出来" in shell.run("sync", "status").stdout
