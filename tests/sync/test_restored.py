"""Central is put back from a backup: what it lost comes back, nothing twice, papers stay valid."""

import subprocess
from pathlib import Path

import pytest

from hall_client.app.faults import CentralWentBack
from hall_client.domain.cases import Case
from hall_client.domain.decisions import Document
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import CaseState
from hall_client.store.restoring import note_restored
from tests.hall import Facts
from tests.postgres import Cluster, database_of, own_cluster
from tests.sync.hall_of_stations import HallOfStations, StationPlace, acts_of

pytestmark = pytest.mark.postgres


class Backups:
    """`pg_dump` and `pg_restore`, as IT runs them."""

    def __init__(self, halls: HallOfStations, cluster: Cluster, folder: Path) -> None:
        self.halls, self.cluster, self.file = halls, cluster, folder / "backup.dump"

    def take(self) -> None:
        self._run(self.cluster, "pg_dump", "-Fc", "-f", self.file, self._database)

    def put_back(self) -> None:
        """In the place of what is there."""
        self.cluster.drop_database(self.halls.central.url)
        self.cluster.run(f'CREATE DATABASE "{self._database}"')
        self._run(self.cluster, "pg_restore", "-d", self._database, self.file)
        self.halls.central.database.engine.dispose()

    def put_on(self, other: Cluster) -> str:
        """On another server, whose transactions have other numbers; the URL there."""
        other.run(f'CREATE DATABASE "{self._database}"')
        self._run(other, "pg_restore", "-d", self._database, self.file)
        return other.url(self._database)

    @property
    def _database(self) -> str:
        return database_of(self.halls.central.url)

    def _run(self, cluster: Cluster, program: str, *words: object) -> None:
        place = ["-h", str(cluster.home), "-U", "postgres", "-p", str(cluster.port or 5432)]
        subprocess.run([cluster.programs / program, *place, *map(str, words)], check=True)


@pytest.fixture
def backups(halls: HallOfStations, postgres_cluster: Cluster, tmp_path: Path) -> Backups:
    return Backups(halls, postgres_cluster, tmp_path)


def unplug(*places: StationPlace) -> None:
    for place in places:
        place.unplug()


def plug(*places: StationPlace) -> None:
    for place in places:
        place.plug()


def accepted(place: StationPlace) -> Facts:
    case = place.check_in(place.halls.central.item())
    return case | place.do("AcceptCase", "clerk1", case_id=case["case_id"])


def test_what_was_done_since_the_backup_comes_back(halls: HallOfStations, backups: Backups) -> None:
    one, two = halls.at("counter1"), halls.at("office1")
    old = accepted(one)
    halls.catch_up()
    backups.take()
    new = accepted(one)
    section = halls.central.item().section
    tray = one.do(
        "HandOver", "clerk1", case_ids=[old["case_id"], new["case_id"]], to_section=section
    )
    halls.catch_up()
    scanned = {"handoff_id": tray["handoff_id"], "scanned": list(tray["labels"])}
    two.do("AcceptHandoff", "reviewer1", **scanned)
    two.do("ClaimReview", "reviewer1", case_id=new["case_id"])
    one.do("OpenCounter", "clerk1", counter="1")
    slip = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    one.do("CallNext", "clerk1", counter="1")
    halls.catch_up()
    papers = {paper.number for paper in halls.central.rows(Document)}
    before = {row["id"]: row["command"] for row in halls.central.journal()}
    unplug(one, two)
    backups.put_back()
    note_restored(halls.central.url)
    plug(one, two)
    halls.catch_up()
    after = [row["id"] for row in halls.central.journal()]
    assert sorted(after) == sorted(before)
    assert {paper.number for paper in halls.central.rows(Document)} == papers
    assert halls.central.one(Case, id=new["case_id"]).state is CaseState.REVIEW
    assert halls.central.one(Ticket).number == slip["number"]
    halls.require_same()
    assert one.pending() == two.pending() == []
    again = accepted(one)
    assert again["case_no"] not in (old["case_no"], new["case_no"])
    ticket = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    assert ticket["number"] != slip["number"]
    halls.catch_up()
    halls.require_same()


def test_nobody_has_said_that_central_went_back(halls: HallOfStations, backups: Backups) -> None:
    """The station notices, says so and works alone until somebody does."""
    one = halls.at("counter1")
    halls.catch_up()
    backups.take()
    told = one.check_in(halls.central.item())
    halls.catch_up()
    one.unplug()
    backups.put_back()
    one.line.plug()
    one.until(lambda: isinstance(one.hall.standing().problem, CentralWentBack))
    alone = one.check_in(halls.central.item())
    assert halls.central.rows(Case) == []
    note_restored(halls.central.url)
    one.until(lambda: one._woken().standing().up)
    halls.catch_up()
    numbers = {case.case_no for case in halls.central.rows(Case)}
    assert numbers == {told["case_no"], alone["case_no"]}
    halls.require_same()


