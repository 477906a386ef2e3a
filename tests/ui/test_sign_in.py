"""Sign-in: name, password, and clear words when it does not work."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from hall_client.ui.sign_in import SignIn
from tests.ui.seat import SOON_MS


@pytest.fixture
def panel(qtbot: QtBot) -> SignIn:
    made = SignIn()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow, timeout=SOON_MS)
    return made


def fill(panel: SignIn, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.login.control, "clerk1")
    qtbot.keyClicks(panel.password.control, " p w ")


def test_enter_sends_login_and_password_as_typed(panel: SignIn, qtbot: QtBot) -> None:
    fill(panel, qtbot)
    with qtbot.waitSignal(panel.submitted) as sent:
        qtbot.keyClick(panel.password.control, Qt.Key.Key_Return)
    assert sent.args == ["clerk1", " p w "]


def test_a_second_enter_while_waiting_does_nothing(panel: SignIn, qtbot: QtBot) -> None:
    sent: list[str] = []
    panel.submitted.connect(lambda login, _password: sent.append(login))
    fill(panel, qtbot)
    for _ in range(3):
        qtbot.keyClick(panel.password.control, Qt.Key.Key_Return)
    assert sent == ["clerk1"]


def test_a_refusal_keeps_the_login_and_asks_for_the_password(panel: SignIn, qtbot: QtBot) -> None:
    fill(panel, qtbot)
    panel.refuse("登录名或密码不正确。")
    assert panel.error.text() == "登录名或密码不正确。"
    assert panel.error.isVisible()
    assert panel.login.text() == "clerk1"
    assert panel.password.text() == ""
    assert panel.password.control.hasFocus()
    assert panel.submit.isEnabled()


def test_nothing_is_sent_without_a_name(panel: SignIn, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.submitted):
        qtbot.mouseClick(panel.submit, Qt.MouseButton.LeftButton)
    assert panel.login.below.text() == "请填写：登录名。"


@pytest.mark.parametrize(
    ("key", "shift", "on"), [("A", False, True), ("a", False, False), ("A", True, False)]
)
def test_caps_lock_is_noticed(panel: SignIn, qtbot: QtBot, key: str, shift: bool, on: bool) -> None:
    seen: list[bool] = []
    panel.password.edit.caps_lock.connect(seen.append)  # type: ignore[attr-defined]
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, key)
    QCoreApplication.sendEvent(panel.password.control, event)
    assert seen == [on]
    assert bool(panel.password.below.text()) is on


def test_the_password_is_hidden_and_the_note_says_where_one_is(panel: SignIn) -> None:
    assert panel.password.edit.echoMode() is QLineEdit.EchoMode.Password
    assert not panel.note.isVisible()
    panel.show_note("单机模式")
    assert panel.note.isVisible()
