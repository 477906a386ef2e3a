"""The subcommands one by one, with good input and with nonsense: words, never a traceback."""

import io
import json
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hall_client.app.queries import PLANNED, QUERIES
from hall_client.bootstrap import Bootstrap
from hall_client.cli.db import NEEDED
from hall_client.cli.main import COMMANDS, WORKSPACES, run
from hall_client.places import ROOT, SEED
from hall_client.settings import load
from hall_client.store.database import SqlDatabase
from hall_client.store.engines import APPLICATION_ID
from hall_client.store.numbers import Counted
from hall_client.store.opening import HEAD
from hall_client.words import catalogue
from tests.hall import Hall

CHOSEN = "Halle-2026-probe"


@dataclass
class Told:
    """What one command line said."""

    status: int
    out: str
    err: str

    def json(self) -> dict[str, Any]:
        """The one document on standard output."""
        document: dict[str, Any] = json.loads(self.out)
        return document

    def rows(self) -> list[dict[str, Any]]:
        assert self.status == 0, self.err
        return [json.loads(line) for line in self.out.splitlines()]


Call = Callable[..., Told]


@pytest.fixture
def call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Call:
    """`call("db", "status")`: the command line of a machine whose folders are this test's."""
    monkeypatch.setenv("HALL_PASSWORD", CHOSEN)
    monkeypatch.setenv("HALL_SAMPLE_PASSWORD", CHOSEN)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.chdir(tmp_path)

    def called(*words: str) -> Told:
        settings = {"HALL_STATE_DIR": str(tmp_path / "state"), "HALL_STATION": "counter1"}
        loaded = load(environ=settings, policy=tmp_path / "none", user=tmp_path / "none")
        capsys.readouterr()
        try:
            status = run(list(words), Bootstrap(loaded).program())
        except SystemExit as usage:
            status = int(str(usage.code))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Told(status, out, err)

    return called


@pytest.fixture
def place(call: Call, tmp_path: Path) -> str:
    """A file with the sample hall whose people have the password of this module."""
    path = str(tmp_path / "hall.db")
    assert call("db", "init", "--sample", "--database", path, "--json").status == 0
    return path


def refused(told: Told, code: str, status: int) -> None:
    """The reason stands on standard error, and with --json as data too."""
    answer = told.json()
    assert (answer["ok"], answer["refusal"], told.status) == (False, code, status)
    assert answer["message"]
    assert answer["message"] != code
    assert told.err.strip() == answer["message"]
    assert "{" not in answer["message"]


# -- db ------------------------------------------------------------------------------------------


def test_a_database_is_production_unless_it_is_for_rehearsal(call: Call) -> None:
    assert call("db", "init", "--json").json()["mode"] == "production"
    refused(call("db", "init", "--json"), "database-exists", 3)
    refused(call("db", "init", "--sample", "--json"), "not-rehearsal", 3)
    facts = call("db", "status", "--json").json()
    assert (facts["mode"], facts["schema"], facts["integrity"]) == ("production", HEAD, "ok")
    assert facts["size_bytes"] > 10_000
    assert facts["journal_rows"] == 0, "the sample has not come in"
    rehearsal = ("--rehearsal", "--database", "r.db", "--json")
    assert call("db", "init", *rehearsal).json()["mode"] == "rehearsal"
    assert call("db", "init", "--sample", *rehearsal).json()["hall"] == "H1"
    refused(call("db", "init", "--sample", *rehearsal), "database-exists", 3)


