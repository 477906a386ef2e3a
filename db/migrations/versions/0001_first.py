"""The first schema: queue, cases, journal, reference, and what the database itself forbids."""

from collections.abc import Iterator
from pathlib import Path

from alembic import op
from sqlcipher3.dbapi2 import complete_statement

revision = "0001"
down_revision = None

SQL = Path(__file__).resolve().parent.parent / "sql"


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    text = (SQL / f"0001_{dialect}.sql").read_text(encoding="utf-8")
    for statement in statements(text) if dialect == "sqlite" else [text]:
        op.get_bind().exec_driver_sql(statement, execution_options={"no_parameters": True})


def statements(text: str) -> Iterator[str]:
    """One by one, as SQLite itself tells where one ends: bodies of triggers hold semicolons.

    PostgreSQL takes the whole text at once.
    """
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
    assert not statement.strip(), f"the last statement has no end: {statement}"
