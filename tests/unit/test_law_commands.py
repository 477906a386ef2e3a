"""`deadline` and `check-id`: what IT and an outside check see on a shell."""

import argparse
import json
import re
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

from hall_client.app.calendars import parse_calendar
from hall_client.cli import check_id, deadline
from hall_client.domain.calendar import WorkingCalendar
from hall_client.places import RESOURCES, SEED
from hall_client.words import catalogue, say


@dataclass
class ShippedProgram:
    """What the two commands ask of the program: the shipped calendar and a language."""

    language: str = "zh"

    def calendar(self) -> WorkingCalendar:
        return parse_calendar((SEED / "calendar.json").read_text(encoding="utf-8"))


def run(command: ModuleType, line: str, language: str = "zh") -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    status: int = command.run(parser.parse_args(line.split()), ShippedProgram(language))
    return status


Output = pytest.CaptureFixture[str]


def deadline_json(capsys: Output, line: str) -> dict[str, Any]:
    assert run(deadline, line + " --json") == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_the_answer_has_the_fields_of_the_contract(capsys: Output) -> None:
    answer = deadline_json(capsys, "--accepted 2026-09-30 --days 20 --today 2026-09-30")
    assert answer["due"] == answer["base_due"] == "2026-11-03"
    assert (answer["used"], answer["remaining"], answer["credit"]) == (0, 20, 0)
    assert answer["estimated"] is False
    assert answer["explanation"] == "受理 9-30, 扣除 0, 期限 11-3"


def test_a_suspension_is_credited(capsys: Output) -> None:
    line = "--accepted 2026-03-02 --days 20 --suspend 2026-03-09:2026-03-23 --today 2026-03-25"
    answer = deadline_json(capsys, line)
    assert (answer["base_due"], answer["due"]) == ("2026-03-30", "2026-04-14")
    assert (answer["credit"], answer["used"], answer["remaining"]) == (10, 7, 13)


def test_the_committed_clock_caps_the_credit_and_has_no_extension(capsys: Output) -> None:
    line = (
        "--accepted 2026-03-02 --days 10 --suspend 2026-03-09:2026-03-23:6 --extend 5 "
        "--clock committed --today 2026-03-23"
    )
    answer = deadline_json(capsys, line)
    assert (answer["base_due"], answer["credit"], answer["due"]) == ("2026-03-16", 6, "2026-03-24")


def test_several_suspensions_and_an_open_one(capsys: Output) -> None:
    line = (
        "--accepted 2026-03-02 --days 20 --suspend 2026-03-04:2026-03-06 "
        "--suspend 2026-03-09::5 --today 2026-03-16"
    )
    assert deadline_json(capsys, line)["explanation"] == "受理 3-2, 扣除 2+5, 期限 4-9"


def test_an_extension_is_added(capsys: Output) -> None:
    answer = deadline_json(capsys, "--accepted 2026-03-02 --days 20 --extend 10")
    assert answer["due"] == "2026-04-14"


def test_today_is_the_default_of_today(capsys: Output) -> None:
    answer = deadline_json(capsys, "--accepted 2020-03-02 --days 20")
    assert answer["remaining"] < -1000


