"""What has the focus before a scan types into it, to be put back when the scan is known as one."""

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from hall_client.ui.table import TableView


def remember() -> Callable[[], None]:
    """Note what the widget in focus holds; the answer puts it back."""
    popup = QApplication.activePopupWidget()
    focused = (popup.focusProxy() if popup else None) or QApplication.focusWidget()
    if isinstance(focused, QLineEdit):
        return _Line.of(focused).restore
    if isinstance(focused, QPlainTextEdit):
        return _Text.of(focused).restore
    if isinstance(focused, TableView):
        return focused.as_it_stands()
    return _nothing


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class _Line:
    edit: QLineEdit
    text: str
    cursor: int
    start: int  # of what was selected, -1 when nothing was
    length: int
    offers: bool  # its list of what fits was open

    @classmethod
    def of(cls, edit: QLineEdit) -> "_Line":
        selected = edit.selectionStart(), edit.selectionLength()
        popup = _popup(edit)
        offers = popup is not None and popup.isVisible()
        return cls(edit, edit.text(), edit.cursorPosition(), *selected, offers)

    def restore(self) -> None:
        """As an edit, so that whoever followed the signs of the scan hears that they are gone."""
        if not shiboken6.isValid(self.edit):
            return
        if self.edit.text() != self.text:
            self.edit.selectAll()
            self.edit.insert(self.text)
        popup = _popup(self.edit)
        if popup is not None and not self.offers:
            popup.hide()
        self.edit.setCursorPosition(self.cursor)
        if self.start >= 0:
            self.edit.setSelection(self.start, self.length)


def _popup(edit: QLineEdit) -> QWidget | None:
    """The list of what fits below a line."""
    completer = edit.completer()
    return completer.popup() if completer is not None else None


@dataclass(frozen=True)
class _Text:
    edit: QPlainTextEdit
    text: str
    start: int
    end: int
    selected: str

    @classmethod
    def of(cls, edit: QPlainTextEdit) -> "_Text":
        cursor = edit.textCursor()
        ends = cursor.selectionStart(), cursor.selectionEnd()
        return cls(edit, edit.toPlainText(), *ends, cursor.selectedText())

    def restore(self) -> None:
        """What was typed lies between the old place of the cursor and the present one."""
        if not shiboken6.isValid(self.edit) or self.edit.toPlainText() == self.text:
            return
        cursor = self.edit.textCursor()
        keep = cursor.MoveMode.KeepAnchor
        cursor.setPosition(self.start, keep)
        cursor.insertText(self.selected)
        cursor.setPosition(self.start)
        cursor.setPosition(self.end, keep)
        self.edit.setTextCursor(cursor)
