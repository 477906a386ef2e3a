"""The small parts screens are made of: words, buttons, cards, rows and columns.

Every part that a person acts on gets its stable name and its accessible name right here.
"""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hall_client.ui.icons import icon, pixmap
from hall_client.ui.theme import dress, scaled

W = TypeVar("W", bound=QWidget)
BUTTON_TINTS = {"primary": "on-accent", "danger": "danger", "quiet": "accent-text"}
STRETCH = "stretch"


def named(widget: W, name: str, label: str) -> W:
    """Give a control its stable name and what a screen reader calls it (translated)."""
    widget.setObjectName(name)
    widget.setAccessibleName(label)
    return widget


def label(text: str = "", role: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """Words; roles: title, heading, strong, label, muted, hint, number, badge, clock."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role == "badge":
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    dress(made, role=role, tone=tone)
    return made


def sign(name: str, tint: str = "text", side: int = 24) -> QLabel:
    """An icon beside words; it says nothing to a screen reader."""
    made = QLabel()
    made.setPixmap(pixmap(name, tint, scaled(side)))
    return made


def button(name: str, text: str, picture: str = "", role: str = "secondary") -> QPushButton:
    """A button that is no action of the table (close, pick, choose). Without a key."""
    made = named(QPushButton(text.replace("&", "&&")), name, text)
    made.setIcon(icon(picture, BUTTON_TINTS.get(role, "text")))
    made.setAutoDefault(False)
    dress(made, role=role)
    return made


def icon_button(name: str, picture: str, told: str, tint: str = "text") -> QPushButton:
    """A button that shows only an icon; `told` is its tool tip and accessible name."""
    made = named(QPushButton(icon(picture, tint), ""), name, told)
    made.setToolTip(told)
    made.setAutoDefault(False)
    dress(made, role="icon")
    return made


def card(content: QLayout, role: str = "card") -> QFrame:
    """A framed surface with 16 px around its content."""
    frame = QFrame()
    dress(frame, role=role)
    content.setContentsMargins(16, 16, 16, 16)
    frame.setLayout(content)
    return frame


def rule() -> QFrame:
    """A hairline between two parts."""
    line = QFrame()
    dress(line, role="rule")
    return line


def row(*parts: QWidget | QLayout | str, spacing: int = 8) -> QHBoxLayout:
    """Parts side by side; `STRETCH` takes the room that is left."""
    line = QHBoxLayout()
    _fill(line, parts, spacing)
    return line


def column(*parts: QWidget | QLayout | str, spacing: int = 8) -> QVBoxLayout:
    """Parts below one another; `STRETCH` takes the room that is left."""
    stack = QVBoxLayout()
    _fill(stack, parts, spacing)
    return stack


def _fill(layout: QBoxLayout, parts: Iterable[QWidget | QLayout | str], spacing: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addStretch(1)


def scrolling(content: QWidget, name: str) -> QScrollArea:
    """A page that scrolls up and down when the screen is low or the text large."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    dress(content, role=str(content.property("role") or "plain"))
    area.setWidget(content)
    return area


class Panel(QWidget):
    """A plain widget that the style sheet can give a ground (`role` page, rail, notice, …).

    A subclass that shows words overrides `retranslate`; it is called when the language changes.
    """

    def __init__(self, role: str = "page", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, role=role)

    def retranslate(self) -> None:
        """Put all words of this panel into the language in use."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
