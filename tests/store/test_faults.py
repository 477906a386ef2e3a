"""What fails around the program is told in a sentence, and nothing is left half done."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlcipher3 import dbapi2 as sqlite_driver

from hall_client.app.faults import Fault
from hall_client.app.queries import Queues
from hall_client.store.creation import create
from hall_client.store.database import SqlDatabase
from hall_client.words import say_fault
from tests.hall import Facts, Hall
from tests.postgres import Cluster

NOBODY = 65534
SHORT = 0.3
"""Seconds of patience, where a test waits for them to pass."""


@contextmanager
def told(code: str) -> Iterator[None]:
    """The block fails with this fault, which has words in both languages."""
    with pytest.raises(Fault) as caught:
        yield
    assert caught.value.code == code
    for language in ("zh", "en"):
        said = say_fault(caught.value, language)
        assert said != code
        assert "{" not in said


@pytest.fixture
def file(hall_sqlite: str) -> Path:
    return Path(hall_sqlite.removeprefix("sqlite+pysqlite:///"))


@pytest.fixture
def own(hall_sqlite: str) -> Iterator[Hall]:
    """A hall on a SQLite file."""
    made = Hall(hall_sqlite)
    yield made
    made.close()


# -- not a database of ours ----------------------------------------------------------------------


def a_letter(path: Path) -> None:
    path.write_text("尊敬的用户：\n" * 500, encoding="utf-8")


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def a_folder(path: Path) -> None:
    path.mkdir()


def another_programs(path: Path) -> None:
    with sqlite_driver.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")


@pytest.mark.parametrize("make", [a_letter, nothing, a_folder, another_programs])
def test_a_file_that_is_not_ours_is_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "hall.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with told("database-foreign"):
        SqlDatabase.open(str(path))
    with told("database-exists"):
        create(str(path), rehearsal=True)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_database_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with told("database-missing"):
        SqlDatabase.open(str(tmp_path / "hall.db"))
    assert not list(tmp_path.iterdir())


@pytest.mark.postgres
def test_a_server_database_that_is_not_ours_is_left_as_it_is(fresh_postgres: str) -> None:
    with told("database-foreign"):
        SqlDatabase.open(fresh_postgres)


@pytest.mark.parametrize(("revision", "code"), [("9999", "newer"), ("0000", "older")])
def test_the_schema_of_another_version_is_not_touched(hall: Hall, revision: str, code: str) -> None:
    before = hall.everything()
    hall.sql("UPDATE alembic_version SET version_num = :revision", revision=revision)
    with told(f"database-{code}"):
        SqlDatabase.open(hall.url)
    assert hall.everything() == before


# -- damaged, read-only, full --------------------------------------------------------------------


def test_a_torn_file_is_called_damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    file.write_bytes(content)
    with told("database-damaged"):
        SqlDatabase.open(str(file))


def test_a_file_cut_short_is_called_damaged(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 4096 * 3])
    with told("database-damaged"):
        Hall(str(file)).do("OpenCounter", "clerk1", counter="1")


@contextmanager
def without_rights() -> Iterator[None]:
    """Not as the superuser, who may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that everybody may enter."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_file_that_may_not_be_written_is_called_read_only(
    file: Path, shelf: Path, folder_mode: int
) -> None:
    path = shelf / "hall.db"
    path.write_bytes(file.read_bytes())
    path.chmod(0o444)
    shelf.chmod(folder_mode)
    with without_rights(), told("database-read-only"):
        Hall(str(path)).do("OpenCounter", "clerk1", counter="1")
    shelf.chmod(0o755)
    assert path.read_bytes() == file.read_bytes()


def test_a_place_where_nothing_may_be_made_is_called_read_only(shelf: Path) -> None:
    shelf.chmod(0o555)
    with without_rights(), told("database-read-only"):
        create(str(shelf / "hall.db"), rehearsal=True)
    with without_rights(), told("database-read-only"):
        create(str(shelf / "deeper" / "hall.db"), rehearsal=True)
    assert not list(shelf.iterdir())


@contextmanager
def full_disk(hall: Hall) -> Iterator[None]:
    """The file may not grow; as when the disk is full, in the middle of a transaction."""

    def limit(connection: Any, *_: object) -> None:
        cursor = connection.cursor()
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count={pages}")

    engine = hall.database.engine
    engine.dispose()
    event.listen(engine, "connect", limit)
    yield
    event.remove(engine, "connect", limit)
    engine.dispose()


def test_a_full_disk_loses_nothing_that_was_there(own: Hall) -> None:
    own.open("1")
    with full_disk(own):
        done = tickets_until_it_fails(own)
        before = own.everything()
        press = own.command("IssueTicket", "kiosk1", queue="A", name="长" * 5000)
        with told("disk-full"):
            own.perform(press)
        assert own.everything() == before
    assert own.perform(press).result["number"] == f"A{done + 1:03d}"


