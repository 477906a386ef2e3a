"""Lists of the delivery clerk and the archivist: cases that wait, and the papers of one case."""

from hall_client.app.rows import DeliveryRow, DocumentRow
from hall_client.ui.presenters.case_words import DaysLeft, days_left
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import scaled
from hall_client.ui.words import mark, tr

TWO_LINES = 54
UNKNOWN = 10_000
STEPS = {
    "certificate": mark("Certificate to make"),
    "deliver": mark("To deliver"),
    "archive": mark("To archive"),
}


def _case(row: DeliveryRow) -> str:
    return f"{row.item_name}\n{row.case_no}　{row.applicant}"


def standing(row: DeliveryRow) -> DaysLeft:
    """How a case stands: barred by a missing seal, or so many days left for the delivery."""
    if row.waits_for:
        return DaysLeft(tr("Not sealed"), "warning", "seal")
    if row.delivered_on is not None:
        return DaysLeft(tr("delivered {day}", day=f"{row.delivered_on:%m-%d}"))
    return days_left(row.remaining)


def _step(row: DeliveryRow) -> str:
    return f"{tr(STEPS[row.step])}\n{standing(row).text}"


class CasesToHand(TableView):
    """Two lines a case: what and whose; which step, and how long there is time."""

    def __init__(self) -> None:
        columns = (
            Column(mark("Case"), _case, tip=lambda row: f"{_case(row)}\n{row.applicant}"),
            Column(
                mark("Step"),
                _step,
                width=152,
                tone=lambda row: standing(row).tone,
                sign=lambda row: standing(row).sign,
                sort=lambda row: UNKNOWN if row.remaining is None else row.remaining,
            ),
        )
        self.rows: TableModel[DeliveryRow] = TableModel(columns, key=lambda row: row.case_id)
        super().__init__(self.rows, "delivery-cases", tr("Cases"))
        self.verticalHeader().setDefaultSectionSize(scaled(TWO_LINES))


def _seal(row: DocumentRow) -> str:
    if not row.needs_seal:
        return tr("no seal needed")
    if row.sealed_at is None:
        return tr("not sealed")
    return tr("sealed, {copies} copies", copies=row.copies)


class CasePapers(TableView):
    """The documents of the case in hand; Enter or a double click shows one."""

    def __init__(self) -> None:
        def open_(row: DocumentRow) -> bool:
            return row.needs_seal and row.sealed_at is None

        columns = (
            Column[DocumentRow](mark("Document"), lambda row: row.title, width=152, strong=True),
            Column[DocumentRow](mark("Number"), lambda row: row.document_no),
            Column[DocumentRow](
                mark("Seal"),
                _seal,
                width=124,
                tone=lambda row: "warning" if open_(row) else "",
                sign=lambda row: "seal" if open_(row) else "",
            ),
        )
        self.rows: TableModel[DocumentRow] = TableModel(columns, key=lambda row: row.document_no)
        super().__init__(self.rows, "delivery-papers", tr("Documents of the case"))
