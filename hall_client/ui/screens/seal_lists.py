"""The two lists of the keeper of seals: documents that wait, and the register of the day."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from hall_client.app.rows import DocumentRow
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import scaled
from hall_client.ui.words import mark, tr

TWO_LINES = 54


def _document(row: DocumentRow) -> str:
    return f"{row.title}\n{row.document_no}"


class WaitingList(TableView):
    """What waits: Space chooses one, Ctrl+A all; a click on the first column too."""

    picked = Signal(object)
    all_picked = Signal()

    def __init__(self, is_chosen: Callable[[DocumentRow], bool]) -> None:
        def issued(row: DocumentRow) -> str:
            return f"{row.case_no}\n{row.issued_on:%m-%d} {row.issued_by}"

        columns = (
            Column[DocumentRow](
                "",
                lambda _row: "",
                width=40,
                tone=lambda row: "accent-text" if is_chosen(row) else "muted",
                sign=lambda row: "box-checked" if is_chosen(row) else "box",
                tip=lambda row: tr("Chosen") if is_chosen(row) else tr("Space chooses it"),
            ),
            Column(mark("Document"), _document, strong=True),
            Column(mark("Case, issued"), issued, width=150),
        )
        self.rows: TableModel[DocumentRow] = TableModel(columns, key=lambda row: row.document_no)
        super().__init__(self.rows, "seal-waiting", tr("Documents that wait for the seal"))
        self.verticalHeader().setDefaultSectionSize(scaled(TWO_LINES))
        self.clicked.connect(self._click)

    def _click(self, at: QModelIndex) -> None:
        if not at.column():
            self.picked.emit(self.current_row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Space:
            self.picked.emit(self.current_row())
        elif event.key() == Qt.Key.Key_A and control:
            self.all_picked.emit()
        else:
            super().keyPressEvent(event)


class Register(TableView):
    """Who used the seal today, when, on what, and for how many copies (用印登记)."""

    def __init__(self, zone: ZoneInfo) -> None:
        def time(row: DocumentRow) -> str:
            return f"{row.sealed_at.astimezone(zone):%H:%M:%S}" if row.sealed_at else ""

        columns = (
            Column(mark("Time"), time, width=92),
            Column[DocumentRow](mark("Document"), _document, strong=True),
            Column[DocumentRow](
                mark("Copies"),
                lambda row: str(row.copies),
                width=64,
                align="right",
                sort=lambda row: row.copies,
            ),
            Column[DocumentRow](mark("Used by"), lambda row: row.sealed_by or "", width=100),
        )
        self.rows: TableModel[DocumentRow] = TableModel(columns, key=lambda row: row.document_no)
        super().__init__(self.rows, "seal-register", tr("Seal register of the day"))
        self.verticalHeader().setDefaultSectionSize(scaled(TWO_LINES))
