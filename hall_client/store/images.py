"""Rows as they are: read by key from one database, laid into another."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, or_, select

from hall_client.app.replication import Image, Key
from hall_client.store.tables.journal import journal
from hall_client.store.tables.schema import Feed
from hall_client.store.tables.whole import metadata

AT_ONCE = 400
"""Keys in one statement: well below what any of the databases takes."""


def key_columns(table: Table) -> tuple[str, ...]:
    """What a row is called by in the change feed, apart from its hall."""
    keys = [column.name for column in table.primary_key if column.name != "hall_id"]
    return tuple(keys)


def key_of(table: Table, row: Any) -> str:
    """The key of a row, given as a mapping by column name."""
    return "/".join(str(row[name]) for name in key_columns(table))


def replicated() -> list[Table]:
    """The tables whose rows every station of the hall has a copy of."""
    return [table for table in metadata.sorted_tables if table.info["feed"] is Feed.ROWS]


def images_of(connection: Connection, hall: str, keys: Iterable[Key]) -> tuple[Image, ...]:
    """The rows of these keys as they are now; one that is not there has no values."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for name, key in dict.fromkeys(keys):
        wanted[name].append(key)
    found: list[Image] = []
    for name, ids in wanted.items():
        table = metadata.tables[name]
        for start in range(0, len(ids), AT_ONCE):
            found += _images(connection, table, hall, ids[start : start + AT_ONCE])
    return tuple(found)


def _images(connection: Connection, table: Table, hall: str, keys: list[str]) -> list[Image]:
    query = select(table).where(table.c.hall_id == hall, _any_of(table, keys))
    rows = {key_of(table, row._mapping): row._mapping for row in connection.execute(query)}
    return [Image(table.name, key, _plain(rows.get(key))) for key in keys]


def _plain(row: Any) -> dict[str, Any] | None:
    return None if row is None else dict(row)


def _any_of(table: Table, keys: list[str]) -> ColumnElement[bool]:
    names = key_columns(table)
    if len(names) == 1:
        return table.c[names[0]].in_(keys)
    parts = [key_parts(table, key) for key in keys]
    return or_(
        *(and_(*(table.c[n] == v for n, v in zip(names, part, strict=True))) for part in parts)
    )


def key_parts(table: Table, key: str) -> list[Any]:
    """The parts of a key as their columns want them; only the last may hold no slash."""
    names = key_columns(table)
    texts = key.rsplit("/", len(names) - 1)
    kinds = [table.c[name].type.python_type for name in names]
    return [kind(text) if kind is int else text for kind, text in zip(kinds, texts, strict=True)]


def journal_rows(connection: Connection, ids: Iterable[str]) -> tuple[dict[str, Any], ...]:
    """The journal rows of these ids that are there."""
    wanted = list(dict.fromkeys(ids))
    found: list[Row[Any]] = []
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found += connection.execute(select(journal).where(journal.c.id.in_(some))).all()
    return tuple(dict(row._mapping) for row in found)
