"""Nothing heavy is loaded before the first window is painted."""

import subprocess
import sys

import pytest

from hall_client.places import ROOT
from tests.architecture.sources import expect_none

HEAVY = {
    *("sqlalchemy", "alembic", "psycopg", "sqlcipher3", "reportlab", "openpyxl", "pypinyin"),
    *("pydantic", "PIL", "barcode", "segno", "pypdfium2", "keyring", "serial", "miniaudio"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtNetwork", "hall_client.store"),
    "hall_client.documents",
}
# Modules that run before the first paint, once they exist.
EARLY = ["hall_client.bootstrap", "hall_client.ui.application"]


def loaded_by(module: str) -> set[str]:
    """Modules in memory after a fresh interpreter has imported `module`."""
    program = f"import sys, {module}; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(told.stdout.split())


@pytest.mark.parametrize("module", EARLY)
def test_importing_what_starts_the_program_loads_nothing_heavy(module: str) -> None:
    if not (ROOT / (module.replace(".", "/") + ".py")).exists():
        pytest.skip(f"{module} is not written yet")
    expect_none(loaded_by(module) & HEAVY)


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
