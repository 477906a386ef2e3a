"""What the database itself forbids, in the words of the rules (indexes, guards); lost races."""

from sqlalchemy.exc import DBAPIError, IntegrityError

from hall_client.domain.errors import AlreadyQueued, DutySeparation, IdReused, TicketInHand

_SIGNS = (
    ("uq_ticket_at_counter", TicketInHand),
    ("ticket.hall_id, ticket.counter", TicketInHand),
    ("uq_ticket_person", AlreadyQueued),
    ("ticket.hall_id, ticket.day, ticket.queue, ticket.person", AlreadyQueued),
    ("duty-separation", DutySeparation),
    ("duty_separation", DutySeparation),
    ("pk_journal", IdReused),
    ("journal.id", IdReused),
)
# PostgreSQL: unique key, exclusion constraint; serialisation failure, deadlock.
LOST = ("23505", "23P01", "40001", "40P01")


def refusal_of(error: IntegrityError) -> Exception:
    """Return the Refusal a constraint stands for; any other broken constraint stays a bug."""
    words = str(error.orig)
    for sign, refusal in _SIGNS:
        if sign in words:
            return refusal(constraint=sign)
    return error


def lost_race(error: DBAPIError) -> bool:
    """Whether others were first with a key, or transactions crossed: a second try sees more.

    The embedded file has one writer at a time: there nothing is lost to a race.
    """
    state = getattr(error.orig, "sqlstate", None)
    return state in LOST
