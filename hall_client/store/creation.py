"""Making a database: schema, identity, mode; upgrade, backup, restore."""

import errno
import os
import uuid
from pathlib import Path

from sqlalchemy import Engine, insert, inspect
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlite_driver

from hall_client.app.faults import (
    DatabaseExists,
    DatabaseReadOnly,
    DatabaseUrlUnknown,
    FileUnreadable,
)
from hall_client.store.database import SqlDatabase, note_info
from hall_client.store.engines import APPLICATION_ID, explain, open_engine, parse_url, sqlite_path
from hall_client.store.migrations import upgrade
from hall_client.store.opening import HEAD, UPGRADING, read_info, require_ours
from hall_client.store.tables.journal import database_info


def create(url: str, rehearsal: bool) -> SqlDatabase:
    """Make a new database and open it; one that is there already is left alone."""
    parsed = parse_url(url)
    path = sqlite_path(parsed)
    if path is not None:
        _make_room(path)
    engine = open_engine(parsed, create=True)
    made = False
    try:
        _make_schema(engine, path, rehearsal)
        made = True
    except DBAPIError as error:
        raise explain(error, str(parsed.database)) from None
    finally:
        engine.dispose()
        if path is not None and not made:
            discard(path)
    return SqlDatabase.open(url)


def _make_schema(engine: Engine, path: Path | None, rehearsal: bool) -> None:
    if path is not None:
        _stamp(engine)
    elif _occupied(engine):
        raise DatabaseExists(path=engine.url.render_as_string(hide_password=True))
    upgrade(engine)
    _introduce(engine, rehearsal)


def _make_room(path: Path) -> None:
    if path.exists():
        raise DatabaseExists(path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise DatabaseReadOnly(path=str(path)) from None


def _stamp(engine: Engine) -> None:
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.close()


def _occupied(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(inspect(connection).get_table_names())


def _introduce(engine: Engine, rehearsal: bool) -> None:
    mode = "rehearsal" if rehearsal else "production"
    facts = {"mode": mode, "incarnation": str(uuid.uuid4())}
    rows = [{"name": name, "value": value} for name, value in facts.items()]
    with engine.begin() as connection:
        connection.execute(insert(database_info), rows)


def discard(path: Path) -> None:
    """Remove a database file with what stands beside it."""
    for suffix in ("", "-wal", "-shm", ".lock", ".clock"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def upgrade_database(url: str) -> str:
    """Bring an existing database of ours to this program's schema; the revision it had.

    A station's file is made fit to work with again by whoever opens it next.
    """
    parsed = parse_url(url)
    place = parsed.render_as_string(hide_password=True)
    engine = open_engine(parsed)
    try:
        with engine.begin() as connection:
            before = require_ours(connection, place)
            if read_info(connection).get("role") == "station" and before < HEAD:
                note_info(connection, **{UPGRADING: before})
        upgrade(engine)
    except DBAPIError as error:
        raise explain(error, place) from None
    finally:
        engine.dispose()
    return before


def backup(url: str, target: Path) -> None:
    """Copy a consistent state of the embedded file while others work on it."""
    if sqlite_path(parse_url(url)) is None:
        raise DatabaseUrlUnknown(url="pg_dump / pg_restore")
    if target.exists():
        raise DatabaseExists(path=str(target))
    if not target.parent.is_dir():
        raise FileUnreadable(path=str(target.parent), why=os.strerror(errno.ENOENT))
    copy_whole(url, target)


def copy_whole(url: str, target: Path) -> None:
    """Write the copy under a name of its own first: a torn one never has the target's name."""
    part = target.with_name(target.name + ".part")
    engine = open_engine(parse_url(url))
    part.unlink(missing_ok=True)
    try:
        with engine.connect() as connection:
            connection.connection.cursor().execute("VACUUM INTO ?", (str(part),))
        _restamp(part)
        part.replace(target)
    except sqlite_driver.Error as error:
        raise explain(error, str(target)) from None
    finally:
        engine.dispose()
        discard(part)


def _restamp(path: Path) -> None:
    engine = open_engine(parse_url(str(path)), create=True)
    _stamp(engine)
    engine.dispose()


def restore(source: Path, url: str) -> SqlDatabase:
    """Put a backup in the place of a database that is not there; never over one that is.

    The copy gets a new incarnation and skips numbers that may be out already.
    """
    target = sqlite_path(parse_url(url))
    if target is None:
        raise DatabaseUrlUnknown(url="pg_dump / pg_restore")
    if not source.exists():
        raise FileUnreadable(path=str(source), why=os.strerror(errno.ENOENT))
    from hall_client.store.restoring import note_restored

    SqlDatabase.open(str(source)).close()
    _make_room(target)
    copy_whole(str(source), target)
    note_restored(str(target))
    return SqlDatabase.open(url)
