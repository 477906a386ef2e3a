"""A scanner that types: heard whatever has the focus, and never taken for a person."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_client.ui import burst
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.scanner import LoneKey, Scanner
from tests.ui.seat import SOON_MS
from tests.ui.typed_page import CODE, ENTER, TAB, Page, open_page, watching


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return open_page(qtbot)


@pytest.fixture
def hears(qapp: QApplication) -> Iterator[Scanner]:
    with watching(qapp) as made:
        yield made


@pytest.fixture
def heard(hears: Scanner, page: Page) -> list[str]:
    codes: list[str] = []
    hears.listen(page, codes.append)
    return codes


def test_a_scan_is_heard_with_the_focus_on_a_default_button(page: Page, heard: list[str]) -> None:
    page.button.setFocus()
    page.type_text(CODE, gap_ms=3)
    assert heard == [CODE]
    assert page.pressed == 0


def test_a_line_gets_back_what_it_had(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.line.setText("张三丰")
    page.line.setCursorPosition(2)
    page.type_text(CODE, gap_ms=3)
    assert heard == [CODE]
    assert (page.line.text(), page.line.cursorPosition()) == ("张三丰", 2)


def test_what_a_line_got_back_is_told_as_an_edit(page: Page, heard: list[str]) -> None:
    """Whoever follows the line must not keep the signs of a scan."""
    told: list[str] = []
    page.line.textEdited.connect(told.append)
    page.line.setFocus()
    page.line.setText("张三丰")
    page.type_text(CODE, gap_ms=3)
    assert told[-1] == "张三丰"


def test_a_line_gets_back_what_was_selected(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.line.setText("赵𠮷钱孙")
    page.line.setSelection(1, 3)
    page.type_text(CODE, gap_ms=3)
    assert (page.line.text(), page.line.selectedText()) == ("赵𠮷钱孙", "𠮷钱")


def test_a_line_that_cannot_be_written_stays(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.line.setText("张三丰")
    page.line.setReadOnly(True)
    page.type_text(CODE, gap_ms=3)
    assert heard == [CODE]
    assert page.line.text() == "张三丰"


def test_a_text_of_several_lines_gets_back_what_it_had(page: Page, heard: list[str]) -> None:
    page.opinion.setFocus()
    page.opinion.setPlainText("𠮷同意。\n材料齐全。")
    cursor = page.opinion.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    page.opinion.setTextCursor(cursor)
    page.type_text(CODE, gap_ms=3)
    assert heard == [CODE]
    assert page.opinion.toPlainText() == "𠮷同意。\n材料齐全。"
    page.type_text("准", gap_ms=200, end=False)
    assert page.opinion.toPlainText() == "𠮷准\n材料齐全。"


@pytest.mark.parametrize("suffix", [(ENTER,), (TAB,), (ENTER, ENTER), (TAB, ENTER), (ENTER, TAB)])
def test_a_scan_may_end_with_enter_tab_or_both(
    page: Page, heard: list[str], suffix: tuple[tuple[int, str], ...]
) -> None:
    page.button.setFocus()
    page.type_text(CODE, gap_ms=3, end=False)
    for end in suffix:
        page.key(*end, 3)
    assert heard == [CODE]
    assert page.pressed == 0
    assert page.button.hasFocus()
    page.key(*ENTER, 300)
    assert page.pressed == 1


def test_a_person_who_types_goes_on_with_tab(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.type_text("110101199003070011", gap_ms=90, end=False)
    page.key(*TAB, 90)
    assert heard == []
    assert page.opinion.hasFocus()


def test_a_space_in_a_scan_presses_no_button(page: Page, heard: list[str]) -> None:
    page.button.setFocus()
    page.type_text("PACKET 12 OF 30", gap_ms=3)
    assert heard == ["PACKET 12 OF 30"]
    assert page.pressed == 0


def test_two_scans_in_a_row_are_two(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.type_text(CODE, gap_ms=3)
    page.type_text("GD2026000123", gap_ms=3)
    assert heard == [CODE, "GD2026000123"]


def test_a_person_who_types_is_no_scanner(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.type_text("110101199003070011", gap_ms=90)
    assert heard == []
    assert page.line.text() == "110101199003070011"


@pytest.mark.parametrize("place", [1, 2, 7, len(CODE) - 1, len(CODE)])
def test_a_machine_that_stalls_within_a_scan_loses_no_sign(
    page: Page, heard: list[str], place: int
) -> None:
    """Its keys get late times, so they seem to come in two parts; the end may be the second."""
    page.line.setFocus()
    page.line.setText("张三丰")
    page.type_text(CODE[:place], gap_ms=3, end=False)
    page.now_ms += 130
    page.type_text(CODE[place:], gap_ms=3)
    assert heard == [CODE]
    assert page.line.text() == "张三丰"


def test_the_fastest_typist_is_no_scanner(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.type_text("110101199003070011", gap_ms=45)
    assert heard == []
    assert page.line.text() == "110101199003070011"


def test_a_key_held_down_is_no_scan(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.key(ord("0"), "0", 200)
    for _ in range(80):
        page.key(ord("0"), "0", 33, held=True)
    page.key(*ENTER, 100)
    assert heard == []
    assert page.line.text() == "0" * 81


def test_keys_in_two_windows_are_no_scan(page: Page, heard: list[str], qtbot: QtBot) -> None:
    """Several windows of one process may be pressed at once by a program, never by a scanner."""
    other = open_page(qtbot)
    for one in (page, other) * 4:
        one.activateWindow()
        qtbot.waitUntil(one.isActiveWindow, timeout=SOON_MS)
        one.now_ms = page.now_ms
        one.key(ord("7"), "7", 3)
        page.now_ms = one.now_ms
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=SOON_MS)
    page.key(*ENTER, 3)
    assert heard == []


def test_a_few_quick_keys_are_no_scan(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.type_text("12345", gap_ms=3)
    assert heard == []
    assert page.line.text() == "12345"


def test_a_scan_after_typing_takes_only_its_own_signs(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.type_text("abc", gap_ms=120, end=False)
    page.now_ms += 200
    page.type_text(CODE, gap_ms=3)
    assert heard == [CODE]
    assert page.line.text() == "abc"


def test_a_scan_of_another_clock_is_whole(page: Page, heard: list[str]) -> None:
    page.line.setFocus()
    page.type_text("7", gap_ms=120, end=False)
    page.now_ms = 500
    page.type_text(CODE, gap_ms=3)
    page.now_ms = 2_000_000_000
    page.type_text(CODE, gap_ms=3)
    assert heard == [CODE, CODE]
    assert page.line.text() == "7"


def test_a_busy_window_hears_a_scan_whole_and_late(
    page: Page, hears: Scanner, heard: list[str], qtbot: QtBot
) -> None:
    """The keys lay unread for a while; what counts is when they were pressed."""
    pressed: list[str] = []
    lone = LoneKey(page, hears, lambda: pressed.append("H"))
    page.line.setFocus()
    page.type_text(CODE[0], gap_ms=200, end=False)
    lone.press()
    qtbot.wait(80)
    page.type_text(CODE[1:], gap_ms=3)
    qtbot.wait(200)
    assert heard == [CODE]
    assert pressed == []


def test_a_lone_key_acts_once(page: Page, hears: Scanner, qtbot: QtBot) -> None:
    pressed: list[str] = []
    lone = LoneKey(page, hears, lambda: pressed.append("H"))
    page.type_text("H", gap_ms=200, end=False)
    lone.press()
    qtbot.waitUntil(lambda: bool(pressed), timeout=SOON_MS)
    assert not lone.waiting
    assert pressed == ["H"]


@pytest.mark.parametrize("then", [ENTER, (Qt.Key.Key_F8.value, ""), (ord("7"), "7")])
def test_a_lone_key_acts_before_what_a_person_does_next(
    page: Page, hears: Scanner, then: tuple[int, str]
) -> None:
    """A busy window reads both keys at once, however long after each other they were pressed."""
    pressed: list[str] = []
    lone = LoneKey(page, hears, lambda: pressed.append("H"))
    page.type_text("H", gap_ms=200, end=False)
    lone.press()
    page.key(Qt.Key.Key_Shift.value, "", 20)
    assert pressed == []
    page.key(*then, 400)
    assert pressed == ["H"]
    assert not lone.waiting


def test_a_lone_key_acts_before_a_click(page: Page, hears: Scanner) -> None:
    pressed: list[str] = []
    lone = LoneKey(page, hears, lambda: pressed.append("H"))
    page.button.clicked.connect(lambda: pressed.append("click"))
    lone.press()
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert pressed == ["H", "click"]


def test_only_a_visible_listener_is_told(hears: Scanner, page: Page) -> None:
    shown: list[str] = []
    hidden: list[str] = []
    other = QWidget(page)
    other.hide()
    hears.listen(page, shown.append)
    hears.listen(other, hidden.append)
    page.type_text(CODE, gap_ms=3)
    assert (shown, hidden) == ([CODE], [])


def test_a_key_of_an_action_takes_no_sign_out_of_a_scan(
    page: Page, heard: list[str], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(burst, "LONGEST_GAP_MS", 10_000)  # these keys have the time of now
    presses: list[str] = []
    actions = (("grant", "H"), ("one", "1"), ("yes", "Return"))
    deed = ActionSet(page, [Action(name, name, shortcut=key) for name, key in actions])
    deed.bind("yes", lambda: presses.append("Return"))
    deed.bind("grant", lambda: presses.append("H"))
    deed.bind("one", lambda: presses.append("1"))
    page.button.setFocus()
    for sign in CODE:
        QTest.keyClick(page.windowHandle(), Qt.Key(ord(sign)))
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_Return)
    assert heard == [CODE.lower()]
    assert "1" not in presses
    assert "Return" not in presses
    monkeypatch.undo()
    qtbot.wait(burst.LONGEST_STALL_MS + 5)  # a person's next key is never nearer
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_Return)
    assert "Return" in presses
