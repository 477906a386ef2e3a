"""Bringing a database to the program's schema: Alembic runs plain SQL, one file per dialect."""

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.schema import CreateIndex, CreateTable

from hall_client.app.faults import DatabaseForeign, DatabaseNewer, DatabaseOlder
from hall_client.places import MIGRATIONS
from hall_client.store.tables import metadata
from hall_client.store.tables.journal import database_info

HEAD = "0001"


def revision_of(connection: Connection) -> str | None:
    """The schema revision stored in the database; None where it is not one of ours."""
    known = inspect(connection)
    if not (known.has_table("alembic_version") and known.has_table(database_info.name)):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine) -> None:
    """Run what is missing up to HEAD; Alembic is imported only here, it is slow to start."""
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, HEAD)


def require_ours(connection: Connection, place: str) -> str:
    """Return the revision; refuse a database that is not ours or made by a newer program."""
    found = revision_of(connection)
    if found is None:
        raise DatabaseForeign(path=place)
    if found > HEAD:
        raise DatabaseNewer(path=place, found=found, known=HEAD)
    return found


def require_current(connection: Connection, place: str) -> None:
    """Refuse what is not ours or newer, and ask to upgrade what is older."""
    if require_ours(connection, place) < HEAD:
        raise DatabaseOlder(path=place)


def create_all_sql(dialect_engine: Engine) -> list[str]:
    """The statements that make the whole schema anew, in order (for the drift check)."""
    dialect = dialect_engine.dialect
    made = []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return made