def test_what_others_did_on_the_old_state_is_not_overwritten(
    halls: HallOfStations, backups: Backups
) -> None:
    one, two = halls.at("counter1"), halls.at("counter2")
    case = one.check_in(halls.central.item())
    halls.catch_up()
    backups.take()
    two.unplug()
    mine = one.do("AcceptCase", "clerk1", case_id=case["case_id"])
    one.unplug()
    backups.put_back()
    note_restored(halls.central.url)
    plug(two)
    two.catch_up()
    theirs = two.do("AcceptCase", "clerk2", case_id=case["case_id"])
    plug(one)
    halls.catch_up()
    assert halls.central.one(Case).state is CaseState.ACCEPTED
    (row,) = one.pending()
    assert (row.command, row.state, row.case_no) == ("AcceptCase", "undone", case["case_no"])
    assert mine["document_no"] != theirs["document_no"]
    halls.require_same()


def test_on_another_server_the_feed_goes_on(halls: HallOfStations, backups: Backups) -> None:
    one, two = halls.at("counter1"), halls.at("counter2")
    for _ in range(3):
        one.check_in(halls.central.item())
    halls.catch_up()
    backups.take()
    late = one.check_in(halls.central.item())
    halls.catch_up()
    unplug(one, two)
    with own_cluster() as other:
        url = backups.put_on(other)
        note_restored(url)
        halls.move_to(url)
        plug(one, two)
        halls.catch_up()
        assert late["case_no"] in {case.case_no for case in halls.central.rows(Case)}
        fresh = two.check_in(halls.central.item(), "clerk2")
        halls.catch_up()
        assert fresh["case_no"] in {case.case_no for case in halls.central.rows(Case)}
        halls.require_same()
        for place in halls.places():
            place.shut()


def test_acts_too_old_to_be_kept_do_not_stop_the_newer_ones(
    halls: HallOfStations, backups: Backups
) -> None:
    """The backup is older than what a station keeps to tell again."""
    one = halls.at("counter1")
    halls.catch_up()
    backups.take()
    for _ in range(3):
        one.check_in(halls.central.item())
    one.catch_up()
    long_after = halls.central.now.replace(year=halls.central.now.year + 1)
    assert one.replica.forget_told(long_after) == 2
    one.unplug()
    backups.put_back()
    note_restored(halls.central.url)
    one.plug()
    one.check_in(halls.central.item())
    halls.catch_up()
    assert [act.state for act in acts_of(one)] == ["done", "done"]
    assert len(halls.central.rows(Case)) == 4
    halls.require_same()


def test_a_station_that_joined_since_is_known_again(
    halls: HallOfStations, backups: Backups
) -> None:
    backups.take()
    one = halls.at("counter1")
    case = one.check_in(halls.central.item())
    one.catch_up()
    one.unplug()
    alone = one.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    backups.put_back()
    note_restored(halls.central.url)
    one.plug()
    halls.catch_up()
    assert halls.central.one(Case).case_no == case["case_no"]
    assert halls.central.one(Ticket).number == alone["number"]
    halls.require_same()


def test_a_case_number_that_is_out_is_never_given_again(
    halls: HallOfStations, backups: Backups
) -> None:
    """The station that had it meets the restored central last."""
    one, two = halls.at("counter1"), halls.at("counter2")
    early = one.check_in(halls.central.item())
    halls.catch_up()
    backups.take()
    three = halls.at("counter3")
    given = three.check_in(halls.central.item(), "clerk1")
    halls.catch_up()
    unplug(one, two, three)
    backups.put_back()
    note_restored(halls.central.url)
    plug(two)
    others = [two.check_in(halls.central.item(), "clerk2") for _ in range(3)]
    fresh = halls.at("counter4")
    others.append(fresh.check_in(halls.central.item(), "clerk2"))
    plug(one, three)
    others.append(three.check_in(halls.central.item(), "clerk1"))
    halls.catch_up()
    numbers = [case["case_no"] for case in (early, given, *others)]
    assert len(set(numbers)) == len(numbers)
    assert {case.case_no for case in halls.central.rows(Case)} == set(numbers)
    halls.require_same()


def test_what_a_person_has_settled_stays_settled(halls: HallOfStations, backups: Backups) -> None:
    one, two = halls.at("counter1"), halls.at("counter2")
    case = one.check_in(halls.central.item())
    halls.catch_up()
    backups.take()
    mend = {"case_id": case["case_id"], "field": "phone"}
    unplug(two)
    one.do("CorrectOnTheSpot", "clerk1", value="13900000001", **mend)
    one.catch_up()
    for value in ("13900000002", "13900000003"):
        two.do("CorrectOnTheSpot", "clerk2", value=value, **mend)
    plug(two)
    halls.catch_up()
    first, _ = two.pending()
    two.hall.settle((first.act_id,), "clerk2")
    unplug(one, two)
    backups.put_back()
    note_restored(halls.central.url)
    plug(one, two)
    halls.catch_up()
    (left,) = two.pending()
    assert (left.state, left.differences[0].mine) == ("conflict", "13900000003")
    assert halls.central.one(Case).phone == "13900000001"
    halls.require_same()
