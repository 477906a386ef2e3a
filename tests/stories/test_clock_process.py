"""The clock as IT runs it: a process of its own, one at a time, on both databases."""

import json
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hall_client.domain.cases import Case
from hall_client.domain.tickets import Ticket
from tests.hall import Facts, Hall
from tests.stories.shell import Shell

FRIDAY = datetime(2026, 9, 18, 1, 0, tzinfo=UTC)
DAY_AFTER = "2026-09-25T00:00:00+08:00"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def case(hall: Hall) -> Facts:
    """A defective case of the 18th, and a ticket of that day that nobody called."""
    hall.now = FRIDAY
    item = hall.item(profile="four-separated", kind="committed", statutory_days=20)
    hall.ticket()
    return hall.check_in(item, [next(one.code for one in item.materials if one.required)])


def lines(told: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert told.returncode == 0, told.stderr
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_a_look_tells_what_it_did_and_the_next_one_finds_nothing(
    shell: Shell, hall: Hall, case: Facts
) -> None:
    clock = ("clock", "--once", "--database", hall.url)
    early = shell.run(*clock, "--at", "2026-09-18T23:59:00+08:00")
    assert (early.returncode, early.stdout, early.stderr) == (0, "", "没有到期的事项。\n")
    closed, deemed = lines(shell.run(*clock, "--at", DAY_AFTER, "--json"))
    assert (closed["duty"], closed["what"], closed["subject"], closed["void"]) == (
        "close-day",
        "day-closed",
        "2026-09-18",
        ["A001"],
    )
    assert {name: deemed[name] for name in ("duty", "what", "subject", "accepted_on")} == {
        "duty": "deemed-acceptance",
        "what": "deemed-accepted",
        "subject": case["case_no"],
        "accepted_on": "2026-09-18",
    }
    assert deemed["statutory_due_on"] == "2026-10-22"
    assert deemed["document_no"] in deemed["message"]
    again = shell.run(*clock, "--at", DAY_AFTER, "--json")
    assert (again.returncode, again.stdout) == (0, "")
    assert hall.one(Ticket).state == "VOID"


def test_a_rehearsal_is_as_late_as_its_last_act(shell: Shell, hall: Hall, case: Facts) -> None:
    hall.now = datetime(2030, 1, 2, 3, 0, tzinfo=UTC)
    hall.open("1")
    assert shell.run("clock", "--once", "--database", hall.url).returncode == 0
    assert {row["at"] for row in hall.journal() if row["actor"] == "clock"} == {hall.now}
    assert hall.one(Case).accepted_on == date(2026, 9, 18)


def test_it_speaks_the_language_of_the_machine(shell: Shell, hall: Hall, case: Facts) -> None:
    clock = ("clock", "--once", "--database", hall.url, "--at", DAY_AFTER)
    english = Shell(shell.folder, {"HALL_LANGUAGE": "en"})
    closed, deemed = english.run(*clock).stdout.splitlines()
    assert closed == "2026-09-18 is closed. Void: A001; counters closed: none."
    assert deemed.startswith(f"{case['case_no']} was not told in time")


@pytest.fixture
def staying(shell: Shell, hall: Hall) -> Iterator["subprocess.Popen[str]"]:
    """A clock that stays, which has the database's one place."""
    process = shell.start("clock", "--json", "--at", DAY_AFTER, "--database", hall.url)
    assert process.stderr is not None
    assert "Ctrl-C" in process.stderr.readline()
    yield process
    process.kill()
    process.communicate()


def test_a_second_clock_says_so_and_leaves(
    shell: Shell, hall: Hall, case: Facts, staying: "subprocess.Popen[str]"
) -> None:
    assert staying.stdout is not None
    done = [json.loads(staying.stdout.readline())["what"] for _ in range(2)]
    assert done == ["day-closed", "deemed-accepted"]
    for more in ((), ("--once",)):
        (told,) = lines(shell.run("clock", *more, "--json", "--database", hall.url))
        assert (told["what"], told["message"]) == (
            "running-elsewhere",
            "另一个时钟正在运行，本次未办理任何事项。",
        )
    staying.send_signal(signal.SIGTERM)
    rest, complaints = staying.communicate(timeout=60)
    assert (staying.returncode, rest, complaints) == (0, "", "")
    assert lines(shell.run("clock", "--once", "--json", "--database", hall.url)) == []


def test_ctrl_c_ends_it_in_peace(staying: "subprocess.Popen[str]") -> None:
    staying.send_signal(signal.SIGINT)
    _, complaints = staying.communicate(timeout=60)
    assert (staying.returncode, complaints) == (0, "")


def test_killed_it_stands_in_nobodys_way(
    shell: Shell, hall: Hall, case: Facts, staying: "subprocess.Popen[str]"
) -> None:
    assert staying.stdout is not None
    staying.stdout.readline()
    staying.kill()
    staying.communicate()
    while True:  # a server notices the end of a connection a moment later
        told = lines(shell.run("clock", "--once", "--json", "--database", hall.url))
        if "running-elsewhere" not in [one["what"] for one in told]:
            break
    later = shell.run("clock", "--once", "--at", DAY_AFTER, "--database", hall.url)
    assert later.returncode == 0
    assert hall.one(Case).state == "ACCEPTED", "by the first or by the last, once"
    assert len([row for row in hall.journal() if row["command"] == "AcceptCase"]) == 1


def test_in_production_it_is_as_late_as_it_is(shell: Shell, hall: Hall, case: Facts) -> None:
    hall.sql("UPDATE database_info SET value = 'production' WHERE name = 'mode'")
    clock = ("clock", "--once", "--json", "--database", hall.url)
    refused = shell.run(*clock, "--at", DAY_AFTER)
    assert (refused.returncode, json.loads(refused.stdout)["refusal"]) == (3, "not-rehearsal")
    closed, deemed = lines(shell.run(*clock))
    kept = hall.one(Case)
    assert (kept.accepted_on, kept.statutory_due_on) == (date(2026, 9, 18), date(2026, 10, 22))
    acts = [row for row in hall.journal() if row["actor"] == "clock"]
    assert len(acts) == 2
    assert all(abs(row["at"] - datetime.now(UTC)) < timedelta(minutes=5) for row in acts)
    assert (closed["what"], deemed["what"]) == ("day-closed", "deemed-accepted")


@pytest.mark.postgres
def test_a_station_lets_time_act_at_central(shell: Shell, hall_postgresql: str) -> None:
    hall = Hall(hall_postgresql)
    hall.now = FRIDAY
    hall.ticket()
    station = Shell(shell.folder, {"HALL_CENTRAL": hall.url, "HALL_STATION": "counter1"})
    (closed,) = lines(station.run("clock", "--once", "--json"))
    assert closed["what"] == "day-closed"
    assert hall.one(Ticket).state == "VOID"
    assert list(shell.folder.rglob("*.db")) == [], "its own file has no last word"
    hall.close()


def test_what_cannot_be_understood_or_opened_is_told(shell: Shell) -> None:
    for at in ("tomorrow", "2026-09-25", "2026-09-25T00:00:00"):
        told = shell.run("clock", "--once", "--at", at)
        assert (told.returncode, told.stdout) == (2, "")
    told = shell.run("clock", "--json", "--database", "nowhere.db")
    assert (told.returncode, json.loads(told.stdout)["refusal"]) == (3, "database-missing")
