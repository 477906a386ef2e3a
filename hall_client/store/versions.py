"""Which programs may work with a database: the oldest one is noted in it."""

import re

from hall_client.app.faults import ProgramOutdated
from hall_client.domain.errors import VersionMalformed
from hall_client.store.database import MIN_CLIENT, SqlDatabase, note_info

WRITTEN = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}")


def require_version(database: SqlDatabase, least: str) -> None:
    """Ask every program for this version or a newer one, like 1.4 or 1.4.2; "0" asks for none."""
    if not WRITTEN.fullmatch(least):
        raise VersionMalformed(given=least)
    with database.writing() as connection:
        note_info(connection, **{MIN_CLIENT: least if _parts(least) else ""})


def require_recent(program: str, least: str) -> None:
    """ProgramOutdated where a program is older than the database asks for."""
    if _parts(program) < _parts(least):
        raise ProgramOutdated(found=program, needed=least)


def _parts(version: str) -> list[int]:
    """The numbers to compare by: 1.4.0 is 1.4."""
    parts = [int(part) for part in version.split(".") if part.isdigit()]
    while parts and not parts[-1]:
        parts.pop()
    return parts
