"""`catalogue check` and `hall check`: what a shell gets to read."""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

import pytest

from hall_client.app.faults import FileUnreadable
from hall_client.cli import catalogue, hall
from hall_client.places import SEED

if TYPE_CHECKING:
    from hall_client.cli.program import Program


@dataclass
class CheckOnly:
    """All that a check may touch: no database stands behind it."""

    language: str = "zh"


PROGRAM = cast("Program", CheckOnly())


def parsed(module: ModuleType, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return parser.parse_args(words)


def test_the_seed_passes_its_own_check(capsys: pytest.CaptureFixture[str]) -> None:
    words = parsed(catalogue, "check", str(SEED / "items.json"), "--json")
    assert catalogue.run(words, PROGRAM) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is True
    assert answer["items"] >= 24
    words = parsed(hall, "check", str(SEED / "hall.json"), "--json")
    assert hall.run(words, PROGRAM) == 0
    assert json.loads(capsys.readouterr().out)["hall"] == "H1"


def test_a_bad_row_is_told_in_words_and_nothing_is_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads((SEED / "items.json").read_text(encoding="utf-8"))
    document["items"][4]["committed_days"] = 99
    path = tmp_path / "items.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert catalogue.run(parsed(catalogue, "import", str(path)), PROGRAM) == 1
    told = capsys.readouterr()
    assert "承诺时限 99 超过法定时限 20 个工作日" in told.err
    assert "items[4].committed_days" in told.err


def test_a_file_that_is_not_there_is_a_fault_of_the_environment(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        catalogue.run(parsed(catalogue, "check", str(tmp_path / "none.json")), PROGRAM)
