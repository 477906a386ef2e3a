"""Loading the reference: configuration, staff, items, calendar of a hall."""

import json
from datetime import date

from sqlalchemy import Connection, func, select

from hall_client.app.calendars import parse_calendar
from hall_client.app.codec import decode
from hall_client.app.hall_file import read_hall
from hall_client.app.reference import Reference
from hall_client.domain.calendar import WorkingCalendar
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.hall_setup import HallSetup
from hall_client.domain.people import Agency, Hall, HallLevel, Staff
from hall_client.store.opening import NAMELESS
from hall_client.store.tables.reference import config, item, staff

EMPTY_CALENDAR = WorkingCalendar(frozenset[date](), frozenset[date](), frozenset[int]())
NO_HALL = Hall("--", NAMELESS, HallLevel.CITY, None, "", "")
NO_AGENCY = Agency("--", "", "", "", "", "", "", "", "", "")


def stamp_of(connection: Connection) -> tuple[object, ...]:
    """What changes when any reference row changes: cheap enough to ask in every transaction."""
    row = connection.execute(
        select(
            select(func.count()).select_from(config).scalar_subquery(),
            select(func.coalesce(func.sum(staff.c.version), 0)).scalar_subquery(),
            select(func.count()).select_from(item).scalar_subquery(),
        )
    ).one()
    return tuple(row)


def load_reference(connection: Connection) -> Reference:
    """Read everything of the one hall in this database (a bare reference when none is set up)."""
    documents = _documents(connection)
    calendar = parse_calendar(documents["calendar"]) if "calendar" in documents else EMPTY_CALENDAR
    if "hall" not in documents:
        return Reference(hall=NO_HALL, agency=NO_AGENCY, calendar=calendar)
    setup = read_hall(documents["hall"]).setup
    assert setup is not None, "only a document that holds is stored"
    return _assembled(setup, calendar, _staff(connection), _items(connection))


def _documents(connection: Connection) -> dict[str, str]:
    rows = connection.execute(select(config.c.name, config.c.body).order_by(config.c.version))
    return {row.name: row.body for row in rows}


def _staff(connection: Connection) -> dict[str, Staff]:
    rows = connection.execute(select(staff.c.body)).scalars()
    people = [decode(Staff, json.loads(body)) for body in rows]
    return {person.login: person for person in people}


def _items(connection: Connection) -> dict[tuple[str, int], ServiceItem]:
    rows = connection.execute(select(item.c.body)).scalars()
    found = [decode(ServiceItem, json.loads(body)) for body in rows]
    return {(one.code, one.version): one for one in found}


def _assembled(
    setup: HallSetup,
    calendar: WorkingCalendar,
    people: dict[str, Staff],
    items: dict[tuple[str, int], ServiceItem],
) -> Reference:
    return Reference(
        hall=setup.hall,
        agency=setup.agency,
        calendar=calendar,
        queues={one.code: one for one in setup.queues},
        counters={one.number: one for one in setup.counters},
        sections={one.code: one for one in setup.sections},
        departments={one.code: one for one in setup.departments},
        stations={one.name: one for one in setup.stations},
        seals=setup.seals,
        register=setup.register,
        settings=setup.settings,
        staff=people,
        items=items,
        setup=setup,
    )
