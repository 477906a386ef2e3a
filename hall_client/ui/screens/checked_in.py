"""The case in hand right after its check-in: number, query code, what prints, and what is next."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hall_client.app.rows import CaseSheet
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.icons import pixmap
from hall_client.ui.parts import STRETCH, Panel, card, column, label, row, rule, scrolling
from hall_client.ui.presenters.acceptance import AcceptancePresenter, PrintLine, Ways
from hall_client.ui.screens.acceptance_pages import (
    AcceptancePage,
    CorrectionPage,
    DonePage,
    RefusalPage,
)
from hall_client.ui.screens.spot_correction import SpotCorrectionPage
from hall_client.ui.theme import dress, scaled
from hall_client.ui.words import brief, current, mark, tr
from hall_client.ui.workplace import Workplace
from hall_client.words import value

ACTIONS = (
    Action("next-case", mark("Next case"), "next", "Ctrl+N"),
    Action("same-applicant", mark("Same applicant"), "person", "Ctrl+D"),
    Action("open-case", mark("The case whole"), "folder", "Ctrl+O"),
    Action("print-stuck", mark("Print again"), "print", "F9"),
)
STATE_SIGNS = {
    "printed": ("check", "success"),
    "waiting": ("clock", "info"),
    "printing": ("print", "info"),
    "failed": ("danger", "danger"),
    "unknown": ("warning", "warning"),
}
STATE_TONES = {"RECEIVED": "info", "ACCEPTED": "success", "CORRECTION": "warning"}


class CheckedInPanel(Panel):
    """Shows one case; `start_anew(same_applicant)` goes on to the next one."""

    def __init__(self, place: Workplace, start_anew: Callable[..., None]) -> None:
        super().__init__("page")
        self._place = place
        self._start_anew = start_anew
        self.presenter = AcceptancePresenter(place.desk, self)
        self.deed = ActionSet(self, ACTIONS)
        self.number = label(role="number")
        self.number.setObjectName("case-no")
        self.state = label(role="badge")
        self.query_code = label(role="strong")
        self.query_code.setObjectName("query-code")
        self.facts = label(role="muted", wrap=True)
        self.heard = label(role="hint", wrap=True)
        self.prints = PrintList()
        self.missing = MissingList()
        self._pages = QStackedWidget()
        self._build_pages()
        self._build()
        self._connect()

    def open(self, case_id: str = "", case_no: str = "") -> None:
        self._blank()
        self.presenter.open(case_id, case_no)

    def let_go(self) -> None:
        """No case in hand any more."""
        self.presenter.close()

    def scanned(self, code: str) -> None:
        """Nothing is scanned here; say so and press nothing."""
        self.heard.setText(tr("{code}: start the next case first (Ctrl+N).", code=brief(code)))

    # -- AcceptanceView ------------------------------------------------------------------------

    def show_sheet(self, sheet: CaseSheet, ways: Ways) -> None:
        language = current().short
        self.number.setText(sheet.case_no)
        self.state.setText(value("state", sheet.state, language))
        dress(self.state, role="badge", tone=STATE_TONES.get(sheet.state, "muted"))
        self.query_code.setText(sheet.query_code)
        self.facts.setText(f"{sheet.item_name}\n{sheet.applicant} · {sheet.id_number}")
        self.missing.show_ways(ways)
        open_page = self._pages.currentWidget()
        if self.presenter.accepted:
            self.done.show_sheet(sheet)
            self._pages.setCurrentWidget(self.done)
            if open_page is not self.done:
                self.done.setFocus()
        elif open_page not in (self.correction, self.refusal, self.mending):
            self.acceptance.show_ways(sheet, ways)
            self._pages.setCurrentWidget(self.acceptance)

    def show_prints(self, lines: Sequence[PrintLine]) -> None:
        self.prints.show_lines(lines)
        stuck = any(line.stuck for line in lines)
        self.deed.show("print-stuck", stuck)

    def ask_estimated(self, words: str) -> None:
        self.acceptance.ask_estimated(words)

    def show_problem(self, field: str, text: str) -> None:
        page = self._pages.currentWidget()
        if isinstance(page, AcceptancePage | CorrectionPage | RefusalPage | SpotCorrectionPage):
            page.show_problem(field, text)

    # -- pages ---------------------------------------------------------------------------------

    def show_correction(self) -> None:
        self.correction.show_sheet(self.presenter.sheet, self.presenter.prefilled())
        self._pages.setCurrentWidget(self.correction)
        self.correction.setFocus()

    def show_refusal(self) -> None:
        self.refusal.clear()
        self._pages.setCurrentWidget(self.refusal)
        self.refusal.setFocus()

    def show_mending(self) -> None:
        self.mending.clear()
        self._pages.setCurrentWidget(self.mending)
        self.mending.setFocus()

    def back(self) -> None:
        """From a form to the ways on; nothing was done."""
        if self.presenter.sheet is not None:
            self.acceptance.show_ways(self.presenter.sheet, self.presenter.ways)
        self._pages.setCurrentWidget(self.acceptance)
        self.acceptance.setFocus()

    def _blank(self) -> None:
        self.number.setText("…")
        for part in (self.state, self.query_code, self.facts, self.heard):
            part.setText("")
        self.prints.show_lines(())
        self._pages.setCurrentWidget(self.acceptance)
        self.acceptance.blank()

    def _build_pages(self) -> None:
        self.acceptance = AcceptancePage(self)
        self.correction = CorrectionPage(self)
        self.refusal = RefusalPage(self)
        self.mending = SpotCorrectionPage(self.presenter, self.back)
        self.done = DonePage(self._done_buttons())
        pages = (self.acceptance, self.correction, self.refusal, self.mending, self.done)
        for page in pages:
            self._pages.addWidget(page)

    def _done_buttons(self) -> QWidget:
        line = QWidget()
        same = self.deed.button("same-applicant")
        onward = self.deed.button("next-case", "primary")
        line.setLayout(
            row(same, self.deed.button("open-case", "quiet"), STRETCH, onward, spacing=12)
        )
        line.setFocusProxy(onward)
        return line

    def _build(self) -> None:
        line = row(self._build_left(), card(column(self._pages)), spacing=12)
        line.setStretch(0, 5)
        line.setStretch(1, 6)
        self.setLayout(line)

    def _build_left(self) -> QFrame:
        prints = row(label(tr("Prints"), "heading"), STRETCH)
        prints.addWidget(self.deed.button("print-stuck", "quiet"))
        content = column(
            row(label(tr("Case number"), "muted"), STRETCH, self.state),
            self.number,
            row(label(tr("Query code"), "muted"), self.query_code, STRETCH),
            self.facts,
            rule(),
            self.missing,
            rule(),
            prints,
            scrolling(self.prints, "prints-scroll"),
            self.heard,
            spacing=12,
        )
        content.setStretch(8, 1)
        return card(content)

    def _connect(self) -> None:
        self.deed.bind("next-case", self._start_anew)
        self.deed.bind("same-applicant", lambda: self._start_anew(same_applicant=True))
        self.deed.bind("open-case", self._open_case)
        self.deed.bind("print-stuck", self._print_again)
        self.deed.show("print-stuck", visible=False)
        self._place.desk.watch(self._changed)
        self._place.runtime.printers_changed.connect(self._changed)

    def _open_case(self) -> None:
        if self.presenter.sheet is not None:
            self._place.go("cases", self.presenter.sheet.case_no)

    def _changed(self, _standing: object = None) -> None:
        if self.isVisible():
            self.presenter.refresh()

    def _print_again(self) -> None:
        for line in self.presenter.prints:
            if line.stuck:
                self._place.runtime.print_again(line.job_id)


class PrintList(Panel):
    """One line for each label and document: what it is and whether it is on paper."""

    def __init__(self) -> None:
        super().__init__("plain")
        self.setObjectName("prints")
        self._lines: tuple[PrintLine, ...] = ()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(4)
        self._stack.addStretch(1)

    def show_lines(self, lines: Sequence[PrintLine]) -> None:
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        while self._stack.count() > 1:
            old = self._stack.takeAt(0)
            if old is not None and (part := old.widget()) is not None:
                part.deleteLater()
        for place, line in enumerate(lines):
            self._stack.insertWidget(place, self._line(line))

    def _line(self, line: PrintLine) -> QWidget:
        picture, tone = STATE_SIGNS.get(line.state, ("info", "info"))
        mark_of = label()
        mark_of.setPixmap(pixmap(picture, tone, scaled(18)))
        language = current().short
        state = label(value("printer-state", line.state, language), tone=tone)
        state.setToolTip(line.problem)
        made = QWidget()
        told = label(line.name, wrap=True)
        told.setToolTip(f"{line.name} {line.title}")
        made.setLayout(_stretched(row(mark_of, told, label(line.title, "muted"), state)))
        return made


class MissingList(Panel):
    """What the case still lacks, in words."""

    def __init__(self) -> None:
        super().__init__("plain")
        self._title = label(role="strong")
        self._names = label(wrap=True)
        self.setLayout(column(self._title, self._names, spacing=4))

    def show_ways(self, ways: Ways) -> None:
        count = len(ways.lacking)
        self._title.setText(tr("{count} missing", count=count) if count else tr("Nothing missing"))
        dress(self._title, role="strong", tone="danger" if count else "success")
        self._names.setText("\n".join(f"· {one.name}" for one in ways.lacking))
        self._names.setVisible(bool(count))


def _stretched(line: QHBoxLayout) -> QHBoxLayout:
    line.setStretch(1, 1)
    return line
