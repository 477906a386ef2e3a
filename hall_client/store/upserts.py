"""INSERT … ON CONFLICT, which each dialect has as a statement of its own."""

from typing import Any

from sqlalchemy import Connection, Table


def dialect_insert(connection: Connection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT; only the dialect at hand is imported."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
