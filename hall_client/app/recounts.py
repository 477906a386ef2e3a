"""Counting due dates anew once the calendar has changed (rules §9: the notice of a year)."""

from dataclasses import dataclass
from typing import Any

from hall_client.app.bus import Done, handles
from hall_client.app.case_acts import recounted
from hall_client.app.command import Authority, Command, Replay, Route
from hall_client.app.events import CaseChanged
from hall_client.app.work import Work
from hall_client.domain.cases import Case
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState

RUNNING = (CaseState.ACCEPTED, CaseState.REVIEW, CaseState.DECIDE, CaseState.FORWARDED)


@dataclass(frozen=True, kw_only=True)
class RecountDueDates(Command):
    """Count both due dates of all running cases with the calendar as it is now.

    Follows an import of the calendar; papers that are out keep the date they were printed with.
    """

    route = Route.CENTRAL_ONLY
    replay = Replay.NEVER
    authority = Authority.CASE
    roles = frozenset({Role.SETUP, Role.SYSADMIN})
    outcome = ("counted", "changed")


@handles(RecountDueDates)
def recount_due_dates(command: RecountDueDates, work: Work) -> Done:
    today = work.reference.day_of(command.at)
    running = [case for case in work.of(Case).find(state=RUNNING) if case.accepted_on is not None]
    moved = [(case, after) for case in running if (after := recounted(case, today, work)) != case]
    for _, after in moved:
        work.of(Case).save(after)
    events = tuple(CaseChanged(after.id, after.state) for _, after in moved)
    return Done({"counted": len(running), "changed": [_told(*pair) for pair in moved]}, events)


def _told(before: Case, after: Case) -> dict[str, Any]:
    return {
        "case_no": after.case_no,
        "committed_due_on": after.committed_due_on,
        "committed_due_before": before.committed_due_on,
        "statutory_due_on": after.statutory_due_on,
        "statutory_due_before": before.statutory_due_on,
        "estimated": after.due_estimated,
    }
