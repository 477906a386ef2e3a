"""The clerk's counter: the ticket in hand on the left, who waits and who was here on the right."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from hall_client.app.rows import CounterRow
from hall_client.ui.actions import ActionSet
from hall_client.ui.parts import Panel, column, label, row
from hall_client.ui.presenters.counter import CounterPresenter
from hall_client.ui.presenters.counter_sight import IN_HAND, CounterSight, Question, Stage
from hall_client.ui.screens.counter_actions import ACTIONS
from hall_client.ui.screens.counter_card import TicketCard
from hall_client.ui.screens.counter_lists import COUNTERS, CounterLists, minutes
from hall_client.ui.screens.counter_questions import (
    HoldQuestion,
    OutcomeQuestion,
    TransferQuestion,
)
from hall_client.ui.table import TableModel, TableView
from hall_client.ui.theme import pixels
from hall_client.ui.words import brief, tr
from hall_client.ui.workplace import Workplace

TICK_MS = 1_000
OPENED = (Stage.READY, *IN_HAND)


class CounterScreen(Panel):
    """Built with one Workplace; everything by key, one primary step per stage."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("counter-screen")
        self._place = place
        self.presenter = CounterPresenter(place.desk, self.show_sight)
        self._deeds = ActionSet(self, ACTIONS)
        self._bind()
        self.outcome = OutcomeQuestion(place.scanner, self.presenter.finish)
        self.hold = HoldQuestion(self.presenter)
        self.transfer = TransferQuestion(self.presenter)
        self._asked: Panel | None = None
        self.card = TicketCard(self._deeds, (self.outcome, self.hold, self.transfer))
        self.lists = CounterLists(place.desk.reference, self.presenter.take_up)
        self.counters = TableModel(COUNTERS, key=lambda row: row.counter)
        self._right = QStackedWidget()
        self._build()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_clocks)
        self._tick.start()
        place.scanner.listen(self, self._scanned)
        self.presenter.start()

    def show_sight(self, sight: CounterSight) -> None:
        asked_before, self._asked = self._asked, self._panel_of(sight.question)
        answering = self._asked is not None and self._asked is asked_before
        had_focus = not answering and self._had_focus()
        if had_focus:
            # A hidden button would hand the keyboard on to the next list.
            self.card.setFocus()
        self._enable(sight)
        self.card.show_sight(sight, self._asked)
        self._show_clocks()
        self._right.setCurrentIndex(0 if sight.stage is Stage.CHOOSE else 1)
        self.counters.set_rows(sight.places)
        self.lists.show_sight(sight)
        self._show_facts(sight)
        if self._asked is not None and not answering:
            self._open_question(sight)
        elif had_focus and self._asked is None:
            self._focus_primary()

    # -- inside --------------------------------------------------------------------------------

    def _bind(self) -> None:
        act = self.presenter
        for name, call in (
            ("choose", self._choose),
            ("other", act.leave),
            ("open", act.open),
            ("resume", act.open),
            ("pause", act.pause),
            ("close", act.close),
            ("call-next", act.call_next),
            ("serve", act.serve),
            ("go-on", act.go_on),
            ("finish", act.ask_outcome),
            ("finish-next", lambda: act.ask_outcome(then_next=True)),
            ("recall", act.recall),
            ("pass", act.pass_by),
            ("transfer", act.ask_transfer),
            ("hold", act.ask_hold),
            ("intake", self._start_intake),
            ("undo", act.undo),
            ("drop-question", act.drop_question),
        ):
            self._deeds.bind(name, call)

    def _build(self) -> None:
        self._table = TableView(self.counters, "counters-table", tr("Counters"))
        self._table.chosen.connect(lambda row: self.presenter.choose(row.counter))
        chooser = Panel("plain")
        chooser.setLayout(column(label(tr("Counters of this hall"), "heading"), self._table))
        for page in (chooser, self.lists):
            self._right.addWidget(page)
        self.card.setFixedWidth(pixels("panel"))
        whole = row(self.card, self._right, spacing=16)
        whole.setStretchFactor(self._right, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.card.primaries["choose"])

    def _enable(self, sight: CounterSight) -> None:
        stage, asked = sight.stage, sight.question is not Question.NONE
        called = stage is Stage.CALLED or (stage is Stage.FOUND and _is_called(sight))
        allowed = {
            "choose": stage is Stage.CHOOSE,
            "other": stage is Stage.TAKEN,
            "open": stage is Stage.CLOSED,
            "resume": stage is Stage.PAUSED,
            "pause": stage is Stage.READY,
            "close": stage in (Stage.READY, Stage.PAUSED),
            "call-next": sight.counter is not None and not asked,
            "serve": called and not asked,
            "go-on": stage is Stage.FOUND and not asked,
            "finish": stage in IN_HAND and not asked,
            "finish-next": stage in IN_HAND and not asked,
            "recall": called and not asked,
            "pass": called and not asked,
            "transfer": stage in IN_HAND and not asked,
            "hold": stage in IN_HAND and not asked,
            "intake": stage in (Stage.FOUND, Stage.SERVING) and not called and not asked,
            "undo": stage is Stage.READY,
            "drop-question": asked,
        }
        for name, enabled in allowed.items():
            self._deeds.enable(name, enabled, _why(name, sight))
        self._deeds.show("drop-question", asked)

    def _show_clocks(self) -> None:
        sight = self.presenter.sight
        self.card.show_clocks(sight, self.presenter.clocks())

    def _show_facts(self, sight: CounterSight) -> None:
        """The status line: counter, waiting people, longest wait."""
        status, count = self._place.status, sight.waiting_count
        status.show_fact("counter", sight.place.name if sight.place else "", "muted", "counter")
        tone, picture = ("warning", "warning") if sight.crowded else ("muted", "queue")
        told = tr("Waiting: {count}", count=count) if sight.place else ""
        status.show_fact("waiting", told, tone, picture)
        longest = tr("Longest wait: {minutes}", minutes=minutes(sight.longest_wait_min))
        status.show_fact("longest", longest if count else "", "muted", "clock")

    def _panel_of(self, question: Question) -> Panel | None:
        return {
            Question.OUTCOME: self.outcome,
            Question.HOLD: self.hold,
            Question.TRANSFER: self.transfer,
        }.get(question)

    def _open_question(self, sight: CounterSight) -> None:
        number = sight.ticket.number if sight.ticket else ""
        if self._asked is self.outcome:
            self.outcome.show_for(number, sight.then_next)
        elif self._asked is self.hold:
            self.hold.show_for(number)
        elif self._asked is self.transfer:
            self.transfer.show_for(number)

    def _had_focus(self) -> bool:
        """Whether the keyboard is in the card, or nowhere: then it goes to the next step."""
        focused = self.window().focusWidget()
        return focused is None or self.card.isAncestorOf(focused) or focused is self

    def _focus_primary(self) -> None:
        if self.presenter.sight.stage is Stage.CHOOSE:
            self._table.setFocus()
            self._table.select_first()
        elif (made := self.card.primary_button) is not None:
            self.setFocusProxy(made)
            made.setFocus()

    def _choose(self) -> None:
        found = self._table.current_row()
        if isinstance(found, CounterRow):
            self.presenter.choose(found.counter)

    def _start_intake(self) -> None:
        if self.presenter.sight.ticket is not None:
            self._place.go("intake", self.presenter.sight.ticket)

    def _scanned(self, code: str) -> None:
        if self.presenter.sight.stage is Stage.READY:
            self.presenter.scanned(code)
        else:
            told = tr("{code} was scanned: a slip is taken by an open counter with nobody at it.")
            self._place.desk.warn(told.format(code=brief(code)))


def _is_called(sight: CounterSight) -> bool:
    return sight.ticket is not None and sight.ticket.state == "CALLED"


def _why(name: str, sight: CounterSight) -> str:
    """Why an act is off now, for its tool tip."""
    if sight.stage not in OPENED:
        return tr("Open the counter first.")
    if name in ("pause", "close"):
        return tr("Finish or pass the ticket in hand first.")
    if name in ("recall", "pass", "serve"):
        return tr("No ticket is being called.")
    return tr("There is no ticket in hand.")
