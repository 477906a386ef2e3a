"""The kinds of fields a form can ask with: text, number, money, day, choice, yes or no."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QDate,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QStandardItem,
    QStandardItemModel,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QCompleter,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from hall_client.ui.form import Ask, Field, beside
from hall_client.ui.parts import STRETCH, icon_button, label, row
from hall_client.ui.theme import dress, pixels
from hall_client.ui.words import tr

SEARCHED = Qt.ItemDataRole.UserRole + 1


def half_width(text: str) -> str:
    """Full-width letters, digits and spaces as typed with the IME on -> ASCII, ends trimmed."""
    return "".join(
        unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign
        for sign in text.replace("\u3000", " ")
    ).strip()


class LineEdit(QLineEdit):
    """A line that says when the person has left it for another one."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        popup = Qt.FocusReason.PopupFocusReason  # a list of choices or a menu is open
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() != popup:
            self.left.emit()
        return handled


class ScanLineEdit(LineEdit):
    """A line for codes and numbers: the input method stays out, so a scan arrives as sent."""

    scanned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.returnPressed.connect(self._emit_scan)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if isinstance(event, QInputMethodQueryEvent):
            event.setValue(Qt.InputMethodQuery.ImEnabled, False)
        return handled

    def _emit_scan(self) -> None:
        if code := half_width(self.text()):
            self.scanned.emit(code)


class TextField(Field):
    """One line of words. `normalise` runs when the line is left and before the value is read."""

    def __init__(
        self, ask: Ask, normalise: Callable[[str], str] | None = None, edit: LineEdit | None = None
    ) -> None:
        super().__init__(ask)
        self.normalise = normalise
        self.edit = edit or LineEdit()
        self.edit.textEdited.connect(lambda _text: self.touched())
        self.edit.left.connect(self._tidy)
        self.place(self.edit, self.companions())

    def companions(self) -> QWidget | None:
        """The row the line stands in, when something stands beside it."""
        return None

    def text(self) -> str:
        typed = self.edit.text().strip()
        return self.normalise(typed) if self.normalise else typed

    def show_text(self, text: str) -> None:
        self.edit.setText(text)

    def _tidy(self) -> None:
        if self.text() != self.edit.text():
            self.edit.setText(self.text())
        self.left()


class CodeField(TextField):
    """An ID number, a code, a label: half-width, no input method, ready for a scan."""

    def __init__(self, ask: Ask, normalise: Callable[[str], str] = half_width) -> None:
        super().__init__(ask, normalise, ScanLineEdit())


class NumberField(TextField):
    """A whole number from `least` to `most`."""

    def __init__(self, ask: Ask, least: int = 0, most: int = 999_999_999) -> None:
        self._least, self._most = least, most
        super().__init__(ask, half_width, ScanLineEdit())

    def value(self) -> int | None:
        return int(self.text()) if self.text() else None

    def malformed(self) -> str | None:
        if not re.fullmatch(r"-?[0-9]{1,15}", self.text()):
            return tr("Write a whole number, for example 3.")
        if not self._least <= int(self.text()) <= self._most:
            return tr("From {least} to {most}.", least=self._least, most=self._most)
        return None


class MoneyField(TextField):
    """Yuan with up to two decimals on screen, whole fen as the value."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask, _plain_amount, ScanLineEdit())
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)

    def companions(self) -> QWidget:
        return beside(self.edit, label(tr("yuan"), "muted"))

    def value(self) -> int | None:
        if not self.text():
            return None
        yuan, _point, cents = self.text().partition(".")
        return int(yuan) * 100 + int(cents.ljust(2, "0"))

    def show_value(self, value: object) -> None:
        self.show_text(f"{value // 100}.{value % 100:02}" if isinstance(value, int) else "")

    def malformed(self) -> str | None:
        if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,2})?", self.text()):
            return None
        return tr("Write an amount in yuan, for example 128.50.")


def _plain_amount(text: str) -> str:
    return re.sub(r"[,¥元 ]", "", half_width(text))


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


class LongTextField(Field):
    """Several lines: an opinion, a reason. Tab goes to the next field."""

    def __init__(self, ask: Ask, lines: int = 3) -> None:
        super().__init__(ask)
        self.edit = QPlainTextEdit(tabChangesFocus=True)
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * (lines + 1) + 12)
        self.edit.textChanged.connect(self.touched)
        self.place(self.edit)

    def text(self) -> str:
        return self.edit.toPlainText().strip()

    def show_text(self, text: str) -> None:
        self.edit.setPlainText(text)

    def append(self, text: str) -> None:
        """Put a text behind what stands there; one goes on writing behind it."""
        self.show_text("\n".join(filter(None, (self.text(), text))))
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.edit.setFocus()


class CheckField(Field):
    """Yes or no; `required` means that it must be yes."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask)
        self.box = QCheckBox()
        self.box.clicked.connect(self.touched)
        self.place(self.box)
        self.label.hide()

    def text(self) -> str:
        return "yes" if self.box.isChecked() else ""

    def show_text(self, text: str) -> None:
        self.box.setChecked(bool(text))

    def value(self) -> bool:
        return self.box.isChecked()

    def show_value(self, value: object) -> None:
        self.box.setChecked(bool(value))

    def retranslate(self) -> None:
        super().retranslate()
        self.box.setText(self.label.text())
