"""Bringing a database to the program's schema: Alembic runs plain SQL, one file per dialect."""

from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select
from sqlalchemy.schema import CreateIndex, CreateTable

from hall_client.app.faults import DatabaseForeign, DatabaseNewer
from hall_client.places import MIGRATIONS
from hall_client.store.tables import metadata

HEAD = "0001"


def revision_of(connection: Connection) -> str | None:
    """The schema revision stored in the database; None where Alembic has never been."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    table = Table("alembic_version", MetaData(), autoload_with=connection)
    return connection.execute(select(table.c.version_num)).scalar()


def upgrade(engine: Engine) -> None:
    """Run what is missing up to HEAD; Alembic is imported only here, it is slow to start."""
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, HEAD)


def require_current(connection: Connection, place: str) -> None:
    """Refuse a database that is not ours or made by a newer program; ask to upgrade an older."""
    found = revision_of(connection)
    if found is None:
        raise DatabaseForeign(path=place)
    if found > HEAD:
        raise DatabaseNewer(path=place, found=found, known=HEAD)


def needs_upgrade(connection: Connection) -> bool:
    found = revision_of(connection)
    return found is not None and found < HEAD


def create_all_sql(dialect_engine: Engine) -> list[str]:
    """The statements that make the whole schema anew, in order (for the drift check)."""
    dialect = dialect_engine.dialect
    made = []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return made
