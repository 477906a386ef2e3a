"""Acceptance (受理) and what may come instead of it (行政许可法 Art. 32)."""

from dataclasses import dataclass, replace
from datetime import date

from hall_client.app.bus import Done, handles
from hall_client.app.case_acts import (
    CaseCommand,
    answer,
    enter_duty,
    item_of,
    materials_of,
    notice_due,
    recounted,
)
from hall_client.app.papers import PaperKind
from hall_client.app.paperwork import Draft, issue, issued, lines, remedies
from hall_client.app.reference import CLOCK
from hall_client.app.work import Work
from hall_client.domain.cases import Case, CaseMaterial, missing
from hall_client.domain.catalogue import FeeItem, ServiceItem
from hall_client.domain.duties import Duty
from hall_client.domain.errors import (
    ChiefRequired,
    CompetentAuthorityRequired,
    DueDateEstimated,
    MaterialsMissing,
    NoticeStillOpen,
    NotTolerable,
    PromiseNotAllowed,
    PromiseTooLate,
    ReasonRequired,
)
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState


@dataclass(frozen=True)
class Tolerated:
    """A tolerable material promised for a day (容缺)."""

    requirement: str
    promised_on: date


@dataclass(frozen=True, kw_only=True)
class AcceptCase(CaseCommand):
    """Accept: complete papers, or tolerance with promised days, or notify-and-commit.

    By the clock: whatever is missing, once the limit for the correction notice is over.
    """

    case_id: str
    tolerance: tuple[Tolerated, ...] = ()
    promise: bool = False
    confirm_estimated: bool = False

    roles = frozenset({Role.CLERK, Role.CLOCK})
    outcome = (
        "accepted_on",
        "committed_due_on",
        "statutory_due_on",
        "document_no",
        "tolerance_document_no",
        "estimated",
        "deemed",
    )


@dataclass(frozen=True, kw_only=True)
class RefuseAcceptance(CaseCommand):
    """Not required, not competent, not corrected, false material or banned: a closed list."""

    case_id: str
    kind: str
    reason: str
    competent_authority: str | None = None

    roles = frozenset({Role.CLERK, Role.CHIEF})
    outcome = ("document_no",)


AT_ONCE = {"not-required": CaseState.NOT_REQUIRED, "not-competent": CaseState.REFUSED}
BY_CHIEF = {"not-corrected", "false-material", "banned"}


