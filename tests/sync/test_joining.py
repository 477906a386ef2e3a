"""Joining a hall, again after a kill, in the place of another file: nothing lost, nothing twice."""

import json
from pathlib import Path

import pytest

from hall_client.app.faults import (
    DatabaseUnreachable,
    StationReplaced,
    StationTaken,
)
from hall_client.domain.cases import Case
from hall_client.domain.handoffs import Handoff
from hall_client.store.tables.stations import block
from hall_client.sync.looking import look
from tests.faultline import Proxy
from tests.hall import PERSON, materials
from tests.stations import StationGone, StationProcess
from tests.sync.hall_of_stations import HallOfStations, StationPlace, acts_of, target_of

pytestmark = pytest.mark.postgres
WORD = "hall-of-stations-2026"


def shell(halls: HallOfStations, folder: Path, *words: str, url: str = "") -> StationProcess:
    """The program on a machine of its own, as the station counter1."""
    central = url or halls.central.url
    extra = {"HALL_CENTRAL": central, "HALL_STATION": "counter1", "HALL_PASSWORD": WORD}
    return StationProcess(folder, *words, **extra)


def told_by(process: StationProcess) -> str:
    """What a command that ends by itself has printed."""
    process.start()
    assert process.process
    out, _ = process.process.communicate(timeout=60)
    assert process.process.returncode == 0, process.said
    return out.decode()


def test_a_join_that_was_killed_is_taken_up_again(halls: HallOfStations, tmp_path: Path) -> None:
    with shell(halls, tmp_path / "one", "sync", "join", "--json") as station:
        station.start(crash_at="joined-not-named:1")
        with pytest.raises(StationGone) as gone:
            station.hear()
        assert gone.value.killed
        assert json.loads(told_by(station))["state"] == "online"
    halls.central.database.set_password("clerk1", WORD)
    with shell(halls, tmp_path / "one", "act", "--as", "clerk1") as station:
        station.start()
        opened = station.send({"command": "OpenCounter", "counter": "1"})
        assert opened["ok"], opened
        assert station.end() == 0


def test_nobody_joins_while_central_is_away(halls: HallOfStations) -> None:
    place = StationPlace(halls, "counter1")
    place.line.refuse()
    with pytest.raises(DatabaseUnreachable):
        place.open()
    assert not place.path.exists()
    place.line.plug()
    place.open()
    assert place.pending() == []
    place.close()


