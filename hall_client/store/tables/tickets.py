"""Tables of the queue: tickets, counter sessions, fairness rows, announcements."""

from sqlalchemy import Index, text

from hall_client.app.command import Authority
from hall_client.domain.tickets import Announcement, CounterSession, QueueTurn, Ticket
from hall_client.domain.transitions import TicketState
from hall_client.store.tables.schema import table_of

_WAITING = text("state = 'WAITING'")
_AT_COUNTER = text("state IN ('CALLED', 'SERVING')")
_LIVE = text("state IN ('WAITING', 'CALLED', 'SERVING', 'HELD') AND person IS NOT NULL")
SET_ASIDE = (TicketState.PASSED, TicketState.HELD, TicketState.CANCELLED)
_SET_ASIDE = text("state IN ('PASSED', 'HELD', 'CANCELLED')")
_RUN = text("state IN ('OPEN', 'PAUSED')")


def _where(name: str, condition: object, *columns: str, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, info={"where": condition})


ticket = table_of(
    "ticket",
    Ticket,
    Authority.QUEUE,
    Index("uq_ticket_number", "hall_id", "day", "number", unique=True),
    _where("ix_ticket_waiting", _WAITING, "hall_id", "day", "rank", "placed_at"),
    _where("uq_ticket_at_counter", _AT_COUNTER, "hall_id", "counter", unique=True),
    _where("uq_ticket_person", _LIVE, "hall_id", "day", "queue", "person", unique=True),
    _where("ix_ticket_set_aside", _SET_ASIDE, "hall_id", "day"),
    Index("ix_ticket_query", "hall_id", "query_code"),
)
counter_session = table_of(
    "counter_session",
    CounterSession,
    Authority.QUEUE,
    _where("uq_counter_session_clerk", _RUN, "hall_id", "clerk", unique=True),
)
queue_turn = table_of("queue_turn", QueueTurn, Authority.QUEUE)
announcement = table_of(
    "announcement",
    Announcement,
    Authority.QUEUE,
    Index("ix_announcement_zone", "hall_id", "zone", "at"),
)
