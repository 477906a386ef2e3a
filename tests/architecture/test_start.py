"""Nothing heavy is loaded before the first window is painted, nor before one can sign in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hall_client.places import ROOT
from tests.architecture.sources import expect_none

HEAVY = {
    *("sqlalchemy", "alembic", "psycopg", "sqlcipher3", "reportlab", "openpyxl", "pypinyin"),
    *("pydantic", "PIL", "barcode", "segno", "pypdfium2", "keyring", "serial", "miniaudio"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtNetwork", "hall_client.store"),
    "hall_client.documents",
    *("hall_client.ui.desk", "hall_client.ui.scanner", "hall_client.ui.shell"),
}
# What acts and questions need, and the database that is not in use.
LATER = {
    *("hall_client.app.command", "hall_client.app.dispatch", "hall_client.app.replication"),
    *("hall_client.app.queries", "hall_client.app.rows", "hall_client.domain.people"),
    *("hall_client.store.queries", "hall_client.store.work", "hall_client.store.tables.cases"),
    *("sqlalchemy.dialects.postgresql", "psycopg", "alembic"),
}
# Modules that run before the first paint, once they exist.
EARLY = ["hall_client.bootstrap", "hall_client.ui.application", "hall_client.ui.launch"]


def loaded_by(module: str) -> set[str]:
    """Modules in memory after a fresh interpreter has imported `module`."""
    return loaded_after(f"import {module}")


def loaded_after(program: str, **environment: str) -> set[str]:
    """Modules in memory after a fresh interpreter has run `program`."""
    command = [sys.executable, "-c", f"{program}\nimport sys\nprint(*sys.modules)"]
    world = {**os.environ, **environment}
    told = subprocess.run(command, cwd=ROOT, env=world, capture_output=True, text=True, check=True)
    return set(told.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("module", EARLY)
def test_importing_what_starts_the_program_loads_nothing_heavy(module: str) -> None:
    if not (ROOT / (module.replace(".", "/") + ".py")).exists():
        pytest.skip(f"{module} is not written yet")
    expect_none(loaded_by(module) & HEAVY)


# The program without a command, until the login can be typed.
START = """
import os, sys
from hall_client.bootstrap import start
from hall_client.ui import launch
from hall_client.ui.scanner import Scanner
from hall_client.ui.session import WindowSession
host = start().host()
app = launch.start(host)
session = WindowSession(host, host.station, lambda: Scanner(app))
session.when_ready(lambda: (print(*sys.modules, flush=True), os._exit(0)))
session.open()
app.exec()
"""


def test_the_sign_in_waits_for_nothing_that_comes_after_it(hall_file: Path, tmp_path: Path) -> None:
    world = {
        "HALL_DATABASE": str(hall_file),
        "HALL_STATE_DIR": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }
    loaded = loaded_after(START, **world)
    assert "hall_client.store.database" in loaded
    expect_none(loaded & LATER)


def test_the_command_line_starts_without_qt() -> None:
    if not (ROOT / "hall_client/bootstrap.py").exists():
        pytest.skip("hall_client.bootstrap is not written yet")
    assert "PySide6" not in loaded_by("hall_client.bootstrap")


def test_the_rules_need_only_the_standard_library() -> None:
    modules = sorted((ROOT / "hall_client" / "domain").glob("*.py"))
    names = [f"hall_client.domain.{path.stem}" for path in modules if path.stem != "__init__"]
    ours = {"hall_client", "__main__"}
    # What site packages put into every interpreter of this environment is nobody's import.
    always = {name.split(".")[0] for name in loaded_by("sys")}
    roots = {name.split(".")[0] for name in loaded_by(", ".join(names))}
    expect_none(roots - ours - always - sys.stdlib_module_names)
