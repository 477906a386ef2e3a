"""The tables as the program knows them, and as the migrations made them, are the same tables."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from hall_client.places import MIGRATIONS
from hall_client.store.engines import open_engine, parse_url
from hall_client.store.migrations import create_all_sql, upgrade

SQLITE = """
    SELECT type || ' ' || name, tbl_name, sql FROM sqlite_master
    WHERE tbl_name <> 'alembic_version' AND sql IS NOT NULL
"""
# Columns, constraints, indexes, triggers and functions, each as the server spells it out.
POSTGRESQL = """
    SELECT 'column ' || table_name || '.' || column_name, '',
        concat_ws(' ', ordinal_position, data_type, collation_name, is_nullable, column_default)
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    UNION ALL
    SELECT 'constraint ' || conname, conrelid::regclass::text, pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
    UNION ALL
    SELECT 'index ' || indexname, tablename, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    UNION ALL
    SELECT 'trigger ' || tgname, tgrelid::regclass::text, pg_get_triggerdef(oid)
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT 'function ' || proname, '', prosrc FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prolang <> 13
"""


def dump(engine: Engine) -> dict[str, tuple[str, str]]:
    """What the database says of itself: name of the part -> (its table, its definition)."""
    query = SQLITE if engine.dialect.name == "sqlite" else POSTGRESQL
    with engine.connect() as connection:
        rows = connection.execute(text(query)).all()
    # A table that was made anew bears its name in quotes; a column added later stands last.
    return {name: (table, re.sub(r'[\s"]+', " ", words).strip()) for name, table, words in rows}


def make_from_tables(engine: Engine) -> None:
    """As the program would make them today, with the guards of all revisions."""
    guards = sorted((MIGRATIONS / "sql").glob(f"*_{engine.dialect.name}_guards.sql"))
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        for statement in create_all_sql(engine):
            raw.execute(statement)
        run = raw.executescript if engine.dialect.name == "sqlite" else raw.execute
        for script in guards:
            run(script.read_text(encoding="utf-8"))
        connection.connection.commit()


@pytest.fixture
def two_engines(
    database_url: str, another: Callable[[str], str]
) -> Iterator[tuple[Engine, Engine]]:
    made = [
        open_engine(parse_url(url), create=True) for url in (database_url, another(database_url))
    ]
    yield made[0], made[1]
    for engine in made:
        engine.dispose()


@pytest.fixture
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    def make(url: str) -> str:
        if url.startswith("sqlite"):
            return f"sqlite+pysqlite:///{tmp_path / 'another.db'}"
        database: str = request.getfixturevalue("make_database")(None)
        return database

    return make


def test_migrations_and_tables_agree(two_engines: tuple[Engine, Engine]) -> None:
    migrated, made = two_engines
    upgrade(migrated)
    make_from_tables(made)
    assert dump(migrated) == dump(made)
    assert any(name.startswith("trigger") for name in dump(made))


def test_an_upgrade_of_what_is_new_changes_nothing(two_engines: tuple[Engine, Engine]) -> None:
    migrated, _ = two_engines
    upgrade(migrated)
    before = dump(migrated)
    upgrade(migrated)
    assert dump(migrated) == before
