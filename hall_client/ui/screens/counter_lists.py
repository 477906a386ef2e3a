"""The lists beside the ticket: who waits for this counter, who was here today, all counters."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel

from hall_client.app.reference import Reference
from hall_client.app.rows import CounterRow, QueueRow, TicketRow
from hall_client.ui.parts import STRETCH, Panel, column, label, row
from hall_client.ui.presenters.counter_sight import CounterSight
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import dress
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

URGENT_RANK = 2


def minutes(count: int) -> str:
    """Whole minutes, from the second hour on with the hours told apart."""
    if count < 60:
        return tr("{count} min", count=count)
    return tr("{hours} h {count} min", hours=count // 60, count=count % 60)


def rank_words(ticket: TicketRow) -> str:
    return value("rank", ticket.rank, current().short)


def state_words(ticket: TicketRow) -> str:
    return value("ticket-state", ticket.state, current().short)


def ended_words(ticket: TicketRow) -> str:
    """How the visit ended, or the state where there is no outcome."""
    outcome = value("outcome", ticket.outcome, current().short)
    return outcome or state_words(ticket)


def served_minutes(ticket: TicketRow) -> int:
    begun, done = ticket.called_at, ticket.done_at
    return int((done - begun).total_seconds() // 60) if begun and done else 0


def rank_tone(ticket: TicketRow) -> str:
    return "warning" if ticket.rank <= URGENT_RANK else ""


def rank_sign(ticket: TicketRow) -> str:
    return "urgent" if ticket.rank <= URGENT_RANK else ""


WAITING: tuple[Column[TicketRow], ...] = (
    Column(mark("Ticket"), lambda ticket: ticket.number, width=74, strong=True),
    Column(mark("Class"), rank_words, width=98, tone=rank_tone, sign=rank_sign),
    Column(mark("Queue"), lambda ticket: ticket.queue_name),
    Column(mark("Name"), lambda ticket: ticket.name or "—", width=112),
    Column(
        mark("Waited"),
        lambda ticket: minutes(ticket.waited_min),
        width=88,
        align="right",
        sort=lambda ticket: ticket.waited_min,
    ),
    Column(
        mark("State"),
        state_words,
        width=84,
        tone=lambda ticket: "info" if ticket.state == "HELD" else "",
        sign=lambda ticket: "hold" if ticket.state == "HELD" else "",
    ),
)


def today_columns(reference: Reference) -> tuple[Column[TicketRow], ...]:
    """Columns of the counter's day; times are the hall's."""

    def ended_at(ticket: TicketRow) -> str:
        return f"{reference.local(ticket.done_at):%H:%M}" if ticket.done_at else "—"

    return (
        Column(mark("Ticket"), lambda ticket: ticket.number, width=84, strong=True),
        Column(mark("Ended"), ended_at, width=72),
        Column(mark("Outcome"), ended_words),
        Column(mark("Name"), lambda ticket: ticket.name or "—", width=92),
        Column(
            mark("At the counter"),
            lambda ticket: minutes(served_minutes(ticket)),
            width=124,
            align="right",
            sort=served_minutes,
        ),
    )


COUNTERS: tuple[Column[CounterRow], ...] = (
    Column(mark("Counter"), lambda place: place.name, width=110, strong=True),
    Column(
        mark("State"),
        lambda place: value("counter-state", place.state, current().short),
        width=90,
        tone=lambda place: "success" if place.state == "OPEN" else "muted",
    ),
    Column(mark("Clerk"), lambda place: place.clerk_name or "—"),
    Column(mark("Queues"), lambda place: "、".join(place.queues), width=110),
)


class QueueChips(Panel):
    """One chip per queue this counter serves: code, name, how many wait, the longest wait."""

    def __init__(self) -> None:
        super().__init__("plain")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._line.addStretch(1)
        self._chips: list[QLabel] = []

    def show_queues(self, queues: tuple[QueueRow, ...]) -> None:
        while len(self._chips) < len(queues):
            chip = label(role="badge")
            chip.setObjectName(f"queue-chip-{len(self._chips) + 1}")
            self._chips.append(chip)
            self._line.insertWidget(len(self._chips) - 1, chip)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(queues))
            if place < len(queues):
                self._fill(chip, queues[place])

    def _fill(self, chip: QLabel, queue: QueueRow) -> None:
        told = tr("{queue}: {count} waiting", queue=queue.prefix, count=queue.waiting)
        if queue.waiting:
            told = f"{told} · {minutes(queue.longest_wait_min)}"
        chip.setText(told)
        chip.setToolTip(f"{queue.prefix} {queue.name}")
        crowded = queue.waiting >= queue.warning_length
        dress(chip, tone="warning" if crowded else "info" if queue.waiting else "")


class CounterLists(Panel):
    """Waiting people above, this counter's day below."""

    def __init__(self, reference: Reference, take_up: Callable[[TicketRow], object]) -> None:
        super().__init__("plain")
        self.waiting = TableModel(WAITING, key=lambda ticket: ticket.ticket_id)
        self.today = TableModel(today_columns(reference), key=lambda ticket: ticket.ticket_id)
        self._waiting = TableView(self.waiting, "waiting-table", tr("Waiting"))
        self._today = TableView(self.today, "today-table", tr("Today at this counter"))
        self._titles = label(role="heading"), label(role="heading")
        self._hints = label(role="hint"), label(role="hint")
        self._chips = QueueChips()
        for table in (self._waiting, self._today):
            table.chosen.connect(take_up)
        above = row(self._titles[0], self._chips, STRETCH, spacing=12)
        self.alone = label(role="said", wrap=True)
        self.alone.setObjectName("counter-alone")
        self.alone.hide()
        lists = column(
            above,
            self.alone,
            self._waiting,
            self._hints[0],
            row(self._titles[1], STRETCH, self._hints[1]),
            self._today,
            spacing=8,
        )
        lists.setStretchFactor(self._waiting, 3)
        lists.setStretchFactor(self._today, 2)
        self.setLayout(lists)
        self.retranslate()

    def show_sight(self, sight: CounterSight) -> None:
        self.waiting.set_rows(sight.waiting)
        self.today.set_rows(sight.today)
        self._chips.show_queues(sight.queues)
        self.alone.setVisible(sight.alone)
        done = sum(ticket.state == "DONE" for ticket in sight.today)
        self._hints[1].setText(tr("{count} finished", count=done))
        self._hints[0].setVisible(any(ticket.state == "HELD" for ticket in sight.waiting))

    def retranslate(self) -> None:
        self._titles[0].setText(tr("Waiting"))
        self._titles[1].setText(tr("Today at this counter"))
        self._hints[0].setText(tr("Enter on a ticket on hold takes it up again."))
        self.alone.setText(
            tr(
                "Cut off from central: only numbers that this station gave since then are called. "
                "Serve everybody else by scanning the slip."
            )
        )
        self._waiting.set_empty(tr("Nobody is waiting for this counter."))
        self._today.set_empty(tr("Nobody has been served here today."))
