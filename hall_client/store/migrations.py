"""Bringing a database to the program's schema: Alembic runs plain SQL, one file per dialect."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlcipher3.dbapi2 import complete_statement

from hall_client.places import MIGRATIONS
from hall_client.store.opening import HEAD
from hall_client.store.tables.whole import metadata


def upgrade(engine: Engine, to: str = HEAD) -> None:
    """Run what is missing up to a revision; Alembic is imported only here, it is slow to start."""
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, to)


def run_script(connection: Connection, revision: str, part: str = "") -> None:
    """Run the plain SQL of a revision, or a part of it, for this kind of database."""
    dialect = connection.dialect.name
    script = (MIGRATIONS / "sql" / f"{revision}_{dialect}{part}.sql").read_text(encoding="utf-8")
    for statement in _statements(script) if dialect == "sqlite" else [script]:
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _statements(script: str) -> Iterator[str]:
    """One by one, as SQLite itself tells where one ends: bodies of triggers hold semicolons.

    PostgreSQL takes the whole text at once.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
    assert not statement.strip(), f"the last statement has no end: {statement}"


def create_all_sql(dialect_engine: Engine) -> list[str]:
    """The statements that make the whole schema anew, in order (for the drift check)."""
    dialect = dialect_engine.dialect
    made = []
    for table in metadata.sorted_tables:
        _spell_out(table, dialect.name)
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return made


def _spell_out(table: Table, dialect: str) -> None:
    """Say in a dialect's own options what only making a table asks for.

    Named at the table itself, they would load both dialects with all their drivers at each start.
    """
    if dialect == "sqlite":
        table.dialect_options[dialect]["strict"] = True
    for index in table.indexes:
        index.dialect_options[dialect]["where"] = index.info.get("where")
