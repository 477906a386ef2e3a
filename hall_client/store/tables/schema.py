"""How every table is made: guarded columns, CHECKs for words; authority and feed in `info`."""

from __future__ import annotations

import types
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from sqlalchemy import CheckConstraint, Column, MetaData, Table
from sqlalchemy.types import TypeEngine

from hall_client.app.codec import hints
from hall_client.store.types import Canonical, Count, Day, Flag, Instant, Word

if TYPE_CHECKING:
    from hall_client.app.command import Authority

NAMING = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}
metadata = MetaData(naming_convention=NAMING)
KINDS: dict[type, Table] = {}


class Feed(StrEnum):
    """What becomes of a table's rows between central and its stations.

    ROWS: every station has a copy of them, kept alike by the feed. EVIDENCE: the feed itself, acts
    and what they changed. CENTRAL, STATION: there is none at the other. OWN: each keeps its own.
    """

    ROWS = "rows"
    EVIDENCE = "evidence"
    CENTRAL = "central"
    STATION = "station"
    OWN = "own"


def table_of(name: str, kind: type, authority: Authority, *extra: Any) -> Table:
    """Make the table of a domain class: a column per field, key (hall_id, id), version,
    last_command. `extra` are further columns, indexes and constraints."""
    columns = [_column(f.name, hints(kind)[f.name]) for f in fields(kind)]
    columns.append(Column("last_command", Word(), nullable=False))
    table = plain_table(name, Feed.ROWS, *columns, *extra, authority=authority)
    KINDS[kind] = table
    return table


def plain_table(name: str, feed: Feed, *parts: Any, authority: Authority | None = None) -> Table:
    """Make a table that is not a domain class's: journal, counters, print jobs."""
    table = Table(name, metadata, *parts, info={"authority": authority, "feed": feed})
    for column in table.columns:
        kind = getattr(column.type, "kind", None)
        if isinstance(column.type, Word) and kind is not None:
            words = ", ".join(f"'{word.value}'" for word in kind)
            table.append_constraint(
                CheckConstraint(f"{column.name} IN ({words})", name=column.name)
            )
    return table


def _column(name: str, hint: Any) -> Column[Any]:
    kind, optional = _strip_none(hint)
    key = name in ("id", "hall_id")
    return Column(name, column_type(kind), primary_key=key, nullable=optional and not key)


def _strip_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [option for option in get_args(hint) if option is not type(None)]
        return rest[0], len(rest) < len(get_args(hint))
    return hint, False


_PLAIN: dict[Any, type[TypeEngine[Any]]] = {
    str: Word,
    int: Count,
    bool: Flag,
    date: Day,
    datetime: Instant,
}


def column_type(kind: Any) -> TypeEngine[Any]:
    """The column type of a field's type."""
    if kind in _PLAIN:
        return _PLAIN[kind]()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Word(kind)
    return Canonical(kind)
