"""A scan while the Chinese input method is on: whole, and no word of it in the line."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall_client.ui.composed_scan import QUIET_MS
from hall_client.ui.platform.raw_keys import END, RawKey
from hall_client.ui.scanner import Scanner
from tests.ui.seat import SOON_MS
from tests.ui.typed_page import CODE, ENTER, Page, open_page, watching

GAP_MS = 4


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = open_page(qtbot)
    made.line.setFocus()
    made.line.setText("张三丰")
    made.line.setCursorPosition(2)
    return made


@pytest.fixture
def hears(qapp: QApplication) -> Iterator[Scanner]:
    with watching(qapp) as made:
        yield made


@pytest.fixture
def heard(hears: Scanner, page: Page) -> list[str]:
    codes: list[str] = []
    hears.listen(page, codes.append)
    return codes


def send(hears: Scanner, page: Page, signs: str, gap_ms: int = GAP_MS) -> None:
    """Keys leave the keyboard; `page.now_ms` is then when the last did."""
    for sign in signs:
        page.now_ms += gap_ms
        hears.raw_key(RawKey(page.now_ms, sign))


def come_through(page: Page, signs: str, last_ms: int) -> None:
    """Keys that the input method did not want, the last of them pressed at `last_ms`."""
    page.now_ms = last_ms - GAP_MS * len(signs)
    page.type_text(signs.removesuffix(END), GAP_MS, end=signs.endswith(END))


def test_a_word_made_of_its_beginning_is_taken_back(
    page: Page, hears: Scanner, heard: list[str]
) -> None:
    """The pinyin of ibus makes Henry of H1 and lets the rest through."""
    told: list[str] = []
    page.line.textEdited.connect(told.append)
    send(hears, page, CODE + END)
    page.compose(preedit="H")
    page.compose(commit="Henry")
    come_through(page, CODE[2:] + END, page.now_ms)
    assert heard == [CODE]
    assert page.line.text() == told[-1] == "张三丰"
    assert page.line.cursorPosition() == 2


def test_an_input_method_may_take_the_end_too(
    page: Page, hears: Scanner, heard: list[str], qtbot: QtBot
) -> None:
    send(hears, page, "abcdefgh" + END)
    page.compose(preedit="阿不错的风格和")
    page.compose(commit="abcdefgh")
    qtbot.waitUntil(lambda: bool(heard), timeout=SOON_MS)
    assert heard == ["abcdefgh"]
    assert page.line.text() == "张三丰"


def test_an_enter_that_comes_after_all_presses_nothing(
    page: Page, hears: Scanner, heard: list[str], qtbot: QtBot
) -> None:
    entered: list[bool] = []
    page.line.returnPressed.connect(lambda: entered.append(True))
    send(hears, page, CODE + END)
    page.compose(commit="Henry")
    come_through(page, CODE[2:], page.now_ms - GAP_MS)
    qtbot.waitUntil(lambda: bool(heard), timeout=SOON_MS)
    page.key(*ENTER, GAP_MS)
    assert heard == [CODE]
    assert entered == []


def test_a_slow_input_method_is_waited_for(
    page: Page, hears: Scanner, heard: list[str], qtbot: QtBot
) -> None:
    send(hears, page, CODE + END)
    ended_ms = page.now_ms
    qtbot.wait(QUIET_MS * 2)
    assert heard == []
    page.compose(commit="Henry")
    come_through(page, CODE[2:] + END, ended_ms)
    assert heard == [CODE]
    assert page.line.text() == "张三丰"


def test_a_scanner_with_two_ends_is_heard_once(
    page: Page, hears: Scanner, heard: list[str]
) -> None:
    send(hears, page, CODE + END + END)
    page.compose(commit="Henry")
    come_through(page, CODE[2:] + END, page.now_ms - GAP_MS)
    page.key(*ENTER, GAP_MS)
    assert heard == [CODE]
    assert page.pressed == 0


def test_chinese_that_a_person_writes_stays(
    page: Page, hears: Scanner, heard: list[str], qtbot: QtBot
) -> None:
    send(hears, page, "zhangsan" + END, gap_ms=90)
    page.compose(preedit="张三")
    page.compose(commit="张三")
    qtbot.wait(QUIET_MS * 2)
    assert heard == []
    assert page.line.text() == "张三张三丰"


def test_without_an_input_method_the_keys_of_the_platform_count(
    page: Page, hears: Scanner, heard: list[str]
) -> None:
    """The keyboard may be of another country: what its keys write, the platform knows."""
    send(hears, page, "qwertyu" + END)
    come_through(page, "azertyu" + END, page.now_ms)
    assert heard == ["azertyu"]
