"""The back side of the hand-off: trays on their way here, and scanning one in."""

from PySide6.QtWidgets import QWidget

from hall_client.app.rows import HandoffRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.parts import STRETCH, Panel, column, label, row
from hall_client.ui.presenters.case_words import clock_time
from hall_client.ui.presenters.handoffs import Scan
from hall_client.ui.presenters.trays import BackPresenter, LabelRow, awaited
from hall_client.ui.screens.case_parts import yielding
from hall_client.ui.screens.scan_line import ScanLine
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import dress, pixels
from hall_client.ui.words import mark, tr
from hall_client.ui.workplace import Workplace

TAKE = Action("take-over", mark("Take over"), "check", "Ctrl+Return", command="AcceptHandoff")
STATES = {
    "seen": (mark("scanned in"), "success", "check"),
    "awaited": (mark("still missing"), "warning", "question"),
    "foreign": (mark("foreign"), "danger", "danger"),
}
LABELS: tuple[Column[LabelRow], ...] = (
    Column(
        mark("State"),
        lambda one: tr(STATES[one.state][0]),
        width=132,
        tone=lambda one: STATES[one.state][1],
        sign=lambda one: STATES[one.state][2],
    ),
    Column(mark("Label"), lambda one: one.label, width=176, strong=True),
    Column(mark("What it is"), lambda one: one.title),
)


class TakeOverPanel(Panel):
    """Choose a tray or scan its first folder, scan the rest, Ctrl+Enter takes it over."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("plain")
        self.setObjectName("take-over-side")
        self._desk = place.desk
        self.presenter = BackPresenter(place.desk, self)
        self.trays: TableModel[HandoffRow] = TableModel(
            self._columns(), key=lambda one: one.handoff_id
        )
        self.tray_table = TableView(self.trays, "trays", tr("Trays on their way here"))
        self.tray_table.set_empty(tr("No tray is on its way here."))
        self.labels: TableModel[LabelRow] = TableModel(LABELS, key=lambda one: one.label)
        self.label_table = TableView(self.labels, "tray-labels", tr("Labels of the tray"))
        self.label_table.set_empty(tr("Choose a tray at the left, or scan its first folder."))
        self.scan = ScanLine("label-scan", tr("Scan in"), self.presenter.scanned)
        self._build()
        self.tray_table.current.connect(self._open)
        self.tray_table.chosen.connect(lambda _row: self.scan.setFocus())

    # -- what the presenter shows --------------------------------------------------------------

    def show_trays(self, rows: list[HandoffRow], chosen: str | None) -> None:
        self.tray_table.blockSignals(True)
        self.trays.set_rows(rows)
        if chosen is None:
            self.tray_table.clearSelection()
            self.tray_table.setCurrentIndex(self.trays.index(-1, -1))
        else:
            self.tray_table.select_key(chosen)
        self.tray_table.blockSignals(False)

    def show_labels(self, tray: HandoffRow | None, rows: list[LabelRow]) -> None:
        self.labels.set_rows(rows)
        presenter = self.presenter
        if tray is None:
            self.title.setText(tr("No tray is open"))
        else:
            self.title.setText(tr("Tray {number}", number=tray.number))
            self.result.hide()
        self._count(self.seen, tr("scanned in"), len(presenter.seen), "success")
        self._count(self.missing, tr("still missing"), len(presenter.missing), "warning")
        self._count(self.foreign, tr("foreign"), len(presenter.foreign), "danger")
        self._show_prospect(tray)

    def show_scan(self, scan: Scan | None) -> None:
        self.scan.show_scan(scan)

    def show_result(self, words: str, tone: str) -> None:
        self.scan.show_scan(None)
        self.result_words.setText(words)
        dress(self.result, role="notice", tone=tone)
        self.result.show()

    # -- inside --------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column[HandoffRow], ...]:
        def sent(one: HandoffRow) -> str:
            return f"{clock_time(self._desk.reference, one.sent_at)} {one.sent_by}"

        def tip(one: HandoffRow) -> str:
            return f"{one.number}　{sent(one)}"

        return (
            Column(mark("Tray"), lambda one: one.number, tip=tip),
            Column(mark("Sent"), sent, width=150, tip=tip),
            Column(mark("Labels"), lambda one: str(len(awaited(one))), width=64, align="right"),
        )

    def _build(self) -> None:
        self.title = label(role="heading")
        self.title.setObjectName("tray-title")
        self.seen, self.missing, self.foreign = (label(role="badge") for _ in range(3))
        for made, name in (
            (self.seen, "seen"),
            (self.missing, "missing"),
            (self.foreign, "foreign"),
        ):
            made.setObjectName(f"count-{name}")
        self.prospect = label(role="muted", wrap=True)
        self.result = Panel("notice")
        self.result_words = label(wrap=True)
        self.result_words.setObjectName("take-over-result")
        line = row(self.result_words)
        line.setContentsMargins(12, 8, 12, 8)
        self.result.setLayout(line)
        self.result.hide()
        self.deed = ActionSet(self, (TAKE,))
        self.deed.bind("take-over", self.presenter.finish)
        whole = row(self._left(), self._right(), spacing=12)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.scan)

    def _left(self) -> QWidget:
        side = Panel("plain")
        table = yielding(self.tray_table, 120)
        inside = column(label(tr("On their way here"), "strong"), table, spacing=8)
        inside.setStretch(1, 1)
        side.setLayout(inside)
        side.setFixedWidth(pixels("panel") + 16)
        return side

    def _right(self) -> QWidget:
        side = Panel("plain")
        head = row(self.title, STRETCH, self.seen, self.missing, self.foreign, spacing=8)
        foot = row(self.prospect, self.deed.button("take-over", "primary"), spacing=12)
        foot.setStretch(0, 1)
        labels = yielding(self.label_table, 120)
        inside = column(head, self.result, self.scan, labels, foot, spacing=8)
        inside.setStretch(3, 1)
        side.setLayout(inside)
        return side

    def _count(self, badge: QWidget, words: str, count: int, tone: str) -> None:
        badge.setProperty("text", f"{words} {count}")
        dress(badge, role="badge", tone=tone if count else "")

    def _show_prospect(self, tray: HandoffRow | None) -> None:
        lacking = self.presenter.missing
        if tray is None:
            self.prospect.setText("")
        elif lacking:
            shown = "、".join(lacking[:4]) + (" …" if len(lacking) > 4 else "")
            self.prospect.setText(tr("Taking over now leaves {labels} on the way.", labels=shown))
        else:
            self.prospect.setText(tr("Everything on this tray was scanned in."))
        self.deed.enable(
            "take-over", bool(self.presenter.seen), tr("Scan at least one label of the tray.")
        )

    def _open(self, found: object) -> None:
        if isinstance(found, HandoffRow):
            self.presenter.open(found.handoff_id)