@handles(AcceptCase)
def accept_case(command: AcceptCase, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    state = case.after(command.verb)
    item = item_of(case, work)
    if command.actor == CLOCK.login:
        _require_notice_over(command, case, work)
    else:
        enter_duty(command, work, case, Duty.ACCEPT)
    accepted = recounted(
        replace(
            case,
            state=state,
            accepted_at=command.at,
            accepted_on=case.complete_on,
            accepted_by=command.actor,
            promise=command.promise,
        ),
        work.reference.day_of(command.at),
        work,
    )
    if accepted.due_estimated and not command.confirm_estimated:
        raise DueDateEstimated(due=accepted.statutory_due_on)
    settled = not accepted.deemed
    open_materials = _settle_materials(command, accepted, item, work) if settled else []
    accepted = work.of(Case).save(replace(accepted, tolerance_open=len(open_materials)))
    return _notify(command, accepted, item, open_materials, work)


def _require_notice_over(command: AcceptCase, case: Case, work: Work) -> None:
    """Time accepts nothing early, and nothing while the end of the limit is only an estimate."""
    due = notice_due(case, work.reference)
    if due.estimated or work.reference.day_of(command.at) <= due.day:
        raise NoticeStillOpen(case_no=case.case_no, due=due.day)


def _settle_materials(
    command: AcceptCase, case: Case, item: ServiceItem, work: Work
) -> list[CaseMaterial]:
    """Return the materials still open: promised ones; refuse when anything else is missing."""
    lacking = missing(materials_of(case, work))
    if command.promise and lacking:
        if not item.promise_allowed:
            raise PromiseNotAllowed(item=item.name)
        lacking = tuple(row for row in lacking if not row.tolerable)
    promised = {one.requirement: one.promised_on for one in command.tolerance}
    uncovered = [row.name for row in lacking if row.requirement not in promised]
    if uncovered:
        raise MaterialsMissing(missing="、".join(uncovered))
    return [_promise(row, promised[row.requirement], case, item, work) for row in lacking]


def _promise(
    row: CaseMaterial, day: date, case: Case, item: ServiceItem, work: Work
) -> CaseMaterial:
    if not (item.tolerance_allowed and row.tolerable):
        raise NotTolerable(material=row.name)
    if case.committed_due_on is not None and day > case.committed_due_on:
        raise PromiseTooLate(material=row.name, due=case.committed_due_on)
    return work.of(CaseMaterial).save(replace(row, state="promised", promised_on=day))


def _notify(
    command: AcceptCase,
    case: Case,
    item: ServiceItem,
    promised: list[CaseMaterial],
    work: Work,
) -> Done:
    notice = issue(command, work, case, _acceptance_notice(case, item, work))
    front = case.holder.removeprefix("front:")  # where a person hands it out: no clock has paper
    events = [issued(notice, front if case.deemed else "")]
    tolerance_no = None
    if promised:
        tolerance = issue(command, work, case, _tolerance_notice(case, promised), 1)
        tolerance_no = tolerance.number
        events.append(issued(tolerance))
    return answer(
        case,
        *events,
        accepted_on=case.accepted_on,
        committed_due_on=case.committed_due_on,
        statutory_due_on=case.statutory_due_on,
        document_no=notice.number,
        tolerance_document_no=tolerance_no,
        estimated=case.due_estimated,
        deemed=case.deemed,
    )


def _acceptance_notice(case: Case, item: ServiceItem, work: Work) -> Draft:
    facts = {
        "received_on": str(case.received_on),
        "accepted_on": str(case.accepted_on),
        "committed_days": str(case.committed_days),
        "statutory_days": str(case.statutory_days),
        "committed_due_on": str(case.committed_due_on),
        "statutory_due_on": str(case.statutory_due_on),
        "estimated": "yes" if case.due_estimated else "",
        "deemed": "yes" if case.deemed else "",
        "special_procedures": "、".join(one.kind for one in item.special_procedures),
        "fee": "、".join(_fee(one) for one in item.fees if one.due_fen()) or "不收费",
        "query_code": case.query_code,
    }
    materials = materials_of(case, work)
    brought = [row for row in materials if row.copies] if case.deemed else materials
    return Draft(PaperKind.ACCEPTANCE_NOTICE, facts, lines(brought))


def _fee(fee: FeeItem) -> str:
    """Name and amount of a published fee (Art. 59); of a range its least."""
    beginning = "起" if fee.max_fen > fee.min_fen else ""
    return f"{fee.name}{fee.due_fen() / 100:.2f}元{beginning}"


def _tolerance_notice(case: Case, promised: list[CaseMaterial]) -> Draft:
    facts = {
        "accepted_on": str(case.accepted_on),
        "promised_on": str(max(row.promised_on for row in promised if row.promised_on)),
        "committed_due_on": str(case.committed_due_on),
    }
    noted = [replace(row, problem=f"承诺 {row.promised_on} 前补齐") for row in promised]
    return Draft(PaperKind.TOLERANCE_NOTICE, facts, lines(noted))


@handles(RefuseAcceptance)
def refuse_acceptance(command: RefuseAcceptance, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    if command.kind not in AT_ONCE and command.kind not in BY_CHIEF:
        raise ReasonRequired(field="kind")
    if not command.reason.strip():
        raise ReasonRequired(field="reason")
    if command.kind == "not-competent" and not (command.competent_authority or "").strip():
        raise CompetentAuthorityRequired()
    if command.kind in BY_CHIEF and not _is_chief(command, work):
        raise ChiefRequired(kind=command.kind)
    state = case.after(command.verb, AT_ONCE.get(command.kind, CaseState.REFUSED))
    refused = work.of(Case).save(replace(case, state=state, reason=command.reason))
    facts = {
        "refusal_kind": command.kind,
        "reason": command.reason,
        "competent_authority": command.competent_authority or "",
        **remedies(work.reference),
    }
    notice = issue(command, work, refused, Draft(PaperKind.REFUSAL_NOTICE, facts))
    return answer(refused, issued(notice), document_no=notice.number)


def _is_chief(command: RefuseAcceptance, work: Work) -> bool:
    person = work.reference.person(command.actor)
    return person is not None and person.holds(Role.CHIEF, Role.DEPUTY, Role.HEAD)
