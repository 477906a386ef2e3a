"""One definition of what can be done; keys, buttons and menus are views of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hall_client.ui.actions import Action, ActionSet, clashes
from hall_client.ui.parts import column
from hall_client.ui.shell import FIND, LOCK
from tests.ui.seat import SOON_MS

CALL = Action("call-next", "Sign in", "call", "F2", tip="Find")


class Screen(QWidget):
    """A page with a line to type in and one action."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0
        self.line = QLineEdit()
        self.deed = ActionSet(self, (CALL,))
        self.deed.bind("call-next", self.call)
        self.button = self.deed.button("call-next", "primary")
        self.setLayout(column(self.line, self.button))

    def call(self) -> None:
        self.calls += 1


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    made = Screen()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow, timeout=SOON_MS)
    return made


@pytest.mark.parametrize("focus", ["line", "button"])
def test_three_quick_presses_are_three_calls_from_any_focus(screen: Screen, focus: str) -> None:
    getattr(screen, focus).setFocus()
    for _ in range(3):
        QTest.keyClick(screen.windowHandle(), Qt.Key.Key_F2)
    assert screen.calls == 3


def test_button_and_pad_do_the_same_once_each(screen: Screen, qtbot: QtBot) -> None:
    qtbot.mouseClick(screen.button, Qt.MouseButton.LeftButton)
    screen.deed.trigger("call-next")
    assert screen.calls == 2


def test_a_disabled_action_says_why_and_does_nothing(screen: Screen) -> None:
    screen.deed.enable("call-next", False, why="先办结手中的排队号。")
    screen.deed.trigger("call-next")
    QTest.keyClick(screen.windowHandle(), Qt.Key.Key_F2)
    assert screen.calls == 0
    assert not screen.button.isEnabled()
    assert "先办结手中的排队号。" in screen.button.toolTip()
    screen.deed.enable("call-next", True)
    assert "先办结" not in screen.button.toolTip()


def test_the_button_shows_its_key_but_owns_no_shortcut(screen: Screen) -> None:
    assert screen.button.text() == "登录  F2"
    assert screen.button.accessibleName() == "登录"
    assert screen.button.shortcut().isEmpty()


def test_a_key_does_nothing_while_its_screen_is_hidden(screen: Screen, qtbot: QtBot) -> None:
    other = Screen()
    other.setParent(screen)
    other.hide()
    QTest.keyClick(screen.windowHandle(), Qt.Key.Key_F2)
    assert (screen.calls, other.calls) == (1, 0)


def test_a_menu_is_another_view(screen: Screen) -> None:
    menu = screen.deed.menu(["call-next"])
    menu.actions()[0].trigger()
    assert screen.calls == 1


def test_clashing_and_unknown_keys_are_found() -> None:
    table = (CALL, Action("again", "Find", shortcut="F2"), Action("odd", "Find", shortcut="Fx9"))
    found = clashes(table)
    assert found["F2"] == ["call-next", "again"]
    assert ["odd"] in found.values()
    assert clashes((CALL, LOCK, FIND)) == {}


def test_what_cannot_be_done_anywhere_is_off_whatever_the_screen_says(screen: Screen) -> None:
    deed = screen.deed
    deed.does("call-next", "CallNext")
    deed.bar(lambda command: "与中心断开。" if command == "CallNext" else "")
    deed.enable("call-next", True)
    assert not screen.button.isEnabled()
    assert "与中心断开。" in screen.button.toolTip()
    deed.does("call-next", "ServeTicket")
    assert screen.button.isEnabled()
    deed.enable("call-next", False, why="先办结手中的排队号。")
    deed.does("call-next", "CallNext")
    deed.bar(lambda _command: "")
    assert not screen.button.isEnabled()
    assert "先办结手中的排队号。" in screen.button.toolTip()
