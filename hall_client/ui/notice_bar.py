"""The messages of a window: up to three, said to a screen reader, the informative ones gone by
themselves, but never while the pointer or the focus is on them.
"""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hall_client.ui.notices import Notice, Notices
from hall_client.ui.parts import Panel, button, icon_button, label, sign
from hall_client.ui.theme import dress
from hall_client.ui.words import tr

MOST_AT_ONCE = 3


class NoticeBar(QWidget):
    """The stack of messages of one window: the newest on top, the same one only once."""

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice-bar")
        self.setAccessibleName(tr("Messages"))
        self._lines: list[NoticeLine] = []
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(4)
        notices.posted.connect(self.show_notice)
        self.hide()

    @property
    def lines(self) -> list["NoticeLine"]:
        return list(self._lines)

    def show_notice(self, notice: Notice) -> None:
        for same in [line for line in self._lines if line.notice.spoken == notice.spoken]:
            self._drop(same)
        line = NoticeLine(notice)
        line.closed.connect(lambda: self._drop(line))
        self._lines.insert(0, line)
        self._stack.insertWidget(0, line)
        for old in self._lines[MOST_AT_ONCE:]:
            self._drop(old)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, notice.spoken))

    def clear(self) -> None:
        for line in self.lines:
            self._drop(line)

    def _drop(self, line: "NoticeLine") -> None:
        if line in self._lines:
            self._lines.remove(line)
            self._stack.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))


class NoticeLine(Panel):
    """One message on screen: icon, words, code, action, close."""

    closed = Signal()

    def __init__(self, notice: Notice) -> None:
        super().__init__("notice")
        self.notice = notice
        self.setObjectName("notice")
        self.setAccessibleName(notice.spoken)
        dress(self, tone=notice.level.value)
        self._timer = QTimer(self, singleShot=True, interval=notice.stays_ms)
        self._timer.timeout.connect(self.closed)
        self._build_row()
        self._wait()

    def _build_row(self) -> None:
        tone = self.notice.level.value
        self.close_button = icon_button("notice-close", "close", tr("Close message"), tone)
        self.close_button.clicked.connect(self.closed)
        self.action_button = self._action_button()
        words = label(self.notice.sentence, wrap=True)
        words.setObjectName("notice-text")
        words.setMinimumWidth(1)  # a word without an end does not make the window wider
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 4, 4)
        line.setSpacing(12)
        line.addWidget(sign(tone, tone))
        line.addWidget(words, 1)
        for control in filter(None, (self.action_button, self.close_button)):
            control.installEventFilter(self)
            line.addWidget(control)

    def _action_button(self) -> QPushButton | None:
        action = self.notice.action
        if action is None:
            return None
        made = button("notice-action", action.text)
        made.setAccessibleName(f"{action.text}: {self.notice.text}")
        made.clicked.connect(self._act)
        return made

    def _act(self) -> None:
        self.closed.emit()
        if self.notice.action is not None:
            self.notice.action.act()

    def _wait(self) -> None:
        if self._timer.interval():
            self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._wait()
        return False
