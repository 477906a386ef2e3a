"""Reference: what the hall has laid down and handlers only read: people, places, items, days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from hall_client.domain.calendar import WorkingCalendar
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.counters import Counter, Queue
from hall_client.domain.errors import ItemCancelled, NoSuchItem
from hall_client.domain.hall_setup import HallSetup
from hall_client.domain.people import (
    Agency,
    AuthorityEntry,
    Department,
    Hall,
    Role,
    Seal,
    Section,
    Staff,
    Station,
)

Setting = int | bool | str
SETUP = Staff(login="setup", name="系统安装", roles=frozenset({Role.SETUP}))
CLOCK = Staff(login="clock", name="系统时钟", roles=frozenset({Role.CLOCK}))
"""Acts when time alone brings something about (rules §4b); holds no duty in any case."""
_SYSTEM = {one.login: one for one in (SETUP, CLOCK)}


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One hall's configuration at one moment; replaced as a whole when it changes."""

    hall: Hall
    agency: Agency
    calendar: WorkingCalendar
    queues: Mapping[str, Queue] = field(default_factory=dict)
    counters: Mapping[str, Counter] = field(default_factory=dict)
    sections: Mapping[str, Section] = field(default_factory=dict)
    departments: Mapping[str, Department] = field(default_factory=dict)
    stations: Mapping[str, Station] = field(default_factory=dict)
    seals: tuple[Seal, ...] = ()
    register: tuple[AuthorityEntry, ...] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict)
    staff: Mapping[str, Staff] = field(default_factory=dict)
    items: Mapping[tuple[str, int], ServiceItem] = field(default_factory=dict)
    setup: HallSetup | None = None

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.hall.zone)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def day_of(self, moment: datetime) -> date:
        """The business day: the day in the hall's zone."""
        return self.local(moment).date()

    def person(self, login: str) -> Staff | None:
        return _SYSTEM.get(login) or self.staff.get(login)

    def name_of(self, login: str) -> str:
        person = self.person(login)
        return person.name if person else login

    def number(self, name: str, default: int) -> int:
        """A setting that is a whole number."""
        value = self.settings.get(name, default)
        return int(value)

    @property
    def seal_name(self) -> str:
        return self.seals[0].name if self.seals else "行政审批专用章"

    @property
    def slip_rules(self) -> tuple[str, ...]:
        rules = str(self.settings.get("slip_rules", "请在等候区等候叫号|过号请到导办台重新排队"))
        return tuple(rule for rule in rules.split("|") if rule)

    @cached_property
    def published(self) -> Mapping[str, ServiceItem]:
        """The newest version of every item, by code."""
        newest: dict[str, ServiceItem] = {}
        for (code, _), item in sorted(self.items.items(), key=lambda pair: pair[0]):
            newest[code] = item
        return newest

    def item(self, code: str) -> ServiceItem:
        """The published version of an item that takes new cases."""
        found = self.published.get(code)
        if found is None:
            raise NoSuchItem(item=code)
        if found.status != "published":
            raise ItemCancelled(item=found.name)
        return found

    def item_version(self, code: str, version: int) -> ServiceItem:
        """The version a running case was received under."""
        return self.items[(code, version)]
