"""Many at once: threads and processes at one database, some of them killed."""

import itertools
import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from hall_client.app.command import new_id
from hall_client.domain.tickets import Announcement, CounterSession, QueueTurn, Ticket
from hall_client.domain.transitions import LIVE_AT_COUNTER
from hall_client.places import ROOT
from tests.hall import MORNING, PERSON, Facts, Hall, materials, station_of, together

AT_ONCE = 8


def asked(hall: Hall, verb: str, actor: str, **body: Any) -> Callable[[], object]:
    command = hall.command(verb, actor, **body)
    return lambda: hall.perform(command).result


# -- threads -------------------------------------------------------------------------------------


def test_the_first_tickets_of_a_day_taken_at_once_have_different_numbers(hall: Hall) -> None:
    came = together(*[asked(hall, "IssueTicket", "kiosk1", queue="A") for _ in range(AT_ONCE)])
    numbers = sorted(one["number"] for one in came)
    assert numbers == [f"A{n:03d}" for n in range(1, AT_ONCE + 1)]


def test_counters_that_call_at_once_get_different_people(hall: Hall) -> None:
    """Their queues are in different orders, and there is less than one person for each."""
    hall.open("1", "2", "3", "4", "5", "6")
    for _ in range(6):
        for queue in "ABC":
            hall.ticket(queue)
        calls = [asked(hall, "CallNext", f"clerk{n}", counter=str(n)) for n in range(1, 7)]
        came = together(*calls)
        called = [one["number"] for one in came if isinstance(one, dict)]
        assert len(called) == len(set(called)) == 3
        assert came.count("queue-empty") == 3
        for ticket in hall.rows(Ticket, state="CALLED"):
            finish = {"ticket_id": ticket.id, "counter": ticket.counter, "outcome": "other"}
            hall.do("FinishTicket", f"clerk{ticket.counter}", **finish)


def test_no_more_than_two_priority_calls_in_a_row_when_all_call_at_once(hall: Hall) -> None:
    hall.open("1", "2", "3", "4", "5", "6")
    hall.ticket()
    hall.later(minutes=20)
    for _ in range(5):
        hall.ticket(**{"class": "priority"})
    together(*[asked(hall, "CallNext", f"clerk{n}", counter=str(n)) for n in range(1, 4)])
    assert hall.one(Ticket, number="A001").state == "CALLED"


def test_one_press_sent_many_times_at_once_is_one_call(hall: Hall) -> None:
    hall.open("1")
    for _ in range(AT_ONCE):
        hall.ticket()
    press = hall.command("CallNext", "clerk1", counter="1")
    came = together(*[lambda: hall.perform(press).result["number"] for _ in range(AT_ONCE)])
    assert came == ["A001"] * AT_ONCE
    assert Counter(ticket.state for ticket in hall.rows(Ticket)) == {"CALLED": 1, "WAITING": 7}


def test_two_presses_at_one_counter_call_one_person(hall: Hall) -> None:
    hall.open("1")
    hall.ticket()
    hall.ticket()
    came = together(*[asked(hall, "CallNext", "clerk1", counter="1") for _ in range(4)])
    assert came.count("ticket-in-hand") == 3


def test_a_person_at_two_kiosks_gets_one_number(hall: Hall) -> None:
    body = {"queue": "A", "certificate_no": "11010519491231002X"}
    came = together(*[asked(hall, "IssueTicket", "kiosk1", **body) for _ in range(4)])
    assert came.count("already-queued") == 3
    assert len(hall.rows(Ticket)) == 1


def test_a_clerk_at_two_counters_opens_one(hall: Hall) -> None:
    came = together(*[asked(hall, "OpenCounter", "clerk1", counter=str(n)) for n in range(1, 5)])
    assert came.count("another-counter-open") == 3
    assert [one.state for one in hall.rows(CounterSession) if one.clerk] == ["OPEN"]


