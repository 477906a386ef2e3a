"""Statements on the rows of a domain class: built once, since building one costs more than to run
it. Parameters that look for a row begin with `of_`."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    insert,
    select,
)
from sqlalchemy import update as updating

Looked = tuple[tuple[str, str], ...]
"""Columns and how each is compared: "is" a value, "in" some values, "null"."""
BY_ID: Looked = (("id", "is"),)


def looked_for(equal: Mapping[str, object]) -> tuple[Looked, dict[str, object]]:
    """How to look for rows with these values (a tuple: any of them), and the parameters."""
    looked = tuple((name, _how(value)) for name, value in equal.items())
    values = {f"of_{name}": value for name, value in equal.items() if value is not None}
    return looked, values


def _how(value: object) -> str:
    if value is None:
        return "null"
    return "in" if isinstance(value, tuple) else "is"


@cache
def rows_of(table: Table, names: tuple[str, ...], looked: Looked, lock: bool) -> Select[Any]:
    """A hall's rows by columns, oldest id first; locked until the transaction ends."""
    query = select(*(table.c[name] for name in names)).where(_mine(table))
    query = query.where(*(_compared(table, name, how) for name, how in looked))
    query = query.order_by(table.c.id)
    return query.with_for_update() if lock else query


def _mine(table: Table) -> ColumnElement[bool]:
    return table.c.hall_id == bindparam("of_hall")


def _compared(table: Table, name: str, how: str) -> ColumnElement[bool]:
    if how == "null":
        return table.c[name].is_(None)
    value: BindParameter[Any] = bindparam(f"of_{name}", expanding=how == "in")
    return table.c[name].in_(value) if how == "in" else table.c[name] == value


@cache
def new_row(table: Table) -> Insert:
    return insert(table)


@cache
def changed_row(table: Table) -> Update:
    """New values for a row that is still as it was loaded."""
    same = (table.c.id == bindparam("of_id"), table.c.version == bindparam("of_version"))
    return updating(table).where(_mine(table), *same)
