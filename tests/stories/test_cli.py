"""The command line as an outside program meets it: real processes, both databases."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hall_client.places import ROOT
from tests.conftest import DATABASES
from tests.postgres import Cluster
from tests.stories.shell import SECRET_WORD, Shell

WRONG_WORD = "Not-the-password-7"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a sample hall, made by `db init --sample`: a new file, or an empty database."""
    folder = tmp_path_factory.mktemp("halls")
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'hall.db'}"
    else:
        cluster: Cluster = request.getfixturevalue("postgres_cluster")
        url = cluster.make_database()
    told = Shell(folder).rows("db", "init", "--sample", "--database", url, "--json")
    assert told[0] | {"database": ""} == {
        "database": "",
        "mode": "rehearsal",
        "hall": "H1",
        "staff": told[0]["staff"],
        "items": told[0]["items"],
    }
    return url


@dataclass
class Conversation:
    """Another program speaks with `act`: a line, its answer, the next line."""

    process: "subprocess.Popen[str]"

    def say(self, line: object) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        text = line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def end(self) -> int:
        _, err = self.process.communicate(timeout=60)
        assert "Traceback" not in err
        return self.process.returncode


@pytest.fixture
def talk(shell: Shell, place: str) -> Iterator[Callable[[str], Conversation]]:
    begun: list[Conversation] = []

    def begin(actor: str) -> Conversation:
        begun.append(Conversation(shell.start("act", "--as", actor, "--database", place)))
        return begun[-1]

    yield begin
    for one in begun:
        one.process.kill()
        one.process.communicate()


def test_a_conversation_is_answered_line_by_line(
    talk: Callable[[str], Conversation], shell: Shell, place: str
) -> None:
    clerk = talk("clerk1")
    opened = clerk.say({"command": "OpenCounter", "counter": "1"})
    assert (opened["ok"], opened["outcome"]["state"]) == (True, "OPEN")

    issue = {
        "command": "IssueTicket",
        "id": "0192F0AA-7C11-7B33-8000-0000000000A1",
        "at": "2026-09-21T09:00:00+08:00",
        "queue": "A",
        "name": "张䶮",
    }
    first = clerk.say(issue)
    assert set(first) == {"id", "ok", "outcome"}
    assert first["id"] == issue["id"].lower()
    assert first["outcome"]["number"] == "A001"
    assert clerk.say(issue) == first, "a repeated id answers as the first time"
    again = clerk.say(issue | {"name": "另一人"})
    assert (again["ok"], again["refusal"]) == (False, "id-reused")

    at = {"at": "2026-09-21T01:05:00Z"}
    called = clerk.say({"command": "CallNext", "counter": "1"} | at)
    assert called["outcome"]["announcement"] == "请A001号到1号窗口办理"
    hand = {"ticket_id": called["outcome"]["ticket_id"], "counter": "1"} | at
    assert clerk.say({"command": "CallNext", "counter": "1"} | at)["refusal"] == "ticket-in-hand"
    assert clerk.say({"command": "FinishTicket", "outcome": "consulted"} | hand)["ok"]
    assert clerk.end() == 1, "some lines were refused"

    query = ("tickets", "day=2026-09-21", "number=A001")
    seen = shell.rows("ask", "--as", "manager1", "--database", place, *query)
    assert [(row["number"], row["state"]) for row in seen] == [("A001", "DONE")]


BAD_LINES = [
    "no json",
    "{}",
    "[]",
    '{"command": 7}',
    '{"command": "NoSuchThing"}',
    '{"command": "CallNext"}',
    '{"command": "CallNext", "counter": 1}',
    '{"command": "CallNext", "counter": "1", "colour": "red"}',
    '{"command": "CallNext", "counter": "1", "counter": "2"}',
    '{"command": "CallNext", "counter": "1", "id": "seven"}',
    '{"command": "CallNext", "counter": "1", "at": "yesterday"}',
    '{"command": "CallNext", "counter": "1", "at": "2026-09-21T09:00:00"}',
    '{"command": "CallNext", "counter": "1", "at": "0001-01-01T00:00:00+08:00"}',
    '{"command": "CallNext", "counter": "1", "ticket_id": "chosen by me"}',
    '{"command": "OpenCounter", "counter": "\\ud83d"}',
    '{"command": "OpenCounter", "counter": "1\\u0000"}',
    '{"command": "SealDocument", "document_no": "x", "copies": 99999999999999999999}',
    '{"command": "SealDocument", "document_no": "x", "copies": 1.5}',
    '{"command": "SealDocument", "document_no": "x", "copies": NaN}',
    "[" * 100_000,
]


def test_a_bad_line_is_answered_and_the_rest_go_on(
    talk: Callable[[str], Conversation],
) -> None:
    clerk = talk("clerk2")
    for line in BAD_LINES:
        answer = clerk.say(line)
        assert (answer["ok"], answer["refusal"]) == (False, "bad-command"), line
        assert answer["message"]
    assert clerk.say('{"command": "GiveFeedback"}')["refusal"] == "not-available"
    assert clerk.say('{"command": "Decide", "case_id": "x", "decision": "grant"}')["refusal"]
    assert clerk.say({"command": "OpenCounter", "counter": "2", "reason": "早班"})["ok"]
    assert clerk.end() == 1


