"""One case whole: materials, timeline, documents with their preview, custody of the paper."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hall_client.app.rows import CaseSheet, CustodyRow, DocumentRow, StepRow
from hall_client.ui.presenters.case_words import clock_time, step_words
from hall_client.ui.preview import Preview
from hall_client.ui.screens.case_parts import CaseMaterials
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import dress, pixels
from hall_client.ui.words import current, mark, tr
from hall_client.ui.workplace import Workplace
from hall_client.words import value

SHOWN_AT_ONCE = 4  # a header and three documents


class CaseDetail(QTabWidget):
    """Materials, timeline, documents with their preview, custody of the paper."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("case-detail")
        self.setAccessibleName(tr("Case"))
        self.tabBar().setObjectName("case-tabs")
        self._desk = place.desk
        self.materials = CaseMaterials("case-materials")
        self.steps = self._timeline()
        self.documents = self._documents()
        self.preview = Preview(place.desk, "case-preview", tr("Choose a document."))
        self.custody = self._custody()
        papers = QWidget()
        stack = QVBoxLayout(papers)
        stack.setContentsMargins(0, 0, 0, 0)
        self.documents.setFixedHeight(pixels("row") * SHOWN_AT_ONCE)
        dress(self.preview, role="plain")
        stack.addWidget(self.documents)
        stack.addWidget(self.preview, 1)
        for page, told in (
            (self.materials, tr("Materials")),
            (self.steps, tr("Timeline")),
            (papers, tr("Documents")),
            (self.custody, tr("Custody")),
        ):
            self.addTab(page, told)
        self.documents.current.connect(self._show_document)

    def show_sheet(self, sheet: CaseSheet) -> None:
        self.materials.show_sheet(sheet)
        self._step_rows.set_rows(sheet.steps)
        self._document_rows.set_rows(sheet.documents)
        self._custody_rows.set_rows(sheet.custody)
        if self.documents.current_row() is None:
            self.documents.select_first()

    def _show_document(self, chosen: object) -> None:
        document = chosen.document_id if isinstance(chosen, DocumentRow) else None
        self.preview.show_document(document)

    def _timeline(self) -> TableView:
        """Who has done what, when and where; the newest last."""
        columns: tuple[Column[StepRow], ...] = (
            Column(mark("When"), lambda one: clock_time(self._desk.reference, one.at), width=112),
            Column(mark("Who"), lambda one: one.name, width=88),
            Column(mark("Where"), self._place, width=112),
            Column(mark("What"), lambda one: step_words(one, current().short)),
        )
        self._step_rows = TableModel(columns, key=lambda one: one.journal_id)
        return TableView(self._step_rows, "case-timeline", tr("Timeline"), tr("None yet."))

    def _place(self, step: StepRow) -> str:
        station = self._desk.reference.stations.get(step.station)
        return station.place if station else step.station

    def _documents(self) -> TableView:
        columns: tuple[Column[DocumentRow], ...] = (
            Column(mark("Document"), lambda one: one.title),
            Column(mark("Number"), lambda one: one.document_no, width=224),
            Column(mark("Issued"), lambda one: str(one.issued_on), width=104),
            Column(mark("Seal"), _sealed, width=96, tone=_seal_tone),
        )
        self._document_rows = TableModel(columns, key=lambda one: one.document_id)
        return TableView(self._document_rows, "case-documents", tr("Documents"), tr("None yet."))

    def _custody(self) -> TableView:
        columns: tuple[Column[CustodyRow], ...] = (
            Column(
                mark("When"),
                lambda one: clock_time(self._desk.reference, one.at),
                width=112,
            ),
            Column(mark("Where"), lambda one: value("holder", one.holder, current().short)),
            Column(mark("Who"), lambda one: one.name, width=128),
        )
        self._custody_rows = TableModel(columns, key=lambda one: (one.at, one.holder))
        return TableView(self._custody_rows, "case-custody", tr("Custody"), tr("None yet."))


def _sealed(one: DocumentRow) -> str:
    if not one.needs_seal:
        return "—"
    return tr("sealed") if one.sealed_at else tr("not sealed yet")


def _seal_tone(one: DocumentRow) -> str:
    return "success" if one.sealed_at else "warning" if one.needs_seal else "muted"
