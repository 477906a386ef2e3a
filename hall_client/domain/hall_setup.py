"""The configuration of one hall as one document, and what must hold of it as a whole."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hall_client.domain.counters import Counter as HallCounter
from hall_client.domain.counters import Hours, Period, Queue
from hall_client.domain.findings import Finding, error, repeated, warning
from hall_client.domain.hall_settings import SettingValue, check_settings
from hall_client.domain.item_codes import credit_code_holds
from hall_client.domain.people import (
    SYSTEM_ROLES,
    Agency,
    AuthorityEntry,
    Department,
    Hall,
    Power,
    Role,
    Seal,
    Section,
    Staff,
    Station,
    StationKind,
    clashing_roles,
)

LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,31}")


@dataclass(frozen=True, kw_only=True)
class HallSetup:
    """大厅配置: places, people, rules and the register of authority of one hall."""

    hall: Hall
    agency: Agency
    queues: tuple[Queue, ...]
    counters: tuple[HallCounter, ...]
    sections: tuple[Section, ...]
    departments: tuple[Department, ...]
    seals: tuple[Seal, ...]
    stations: tuple[Station, ...]
    staff: tuple[Staff, ...]
    register: tuple[AuthorityEntry, ...] = ()
    settings: Mapping[str, SettingValue] = field(default_factory=dict)


def check_setup(setup: HallSetup) -> list[Finding]:
    """All findings of the document; errors forbid its import, warnings do not."""
    found = [one for rule in _RULES for one in rule(setup)]
    return found + check_settings(setup.settings)


def _agency(setup: HallSetup) -> Iterator[Finding]:
    if not re.fullmatch(r"[0-9A-Z]{2}", setup.hall.code):
        yield error("hall-code-form", "hall.code", given=setup.hall.code)
    if not re.fullmatch(r"[0-9A-Z]{2}", setup.agency.code):
        yield error("agency-code-form", "agency.code", given=setup.agency.code)
    if not credit_code_holds(setup.agency.uscc):
        yield error("agency-uscc", "agency.uscc", uscc=setup.agency.uscc)
    for name in ("name", "short", "address", "phone", "complaint_phone"):
        if not getattr(setup.agency, name).strip():
            yield error("text-empty", f"agency.{name}")


def _names(setup: HallSetup) -> Iterator[Finding]:
    keys = {
        "queues": [one.code for one in setup.queues],
        "counters": [one.number for one in setup.counters],
        "sections": [one.code for one in setup.sections],
        "departments": [one.code for one in setup.departments],
        "seals": [one.code for one in setup.seals],
        "stations": [one.name for one in setup.stations],
        "staff": [one.login for one in setup.staff],
    }
    for where, codes in keys.items():
        if not codes:
            yield warning("list-empty", where)
        for code in repeated(codes):
            yield error("name-twice", where, name=code)
        if any(not code.strip() for code in codes):
            yield error("text-empty", where)


def _queues(setup: HallSetup) -> Iterator[Finding]:
    for prefix in repeated(queue.prefix for queue in setup.queues):
        yield error("prefix-twice", "queues", prefix=prefix)
    for row, queue in enumerate(setup.queues):
        for found in _queue(queue):
            yield found.under(f"queues[{row}]")


def _queue(queue: Queue) -> Iterator[Finding]:
    if not re.fullmatch(r"[A-Z]{1,2}", queue.prefix):
        yield error("prefix-form", "prefix", prefix=queue.prefix)
    yield from _hours(queue.hours)
    if queue.warning_length < 1:
        yield error("number-too-small", "warning_length", least=1)
    if queue.daily_quota is not None and queue.daily_quota < 1:
        yield error("number-too-small", "daily_quota", least=1)
    for row, quota in enumerate(queue.quotas):
        if quota.limit < 0:
            yield error("number-too-small", f"quotas[{row}].limit", least=0)
    yield from _periods([quota.period for quota in queue.quotas], "quotas")


def _hours(hours: Hours) -> Iterator[Finding]:
    if not hours.periods:
        yield error("hours-empty", "hours.periods")
    yield from _periods(hours.periods, "hours.periods")
    yield from _periods(hours.extended, "hours.extended")


def _periods(periods: Iterable[Period], where: str) -> Iterator[Finding]:
    end = None
    for row, period in enumerate(periods):
        if period.start >= period.end:
            yield error("period-backwards", f"{where}[{row}]")
        if end is not None and period.start < end:
            yield error("period-overlap", f"{where}[{row}]")
        end = period.end


def _counters(setup: HallSetup) -> Iterator[Finding]:
    known = {queue.code for queue in setup.queues}
    for row, counter in enumerate(setup.counters):
        where = f"counters[{row}].skills"
        skills = list(counter.queues())
        if not skills:
            yield error("skills-empty", where, counter=counter.number)
        for queue in sorted(set(skills) - known):
            yield error("queue-unknown", where, queue=queue)
        for queue in repeated(skills):
            yield error("skill-twice", where, queue=queue)
    served = {queue for counter in setup.counters for queue in counter.queues()}
    for queue in sorted(known - served):
        yield warning("queue-unserved", "counters", queue=queue)


def _stations(setup: HallSetup) -> Iterator[Finding]:
    known = {counter.number for counter in setup.counters}
    for row, station in enumerate(setup.stations):
        where = f"stations[{row}].counter"
        if (station.kind is StationKind.COUNTER) != (station.counter is not None):
            yield error("station-counter", where, station=station.name)
        elif station.counter is not None and station.counter not in known:
            yield error("counter-unknown", where, counter=station.counter)


def _staff(setup: HallSetup) -> Iterator[Finding]:
    for row, person in enumerate(setup.staff):
        for found in _person(person, setup):
            yield found.under(f"staff[{row}]")


def _person(person: Staff, setup: HallSetup) -> Iterator[Finding]:
    if not LOGIN.fullmatch(person.login):
        yield error("login-form", "login", login=person.login)
    if not person.name.strip():
        yield error("text-empty", "name")
    if not person.roles:
        yield error("roles-empty", "roles", login=person.login)
    if person.roles & SYSTEM_ROLES or person.login in SYSTEM_ROLES:
        yield error("role-reserved", "roles", login=person.login)
    clash = clashing_roles(person.roles)
    if clash:
        yield error("roles-clash", "roles", login=person.login, roles=", ".join(sorted(clash)))
    if person.section is not None and person.section not in {one.code for one in setup.sections}:
        yield error("section-unknown", "section", section=person.section)
    departments = {one.code for one in setup.departments}
    if Role.OVERSIGHT in person.roles and person.department is None:
        yield error("oversight-department", "department", login=person.login)
    if person.department is not None and person.department not in departments:
        yield error("department-unknown", "department", department=person.department)


def _authority(setup: HallSetup) -> Iterator[Finding]:
    people = {person.login: person for person in setup.staff}
    for row, entry in enumerate(setup.register):
        where = f"register[{row}]"
        for login in filter(None, (entry.login, entry.acting_for)):
            if login not in people:
                yield error("login-unknown", where, login=login)
        if not entry.document_no.strip():
            yield error("register-document", f"{where}.document_no", login=entry.login)
        if entry.valid_to is not None and entry.valid_to < entry.valid_from:
            yield error("period-backwards", f"{where}.valid_to")
        head = people.get(entry.login)
        if entry.power is Power.EXTEND and head is not None and not head.holds(Role.HEAD):
            yield error("extend-needs-head", f"{where}.power", login=entry.login)


def _seals(setup: HallSetup) -> Iterator[Finding]:
    people = {person.login: person for person in setup.staff}
    for row, seal in enumerate(setup.seals):
        for login in seal.keepers:
            keeper = people.get(login)
            if keeper is None or not keeper.holds(Role.SEALKEEPER):
                yield error("seal-keeper", f"seals[{row}].keepers", login=login)


_RULES: tuple[Callable[[HallSetup], Iterable[Finding]], ...] = (
    _agency,
    _names,
    _queues,
    _counters,
    _stations,
    _staff,
    _authority,
    _seals,
)
