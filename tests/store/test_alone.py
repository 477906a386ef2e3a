"""A task that one program at a time may do: the second is told, and a dead one holds nobody up."""

import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from sqlalchemy import text

from hall_client.app.faults import Fault
from hall_client.places import ROOT
from hall_client.store.database import SqlDatabase

HOLDER = """
import sys, time
from hall_client.store.database import SqlDatabase
with SqlDatabase.open(sys.argv[1]).alone("task") as held:
    print(held(), flush=True)
    time.sleep(60)
"""


@pytest.fixture
def open_database(hall_database: str) -> Callable[[], SqlDatabase]:
    return lambda: SqlDatabase.open(hall_database)


def test_the_second_is_told_and_comes_in_when_the_first_has_gone(
    open_database: Callable[[], SqlDatabase],
) -> None:
    first, second = open_database(), open_database()
    with first.alone("task") as mine:
        assert mine()
        with second.alone("task") as theirs, second.alone("another") as other:
            assert (theirs(), other()) == (False, True)
        assert mine(), "asking for it takes it from nobody"
    with second.alone("task") as theirs:
        assert theirs()
    for database in (first, second):
        database.close()


def test_everybody_works_on_while_one_holds_a_task(
    open_database: Callable[[], SqlDatabase],
) -> None:
    first, second = open_database(), open_database()
    with first.alone("task"):
        second.set_password("clerk1", "Halle-2026-probe")
        assert second.sign_in("clerk1", "Halle-2026-probe").login == "clerk1"
    for database in (first, second):
        database.close()


def comes_in(database: SqlDatabase) -> bool:
    """Whether the task is free; a server notices the end of a connection a moment later."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with database.alone("task") as held:
            if held():
                return True
        time.sleep(0.05)
    return False


def test_a_killed_process_lets_go(
    hall_database: str, open_database: Callable[[], SqlDatabase]
) -> None:
    words = [sys.executable, "-c", HOLDER, hall_database]
    holder = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "True\n"
    database = open_database()
    with database.alone("task") as held:
        assert not held()
    holder.kill()
    holder.communicate()
    assert comes_in(database), "held by nobody and not free"
    database.close()


@pytest.mark.postgres
def test_whose_connection_broke_is_told_in_words(hall_postgresql: str) -> None:
    first, second = SqlDatabase.open(hall_postgresql), SqlDatabase.open(hall_postgresql)
    end = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"

    def broken() -> None:
        with first.alone("task") as held, second.engine.begin() as connection:
            assert held()
            connection.execute(text(end))
            held()

    with pytest.raises(Fault) as caught:
        broken()
    assert caught.value.code == "database-unreachable"
    with second.alone("task") as held:
        assert held()
    for database in (first, second):
        database.close()
