"""The log: one JSON object a line, nothing personal in it, and every crash with an id."""

import gc
import json
import logging
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_client import log
from hall_client.places import ROOT

ID_NUMBERS = st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
AROUND = st.sampled_from(["", "申请人", " ", "：", '"', "=", "，", "(", "\n"])


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    yield log.open_log(tmp_path / "logs")
    log.close_log()


@pytest.fixture
def hooks() -> Iterator[list[str]]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    crashes: list[str] = []
    log.install_crash_hooks(crashes.append)
    yield crashes
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@given(ID_NUMBERS | PHONES, AROUND, AROUND)
def test_no_id_number_and_no_phone_gets_through(secret: str, before: str, after: str) -> None:
    told = log.redact(f"x{before or ' '}{secret}{after or ' '}y")
    assert secret not in told
    assert "****" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("password=hunter2 ok", "password=*** ok"),
        ('{"password": "hunter2"}', '{"password": "***"}'),
        ("HALL_PASSWORD=hunter2", "HALL_PASSWORD=***"),
        ("密码：秘密", "密码：***"),
        ("postgresql://clerk1:pw@db/hall", "postgresql://clerk1:***@db/hall"),
        ("110101900307001", "110101******001"),
        ("11010119900307001x", "110101********001x"),
        ("case H126110300121 at counter 3", "case H126110300121 at counter 3"),
        ("0192f3a4-1380-7138-8001-380013800013", "0192f3a4-1380-7138-8001-380013800013"),
    ],
)
def test_secrets_are_blacked_out_and_the_rest_stays(text: str, told: str) -> None:
    assert log.redact(text) == told


def test_a_line_is_json_in_chinese_with_time_level_and_source(file: Path) -> None:
    logging.getLogger("hall_client.sync").info("已推送 %d 条，联系 %s", 3, "13800138000")
    line = lines(file)[-1]
    assert line["text"] == "已推送 3 条，联系 138****8000"
    assert (line["level"], line["source"]) == ("info", "hall_client.sync")
    assert line["at"].endswith("+00:00")


def test_only_warnings_reach_the_terminal(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.open_log(file.parent)
    logging.info("quiet")
    logging.warning("ID 110101199003070011 is odd")
    assert capsys.readouterr().err == "warning: ID 110101********0011 is odd\n"
    assert [line["text"] for line in lines(file)][-2] == "quiet"


def test_opening_twice_writes_once(file: Path) -> None:
    log.open_log(file.parent)
    logging.info("once")
    assert [line["text"] for line in lines(file)].count("once") == 1


def test_a_bug_stands_in_the_log_with_its_id_and_trace(file: Path) -> None:
    try:
        raise KeyError("13800138000")
    except KeyError as problem:
        bug = log.record_bug(problem, "test")
    line = lines(file)[-1]
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{6}", bug)
    assert line["bug"] == bug
    assert "KeyError" in line["trace"]
    assert "13800138000" not in json.dumps(line)


def test_a_thread_that_dies_is_told_with_the_id_of_the_log(file: Path, hooks: list[str]) -> None:
    thread = threading.Thread(target=lambda: 1 // 0, name="printer")
    thread.start()
    thread.join()
    line = lines(file)[-1]
    assert hooks == [line["bug"]]
    assert "thread printer" in line["text"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_cannot_be_raised_is_told_too(file: Path, hooks: list[str]) -> None:
    class Clumsy:
        def __del__(self) -> None:
            raise ValueError("too late")

    Clumsy()
    gc.collect()
    assert len(hooks) == 1
    assert "too late" in lines(file)[-1]["text"]


def test_the_main_thread_is_told_and_leaving_is_no_crash(file: Path, hooks: list[str]) -> None:
    sys.excepthook(SystemExit, SystemExit(0), None)
    assert hooks == []
    sys.excepthook(ValueError, ValueError("bad"), None)
    assert len(hooks) == 1


def test_a_dying_interpreter_leaves_its_stacks_in_the_crash_file(tmp_path: Path) -> None:
    code = (
        "import sys, faulthandler, pathlib; from hall_client import log;"
        "log.install_crash_hooks(print, pathlib.Path(sys.argv[1])); faulthandler._sigabrt()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, check=False
    )
    assert run.returncode != 0
    assert "Current thread" in (tmp_path / log.CRASH_FILE).read_text()
