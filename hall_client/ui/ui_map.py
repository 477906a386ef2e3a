"""The controls of a window as rows: what `python main.py ui-map` lists and tests check."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

ACTED_ON = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
HOLDERS = (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView, QTabBar)
INNER = (QScrollBar, QHeaderView)


@dataclass(frozen=True)
class ControlRow:
    """One control that a person acts on."""

    screen: str
    name: str
    role: str
    label: str


def rows(root: QWidget) -> list[ControlRow]:
    """Every control below `root` that a person acts on, visible or not, in the order made."""
    return [_row(root, widget) for widget in controls(root)]


def controls(root: QWidget) -> list[QWidget]:
    """The controls themselves; what Qt puts inside them (scroll bars, headers) is not listed."""
    found = [root, *root.findChildren(QWidget)]
    return [one for one in found if isinstance(one, ACTED_ON) and not _inner(one)]


def faults(root: QWidget) -> list[str]:
    """What is wrong with the map: no name, no accessible name, a name used twice."""
    listed = rows(root)
    named = [row.name for row in listed if row.name]
    return [
        *(f"no objectName: {row.role} {row.label!r}" for row in listed if not row.name),
        *(f"no accessible name: {row.name or row.role}" for row in listed if not row.label),
        *(f"twice: {name}" for name, times in Counter(named).items() if times > 1),
    ]


def _row(root: QWidget, widget: QWidget) -> ControlRow:
    found = QAccessible.queryAccessibleInterface(widget)
    label = found.text(QAccessible.Text.Name) if found else widget.accessibleName()
    role = found.role().name if found else type(widget).__name__
    return ControlRow(root.objectName(), widget.objectName(), role, label)


def _inner(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    inside = isinstance(parent, HOLDERS)
    corner = type(widget).__name__ in ("QTableCornerButton", "QComboBoxPrivateContainer")
    return isinstance(widget, INNER) or inside or corner or widget.objectName().startswith("qt_")
