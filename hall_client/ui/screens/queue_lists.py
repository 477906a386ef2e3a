"""Columns of the hall's overview: queues, counters, the day's tickets."""

from hall_client.app.reference import Reference
from hall_client.app.rows import QueueRow, TicketRow
from hall_client.ui.presenters.queue import CounterLine
from hall_client.ui.screens.counter_lists import (
    ended_words,
    minutes,
    rank_sign,
    rank_tone,
    rank_words,
)
from hall_client.ui.table import Column
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

STATE_TONES = {"OPEN": "success", "PAUSED": "warning", "CLOSED": "muted"}
STATE_SIGNS = {"OPEN": "success", "PAUSED": "hold", "CLOSED": "minus"}


def load(queue: QueueRow) -> str:
    """A queue's traffic light: danger when people wait and no counter serves them."""
    if queue.waiting and not queue.open_counters:
        return "danger"
    return "warning" if queue.waiting >= queue.warning_length else ""


def load_words(queue: QueueRow) -> str:
    """Why a queue is marked, for its tool tip."""
    if queue.waiting and not queue.open_counters:
        return tr("People wait and no counter is open for them.")
    told = tr("Warning from {count} waiting people.", count=queue.warning_length)
    return told if load(queue) else f"{queue.prefix} {queue.name}"


QUEUES: tuple[Column[QueueRow], ...] = (
    Column(
        mark("Queue"),
        lambda queue: f"{queue.prefix} {queue.name}",
        tone=load,
        sign=load,
        tip=load_words,
        strong=True,
    ),
    Column(
        mark("Waiting"),
        lambda queue: str(queue.waiting),
        width=70,
        align="right",
        tone=load,
        sort=lambda queue: queue.waiting,
    ),
    Column(
        mark("Longest"),
        lambda queue: minutes(queue.longest_wait_min),
        width=86,
        align="right",
        sort=lambda queue: queue.longest_wait_min,
    ),
    Column(
        mark("Tickets issued"),
        lambda queue: str(queue.issued),
        width=64,
        align="right",
        sort=lambda queue: queue.issued,
    ),
    Column(
        mark("Finished"),
        lambda queue: str(queue.done),
        width=64,
        align="right",
        sort=lambda queue: queue.done,
    ),
    Column(
        mark("Counters"),
        lambda queue: str(queue.open_counters),
        width=64,
        align="right",
        sort=lambda queue: queue.open_counters,
    ),
)


def counter_state(line: CounterLine) -> str:
    return value("counter-state", line.row.state, current().short)


def counter_tip(line: CounterLine) -> str:
    told = tr("Served today: {count}", count=line.row.served)
    queues = "、".join(line.row.queues)
    return f"{line.row.name} · {told} · {queues}"


COUNTERS: tuple[Column[CounterLine], ...] = (
    Column(mark("Counter"), lambda line: line.row.name, width=80, strong=True, tip=counter_tip),
    Column(
        mark("State"),
        counter_state,
        width=82,
        tone=lambda line: STATE_TONES.get(line.row.state, ""),
        sign=lambda line: STATE_SIGNS.get(line.row.state, ""),
    ),
    Column(mark("Clerk"), lambda line: line.row.clerk_name or "—"),
    Column(mark("Ticket"), lambda line: line.row.number or "—", width=68, strong=True),
    Column(
        mark("At the counter"),
        lambda line: "—" if line.minutes is None else minutes(line.minutes),
        width=104,
        align="right",
        tone=lambda line: "warning" if line.long else "",
        sign=lambda line: "warning" if line.long else "",
        sort=lambda line: line.minutes or 0,
    ),
)


def ticket_columns(reference: Reference) -> tuple[Column[TicketRow], ...]:
    """Columns of the day's tickets; times are the hall's."""

    def taken_at(ticket: TicketRow) -> str:
        return f"{reference.local(ticket.taken_at):%H:%M}"

    return (
        Column(mark("Ticket"), lambda ticket: ticket.number, width=76, strong=True),
        Column(mark("Queue"), lambda ticket: ticket.queue_name),
        Column(mark("Class"), rank_words, width=78, tone=rank_tone, sign=rank_sign),
        Column(mark("Name"), lambda ticket: ticket.name or "—", width=112),
        Column(mark("Taken at"), taken_at, width=82),
        Column(mark("State"), ended_words, width=104),
        Column(mark("Counter"), lambda ticket: ticket.counter or "—", width=60, align="right"),
        Column(
            mark("Waited"),
            lambda ticket: minutes(ticket.waited_min),
            width=92,
            align="right",
            sort=lambda ticket: ticket.waited_min,
        ),
    )
