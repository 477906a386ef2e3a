"""The rehearsed hall: people who could exist, days that always come to an end."""

import re
import shutil
from datetime import date, time
from pathlib import Path

import pytest
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_11_2

from hall_client.app.queries import Cases, Tickets
from hall_client.app.rehearsal import DAY, Rehearsal, Visit, arrivals
from hall_client.domain.identity import check
from hall_client.store.database import SqlDatabase
from tests.stories.rehearsed import play

PEOPLE = 200


@pytest.fixture
def database(hall_sqlite: str) -> SqlDatabase:
    return SqlDatabase.open(hall_sqlite)


@pytest.fixture
def visits(database: SqlDatabase) -> list[Visit]:
    return arrivals(4, database.reference(), DAY, PEOPLE)


def test_the_same_seed_brings_the_same_people(database: SqlDatabase) -> None:
    reference = database.reference()
    assert arrivals(4, reference, DAY) == arrivals(4, reference, DAY)
    assert arrivals(4, reference, DAY) != arrivals(5, reference, DAY)


def test_every_number_of_a_person_or_firm_holds(visits: list[Visit]) -> None:
    for visit in visits:
        firm = visit.applicant.id_kind == "uscc"
        holds = uscc.is_valid if firm else mod_11_2.is_valid
        assert holds(visit.applicant.id_number), visit.applicant
        assert mod_11_2.is_valid(visit.certificate_no)
        assert ric.get_birth_date(visit.certificate_no) < DAY
        assert check(visit.name, "name", DAY).valid or visit.applicant.kind == "organisation"
        assert check(visit.applicant.phone, "phone", DAY).valid


def test_nobody_stands_in_one_queue_twice(visits: list[Visit]) -> None:
    assert len({visit.certificate_no for visit in visits}) == len(visits)


def test_people_come_while_the_hall_is_open_and_in_order(
    database: SqlDatabase, visits: list[Visit]
) -> None:
    reference = database.reference()
    moments = [reference.local(visit.arrives_at) for visit in visits]
    assert moments == sorted(moments)
    for moment in moments:
        assert moment.date() == DAY
        assert time(9) <= moment.time() < time(12) or time(13) <= moment.time() < time(16)


def test_names_try_the_fonts(visits: list[Visit]) -> None:
    names = "".join(visit.name + visit.applicant.name for visit in visits)
    assert {*"𬭎䶮𠮷·"} <= {*names}


@pytest.mark.parametrize(
    ("seed", "day"), [(11, DAY), (12, date(2026, 4, 29)), (13, date(2026, 12, 28))]
)
def test_a_day_plays_to_its_end_in_the_order_of_time(
    hall_file: Path, tmp_path: Path, seed: int, day: date
) -> None:
    path = tmp_path / "hall.db"
    shutil.copyfile(hall_file, path)
    database, acts = play(str(path), Rehearsal(seed, day, cases=24))
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert len({act.id for act in acts}) == len(acts)
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", act.id) for act in acts)
    viewer = database.reference().staff["manager1"]
    assert {row.state for row in database.ask(Cases(), viewer)} == {"ARCHIVED"}
    assert {row.state for row in database.ask(Tickets(day=day), viewer)} == {"DONE", "PASSED"}
    database.close()
