"""The PostgreSQL of the run: every other test on it trusts these few facts."""

import threading
from collections.abc import Callable

import psycopg
import pytest

from tests.postgres import Cluster, database_of, own_cluster

pytestmark = pytest.mark.postgres


def plain(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")


def ask(url: str, statement: str) -> object:
    with psycopg.connect(plain(url), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchone()[0] if cursor.description else None


def test_texts_are_compared_byte_by_byte_and_rare_characters_survive(fresh_postgres: str) -> None:
    assert ask(fresh_postgres, "SELECT datcollate FROM pg_database LIMIT 1") == "C.UTF-8"
    assert ask(fresh_postgres, "SELECT '𬭎䶮𠮷'") == "𬭎䶮𠮷"


def test_the_tests_enter_as_superuser(postgres_url: str) -> None:
    assert ask(postgres_url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is True


def test_a_copy_of_a_template_has_its_rows_and_leaves_it_alone(
    postgres_cluster: Cluster, make_database: Callable[[str | None], str]
) -> None:
    name = postgres_cluster.template(
        "three", lambda url: ask(url, "CREATE TABLE n AS SELECT generate_series(1, 3)")
    )
    first, second = make_database(name), make_database(name)
    ask(first, "DELETE FROM n")
    assert ask(first, "SELECT count(*) FROM n") == 0
    assert ask(second, "SELECT count(*) FROM n") == 3


def test_what_was_committed_outlives_a_crash_and_what_was_not_does_not() -> None:
    with own_cluster(durable=True, listening=True) as cluster:
        url = cluster.tcp_url(database_of(cluster.make_database()))
        ask(url, "CREATE TABLE n AS SELECT 1 AS n")
        with psycopg.connect(plain(url)) as unfinished:
            unfinished.execute("INSERT INTO n VALUES (2)")
            cluster.crash()
            with pytest.raises(psycopg.OperationalError):
                ask(url, "SELECT 1")
            cluster.restart()
            with pytest.raises(psycopg.OperationalError):
                unfinished.commit()
        assert ask(url, "SELECT array_agg(n) FROM n") == [1]


def test_a_server_restarted_from_a_thread_that_ends_goes_on() -> None:
    with own_cluster() as cluster:
        other = threading.Thread(target=cluster.restart)
        other.start()
        other.join()
        assert ask(cluster.url(), "SELECT 1 FROM pg_sleep(0.5)") == 1


def test_two_sessions_claim_different_rows(fresh_postgres: str) -> None:
    ask(fresh_postgres, "CREATE TABLE n AS SELECT generate_series(1, 2) AS n")
    both, claimed = threading.Barrier(2, timeout=20), []

    def claim() -> None:
        with psycopg.connect(plain(fresh_postgres)) as connection:
            cursor = connection.execute("SELECT n FROM n LIMIT 1 FOR UPDATE SKIP LOCKED")
            claimed.append(cursor.fetchone())
            both.wait()

    threads = [threading.Thread(target=claim) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [(1,), (2,)]
