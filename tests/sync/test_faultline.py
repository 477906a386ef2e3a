"""The bad line does what it says: seen by real clients of a real server, and at that server."""

import itertools
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hall_client.places import ROOT
from tests.faultline import COMMANDS, Proxy, Weather, forecast
from tests.faultline.wire import Message, Wire
from tests.postgres import Cluster
from tests.processes import spawn, until_we_die

pytestmark = pytest.mark.postgres

Client = psycopg.Connection[tuple[Any, ...]]
Act = Callable[[Client], object]
INSERT = "INSERT INTO n VALUES (1)"
HAPPENS_WITHIN_SECONDS = 30
BAD = "by the bad line"


class Table:
    """One table of numbers, written by the bad line, read by a good one."""

    def __init__(self, url: str, line: Proxy) -> None:
        self.good = url.replace("+psycopg", "")
        self.bad = line.through(self.good)
        with self.read() as reader:
            reader.execute("CREATE TABLE n (n int PRIMARY KEY, filling text)")

    def connect(self, *, autocommit: bool = False) -> Client:
        return psycopg.connect(
            self.bad, autocommit=autocommit, connect_timeout=2, application_name=BAD
        )

    def read(self) -> Client:
        return psycopg.connect(self.good, autocommit=True)

    def numbers(self) -> list[int]:
        with self.read() as reader:
            return [row[0] for row in reader.execute("SELECT n FROM n ORDER BY n")]

    def sessions(self) -> int:
        """How many clients of the bad line the server believes to have."""
        with self.read() as reader:
            found = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            return reader.execute(f"{found} AND application_name = '{BAD}'").rowcount

    def is_asleep(self) -> bool:
        with self.read() as reader:
            found = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            return reader.execute(f"{found} AND wait_event = 'PgSleep'").rowcount > 0


@pytest.fixture
def line(postgres_cluster: Cluster) -> Iterator[Proxy]:
    with Proxy(postgres_cluster.socket) as made:
        yield made


@pytest.fixture
def table(fresh_postgres: str, line: Proxy) -> Table:
    return Table(fresh_postgres, line)


@contextmanager
def patience(client: Client, spent: Callable[[], bool]) -> Iterator[None]:
    """Whoever waits when it is spent gives up: the client's end is shut, as a watchdog would."""
    over = threading.Event()

    def watch() -> None:
        while not spent():
            if over.wait(0.02):
                return
        with suppress(psycopg.OperationalError, OSError):
            own = socket.socket(fileno=client.fileno())
            own.shutdown(socket.SHUT_RDWR)
            own.detach()

    watchdog = threading.Thread(target=watch)
    watchdog.start()
    try:
        yield
    finally:
        over.set()
        watchdog.join()


