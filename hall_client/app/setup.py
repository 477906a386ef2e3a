"""Setting up: hall, catalogue, calendar and staff as commands, so that they too are journaled."""

from dataclasses import dataclass, replace

from hall_client.app.bus import Done, handles
from hall_client.app.calendars import merge_years, parse_years, write_years
from hall_client.app.catalogue_file import read_catalogue
from hall_client.app.command import Authority, Command, Replay, Route
from hall_client.app.hall_file import read_hall
from hall_client.app.work import Work
from hall_client.domain.errors import AnotherHall, BadCommand, NoSuchRecord, VersionPublished
from hall_client.domain.hall_setup import LOGIN
from hall_client.domain.people import SYSTEM_ROLES, Role, Staff, clashing_roles


class SetupCommand(Command):
    """Administration: central only, by the people who keep the system."""

    route = Route.CENTRAL_ONLY
    replay = Replay.NEVER
    authority = Authority.REFERENCE
    roles = frozenset({Role.SETUP, Role.SYSADMIN})


@dataclass(frozen=True, kw_only=True)
class ImportHall(SetupCommand):
    """Lay down the hall's configuration from its document.

    People missing in it stay, and a login that was closed stays closed.
    """

    document: str
    outcome = ("hall", "staff")


@dataclass(frozen=True, kw_only=True)
class ImportCatalogue(SetupCommand):
    """Publish item versions; the same one again changes nothing, another body is refused."""

    document: str
    outcome = ("added", "unchanged")


@dataclass(frozen=True, kw_only=True)
class ImportCalendar(SetupCommand):
    """Load the notices of years; the other years stay, a year told again is replaced."""

    document: str
    outcome = ("years", "loaded")


@dataclass(frozen=True, kw_only=True)
class AddStaff(SetupCommand):
    """Enter a person; the password is set apart from the journal."""

    login: str
    name: str
    roles_: tuple[str, ...]
    section: str | None = None
    outcome = ("login",)


@dataclass(frozen=True, kw_only=True)
class DisableStaff(SetupCommand):
    """Close a login; what the person did stays."""

    login: str
    reason: str = ""
    outcome = ("login",)


@handles(ImportHall)
def import_hall(command: ImportHall, work: Work) -> Done:
    reading = read_hall(command.document)
    if reading.setup is None:
        raise BadCommand(problem="; ".join(str(one) for one in reading.findings[:5]))
    _require_same_hall(reading.setup.hall.code, work)
    work.put_config("hall", command.document)
    for person in reading.setup.staff:
        known = work.reference.staff.get(person.login)
        closed = known is not None and not known.active
        work.put_staff(replace(person, active=False) if closed else person)
    return Done({"hall": reading.setup.hall.code, "staff": len(reading.setup.staff)})


def _require_same_hall(code: str, work: Work) -> None:
    """One database is one hall's: its rows carry the code."""
    setup = work.reference.setup
    if setup is not None and setup.hall.code != code:
        raise AnotherHall(here=setup.hall.code, given=code)


@handles(ImportCatalogue)
def import_catalogue(command: ImportCatalogue, work: Work) -> Done:
    reading = read_catalogue(command.document)
    if not reading.ok:
        raise BadCommand(problem="; ".join(str(one) for one in reading.findings[:5]))
    published = work.reference.items
    fresh = [item for item in reading.items if (item.code, item.version) not in published]
    for item in reading.items:
        if published.get((item.code, item.version), item) != item:
            raise VersionPublished(item=item.code, version=item.version)
    for item in fresh:
        work.put_item(item)
    return Done({"added": len(fresh), "unchanged": len(reading.items) - len(fresh)})


@handles(ImportCalendar)
def import_calendar(command: ImportCalendar, work: Work) -> Done:
    notices = parse_years(command.document)
    before = work.config("calendar")
    loaded = merge_years(parse_years(before) if before else (), notices)
    work.put_config("calendar", write_years(loaded))
    told = sorted(one.year for one in notices)
    return Done({"years": told, "loaded": [one.year for one in loaded]})


@handles(AddStaff)
def add_staff(command: AddStaff, work: Work) -> Done:
    try:
        roles = frozenset(Role(role) for role in command.roles_)
    except ValueError as error:
        raise BadCommand(problem=str(error)) from None
    problem = _staff_problem(command, roles, work)
    if problem:
        raise BadCommand(problem=f"{command.login!r}: {problem}")
    if command.section is not None and command.section not in work.reference.sections:
        raise NoSuchRecord(kind="section", id=command.section)
    work.put_staff(Staff(command.login, command.name, roles, command.section))
    return Done({"login": command.login})


def _staff_problem(command: AddStaff, roles: frozenset[Role], work: Work) -> str:
    """What forbids entering this person; empty when nothing does."""
    clash = clashing_roles(roles)
    if not LOGIN.fullmatch(command.login):
        return "a login is small letters and digits, 2 to 32, a letter first"
    if work.reference.person(command.login) is not None:
        return "this login exists"
    if work.reference.setup is None:
        return "import the hall first"
    if not roles or roles & SYSTEM_ROLES:
        return "a role is needed that a person can have"
    return f"these roles exclude each other: {', '.join(sorted(clash))}" if clash else ""


@handles(DisableStaff)
def disable_staff(command: DisableStaff, work: Work) -> Done:
    person = work.reference.staff.get(command.login)
    if person is None:
        raise NoSuchRecord(kind="staff", id=command.login)
    closed = Staff(
        person.login, person.name, person.roles, person.section, False, person.department
    )
    work.put_staff(closed)
    return Done({"login": command.login})
