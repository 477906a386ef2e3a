"""What a person's hands do that QTest cannot: Chinese comes from an input method."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QWidget


def write(widget: QWidget, text: str) -> None:
    """Commit `text` into `widget` as an input method or a paste of the person does."""
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    widget.setFocus()
    QCoreApplication.sendEvent(widget, typed)