def test_a_name_that_is_taken_is_not_given_twice(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    case = one.check_in(halls.central.item())
    other = halls.beside("counter1", "other")
    with pytest.raises(StationTaken):
        other.open()
    assert not other.path.exists()
    one.catch_up()
    assert halls.central.one(Case).case_no == case["case_no"]


def test_a_replaced_file_keeps_its_acts_and_is_told_so(halls: HallOfStations) -> None:
    """The old machine was cut off with two cases that nobody else knows, and comes back."""
    one = halls.at("counter1")
    told = one.check_in(halls.central.item())
    halls.catch_up()
    one.unplug()
    untold = [one.check_in(halls.central.item()) for _ in range(2)]
    other = halls.beside("counter1", "other")
    other.open(replacing=True)
    new = other.check_in(halls.central.item())
    other.catch_up()
    numbers = [case["case_no"] for case in (told, *untold, new)]
    assert len(set(numbers)) == 4
    one.line.plug()
    one.until(lambda: isinstance(one.hall.standing().problem, StationReplaced))
    with pytest.raises(StationReplaced):
        one.check_in(halls.central.item())
    one.shut()
    one.open(up=False)  # nor does it forget when it is started without central
    one.line.refuse()
    with pytest.raises(StationReplaced):
        one.check_in(halls.central.item())
    assert [act.state for act in acts_of(one)] == ["done", "pending", "pending"]
    assert {case.case_no for case in halls.central.rows(Case)} == {numbers[0], numbers[3]}
    halls.forget(one)
    halls.require_same()


def test_a_file_that_is_replaced_where_it_lies_tells_first(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    one.unplug()
    cases = [one.check_in(halls.central.item()) for _ in range(2)]
    one.shut()
    one.line.plug()
    one.open(replacing=True)
    assert one.replica.newest_seq() == 2
    assert {c.case_no for c in halls.central.rows(Case)} == {case["case_no"] for case in cases}
    (old,) = look(one.path, halls.central.url, "counter1")["untold"]
    assert Path(old.file).exists()
    assert old.acts == ()
    one.check_in(halls.central.item())
    halls.catch_up()
    halls.require_same()


def test_without_central_nothing_is_replaced(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    one.unplug()
    case = one.check_in(halls.central.item())
    one.shut()
    with pytest.raises(DatabaseUnreachable):
        one.open(replacing=True)
    one.line.plug()
    one.open()
    one.catch_up()
    assert halls.central.one(Case).case_no == case["case_no"]


def test_papers_of_a_lost_file_are_nobody_elses(halls: HallOfStations) -> None:
    """Tickets and hand-overs that a broken machine printed and never told: no number again."""
    one = halls.at("counter1")
    case = one.check_in(halls.central.item())
    accepted = one.do("AcceptCase", "clerk1", case_id=case["case_id"])
    assert accepted
    halls.catch_up()
    one.unplug()
    section = halls.central.item().section
    lost = one.do("HandOver", "clerk1", case_ids=[case["case_id"]], to_section=section)
    slip = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    other = halls.beside("counter1", "other")
    other.open(replacing=True)
    again = other.do("HandOver", "clerk1", case_ids=[case["case_id"]], to_section=section)
    other.unplug()
    alone = other.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    assert again["number"] != lost["number"]
    assert alone["number"] != slip["number"]
    other.plug()
    other.catch_up()
    assert [h.number for h in halls.central.rows(Handoff)] == [again["number"]]


def test_blocks_of_a_lost_file_are_void_from_where_central_knows_them_used(
    halls: HallOfStations,
) -> None:
    one = halls.at("counter1")
    for _ in range(3):
        one.check_in(halls.central.item())
    halls.catch_up()
    one.unplug()
    one.check_in(halls.central.item())
    other = halls.beside("counter1", "other")
    other.open(replacing=True)
    with halls.central.database.engine.connect() as connection:
        rows = connection.execute(block.select().where(block.c.returned_at.is_not(None))).all()
    day = halls.central.one(Case, case_no=halls.central.rows(Case)[0].case_no).received_at
    today = [row for row in rows if row.period == f"{day:%Y-%m-%d}"]
    assert [(row.used - row.lo + 1, row.reason) for row in today] == [(3, "station replaced")]


def test_a_file_that_is_in_use_is_not_replaced(halls: HallOfStations, tmp_path: Path) -> None:
    halls.central.database.set_password("clerk1", WORD)
    with shell(halls, tmp_path / "one", "act", "--as", "clerk1") as at_work:
        at_work.start()
        assert at_work.send({"command": "OpenCounter", "counter": "1"})["ok"]
        with shell(halls, tmp_path / "one", "sync", "join", "--replace", "--json") as second:
            second.start()
            assert second.hear()["refusal"] == "station-in-use"
            assert second.wait() == 3
        assert at_work.send({"command": "CloseCounter", "counter": "1"})["ok"]


def test_what_a_replaced_machine_never_told_is_listed_in_words(
    halls: HallOfStations, tmp_path: Path
) -> None:
    """On the machine that comes back, before and after it takes its place again."""
    halls.central.database.set_password("clerk1", WORD)
    item, folder = halls.central.item(), tmp_path / "one"
    with (
        Proxy(target_of(halls.central.url)) as line,
        shell(
            halls, folder, "act", "--as", "clerk1", url=line.through(halls.central.url)
        ) as station,
    ):
        station.start()
        assert station.send({"command": "OpenCounter", "counter": "1"})["ok"]
        line.refuse()
        body = {"applicant": PERSON, "channel": "window", "materials": materials(item)}
        done = station.send({"command": "CheckInCase", "item_code": item.code, **body})
        assert done["ok"], done
        station.kill()
    halls.beside("counter1", "other").open(replacing=True)
    for words in (("sync", "now"), ("sync", "join", "--replace")):
        with shell(halls, folder, *words) as station:
            station.start()
            station.wait()
        with shell(halls, folder, "sync", "status") as station:
            (said,) = [line for line in told_by(station).splitlines() if PERSON["name"] in line]
        assert done["outcome"]["case_no"] in said
        assert "收件" in said
        assert "待上传" in said
