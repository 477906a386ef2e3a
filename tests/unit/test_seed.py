"""The sample hall and its items: complete, lawful, and as the command line's contract says."""

from collections import Counter

import pytest
from pypinyin import Style, lazy_pinyin

from hall_client.app.catalogue_file import read_catalogue, write_catalogue
from hall_client.app.hall_file import read_hall, write_hall
from hall_client.domain.catalogue import (
    ItemKind,
    MaterialForm,
    Profile,
    RequestKind,
    ServiceItem,
    requirements_for,
)
from hall_client.domain.hall_setup import HallSetup
from hall_client.domain.item_checks import is_vague
from hall_client.domain.people import SYSTEM_ROLES, Power, Role, StationKind
from hall_client.domain.situations import situations
from hall_client.places import SEED

CATALOGUE = (SEED / "items.json").read_bytes()
HALL = (SEED / "hall.json").read_bytes()
ITEMS = read_catalogue(CATALOGUE).items

HETERONYMS = {
    "政府投资项目可行性研究报告审批": "zftzxmkxxyjbgsp",
    "国家重点保护野生植物采集许可（转报）": "gjzdbhyszwcjxkzb",
    "临时占用挖掘城市道路审批": "lszywjcsdlsp",
    "城市建筑垃圾处置核准": "csjzljczhz",
    "护士执业注册": "hszyzc",
    "农药经营许可": "nyjyxk",
}


def hall() -> HallSetup:
    reading = read_hall(HALL)
    assert reading.setup is not None
    return reading.setup


def test_nothing_is_found_wrong_with_the_items() -> None:
    assert read_catalogue(CATALOGUE).findings == ()
    assert len(ITEMS) >= 24


def test_nothing_is_found_wrong_with_the_hall() -> None:
    assert read_hall(HALL).findings == ()


def test_the_files_are_as_the_program_writes_them() -> None:
    assert write_catalogue(ITEMS).encode() == CATALOGUE
    assert write_hall(hall()).encode() == HALL


def test_codes_and_names_are_unique() -> None:
    assert max(Counter(item.code for item in ITEMS).values()) == 1
    assert max(Counter(item.name for item in ITEMS).values()) == 1
    assert max(Counter(item.official_code for item in ITEMS).values()) == 1


def test_every_kind_profile_and_request_occurs() -> None:
    assert {item.kind for item in ITEMS} == set(ItemKind)
    assert {item.profile for item in ITEMS} == set(Profile)
    assert {kind for item in ITEMS for kind in item.request_kinds} == set(RequestKind)
    assert {one.form for item in ITEMS for one in item.materials} == set(MaterialForm)


def test_every_special_way_occurs() -> None:
    assert any(item.tolerance_allowed for item in ITEMS)
    assert sum(item.promise_allowed for item in ITEMS) >= 3
    assert any(item.major for item in ITEMS)
    assert any(item.survey_required for item in ITEMS)
    assert any(item.special_procedures for item in ITEMS)
    assert any(item.must_appear_in_person for item in ITEMS)
    assert any(fee.suspended_by for item in ITEMS for fee in item.fees)
    assert any(one.retain for item in ITEMS for one in item.materials)
    assert any(one.source_items for item in ITEMS for one in item.materials)


def test_items_lie_in_every_queue_and_section_of_the_hall() -> None:
    setup = hall()
    assert {item.queue for item in ITEMS} == {queue.code for queue in setup.queues}
    assert {item.section for item in ITEMS} == {section.code for section in setup.sections}
    departments = {department.code for department in setup.departments}
    assert {code for item in ITEMS for code in item.departments} <= departments


def test_every_queue_has_an_item_that_is_simple_and_one_that_asks() -> None:
    for queue in "ABC":
        mine = [item for item in ITEMS if item.queue == queue]
        assert any(item.question for item in mine)
        assert any(item.question is None for item in mine)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_each_situation_asks_for_named_papers(item: ServiceItem) -> None:
    assert 3 <= len(item.materials) <= 10
    assert not any(is_vague(one.name) for one in item.materials)
    for situation in situations(item.question) or (None,):
        wanted = requirements_for(item, situation.code if situation else None)
        assert sum(one.required for one in wanted) >= 2
        assert max(Counter(one.name for one in wanted).values()) == 1


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_initials_are_those_of_the_name(item: ServiceItem) -> None:
    spoken = "".join(lazy_pinyin(item.name, style=Style.FIRST_LETTER))
    expected = "".join(letter for letter in spoken if letter.isascii() and letter.isalnum())
    assert item.pinyin == HETERONYMS.get(item.name, expected)


def test_the_heteronyms_were_reviewed_by_hand() -> None:
    given = {item.name: item.pinyin for item in ITEMS if item.name in HETERONYMS}
    assert given == HETERONYMS


def test_the_hall_is_the_one_of_the_contract() -> None:
    setup = hall()
    assert setup.hall.code == "H1"
    assert {queue.code: queue.name for queue in setup.queues} == {
        "A": "商事登记",
        "B": "规划建设",
        "C": "综合服务",
    }
    first = {counter.number: next(counter.queues()) for counter in setup.counters}
    assert first == {"1": "A", "2": "A", "3": "B", "4": "B", "5": "C", "6": "C"}
    assert all(set(counter.queues()) == set("ABC") for counter in setup.counters)
    assert [section.code for section in setup.sections] == ["S1", "S2", "S3", "S4", "S5"]


def test_all_logins_of_the_contract_are_there() -> None:
    numbered = {"clerk": 6, "reviewer": 5, "surveyor": 4, "oversight": 2}
    single = {"chief", "deputy", "head", "sealkeeper", "guide", "helper", "delivery"}
    single |= {"archivist", "manager", "supervisor", "sysadmin", "secadmin", "auditor"}
    single |= {"kiosk", "board", "relay"}
    logins = {f"{name}{n}" for name, most in numbered.items() for n in range(1, most + 1)}
    people = {person.login: person for person in hall().staff}
    assert set(people) == logins | {f"{name}1" for name in single}
    assert {people[f"reviewer{n}"].section for n in range(1, 6)} == {"S1", "S2", "S3", "S4", "S5"}
    assert len({people[f"oversight{n}"].department for n in (1, 2)}) == 2
    held = {role for person in people.values() for role in person.roles}
    assert held == set(Role) - SYSTEM_ROLES


def test_stations_are_complete() -> None:
    stations = {station.name: station for station in hall().stations}
    assert {"kiosk1", "board1", "relay1", "office1"} <= set(stations)
    for number in range(1, 7):
        assert stations[f"counter{number}"].counter == str(number)
        assert stations[f"counter{number}"].kind is StationKind.COUNTER


def test_names_hold_rare_characters() -> None:
    names = "".join(person.name for person in hall().staff)
    assert {"𬭎", "䶮", "𠮷", "·"} <= set(names)


def test_one_step_items_can_be_decided_by_every_clerk() -> None:
    setup = hall()
    clerks = {person.login for person in setup.staff if person.holds(Role.CLERK)}
    for item in ITEMS:
        if item.profile is Profile.ONE_STEP:
            entitled = {e.login for e in setup.register if e.item_code == item.code}
            assert entitled == clerks
    extenders = {entry.login for entry in setup.register if entry.power is Power.EXTEND}
    assert extenders == {"head1"}
