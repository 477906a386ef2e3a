"""The to-do of a person: what waits, by days left, with filters in words."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton

from hall_client.app.rows import TodoRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.parts import STRETCH, Panel, button, column, label, named, row
from hall_client.ui.presenters.case_words import days_left
from hall_client.ui.presenters.todo import TodoPresenter
from hall_client.ui.screens.case_parts import DAYS_COLUMN, yielding
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.words import current, mark, tr
from hall_client.ui.workplace import Workplace
from hall_client.words import value

VIEWS = {
    "all": mark("All"),
    "overdue": mark("Overdue"),
    "today": mark("Due today"),
    "mine": mark("Claimed by me"),
}
VIEW_SIGNS = {"all": "todo", "overdue": "danger", "today": "warning", "mine": "person"}
SEARCH = Action("todo-search", mark("Search in this list"), "find", "Ctrl+F")
OPEN = Action("todo-open", mark("Open"), "next")


class TodoScreen(Panel):
    """Enter opens the screen on which the selected step is done."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("todo-screen")
        self._place = place
        self._steps: dict[str | None, QPushButton] = {}
        self._presenter = TodoPresenter(place.desk, self, place.go)
        self.model: TableModel[TodoRow] = TableModel(self._columns(), key=_key)
        self.table = yielding(TableView(self.model, "todo-table", tr("To do")), 160)
        self.search = _SearchLine(self.table)
        self._build()
        self._connect()
        place.scanner.listen(self, self._scanned)
        self._presenter.refresh()

    # -- what the presenter shows --------------------------------------------------------------

    def show_rows(self, rows: list[TodoRow]) -> None:
        self.model.set_rows(rows)
        if self.table.current_row() is None:
            self.table.select_first()
        self._say_empty()

    def show_counts(self, views: Mapping[str, int], steps: Mapping[str, int]) -> None:
        for view, made in self._views.items():
            made.setText(f"{tr(VIEWS[view])}  {views[view]}")
            made.setAccessibleName(made.text())
            made.setChecked(view == self._presenter.chosen_view)
        self._show_steps(steps)

    def show_subject(self, subject: object) -> None:
        """Show one step, or look for a text."""
        self.search.setText(str(subject))

    # -- inside --------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column[TodoRow], ...]:
        return (
            DAYS_COLUMN,
            Column(mark("Due on"), _due, width=112, sort=lambda row: str(row.due_on)),
            Column(mark("Step"), lambda row: value("step", row.step, current().short), width=104),
            Column(mark("Case"), lambda row: row.case_no, width=148, strong=True),
            Column(mark("Item"), lambda row: row.item_name),
            Column(mark("Applicant"), lambda row: row.applicant, width=192),
            Column(mark("Section"), self._section, width=112),
            Column(mark("Remark"), self._remark, width=168),
        )

    def _section(self, row: TodoRow) -> str:
        found = self._place.desk.reference.sections.get(row.section)
        return found.name if found else row.section

    def _remark(self, row: TodoRow) -> str:
        language = current().short
        if row.document_no:
            return row.document_no
        if row.step in ("decide", "upper-result"):
            return value("recommendation", row.recommendation, language)
        if row.reviewer:
            return tr("claimed by {name}", name=self._place.desk.reference.name_of(row.reviewer))
        return row.holder.partition(":")[2] if row.step == "take-over" else ""

    def _build(self) -> None:
        self._one_view = QButtonGroup(self)
        self._views = {view: self._chip(f"view-{view}", VIEW_SIGNS[view]) for view in VIEWS}
        for made in self._views.values():
            self._one_view.addButton(made)
        self._one_step = QButtonGroup(self)
        self._step_line = QHBoxLayout()
        self._step_line.setContentsMargins(0, 0, 0, 0)
        self._step_line.setSpacing(8)
        self.hint = label(tr("J K move, Enter opens, Ctrl+F searches"), "hint")
        deeds = ActionSet(self, (SEARCH, OPEN))
        deeds.bind("todo-search", self._focus_search)
        deeds.bind("todo-open", self._open_current)
        self.open_button = deeds.button("todo-open", "primary")
        top = row(*self._views.values(), STRETCH, self.search, spacing=8)
        foot = row(self.hint, STRETCH, self.open_button)
        body = column(top, self._step_line, self.table, foot, spacing=8)
        body.setStretch(2, 1)
        self.setLayout(body)
        self.setFocusProxy(self.table)

    def _chip(self, name: str, picture: str = "") -> QPushButton:
        made = button(name, "", picture)
        made.setCheckable(True)
        return made

    def _connect(self) -> None:
        for view, made in self._views.items():
            made.clicked.connect(partial(self._choose_view, view))
        self.table.chosen.connect(self._presenter.open)
        self.search.textChanged.connect(self._seek)
        self.search.returnPressed.connect(self._open_current)

    def _choose_view(self, view: str, _checked: bool = False) -> None:
        self._presenter.show_view(view)

    def _choose_step(self, step: str | None, _checked: bool = False) -> None:
        self._presenter.show_step(step)

    def _show_steps(self, counts: Mapping[str, int]) -> None:
        wanted: list[str | None] = [None, *counts] if len(counts) > 1 else []
        if list(self._steps) != wanted:
            self._rebuild_steps(wanted)
        language = current().short
        for step, made in self._steps.items():
            words = value("step", step, language) if step else tr("Every step")
            count = counts.get(step, 0) if step else sum(counts.values())
            made.setText(f"{words}  {count}")
            made.setAccessibleName(made.text())
            made.setChecked(step == self._presenter.chosen_step)

    def _rebuild_steps(self, wanted: list[str | None]) -> None:
        while (old := self._step_line.takeAt(0)) is not None:
            if (part := old.widget()) is not None:
                part.deleteLater()
        self._steps = {step: self._chip(f"step-{step or 'every'}") for step in wanted}
        for step, made in self._steps.items():
            self._one_step.addButton(made)
            made.clicked.connect(partial(self._choose_step, step))
            self._step_line.addWidget(made)
        if wanted:
            self._step_line.addStretch(1)

    def _seek(self, text: str) -> None:
        self.model.search(text)
        if self.table.current_row() is None:
            self.table.select_first()
        self._say_empty()

    def _say_empty(self) -> None:
        if self.search.text() or self._presenter.chosen_view != "all":
            self.table.set_empty(tr("Nothing fits this search or filter."))
        else:
            self.table.set_empty(tr("Nothing waits for you. New work appears here by itself."))

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _open_current(self) -> None:
        found = self.table.current_row()
        if isinstance(found, TodoRow):
            self._presenter.open(found)

    def _scanned(self, code: str) -> None:
        """A scanned label looks for its case."""
        self.search.setText(code.partition("-")[0])


def _key(row: TodoRow) -> tuple[str, str, str | None]:
    return row.step, row.case_id, row.document_no


def _due(row: TodoRow) -> str:
    return str(row.due_on) if row.due_on and days_left(row.remaining).tone != "disabled" else ""


class _SearchLine(QLineEdit):
    """Up and down go to the list, Escape empties."""

    def __init__(self, table: TableView) -> None:
        super().__init__()
        self._table = table
        named(self, "todo-search", tr("Search in this list"))
        self.setPlaceholderText(tr("Number, item or applicant  Ctrl+F"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(280)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._table.setFocus()
            self._table.keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._table.setFocus()
        else:
            super().keyPressEvent(event)
