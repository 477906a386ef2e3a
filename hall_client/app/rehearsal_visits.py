"""Who comes to the hall on a rehearsed day, what for, and how it will go: drawn from a seed."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from hall_client.app import rehearsal_people as people
from hall_client.app.applicants import Agent, Applicant
from hall_client.app.reference import Reference
from hall_client.domain.catalogue import (
    BroughtMaterial,
    ItemKind,
    MaterialRequirement,
    Profile,
    ServiceItem,
    committed_days_for,
    requirements_for,
)
from hall_client.domain.situations import situations

CASES = 40


class Course(StrEnum):
    """How a visit goes; the last four lead to no case of their own."""

    PLAIN = "plain"
    IMMEDIATE = "immediate"
    CORRECTION = "correction"  # 补正, supplemented the next day
    TOLERANCE = "tolerance"  # 容缺, fulfilled as promised
    FORWARDED = "forwarded"
    DENIED = "denied"
    SPECIAL = "special"
    REFUSED = "refused"
    MAJOR = "major"
    EXTENDED = "extended"
    RETURNED = "returned"
    PROMISED = "promised"
    WITHDRAWN = "withdrawn"
    BROKEN = "broken"  # a promised material never comes
    SILENT = "silent"  # a correction notice is never answered
    SUPPLEMENT = "supplement"
    FULFIL = "fulfil"
    CONSULT = "consult"
    ABSENT = "absent"


C = Course
# One round of cases; a small day takes its beginning, so that it shows the most.
ROUND = (
    *(C.IMMEDIATE, C.PLAIN, C.CORRECTION, C.TOLERANCE, C.FORWARDED, C.DENIED, C.SPECIAL, C.REFUSED),
    *(C.PLAIN, C.MAJOR, C.IMMEDIATE, C.PLAIN, C.EXTENDED, C.PLAIN, C.RETURNED, C.PROMISED),
    *(C.PLAIN, C.WITHDRAWN, C.IMMEDIATE, C.PLAIN, C.BROKEN, C.PLAIN, C.SILENT, C.PLAIN),
)
RETURN_DAYS = {C.CORRECTION: 1, C.TOLERANCE: 2}
COMES_BACK = {C.CORRECTION: C.SUPPLEMENT, C.TOLERANCE: C.FULFIL}
PROMISE_DAYS = 3  # working days that a promise needs
CASELESS_EVERY = 8  # one asks and one does not come for so many cases
LACKING = {C.CORRECTION, C.SILENT}
TOLERATED = {C.TOLERANCE, C.BROKEN}

_ROUTINE = (Profile.REVIEW_AND_APPROVE, Profile.FOUR_SEPARATED)
_FOR_PEOPLE = re.compile("个体|教师|护士|林木采伐")
_RUSH = (0.6, 0.15)  # so many of the people come in so much of the time
_MORNING, _AFTERNOON = (time(9, 1), 160), (time(13, 1), 175)  # from, minutes in which people come


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One person at the hall's door; `follows` names the visit whose case this one continues."""

    key: str
    course: Course
    arrives_at: datetime
    queue: str
    class_: str
    seconds: int  # at the counter
    applicant: Applicant
    agent: Agent | None = None
    item_code: str = ""
    situation: str | None = None
    request_kind: str = "new"
    materials: tuple[BroughtMaterial, ...] = ()
    lacking: tuple[str, ...] = ()
    follows: str = ""

    @property
    def name(self) -> str:
        return self.agent.name if self.agent else self.applicant.name

    @property
    def certificate_no(self) -> str:
        return self.agent.id_number if self.agent else self.applicant.id_number

    @property
    def brought(self) -> tuple[BroughtMaterial, ...]:
        """What is put on the counter at first."""
        return tuple(one for one in self.materials if one.requirement not in self.lacking)

    @property
    def kept_back(self) -> tuple[BroughtMaterial, ...]:
        """What is brought later."""
        return tuple(one for one in self.materials if one.requirement in self.lacking)


