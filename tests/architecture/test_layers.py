"""Imports point inwards only; the contracts stand in pyproject.toml."""

import subprocess
import sys
import tomllib

from hall_client.places import ROOT
from tests.architecture.sources import expect_none

LAYERS = [
    "hall_client.bootstrap",
    "hall_client.cli | hall_client.ui | hall_client.sync",
    "hall_client.store | hall_client.devices | hall_client.documents",
    "hall_client.app",
    "hall_client.domain",
]


def test_all_import_contracts_are_kept() -> None:
    check = "from importlinter.cli import lint_imports_command as check; check()"
    command = [sys.executable, "-c", check, "--no-cache"]
    told = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def test_nobody_has_loosened_the_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layered = [each for each in contracts["contracts"] if each["type"] == "layers"]
    assert [each["layers"] for each in layered] == [LAYERS]
    excused = [each["name"] for each in contracts["contracts"] if each.get("ignore_imports")]
    expect_none(excused)