def test_an_estimate_is_flagged_and_warned_of_and_strict_fails(capsys: Output) -> None:
    line = "--accepted 2026-12-25 --days 5 --today 2026-12-25 --json"
    assert run(deadline, line) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["estimated"] is True
    assert "暂估" in shown.err
    assert run(deadline, line + " --strict") == 1
    assert json.loads(capsys.readouterr().out)["due"] == "2027-01-04"
    assert run(deadline, line.replace("--days 5", "--days 4") + " --strict") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "line",
    [
        "--accepted 2026-02-30 --days 5",
        "--accepted 20260302 --days 5",
        "--accepted yesterday --days 5",
        "--accepted 2026-03-02 --days five",
        "--accepted 2026-03-02 --days -5",
        "--accepted 2026-03-02 --days 5 --extend x",
        "--accepted 2026-03-02 --days 5 --today 2026-3-2",
        "--accepted 2026-03-02 --days 5 --suspend 2026-03-04",
        "--accepted 2026-03-02 --days 5 --suspend 2026-03-04:2026-03-05:1:2",
        "--accepted 2026-03-02 --days 5 --suspend 2026-03-04:x",
        "--accepted 2026-03-02 --days 5 --suspend 2026-03-04:2026-03-05:x",
        "--accepted 2026-03-02 --days 5 --suspend :",
    ],
)
def test_what_cannot_be_read_is_wrong_usage(capsys: Output, line: str) -> None:
    for language in ("zh", "en"):
        assert run(deadline, line + " --json", language) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert len(shown.err.splitlines()) == 1
        assert bool(re.search("[\u4e00-\u9fff]", shown.err)) == (language == "zh")


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("--suspend 2026-03-09:2026-03-06", "suspension-ends-before-start"),
        ("--suspend 2026-02-09:2026-03-06", "suspension-before-acceptance"),
        ("--suspend 2026-03-03:2026-03-06 --suspend 2026-03-05:2026-03-09", "suspensions-overlap"),
        ("--suspend 2026-03-03: --suspend 2026-03-05:2026-03-09", "suspensions-overlap"),
        ("--extend 11", "extension-too-long"),
        ("--days 9999", "days-out-of-range"),
        ("--accepted 9999-12-31", "day-out-of-range"),
    ],
)
def test_what_the_law_does_not_know_is_refused(capsys: Output, line: str, refusal: str) -> None:
    assert run(deadline, f"--accepted 2026-03-02 --days 20 {line} --json") == 1
    shown = capsys.readouterr()
    answer = json.loads(shown.out)
    assert (answer["ok"], answer["refusal"]) == (False, refusal)
    assert shown.err.strip() == answer["message"] != refusal
    assert "{" not in answer["message"]


def test_without_json_a_person_reads_it(capsys: Output) -> None:
    assert run(deadline, "--accepted 2026-09-30 --days 20 --today 2026-09-30") == 0
    shown = capsys.readouterr().out
    assert "2026-11-03" in shown
    assert "受理 9-30" in shown


def test_one_object_for_each_value_and_one_bad_value_fails(capsys: Output) -> None:
    assert run(check_id, "11010519491231002X 91350100M000100Y44 --json") == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {
        "value": "11010519491231002X",
        "kind": "resident-id",
        "valid": True,
        "normalised": "11010519491231002X",
        "problem": None,
        "warnings": [],
    }
    assert (second["kind"], second["valid"], second["problem"]) == ("uscc", False, "wrong-check")


def test_all_good_is_exit_zero(capsys: Output) -> None:
    assert run(check_id, "510182198506151233 --kind resident-id --json") == 0
    assert run(check_id, "91350100M000100Y43 --kind resident-id --json") == 1
    assert run(check_id, "110105202612310024 --today 2026-x --json") == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_identities_are_told_in_words(capsys: Output) -> None:
    assert run(check_id, "１１０１０５１９４９１２３１００２Ｘ 91350100M000100Y4") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("11010519491231002X:有效")
    assert "半角" in lines[1]
    assert "位数" in lines[2]


def test_bytes_that_are_no_text_are_answered(capsys: Output) -> None:
    assert run(check_id, "11\udcff --json") == 1
    assert json.loads(capsys.readouterr().out)["valid"] is False


@pytest.mark.parametrize("file", sorted((RESOURCES / "words").glob("*.json")), ids=lambda f: f.stem)
def test_words_ask_for_the_same_facts_in_both_languages(file: Any) -> None:
    for code, words in catalogue(file.stem).items():
        chinese, english = (set(re.findall(r"{(\w+)}", words[lang])) for lang in ("zh", "en"))
        assert chinese == english, code
        assert "{" not in say(file.stem, code, "zh", **dict.fromkeys(chinese, "x"))