def test_two_clerks_at_one_counter_open_it_once(hall: Hall) -> None:
    came = together(*[asked(hall, "OpenCounter", f"clerk{n}", counter="1") for n in range(1, 5)])
    assert came.count("counter-taken") == 3


def test_a_case_accepted_twice_at_once_has_one_notice(hall: Hall) -> None:
    """And no number of the register is lost: the next case has the next one."""
    item = hall.item(profile="four-separated", kind="committed")
    case, other = hall.check_in(item), hall.check_in(item)
    accept = [asked(hall, "AcceptCase", "clerk1", case_id=case["case_id"]) for _ in range(4)]
    came = together(*accept)
    assert came.count("wrong-state") == 3
    after = hall.do("AcceptCase", "clerk1", case_id=other["case_id"])
    assert after["document_no"].endswith("第0002号")


def test_trays_with_the_same_cases_in_other_orders_do_not_block_each_other(hall: Hall) -> None:
    item = hall.item(profile="four-separated", kind="committed")
    ids = [hall.accepted(item)["case_id"] for _ in range(4)]
    body = {"to_section": item.section}
    came = together(
        asked(hall, "HandOver", "clerk1", case_ids=ids, **body),
        asked(hall, "HandOver", "clerk2", case_ids=ids[::-1], **body),
    )
    assert came.count("packet-elsewhere") == 1


def test_who_polls_for_changes_misses_none(hall: Hall) -> None:
    """A transaction that began first and ends last is seen too (PostgreSQL)."""
    if hall.database.engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time")
    hall.ticket()
    with hall.database.engine.connect() as slow:
        note = "INSERT INTO change (hall_id, kind, key, journal_id) VALUES ('H1', 'x', 'x', 'x')"
        slow.execute(text(note))
        hall.ticket()
        before = hall.mark()
        slow.commit()
    assert hall.mark() > before


# -- processes -----------------------------------------------------------------------------------


