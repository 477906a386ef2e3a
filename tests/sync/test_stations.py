"""Station processes can be spoken with, killed and started again, and leave nothing behind."""

import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall_client.places import ROOT
from tests.faultline import Proxy
from tests.postgres import Cluster
from tests.processes import spawn, until_we_die
from tests.stations import StationGone, StationProcess, StationSilent

# Echoes, waits, complains, or passes a crash point as the program does.
ECHO = """
import json, os, signal, sys
name, _, left = os.environ.get("HALL_CRASH_AT", "").partition(":")
left = int(left or 0)
for line in sys.stdin:
    said = json.loads(line)
    if said.get("wait"):
        signal.pause()
    if said.get("leave"):
        sys.exit("left as told")
    if said.get("pass") == name:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    print(json.dumps({"heard": said, "pid": os.getpid(), "hall": os.environ.get("HALL_NAME")}))
    sys.stdout.flush()
"""
LONGEST_SECONDS = 30


@pytest.fixture
def echo(tmp_path: Path) -> Iterator[StationProcess]:
    program = (sys.executable, "-c", ECHO)
    with StationProcess(tmp_path / "echo", program=program, HALL_NAME="一") as station:
        yield station


def gone(pid: int) -> bool:
    """A process that has ended, or is about to be collected."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def test_a_station_answers_line_by_line_in_its_own_environment(
    echo: StationProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALL_CRASH_AT", "journal:1")
    echo.start()
    first = echo.send({"pass": "journal", "name": "张䶮" * 100_000})
    assert first["heard"] == {"pass": "journal", "name": "张䶮" * 100_000}
    assert first["hall"] == "一"
    echo.say({"n": 1})
    echo.say({"n": 2})
    assert [echo.hear()["heard"]["n"] for _ in range(2)] == [1, 2]
    assert echo.end() == 0
    assert not echo.deaths


def test_a_station_dies_at_its_crash_point_and_only_once(echo: StationProcess) -> None:
    echo.start(crash_at="journal:2")
    echo.send({"pass": "journal"})
    echo.send({"pass": "effect"})
    with pytest.raises(StationGone) as met:
        echo.send({"pass": "journal"})
    assert met.value.killed
    with pytest.raises(StationGone):
        echo.send({})
    echo.start(HALL_NAME="二")
    assert echo.send({"pass": "journal"})["hall"] == "二"
    assert echo.send({"pass": "journal"})["heard"]
    assert echo.deaths == {"journal:2": 1}


def test_a_station_killed_is_gone_at_once_and_starts_anew(echo: StationProcess) -> None:
    echo.start()
    first = echo.send({})["pid"]
    echo.kill()
    assert gone(first)
    assert not echo.alive
    echo.restart()
    assert echo.send({})["pid"] != first
    echo.restart()
    assert echo.deaths == {"killed": 2}


def test_a_station_that_says_nothing_is_given_up(echo: StationProcess) -> None:
    echo.start()
    with pytest.raises(StationSilent):
        echo.send({"wait": True}, within_seconds=0.2)
    with pytest.raises(StationSilent):
        echo.send({"long": "x" * 1_000_000}, within_seconds=0.2)
    with pytest.raises(StationSilent):
        echo.wait(0.1)
    assert echo.alive
    echo.restart()
    assert echo.send({"n": 1})["heard"] == {"n": 1}


def test_what_a_station_complained_about_is_kept(echo: StationProcess) -> None:
    echo.start()
    with pytest.raises(StationGone, match="left as told") as met:
        echo.send({"leave": True})
    assert (met.value.status, met.value.killed) == (1, False)
    assert not echo.deaths


def test_a_station_outlives_the_thread_that_started_it(echo: StationProcess) -> None:
    starter = threading.Thread(target=echo.start)
    starter.start()
    starter.join()
    assert echo.send({})["pid"]


def test_no_station_outlives_the_tests_however_they_die(tmp_path: Path) -> None:
    if not until_we_die("KILL"):
        pytest.skip("no setpriv here")
    tests = f"""
import os, pathlib, signal
from tests.stations import StationProcess
station = StationProcess(pathlib.Path({str(tmp_path)!r}), program={(sys.executable, "-c", ECHO)!r})
station.start()
print(station.send({{}})["pid"], flush=True)
station.say({{"wait": True}})
signal.pause()
"""
    process = spawn([sys.executable, "-c", tests], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    station = int(process.stdout.readline())
    assert not gone(station)
    # Readable when it ends, whoever collects it.
    watch = os.pidfd_open(station)
    process.kill()
    process.communicate()
    ended, _, _ = select.select([watch], [], [], LONGEST_SECONDS)
    os.close(watch)
    assert ended


@pytest.mark.postgres
def test_the_program_itself_is_such_a_station_by_a_line_that_fails(
    tmp_path: Path, postgres_cluster: Cluster, hall_postgresql: str
) -> None:
    with Proxy(postgres_cluster.socket) as line:
        words = ("act", "--as", "clerk1", "--database", line.through(hall_postgresql))
        with StationProcess(tmp_path, *words) as station:
            station.start()
            opened = station.send({"command": "OpenCounter", "counter": "1"})
            assert (opened["ok"], opened["outcome"]["state"]) == (True, "OPEN")
            line.refuse()
            close = {"command": "CloseCounter", "counter": "1"}
            assert station.send(close)["refusal"] == "database-unreachable"
            station.kill()
            line.plug()
            station.restart()
            assert station.send(close)["outcome"]["state"] == "CLOSED"
            assert station.end() == 0
            assert "Traceback" not in station.said
