"""What a visit at the counter has led to: the cases of a ticket, for `FinishTicket`."""

from collections.abc import Callable, Sequence

from hall_client.app.queries import Cases
from hall_client.app.rows import CaseRow
from hall_client.ui.presenters.desk import Desk

TOLD = {"CORRECTION": "corrected", "REFUSED": "not-accepted", "NOT_REQUIRED": "not-accepted"}


def cases_of(desk: Desk, ticket_id: str, done: Callable[[list[CaseRow]], object]) -> None:
    """Ask for the cases that were checked in for the ticket, oldest first.

    They are read from the database: nothing is forgotten when the program is started anew.
    """
    desk.ask(Cases(ticket_id=ticket_id), lambda rows: done(list(reversed(rows))))


def outcome_of(cases: Sequence[CaseRow]) -> str:
    """The outcome to propose for the ticket: what became of its cases, else `consulted`."""
    if not cases:
        return "consulted"
    outcomes = {TOLD.get(row.state, "accepted") for row in cases if row.state != "RECEIVED"}
    for outcome in ("accepted", "corrected", "not-accepted"):
        if outcome in outcomes:
            return outcome
    return "other"
