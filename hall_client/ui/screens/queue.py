"""The hall at a glance for manager and guide desk; refreshed at least every two seconds."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from hall_client.app.rows import TicketRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.parts import STRETCH, Panel, column, label, named, row
from hall_client.ui.presenters.queue import QueuePresenter, QueueSight, Wish
from hall_client.ui.screens.queue_closing import ClosingForm
from hall_client.ui.screens.queue_form import TicketForm
from hall_client.ui.screens.queue_lists import COUNTERS, QUEUES, ticket_columns
from hall_client.ui.table import TableModel, TableView
from hall_client.ui.theme import dress, pixels, scaled
from hall_client.ui.words import mark, tr
from hall_client.ui.workplace import Workplace

REFRESH_MS = 2_000
FORM_WIDTH = 320
REJOIN = Action(
    "rejoin", mark("Wait again"), "resume", "Ctrl+J", mark("Passed tickets"), "RejoinTicket"
)
CLOSE_DAY = Action("close-day", mark("Close the day"), "close", "Ctrl+E", command="CloseDay")
SEARCH = Action("search-tickets", mark("Search tickets"), "find", "Ctrl+F")


class QueueScreen(Panel):
    """Built with one Workplace."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("queue-screen")
        self._reference = place.desk.reference
        self._status = place.status
        self.presenter = QueuePresenter(place.desk, self.show_sight, self.say)
        self.queues = TableModel(QUEUES, key=lambda queue: queue.queue)
        self.counters = TableModel(COUNTERS, key=lambda line: line.row.counter)
        self.tickets = TableModel(ticket_columns(self._reference), key=lambda one: one.ticket_id)
        self.form = TicketForm(place.desk, self._issue)
        self.closing = ClosingForm(self._close_day, self._keep_open)
        self._deeds = ActionSet(self, (REJOIN, CLOSE_DAY, SEARCH))
        self._build()
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self.presenter.refresh)
        self._timer.start()
        self.presenter.start()

    def show_sight(self, sight: QueueSight) -> None:
        self.queues.set_rows(sight.queues)
        self.counters.set_rows(sight.counters)
        self.tickets.set_rows(reversed(sight.tickets))
        counts = {"waiting": sight.waiting, "done": sight.done, "open": sight.open_counters}
        self._figures.setText(
            tr("Waiting {waiting} · finished {done} · counters open {open}", **counts)
        )
        self.closing.show_leftover(sight.leftover)
        self._show_age(sight)
        self._status.show_fact(
            "waiting", tr("Waiting: {count}", count=sight.waiting), "muted", "queue"
        )

    def say(self, words: str) -> None:
        """Why something was refused; empty: nothing was."""
        self.form.say(words)
        self.closing.say(words)
        beside = self.form.isVisible() or self.closing.isVisible()
        self._said.setText("" if beside else words)

    # -- inside --------------------------------------------------------------------------------

    def _build(self) -> None:
        self._figures = label(role="muted")
        self._figures.setObjectName("queue-figures")
        self._age = label(role="hint")
        self._age.setObjectName("queue-age")
        self._said = label(role="hint", tone="warning")
        head = row(
            label(tr("The hall today"), "title"), self._figures, STRETCH, self._age, spacing=16
        )
        tables = row(self._build_queues(), self._build_counters(), spacing=16)
        tables.setStretch(0, 11)
        tables.setStretch(1, 10)
        left = column(head, tables, self._build_tickets(), spacing=12)
        left.setStretch(2, 1)
        for form in (self.form, self.closing):
            form.setFixedWidth(scaled(FORM_WIDTH))
        whole = row(left, self.form, self.closing, spacing=16)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._keep_open()
        self.setFocusProxy(self.form if self.presenter.may_issue else self._search)

    def _build_queues(self) -> Panel:
        table = TableView(self.queues, "queues-table", tr("Queues"), tr("This hall has no queue."))
        return self._framed(tr("Queues"), table)

    def _build_counters(self) -> Panel:
        empty = tr("This hall has no counter.")
        table = TableView(self.counters, "counters-table", tr("Counters"), empty)
        return self._framed(tr("Counters"), table)

    def _framed(self, title: str, table: TableView) -> Panel:
        frame = Panel("plain")
        lines = max(len(self._reference.queues), min(6, len(self._reference.counters)))
        table.setFixedHeight((lines + 1) * (pixels("row") + 1) + 4)
        frame.setLayout(column(label(title, "heading"), table, spacing=8))
        return frame

    def _build_tickets(self) -> Panel:
        self._search = named(QLineEdit(), "ticket-search", tr("Search tickets"))
        self._search.setPlaceholderText(tr("Number, name, queue or state  Ctrl+F"))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(scaled(300))
        self._search.textChanged.connect(self.tickets.search)
        self._table = TableView(self.tickets, "tickets-table", tr("Tickets of today"))
        self._table.set_empty(tr("No ticket fits, or none has been issued today."))
        self._table.chosen.connect(self.presenter.rejoin)
        self._table.current.connect(self._allow_rejoin)
        self._deeds.bind("rejoin", self._rejoin)
        self._deeds.bind("search-tickets", self._search.setFocus)
        self._deeds.show("rejoin", self.presenter.may_rejoin)
        self._allow_rejoin(None)
        title = label(tr("Tickets of today"), "heading")
        rejoin = self._deeds.button("rejoin")
        self._deeds.bind("close-day", self._ask_to_close)
        self._deeds.show("close-day", self.presenter.may_close)
        close = self._deeds.button("close-day")
        head = row(title, self._said, STRETCH, rejoin, close, self._search, spacing=12)
        frame = Panel("plain")
        frame.setLayout(column(head, self._table, spacing=8))
        return frame

    def _issue(self, wish: Wish) -> None:
        self.presenter.issue(wish, self.form.clear)

    def _ask_to_close(self) -> None:
        """The question stands where the form for a ticket stood."""
        self.form.hide()
        self.closing.show()
        self.closing.begin()

    def _keep_open(self) -> None:
        self.closing.hide()
        self.form.setHidden(not self.presenter.may_issue)
        self._search.setFocus()

    def _close_day(self, reason: str) -> None:
        self.presenter.close_day(reason, self._keep_open)

    def _rejoin(self) -> None:
        found = self._table.current_row()
        self.presenter.rejoin(found if isinstance(found, TicketRow) else None)

    def _allow_rejoin(self, chosen: object) -> None:
        passed = isinstance(chosen, TicketRow) and chosen.state == "PASSED"
        self._deeds.enable("rejoin", passed, tr("Choose a passed ticket in the list."))

    def _show_age(self, sight: QueueSight) -> None:
        if sight.read_at is None:
            return
        time = f"{self._reference.local(sight.read_at):%H:%M:%S}"
        told = tr("Data updated at {time}", time=time)
        if sight.lost:
            told = tr("Disconnected since {time}. What is shown is from then.", time=time)
        self._age.setText(told)
        dress(self._age, tone="warning" if sight.lost else "")
