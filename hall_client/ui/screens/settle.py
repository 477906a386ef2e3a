"""To settle: what central did not do as it was done here, both versions side by side."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QPushButton

from hall_client.app.links import PendingRow
from hall_client.app.replication import ActState
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.parts import STRETCH, Panel, button, card, column, label, named, row, rule
from hall_client.ui.presenters.case_words import clock_time
from hall_client.ui.presenters.differences import DifferenceLine
from hall_client.ui.presenters.settle import LOOKS, MEANINGS, VIEWS, SettlePresenter
from hall_client.ui.screens.case_parts import TWO_LINES, yielding
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import dress, pixels, scaled
from hall_client.ui.words import mark, tr
from hall_client.ui.workplace import Workplace

AGAIN = Action(
    "settle-again",
    mark("Apply mine again"),
    "recall",
    "F9",
    mark("A new act on the record as it is now."),
)
LEAVE = Action("settle-leave", mark("Leave it"), "check", "F8", mark("You have read it."))
LEAVE_ALL = Action("settle-leave-all", mark("Leave all of this case"), "check", "Shift+F8")
OPEN = Action("settle-open", mark("The case whole"), "folder", "Ctrl+O")
VIEW_WORDS = (mark("To settle"), mark("Waiting to be told"))
VIEW_SIGNS = ("warning", "clock")
EMPTY = (
    mark("Nothing to settle: what was told, central did as it was done here."),
    mark("Everything done here has been told to central."),
)
DIFFERENCES: tuple[Column[DifferenceLine], ...] = (
    Column(mark("Field"), lambda one: one.field, width=136),
    Column(mark("Mine"), lambda one: one.mine, strong=True),
    Column(mark("At central"), lambda one: one.theirs),
)
SHARES = (5, 6)  # of the width: the list, the act


class SettleScreen(Panel):
    """The list on the left, the act and what can be done about it on the right."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("settle")
        self._place = place
        self.presenter = SettlePresenter(place.desk, place.desk, self)
        self.model: TableModel[PendingRow] = TableModel(self._columns(), lambda one: one.act_id)
        self.table = TableView(self.model, "settle-acts", tr("To settle"))
        self.table.verticalHeader().setDefaultSectionSize(scaled(TWO_LINES))
        self.fields = TableModel(DIFFERENCES, key=lambda one: one.field)
        self.differences = TableView(self.fields, "settle-differences", tr("Differences"))
        self.deed = ActionSet(self, (AGAIN, LEAVE, LEAVE_ALL, OPEN))
        self.state = label(role="heading", wrap=True)
        self.subject = label(role="strong", wrap=True)
        self.when = label(role="muted", wrap=True)
        self.meaning = label(wrap=True)
        self.why = label(role="said", wrap=True)
        self.problem = label(tone="danger", wrap=True)
        self.problem.setObjectName("settle-problem")
        self._build()
        self._connect()
        self.presenter.refresh()

    # -- what the presenter calls --------------------------------------------------------------

    def show_acts(self, rows: Sequence[PendingRow]) -> None:
        self.model.set_rows(rows)
        if self.table.current_row() is None:
            self.table.select_first()
        self._show(self.table.current_row())

    def show_counts(self, counts: Sequence[int]) -> None:
        at = VIEWS.index(self.presenter.view)
        for made, words, count in zip(self._views, VIEW_WORDS, counts, strict=True):
            made.setText(f"{tr(words)}  {count}")
            made.setAccessibleName(made.text())
        self._views[at].setChecked(True)
        self.table.set_empty(tr(EMPTY[at]))

    def show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def show_subject(self, subject: object) -> None:
        """Open one of the views (the status line does)."""
        self.presenter.choose_view(str(subject))

    # -- inside --------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column[PendingRow], ...]:
        say = self.presenter
        reference = self._place.desk.reference

        def act(one: PendingRow) -> str:
            return f"{say.act(one)}\n{say.subject(one)}"

        def who(one: PendingRow) -> str:
            return f"{say.who(one)}\n{clock_time(reference, one.at)}"

        return (
            Column(
                mark("State"),
                say.state,
                width=152,
                tone=lambda one: LOOKS[ActState(one.state)][0],
                sign=lambda one: LOOKS[ActState(one.state)][1],
            ),
            Column(mark("What"), act, tip=act),
            Column(mark("Who"), who, width=104, sort=lambda one: one.at),
        )

    def _build(self) -> None:
        one_view = QButtonGroup(self)
        self._views = [self._chip(at, one_view) for at in range(len(VIEWS))]
        left = column(row(*self._views, STRETCH), self.table, spacing=8)
        told = (self.state, self.subject, self.when, rule(), self.meaning, self.why)
        foot = row(self.deed.button("settle-open", "quiet"), STRETCH, spacing=12)
        for name in ("settle-leave-all", "settle-leave"):
            foot.addWidget(self.deed.button(name))
        foot.addWidget(self.deed.button("settle-again", "primary"))
        body = column(
            *told, yielding(self.differences, 72), STRETCH, self.problem, foot, spacing=12
        )
        body.setStretch(len(told), 3)
        side = named(card(body), "settle-act", tr("Act"))
        whole = row(left, side, spacing=16)
        for at, share in enumerate(SHARES):
            whole.setStretch(at, share)
        self.setLayout(whole)
        self.setFocusProxy(self.table)
        self.show_problem("")

    def _chip(self, at: int, group: QButtonGroup) -> QPushButton:
        made = button(f"settle-view-{VIEWS[at] or 'open'}", "", VIEW_SIGNS[at])
        made.setCheckable(True)
        made.clicked.connect(partial(self._turn, VIEWS[at]))
        group.addButton(made)
        return made

    def _connect(self) -> None:
        self.deed.bind("settle-again", partial(self._decide, self.presenter.again))
        self.deed.bind("settle-leave", partial(self._decide, self.presenter.leave))
        self.deed.bind("settle-leave-all", partial(self._decide, self.presenter.leave_all))
        self.deed.bind("settle-open", partial(self._decide, self._open))
        self.table.current.connect(self._show)
        self._place.desk.watch(self.presenter.refresh)
        self._place.desk.link_changed.connect(self.presenter.refresh)

    def _turn(self, view: str, _checked: bool = False) -> None:
        self.presenter.choose_view(view)
        self.table.setFocus()

    def _show(self, found: object) -> None:
        one = found if isinstance(found, PendingRow) else None
        say = self.presenter
        state = ActState(one.state) if one else None
        self.state.setText(f"{say.act(one)}：{say.state(one)}" if one else "")
        dress(self.state, tone=LOOKS[state][0] if state else "")
        self.subject.setText(say.subject(one) if one else "")
        self.when.setText(self._when(one) if one else "")
        self.meaning.setText(tr(MEANINGS[state]) if state else tr("Choose an act in the list."))
        self.why.setText(say.why(one) if one else "")
        self.why.setVisible(bool(self.why.text()))
        lines = say.lines(one) if one else []
        self.fields.set_rows(lines)
        self.differences.setVisible(bool(lines))
        self.differences.setMaximumHeight((len(lines) + 1) * (pixels("row") + 1) + 4)
        self._enable(one)

    def _when(self, one: PendingRow) -> str:
        return f"{self.presenter.who(one)} · {clock_time(self._place.desk.reference, one.at)}"

    def _enable(self, one: PendingRow | None) -> None:
        say, deed = self.presenter, self.deed
        offered = {
            "settle-again": one is not None and say.may_repeat(one),
            "settle-leave": one is not None and say.may_settle(one),
            "settle-leave-all": one is not None and len(say.together(one)) > 1,
            "settle-open": one is not None and one.case_no is not None,
        }
        for name, allowed in offered.items():
            deed.enable(name, allowed, tr("Nothing to decide here."))
            deed.show(name, allowed)
        if one is not None:
            deed.does("settle-again", one.command)

    def _open(self, one: PendingRow) -> None:
        if one.case_no is not None:
            self._place.go("cases", one.case_no)

    def _decide(self, decide: Callable[[PendingRow], None]) -> None:
        one = self.table.current_row()
        if isinstance(one, PendingRow):
            decide(one)
