"""Delivery and archive: certificate, papers out with their receipt, the file to the archive."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QTabBar, QTabWidget, QWidget

from hall_client.app.rows import CaseSheet, DeliveryRow, DocumentRow, RecipientRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import ScanLineEdit, TextField
from hall_client.ui.form import Ask
from hall_client.ui.parts import Panel, card, column, label, named, row
from hall_client.ui.presenters.delivery import DeliveryPresenter, Problem
from hall_client.ui.preview import Preview
from hall_client.ui.screens.case_parts import Pages, nothing_open
from hall_client.ui.screens.delivery_form import DeliveryForm
from hall_client.ui.screens.delivery_lists import CasePapers, CasesToHand, standing
from hall_client.ui.theme import dress, scaled
from hall_client.ui.words import mark, tr
from hall_client.ui.workplace import Workplace

DO = Action("delivery-step", mark("Deliver"), "check", "Ctrl+Return")
LOOK = Action("delivery-look", mark("Show the documents"), "eye", "F7")
DEEDS = {
    "certificate": mark("Enter the certificate"),
    "deliver": mark("Enter the delivery"),
    "archive": mark("Put into the archive"),
}
COMMANDS = {
    "certificate": "PrepareCertificate",
    "deliver": "DeliverCase",
    "archive": "ArchiveCase",
}
EMPTY = {
    False: mark("Nothing is to be delivered."),
    True: mark("Nothing is to be archived."),
}
LISTS = (mark("Delivery"), mark("Archive"))
SHARES = (2, 3)  # of the width: the list, the case


class DeliveryScreen(Panel):
    """The list of the role on the left; the case, its one step and its papers on the right."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("delivery")
        self.presenter = DeliveryPresenter(place.desk, self)
        self.cases = CasesToHand()
        self.papers = CasePapers()
        self.search = named(ScanLineEdit(), "delivery-scan", tr("Folder label"))
        self.lists = named(QTabBar(), "delivery-lists", tr("Lists"))
        self.form = DeliveryForm()
        self.certificate = TextField(
            Ask(
                "certificate-no",
                mark("Number of the certificate"),
                hint=mark("Empty: the program numbers it"),
            )
        )
        self.preview = Preview(place.desk, "delivery-preview", tr("Choose a document of the case."))
        self.title = label(role="heading", wrap=True)
        self.facts = label(role="muted", wrap=True)
        self.days = label(role="badge")
        self.bar = label(tone="warning", wrap=True)
        self.archived = label(wrap=True)
        self.deed = ActionSet(self, (DO, LOOK))
        self._proof: str | None = None
        self._build()
        self._connect(place)
        self.presenter.refresh()

    # -- what the presenter calls --------------------------------------------------------------

    def show_rows(self, rows: Sequence[DeliveryRow]) -> None:
        self.lists.setCurrentIndex(int(self.presenter.archive))
        self.cases.set_empty(tr(EMPTY[self.presenter.archive]))
        self.cases.rows.set_rows(rows)
        if self.cases.current_row() is None:
            self.cases.select_first()

    def show_case(self, found: DeliveryRow | None) -> None:
        self._open.show_page(self._case if found else self._nothing)
        self.papers.rows.set_rows([])
        if self._proof is None:
            self.preview.show_document(None)
            self.pages.setCurrentIndex(0)
        if found is not None:
            self._tell_head(found)
            for step, page in self.steps.items():
                page.setVisible(step == found.step)
            self.certificate.show_text(found.certificate_no or "")
            self.form.begin([])
        self._tell_step(found)

    def show_sheet(self, sheet: CaseSheet, recipients: Sequence[RecipientRow]) -> None:
        self.papers.rows.set_rows(sheet.documents)
        kept = [one for one in sheet.materials if one.copies]
        self.archived.setText(
            tr(
                "The file: {papers} documents, {materials} materials, {pages} pages.",
                papers=len(sheet.documents),
                materials=len(kept),
                pages=sum(one.pages * one.copies for one in kept),
            )
        )
        self.form.begin(recipients)
        if self._proof is None:
            last = [one for one in sheet.documents if one.needs_seal][-1:] or sheet.documents[:1]
            for document in last:
                self.papers.select_key(document.document_no)

    def show_paper(self, document: DocumentRow) -> None:
        """Show the receipt or file list that was made just now, until another case is chosen."""
        self._proof = document.document_id
        self.preview.show_document(document.document_id)
        self.pages.setCurrentIndex(1)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self.form.show_problems(problems)

    def go_to(self, case_id: str) -> None:
        self._proof = None
        self.cases.select_key(case_id)
        self.cases.setFocus()

    def show_subject(self, subject: object) -> None:
        """Find a case by its number or a label."""
        self.presenter.scan(str(subject))

    def retranslate(self) -> None:
        self.search.setPlaceholderText(tr("Scan a folder label or type a case number"))
        for at, text in enumerate(LISTS):
            self.lists.setTabText(at, tr(text))
        self.pages.setTabText(0, tr("What to do"))
        self.pages.setTabText(1, tr("Documents"))
        self._tell_step(self.presenter.row)

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        for _text in LISTS:
            self.lists.addTab("")
        self.lists.setDrawBase(False)
        self.lists.setVisible(self.presenter.may_deliver and self.presenter.may_archive)
        self.steps: dict[str, QWidget] = {
            "certificate": self.certificate,
            "deliver": self.form,
            "archive": self.archived,
        }
        self._case = self._case_page()
        self._nothing = nothing_open(tr("Choose a case at the left, or scan its folder."))
        self._open = Pages()
        self._open.addWidget(self._nothing)
        self._open.addWidget(self._case)
        self.pages = named(QTabWidget(), "delivery-pages", tr("Case"))
        self.pages.addTab(self._open, "")
        self.pages.addTab(self._papers_page(), "")
        left = Panel("page")
        body = column(self.search, self.lists, self.cases)
        body.setStretch(2, 1)
        left.setLayout(body)
        whole = row(left, self.pages, spacing=16)
        for at, share in enumerate(SHARES):
            whole.setStretch(at, share)
        self.setLayout(whole)
        self.setFocusProxy(self.cases)
        self.retranslate()
        self._open.show_page(self._nothing)

    def _case_page(self) -> Panel:
        head = row(self.title, self.days, spacing=12)
        head.setStretch(0, 1)
        deeds = row(self.deed.button("delivery-look"), self.deed.button("delivery-step", "primary"))
        deeds.setStretch(1, 1)
        self.papers.setMinimumHeight(scaled(140))
        # The list gives way first: the form and its button stay in view on low screens.
        self.papers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        steps = column(*self.steps.values(), spacing=0)
        told = column(head, self.facts, self.bar, self.papers, steps, deeds, spacing=12)
        told.setStretch(3, 1)
        page = Panel("page")
        body = column(card(told))
        body.setContentsMargins(0, 8, 0, 0)
        page.setLayout(body)
        return page

    def _papers_page(self) -> Panel:
        page = Panel("page")
        body = column(self.preview)
        body.setContentsMargins(0, 8, 0, 0)
        page.setLayout(body)
        return page

    def _connect(self, place: Workplace) -> None:
        self.deed.bind("delivery-step", self._do)
        self.deed.bind("delivery-look", self._look)
        self.cases.current.connect(self._choose)
        self.cases.chosen.connect(lambda _row: self._begin())
        self.cases.pressed.connect(lambda _at: self._leave_proof())
        self.papers.current.connect(self._show_document)
        self.papers.chosen.connect(lambda _row: self._look())
        self.form.asked.connect(self._do)
        self.certificate.edit.returnPressed.connect(self._do)
        self.search.scanned.connect(self._typed)
        self.lists.currentChanged.connect(self._turn)
        place.scanner.listen(self, self.presenter.scan)
        place.desk.watch(self.presenter.refresh)

    # -- inside --------------------------------------------------------------------------------

    def _tell_head(self, one: DeliveryRow) -> None:
        told = standing(one)
        self.title.setText(one.item_name)
        self.days.setText(told.text)
        dress(self.days, tone=told.tone)
        due = tr("deliver until {day}", day=one.due_on) if one.due_on else ""
        number = tr("certificate {number}", number=one.certificate_no) if one.certificate_no else ""
        facts = (one.case_no, one.applicant, due, number)
        self.facts.setText("　".join(filter(None, facts)))

    def _tell_step(self, found: DeliveryRow | None) -> None:
        bar = self.presenter.bar(found)
        step = found.step if found else "deliver"
        self.deed["delivery-step"].setText(tr(DEEDS[step]))
        self.deed.does("delivery-step", COMMANDS[step])
        self.deed.enable("delivery-step", not bar, bar)
        self.bar.setText(bar if found else "")
        self.bar.setVisible(bool(bar and found))
        for page in self.steps.values():
            page.setEnabled(not bar)

    def _choose(self, found: object) -> None:
        self.presenter.choose(found if isinstance(found, DeliveryRow) else None)

    def _begin(self) -> None:
        """Enter in the list: on to the first field of the step."""
        self._leave_proof()
        fields = {"certificate": self.certificate, "deliver": self.form}
        one = self.presenter.row
        target = fields.get(one.step) if one and not self.presenter.bar(one) else None
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_proof(self) -> None:
        """Back from the receipt of the last case to the case in hand."""
        if self._proof is not None:
            self._proof = None
            self.pages.setCurrentIndex(0)
            self._show_document(self.papers.current_row())

    def _show_document(self, found: object) -> None:
        if self._proof is None:
            known = found.document_id if isinstance(found, DocumentRow) else None
            self.preview.show_document(known)

    def _look(self) -> None:
        self._leave_proof()
        self.pages.setCurrentIndex(1 - self.pages.currentIndex())

    def _typed(self, code: str) -> None:
        self.search.clear()
        self.presenter.scan(code)

    def _turn(self, at: int) -> None:
        if bool(at) != self.presenter.archive:
            self.presenter.show_list(bool(at))

    def _do(self) -> None:
        """The one step of the case in hand; from the receipt of the last one back to it first."""
        one = self.presenter.row
        if one is None:
            return
        if self._proof is not None:
            self._begin()
            return
        deeds: dict[str, Callable[[], None]] = {
            "certificate": lambda: self.presenter.prepare(self.certificate.text() or None),
            "deliver": self._deliver,
            "archive": self.presenter.put_away,
        }
        deeds[one.step]()

    def _deliver(self) -> None:
        handing = self.form.handing()
        if handing is not None:
            self.presenter.deliver(handing)
