"""Opening a database: the embedded SQLite file (sqlcipher3) or PostgreSQL."""

import re
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlcipher3 import dbapi2 as sqlite_driver

from hall_client.app.faults import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseForbidden,
    DatabaseForeign,
    DatabaseMissing,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DatabaseUrlUnknown,
    DiskFailing,
    DiskFull,
    Fault,
)
from hall_client.store.lock import is_network_share

APPLICATION_ID = 0x48414C4C  # "HALL", in the header of every file of ours
PATIENCE_SECONDS = 10.0
MAGIC = b"SQLite format 3\0"


def parse_url(url: str) -> URL:
    """Take a SQLAlchemy URL or a bare file path; PostgreSQL always means psycopg 3."""
    if "://" not in url:
        return URL.create("sqlite+pysqlite", database=url)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise DatabaseUrlUnknown(url=url) from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return parsed.set(drivername="sqlite+pysqlite")
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise DatabaseUrlUnknown(url=parsed.render_as_string(hide_password=True))


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite URL; None for PostgreSQL."""
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise DatabaseUrlUnknown(url=str(url))
    return Path(url.database)


def open_engine(
    url: URL, create: bool = False, patience_seconds: float = PATIENCE_SECONDS
) -> Engine:
    """Open what must exist already, or with `create` may be born; refuses what is not ours."""
    path = sqlite_path(url)
    if path is None:
        return create_engine(url, pool_size=4, max_overflow=4, pool_pre_ping=True)
    if is_network_share(path):
        raise DatabaseReadOnly(path=str(path))
    if not path.exists() and not create:
        raise DatabaseMissing(path=str(path))
    engine = create_engine(url, module=sqlite_driver, pool_size=4, max_overflow=4)
    event.listen(engine, "connect", partial(prepare_sqlite, patience_seconds))
    event.listen(engine, "begin", _begin_sqlite)
    if not create:
        _require_ours(engine, path)
    return engine


def prepare_sqlite(patience_seconds: float, connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={int(patience_seconds * 1000)}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _require_ours(engine: Engine, path: Path) -> None:
    if not path.is_file() or not _begins_like_sqlite(path):
        raise DatabaseForeign(path=str(path))
    try:
        with engine.connect() as connection:
            found = connection.execute(text("PRAGMA application_id")).scalar()
    except DatabaseError as error:
        raise explain(error, str(path)) from None
    if found != APPLICATION_ID:
        raise DatabaseForeign(path=str(path))


def _begins_like_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


_SQLITE: tuple[tuple[str, type[Fault]], ...] = (
    ("not a database", DatabaseDamaged),
    ("malformed", DatabaseDamaged),
    ("disk is full", DiskFull),
    ("disk I/O error", DiskFailing),
    ("readonly", DatabaseReadOnly),
    ("unable to open", DatabaseReadOnly),
    ("locked", DatabaseBusy),
)


# PostgreSQL's five signs, or the two of their class.
_SERVER: tuple[tuple[str, type[Fault]], ...] = (
    ("42501", DatabaseForbidden),
    ("53100", DiskFull),
    ("25006", DatabaseReadOnly),
    ("40", DatabaseBusy),
    ("55P03", DatabaseBusy),
    ("08", DatabaseUnreachable),
    ("53", DatabaseUnreachable),
    ("57P", DatabaseUnreachable),
)


def explain(error: Exception, place: str) -> Exception:
    """Wrap a driver's error as the Fault it is; anything unknown stays the bug that it is."""
    cause = getattr(error, "orig", error)
    lite, why = isinstance(cause, sqlite_driver.Error), _first_line(str(cause))
    state = str(getattr(cause, "sqlstate", ""))
    for sign, fault in _SQLITE if lite else _SERVER:
        if sign in str(cause) if lite else state.startswith(sign):
            return fault(path=place, place=place, seconds=10, why=why)
    if isinstance(error, OperationalError) and not lite:
        return DatabaseUnreachable(place=place, why=why)
    return error


def _first_line(words: str) -> str:
    return re.split(r"\n", words.strip(), maxsplit=1)[0][:200]
