"""Answers about items and people, from the reference that every transaction holds."""

from hall_client.app.queries import Applicants, Items, StaffList
from hall_client.app.rows import ApplicantRow, ItemRow, RequirementRow, SituationRow, StaffRow
from hall_client.domain.cases import Case
from hall_client.domain.catalogue import MaterialRequirement, ServiceItem
from hall_client.domain.situations import situations
from hall_client.store.queries.asking import Asking, answers
from hall_client.store.tables.cases import case


@answers(Items)
def items(query: Items, asking: Asking) -> list[ItemRow]:
    chosen = sorted(asking.reference.published.values(), key=lambda item: item.code)
    return [
        _item(item, whole=query.item_code is not None)
        for item in chosen
        if query.item_code in (None, item.code)
        and query.queue in (None, item.queue)
        and (query.search is None or matches(item, query.search))
    ]


def matches(item: ServiceItem, search: str) -> bool:
    """Whether part of the name, the beginning of the initials or a code fits what was typed."""
    wanted = search.strip().lower()
    return (
        wanted in item.name.lower()
        or item.pinyin.lower().startswith(wanted)
        or item.code.lower().startswith(wanted)
        or item.official_code.lower().startswith(wanted)
    )


def _item(item: ServiceItem, whole: bool) -> ItemRow:
    asked = situations(item.question)
    return ItemRow(
        item_code=item.code,
        name=item.name,
        pinyin=item.pinyin,
        kind=item.kind,
        major=item.major,
        profile=item.profile,
        queue=item.queue,
        section=item.section,
        committed_days=item.committed_days,
        statutory_days=item.statutory_days,
        tolerance_allowed=item.tolerance_allowed,
        promise_allowed=item.promise_allowed,
        version=item.version,
        official_code=item.official_code,
        request_kinds=tuple(item.request_kinds),
        materials=tuple(_requirement(one) for one in item.materials) if whole else (),
        situations=tuple(SituationRow(situation=s.code, text=s.text) for s in asked)
        if whole
        else (),
    )


def _requirement(one: MaterialRequirement) -> RequirementRow:
    return RequirementRow(
        requirement=one.code,
        name=one.name,
        form=one.form,
        copies=one.copies,
        required=one.required,
        tolerable=one.tolerable,
        retain=one.retain,
        situations=one.situations,
        note=one.note,
    )


@answers(StaffList)
def staff(query: StaffList, asking: Asking) -> list[StaffRow]:
    people = sorted(asking.reference.staff.values(), key=lambda person: person.login)
    return [
        StaffRow(
            login=person.login,
            name=person.name,
            roles=tuple(sorted(person.roles)),
            section=person.section,
            active=person.active,
        )
        for person in people
        if query.role is None or query.role in person.roles
    ]


@answers(Applicants)
def applicants(query: Applicants, asking: Asking) -> list[ApplicantRow]:
    wanted = query.search.strip()
    if len(wanted) < 2:
        return []
    found = asking.load(
        Case,
        case.c.id_number.startswith(wanted.upper(), autoescape=True)
        | case.c.applicant_name.startswith(wanted, autoescape=True),
        order=case.c.received_at.desc(),
    )
    rows = {
        one.id_number: ApplicantRow(
            kind=one.applicant_kind,
            name=one.applicant_name,
            id_kind=one.id_kind,
            id_number=one.id_number,
            phone=one.phone,
            address=one.address,
        )
        for one in reversed(found)
    }
    return list(reversed(rows.values()))[: query.limit]
