"""Fields whose answer may be picked: a day from a calendar, one of many from a list."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCalendarWidget, QCompleter, QLineEdit, QListView, QPushButton

from hall_client.ui.fields import ScanLineEdit, TextField, half_width
from hall_client.ui.form import Ask
from hall_client.ui.parts import STRETCH, icon_button, row
from hall_client.ui.theme import dress, pixels
from hall_client.ui.words import tr

SEARCHED = Qt.ItemDataRole.UserRole + 1


class DateField(TextField):
    """A day: typed as 20261001, 2026-10-1 or 2026年10月1日, or picked from a calendar."""

    def __init__(self, ask: Ask) -> None:
        self._calendar: QCalendarWidget | None = None
        super().__init__(ask, tidy_day, ScanLineEdit())

    def companions(self) -> None:
        self.edit.setPlaceholderText(tr("YYYY-MM-DD"))
        told = tr("Pick a day: {field}", field=tr(self.ask.label))
        button = icon_button(f"{self.ask.name}-calendar", "calendar", told)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(self._open_calendar)
        within(self.edit, button)

    def value(self) -> date | None:
        return date.fromisoformat(self.text()) if self.text() else None

    def malformed(self) -> str | None:
        with suppress(ValueError):
            date.fromisoformat(self.text())
            return None
        return tr("There is no such day. Write it like 2026-10-01.")

    def _open_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setAccessibleName(tr("Calendar"))
            self._calendar.setVerticalHeaderFormat(
                QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
            )
            self._calendar.activated.connect(self._pick)
            self._calendar.clicked.connect(self._pick)
        if self.text() and not self.malformed():
            self._calendar.setSelectedDate(QDate.fromString(self.text(), "yyyy-MM-dd"))
        self._calendar.move(self.edit.mapToGlobal(QPoint(0, self.edit.height())))
        self._calendar.show()
        self._calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.show_text(day.toString("yyyy-MM-dd"))
        self.edit.setFocus()
        self.touched()


def tidy_day(text: str) -> str:
    """Any usual spelling of a day -> YYYY-MM-DD; what is no day comes back as it was."""
    plain = half_width(text)
    found = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?", plain)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else plain


def within(edit: QLineEdit, button: QPushButton) -> None:
    """Put a button inside a line, at its end."""
    dress(button, role="inside")
    width = pixels("control")
    button.setFixedWidth(width)
    line = row(STRETCH, button)
    line.setContentsMargins(0, 2, 2, 2)
    edit.setLayout(line)
    edit.setTextMargins(0, 0, width, 0)


@dataclass(frozen=True)
class Choice:
    """One answer of a ChoiceField; `keys` is searched as well (pinyin initials, a code)."""

    value: Any
    text: str
    keys: str = ""


class ChoiceField(TextField):
    """One of many, found while typing; an arrow down shows all. A draft keeps the text."""

    def __init__(self, ask: Ask, choices: Sequence[Choice] = ()) -> None:
        self._choices: dict[str, Choice] = {}
        self._completer = _Completer()
        super().__init__(ask, None)
        self._completer.setParent(self.edit)
        self._completer.activated.connect(lambda _text: self.touched())
        self.edit.setCompleter(self._completer)
        self.edit.installEventFilter(self)
        self.offer(choices)

    def companions(self) -> None:
        told = tr("Show all: {field}", field=tr(self.ask.label))
        button = icon_button(f"{self.ask.name}-all", "drop", told)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(self.open_all)
        within(self.edit, button)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; what is typed stays."""
        self._choices = {choice.text: choice for choice in choices}
        model = QStandardItemModel(self._completer)
        for choice in choices:
            item = QStandardItem(choice.text)
            item.setData(f"{choice.text} {choice.keys}", SEARCHED)
            model.appendRow(item)
        self._completer.setModel(model)

    def value(self) -> object:
        chosen = self._choices.get(self.text())
        return chosen.value if chosen else None

    def show_value(self, value: object) -> None:
        texts = (choice.text for choice in self._choices.values() if choice.value == value)
        self.show_text(next(texts, ""))

    def malformed(self) -> str | None:
        if self.text() in self._choices:
            return None
        return tr("Choose one from the list.")

    def open_all(self) -> None:
        self.edit.setFocus()
        self._completer.setCompletionPrefix("")
        self._completer.complete()

    def left(self) -> None:
        if len(matches := self._matches()) == 1 and self.text():
            self.show_text(matches[0])
        super().left()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and event.type() == QEvent.Type.KeyPress and not self._completer.list.isVisible():
            self.open_all()
            return True
        return False

    def _matches(self) -> list[str]:
        typed = self.text().casefold()
        offered = self._choices.values()
        return [one.text for one in offered if typed in f"{one.text} {one.keys}".casefold()]


class _Completer(QCompleter):
    """Searches text and keys, shows and inserts the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setCompletionRole(SEARCHED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(10)
        self.list = QListView()
        self.setPopup(self.list)
        dress(self.list, role="popup")

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))