def arrivals(seed: int, reference: Reference, day: date, cases: int = CASES) -> list[Visit]:
    """The day's visitors in the order in which they come; the same seed gives the same people.

    There are `cases` visits that lead to a case, and some more that do not.
    """
    dice = Random(f"{seed}/arrivals")
    courses = [ROUND[n % len(ROUND)] for n in range(cases)]
    courses += [C.CONSULT, C.ABSENT] * (1 + cases // CASELESS_EVERY)
    order = list(range(len(courses)))
    dice.shuffle(order)
    moments = _moments(dice, reference, day, len(courses))
    hurry = min(1.0, 120 / len(courses))
    drawer = _Drawer(seed, reference, hurry)
    visits = [drawer.visit(n, courses[n], at) for n, at in zip(order, moments, strict=True)]
    return sorted(visits, key=lambda visit: visit.arrives_at)


def comebacks(visits: Iterable[Visit], reference: Reference) -> Iterator[Visit]:
    """The visits on later working days by which people bring what was missing."""
    for visit in visits:
        if visit.course not in COMES_BACK:
            continue
        first = reference.day_of(visit.arrives_at)
        day = reference.calendar.add(first, RETURN_DAYS[visit.course])
        morning = datetime.combine(day, time(9, 5), reference.zone)
        yield Visit(
            key=f"{visit.key}r",
            course=COMES_BACK[visit.course],
            arrives_at=morning + timedelta(minutes=int(visit.key[1:]) % 90),
            queue=visit.queue,
            class_="ordinary",
            seconds=visit.seconds,
            applicant=visit.applicant,
            agent=visit.agent,
            item_code=visit.item_code,
            materials=visit.kept_back,
            follows=visit.key,
        )


def _moments(dice: Random, reference: Reference, day: date, count: int) -> list[datetime]:
    """Moments of morning and afternoon: a rush after the doors open, the rest spread out."""
    found = []
    for n in range(count):
        half, part = divmod(2 * (n + dice.random()) / count, 1)
        start, minutes = (_MORNING, _AFTERNOON)[int(half)]
        opening = datetime.combine(day, start, reference.zone)
        found.append(opening + timedelta(seconds=round(60 * minutes * _crowded(part))))
    return found


def _crowded(part: float) -> float:
    """Where in the time a person comes who is this far in the line of people (0 to 1)."""
    people, time_share = _RUSH
    if part < people:
        return part / people * time_share
    return time_share + (part - people) / (1 - people) * (1 - time_share)


class _Drawer:
    """Draws visits, each from dice of its own: one more visitor changes no other."""

    def __init__(self, seed: int, reference: Reference, hurry: float) -> None:
        self._seed = seed
        self._items = [
            item
            for _, item in sorted(reference.published.items())
            if item.status == "published" and item.queue in reference.queues
        ]
        self._queues = sorted(reference.queues)
        self._hurry = hurry

    def visit(self, n: int, course: Course, at: datetime) -> Visit:
        dice = Random(f"{self._seed}/visit/{n}")
        class_ = dice.choices(("ordinary", "priority", "urgent"), (86, 11, 3))[0]
        seconds = round(dice.randint(300, 780) * self._hurry)
        if course in (C.CONSULT, C.ABSENT):
            return Visit(
                key=f"v{n:04d}",
                course=course,
                arrives_at=at,
                queue=dice.choice(self._queues),
                class_=class_,
                seconds=seconds // 2,
                applicant=people.person(dice, n + 1),
            )
        item, situation, wanted = self._matter(dice, course)
        lacking = _lacking(dice, course, wanted)
        applicant, agent = _party(dice, n, item)
        return Visit(
            key=f"v{n:04d}",
            course=course,
            arrives_at=at,
            queue=item.queue,
            class_=class_,
            seconds=seconds,
            applicant=applicant,
            agent=agent,
            item_code=item.code,
            situation=situation,
            request_kind=item.request_kinds[0].value,
            materials=tuple(_brought(dice, one) for one in wanted if _comes(dice, one, lacking)),
            lacking=lacking,
        )

    def _matter(
        self, dice: Random, course: Course
    ) -> tuple[ServiceItem, str | None, tuple[MaterialRequirement, ...]]:
        fits = FITS.get(course, _routine)
        item = dice.choice([one for one in self._items if fits(one)])
        paths = _paths(item)
        if course in TOLERATED:
            paths = [path for path in paths if committed_days_for(item, path) >= PROMISE_DAYS]
        situation = dice.choice(paths)
        return item, situation, requirements_for(item, situation)


def _routine(item: ServiceItem) -> bool:
    return item.kind is ItemKind.COMMITTED and item.profile in _ROUTINE


def _tolerant(item: ServiceItem) -> bool:
    """Open to 容缺 whatever the situation, with time enough to keep a promise."""
    always = (one for one in item.materials if one.tolerable and one.required)
    time_enough = any(committed_days_for(item, path) >= PROMISE_DAYS for path in _paths(item))
    asked_always = any(not one.situations for one in always)
    return _routine(item) and item.tolerance_allowed and time_enough and asked_always


def _paths(item: ServiceItem) -> list[str | None]:
    return [one.code for one in situations(item.question)] or [None]


FITS: dict[Course, Callable[[ServiceItem], bool]] = {
    C.IMMEDIATE: lambda item: item.kind is ItemKind.IMMEDIATE,
    C.FORWARDED: lambda item: item.kind is ItemKind.FORWARDED,
    C.MAJOR: lambda item: item.profile is Profile.MAJOR,
    C.SPECIAL: lambda item: _routine(item) and bool(item.special_procedures),
    C.PROMISED: lambda item: _routine(item) and item.promise_allowed,
    C.TOLERANCE: _tolerant,
    C.BROKEN: _tolerant,
}


def _lacking(
    dice: Random, course: Course, wanted: tuple[MaterialRequirement, ...]
) -> tuple[str, ...]:
    if course in TOLERATED:
        return tuple(one.code for one in wanted if one.required and one.tolerable)[:1]
    if course in LACKING:
        required = [one.code for one in wanted if one.required]
        return tuple(sorted(dice.sample(required, min(2, len(required)))))
    return ()


def _comes(dice: Random, wanted: MaterialRequirement, lacking: tuple[str, ...]) -> bool:
    return wanted.required or wanted.code in lacking or dice.random() < 0.5


def _brought(dice: Random, wanted: MaterialRequirement) -> BroughtMaterial:
    return BroughtMaterial(wanted.code, wanted.form, wanted.copies, dice.randint(1, 9))


def _party(dice: Random, n: int, item: ServiceItem) -> tuple[Applicant, Agent | None]:
    """A person comes alone as a rule, a firm sends somebody."""
    represented = item.agent_allowed and not item.must_appear_in_person
    if _FOR_PEOPLE.search(item.name) or not represented:
        return people.person(dice, n), None
    if dice.random() < 0.25:
        return people.person(dice, n), None
    return people.firm(dice), people.agent(dice, n)
