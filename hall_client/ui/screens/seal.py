"""The seal: look at the document, seal it by hand, enter the use. No picture of a seal anywhere."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTabWidget

from hall_client.app.rows import DocumentRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import LineEdit, NumberField
from hall_client.ui.form import Ask
from hall_client.ui.parts import Panel, card, column, label, named, row
from hall_client.ui.presenters.seal import FEWEST, MOST, USUAL, Refused, SealPresenter
from hall_client.ui.preview import Preview
from hall_client.ui.screens.seal_lists import Register, WaitingList
from hall_client.ui.theme import scaled
from hall_client.ui.words import mark, tr
from hall_client.ui.workplace import Workplace

SEAL = Action(
    "seal-document",
    mark("Enter the use of the seal"),
    "seal",
    "Ctrl+Return",
    mark("Enter in the list does the same."),
    "SealDocument",
)
STOP = Action("seal-stop", mark("Stop"), "close", "Esc")
SHARES = (7, 8)  # of the width: the lists, the document
NOTHING = mark("Choose a document on the left: it is shown here before it is sealed.")


class SealScreen(Panel):
    """Lists on the left, the document on the right."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("seal")
        self.presenter = SealPresenter(place.desk, self)
        self.waiting = WaitingList(lambda one: one.document_no in self.presenter.chosen)
        self.register = Register(place.desk.reference.zone)
        self.search = named(LineEdit(), "seal-search", tr("Document or case number"))
        self.copies = NumberField(Ask("copies", mark("Copies sealed"), required=True), FEWEST, MOST)
        self.preview = Preview(place.desk, "seal-preview", tr(NOTHING))
        self.tabs = named(QTabWidget(), "seal-lists", tr("Lists"))
        self.progress = label(role="muted")
        self.refused = label(tone="danger", wrap=True)
        self.deed = ActionSet(self, (SEAL, STOP))
        self._place = 0
        self._build()
        self._connect(place)
        self.presenter.refresh()

    # -- what the presenter calls --------------------------------------------------------------

    def show_waiting(self, rows: Sequence[DocumentRow]) -> None:
        self.waiting.rows.set_rows(rows)
        shown = self.waiting.rows.shown
        if self.waiting.current_row() is None and shown:
            at = min(self._place, len(shown) - 1)
            self.waiting.select_key(shown[at].document_no)
        self._tell()

    def show_register(self, rows: Sequence[DocumentRow]) -> None:
        self.register.rows.set_rows(rows)
        self._tell()

    def show_progress(self, done: int, of: int) -> None:
        self.deed.show("seal-stop", of > 1)
        self.progress.setText(tr("Entering {n} of {of} …", n=done + 1, of=of) if of else "")
        self._tell()

    def show_refused(self, refused: Sequence[Refused]) -> None:
        lines = [f"{one.document_no}：{one.why}" for one in refused]
        self.refused.setText("\n".join([tr("Not entered:"), *lines]) if lines else "")
        self.refused.setVisible(bool(lines))

    def go_to(self, document_no: str) -> None:
        self.search.clear()
        self.tabs.setCurrentIndex(0)
        self.waiting.select_key(document_no)
        self.waiting.setFocus()

    def show_subject(self, subject: object) -> None:
        """Find a document by its number or its case's."""
        self.presenter.scan(str(subject))

    def retranslate(self) -> None:
        self.search.setPlaceholderText(tr("Scan or type a document or case number"))
        self.waiting.set_empty(tr("No document waits for the seal."))
        self.register.set_empty(tr("Nothing was sealed today."))
        self._tell()

    # -- inside --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.search.setClearButtonEnabled(True)
        self.copies.show_value(USUAL)
        self.copies.setFixedWidth(scaled(120))
        self.tabs.addTab(self.waiting, "")
        self.tabs.addTab(self.register, "")
        self.refused.hide()
        self.deed.show("seal-stop", False)
        press = self.deed.button("seal-document", "primary")
        line = row(self.copies, press, self.deed.button("seal-stop"), spacing=16)
        line.setStretch(1, 1)
        left = column(self.search, self.tabs, card(column(line, self.progress, self.refused)))
        left.setStretch(1, 1)
        lists = Panel("page")
        lists.setLayout(left)
        whole = row(lists, self.preview, spacing=16)
        for at, share in enumerate(SHARES):
            whole.setStretch(at, share)
        self.setLayout(whole)
        self.setFocusProxy(self.waiting)
        self.retranslate()

    def _connect(self, place: Workplace) -> None:
        self.deed.bind("seal-document", self._seal)
        self.deed.bind("seal-stop", self.presenter.stop)
        self.waiting.chosen.connect(lambda _row: self._seal())
        self.waiting.current.connect(self._show)
        self.waiting.picked.connect(self._pick)
        self.waiting.all_picked.connect(self._pick_all)
        self.register.current.connect(self._show)
        self.tabs.currentChanged.connect(lambda _at: self._turn())
        self.copies.edit.returnPressed.connect(self._seal)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._find)
        place.scanner.listen(self, self.presenter.scan)
        place.desk.watch(self.presenter.refresh)

    def _current(self) -> DocumentRow | None:
        """The document in the list in view."""
        table = self.register if self.tabs.currentIndex() else self.waiting
        found = table.current_row()
        return found if isinstance(found, DocumentRow) else None

    def _show(self, _row: object) -> None:
        current = self._current()
        if current is not None and not self.tabs.currentIndex():
            self._place = self.waiting.currentIndex().row()
        self.preview.show_document(current.document_id if current else None)
        self._tell()

    def _turn(self) -> None:
        table = self.register if self.tabs.currentIndex() else self.waiting
        current = self._current()
        if current is None or not table.select_key(current.document_no):
            table.select_first()
        self._show(None)

    def _pick(self, found: object) -> None:
        if isinstance(found, DocumentRow):
            self.presenter.choose(found.document_no)
            self.waiting.viewport().update()
            self._tell()

    def _pick_all(self) -> None:
        self.presenter.choose_all([one.document_no for one in self.waiting.rows.shown])
        self.waiting.viewport().update()
        self._tell()

    def _seal(self) -> None:
        """Enter the use; a second press of Enter does not seal what nobody has seen yet."""
        current = self._current() if not self.tabs.currentIndex() else None
        seen = self.preview.settled or bool(self.presenter.chosen)
        if self._judge_copies() and seen:
            number = current.document_no if current else None
            copies = self.copies.value()
            assert copies is not None
            self.presenter.seal(number, copies)

    def _judge_copies(self) -> bool:
        finding = self.copies.judge()
        if finding is not None:
            self.copies.control.setFocus()
        return finding is None

    def _filter(self, text: str) -> None:
        for table in (self.waiting, self.register):
            table.rows.search(text)
            if table.current_row() is None:
                table.select_first()

    def _find(self) -> None:
        sought = self.search.text().strip()
        if self.waiting.rows.shown:
            self.tabs.setCurrentIndex(0)
            self.waiting.setFocus()
        elif sought:
            self.presenter.scan(sought)

    def _tell(self) -> None:
        """How many there are, how many are chosen, whether there is anything to seal."""
        waiting, used = self.waiting.rows.count, self.register.rows.count
        self.tabs.setTabText(0, tr("To be sealed ({count})", count=waiting))
        self.tabs.setTabText(1, tr("Register of today ({count})", count=used))
        current = self._current() if not self.tabs.currentIndex() else None
        wanted = self.presenter.wanted(current.document_no if current else None)
        why = tr("Choose a document that waits for the seal.")
        self.deed.enable("seal-document", bool(wanted) and not self.presenter.busy, why)
        chosen = len(self.presenter.chosen)
        if not self.presenter.busy:
            several = tr("{count} chosen; they are entered one after the other.", count=chosen)
            self.progress.setText(several if chosen else tr("Space chooses several, Ctrl+A all."))
