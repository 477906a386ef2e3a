"""The kinds of fields a form can ask with: text, code, number, money, yes or no.

A day and one of many are in `picked_fields`.
"""

import re
import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodQueryEvent, QTextCursor
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from hall_client.ui.form import Ask, Field, beside
from hall_client.ui.parts import label
from hall_client.ui.words import tr


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
