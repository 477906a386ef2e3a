"""`doctor` says what is wrong and what to do, in both languages."""

import argparse
import ast
import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hall_client.app.diagnosis import Diagnosis, Level, fault, ok
from hall_client.cli import doctor, machine
from hall_client.places import ROOT
from hall_client.words import catalogue

MAKERS = {"ok", "warning", "fault"}
DATABASE_FINE = ok("database", "database-healthy", url="hall.db", version="1")
UNREACHABLE = {"problem": "database-unreachable", "place": "hall.db", "why": "closed"}
DATABASE_LOST = fault("database", "database-fault", **UNREACHABLE)


@dataclass
class Installation:
    """As much of a program as doctor asks for."""

    language: str = "en"
    display: list[Diagnosis] = field(default_factory=list)
    database: list[Diagnosis] = field(default_factory=lambda: [DATABASE_FINE])

    def probe_display(self) -> list[Diagnosis]:
        return self.display

    def probe_database(self) -> list[Diagnosis]:
        return self.database


def told_codes() -> set[tuple[str, str, str]]:
    """(level, topic, code) of every diagnosis that the product can make."""
    files = ["cli/machine.py", "devices/probe.py", "ui/probe.py", "store/probe.py"]
    trees = [ast.parse((ROOT / "hall_client" / name).read_text(encoding="utf-8")) for name in files]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        (call.func.id, *(str(arg.value) for arg in call.args if isinstance(arg, ast.Constant)))
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in MAKERS
    }


def test_every_diagnosis_has_its_words_and_what_is_not_well_its_advice() -> None:
    words = catalogue(doctor.CATALOGUE)
    wanted = {code for _, _, code in told_codes()} | {f"topic-{t}" for _, t, _ in told_codes()}
    wanted |= {f"{code}.do" for level, _, code in told_codes() if level != "ok"}
    assert len(wanted) > 40
    assert wanted - set(words) == set()
    assert [code for code, both in words.items() if not (both["zh"] and both["en"])] == []


@pytest.mark.parametrize(("database", "status"), [(DATABASE_FINE, 0), (DATABASE_LOST, 1)])
def test_only_a_fault_makes_the_exit_status_1(
    database: Diagnosis, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    program = Installation(database=[database])
    assert doctor.run(argparse.Namespace(json=True), program) == status
    told = json.loads(capsys.readouterr().out)
    assert told["healthy"] is (status == 0)
    rows = [row for row in told["findings"] if row["topic"] == "database"]
    assert rows[0]["level"] == database.level
    assert bool(rows[0]["advice"]) is (status == 1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_is_left_out_of_what_a_person_reads(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    doctor.run(argparse.Namespace(json=False), Installation(language, database=[DATABASE_LOST]))
    told = capsys.readouterr().out
    assert "{" not in told
    assert "→" in told
    assert ("故障" if language == "zh" else "fault") in told


def test_qt_that_aborts_this_python_is_a_fault() -> None:
    assert machine.python_and_qt((3, 11), "6.12.0").level is Level.FAULT
    assert machine.python_and_qt((3, 12), "6.12.0").level is Level.OK
    assert machine.python_and_qt((3, 11), "6.11.3").level is Level.OK
    assert machine.python_and_qt((3, 11), "").level is Level.FAULT


def test_a_clock_before_the_program_was_written_is_a_fault() -> None:
    assert machine.clock(datetime(1970, 1, 1, tzinfo=UTC)).level is Level.FAULT
    assert machine.clock(datetime(2026, 3, 2, tzinfo=UTC)).level is Level.OK


def test_an_unknown_zone_and_missing_fonts_are_faults(tmp_path: Path) -> None:
    assert machine.time_zone("Mars/Olympus").level is Level.FAULT
    assert machine.fonts(tmp_path).level is Level.FAULT
    assert machine.fonts().level is Level.OK


def test_qt_is_looked_at_by_a_process_of_its_own() -> None:
    program = "from hall_client.ui.probe import probe_display as p; print(p())"
    told = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987"},
    )
    assert "display-none" in told.stdout, "Qt must not take doctor with it"
    assert "input-none" in told.stdout


def test_a_desktop_with_fcitx_is_told_to_speak_ibus() -> None:
    from hall_client.ui.probe import input_method

    plugins = frozenset({"ibus", "compose"})
    told = input_method({"XMODIFIERS": "@im=fcitx"}, plugins)
    assert (told.code, told.level) == ("input-fcitx", Level.WARNING)
    spoken = input_method({"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "ibus"}, plugins)
    assert spoken.level is Level.OK


def test_an_old_sqlite_is_a_fault() -> None:
    from hall_client.store.probe import library

    assert library("3.40.1").level is Level.FAULT
    assert library("3.51.3").level is Level.OK


def test_a_database_that_is_not_made_yet_or_not_ours_is_told_apart(tmp_path: Path) -> None:
    from hall_client.store.probe import database

    absent = database(f"sqlite+pysqlite:///{tmp_path / 'hall.db'}")
    assert (absent.code, absent.level) == ("database-absent", Level.WARNING)
    assert str(tmp_path) in absent.facts["url"]
    (tmp_path / "foreign.db").write_bytes(b"not a database at all" * 100)
    foreign = database(f"sqlite+pysqlite:///{tmp_path / 'foreign.db'}")
    assert (foreign.code, foreign.level) == ("database-fault", Level.FAULT)
