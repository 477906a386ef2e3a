"""The kit at work: a small workplace made of it, used by keyboard, read by a screen reader.

Read this to see how a screen is made; `gallery.py` shows every part in one window.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hall_client.ui import application, ui_map
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import CodeField, TextField
from hall_client.ui.form import Ask, Form
from hall_client.ui.jobs import DATABASE, Jobs
from hall_client.ui.main_window import Admission, MainWindow
from hall_client.ui.notices import NoticeAction, Notices
from hall_client.ui.parts import Panel, column, label, row
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import Look, wear
from hall_client.ui.workspace import Workspace
from tests.ui import gallery
from tests.ui.hands import write
from tests.ui.seat import SOON_MS

CLERK = Admission("clerk1", "张三", "窗口人员", frozenset({"clerk"}), "3 号窗口")


@dataclass(frozen=True)
class GuestRow:
    """Somebody who was taken down."""

    name: str
    id_number: str


COLUMNS: tuple[Column[GuestRow], ...] = (
    Column("Login", lambda guest: guest.name, width=160),
    Column("Find", lambda guest: guest.id_number),
)
SAVE = Action("save", "Done", "check", "F8")


class GuestScreen(Panel):
    """Takes people down in a list: form, action, job, notice, table."""

    def __init__(self, jobs: Jobs, notices: Notices) -> None:
        super().__init__("page")
        self._jobs, self._notices = jobs, notices
        self.guests: list[GuestRow] = []
        self.form = Form(
            (TextField(Ask("name", "Login", required=True)), CodeField(Ask("id", "Find")))
        )
        self.model = TableModel(COLUMNS, key=lambda guest: guest.name)
        self.table = TableView(self.model, "guests", "名单", empty="名单是空的。")
        self.deed = ActionSet(self, (SAVE,))
        self.deed.bind("save", self.save)
        left = column(label("登记", "heading"), self.form, self.deed.button("save", "primary"))
        self.setLayout(row(left, self.table, spacing=16))

    def save(self) -> None:
        if self.form.accept():
            told = self.form.values()
            guest = GuestRow(told["name"], told["id"] or "")
            self._jobs.run(lambda: self._keep(guest), self.show_guests, lane=DATABASE, owner=self)

    def show_guests(self, guests: list[GuestRow]) -> None:
        self.model.set_rows(guests)
        self.form.clear()
        self._notices.success("已登记。", NoticeAction("撤销", self.undo))

    def undo(self) -> None:
        self.guests.pop()
        self.model.set_rows(self.guests)

    def _keep(self, guest: GuestRow) -> list[GuestRow]:
        self.guests.append(guest)
        return list(self.guests)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    jobs, notices = Jobs(), Notices()
    places = (
        Workspace("guests", "Find", "queue", lambda: GuestScreen(jobs, notices)),
        Workspace("manager", "Done", "manager", QWidget, frozenset({"manager"})),
        Workspace("todo", "Messages", "todo", gallery.build_todo, frozenset({"clerk"})),
    )
    made = MainWindow(places, notices, now=lambda: "09:41")
    made.show_hall("江城市政务服务大厅", "单机模式")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(made.isActiveWindow, timeout=SOON_MS)
    yield made
    jobs.drain()


def press(window: MainWindow, key: Qt.Key, ctrl: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window.windowHandle(), key, modifier)


def test_a_whole_entry_without_a_mouse(window: MainWindow, qtbot: QtBot) -> None:
    window.admit(CLERK)
    screen = window.open("guests")
    assert isinstance(screen, GuestScreen)
    press(window, Qt.Key.Key_F8)
    name = screen.form["name"].control
    assert name.hasFocus()
    write(name, "张三")
    press(window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: len(screen.model.shown) == 1, timeout=SOON_MS)
    assert screen.model.row(0) == GuestRow("张三", "")
    line = window.shell.notice_bar.lines[0]
    assert line.notice.text == "已登记。"
    assert line.action_button is not None
    line.action_button.click()
    assert screen.model.count == 0


def test_only_the_places_of_a_persons_roles_are_there(window: MainWindow) -> None:
    window.admit(CLERK)
    names = [button.objectName() for button in window.shell.rail.findChildren(QAbstractButton)]
    assert names == ["place-guests", "place-todo"]
    press(window, Qt.Key.Key_2, ctrl=True)
    assert window.shell.header.place.text() == "消息"
    press(window, Qt.Key.Key_3, ctrl=True)
    assert window.shell.header.place.text() == "消息"


def test_a_page_is_built_when_first_opened_and_thrown_away_at_the_end(window: MainWindow) -> None:
    window.admit(CLERK)
    first = window.open("todo")
    assert window.open("todo") is first
    window.dismiss()
    assert window.sign_in.isVisible()
    window.admit(CLERK)
    assert window.open("todo") is not first


def test_lock_hides_the_work_and_keeps_it(window: MainWindow, qtbot: QtBot) -> None:
    window.admit(CLERK)
    screen = window.open("guests")
    assert isinstance(screen, GuestScreen)
    write(screen.form["name"].control, "写到一半")
    press(window, Qt.Key.Key_F12)
    assert window.unlock.isVisible()
    assert not screen.isVisible()
    assert window.unlock.login.text() == "clerk1"
    press(window, Qt.Key.Key_F8)
    assert screen.guests == []
    with qtbot.waitSignal(window.unlock.submitted) as sent:
        qtbot.keyClicks(window.unlock.password.control, "pw")
        qtbot.keyClick(window.unlock.password.control, Qt.Key.Key_Return)
    assert sent.args == ["clerk1", "pw"]
    window.show_unlocked()
    assert screen.isVisible()
    assert screen.form["name"].text() == "写到一半"


def test_before_sign_in_no_key_of_the_shell_works(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F12)
    press(window, Qt.Key.Key_1, ctrl=True)
    assert window.sign_in.isVisible()


def test_anything_can_be_sought_from_anywhere(window: MainWindow, qtbot: QtBot) -> None:
    window.admit(CLERK)
    press(window, Qt.Key.Key_K, ctrl=True)
    assert window.shell.header.search.hasFocus()
    with qtbot.waitSignal(window.shell.header.find_requested) as sought:
        qtbot.keyClicks(window.shell.header.search, " A012 ")
        qtbot.keyClick(window.shell.header.search, Qt.Key.Key_Return)
    assert sought.args == ["A012"]


def test_the_status_line_keeps_each_fact_in_its_slot(window: MainWindow) -> None:
    window.shell.status.show_fact("waiting", "等候 3 人")
    window.shell.status.show_fact("waiting", "等候 2 人", "warning", "warning")
    assert window.shell.status.fact("waiting") == "等候 2 人"
    window.shell.status.show_fact("waiting", "")
    assert window.shell.status.fact("waiting") == ""
    assert window.shell.status.fact("printer") == ""


def test_every_control_has_a_name_and_says_what_it_is(window: MainWindow) -> None:
    window.admit(CLERK)
    window.open("guests")
    window.open("todo")
    parts = (
        window.sign_in,
        window.unlock,
        window.shell.rail,
        window.shell.header,
        window.shell.content,
    )
    assert [fault for part in parts for fault in ui_map.faults(part)] == []
    listed = {row.name: row for row in ui_map.rows(window)}
    assert listed["button-save"].role == "Button"
    assert listed["button-save"].label == "完成"
    assert listed["sign-in-submit"].label == "登录"
    assert listed["guests"].label == "名单"


def test_no_english_word_is_left_on_a_chinese_screen(window: MainWindow) -> None:
    window.admit(CLERK)
    window.open("guests")
    window.open("guests").save()  # type: ignore[attr-defined]
    said = [one.text() for one in window.findChildren(QLabel)]
    said += [one.text() for one in window.findChildren(QAbstractButton)]
    said += [one.placeholderText() for one in window.findChildren(QLineEdit)]
    said += [one.accessibleName() + one.toolTip() for one in window.findChildren(QWidget)]
    keys = re.compile(r"Ctrl\+\w|F\d{1,2}|clerk1|A0\d\d|H\d+")
    left = [text for text in said if re.search(r"[A-Za-z]{2,}", keys.sub("", text))]
    assert left == []


def test_a_change_of_language_reaches_every_word_of_the_shell(
    window: MainWindow, qapp: QApplication
) -> None:
    window.admit(CLERK)
    screen = window.open("guests")
    application.speak(qapp, "en")
    qapp.processEvents()
    try:
        assert window.shell.rail.findChild(QAbstractButton, "place-guests").text() == "Find"
        assert window.shell.header.lock.toolTip() == "Lock  F12"
        assert screen.findChild(QAbstractButton, "button-save").text() == "Done  F8"
        assert screen.form["name"].label.text() == "Login *"  # type: ignore[attr-defined]
    finally:
        application.speak(qapp, "zh_CN")
        qapp.processEvents()


@pytest.mark.parametrize("size", ["normal", "large", "huge"])
def test_the_shell_holds_on_an_old_monitor_at_any_text_size(
    qapp: QApplication, qtbot: QtBot, size: str
) -> None:
    wear(qapp, Look(text_size=size))
    try:
        made = gallery.window(Notices())
        qtbot.addWidget(made)
        made.resize(1366, 768)
        made.show()
        gallery.admit(made)
        qapp.processEvents()
        assert made.size() == QSize(1366, 768)
        for part in (made.shell.header, made.shell.status, made.shell.content, made.shell.rail):
            assert made.rect().contains(part.geometry().translated(part.parentWidget().pos()))
        lock = made.shell.header.leave
        assert made.rect().contains(lock.mapTo(made, lock.rect().bottomRight()))
    finally:
        wear(qapp, Look())


def test_one_primary_button_a_view(window: MainWindow) -> None:
    window.admit(CLERK)
    page = window.open("guests")
    roles = [button.property("role") for button in page.findChildren(QAbstractButton)]
    assert roles.count("primary") == 1
