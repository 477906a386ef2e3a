"""Lists on screen: one model for frozen rows of any kind, columns as data.

    CASES = (Column(mark("Case"), lambda row: row.case_no, width=140),
             Column(mark("Days left"), days_words, align="right", tone=days_tone,
                    sort=lambda row: row.days_left))
    model = TableModel(CASES, key=lambda row: row.case_id)
    view = TableView(model, name="todo-table", label=tr("To do"), empty=tr("Nothing to do."))
    model.set_rows(rows); model.search("张"); view.chosen.connect(open_case)

Sorting and filtering happen on the Python list (a proxy model takes seconds for the same), rows
have one height, and the selected row stays selected by its key when the rows are renewed.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from hall_client.ui.icons import icon
from hall_client.ui.theme import colour, pixels
from hall_client.ui.words import tr

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Display = Qt.ItemDataRole
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
ALIGNMENTS = {
    "left": LEFT,
    "right": Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignCenter,
}


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. `title` is English and marked; `width` in pixels, 0 takes the rest.

    `tone` and `sign` say how a cell is coloured and which icon it has: never a colour alone.
    `sort` gives the value to sort by when the shown text does not sort rightly.
    """

    title: str
    text: Callable[[Row], str]
    width: int = 0
    align: str = "left"
    tone: Callable[[Row], str] | None = None
    sign: Callable[[Row], str] | None = None
    sort: Callable[[Row], Any] | None = None
    tip: Callable[[Row], str] | None = None
    strong: bool = False