class Person:
    """A process of `act` for one clerk: one line in, one line out."""

    def __init__(self, url: str, login: str, state: Path) -> None:
        environment = os.environ | {
            "HALL_PASSWORD": "Hall-2026-demo",
            "HALL_STATE_DIR": str(state),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.login = login
        command = [sys.executable, "main.py", "act", "--as", login, "--database", url]
        self.process = subprocess.Popen(
            [*command, "--station", station_of(login)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def send(self, **line: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()

    def answer(self) -> Facts:
        assert self.process.stdout
        assert self.process.stderr
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(self.process.stderr.read())
        told: Facts = json.loads(line)
        return told

    def say(self, **line: Any) -> Facts:
        self.send(**line)
        return self.answer()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.end()

    def end(self) -> None:
        self.process.communicate(timeout=30)


@pytest.fixture
def person(hall: Hall, tmp_path: Path) -> Iterator[Callable[[str], Person]]:
    """`person(login)` starts a process at the test's database; all are gone afterwards."""
    started: list[Person] = []

    def start(login: str) -> Person:
        started.append(Person(hall.url, login, tmp_path / "state"))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.kill()


@pytest.fixture(autouse=True)
def passwords(request: pytest.FixtureRequest) -> None:
    """Everybody may sign in from a shell where a test starts processes."""
    if "person" in request.fixturenames:
        hall: Hall = request.getfixturevalue("hall")
        people = [*(f"clerk{n}" for n in range(1, 7)), "kiosk1"]
        hall.database.set_passwords(dict.fromkeys(people, "Hall-2026-demo"))


class Shift:
    """One person's random acts through a process of its own, some cut short by a kill."""

    def __init__(
        self,
        start: Callable[[str], Person],
        login: str,
        clock: Iterator[int],
        *,
        killed_at: int | None = None,
        answer_first: bool = False,
    ) -> None:
        self.start = start
        self.login = login
        self.clock = clock
        self.killed_at = killed_at
        self.answer_first = answer_first
        self.chance = random.Random(login)
        self.process = start(login)
        self.in_hand: str | None = None

    def run(self, acts: int) -> None:
        if self.login.startswith("clerk"):
            self.act(command="OpenCounter", counter=self.counter)
        for number in range(acts):
            self.act(kill=number == self.killed_at, **self.choice())
        self.process.end()

    @property
    def counter(self) -> str:
        return self.login.removeprefix("clerk")

    def choice(self) -> Facts:
        if self.login == "kiosk1":
            kind = self.chance.choice(["ordinary", "priority"])
            return {"command": "IssueTicket", "queue": self.chance.choice("ABC"), "class": kind}
        if self.in_hand is None:
            return {"command": "CallNext", "counter": self.counter}
        body = {"counter": self.counter, "ticket_id": self.in_hand}
        return self.chance.choice(
            [
                {"command": "PassTicket", **body},
                {"command": "FinishTicket", **body, "outcome": "other"},
                {"command": "TransferTicket", **body, "to_queue": "C", "reason": "x"},
                {"command": "HoldTicket", **body, "kind": "at-counter", "reason": "x"},
            ]
        )

    def act(self, *, kill: bool = False, **line: Any) -> None:
        """Say it; a process that is killed before or after its answer is asked again, once more."""
        at = MORNING + timedelta(seconds=next(self.clock))
        line |= {"id": new_id(), "at": at.isoformat()}
        answer = self.cut_short(line) if kill else self.process.say(**line)
        assert answer["ok"] or answer["refusal"] == "queue-empty", answer
        if line["command"] == "CallNext" and answer["ok"]:
            self.in_hand = answer["outcome"]["ticket_id"]
        elif line["command"].endswith("Ticket"):
            self.in_hand = None

    def cut_short(self, line: Facts) -> Facts:
        self.process.send(**line)
        told = self.process.answer() if self.answer_first else None
        self.process.kill()
        self.process = self.start(self.login)
        again = self.process.say(**line)
        assert told is None or told == again or not told["ok"]
        return again


def test_eight_processes_some_killed_keep_the_queue_whole(
    hall: Hall, person: Callable[[str], Person]
) -> None:
    clock = itertools.count(1)
    people = [*(f"clerk{n}" for n in range(1, 7)), "kiosk1", "kiosk1"]
    shifts = [
        Shift(person, login, clock, killed_at=8 + n if n % 2 else None, answer_first=n % 4 == 1)
        for n, login in enumerate(people)
    ]
    with ThreadPoolExecutor(len(shifts)) as pool:
        list(pool.map(lambda shift: shift.run(24), shifts))
    tickets = hall.rows(Ticket)
    issued = [row for row in hall.journal() if row["command"] == "IssueTicket"]
    assert len(tickets) == len(issued) == 2 * 24
    for queue in "ABC":
        numbers = sorted(one.number for one in tickets if one.number.startswith(queue))
        assert numbers == [f"{queue}{n:03d}" for n in range(1, len(numbers) + 1)]
    at_counters = {one.counter: one.id for one in tickets if one.state in LIVE_AT_COUNTER}
    assert at_counters == {one.counter: one.in_hand for one in shifts if one.in_hand}
    calls = [row for row in hall.journal() if row["command"] == "CallNext"]
    assert len(hall.rows(Announcement)) == len(calls)
    assert sum(turn.called for turn in hall.rows(QueueTurn)) == len(calls)


def test_killed_after_the_answer_the_same_act_is_answered_the_same(
    hall: Hall, person: Callable[[str], Person]
) -> None:
    """Another process, too: once-only is kept by the database."""
    item = hall.item(profile="four-separated", kind="committed")
    line = {
        "command": "CheckInCase",
        "id": new_id(),
        "at": MORNING.isoformat(),
        "item_code": item.code,
        "applicant": PERSON,
        "channel": "window",
        "materials": materials(item),
    }
    first = person("clerk1")
    told = first.say(**line)
    first.kill()
    assert told["ok"]
    before = hall.everything()
    second = person("clerk1")
    assert second.say(**line) == told
    assert second.say(**line | {"channel": "post"})["refusal"] == "id-reused"
    assert hall.everything() == before
