"""The hall's configuration document: one clear finding for each way it can be wrong."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_client.app.hall_file import read_hall, write_hall
from hall_client.domain.counters import Counter, Hours, IntervalQuota, Period, Queue
from hall_client.domain.hall_settings import DEFAULTS, SETTINGS, check_settings
from hall_client.domain.people import AuthorityEntry, Power, Role, Staff, clashing_roles
from hall_client.places import RESOURCES, ROOT, SEED

TEXT = (SEED / "hall.json").read_text(encoding="utf-8")
Change = Callable[[dict[str, Any]], object]


def codes_after(change: Change) -> set[str]:
    document = json.loads(TEXT)
    change(document)
    reading = read_hall(json.dumps(document, ensure_ascii=False))
    assert reading.setup is None
    return {found.code for found in reading.findings}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.update(colour="red"), "field-unknown"),
        (lambda d: d.pop("staff"), "field-missing"),
        (lambda d: d["hall"].update(code="HALL"), "hall-code-form"),
        (lambda d: d["hall"].update(colour="red"), "field-form"),
        (lambda d: d["agency"].update(uscc="11519900MB1T73X21A"), "agency-uscc"),
        (lambda d: d["queues"][1].update(prefix="A"), "prefix-twice"),
        (lambda d: d["queues"][1].update(prefix="中"), "prefix-form"),
        (lambda d: d["queues"][0]["hours"].update(periods=[]), "hours-empty"),
        (lambda d: d["queues"][0]["hours"]["periods"].reverse(), "period-overlap"),
        (lambda d: d["queues"][0]["hours"]["periods"][0].update(end="08:00"), "period-backwards"),
        (lambda d: d["queues"][0].update(warning_length=0), "number-too-small"),
        (lambda d: d["counters"][0].update(skills=[["A"], ["Z"]]), "queue-unknown"),
        (lambda d: d["counters"][0].update(skills=[["A"], ["A"]]), "skill-twice"),
        (lambda d: d["counters"][0].update(skills=[]), "skills-empty"),
        (lambda d: d["counters"][1].update(number="1"), "name-twice"),
        (lambda d: d["stations"][0].update(counter="1"), "station-counter"),
        (lambda d: d["stations"][3].update(counter="9"), "counter-unknown"),
        (lambda d: d["staff"][0].update(login="Clerk 1"), "login-form"),
        (lambda d: d["staff"][0].update(roles=[]), "roles-empty"),
        (lambda d: d["staff"][0].update(roles=["setup"]), "role-reserved"),
        (lambda d: d["staff"][0].update(roles=["clock"]), "role-reserved"),
        (lambda d: d["staff"][0].update(login="clock"), "role-reserved"),
        (lambda d: d["staff"][0].update(roles=["clerk", "auditor"]), "roles-clash"),
        (lambda d: d["staff"][0].update(roles=["clerk", "supervisor"]), "roles-clash"),
        (lambda d: d["staff"][0].update(roles=["boss"]), "field-form"),
        (lambda d: d["staff"][6].update(section="S9"), "section-unknown"),
        (lambda d: d["staff"][0].update(roles=["oversight"]), "oversight-department"),
        (lambda d: d["register"][0].update(login="nobody"), "login-unknown"),
        (lambda d: d["register"][0].update(document_no=" "), "register-document"),
        (lambda d: d["register"][0].update(power="extend"), "extend-needs-head"),
        (lambda d: d["register"][0].update(valid_to="2001-01-01"), "period-backwards"),
        (lambda d: d["seals"][0].update(keepers=["clerk1"]), "seal-keeper"),
        (lambda d: d["settings"].update(recall_limit=99), "setting-bounds"),
        (lambda d: d["settings"].update(recall_limit=True), "setting-type"),
        (lambda d: d["settings"].update(label_policy="some"), "setting-choice"),
        (lambda d: d["settings"].update(colour=1), "setting-unknown"),
    ],
)
def test_each_fault_of_a_hall_is_named(change: Change, code: str) -> None:
    assert code in codes_after(change)


def test_an_unserved_queue_warns_only() -> None:
    document = json.loads(TEXT)
    for counter in document["counters"]:
        counter["skills"] = [["A"], ["B"]]
    reading = read_hall(json.dumps(document))
    assert reading.ok
    assert [found.code for found in reading.findings] == ["queue-unserved"]


def test_every_finding_of_the_sources_has_words_in_both_languages() -> None:
    words = json.loads((RESOURCES / "words" / "findings.json").read_text(encoding="utf-8"))
    texts = [path.read_text() for path in (ROOT / "hall_client").rglob("*.py")]
    sources = "".join(text for text in texts if "domain.findings import" in text)
    raised = set(re.findall(r'\b(?:error|warning)\(\s*"([a-z0-9-]+)"', sources))
    codes = (ROOT / "hall_client" / "domain" / "item_codes.py").read_text()
    raised |= set(re.findall(r'return "((?:task|catalogue)-code-[a-z]+)"', codes))
    assert raised == set(words)
    for told in words.values():
        assert _facts(told["zh"]) == _facts(told["en"])


def _facts(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_defaults_of_the_settings_keep_their_own_bounds() -> None:
    assert check_settings(DEFAULTS) == []
    assert len({one.name for one in SETTINGS}) == len(SETTINGS)
    assert DEFAULTS["recall_limit"] == 3
    assert DEFAULTS["recall_pace_seconds"] == 10
    assert DEFAULTS["rejoin_after"] == 3
    assert (DEFAULTS["fairness_k"], DEFAULTS["fairness_m_minutes"]) == (2, 15)


@given(st.frozensets(st.sampled_from(Role)))
def test_administrators_hold_no_business_role(roles: frozenset[Role]) -> None:
    administrators = {Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR}
    if len(roles) > 1 and roles & administrators:
        assert clashing_roles(roles)
    if roles <= {Role.CLERK, Role.DELIVERY, Role.ARCHIVIST, Role.GUIDE}:
        assert not clashing_roles(roles)


def test_hours_end_before_their_last_minute() -> None:
    morning, evening = Period(time(9), time(12)), Period(time(13), time(17))
    hours = Hours((morning, evening), extended=(morning,))
    assert hours.is_open(time(9))
    assert not hours.is_open(time(12))
    assert not hours.is_open(time(14), working_day=False)
    assert hours.closing() == time(17)
    assert hours.closing(working_day=False) == time(12)


def test_the_quota_of_the_interval_is_found() -> None:
    quota = IntervalQuota(Period(time(9), time(10)), 20)
    queue = Queue("A", "商事登记", "A", Hours(()), 20, quotas=(quota,))
    assert queue.quota_at(time(9, 59)) == quota
    assert queue.quota_at(time(10)) is None


def test_skills_are_ordered() -> None:
    counter = Counter("1", "1号窗口", (("B",), ("A", "C")))
    assert list(counter.queues()) == ["B", "A", "C"]
    assert counter.serves("C")
    assert not counter.serves("D")


def test_the_register_knows_person_power_item_and_period() -> None:
    entry = AuthorityEntry(
        "1001", "chief1", Power.DECIDE, date(2026, 1, 1), date(2026, 6, 30), "1号"
    )
    assert entry.allows("1001", "chief1", Power.DECIDE, date(2026, 6, 30))
    assert not entry.allows("1001", "chief1", Power.DECIDE, date(2026, 7, 1))
    assert not entry.allows("1002", "chief1", Power.DECIDE, date(2026, 6, 30))
    assert not entry.allows("1001", "deputy1", Power.DECIDE, date(2026, 6, 30))
    assert not entry.allows("1001", "chief1", Power.EXTEND, date(2026, 6, 30))


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20)


@given(names.filter(str.strip), st.sampled_from([Role.CLERK, Role.GUIDE]), st.booleans())
def test_any_name_comes_back_as_it_was(name: str, role: Role, active: bool) -> None:
    setup = read_hall(TEXT).setup
    assert setup is not None
    person = Staff("newcomer", name, frozenset({role}), None, active)
    grown = replace(setup, staff=(*setup.staff, person))
    assert read_hall(write_hall(grown)).setup == grown