class TableModel(QAbstractTableModel, Generic[Row]):
    """All rows, and those of them that pass the filter, in the order asked for."""

    def __init__(self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key = key
        self._all: list[Row] = []
        self._shown: list[Row] = []
        self._keep: Callable[[Row], bool] | None = None
        self._words: tuple[str, ...] = ()
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._roles: dict[int, Callable[[Column[Row], Row], object]] = {
            Display.DisplayRole: lambda column, row: column.text(row),
            Display.AccessibleTextRole: self._said,
            Display.TextAlignmentRole: lambda column, _row: ALIGNMENTS[column.align],
            Display.ForegroundRole: self._ink,
            Display.DecorationRole: self._sign,
            Display.ToolTipRole: self._tip,
            Display.FontRole: self._font,
        }

    # -- what screens use ----------------------------------------------------------------------

    def set_rows(self, rows: Iterable[Row]) -> None:
        self._all = list(rows)
        self._arrange()

    def filter(self, keep: Callable[[Row], bool] | None) -> None:
        """Show only rows that `keep` says yes to; None shows all again."""
        self._keep = keep
        self._arrange()

    def search(self, text: str) -> None:
        """Show only rows where every word of `text` occurs in some column."""
        self._words = tuple(text.casefold().split())
        self._arrange()

    def row(self, place: int) -> Row:
        return self._shown[place]

    @property
    def shown(self) -> Sequence[Row]:
        return self._shown

    @property
    def count(self) -> int:
        """Rows in all, filtered away or not."""
        return len(self._all)

    def place_of(self, key: Hashable) -> int:
        """Where the row with `key` is shown; -1 when it is not."""
        places = (place for place, row in enumerate(self._shown) if self.key(row) == key)
        return next(places, -1)

    # -- what Qt asks --------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Display.DisplayRole) -> object:
        answer = self._roles.get(role)
        if answer is None:
            return None
        return answer(self.columns[index.column()], self._shown[index.row()])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Display.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Display.DisplayRole:
            return tr(self.columns[section].title)
        if role == Display.TextAlignmentRole:
            return ALIGNMENTS[self.columns[section].align]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = None if column < 0 else (column, order)
        self._arrange()

    # -- inside --------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.beginResetModel()
        rows = self._all
        if self._keep is not None:
            rows = [row for row in rows if self._keep(row)]
        if self._words:
            rows = [row for row in rows if self._mentions(row)]
        self._shown = self._in_order(rows)
        self.endResetModel()

    def _in_order(self, rows: list[Row]) -> list[Row]:
        if self._sorted_by is None:
            return list(rows)
        column, order = self._sorted_by
        by = self.columns[column].sort or self.columns[column].text
        return sorted(rows, key=by, reverse=order is Qt.SortOrder.DescendingOrder)

    def _mentions(self, row: Row) -> bool:
        said = "\n".join(column.text(row) for column in self.columns).casefold()
        return all(word in said for word in self._words)

    def _said(self, column: Column[Row], row: Row) -> str:
        return f"{tr(column.title)} {column.text(row)}"

    def _ink(self, column: Column[Row], row: Row) -> object:
        tone = column.tone(row) if column.tone else ""
        return colour(tone) if tone else None

    def _sign(self, column: Column[Row], row: Row) -> object:
        name = column.sign(row) if column.sign else ""
        return icon(name, (column.tone(row) if column.tone else "") or "text") if name else None

    def _tip(self, column: Column[Row], row: Row) -> str:
        return column.tip(row) if column.tip else column.text(row)

    def _font(self, column: Column[Row], _row: Row) -> QFont | None:
        if not column.strong:
            return None
        font = QFont()
        font.setBold(True)
        return font


class _TonedDelegate(QStyledItemDelegate):
    """Keeps the colour of a cell when its row is selected."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        ink = index.data(Display.ForegroundRole) or colour("text")
        for role in (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Text):
            option.palette.setColor(role, ink)


class TableView(QTableView):
    """A list as all screens show it: whole rows, one height, sorted by its headers.

    `chosen` comes with the row on Enter or a double click; `current` whenever another row, or the
    same one with other contents, is the selected one (None when there is none). J and K move like
    the arrow keys.
    """

    chosen = Signal(object)
    current = Signal(object)

    def __init__(self, model: TableModel[Any], name: str, label: str, empty: str = "") -> None:
        super().__init__()
        self._rows = model
        self._empty = empty
        self._kept: tuple[Hashable, int] | None = None
        self._announced: object = None
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setModel(model)
        self.setItemDelegate(_TonedDelegate(self))
        self._set_up_rows()
        self._set_up_columns()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._announce)
        self.activated.connect(lambda index: self.chosen.emit(model.row(index.row())))

    def current_row(self) -> object:
        """The selected row, or None."""
        index = self.currentIndex()
        return self._rows.row(index.row()) if index.isValid() else None

    def current_key(self) -> Hashable:
        """The key of the selected row, or None."""
        index = self.currentIndex()
        return self._rows.key(self._rows.row(index.row())) if index.isValid() else None

    def select_key(self, key: Hashable) -> bool:
        """Select the row with `key`; False when it is not shown."""
        place = self._rows.place_of(key)
        if place < 0:
            return False
        self.setCurrentIndex(self._rows.index(place, 0))
        return True

    def as_it_stands(self) -> Callable[[], None]:
        """Note what a key can change here; the answer puts it back."""
        key = self.current_key()

        def put_back() -> None:
            if shiboken6.isValid(self) and self.current_key() != key:
                self.select_key(key)

        return put_back

    def select_first(self) -> None:
        if self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0, 0))

    def set_empty(self, text: str) -> None:
        """What is said in place of rows when there are none."""
        self._empty = text
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
        step = steps.get(Qt.Key(event.key())) if not event.modifiers() else None
        if step is None:
            super().keyPressEvent(event)
            return
        place = min(max(self.currentIndex().row() + step, 0), self._rows.rowCount() - 1)
        self.setCurrentIndex(self._rows.index(place, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty and not self._rows.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(colour("muted"))
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self._middle(), wrap, self._empty)
            painter.end()

    def _middle(self) -> QRect:
        return self.viewport().rect().adjusted(24, 24, -24, -24)

    def _set_up_rows(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(pixels("row"))

    def _set_up_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setStretchLastSection(all(column.width for column in self._rows.columns))
        for place, column in enumerate(self._rows.columns):
            if column.width:
                header.resizeSection(place, column.width * pixels("row") // 34)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)

    def _remember(self) -> None:
        valid = self.currentIndex().isValid()
        self._kept = (self.current_key(), self.verticalScrollBar().value()) if valid else None

    def _restore(self) -> None:
        if self._kept is not None:
            key, scrolled = self._kept
            place = self._rows.place_of(key)
            if place >= 0:
                how = QItemSelectionModel.SelectionFlag
                index = self._rows.index(place, 0)
                self.selectionModel().setCurrentIndex(index, how.ClearAndSelect | how.Rows)
                self.verticalScrollBar().setValue(scrolled)
        self._announce()

    def _announce(self, *_indexes: QModelIndex) -> None:
        row = self.current_row()
        if row != self._announced:
            self._announced = row
            self.current.emit(row)
