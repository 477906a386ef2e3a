"""The floor under the program: the statements of its transactions, run again bare on the driver.

Record on one database, replay on a copy made before: the same work without SQLAlchemy, without our
code, without the file lock.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import event
from sqlcipher3 import dbapi2 as sqlite_driver

from hall_client.store.database import SqlDatabase
from hall_client.store.engines import PATIENCE_SECONDS, parse_url, prepare_sqlite, sqlite_path


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
        return [_timed(self._connection, transaction) for transaction in transactions]


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
