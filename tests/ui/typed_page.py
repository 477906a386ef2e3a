"""A page on which keys are pressed at a pace of the test's choice, and a scanner that watches."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hall_client.ui.parts import column
from hall_client.ui.scanner import Scanner
from tests.ui.seat import SOON_MS

CODE = "H1261103001201"
ENTER = (Qt.Key.Key_Return.value, "\r")
TAB = (Qt.Key.Key_Tab.value, "\t")
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Page(QWidget):
    """A line, a text and a default button, as on any screen."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.opinion = QPlainTextEdit()
        self.button = QPushButton("x", default=True)
        self.pressed = 0
        self.button.clicked.connect(self.press)
        self.setLayout(column(self.line, self.opinion, self.button))
        self.now_ms = 1_000_000

    def press(self) -> None:
        self.pressed += 1

    def type_text(self, text: str, gap_ms: int, end: bool = True) -> None:
        for sign in text:
            self.key(ord(sign.upper()), sign, gap_ms)
        if end:
            self.key(*ENTER, gap_ms)

    def key(self, key: int, text: str, gap_ms: int, held: bool = False) -> None:
        self.now_ms += gap_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, NO_KEYS, text, held)
            event.setTimestamp(self.now_ms)
            QCoreApplication.sendEvent(self.windowHandle(), event)

    def compose(self, preedit: str = "", commit: str = "") -> None:
        """What an input method writes into the line."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QCoreApplication.sendEvent(self.line, event)


def open_page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow, timeout=SOON_MS)
    return made


@contextmanager
def watching(app: QApplication) -> Iterator[Scanner]:
    """A scanner that goes by the times the page gives its keys."""
    made = Scanner(app, QKeyEvent.timestamp)
    yield made
    made.close()
