"""What the database itself forbids, in the words of the rules (indexes, duty guard)."""

from sqlalchemy.exc import IntegrityError

from hall_client.domain.errors import AlreadyQueued, DutySeparation, IdReused, TicketInHand

_SIGNS = (
    ("uq_ticket_at_counter", TicketInHand),
    ("ticket.hall_id, ticket.counter", TicketInHand),
    ("uq_ticket_person", AlreadyQueued),
    ("ticket.hall_id, ticket.day, ticket.queue, ticket.person", AlreadyQueued),
    ("duty-separation", DutySeparation),
    ("pk_journal", IdReused),
    ("journal.id", IdReused),
)


def refusal_of(error: IntegrityError) -> Exception:
    """Return the Refusal a constraint stands for; any other broken constraint stays a bug."""
    words = str(error.orig)
    for sign, refusal in _SIGNS:
        if sign in words:
            return refusal(constraint=sign)
    return error