def test_the_sample_password_is_told_once_when_nobody_chose_it(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HALL_SAMPLE_PASSWORD")
    made = call("db", "init", "--sample", "--json").json()
    monkeypatch.setenv("HALL_PASSWORD", made["password"])
    assert call("ask", "--as", "clerk1", "queues").status == 0


def test_a_database_is_made_where_no_folder_is_yet_and_in_an_empty_one_of_a_server(
    call: Call, database_url: str
) -> None:
    url = database_url.replace("hall.db", "new/folder/hall.db")
    assert call("db", "init", "--database", url, "--json").status == 0
    facts = call("db", "status", "--database", url, "--json").json()
    assert (facts["schema"], facts["integrity"], facts["mode"]) == (HEAD, "ok", "production")
    assert facts["size_bytes"] > 10_000
    assert call("db", "upgrade", "--database", url, "--json").json()["schema"] == HEAD


def test_a_backup_holds_everything_and_is_put_back_only_where_nothing_is(
    call: Call, place: str, tmp_path: Path
) -> None:
    before = call("db", "status", "--database", place, "--json").json()
    assert call("db", "backup", "copy.db", "--database", place, "--json").json()["bytes"] > 10_000
    refused(call("db", "backup", "copy.db", "--database", place, "--json"), "database-exists", 3)
    restore = ("db", "restore", "copy.db", "--json", "--database")
    refused(call(*restore, place), "database-exists", 3)
    assert call(*restore, "back.db").status == 0
    after = call("db", "status", "--database", "back.db", "--json").json()
    assert {name for name in before if before[name] != after[name]} <= {
        *("place", "incarnation", "size_bytes")
    }
    assert after["incarnation"] != before["incarnation"], "stations must see that time went back"
    assert list(tmp_path.glob("*.part*")) == []


def test_no_number_that_may_be_out_is_given_again_after_a_restore(call: Call, place: str) -> None:
    """It was printed after the backup: a ticket of the day, and the day's next case."""
    assert call("db", "backup", "copy.db", "--database", place).status == 0
    assert call("db", "restore", "copy.db", "--database", "back.db").status == 0
    with closing(SqlDatabase.open("back.db")) as database:
        hall, today = database.reference().hall.code, database.reference().day_of(datetime.now(UTC))
        with database.writing() as connection:
            taken = [
                Counted().take(connection, hall, series, f"{today}")
                for series in ("ticket/A", "case")
            ]
    assert min(taken) > 500


@pytest.mark.postgres
def test_central_is_told_that_it_was_put_back(call: Call, hall_postgresql: str) -> None:
    words = ("--database", hall_postgresql, "--json")
    before = call("db", "status", *words).json()["incarnation"]
    told = call("db", "restored", "--skip", "20", *words).json()
    assert told["skipped"] == 20
    assert call("db", "status", *words).json()["incarnation"] == told["incarnation"] != before


@pytest.mark.parametrize("words", [("backup",), ("restore",), ("backup", "no/such/copy.db")])
def test_a_copy_needs_a_place(call: Call, place: str, words: tuple[str, ...]) -> None:
    told = call("db", *words, "--database", place)
    assert told.status == (2 if len(words) == 1 else 3)
    assert len(told.err.splitlines()) == 1


# -- places that hold no database of ours ----------------------------------------------------------

FAULTS = {
    "none.db": "database-missing",
    "no/folder/hall.db": "database-missing",
    "folder": "database-foreign",
    "empty.db": "database-foreign",
    "words.db": "database-foreign",
    "noise.db": "database-foreign",
    "torn.db": "database-damaged",
    "sqlite://": "database-url-unknown",
    "sqlite:///:memory:": "database-url-unknown",
    "mysql://root:geheim@localhost/x": "database-url-unknown",
    "nonsense://": "database-url-unknown",
    "://": "database-url-unknown",
    "postgresql://u:geheim@localhost:port/x": "database-url-unknown",
    "postgresql://u:geheim@127.0.0.1:1/x": "database-unreachable",
}
DOORS = [
    ("db", "status"),
    ("db", "upgrade"),
    ("db", "backup", "copy.db"),
    ("ask", "--as", "clerk1", "queues"),
    ("act", "--as", "clerk1"),
    ("staff", "list"),
    ("calendar", "status"),
    ("hall", "export", "out.json"),
    ("catalogue", "export", "out.xlsx"),
    ("catalogue", "import", str(SEED / "items.json")),
]


@pytest.mark.parametrize("door", DOORS, ids=" ".join)
def test_what_is_no_database_of_ours_is_told_in_words(
    call: Call, door: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.db").touch()
    (tmp_path / "words.db").write_text("早上好", encoding="utf-8")
    (tmp_path / "noise.db").write_bytes(bytes(range(256)) * 40)
    torn = bytearray(b"SQLite format 3\0" + bytes(range(256)) * 40)
    torn[68:72] = APPLICATION_ID.to_bytes(4, "big")
    (tmp_path / "torn.db").write_bytes(torn)
    present = set(tmp_path.rglob("*"))
    for place, code in FAULTS.items():
        told = call(*door, "--database", place, "--json")
        by_hand = door[1] == "backup" and code == "database-unreachable"
        # A server is copied with the server's own tools.
        refused(told, "database-url-unknown" if by_hand else code, 3)
        assert "geheim" not in told.out + told.err
    assert call(*door, "--database", "").status == 2
    made = {path.relative_to(tmp_path).parts[0] for path in set(tmp_path.rglob("*")) - present}
    assert made <= {"state"}


@pytest.mark.postgres
def test_a_server_that_has_no_hall_or_no_such_database(call: Call, fresh_postgres: str) -> None:
    for door in (("db", "status"), ("db", "upgrade"), ("act", "--as", "clerk1")):
        told = call(*door, "--database", fresh_postgres, "--json")
        refused(told, "database-foreign", 3)
        absent = call(*door, "--database", fresh_postgres.replace("/t", "/absent_t"), "--json")
        refused(absent, "database-unreachable", 3)


@pytest.mark.postgres
def test_a_superuser_acts_in_rehearsals_only(
    call: Call, fresh_postgres: str, hall_postgresql: str
) -> None:
    assert call("db", "init", "--database", fresh_postgres).status == 0
    for door in (("ask", "--as", "clerk1", "queues"), ("act", "--as", "clerk1")):
        refused(call(*door, "--database", fresh_postgres, "--json"), "not-rehearsal", 3)
        assert call(*door, "--database", hall_postgresql, "--json").status == 0
        told = call(*door[:2], "nobody", *door[3:], "--database", hall_postgresql, "--json")
        refused(told, "not-signed-in", 1)


def test_a_file_that_may_not_be_written_is_told(call: Call, place: str) -> None:
    told = call("db", "init", "--database", f"{place}/inside.db", "--json")
    assert told.status == 3
    assert told.json()["refusal"] in ("database-read-only", "file-unreadable")


def test_a_login_is_locked_after_wrong_passwords(
    call: Call, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALL_PASSWORD", "wrong")
    ask = ("ask", "--as", "clerk1", "--database", place, "--json", "queues")
    codes = [call(*ask).json()["refusal"] for _ in range(6)]
    assert codes[0] == "not-signed-in"
    assert codes[-1] == "login-locked"
    monkeypatch.setenv("HALL_PASSWORD", CHOSEN)
    refused(call(*ask), "login-locked", 1)
    assert call("ask", "--as", "clerk2", "--database", place, "queues").status == 0


# -- files -----------------------------------------------------------------------------------------

READERS = [("catalogue", "check"), ("catalogue", "import"), ("hall", "check"), ("hall", "import")]


@pytest.mark.parametrize("reader", [*READERS, ("calendar", "import")], ids=" ".join)
def test_a_file_that_cannot_be_read_or_is_something_else_is_told(
    call: Call, reader: tuple[str, ...], tmp_path: Path
) -> None:
    for absent in ("none.json", ".", "no/none.json"):
        refused(call(*reader, absent, "--json"), "file-unreadable", 3)
    texts = {
        "empty.json": b"",
        "noise.json": bytes(range(256)),
        "list.json": b"[]",
        "x.json": b"{}",
    }
    for name, content in texts.items():
        (tmp_path / name).write_bytes(content)
        told = call(*reader, name, "--json")
        assert (told.status, told.json()["ok"]) == (1, False)
        assert call(*reader, name).err.strip()


@pytest.mark.parametrize("writer", ["catalogue", "hall"])
def test_what_was_exported_can_be_imported(call: Call, place: str, writer: str) -> None:
    assert call(writer, "export", "out.json", "--database", place, "--json").json()["ok"]
    assert call(writer, "check", "out.json", "--json").json()["ok"]
    assert call(writer, "import", "out.json", "--database", place, "--json").json()["ok"]
    refused(
        call(writer, "export", "no/out.json", "--database", place, "--json"), "file-unreadable", 3
    )


def test_the_catalogue_travels_as_a_workbook(call: Call, place: str) -> None:
    assert call("catalogue", "export", "items.xlsx", "--database", place).status == 0
    again = call("catalogue", "import", "items.xlsx", "--database", place, "--json").json()
    assert (again["added"], again["unchanged"]) == (0, 42)


# -- people ----------------------------------------------------------------------------------------


def test_people_come_and_go(call: Call, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = ("--database", place, "--json")
    add = ("staff", "add", "clerk9", "--name", "王一", "--role", "clerk", *at)
    assert call(*add).json() == {"ok": True, "login": "clerk9"}
    refused(call(*add), "bad-command", 1)
    assert call("ask", "--as", "clerk9", "--database", place, "queues").status == 0
    listed = {row["login"]: row for row in call("staff", "list", *at).rows()}
    assert listed["clerk9"] == {
        "login": "clerk9",
        "name": "王一",
        "roles": ["clerk"],
        "section": None,
        "active": True,
    }
    monkeypatch.setenv("HALL_PASSWORD", "Halle-2027-probe")
    assert call("staff", "reset-password", "clerk9", *at).status == 0
    assert call("ask", "--as", "clerk9", "--database", place, "queues").status == 0
    assert call("staff", "disable", "clerk9", "--reason", "调离", *at).status == 0
    refused(call("ask", "--as", "clerk9", *at, "queues"), "not-signed-in", 1)
    assert call("staff", "list", *at).rows()[7]["login"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "x y", "--role", "clerk"), "bad-command"),
        (("add", "clerk9"), "bad-command"),
        (("add", "clerk9", "--role", "king"), "bad-command"),
        (("add", "clerk9", "--role", "setup"), "bad-command"),
        (("add", "clerk9", "--role", "sysadmin", "--role", "auditor"), "bad-command"),
        (("add", "clerk9", "--role", "clerk", "--section", "S99"), "no-such-record"),
        (("disable", "nobody"), "no-such-record"),
        (("reset-password", "nobody"), "no-such-record"),
        (("reset-password", "setup"), "no-such-record"),
    ],
)
def test_people_that_cannot_be_are_refused(
    call: Call, place: str, words: tuple[str, ...], code: str
) -> None:
    refused(call("staff", *words, "--database", place, "--json"), code, 1)


def test_nobody_is_entered_without_a_password(
    call: Call, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HALL_PASSWORD")
    add = ("staff", "add", "clerk9", "--role", "clerk", "--database", place, "--json")
    refused(call(*add), "password-needed", 1)
    monkeypatch.setenv("HALL_PASSWORD", CHOSEN)
    assert call(*add).status == 0


def test_a_login_is_needed(call: Call) -> None:
    for action in ("add", "disable", "reset-password"):
        assert call("staff", action).status == 2


# -- ask, schema, and the rest ---------------------------------------------------------------------


def test_every_query_is_answered_or_refused_in_words(call: Call, place: str) -> None:
    ask = ("ask", "--as", "manager1", "--database", place, "--json")
    for name in sorted(QUERIES):
        told = call(*ask, name)
        if told.status == 0:
            assert all(isinstance(row, dict) for row in told.rows())
        else:
            assert told.json()["refusal"] in ("no-such-record", "bad-command"), name
    for name in PLANNED:
        refused(call(*ask, name), "not-available", 1)


def test_items_are_as_the_contract_has_them(call: Call, place: str) -> None:
    ask = ("ask", "--as", "clerk1", "--database", place, "items")
    rows = call(*ask).rows()
    wanted = {"item_code", "name", "kind", "major", "queue", "section"}
    assert all(wanted | {"committed_days", "statutory_days"} <= set(row) for row in rows)
    assert {"immediate", "committed", "forwarded"} == {row["kind"] for row in rows}
    (one,) = call(*ask, f"item_code={rows[0]['item_code']}").rows()
    fields = {"requirement", "name", "form", "copies", "required", "tolerable"}
    assert all(fields <= set(material) for material in one["materials"])
    assert call(*ask, "search=gssldj").rows()[0]["name"] == "公司设立登记"


@pytest.mark.parametrize(
    "words",
    [
        "nonsense",
        "cases limit=-1",
        "cases limit=many",
        "cases limit=99999999999999999999",
        "cases limit=²",
        "cases limit",
        "cases colour=red",
        "cases limit=1 limit=2",
        "tickets day=tomorrow",
        "documents sealed=perhaps",
        "items search=\0",
        "items search=\udcff",
        "applicants",
    ],
)
def test_a_question_that_cannot_be_read_is_refused(call: Call, place: str, words: str) -> None:
    told = call("ask", "--as", "clerk1", "--database", place, "--json", *words.split(" "))
    refused(told, "bad-command", 1)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9999-12-31"])
def test_a_day_outside_all_years_has_no_rows(call: Call, place: str, day: str) -> None:
    for query in ("tickets", "journal", "board", "counters", "queues"):
        told = call("ask", "--as", "manager1", "--database", place, query, f"day={day}")
        assert told.status == 0


def test_a_question_with_hostile_words_is_a_question(call: Call, hall: Hall) -> None:
    ask = ("ask", "--as", "manager1", "--database", hall.url)
    if not hall.url.startswith("postgresql"):
        hall.database.set_password("manager1", CHOSEN)
    for word in ("'; DROP TABLE case; --", "%", "_", "\\", "𠮷" * 200, "{0}"):
        for query in ("items", "cases", "applicants"):
            assert call(*ask, query, f"search={word}").status == 0
    assert call(*ask, "tickets", "state=NO_SUCH_STATE").rows() == []
    assert call(*ask, "counters", "counter=99").rows() == []


def test_the_schema_is_one_document_with_every_code(call: Call) -> None:
    told = call("schema").json()
    assert told["commands"]["CallNext"]["route"] == "CENTRAL_IF_REACHABLE"
    assert told["commands"]["CallNext"]["fields"]["required"] == ["counter"]
    assert told["commands"]["GiveFeedback"]["available"] is False
    assert "queue-empty" in told["refusals"]
    assert "database-missing" in told["faults"]
    assert set(told["queries"]) == {*QUERIES, *PLANNED}


def test_show_config_says_where_each_setting_comes_from(call: Call, tmp_path: Path) -> None:
    told = call("show-config", "--json").json()
    assert told["station"] == {"value": "counter1", "origin": "environment"}
    assert told["theme"]["origin"] == "built in"
    assert str(tmp_path) in call("show-config").out


def test_the_calendar_tells_which_years_it_lacks(call: Call, place: str) -> None:
    told = call("calendar", "status", "--database", place, "--json").json()
    assert {2004, 2026} <= set(told["years"])
    assert set(told["missing"]).isdisjoint(told["years"])


@pytest.mark.parametrize("name", ["device", "audit"])
def test_what_is_not_built_says_so(call: Call, name: str) -> None:
    refused(call(name, "--once", "now", "--json"), "not-available", 1)


@pytest.mark.parametrize(
    "words",
    ["nonsense", "db", "db paint", "ask", "act", "catalogue", "hall check", "deadline", "check-id"],
)
def test_wrong_usage_is_exit_two_and_a_usage(call: Call, words: str) -> None:
    told = call(*words.split(" "))
    assert (told.status, told.out) == (2, "")
    assert "usage" in told.err


def test_help_names_every_command(call: Call) -> None:
    told = call("--help")
    assert told.status == 0
    assert [name for name in (*COMMANDS, *WORKSPACES, "sync") if name not in told.out] == []


def test_every_sentence_of_the_command_line_has_words() -> None:
    said = re.compile(r"""(?:say\(\s*"cli",\s*|WrongUsage\(\s*)"([a-z-]+)\"""")
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "hall_client/cli").glob("*.py")]
    codes = {code for source in sources for code in said.findall(source)} | {*NEEDED.values()}
    assert {"file-needed", "bad-day"} <= codes <= set(catalogue("cli"))
