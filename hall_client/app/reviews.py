"""Review (审查): claim, special procedures, extension, recommendation, return."""

from dataclasses import dataclass, replace

from hall_client.app.bus import Done, handles
from hall_client.app.case_acts import (
    CaseCommand,
    actor_of,
    answer,
    clock_of,
    item_of,
    perform_duty,
    recounted,
    require_seen,
)
from hall_client.app.papers import PaperKind
from hall_client.app.paperwork import Draft, issue, issued
from hall_client.app.work import Work
from hall_client.domain.cases import Case, CaseSuspension
from hall_client.domain.deadlines import ClockKind, extend
from hall_client.domain.duties import Duty, require_post
from hall_client.domain.errors import (
    ClaimedByAnother,
    NoSuspensionOpen,
    NotClaimed,
    OpinionRequired,
    OtherSection,
    PacketElsewhere,
    ReasonRequired,
    SpecialProcedureUnknown,
    SuspensionOpen,
)
from hall_client.domain.ids import derive
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState

REVIEWERS = frozenset({Role.REVIEWER, Role.CHIEF, Role.CLERK})
APPROVERS = frozenset({Role.CHIEF, Role.DEPUTY, Role.HEAD})


@dataclass(frozen=True, kw_only=True)
class ClaimReview(CaseCommand):
    """Take a case to review it; immediate items skip the hand-off."""

    case_id: str
    roles = REVIEWERS
    outcome = ("case_id", "state")


@dataclass(frozen=True, kw_only=True)
class ReleaseReview(CaseCommand):
    """Give a claimed case back to the section."""

    case_id: str
    roles = REVIEWERS
    outcome = ("case_id", "state")


@dataclass(frozen=True, kw_only=True)
class Recommend(CaseCommand):
    """The reviewer's opinion and what is recommended to the approver."""

    case_id: str
    recommend: str
    opinion: str
    seen_version: int | None = None
    roles = REVIEWERS
    outcome = ("case_id", "state")


@dataclass(frozen=True, kw_only=True)
class ReturnForReview(CaseCommand):
    """The approver sends the case back; the clock keeps running."""

    case_id: str
    reason: str
    seen_version: int | None = None
    roles = APPROVERS
    outcome = ("case_id", "state")


@dataclass(frozen=True, kw_only=True)
class BeginSpecialProcedure(CaseCommand):
    """Stop the clock for a procedure of Art. 45, told to the applicant in writing."""

    case_id: str
    kind: str
    days: int
    organiser: str = ""
    roles = frozenset({Role.REVIEWER, Role.CHIEF})
    outcome = ("document_no", "committed_due_on", "due_on")


@dataclass(frozen=True, kw_only=True)
class EndSpecialProcedure(CaseCommand):
    """The special procedure is over; the clock runs again."""

    case_id: str
    result: str
    roles = frozenset({Role.REVIEWER, Role.CHIEF})
    outcome = ("committed_due_on", "due_on")


@dataclass(frozen=True, kw_only=True)
class ExtendDeadline(CaseCommand):
    """The head of the body extends once, at most 10 days, before the due date (Art. 42)."""

    case_id: str
    days: int
    reason: str
    roles = frozenset({Role.HEAD})
    outcome = ("document_no", "due_on")


