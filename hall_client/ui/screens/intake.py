"""Intake (收件): item, applicant and materials on one page; keyboard and scanner first."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from hall_client.app.rows import ApplicantRow, ItemRow, TicketRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.parts import STRETCH, Panel, card, column, label, row, scrolling
from hall_client.ui.presenters.intake import IntakePresenter, Problem
from hall_client.ui.screens.applicant_form import ApplicantForm
from hall_client.ui.screens.checked_in import CheckedInPanel
from hall_client.ui.screens.item_finder import ItemFinder
from hall_client.ui.screens.material_table import LackingStrip, MaterialTable
from hall_client.ui.theme import dress
from hall_client.ui.words import mark, tr
from hall_client.ui.workplace import Workplace

ACTIONS = (
    Action("check-in", mark("Check in"), "check", "Ctrl+Return", command="CheckInCase"),
    Action("new-case", mark("New case"), "plus", "Ctrl+N"),
    Action("agent", mark("Agent"), "person", "Ctrl+G"),
    Action("back", mark("Back to the item"), "back", "Esc"),
)


class IntakeScreen(Panel):
    """The page of one application; after the check-in it shows the case in hand."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("intake")
        self._place = place
        self.presenter = IntakePresenter(place.desk, self, place.draft_file())
        self.entry = Panel("page")
        self.deed = ActionSet(self.entry, ACTIONS)
        self.finder = ItemFinder(self.presenter, self)
        self.applicant = ApplicantForm(self.presenter.checks, self)
        empty = tr("No item chosen yet.")
        self.materials = MaterialTable(self.presenter.materials, "intake-materials", empty)
        self.lacking = LackingStrip()
        self.visit = label(role="badge", tone="info")
        self.resumed = label(role="badge", tone="warning")
        self.heard = label(role="hint")
        self.heard.setObjectName("intake-heard")
        self.case = CheckedInPanel(place, self.start_anew)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self.setFocusProxy(self.finder)
        self.presenter.resume()

    # -- what the shell calls ------------------------------------------------------------------

    def show_subject(self, subject: object) -> None:
        """A ticket to serve, or the number of a case to go on with."""
        if isinstance(subject, TicketRow):
            self.presenter.bind(subject)
            if self._pages.currentWidget() is self.case and self.case.presenter.accepted:
                self.start_anew()
            self.finder.setFocus()
        elif isinstance(subject, str) and subject:
            self.case.open(case_no=subject)
            self._pages.setCurrentWidget(self.case)

    # -- IntakeView ----------------------------------------------------------------------------

    def show_items(self, rows: Sequence[ItemRow]) -> None:
        self.finder.offer(rows)

    def show_people(self, rows: Sequence[ApplicantRow]) -> None:
        self.applicant.offer_people(rows)

    def show_item(self) -> None:
        self.finder.show_item()

    def show_materials(self) -> None:
        self.materials.refresh()
        lines = self.presenter.materials.lines
        self.lacking.show_lines(self.presenter.materials.lacking, bool(lines))

    def show_visit(self, number: str) -> None:
        self.visit.setText(tr("Ticket {number}", number=number) if number else "")
        self.visit.setVisible(bool(number))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            shown = self.finder.show_problem(problem.field, problem.text)
            if not shown and not self.applicant.show_problem(problem.field, problem.text):
                self._place.desk.warn(problem.text)

    def show_scan(self, text: str, good: bool) -> None:
        self.heard.setText(text)
        dress(self.heard, role="hint", tone="success" if good else "danger")
        if not good:
            QApplication.beep()

    def fill_id_number(self, number: str) -> None:
        self.applicant.fill_id_number(number)
        self.show_scan(tr("Certificate read."), good=True)

    def restore_form(self, form: Mapping[str, str]) -> None:
        self.applicant.restore(form)
        self.resumed.setText(tr("Unfinished case restored. Ctrl+N starts anew."))
        self.resumed.show()

    def show_case(self, case_id: str) -> None:
        self.resumed.hide()
        self.case.open(case_id=case_id)
        self._pages.setCurrentWidget(self.case)

    # -- acts ----------------------------------------------------------------------------------

    def check_in(self) -> None:
        """Check the page; when it holds, the papers are in."""
        if self.presenter.item is None:
            self.finder.item.judge()
            self.finder.setFocus()
            return
        if not self.applicant.accept():
            return
        self.keep()
        self.presenter.check_in(self.applicant.applicant(), self.applicant.acting())

    def keep(self) -> None:
        """Save the draft: after every pause in typing and every choice."""
        if self._pages.currentWidget() is not self.case:
            self.presenter.keep(self.applicant.draft())

    def clear(self) -> None:
        """Begin anew from the entry page; what stood there can be taken back."""
        form, draft = self.applicant.draft(), self.presenter.draft(self.applicant.draft())
        begun = self.presenter.item is not None or bool(form["name"] or form["id_number"])
        self.start_anew()
        if begun:
            self._place.desk.tell(tr("The page was cleared."), lambda: self._take_back(draft))

    def start_anew(self, same_applicant: bool = False) -> None:
        """The next case: an empty page, or one that keeps the applicant."""
        self.case.let_go()
        self.presenter.start_anew()
        if not same_applicant:
            self.applicant.clear()
        self.resumed.hide()
        self.heard.clear()
        self._pages.setCurrentWidget(self.entry)
        self.finder.setFocus()

    def _take_back(self, draft: Mapping[str, object]) -> None:
        self.presenter.resume(draft)
        self.keep()

    def _scanned(self, code: str) -> None:
        if self._pages.currentWidget() is self.case:
            self.case.scanned(code)
            return
        self.presenter.scanned(code)
        self.keep()

    def _fold_agent(self) -> None:
        form = self.applicant.agent
        form.setVisible(form.isHidden())
        if form.isVisible():
            form.focus_field("agent_id_number")
            QTimer.singleShot(0, form, lambda: self._scroll.ensureWidgetVisible(form))
        self.keep()

    def _to_materials(self) -> None:
        self.materials.setFocus(Qt.FocusReason.TabFocusReason)

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        line = row(self._build_left(), self._build_right(), spacing=12)
        line.setStretch(0, 9)
        line.setStretch(1, 12)
        whole = column(self._build_top(), line, spacing=8)
        whole.setStretch(1, 1)
        self.entry.setLayout(whole)
        self._pages.addWidget(self.entry)
        self._pages.addWidget(self.case)
        self.setLayout(column(self._pages, spacing=0))
        for badge in (self.visit, self.resumed):
            badge.hide()
        self.show_materials()

    def _build_top(self) -> QWidget:
        top = QWidget()
        parts = (label(tr("Take in an application"), "title"), self.visit, self.resumed, STRETCH)
        top.setLayout(row(*parts, self.deed.button("new-case", "quiet"), spacing=12))
        return top

    def _build_left(self) -> QWidget:
        inside = Panel("plain")
        head = row(label(tr("Applicant"), "heading"), STRETCH, self.deed.button("agent", "quiet"))
        applicant = card(column(head, self.applicant, spacing=4))
        inside.setLayout(column(card(column(self.finder)), applicant, STRETCH, spacing=12))
        self._scroll = scrolling(inside, "intake-scroll")
        return self._scroll

    def _build_right(self) -> QFrame:
        keys = tr("Space ticks · digits: copies/pages · F: original or copy · Enter checks in")
        head = row(label(tr("Materials"), "heading"), STRETCH, self.heard, spacing=12)
        foot = row(label(keys, "hint"), STRETCH, self.deed.button("check-in", "primary"))
        content = column(head, self.materials, self.lacking, foot, spacing=8)
        content.setStretch(1, 1)
        return card(content)

    def _connect(self) -> None:
        self.deed.bind("check-in", self.check_in)
        self.deed.bind("new-case", self.clear)
        self.deed.bind("agent", self._fold_agent)
        self.deed.bind("back", self.finder.setFocus)
        self.finder.finished.connect(lambda: self.applicant.form.focus_field("id_number"))
        self.finder.changed.connect(self.keep)
        self.applicant.changed.connect(self.keep)
        self.applicant.sought.connect(self.presenter.find_people)
        self.applicant.finished.connect(self._to_materials)
        self.materials.edited.connect(self._ticked)
        self.materials.submitted.connect(self.check_in)
        self.materials.scanned.connect(self._scanned)
        self._place.scanner.listen(self, self._scanned)

    def _ticked(self) -> None:
        lines = self.presenter.materials.lines
        self.lacking.show_lines(self.presenter.materials.lacking, bool(lines))
        self.keep()