def half_a_second() -> Callable[[], bool]:
    end = time.monotonic() + 0.5
    return lambda: time.monotonic() > end


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + HAPPENS_WITHIN_SECONDS
    while not (happened := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return happened


# -- a line that passes --------------------------------------------------------------------------


def test_everything_goes_through_a_line_that_passes(table: Table, line: Proxy) -> None:
    with table.connect() as client:
        for n in range(8):  # psycopg prepares what it has run five times
            client.execute("INSERT INTO n VALUES (%s, %s)", (n, "龘" * 100_000))
        with client.cursor().copy("COPY n FROM STDIN") as copy:
            copy.write_row((8, "copied"))
        with client.pipeline():
            client.execute("INSERT INTO n VALUES (9)")
        fillings = client.execute("SELECT filling FROM n WHERE n < 8").fetchall()
    assert fillings == [("龘" * 100_000,)] * 8
    assert table.numbers() == list(range(10))
    assert not line.injected


def test_a_client_can_cancel_its_statement(table: Table) -> None:
    def cancel_when_it_sleeps() -> None:
        eventually(table.is_asleep)
        client.cancel_safe()

    with table.connect() as client:
        impatient = threading.Thread(target=cancel_when_it_sleeps)
        impatient.start()
        with pytest.raises(psycopg.errors.QueryCanceled):
            client.execute("SELECT pg_sleep(30)")
        impatient.join()


def test_a_line_reaches_a_server_by_tcp_too(table: Table, line: Proxy) -> None:
    with Proxy(f"127.0.0.1:{line.port}") as longer:
        with psycopg.connect(longer.through(table.good)) as client:
            client.execute(INSERT)
        assert table.numbers() == [1]


def test_nobody_at_the_other_end_is_an_error_at_once(tmp_path: Path) -> None:
    with (
        Proxy(tmp_path / "nobody") as line,
        pytest.raises(psycopg.OperationalError, match=r"closed the connection|reset by peer"),
    ):
        psycopg.connect(line.through("postgresql://postgres@/hall"), connect_timeout=10)


# -- a line that is told to fail -----------------------------------------------------------------


def test_refuse_is_a_server_that_does_not_run_and_plug_brings_it_back(
    table: Table, line: Proxy
) -> None:
    client = table.connect()
    line.refuse()
    with pytest.raises(psycopg.OperationalError):
        client.execute(INSERT)
    with pytest.raises(psycopg.OperationalError, match="refused"):
        table.connect()
    line.plug()
    with table.connect() as again:
        again.execute(INSERT)
    assert table.numbers() == [1]
    assert line.injected == {"refuse": 1}


def test_reset_ends_everybody_and_lets_them_in_again(table: Table, line: Proxy) -> None:
    clients = [table.connect(), table.connect()]
    line.reset()
    for client in clients:
        with pytest.raises(psycopg.OperationalError, match=r"reset by peer|closed the connection"):
            client.execute(INSERT)
    with table.connect() as again:
        again.execute(INSERT)
    assert table.numbers() == [1]
    assert line.injected == {"reset": 2}


def test_unplugged_a_commit_arrives_late_though_the_client_gave_it_up(
    table: Table, line: Proxy
) -> None:
    client = table.connect()
    client.execute(INSERT)
    line.unplug()
    with (
        patience(client, lambda: line.injected["hold"] > 0),
        pytest.raises(psycopg.OperationalError),
    ):
        client.commit()
    client.close()
    assert table.numbers() == []
    assert table.sessions() == 1, "the server still believes in its client"
    line.plug()
    assert eventually(lambda: table.numbers() == [1])
    assert eventually(lambda: table.sessions() == 0)
    assert line.injected["hold"]


def test_unplugged_for_a_moment_nothing_is_lost(table: Table, line: Proxy) -> None:
    with table.connect() as client:
        line.unplug()
        threading.Timer(0.2, line.plug).start()
        client.execute(INSERT)
    assert table.numbers() == [1]


def test_a_black_hole_takes_connections_and_never_answers(table: Table, line: Proxy) -> None:
    client = table.connect(autocommit=True)
    line.black_hole()
    with pytest.raises(psycopg.OperationalError, match="timeout"):
        table.connect()
    met = line.injected["black-hole"]
    with (
        patience(client, lambda: line.injected["black-hole"] > met),
        pytest.raises(psycopg.OperationalError),
    ):
        client.execute(INSERT)
    client.close()
    assert table.sessions() == 1, "half open: the server has not heard that the client closed"
    line.plug()
    assert eventually(lambda: table.sessions() == 0)
    assert table.numbers() == []


def test_a_stream_with_a_hole_stays_silent_and_others_go_on(table: Table, line: Proxy) -> None:
    client = table.connect(autocommit=True)
    client.pgconn.enter_pipeline_mode()
    line.black_hole()
    for number in (b"1", b"2"):
        client.pgconn.send_query_params(b"INSERT INTO n VALUES (" + number + b")", None)
        client.pgconn.pipeline_sync()
        client.pgconn.flush()
        assert eventually(lambda: line.injected["black-hole"] == 1)
        line.plug()
    with table.connect() as other:
        other.execute("INSERT INTO n VALUES (3)")
    client.close()
    assert eventually(lambda: table.sessions() == 0)
    assert table.numbers() == [3]


def test_an_idle_connection_outlives_a_black_hole(table: Table, line: Proxy) -> None:
    with table.connect() as client:
        line.black_hole()
        line.plug()
        client.execute(INSERT)
    assert table.numbers() == [1]


def test_dropped_replies_hide_what_was_done(table: Table, line: Proxy) -> None:
    client = table.connect(autocommit=True)
    line.drop_replies()
    with (
        patience(client, lambda: line.injected["drop-replies"] > 0),
        pytest.raises(psycopg.OperationalError),
    ):
        client.execute(INSERT)
    assert table.numbers() == [1]
    assert line.injected == {"drop-replies": 1}


def test_a_slow_line_takes_its_time_each_way(table: Table, line: Proxy) -> None:
    with table.connect(autocommit=True) as client:
        line.slow(100)
        begun = time.monotonic()
        client.execute(INSERT)
        # Only from below: nothing can come sooner, whatever else the machine does.
        assert time.monotonic() - begun >= 0.2
        line.plug()
    assert table.numbers() == [1]
    assert line.injected["slow"] >= 2


def do_all(client: Client, statements: list[str]) -> None:
    for statement in statements:
        client.execute(statement.encode())


@pytest.mark.parametrize(
    ("count", "unit", "left"), [(2, "messages", [1, 2]), (1, "messages", []), (70, "bytes", [])]
)
def test_a_line_is_cut_at_a_message_or_a_byte(
    table: Table, line: Proxy, count: int, unit: str, left: list[int]
) -> None:
    client = table.connect(autocommit=True)
    line.cut_after(count, unit)
    statements = ["BEGIN; INSERT INTO n VALUES (1)", "INSERT INTO n VALUES (2); COMMIT"]
    with pytest.raises(psycopg.OperationalError):
        do_all(client, statements)
    assert eventually(lambda: table.sessions() == 0)
    assert table.numbers() == left
    assert line.injected == {"cut": 1}
    with table.connect() as again:
        again.execute("SELECT 1")


# -- the lost reply ------------------------------------------------------------------------------


def in_a_transaction(client: Client) -> None:
    client.execute(INSERT)
    client.commit()


def in_one_text(client: Client) -> None:
    client.execute(f"BEGIN; {INSERT}; COMMIT")


def in_a_pipeline(client: Client) -> None:
    with client.pipeline() as pipeline:
        client.execute(INSERT)
        pipeline.sync()
        client.commit()


def by_copy(client: Client) -> None:
    with client.cursor().copy("COPY n (n) FROM STDIN") as copy:
        copy.write_row((1,))
    client.commit()


def with_a_prepared_commit(client: Client) -> None:
    client.execute("SELECT 1", prepare=True)
    client.execute(INSERT, prepare=True)
    client.execute("COMMIT", prepare=True)


WAYS = [in_a_transaction, in_one_text, in_a_pipeline, by_copy, with_a_prepared_commit]


@pytest.mark.parametrize("act", WAYS)
def test_a_lost_reply_to_a_commit_leaves_the_row_there(table: Table, line: Proxy, act: Act) -> None:
    client = table.connect()
    line.drop_next_commit_reply()
    with pytest.raises(psycopg.OperationalError):
        act(client)
    assert table.numbers() == [1]
    assert line.injected == {"lost-reply": 1}
    with table.connect() as again:
        again.execute("INSERT INTO n VALUES (2)")
    assert table.numbers() == [1, 2], "one reply is lost, not the next"


@pytest.mark.parametrize("act", WAYS)
def test_a_lost_commit_leaves_no_row(table: Table, line: Proxy, act: Act) -> None:
    client = table.connect()
    line.drop_next_request()
    with pytest.raises(psycopg.OperationalError):
        act(client)
    assert eventually(lambda: table.sessions() == 0)
    assert table.numbers() == []
    assert line.injected == {"lost-request": 1}


def test_a_reply_can_be_lost_without_a_word(table: Table, line: Proxy) -> None:
    client = table.connect()
    client.execute(INSERT)
    line.drop_next_reply(silently=True)
    with (
        patience(client, lambda: line.injected["lost-reply"] > 0),
        pytest.raises(psycopg.OperationalError),
    ):
        client.commit()
    assert table.numbers() == [1]


def test_the_reply_to_any_statement_can_be_lost(table: Table, line: Proxy) -> None:
    client = table.connect(autocommit=True)
    insert = "INSERT INTO n VALUES (%s)"
    for n in range(6):
        client.execute(insert, (n,), prepare=True)
    line.drop_next_reply(matching="INSERT INTO n")
    client.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        client.execute(insert, (6,), prepare=True)
    assert table.numbers() == list(range(7))


# -- weather, and by hand ------------------------------------------------------------------------


def test_the_weather_is_the_same_for_the_same_seed_and_knows_every_fault(line: Proxy) -> None:
    coming = forecast(7, longest_seconds=2.0)
    spells = [next(coming) for _ in range(400)]
    again = forecast(7, longest_seconds=2.0)
    assert spells == [next(again) for _ in spells]
    assert all(0 < spell.seconds <= 2.0 for spell in spells)
    assert {spell.command.split()[0] for spell in spells} == set(COMMANDS) - {"calm"}
    weather = Weather(7, line)
    assert [weather.step() for _ in range(60)] == spells[:60]
    assert weather.past == spells[:60]


def test_after_foul_weather_everything_insisted_on_is_there_once(table: Table, line: Proxy) -> None:
    confirmed: list[int] = []
    with Weather(5, line, longest_seconds=0.2) as weather:
        threads = [
            threading.Thread(target=insist, args=(table, weather, numbers, confirmed))
            for numbers in (itertools.count(0, 2), itertools.count(1, 2))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert table.numbers() == sorted(confirmed)
    assert len(line.injected) >= 3, line.injected
    with table.connect() as client:
        assert client.execute("SELECT 1").fetchone() == (1,)


def insist(table: Table, weather: Weather, numbers: Iterator[int], confirmed: list[int]) -> None:
    """Each number until the server has said that it is there, through a good many spells."""
    left: list[int] = []
    while left or len(weather.past) < 30:
        with suppress(psycopg.OperationalError), table.connect() as client:
            while left or len(weather.past) < 30:
                left = left or [next(numbers)]
                with patience(client, half_a_second()):
                    client.execute(f"INSERT INTO n VALUES ({left[0]}) ON CONFLICT DO NOTHING")
                    client.commit()
                confirmed.append(left.pop())


def test_the_line_can_be_led_by_hand(table: Table, line: Proxy, postgres_cluster: Cluster) -> None:
    command = [sys.executable, "-m", "tests.faultline", "--to", str(postgres_cluster.socket)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = spawn([*until_we_die("KILL"), *command], cwd=ROOT, **pipes)
    commands, answers = process.stdin, process.stdout
    assert commands
    assert answers
    found = re.search(rb"127.0.0.1:(\d+)", answers.readline())
    assert found
    by_hand = table.bad.replace(str(line.port), found[1].decode())
    with psycopg.connect(by_hand) as client:
        client.execute(INSERT)

    def say(words: str) -> str:
        commands.write(f"{words}\n".encode())
        commands.flush()
        return answers.readline().decode()

    assert say("refuse") == "refuse refuse=1\n"
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(by_hand)
    assert say("plug") == "pass refuse=1\n"
    assert psycopg.connect(by_hand).execute("SELECT n FROM n").fetchone() == (1,)
    for nonsense in ("what", "slow", "slow down", "cut-after 0", "plug in"):
        assert say(nonsense).strip() not in ("", "pass refuse=1")
    assert say("slow 5").startswith("slow refuse=1")
    process.communicate(b"quit\n", timeout=HAPPENS_WITHIN_SECONDS)
    assert process.returncode == 0


# -- the protocol --------------------------------------------------------------------------------

START = b"\0\0\0\x09\0\x03\0\0\0"
TLS_REQUEST = b"\0\0\0\x08\x04\xd2\x16\x2f"


def framed(kind: bytes, body: bytes = b"") -> bytes:
    return kind + (len(body) + 4).to_bytes(4, "big") + body


def test_messages_are_found_however_the_bytes_come() -> None:
    wire = Wire()
    bind = framed(b"B", b"\0s1\0\0\0\0\0\0\0")
    sent = [TLS_REQUEST, START, framed(b"Q", b"BEGIN\0"), framed(b"P", b"s1\0COMMIT\0\0\0"), bind]
    sent += [framed(b"E", b"\0\0\0\0\0"), framed(b"S")]
    found: list[Message] = []
    for byte in b"".join(sent):
        found += wire.from_client(bytes([byte]))
    assert [one.raw for one in found] == sent
    assert [one.turn for one in found] == [0, 1, 2, 3, 3, 3, 3]
    assert [one.sql for one in found] == ["", "", "BEGIN", "", "COMMIT", "", ""]


def test_what_is_encrypted_goes_on_as_it_comes() -> None:
    wire = Wire()
    assert [one.raw for one in wire.from_client(TLS_REQUEST)] == [TLS_REQUEST]
    assert [one.raw for one in wire.from_server(b"S")] == [b"S"]
    assert [one.raw for one in wire.from_client(b"\x16\x03\x01\x02")] == [b"\x16\x03\x01\x02"]
    assert [one.raw for one in wire.from_server(b"\x16\x03")] == [b"\x16\x03"]
