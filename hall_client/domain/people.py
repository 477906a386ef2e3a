"""Who works in a hall, where they stand, and what they may sign."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """岗位: what a person or a station account may do; one person may hold several."""

    KIOSK = "kiosk"
    BOARD = "board"
    RELAY = "relay"
    GUIDE = "guide"
    CLERK = "clerk"
    HELPER = "helper"
    REVIEWER = "reviewer"
    SURVEYOR = "surveyor"
    CHIEF = "chief"
    DEPUTY = "deputy"
    HEAD = "head"
    SEALKEEPER = "sealkeeper"
    DELIVERY = "delivery"
    ARCHIVIST = "archivist"
    FLOW_CLERK = "flow-clerk"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    OVERSIGHT = "oversight"
    SYSADMIN = "sysadmin"
    SECADMIN = "secadmin"
    AUDITOR = "auditor"
    SETUP = "setup"
    CLOCK = "clock"


SYSTEM_ROLES = frozenset({Role.SETUP, Role.CLOCK})
"""Roles of the program itself: no person and no station can have them, nor their logins."""
MACHINE_ROLES = frozenset({Role.KIOSK, Role.BOARD, Role.RELAY})
ADMINISTRATOR_ROLES = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR})
"""三员: each separate from the others and from all business roles."""
WATCHING_ROLES = frozenset({Role.SUPERVISOR, Role.OVERSIGHT, Role.MANAGER})
"""Roles that look at cases without handling them."""
CASE_ROLES = frozenset(
    {
        Role.CLERK,
        Role.REVIEWER,
        Role.SURVEYOR,
        Role.CHIEF,
        Role.DEPUTY,
        Role.HEAD,
        Role.SEALKEEPER,
        Role.DELIVERY,
        Role.ARCHIVIST,
        Role.FLOW_CLERK,
    }
)


@dataclass(frozen=True, slots=True)
class Staff:
    """工作人员: `section` None means all sections; `department` is set for oversight only."""

    login: str
    name: str
    roles: frozenset[Role]
    section: str | None = None
    active: bool = True
    department: str | None = None

    def holds(self, *roles: Role) -> bool:
        """Whether the person holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    def covers(self, section: str) -> bool:
        """Whether the person works for that section."""
        return self.section is None or self.section == section


def clashing_roles(roles: frozenset[Role]) -> frozenset[Role]:
    """Roles that one person may not hold together; empty when the set is lawful.

    Administrators hold exactly one role (三员分立), 电子监察 never handles cases.
    """
    administrators = roles & ADMINISTRATOR_ROLES
    if administrators and len(roles) > 1:
        return roles
    if Role.SUPERVISOR in roles and roles & CASE_ROLES:
        return roles & CASE_ROLES | {Role.SUPERVISOR}
    if roles & MACHINE_ROLES and len(roles) > 1:
        return roles
    return frozenset()


class Power(StrEnum):
    """权力: what an entry of the register of authority lets a person sign."""

    ACCEPT = "accept"
    REVIEW = "review"
    DECIDE = "decide"
    EXTEND = "extend"
    SEAL = "seal"


@dataclass(frozen=True, slots=True)
class AuthorityEntry:
    """授权登记: item x person x power x period x document number.

    `item_code` None covers every item. `acting_for` names whom a substitute (AB角) stands in for.
    """

    item_code: str | None
    login: str
    power: Power
    valid_from: date
    valid_to: date | None
    document_no: str
    acting_for: str | None = None

    def allows(self, item_code: str, login: str, power: Power, day: date) -> bool:
        """Whether this entry lets the person use the power on that item that day."""
        return (
            self.login == login
            and self.power == power
            and self.item_code in (None, item_code)
            and self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class Agency:
    """机关: the body that issues; `short` is its 机关代字, `code` opens its case numbers."""

    code: str
    name: str
    short: str
    uscc: str
    region: str
    address: str
    phone: str
    complaint_phone: str
    review_body: str
    court: str


class HallLevel(StrEnum):
    """层级: halls form a tree of city, town and village."""

    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Hall:
    """大厅: `zone` is the IANA time zone of its business day."""

    code: str
    name: str
    level: HallLevel
    parent: str | None
    address: str
    phone: str
    zone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Section:
    """科室: where cases are reviewed; `floor` tells the flow clerk where papers go."""

    code: str
    name: str
    floor: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """监管部门: receives the push of what was granted."""

    code: str
    name: str
    phone: str = ""


class SealKind(StrEnum):
    """印章种类: never a picture; a wet seal with a register or the site's electronic seal."""

    WET = "wet"
    ELECTRONIC = "electronic"


@dataclass(frozen=True, slots=True)
class Seal:
    """印章: `keepers` are the logins that may enter its use."""

    code: str
    name: str
    kind: SealKind
    keepers: tuple[str, ...]


class StationKind(StrEnum):
    """What a station's screen is for."""

    KIOSK = "kiosk"
    BOARD = "board"
    RELAY = "relay"
    COUNTER = "counter"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Station:
    """工作站: `counter` is the counter's number, set for counter stations only."""

    name: str
    kind: StationKind
    counter: str | None = None
    place: str = ""
