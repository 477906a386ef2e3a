"""Messages: one road, a bar that shows, says, and forgets them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from hall_client.ui.notice_bar import MOST_AT_ONCE, NoticeBar
from hall_client.ui.notices import Level, Notice, NoticeAction, Notices


@pytest.fixture
def notices() -> Notices:
    return Notices()


@pytest.fixture
def bar(notices: Notices, qtbot: QtBot) -> NoticeBar:
    made = NoticeBar(notices)
    qtbot.addWidget(made)
    return made


def test_the_bar_takes_no_room_until_something_is_said(notices: Notices, bar: NoticeBar) -> None:
    assert bar.isHidden()
    notices.info("已保存。")
    assert not bar.isHidden()
    bar.lines[0].close_button.click()
    assert bar.isHidden()


def test_the_newest_is_on_top_and_only_some_are_kept(notices: Notices, bar: NoticeBar) -> None:
    for number in range(MOST_AT_ONCE + 2):
        notices.warn(f"第 {number} 条")
    assert [line.notice.text for line in bar.lines] == ["第 4 条", "第 3 条", "第 2 条"]


def test_the_same_message_stands_there_once(notices: Notices, bar: NoticeBar) -> None:
    for _ in range(3):
        notices.error("打印机没有应答。", code="printer-silent")
    assert len(bar.lines) == 1
    assert "printer-silent" in bar.lines[0].accessibleName()


def test_undo_acts_once_and_takes_the_message_away(
    notices: Notices, bar: NoticeBar, qtbot: QtBot
) -> None:
    undone: list[str] = []
    notices.success("A012 已办结。", NoticeAction("撤销", lambda: undone.append("A012")))
    button = bar.lines[0].action_button
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == ["A012"]
    assert bar.lines == []


@pytest.mark.parametrize(
    ("notice", "stays"),
    [
        (Notice(Level.INFO, "x"), 6_000),
        (Notice(Level.SUCCESS, "x", NoticeAction("u", print)), 10_000),
        (Notice(Level.WARNING, "x"), 0),
        (Notice(Level.ERROR, "x"), 0),
    ],
)
def test_only_good_news_goes_by_itself(notice: Notice, stays: int) -> None:
    assert notice.stays_ms == stays


def test_a_screen_reader_is_told_the_level_in_words(notices: Notices, bar: NoticeBar) -> None:
    notices.error("没有连上数据库。")
    found = QAccessible.queryAccessibleInterface(bar.lines[0])
    assert found.text(QAccessible.Text.Name) == "错误: 没有连上数据库。"
