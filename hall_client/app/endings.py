"""Ends without a decision: withdrawn (撤回), terminated (终止), lapsed (逾期未补正)."""

from dataclasses import dataclass, replace

from hall_client.app.bus import Done, handles
from hall_client.app.case_acts import CaseCommand, answer
from hall_client.app.papers import PaperKind
from hall_client.app.paperwork import Draft, issue, issued, remedies
from hall_client.app.work import Work
from hall_client.domain.cases import Case
from hall_client.domain.errors import AnswerStillOpen, ReasonRequired
from hall_client.domain.people import Role

TERMINATION_REASONS = {
    "tolerance-not-fulfilled",
    "applicant-gone",
    "item-repealed",
    "force-majeure",
}


@dataclass(frozen=True, kw_only=True)
class WithdrawCase(CaseCommand):
    """The applicant withdraws in writing before the decision."""

    case_id: str
    reason: str
    returned_materials: tuple[str, ...] = ()

    roles = frozenset({Role.CLERK})
    outcome = ("document_no",)


@dataclass(frozen=True, kw_only=True)
class TerminateCase(CaseCommand):
    """The case ends without a decision, for a reason of the list."""

    case_id: str
    reason: str
    returned_materials: tuple[str, ...] = ()

    roles = frozenset({Role.CHIEF, Role.DEPUTY, Role.HEAD})
    outcome = ("document_no",)


@dataclass(frozen=True, kw_only=True)
class LapseCorrection(CaseCommand):
    """The applicant has let the time to supplement pass; a clerk confirms what the clock found."""

    case_id: str
    returned_materials: tuple[str, ...] = ()

    roles = frozenset({Role.CLERK})
    outcome = ("case_id", "state", "document_no")


@handles(WithdrawCase)
def withdraw_case(command: WithdrawCase, work: Work) -> Done:
    if not command.reason.strip():
        raise ReasonRequired(field="reason")
    return _end(command, work, "withdrawn", command.reason)


@handles(TerminateCase)
def terminate_case(command: TerminateCase, work: Work) -> Done:
    if command.reason not in TERMINATION_REASONS:
        raise ReasonRequired(field="reason", choices=", ".join(sorted(TERMINATION_REASONS)))
    return _end(command, work, "terminated", command.reason)


@handles(LapseCorrection)
def lapse_correction(command: LapseCorrection, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    case.after(command.verb)
    until = case.answer_by
    if until is None or work.reference.day_of(command.at) <= until:
        raise AnswerStillOpen(case_no=case.case_no, until=until)
    return _end(command, work, "lapsed", f"补正期限至 {until}，逾期未补正")


def _end(
    command: WithdrawCase | TerminateCase | LapseCorrection, work: Work, how: str, reason: str
) -> Done:
    """End the case with the notice that says how and why."""
    case = work.of(Case).get(command.case_id)
    state = case.after(command.verb)
    ended = work.of(Case).save(replace(case, state=state, reason=reason))
    facts = {
        "ending": how,
        "reason": reason,
        "returned": "、".join(command.returned_materials),
        **remedies(work.reference),
    }
    notice = issue(command, work, ended, Draft(PaperKind.TERMINATION_NOTICE, facts))
    return answer(ended, issued(notice), document_no=notice.number)
