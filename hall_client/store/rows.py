"""Rows of a domain class in one transaction: loaded as frozen values, written by difference."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Column, Connection, Table

from hall_client.app.command import Command
from hall_client.app.work import Contended
from hall_client.domain.errors import NoSuchRecord, StaleRecord
from hall_client.store.statements import (
    BY_ID,
    Looked,
    changed_row,
    looked_for,
    new_row,
    rows_of,
)
from hall_client.store.tables.whole import KINDS
from hall_client.store.upserts import dialect_insert

T = TypeVar("T", bound=Any)


class Touches:
    """What this transaction has changed so far: (table, key) -> new values of the columns."""

    def __init__(self) -> None:
        self._changed: dict[tuple[str, str], dict[str, Any]] = {}
        self._base: dict[tuple[str, str], str] = {}

    def found(self, table: str, key: str, written_by: str) -> None:
        """Remember which command had written a row before this transaction changed it."""
        if (table, key) not in self._changed:
            self._base[table, key] = written_by

    def base(self) -> list[tuple[str, str, str]]:
        """The rows that were there before, with the commands that had written them."""
        return [(table, key, written_by) for (table, key), written_by in self._base.items()]

    def note(self, table: str, key: str, values: dict[str, Any]) -> None:
        self._changed.setdefault((table, key), {}).update(values)

    def keys(self) -> list[tuple[str, str]]:
        return list(self._changed)

    def values(self) -> list[list[Any]]:
        return [[table, key, values] for (table, key), values in self._changed.items()]


class Transaction(Protocol):
    """What the rows need of the transaction they belong to."""

    connection: Connection
    command: Command
    touches: Touches


class StoredRows(Generic[T]):
    """The rows of one domain class in this hall (the `Rows` port)."""

    def __init__(self, work: Transaction, kind: type[T]) -> None:
        self._work = work
        self._kind = kind
        self._table: Table = KINDS[kind]
        self._names = tuple(f.name for f in fields(kind))
        self._loaded: dict[str, T] = {}
        self._written_by: dict[str, str] = {}
        self._ours: set[str] = set()  # locked or written: as loaded until the transaction ends

    def get(self, key: str) -> T:
        if key in self._ours:
            return self._loaded[key]
        rows = self._locked(key)
        if not rows:
            raise NoSuchRecord(kind=self._table.name, id=key)
        return rows[0]

    def find(self, **equal: object) -> list[T]:
        looked, values = looked_for(equal)
        return self._made(self._rows(looked, values, lock=False))

    def add(self, *rows: T) -> None:
        if not rows:
            return
        values = [self._values(row) for row in rows]
        self._enter(values)
        for row, value in zip(rows, values, strict=True):
            self._added(row, value)

    def _enter(self, values: list[dict[str, Any]]) -> None:
        written: Any = values if len(values) > 1 else values[0]
        self._work.connection.execute(new_row(self._table), written)

    def ensure(self, row: T) -> T:
        """Load and lock the row; add it where it is not there (two may try at once)."""
        if row.id in self._ours or self._locked(row.id):
            return self.get(row.id)
        values = self._values(row)
        made = dialect_insert(self._work.connection, self._table).values(**values)
        new = made.on_conflict_do_nothing().returning(self._table.c.id)
        if self._work.connection.execute(new).first() is not None:
            self._added(row, values)
        return self.get(row.id)

    def _added(self, row: T, values: dict[str, Any]) -> None:
        self._work.touches.note(self._table.name, row.id, values)
        self._loaded[row.id] = row
        self._written_by[row.id] = self._work.command.id
        self._ours.add(row.id)

    def save(self, row: T) -> T:
        old = self._loaded[row.id]
        changed = {
            name: getattr(row, name)
            for name in self._names
            if getattr(row, name) != getattr(old, name)
        }
        version = old.version
        changed |= {"version": version + 1, "last_command": self._work.command.id}
        same = {"of_hall": self._hall, "of_id": row.id, "of_version": version}
        result = self._work.connection.execute(changed_row(self._table), {**same, **changed})
        if result.rowcount != 1:
            raise Contended(StaleRecord(kind=self._table.name, id=row.id))
        return self._written(row, changed)

    def _written(self, row: T, changed: dict[str, Any]) -> T:
        new: T = replace(row, version=changed["version"])
        key: str = new.id
        self._loaded[key] = new
        self._ours.add(key)
        self._work.touches.found(self._table.name, key, self._written_by[key])
        self._written_by[key] = self._work.command.id
        self._work.touches.note(self._table.name, key, changed)
        return new

    @property
    def _hall(self) -> str:
        return self._work.command.hall_id

    def _locked(self, key: str) -> list[T]:
        return self.take(self._rows(BY_ID, {"of_id": key}, lock=True))

    def _rows(self, looked: Looked, values: dict[str, object], lock: bool) -> Sequence[Any]:
        query = rows_of(self._table, (*self._names, "last_command"), looked, lock)
        return self._work.connection.execute(query, {"of_hall": self._hall, **values}).all()

    def columns(self) -> list[Column[Any]]:
        """What is fetched of each row, in the order that `take` expects."""
        return [self._table.c[name] for name in (*self._names, "last_command")]

    def take(self, rows: Sequence[Any]) -> list[T]:
        """Make values of rows that were fetched with their lock."""
        made = self._made(rows)
        self._ours |= {row.id for row in made}
        return made

    def _made(self, rows: Sequence[Any]) -> list[T]:
        made = [self._kind(**dict(zip(self._names, row[:-1], strict=True))) for row in rows]
        for one, row in zip(made, rows, strict=True):
            self._loaded[one.id], self._written_by[one.id] = one, row[-1]
        return made

    def _values(self, row: T) -> dict[str, Any]:
        values = {name: getattr(row, name) for name in self._names}
        return values | {"last_command": self._work.command.id}
