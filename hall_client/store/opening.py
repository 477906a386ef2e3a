"""What opening needs to know of a database: whether it is ours, its mode, the hall's name.

Asked in plain SQL, so that the sign-in does not wait for the schema and all that reads it.
"""

import json

from sqlalchemy import Connection, inspect, text

from hall_client.app.faults import DatabaseForeign, DatabaseNewer, DatabaseOlder

HEAD = "0005"
UPGRADING = "upgrading"
"""Noted in a station's file: it comes from an older schema and is not fit to work with yet."""
NAMELESS = "(未配置)"
MARK_SPAN = 256
"""So many of the newest changes tell a slow commit from none: they are always there."""


def revision_of(connection: Connection) -> str | None:
    """The schema revision stored in the database; None where it is not one of ours."""
    known = inspect(connection)
    if not (known.has_table("alembic_version") and known.has_table("database_info")):
        return None
    return stored_revision(connection)


def stored_revision(connection: Connection) -> str | None:
    """The revision, where the database is known to be ours."""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def require_ours(connection: Connection, place: str) -> str:
    """Return the revision; refuse a database that is not ours or made by a newer program."""
    found = revision_of(connection)
    if found is None:
        raise DatabaseForeign(path=place)
    if found > HEAD:
        raise DatabaseNewer(path=place, found=found, known=HEAD)
    return found


def require_current(connection: Connection, place: str) -> None:
    """Refuse what is not ours or newer, and ask to upgrade what is older."""
    found = require_ours(connection, place)
    if found < HEAD:
        raise DatabaseOlder(path=place, found=found, known=HEAD)


def read_info(connection: Connection) -> dict[str, str]:
    """The facts of the database itself: mode, incarnation, and what a station notes."""
    rows = connection.execute(text("SELECT name, value FROM database_info"))
    return {row.name: row.value for row in rows}


def hall_name(connection: Connection) -> str:
    """The name in the newest hall document."""
    newest = "SELECT body FROM config WHERE name = 'hall' ORDER BY version DESC LIMIT 1"
    body = connection.execute(text(newest)).scalar()
    return str(json.loads(body)["hall"]["name"]) if body else NAMELESS


def change_mark(connection: Connection) -> int:
    """A number that grows with every commit; rows that a slower one adds below the newest count."""
    statement = (
        f"SELECT newest + (SELECT count(*) FROM change WHERE n > newest - {MARK_SPAN}) "
        "FROM (SELECT coalesce(max(n), 0) AS newest FROM change) AS latest"
    )
    return int(connection.execute(text(statement)).scalar_one())
