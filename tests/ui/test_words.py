"""Translation: complete, with the same placeholders, and no English on a Chinese screen."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hall_client.places import ROOT
from hall_client.ui import words
from hall_client.ui.words import TRANSLATIONS, Speech, mark

SCRIPT = ROOT / "installers" / "make-translations"
CHINESE = TRANSLATIONS / "zh_CN.ts"
SOURCES = sorted((ROOT / "hall_client" / "ui").rglob("*.py"))


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def test_every_text_of_the_screens_is_translated() -> None:
    run = subprocess.run(
        [sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    assert run.returncode == 0


def test_a_translation_keeps_the_placeholders() -> None:
    for message in ElementTree.parse(CHINESE).iter("message"):
        source, text = message.findtext("source", ""), message.findtext("translation", "")
        assert placeholders(source) == placeholders(text), source


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_texts_to_translate_are_plain_literals(file: Path) -> None:
    """A text put together at run time is found by nobody who translates."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        called = node.func.id if isinstance(node, ast.Call) and hasattr(node.func, "id") else ""
        if called in ("tr", "mark"):
            assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp)


def test_words_are_found_at_the_time_of_asking() -> None:
    before = words.current().language
    words.use("zh_CN")
    assert words.tr("Sign in") == "登录"
    assert words.tr("From {least} to {most}.", least=1, most=9) == "应在 1 到 9 之间。"
    words.use("en")
    assert words.tr("Sign in") == "Sign in"
    words.use(before)


def test_one_window_may_speak_for_itself() -> None:
    kiosk = Speech("en")
    assert kiosk.tr("Sign in") == "Sign in"
    assert (Speech("zh_CN").short, kiosk.short) == ("zh", "en")
    assert mark("Sign in") == "Sign in"


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(ValueError, match="known: zh_CN, en"):
        Speech("fr")


def test_words_need_no_qt() -> None:
    code = "import sys, hall_client.ui.words; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
