"""Loading the sample hall of `db/seed` into a fresh rehearsal database."""

import os
import secrets
from datetime import UTC, datetime

from hall_client.app.command import Command, new_id
from hall_client.app.dispatch import Dispatcher
from hall_client.app.faults import NotRehearsal
from hall_client.app.reference import SETUP
from hall_client.app.setup import ImportCalendar, ImportCatalogue, ImportHall
from hall_client.places import SEED
from hall_client.store.database import SqlDatabase

PASSWORD = "HALL_SAMPLE_PASSWORD"
HALL = "H1"


def load_sample(database: SqlDatabase, at: datetime | None = None) -> dict[str, object]:
    """Import hall, calendar and items; give everybody one password, made here if none is set.

    `at` is when this is done, now by default; a rehearsal's hall stands before its day.
    """
    if not database.rehearsal:
        raise NotRehearsal(place=database.place)
    dispatcher = Dispatcher(database)
    for kind, name in (
        (ImportHall, "hall.json"),
        (ImportCalendar, "calendar.json"),
        (ImportCatalogue, "items.json"),
    ):
        document = (SEED / name).read_text(encoding="utf-8")
        dispatcher.perform(_command(kind, document, at or datetime.now(UTC)))
    given = os.environ.get(PASSWORD)
    password = given or secrets.token_urlsafe(9)
    reference = database.reference()
    database.set_passwords(dict.fromkeys(reference.staff, password))
    told: dict[str, object] = {"hall": HALL, "staff": len(reference.staff)}
    told["items"] = len(reference.published)
    return told | ({} if given else {"password": password})


def _command(
    kind: type[ImportHall | ImportCalendar | ImportCatalogue], document: str, at: datetime
) -> Command:
    return kind(
        id=new_id(),
        at=at,
        actor=SETUP.login,
        station="setup",
        hall_id=HALL,
        document=document,
    )
