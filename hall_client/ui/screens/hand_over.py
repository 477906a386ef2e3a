"""The front side of the hand-off: packets, the tray of each section, off it goes."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from hall_client.app.rows import CaseRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.parts import STRETCH, Panel, button, card, column, label, row
from hall_client.ui.presenters.case_words import days_left
from hall_client.ui.presenters.handoffs import FrontPresenter, Scan
from hall_client.ui.screens.case_parts import yielding
from hall_client.ui.screens.scan_line import ScanLine
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import pixels
from hall_client.ui.words import mark, tr
from hall_client.ui.workplace import Workplace

ALL = Action("tray-all", mark("All onto the tray"), "check", "Ctrl+A")
SEND = Action("hand-over", mark("Hand over"), "handoff", "Ctrl+Return", command="HandOver")


class HandOverPanel(Panel):
    """Tick with Space or Enter, or scan; Ctrl+Enter hands the tray over."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("plain")
        self.setObjectName("hand-over")
        self._desk = place.desk
        self._ticked: frozenset[str] = frozenset()
        self.presenter = FrontPresenter(place.desk, self)
        self.model: TableModel[CaseRow] = TableModel(self._columns(), key=lambda one: one.case_id)
        self.table = TickTable(self.model, "packets", tr("Packets at the front"))
        self.table.set_empty(tr("No packet waits at the front for this section."))
        self.scan = ScanLine("tray-scan", tr("Onto the tray"), self.presenter.scanned)
        self._build()
        self.table.ticked.connect(self._toggle)

    # -- what the presenter shows --------------------------------------------------------------

    def show_packets(self, rows: list[CaseRow], ticked: frozenset[str]) -> None:
        self._ticked = ticked
        self.model.set_rows(rows)
        if self.table.current_row() is None:
            self.table.select_first()
        count = len(ticked)
        self.count.setText(str(count))
        self.deed.enable("hand-over", count > 0, tr("Tick or scan at least one folder."))
        self.deed.enable("tray-all", bool(rows), tr("There is nothing to put on the tray."))

    def show_trays(self, counts: Mapping[str, int], chosen: str) -> None:
        sections = self._desk.reference.sections
        if not self._chips:
            self._make_chips(counts)
        for code, made in self._chips.items():
            made.setText(f"{sections[code].name}  {counts[code]}")
            made.setAccessibleName(made.text())
            made.setChecked(code == chosen)
        section = sections[chosen]
        self.to.setText(tr("Tray to {section}", section=section.name))
        self.floor.setText(section.floor)

    def show_scan(self, scan: Scan | None) -> None:
        self.scan.show_scan(scan)

    def show_sent(self, number: str, labels: tuple[str, ...]) -> None:
        folders = [one for one in labels if "-" not in one]
        self.sent.show()
        self.sent_title.setText(tr("Tray {number} is on its way", number=number))
        told = tr(
            "{folders} folders, {labels} labels to scan at the other side:",
            folders=len(folders),
            labels=len(labels),
        )
        self.sent_labels.setText(f"{told}\n" + "\n".join(labels))
        self.scan.show_scan(None)

    # -- inside --------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column[CaseRow], ...]:
        return (
            Column(
                mark("On the tray"),
                lambda one: tr("yes") if one.case_id in self._ticked else "",
                width=80,
                tone=lambda one: "success" if one.case_id in self._ticked else "",
                sign=lambda one: "check" if one.case_id in self._ticked else "",
            ),
            Column(mark("Case"), lambda one: one.case_no, width=140, strong=True),
            Column(mark("Item"), lambda one: one.item_name),
            Column(mark("Applicant"), lambda one: one.applicant, width=192),
            Column(
                mark("Days left"),
                lambda one: days_left(one.remaining).text,
                width=132,
                tone=lambda one: days_left(one.remaining).tone,
                sign=lambda one: days_left(one.remaining).sign,
                sort=lambda one: one.remaining or 0,
            ),
        )

    def _build(self) -> None:
        self._chips: dict[str, QPushButton] = {}
        self._one = QButtonGroup(self)
        self._chip_line = row(STRETCH)
        self.deed = ActionSet(self, (ALL, SEND))
        self.deed.bind("tray-all", self.presenter.tick_all)
        self.deed.bind("hand-over", self.presenter.hand_over)
        left = column(
            yielding(self.table, 160),
            label(tr("Space or Enter ticks, J K move"), "hint"),
            spacing=4,
        )
        left.setStretch(0, 1)
        body = row(left, self._tray(), spacing=12)
        body.setStretch(0, 1)
        whole = column(self._chip_line, body, spacing=8)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    def _tray(self) -> QWidget:
        self.to = label(role="heading", wrap=True)
        self.floor = label(role="muted")
        self.count = label("0", "number")
        self.count.setObjectName("tray-count")
        self.sent_title = label(role="strong", tone="success", wrap=True)
        self.sent_title.setObjectName("sent-title")
        self.sent_labels = label(wrap=True)
        self.sent_labels.setObjectName("sent-labels")
        self.sent_labels.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        note = label(tr("The hand-off sheets go to the printer."), "hint", wrap=True)
        self.sent = Panel("plain")
        self.sent.setLayout(column(self.sent_title, self.sent_labels, note, spacing=4))
        self.sent.hide()
        counted = row(self.count, label(tr("folders on the tray"), "muted"), STRETCH, spacing=8)
        inside = column(
            self.to, self.floor, counted, self.scan, self.deed.button("tray-all"), spacing=12
        )
        inside.addWidget(self.sent)
        inside.addStretch(1)
        inside.addWidget(self.deed.button("hand-over", "primary"))
        framed = card(inside)
        framed.setFixedWidth(pixels("panel") - 60)
        return framed

    def _make_chips(self, sections: Mapping[str, int]) -> None:
        for place, code in enumerate(sections):
            made = button(f"tray-{code}", "", "folder")
            made.setCheckable(True)
            made.clicked.connect(partial(self._choose, code))
            self._chips[code] = made
            self._one.addButton(made)
            self._chip_line.insertWidget(place, made)

    def _choose(self, section: str, _checked: bool = False) -> None:
        self.presenter.show_section(section)

    def _toggle(self, found: object) -> None:
        if isinstance(found, CaseRow):
            self.presenter.tick(found.case_id, found.case_id not in self._ticked)


class TickTable(TableView):
    """A list whose rows are ticked with Space, Enter or a double click."""

    ticked = Signal(object)

    def __init__(self, model: TableModel[CaseRow], name: str, told: str) -> None:
        super().__init__(model, name, told)
        self.chosen.connect(self.ticked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.ticked.emit(self.current_row())
        else:
            super().keyPressEvent(event)