@handles(ClaimReview)
def claim_review(command: ClaimReview, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    state = case.after(command.verb)
    person = actor_of(command, work)
    if not person.covers(case.section) and case.kind != "immediate":
        raise OtherSection(case_no=case.case_no, section=case.section)
    if case.reviewer not in (None, command.actor):
        raise ClaimedByAnother(case_no=case.case_no, reviewer=work.reference.name_of(case.reviewer))
    if case.state is CaseState.ACCEPTED and case.kind != "immediate":
        raise PacketElsewhere(case_no=case.case_no, holder=case.holder)
    require_post(case.profile, Duty.REVIEW, person.roles)
    return answer(work.of(Case).save(replace(case, state=state, reviewer=command.actor)))


@handles(ReleaseReview)
def release_review(command: ReleaseReview, work: Work) -> Done:
    case = _claimed(command, command.case_id, work)
    return answer(work.of(Case).save(replace(case, reviewer=None)))


@handles(Recommend)
def recommend(command: Recommend, work: Work) -> Done:
    case = _claimed(command, command.case_id, work)
    require_seen(case, command.seen_version)
    if command.recommend not in ("grant", "deny", "forward") or not command.opinion.strip():
        raise OpinionRequired(case_no=case.case_no)
    if case.suspended:
        raise SuspensionOpen(case_no=case.case_no)
    perform_duty(command, work, case, Duty.REVIEW)
    saved = work.of(Case).save(
        replace(
            case,
            state=CaseState.DECIDE,
            recommendation=command.recommend,
            opinion=command.opinion.strip(),
        )
    )
    return answer(saved)


def _claimed(command: CaseCommand, case_id: str, work: Work) -> Case:
    case = work.of(Case).get(case_id)
    case.after(command.verb)
    if case.reviewer is None:
        raise NotClaimed(case_no=case.case_no)
    if case.reviewer != command.actor:
        raise ClaimedByAnother(case_no=case.case_no, reviewer=work.reference.name_of(case.reviewer))
    return case


@handles(ReturnForReview)
def return_for_review(command: ReturnForReview, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    require_seen(case, command.seen_version)
    state = case.after(command.verb)
    if not command.reason.strip():
        raise ReasonRequired(field="reason")
    require_post(case.profile, Duty.DECIDE, actor_of(command, work).roles)
    return answer(
        work.of(Case).save(replace(case, state=state, recommendation=None, reason=command.reason))
    )


@handles(BeginSpecialProcedure)
def begin_special_procedure(command: BeginSpecialProcedure, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    case.after(command.verb)
    if case.suspended:
        raise SuspensionOpen(case_no=case.case_no)
    known = item_of(case, work).special_procedure(command.kind)
    if known is None or not 0 < command.days <= known.days:
        raise SpecialProcedureUnknown(kind=command.kind, days=command.days)
    day = work.reference.day_of(command.at)
    facts = {
        "procedure": command.kind,
        "days": str(command.days),
        "started_on": str(day),
        "organiser": command.organiser,
        "basis": known.basis,
    }
    notice = issue(command, work, case, Draft(PaperKind.SPECIAL_NOTICE, facts))
    work.of(CaseSuspension).add(
        CaseSuspension(
            id=derive(command.id, 0),
            hall_id=command.hall_id,
            case_id=case.id,
            kind=command.kind,
            organiser=command.organiser,
            started_on=day,
            declared_days=command.days,
            document_no=notice.number,
        )
    )
    saved = work.of(Case).save(recounted(replace(case, suspended=True), day, work))
    return answer(saved, issued(notice), document_no=notice.number, **_dues(saved))


@handles(EndSpecialProcedure)
def end_special_procedure(command: EndSpecialProcedure, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    case.after(command.verb)
    running = [one for one in work.of(CaseSuspension).find(case_id=case.id) if not one.ended_on]
    if not running:
        raise NoSuspensionOpen()
    if not command.result.strip():
        raise ReasonRequired(field="result")
    day = work.reference.day_of(command.at)
    work.of(CaseSuspension).save(replace(running[0], ended_on=day, result=command.result))
    saved = work.of(Case).save(recounted(replace(case, suspended=False), day, work))
    return answer(saved, **_dues(saved))


@handles(ExtendDeadline)
def extend_deadline(command: ExtendDeadline, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    case.after(command.verb)
    if not command.reason.strip():
        raise ReasonRequired(field="reason")
    day = work.reference.day_of(command.at)
    spans = tuple(work.of(CaseSuspension).find(case_id=case.id))
    clock = clock_of(case, ClockKind.STATUTORY, spans)
    days = extend(work.reference.calendar, clock, command.days, day).extension
    saved = work.of(Case).save(recounted(replace(case, extension_days=days), day, work))
    facts = {
        "reason": command.reason,
        "days": str(command.days),
        "former_due_on": str(case.statutory_due_on),
        "due_on": str(saved.statutory_due_on),
        "approved_by": work.reference.name_of(command.actor),
    }
    notice = issue(command, work, saved, Draft(PaperKind.EXTENSION_NOTICE, facts))
    return answer(saved, issued(notice), document_no=notice.number, **_dues(saved))


def _dues(case: Case) -> dict[str, object]:
    return {"committed_due_on": case.committed_due_on, "due_on": case.statutory_due_on}
