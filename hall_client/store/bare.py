"""The floor under the program: the statements of its transactions, run again bare on the driver.

Record on one database, replay on a copy made before: the same work without SQLAlchemy, without our
code, without the file lock.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event
from sqlcipher3 import dbapi2 as sqlite_driver

from hall_client.store.database import SqlDatabase
from hall_client.store.engines import PATIENCE_SECONDS, parse_url, prepare_sqlite, sqlite_path
from hall_client.store.images import replicated
from hall_client.store.tables.journal import change, journal


@dataclass(frozen=True)
class Statement:
    """One call of the driver: text, parameters as the driver gets them, `many` rows or one."""

    text: str
    parameters: Any
    many: bool


Transaction = tuple[Statement, ...]


class Recorder:
    """Listens to one database from now on; used by one thread."""

    def __init__(self, database: SqlDatabase) -> None:
        self._open: list[Statement] = []
        self._done: list[Transaction] = []
        event.listen(database.engine, "before_cursor_execute", self._note)
        event.listen(database.engine, "commit", self._commit)
        event.listen(database.engine, "rollback", self._forget)

    def taken(self) -> list[Transaction]:
        """The transactions committed since this was asked last."""
        done, self._done = self._done, []
        return done

    def _note(self, *told: Any) -> None:
        _connection, _cursor, text, parameters, _context, many = told
        self._open.append(Statement(text, parameters, many))

    def _commit(self, _connection: object) -> None:
        self._done.append(tuple(self._open))
        self._open = []

    def _forget(self, _connection: object) -> None:
        self._open = []


class Floor:
    """A connection of the bare driver."""

    def __init__(self, url: str) -> None:
        self._connection = _connect(url)

    def close(self) -> None:
        self._connection.close()

    def replay(self, transactions: Sequence[Transaction]) -> list[float]:
        """Run them in order; milliseconds of each."""
        return [self._timed(transaction) for transaction in transactions]

    def _timed(self, transaction: Transaction) -> float:
        """Bare statements know no order of locks: one that meets another head on comes again."""
        while True:
            try:
                return _timed(self._connection, transaction)
            except psycopg.errors.DeadlockDetected:
                self._connection.rollback()


def _connect(url: str) -> Any:
    parsed = parse_url(url)
    path = sqlite_path(parsed)
    if path is None:
        return psycopg.connect(parsed.set(drivername="postgresql").render_as_string(False))
    connection = sqlite_driver.connect(str(path))
    prepare_sqlite(PATIENCE_SECONDS, connection, None)
    return connection


def _timed(connection: Any, transaction: Transaction) -> float:
    began = time.perf_counter()
    cursor = connection.cursor()
    for one in transaction:
        (cursor.executemany if one.many else cursor.execute)(one.text, one.parameters)
        if cursor.description:
            cursor.fetchall()
    connection.commit()
    cursor.close()
    return (time.perf_counter() - began) * 1000


def copy_bare(url: str, path: Path) -> float:
    """Copy the rows that stations copy, as text, into a bare file; seconds it took."""
    began = time.monotonic()
    names = [table.name for table in (*replicated(), journal, change)]
    with closing(_connect(url)) as theirs, closing(_connect(str(path))) as own:
        for name in names:
            with theirs.cursor().copy(f'COPY "{name}" TO STDOUT') as copied:
                _write(own, name, list(copied.rows()))
        own.commit()
    return time.monotonic() - began


def _write(own: Any, name: str, rows: Sequence[tuple[str | None, ...]]) -> None:
    if rows:
        columns = ", ".join(f"c{n}" for n in range(len(rows[0])))
        places = ", ".join("?" * len(rows[0]))
        own.execute(f'CREATE TABLE "{name}" ({columns})')
        own.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)


def listen_bare(url: str, count: int, seconds: float, used: Callable[[], float | None]) -> float:
    """So many connections that listen, each asking once in ten seconds; what `used` says then."""
    with ExitStack() as open_:
        listening = [open_.enter_context(closing(_connect(url))) for _ in range(count)]
        for one in listening:
            one.autocommit = True
            one.execute("LISTEN hall_change")
        used()
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            for one in listening:
                one.execute("SELECT max(n) FROM change").fetchall()
                time.sleep(10 / count)
        return used() or 0.0