def test_bytes_that_are_no_text_are_a_bad_line(shell: Shell, place: str) -> None:
    words = [sys.executable, str(ROOT / "main.py"), "act", "--as", "guide1", "--database", place]
    said = b'{"command": "IssueTicket", "queue": "\xff"}\n\n{"command":"IssueTicket","queue":"B"}\n'
    told = subprocess.run(
        words, input=said, env=shell.environment, capture_output=True, check=False
    )
    first, second = (json.loads(line) for line in told.stdout.splitlines())
    assert (first["refusal"], second["ok"], told.returncode) == ("bad-command", True, 1)


def test_all_done_is_exit_zero_and_no_line_is_none(shell: Shell, place: str) -> None:
    act = ("act", "--as", "guide1", "--database", place)
    assert shell.run(*act, said='{"command":"IssueTicket","queue":"C"}\n').returncode == 0
    silent = shell.run(*act)
    assert (silent.returncode, silent.stdout) == (0, "")


def test_a_reader_that_leaves_early_is_no_crash(shell: Shell, place: str) -> None:
    process = shell.start("ask", "--as", "clerk1", "--database", place, "items")
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=60)
    assert err == ""
    assert process.returncode in (0, 3)


def test_streams_may_be_closed(shell: Shell, place: str) -> None:
    line = f'"{sys.executable}" "{ROOT / "main.py"}" act --as clerk1 --database "{place}"'
    told = subprocess.run(
        ["sh", "-c", f"{line} <&- >&- 2>log"], cwd=shell.folder, env=shell.environment, check=False
    )
    assert (told.returncode, (shell.folder / "log").read_text()) == (0, "")


def test_a_full_disk_under_the_answers_is_told(shell: Shell, place: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("w") as full:
        process = shell.start("ask", "--as", "clerk1", "--database", place, "items", stdout=full)
        _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert process.returncode == 3


def test_the_password_decides_and_is_kept_nowhere(tmp_path: Path) -> None:
    shell, other = Shell(tmp_path), Shell(tmp_path, {"HALL_PASSWORD": WRONG_WORD})
    place = str(tmp_path / "hall.db")
    shell.rows("db", "init", "--sample", "--database", place, "--json")
    ask = ("ask", "--as", "clerk1", "--database", place, "queues", "--json")
    assert [row["queue"] for row in shell.rows(*ask)] == ["A", "B", "C"]
    refused = other.run(*ask)
    assert (refused.returncode, json.loads(refused.stdout)["refusal"]) == (1, "not-signed-in")
    nobody = Shell(tmp_path, {"HALL_PASSWORD": ""}).run(*ask)
    assert (nobody.returncode, json.loads(nobody.stdout)["refusal"]) == (1, "password-needed")
    assert "HALL_PASSWORD" in nobody.stderr
    other.rows("staff", "reset-password", "clerk1", "--database", place, "--json")
    assert len(other.rows(*ask)) == 3
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert SECRET_WORD.encode() not in kept
    assert WRONG_WORD.encode() not in kept


def test_a_machine_without_a_writable_home_still_counts_days(shell: Shell) -> None:
    (shell.folder / "file").touch()
    poor = Shell(shell.folder, {"HALL_STATE_DIR": str(shell.folder / "file" / "state")})
    told = poor.run("deadline", "--accepted", "2026-09-30", "--days", "20", "--json")
    assert (told.returncode, json.loads(told.stdout)["due"]) == (0, "2026-11-03")
    assert len(told.stderr.splitlines()) == 1


HEAVY = {"sqlalchemy", "alembic", "psycopg", "sqlcipher3", "reportlab", "openpyxl", "PySide6"}
DEADLINE = ("deadline", "--accepted", "2026-09-30", "--days", "20")


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (DEADLINE, set[str]()),
        (("schema",), set[str]()),
        (("check-id", "11010519491231002X"), set[str]()),
        (("ask", "--as", "clerk1", "queues"), {"sqlalchemy", "sqlcipher3"}),
        (("act", "--as", "clerk1"), {"sqlalchemy", "sqlcipher3"}),
    ],
)
def test_a_subcommand_loads_what_it_uses(
    shell: Shell, hall_file: Path, words: tuple[str, ...], needed: set[str]
) -> None:
    """A shell that asks a thousand times starts a thousand times."""
    program = (
        "import sys; from hall_client.bootstrap import main; main(sys.argv[1:]);"
        "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    at = ("--database", str(hall_file)) if needed else ()
    told = subprocess.run(
        [sys.executable, "-c", program, *words, *at],
        cwd=ROOT,
        env=shell.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(told.stderr.splitlines()[-1].split()) & HEAVY == needed
