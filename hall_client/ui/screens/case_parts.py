"""Parts that show an open case: its head, its clocks, its materials, what has been done."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QWidget

from hall_client.app.rows import CaseSheet, ClockRow, MaterialRow, StepRow, TodoRow
from hall_client.ui.desk import Desk
from hall_client.ui.parts import STRETCH, Panel, column, label, row
from hall_client.ui.presenters.case_words import (
    arithmetic,
    clock_time,
    days_left,
    days_short,
    decided_in,
    step_words,
)
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import dress, pixels, scaled
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

W = TypeVar("W", bound=QWidget)
UNKNOWN = 10_000
OPEN_STATES = ("ACCEPTED", "REVIEW", "DECIDE")
MATERIAL_TONES = {
    "present": ("success", "check"),
    "missing": ("danger", "close"),
    "promised": ("warning", "clock"),
    "defective": ("danger", "warning"),
}


def _days(row: TodoRow) -> str:
    return days_left(row.remaining, row.estimated).text


DAYS_COLUMN: Column[TodoRow] = Column(
    mark("Days left"),
    _days,
    width=152,
    tone=lambda row: days_left(row.remaining).tone,
    sign=lambda row: days_left(row.remaining).sign,
    sort=lambda row: UNKNOWN if row.remaining is None else row.remaining,
)
SHORT_DAYS: Column[TodoRow] = replace(
    DAYS_COLUMN,
    text=lambda row: days_short(row.remaining, row.estimated).text,
    tip=_days,
    width=108,
)
LIST_WIDTH = 320
TWO_LINES = 54


class CaseList(TableView):
    """The list at the left of a bench: two lines a case; `remark` is said behind its number."""

    def __init__(self, name: str, told: str, remark: Callable[[TodoRow], str]) -> None:
        def said(row: TodoRow) -> str:
            return f"{row.item_name}\n{row.case_no}　{remark(row)}"

        columns = (
            Column(mark("Case"), said, tip=lambda row: f"{said(row)}\n{row.applicant}"),
            SHORT_DAYS,
        )
        self.rows: TableModel[TodoRow] = TableModel(columns, key=lambda row: row.case_id)
        super().__init__(self.rows, name, told)
        self.verticalHeader().setDefaultSectionSize(scaled(TWO_LINES))
        self.setFixedWidth(scaled(LIST_WIDTH))
        yielding(self, 160)

    def show_rows(self, rows: list[TodoRow], chosen: str | None) -> None:
        """Show these and select the row of that case; a case that is not listed selects none."""
        self.blockSignals(True)
        self.rows.set_rows(rows)
        if chosen is None or not self.select_key(chosen):
            self.setCurrentIndex(self.rows.index(-1, -1))
        self.blockSignals(False)


class CaseHead(Panel):
    """What case this is, whose, and how long there is time; what stands in its way as badges."""

    def __init__(self) -> None:
        super().__init__("plain")
        self.setObjectName("case-head")
        self.title = label(role="heading", wrap=True)
        self.days = label(role="badge")
        self.number = label(role="strong")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.kind = label(role="muted", wrap=True)
        self.facts = label(role="muted", wrap=True)
        self.clocks = label(wrap=True)
        self.obstacles = label(tone="warning", wrap=True)
        self.days.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        top = row(self.title, self.days, spacing=12)
        top.setStretch(0, 1)
        line = row(self.number, self.kind, spacing=8)
        line.setStretch(1, 1)
        self.setLayout(column(top, line, self.facts, self.clocks, self.obstacles, spacing=4))

    def show_sheet(self, sheet: CaseSheet) -> None:
        language = current().short
        self.title.setText(sheet.item_name)
        self.number.setText(sheet.case_no)
        self.kind.setText(_kind(sheet, language))
        self.facts.setText(_facts(sheet, language))
        self.clocks.setText("\n".join(_clock_words(one, sheet) for one in sheet.clocks))
        self.clocks.setVisible(bool(sheet.clocks))
        self._show_days(sheet)
        told = "\n".join(obstacles(sheet))
        self.obstacles.setText(told)
        self.obstacles.setVisible(bool(told))
        self.setAccessibleName(f"{sheet.item_name} {sheet.case_no}")

    def _show_days(self, sheet: CaseSheet) -> None:
        running = sheet.state in OPEN_STATES and sheet.clocks
        left = days_left(sheet.clocks[0].remaining if running else None, sheet.due_estimated)
        self.days.setText(left.text)
        self.days.setVisible(bool(running))
        dress(self.days, role="badge", tone=left.tone or "success")


def _kind(sheet: CaseSheet, language: str) -> str:
    codes = {"kind": sheet.kind, "profile": sheet.profile, "state": sheet.state}
    return " · ".join(value(kind, code, language) for kind, code in codes.items())


def _facts(sheet: CaseSheet, language: str) -> str:
    said = [
        sheet.applicant,
        f"{value('id-kind', sheet.id_kind, language)} {sheet.id_number}",
        tr("agent {name}", name=sheet.agent) if sheet.agent else "",
    ]
    return "　".join(filter(None, said))


def _clock_words(clock: ClockRow, sheet: CaseSheet) -> str:
    decided = sheet.decided_on is not None
    left = decided_in(clock.remaining) if decided else days_left(clock.remaining, clock.estimated)
    return tr(
        "{clock} {due}: {left} ({explanation})",
        clock=value("clock", clock.clock, current().short),
        due=clock.due,
        left=left.text,
        explanation=arithmetic(clock.explanation),
    )


def obstacles(sheet: CaseSheet) -> list[str]:
    """What stands in the way of a decision or deserves to be known before one."""
    said = []
    for span in sheet.suspensions:
        if span.ended_on is None:
            kind = value("special", span.kind, current().short)
            said.append(
                tr(
                    "Special procedure running: {kind}, since {start}, {days} days announced.",
                    kind=kind,
                    start=span.started_on,
                    days=span.declared_days,
                )
            )
    if sheet.tolerance_open:
        told = tr("{count} promised materials have not come in yet.", count=sheet.tolerance_open)
        said.append(told)
    if sheet.deemed:
        said.append(
            tr("Counts as accepted: the applicant was not told in time what to correct (Art. 32).")
        )
    if sheet.promise:
        said.append(tr("Accepted on the applicant's written promise (notify and commit)."))
    if sheet.extension_days:
        said.append(tr("Extended by {days} working days.", days=sheet.extension_days))
    if sheet.reason and sheet.state == "REVIEW":
        said.append(tr("Sent back for review: {reason}", reason=sheet.reason))
    return said


def _material_state(one: MaterialRow) -> str:
    said = value("material-state", one.state, current().short)
    if one.state == "missing" and not one.required:
        return tr("not required")
    return f"{said} {one.promised_on}" if one.promised_on and one.state == "promised" else said


def _brought(one: MaterialRow) -> str:
    if not one.copies:
        return "—"
    form = value("form", one.form, current().short)
    return tr(
        "{form}, {copies} copies, {pages} pages", form=form, copies=one.copies, pages=one.pages
    )


def _material_look(one: MaterialRow) -> tuple[str, str]:
    if one.state == "missing" and not one.required:
        return "disabled", "minus"
    return MATERIAL_TONES.get(one.state, ("", ""))


MATERIALS: tuple[Column[MaterialRow], ...] = (
    Column(mark("No."), lambda one: str(one.no), width=52, sort=lambda one: one.no),
    Column(mark("Material"), lambda one: one.name),
    Column(mark("Came in"), _brought, width=116),
    Column(
        mark("State"),
        _material_state,
        width=100,
        tone=lambda one: _material_look(one)[0],
        sign=lambda one: _material_look(one)[1],
        tip=lambda one: one.problem or _material_state(one),
    ),
)


class CaseMaterials(TableView):
    """The checklist of a case: what was asked for and what came in."""

    def __init__(self, name: str) -> None:
        self._model: TableModel[MaterialRow] = TableModel(MATERIALS, key=lambda one: one.no)
        super().__init__(self._model, name, tr("Materials"), tr("No materials."))

    def show_sheet(self, sheet: CaseSheet) -> None:
        self._model.set_rows(sheet.materials)


class CaseSteps(TableView):
    """The timeline of a case, newest last: when, who, what."""

    def __init__(self, name: str, desk: Desk) -> None:
        columns: tuple[Column[StepRow], ...] = (
            Column(mark("When"), lambda one: clock_time(desk.reference, one.at), width=104),
            Column(mark("Who"), lambda one: one.name, width=84),
            Column(mark("What"), lambda one: step_words(one, current().short)),
        )
        self._model: TableModel[StepRow] = TableModel(columns, key=lambda one: one.journal_id)
        super().__init__(self._model, name, tr("Steps so far"), tr("Nothing was done yet."))

    def show_sheet(self, sheet: CaseSheet) -> None:
        self._model.set_rows(sheet.steps)
        self.scrollToBottom()

    def updateGeometries(self) -> None:
        """Let the end be a whole number of lines away, so that the first one in view is whole."""
        bar = self.verticalScrollBar()
        stood = bar.value()
        super().updateGeometries()
        bar.setMaximum(bar.maximum() + -bar.maximum() % pixels("row"))
        bar.setValue(stood)


class Pages(QStackedWidget):
    """Pages of which one is shown; only that one asks for room."""

    def show_page(self, page: QWidget) -> None:
        for one in filter(None, map(self.widget, range(self.count()))):
            policy = QSizePolicy.Policy.Preferred if one is page else QSizePolicy.Policy.Ignored
            one.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.setCurrentWidget(page)


class News(Panel):
    """One line that tells what somebody else did; it is there only when there is something."""

    def __init__(self, name: str) -> None:
        super().__init__("notice")
        dress(self, tone="warning")
        self.words = label(wrap=True)
        self.words.setObjectName(name)
        line = row(self.words)
        line.setContentsMargins(12, 8, 12, 8)
        self.setLayout(line)
        self.hide()

    def show_words(self, words: str) -> None:
        self.words.setText(words)
        self.setVisible(bool(words))


def yielding(widget: W, least: int) -> W:
    """Let it take what height is left, however tall its content, so that no page scrolls for it."""
    widget.setSizePolicy(widget.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Ignored)
    widget.setMinimumHeight(scaled(least))
    return widget


def nothing_open(words: str) -> QWidget:
    """What stands where a case would lie open."""
    page = Panel("plain")
    said: QLabel = label(words, "muted", wrap=True)
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    page.setLayout(column(STRETCH, said, STRETCH))
    return page
