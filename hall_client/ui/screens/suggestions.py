"""A list that opens below a line while one types: ↑ ↓ to choose, Enter to take, Esc to close.

It lies over the screen as a part of it, not as a window, so the line keeps the focus.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from hall_client.ui.parts import named
from hall_client.ui.theme import dress, pixels, scaled

MOST_SHOWN = 8
LEAST_WIDTH = 480
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
VALUE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Offer:
    """One line of the list; `value` is what `picked` brings."""

    value: object
    text: str


class Suggestions(QListView):
    """Belongs to `root` (the screen) and serves the lines it is attached to.

    `eager`: the first offer is chosen already, so Enter or Tab takes it.
    """

    picked = Signal(object)

    def __init__(self, root: QWidget, name: str, label: str, eager: bool = False) -> None:
        super().__init__(root)
        self._root = root
        self._eager = eager
        self._edit: QLineEdit | None = None
        self._model = QStandardItemModel(self)
        named(self, name, label)
        dress(self, role="popup")
        self.setModel(self._model)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(lambda _index: self._take())
        self.hide()

    def attach(self, edit: QLineEdit) -> None:
        edit.installEventFilter(self)

    def offer(self, edit: QLineEdit, offers: Sequence[Offer]) -> None:
        """Show the offers below `edit`; none at all closes the list."""
        self._edit = edit
        self._model.clear()
        for one in offers:
            item = QStandardItem(one.text)
            item.setData(one.value, VALUE)
            item.setToolTip(one.text)
            self._model.appendRow(item)
        if not offers or not edit.hasFocus():
            self.hide()
            return
        corner = edit.mapTo(self._root, QPoint(0, edit.height()))
        width = max(edit.width(), scaled(LEAST_WIDTH))
        height = min(len(offers), MOST_SHOWN) * (pixels("control") + 1) + 4
        left = min(corner.x(), self._root.width() - width)
        self.setGeometry(max(left, 0), corner.y() + 2, width, height)
        self.raise_()
        self.show()
        if self._eager:
            self.setCurrentIndex(self._model.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif self.isVisible() and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        chosen = self.currentIndex().isValid()
        takes = chosen and (key in ENTERS or (self._eager and key == Qt.Key.Key_Tab))
        if not (takes or key in STEPS or key == Qt.Key.Key_Escape):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._answer(key)
        return True

    def _answer(self, key: Qt.Key) -> None:
        if key in STEPS:
            last = self._model.rowCount() - 1
            place = min(max(self.currentIndex().row() + STEPS[key], 0), last)
            self.setCurrentIndex(self._model.index(place, 0))
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            self._take()

    def _take(self) -> None:
        value = self.currentIndex().data(VALUE)
        self.hide()
        if self._edit is not None:
            self._edit.setFocus()
        self.picked.emit(value)
