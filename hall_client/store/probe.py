"""What `doctor` sees of the database: the SQLite inside, whether it answers, whether it is whole."""

from collections.abc import Iterator

from sqlcipher3 import dbapi2 as sqlite_driver

from hall_client.app.faults import DatabaseMissing, Fault
from hall_client.app.findings import Finding, fault, ok, warning
from hall_client.store.database import SqlDatabase
from hall_client.store.engines import parse_url

# Older ones can lose pages of a WAL that several programs write.
SAFE_SQLITE = (3, 51, 3)


def probe(url: str) -> Iterator[Finding]:
    yield library(sqlite_driver.sqlite_version)
    yield database(url)


def library(version: str) -> Finding:
    """`version` is that of the SQLite that the driver carries, such as 3.53.0."""
    numbers = tuple(int(part) for part in version.split("."))
    needed = ".".join(map(str, SAFE_SQLITE))
    if numbers < SAFE_SQLITE:
        return fault("sqlite", "sqlite-unsafe", version=version, needed=needed)
    return ok("sqlite", "sqlite-safe", version=version)


def database(url: str) -> Finding:
    """Open it and read through it; a database that is not made yet is only worth a word."""
    try:
        place = parse_url(url).render_as_string(hide_password=True)
        facts = facts_of(url)
    except DatabaseMissing:
        return warning("database", "database-absent", url=place)
    except Fault as problem:
        return fault("database", "database-fault", url=url_told(problem), problem=problem.code)
    if facts["integrity"] != "ok":
        return fault("database", "database-torn", url=place, problem=facts["integrity"])
    return ok("database", "database-healthy", url=place, version=facts["engine"])


def facts_of(url: str) -> dict[str, str]:
    opened = SqlDatabase.open(url)
    try:
        return opened.facts()
    finally:
        opened.close()
