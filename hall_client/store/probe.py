"""What `doctor` sees of the database: the SQLite inside, whether it answers and is whole."""

from collections.abc import Iterator

from sqlcipher3 import dbapi2 as sqlite_driver

from hall_client.app.diagnosis import Diagnosis, fault, ok, warning
from hall_client.app.faults import DatabaseMissing, Fault
from hall_client.store.database import SqlDatabase

# Older ones can lose pages of a WAL that several programs write.
SAFE_SQLITE = (3, 51, 3)


def probe(url: str) -> Iterator[Diagnosis]:
    yield library(sqlite_driver.sqlite_version)
    yield database(url)


def library(version: str) -> Diagnosis:
    """`version` is that of the SQLite that the driver carries, such as 3.53.0."""
    numbers = tuple(int(part) for part in version.split("."))
    needed = ".".join(map(str, SAFE_SQLITE))
    if numbers < SAFE_SQLITE:
        return fault("sqlite", "sqlite-unsafe", version=version, needed=needed)
    return ok("sqlite", "sqlite-safe", version=version)


def database(url: str) -> Diagnosis:
    """Open it and read through it; a database that is not made yet is only worth a word."""
    try:
        facts = facts_of(url)
    except DatabaseMissing as absent:
        return warning("database", "database-absent", url=str(absent.facts.get("path", "")))
    except Fault as problem:
        told = {name: str(value) for name, value in problem.facts.items()}
        return fault("database", "database-fault", **told, problem=problem.code)
    if facts["integrity"] != "ok":
        told = {"url": facts["place"], "found": facts["integrity"]}
        return fault("database", "database-torn", **told)
    return ok("database", "database-healthy", url=facts["place"], version=facts["engine"])


def facts_of(url: str) -> dict[str, str]:
    opened = SqlDatabase.open(url)
    try:
        return opened.facts()
    finally:
        opened.close()
