"""The PostgreSQL of the run: every other test on it trusts these few facts."""

import threading
from collections.abc import Callable

import psycopg
import pytest

from tests.postgres import Cluster, own_cluster

pytestmark = pytest.mark.postgres


def ask(url: str, statement: str) -> object:
    plain = url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(plain, autocommit=True) as connection:
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


def test_what_was_committed_outlives_a_server_killed_at_once() -> None:
    with own_cluster(durable=True) as cluster:
        url = cluster.make_database()
        ask(url, "CREATE TABLE n AS SELECT 1 AS n")
        cluster.stop(immediately=True)
        cluster.start()
        assert ask(url, "SELECT count(*) FROM n") == 1


def test_two_sessions_claim_different_rows(fresh_postgres: str) -> None:
    ask(fresh_postgres, "CREATE TABLE n AS SELECT generate_series(1, 2) AS n")
    plain = fresh_postgres.replace("postgresql+psycopg", "postgresql")
    both, claimed = threading.Barrier(2, timeout=20), []

    def claim() -> None:
        with psycopg.connect(plain) as connection:
            cursor = connection.execute("SELECT n FROM n LIMIT 1 FOR UPDATE SKIP LOCKED")
            claimed.append(cursor.fetchone())
            both.wait()

    threads = [threading.Thread(target=claim) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [(1,), (2,)]
