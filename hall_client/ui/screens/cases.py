"""Cases (办件): the list on the left, the whole case on the right, with a clerk's acts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from hall_client.app.rows import CaseRow, CaseSheet
from hall_client.domain.transitions import CaseState
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import LineEdit
from hall_client.ui.form import Ask
from hall_client.ui.parts import STRETCH, Panel, card, column, named, row
from hall_client.ui.picked_fields import Choice, ChoiceField
from hall_client.ui.presenters.case_words import days_left
from hall_client.ui.presenters.cases import DEEDS, CasesPresenter
from hall_client.ui.screens.case_detail import CaseDetail
from hall_client.ui.screens.case_parts import TWO_LINES, CaseHead, nothing_open
from hall_client.ui.screens.counter_deeds import (
    DeedPage,
    FeePage,
    LapsePage,
    RefusePage,
    TakeInPage,
    WithdrawPage,
)
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import scaled
from hall_client.ui.words import current, mark, tr
from hall_client.ui.workplace import Workplace
from hall_client.words import value

ACTIONS = (
    Action("go-on", mark("Go on with acceptance"), "intake", "F10"),
    Action("take-in", mark("Take in materials"), "material", "F11"),
    Action("fee", mark("Enter a fee"), "fee", "Ctrl+E", command="RecordFee"),
    Action("lapse", mark("Close as not corrected"), "close", "Ctrl+L", command="LapseCorrection"),
    Action("withdraw", mark("Withdraw"), "undo", "Ctrl+W", command="WithdrawCase"),
    Action("refuse", mark("Refuse acceptance"), "close", "Ctrl+R", command="RefuseAcceptance"),
)
GRAVE = ("withdraw", "refuse")
LONG_AGO = 10_000
SIZES = (548, 658)
STATE_TONES = {
    "RECEIVED": "info",
    "CORRECTION": "warning",
    "GRANTED": "success",
    "CERT_READY": "success",
    "DENIED": "danger",
    "REFUSED": "danger",
}


def _state(one: CaseRow) -> str:
    return value("state", one.state, current().short)


def _days(remaining: int | None) -> str:
    """As short as a column allows; the head of the case says it in full."""
    if remaining is None:
        return ""
    if remaining == 0:
        return tr("due today")
    days = abs(remaining)
    return tr("{days} d", days=days) if remaining > 0 else tr("{days} d late", days=days)


def _said(one: CaseRow) -> str:
    return f"{one.item_name}\n{one.case_no}　{one.applicant}"


COLUMNS: tuple[Column[CaseRow], ...] = (
    Column(mark("Case"), _said, tip=_said),
    Column(mark("State"), _state, width=84, tone=lambda one: STATE_TONES.get(one.state, "")),
    Column(
        mark("Days left"),
        lambda one: _days(one.remaining),
        width=108,
        tone=lambda one: days_left(one.remaining).tone,
        sign=lambda one: days_left(one.remaining).sign if one.remaining is not None else "",
        sort=lambda one: LONG_AGO if one.remaining is None else one.remaining,
    ),
)


class CasesScreen(Panel):
    """Find, look, act."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("cases")
        self._place = place
        self.presenter = CasesPresenter(place.desk, self)
        self.deed = ActionSet(self, ACTIONS)
        self.search = named(LineEdit(), "cases-search", tr("Find cases"))
        self.state = ChoiceField(Ask("cases-state", mark("State")), self._states())
        self._model: TableModel[CaseRow] = TableModel(COLUMNS, key=lambda one: one.case_id)
        empty = tr("No case fits. Try a number, a label, a name or an ID number.")
        self.table = TableView(self._model, "cases-table", tr("Cases"), empty)
        self.table.verticalHeader().setDefaultSectionSize(scaled(TWO_LINES))
        self.head = CaseHead()
        self.detail = CaseDetail(place)
        self._pages = QStackedWidget()
        self._right = QStackedWidget()
        self._build()
        self._connect()
        self.setFocusProxy(self.search)
        self.presenter.refresh()

    def show_subject(self, subject: object) -> None:
        """Search for what a person typed above, or for a scanned label."""
        self.search.setText(str(subject))
        self.state.show_value("")
        self.presenter.filter(None)
        self.presenter.search(str(subject), open_single=True)

    # -- CasesView -----------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[CaseRow], chosen: str | None) -> None:
        self._model.set_rows(rows)
        if chosen is not None:
            self.table.select_key(chosen)

    def show_sheet(self, sheet: CaseSheet | None) -> None:
        if sheet is None:
            self._right.setCurrentIndex(0)
            return
        self.head.show_sheet(sheet)
        self.detail.show_sheet(sheet)
        self._right.setCurrentIndex(1)
        for name in DEEDS:
            why = self.presenter.why_not(name)
            self.deed.enable(name, not why, why)
        awaited = sheet.state == CaseState.CORRECTION
        for name, fits in (("lapse", awaited), ("fee", not awaited)):
            self.deed.show(name, fits and self.presenter.offered(name))

    def show_problem(self, text: str) -> None:
        page = self._pages.currentWidget()
        if isinstance(page, DeedPage):
            page.show_problem(text)
        else:
            self._place.desk.warn(text)

    def acted(self) -> None:
        self.close_page()

    # -- acts ----------------------------------------------------------------------------------

    def close_page(self) -> None:
        """Back to the case; nothing more is asked."""
        self._pages.setCurrentWidget(self.detail)
        self.table.setFocus()

    def _open(self, page: DeedPage) -> None:
        page.prepare()
        self._pages.setCurrentWidget(page)
        page.setFocus()

    def _go_on(self) -> None:
        if self.presenter.sheet is not None:
            self._place.go("intake", self.presenter.sheet.case_no)

    def _choose(self, chosen: object) -> None:
        if isinstance(chosen, CaseRow) and chosen.case_id != self.presenter.chosen:
            self._pages.setCurrentWidget(self.detail)
            self.presenter.choose(chosen.case_id)

    def _scanned(self, code: str) -> None:
        self.search.setText(code)
        self.presenter.search(code, open_single=True)

    def _changed(self) -> None:
        if self.isVisible():
            self.presenter.refresh()

    # -- building ------------------------------------------------------------------------------

    def _states(self) -> list[Choice]:
        language = current().short
        named_states = [Choice(s.value, value("state", s.value, language)) for s in CaseState]
        return [Choice("", tr("All")), *named_states]

    def _build(self) -> None:
        left = QWidget()
        self.search.setPlaceholderText(tr("Number, label, name or ID number; ↓ to the list"))
        self.search.setClearButtonEnabled(True)
        self.state.label.hide()
        self.state.below.hide()
        self.state.show_value("")
        line = row(self.search, self.state, spacing=8)
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        whole = column(line, self.table, spacing=8)
        whole.setStretch(1, 1)
        left.setLayout(whole)
        self._right.addWidget(card(column(nothing_open(tr("Choose a case: ↑ ↓ or scan a label.")))))
        self._right.addWidget(self._build_right())
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self._right)
        split.setSizes(SIZES)
        for place, share in enumerate(SIZES):
            split.setStretchFactor(place, share)
        split.setChildrenCollapsible(False)
        self.setLayout(column(split, spacing=0))

    def _build_right(self) -> QFrame:
        self.take_in = TakeInPage(self.presenter, self.close_page)
        self.fee = FeePage(self.presenter, self.close_page)
        self.lapse = LapsePage(self.presenter, self.close_page)
        self.withdrawal = WithdrawPage(self.presenter, self.close_page)
        self.refusal = RefusePage(self.presenter, self.close_page)
        acts = (self.take_in, self.fee, self.lapse, self.withdrawal, self.refusal)
        for page in (self.detail, *acts):
            self._pages.addWidget(page)
        mine = [name for name in DEEDS if self.presenter.offered(name)]
        harmless = [self.deed.button(name) for name in mine if name not in GRAVE]
        buttons = row(*harmless, STRETCH, spacing=8)
        for name in (name for name in mine if name in GRAVE):
            buttons.addWidget(self.deed.button(name, "danger"))
        content = column(self.head, buttons, self._pages, spacing=8)
        content.setStretch(2, 1)
        return card(content)

    def _connect(self) -> None:
        self.deed.bind("go-on", self._go_on)
        self.deed.bind("take-in", lambda: self._open(self.take_in))
        self.deed.bind("fee", lambda: self._open(self.fee))
        self.deed.bind("lapse", lambda: self._open(self.lapse))
        self.deed.bind("withdraw", lambda: self._open(self.withdrawal))
        self.deed.bind("refuse", lambda: self._open(self.refusal))
        for name in DEEDS:
            self.deed.enable(name, enabled=False)
            self.deed.show(name, self.presenter.offered(name) and name != "lapse")
        self.search.textEdited.connect(self.presenter.search)
        self.search.returnPressed.connect(self._to_list)
        self.state.edited.connect(lambda: self.presenter.filter(self._chosen_state()))
        self.table.current.connect(self._choose)
        self._place.scanner.listen(self, self._scanned)
        self._place.desk.watch(self._changed)

    def _chosen_state(self) -> str | None:
        return str(self.state.value() or "") or None

    def _to_list(self) -> None:
        self.table.setFocus()
        if self.table.current_row() is None:
            self.table.select_first()
