"""Copies of a station's file: known as such, said in words, nothing lost, nothing twice."""

import shutil
from pathlib import Path

import pytest

from hall_client.app.faults import StationCopied, StationMoved
from hall_client.domain.cases import Case
from hall_client.sync.looking import look
from hall_client.words import say_fault
from tests.sync.hall_of_stations import HallOfStations, StationPlace, acts_of

pytestmark = pytest.mark.postgres


def copy(place: StationPlace, file: str) -> StationPlace:
    """A copy of a station's file on another machine, made while the station works on."""
    other = place.halls.beside(place.name, file)
    with place.replica.writing():
        for source in files_of(place):
            suffix = source.name.removeprefix(place.path.name)
            shutil.copyfile(source, other.path.with_name(other.path.name + suffix))
    return other


def files_of(place: StationPlace) -> list[Path]:
    """A station's file and what stands beside it while it is open."""
    return [place.path, place.path.with_name(f"{place.path.name}-wal")]


def is_told_apart(place: StationPlace) -> bool:
    return isinstance(place.hall.standing().problem, StationCopied)


def test_the_machine_that_works_goes_on_when_a_copy_is_left_behind(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    one.check_in(halls.central.item())
    halls.catch_up()
    other = copy(one, "copy")
    one.check_in(halls.central.item())
    one.catch_up()
    other.open(up=False)
    other.until(lambda: is_told_apart(other))
    with pytest.raises(StationCopied) as told:
        other.check_in(halls.central.item())
    for language in ("zh", "en"):
        assert "counter1" in say_fault(told.value, language)
    one.check_in(halls.central.item())
    one.catch_up()
    assert len(halls.central.rows(Case)) == 3
    halls.forget(other)
    halls.require_same()


def test_of_two_that_are_alike_the_newer_process_speaks(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    one.check_in(halls.central.item())
    halls.catch_up()
    other = copy(one, "copy")
    other.open()
    mine = one.check_in(halls.central.item())
    one.until(lambda: is_told_apart(one))
    theirs = [other.check_in(halls.central.item()) for _ in range(2)]
    other.catch_up()
    assert [act.state for act in acts_of(one)] == ["done", "pending"]
    assert {c.case_no for c in halls.central.rows(Case)} >= {case["case_no"] for case in theirs}
    assert len(halls.central.rows(Case)) == 3
    (file,) = look(one.path, halls.central.url, "counter1")["untold"]
    (act,) = file.acts
    assert act.body["case_no"] == mine["case_no"]
    with pytest.raises(StationCopied):
        one.check_in(halls.central.item())
    halls.forget(one)
    halls.require_same()


def test_a_file_put_back_in_its_place_is_known_by_its_acts(halls: HallOfStations) -> None:
    """It did as many acts as it had told before: only their ids differ."""
    one = halls.at("counter1")
    one.check_in(halls.central.item())
    halls.catch_up()
    with one.replica.writing():
        kept = {file: file.read_bytes() for file in files_of(one)}
    told = one.check_in(halls.central.item())
    one.catch_up()
    one.shut()
    for file, content in kept.items():
        file.write_bytes(content)
    one.line.refuse()
    one.open(up=False)
    one.check_in(halls.central.item())
    one.line.plug()
    one.until(lambda: is_told_apart(one))
    assert [act.state for act in acts_of(one)] == ["done", "pending"]
    assert told["case_no"] in {case.case_no for case in halls.central.rows(Case)}
    assert len(halls.central.rows(Case)) == 2


def test_a_copy_takes_no_number_before_central_knows_it(halls: HallOfStations) -> None:
    """Its numbers may have been given by the other one; without central nobody can tell."""
    one = halls.at("counter1")
    one.unplug()
    one.check_in(halls.central.item())
    other = copy(one, "copy")
    other.line.refuse()
    other.open(up=False)
    with pytest.raises(StationMoved):
        other.check_in(halls.central.item())
    one.shut()
    other.plug()
    case = other.check_in(halls.central.item())
    other.catch_up()
    assert case["case_no"] in {c.case_no for c in halls.central.rows(Case)}
    assert len(halls.central.rows(Case)) == 2
    halls.forget(one)
    halls.require_same()


def test_a_file_put_back_from_an_older_backup_is_known(halls: HallOfStations) -> None:
    one = halls.at("counter1")
    numbers = [one.check_in(halls.central.item())["case_no"]]
    halls.catch_up()
    backup = copy(one, "backup")
    one.unplug()
    numbers.append(one.check_in(halls.central.item())["case_no"])
    one.plug()
    one.catch_up()
    one.shut()
    for old, new in zip(files_of(backup), files_of(one), strict=True):
        old.replace(new)
    one.line.refuse()
    one.open(up=False)
    with pytest.raises(StationMoved):
        one.check_in(halls.central.item())
    one.line.plug()
    one.until(lambda: is_told_apart(one))
    one.shut()
    one.open(replacing=True)
    numbers.append(one.check_in(halls.central.item())["case_no"])
    halls.forget(backup)
    halls.catch_up()
    assert len(set(numbers)) == 3
    assert {case.case_no for case in halls.central.rows(Case)} == set(numbers)
    halls.require_same()


def test_what_a_copy_did_alone_is_listed_when_it_is_replaced(halls: HallOfStations) -> None:
    """Acts that central has heard of from the other one are not to be done again."""
    one = halls.at("counter1")
    one.unplug()
    both = one.check_in(halls.central.item())
    other = copy(one, "copy")
    one.plug()
    one.catch_up()
    one.check_in(halls.central.item())
    one.catch_up()
    other.open(up=False)
    with pytest.raises(StationCopied):
        other.check_in(halls.central.item())
    other.shut()
    other.open(replacing=True)
    (old,) = look(other.path, halls.central.url, "counter1")["untold"]
    assert old.acts == ()
    assert both["case_no"] in {case.case_no for case in halls.central.rows(Case)}