def tickets_until_it_fails(hall: Hall) -> int:
    """How many were issued before the disk was full."""
    issued: list[Facts] = []
    with pytest.raises(Fault, match="disk-full"):
        issued.extend(hall.ticket(name="长" * 200) for _ in range(1000))
    return len(issued)


# -- others at the same file ---------------------------------------------------------------------


@pytest.fixture
def hasty(own: Hall) -> Hall:
    """A hall that does not wait long for other programs."""
    own.database.close()
    own.database = SqlDatabase.open(own.url, SHORT)
    own.dispatcher = type(own.dispatcher)(own.database, lambda: own.now)
    return own


def test_a_second_program_that_holds_the_lock_is_waited_for_and_then_told(
    hasty: Hall, file: Path
) -> None:
    hasty.open("1")
    before = hasty.everything()
    press = hasty.command("IssueTicket", "kiosk1", queue="A")
    with file.with_name(file.name + ".lock").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with told("database-busy"):
            hasty.perform(press)
        assert hasty.everything() == before
    assert hasty.perform(press).result["number"] == "A001"


def test_a_foreign_program_in_the_file_is_waited_for_and_then_told(hasty: Hall, file: Path) -> None:
    before = hasty.everything()
    stranger = sqlite_driver.connect(file, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    with told("database-busy"):
        hasty.ticket()
    stranger.execute("ROLLBACK")
    stranger.close()
    assert hasty.everything() == before
    assert hasty.ticket()["number"] == "A001"


# -- the server ----------------------------------------------------------------------------------


@pytest.fixture
def server(hall_postgresql: str) -> Iterator[Hall]:
    """A hall on PostgreSQL."""
    made = Hall(hall_postgresql)
    yield made
    made.close()


@contextmanager
def cut_before_the_journal(hall: Hall, cluster: Cluster) -> Iterator[None]:
    """The server ends the connection when the journal row is about to be written."""

    def cut(connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        if statement.startswith("INSERT INTO journal"):
            pid = connection.connection.driver_connection.info.backend_pid
            cluster.run(f"SELECT pg_terminate_backend({pid}, 5000)")

    engine = hall.database.engine
    event.listen(engine, "before_cursor_execute", cut)
    yield
    event.remove(engine, "before_cursor_execute", cut)


@pytest.mark.postgres
def test_a_connection_lost_in_the_middle_leaves_nothing_and_the_act_can_be_repeated(
    server: Hall, postgres_cluster: Cluster
) -> None:
    server.open("1")
    before = server.everything()
    press = server.command("IssueTicket", "kiosk1", queue="A")
    with cut_before_the_journal(server, postgres_cluster), told("database-unreachable"):
        server.perform(press)
    assert server.everything() == before
    assert server.perform(press).result["number"] == "A001"


@pytest.mark.postgres
def test_a_connection_lost_between_two_acts_goes_unnoticed(
    server: Hall, postgres_cluster: Cluster
) -> None:
    server.open("1")
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    postgres_cluster.run(f"{others} AND backend_type = 'client backend'")
    assert server.ticket()["number"] == "A001"


@pytest.mark.postgres
def test_a_server_that_only_reads_is_called_read_only(server: Hall) -> None:
    with server.database.engine.connect() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
    before = server.everything()
    server.sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    server.database.engine.dispose()
    with told("database-read-only"):
        server.ticket()
    assert server.everything() == before


def test_a_server_that_is_not_there_is_called_unreachable(tmp_path: Path) -> None:
    with told("database-unreachable"):
        SqlDatabase.open(f"postgresql://postgres@/hall?host={tmp_path}")


# -- taken away, or replaced, while it is open ---------------------------------------------------


def test_a_file_taken_away_takes_no_act_with_it(file: Path, own: Hall) -> None:
    """An open file can be moved under the program; what is done then would be lost."""
    moved = file.with_name("moved.db")
    file.rename(moved)
    with told("database-missing"):
        own.ticket()
    with told("database-missing"):
        own.database.change_mark()
    moved.rename(file)
    own.ticket()


def test_a_file_put_in_its_place_is_the_one_that_counts(file: Path, own: Hall) -> None:
    """A backup that was put back while the program ran."""

    def waiting() -> int:
        guide = own.reference.staff["guide1"]
        return sum(row.waiting for row in own.database.ask(Queues(), guide, own.now))

    backup = file.with_name("backup.db")
    shutil.copy(file, backup)
    own.ticket()
    assert waiting() == 1
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    backup.rename(file)
    assert waiting() == 0
    own.ticket()
    assert waiting() == 1
