"""Decision (决定), the upper body's result, fees, and the seal register (Art. 34, 37, 38, 58)."""

from dataclasses import dataclass, replace

from hall_client.app.bus import Done, handles
from hall_client.app.case_acts import (
    CaseCommand,
    CaseFact,
    actor_of,
    answer,
    enter_duty,
    item_of,
    materials_of,
    perform_duty,
    require_seen,
)
from hall_client.app.paperwork import issue, issued
from hall_client.app.rulings import Signing, require_entry, ruling_draft
from hall_client.app.work import Work
from hall_client.domain.cases import Case
from hall_client.domain.decisions import Document, Fee, Ruling, SealUse, require_reasons
from hall_client.domain.duties import Duty
from hall_client.domain.errors import (
    AlreadySealed,
    BadCommand,
    FeeNotListed,
    NoSuchRecord,
    NotDelegated,
    ReasonRequired,
    SuspensionOpen,
    ToleranceOpen,
    WrongState,
)
from hall_client.domain.ids import derive
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState

TARGET = {
    "grant": CaseState.GRANTED,
    "deny": CaseState.DENIED,
    "forward": CaseState.FORWARDED,
}


@dataclass(frozen=True, kw_only=True)
class Decide(CaseCommand, Ruling):
    """Grant, deny or send up, by the post that the item's authority profile names."""

    case_id: str
    seen_version: int | None = None

    roles = frozenset({Role.CLERK, Role.REVIEWER, Role.CHIEF, Role.DEPUTY, Role.HEAD})
    outcome = ("document_no", "state")


@dataclass(frozen=True, kw_only=True)
class RecordUpperResult(CaseCommand):
    """The upper body has decided a forwarded case."""

    case_id: str
    result: str
    document: str

    roles = frozenset({Role.CHIEF, Role.DEPUTY, Role.HEAD})
    outcome = ("case_id", "state")


@dataclass(frozen=True, kw_only=True)
class RecordFee(CaseFact):
    """A fee of the item's published table was paid to the treasury."""

    case_id: str
    amount_fen: int
    receipt_no: str
    name: str | None = None

    roles = frozenset({Role.CLERK})
    outcome = ("case_id", "state")


@dataclass(frozen=True, kw_only=True)
class SealDocument(CaseCommand):
    """Enter the use of the seal on a document: who, when, which, how many copies."""

    document_no: str
    copies: int = 2

    roles = frozenset({Role.SEALKEEPER})
    outcome = ("document_no", "case_id")


@handles(Decide)
def decide(command: Decide, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    day = work.reference.day_of(command.at)
    require_seen(case, command.seen_version)
    _require_decidable(command, case)
    require_entry(work.reference, command.actor, case.item_code, case.profile, day)
    if case.state is not CaseState.DECIDE and not case.promise:
        enter_duty(command, work, case, Duty.REVIEW)
    perform_duty(command, work, case, Duty.DECIDE)
    decided = work.of(Case).save(
        replace(
            case,
            state=TARGET[command.decision],
            decision=command.decision,
            decided_at=command.at,
            decided_on=day if command.decision != "forward" else None,
            decided_by=command.actor,
            reason=command.reason,
        )
    )
    signing = Signing(command.actor, day)
    draft = ruling_draft(command, decided, materials_of(case, work), work.reference, signing)
    document = issue(command, work, decided, draft)
    return answer(decided, issued(document), document_no=document.number)


def _require_decidable(command: Decide, case: Case) -> None:
    if command.decision not in TARGET:
        raise BadCommand(problem=f"decision {command.decision!r}")
    case.after(command.verb, TARGET[command.decision])
    at_once = case.profile == "one-step" or case.promise
    if case.state is not CaseState.DECIDE and not at_once:
        raise WrongState(command=command.verb, state=case.state.value)
    if case.suspended:
        raise SuspensionOpen(case_no=case.case_no)
    if case.tolerance_open:
        raise ToleranceOpen(case_no=case.case_no)
    if (command.decision == "forward") != (case.kind == "forwarded") and command.decision != "deny":
        raise NotDelegated(case_no=case.case_no)
    if command.decision == "deny":
        require_reasons(command.reason, command.legal_basis, command.remedy)


@handles(RecordUpperResult)
def record_upper_result(command: RecordUpperResult, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    if command.result not in ("grant", "deny"):
        raise BadCommand(problem=f"result {command.result!r}")
    if not command.document.strip():
        raise ReasonRequired(field="document")
    state = case.after(command.verb, TARGET[command.result])
    day = work.reference.day_of(command.at)
    saved = replace(case, state=state, decision=command.result, decided_on=day)
    return answer(work.of(Case).save(replace(saved, reason=command.document)))


@handles(RecordFee)
def record_fee(command: RecordFee, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    case.after(command.verb)
    listed = [
        one
        for one in item_of(case, work).fees
        if one.due_fen() == command.amount_fen and command.name in (None, one.name)
    ]
    if not listed:
        raise FeeNotListed(amount=f"{command.amount_fen / 100:.2f}")
    work.of(Fee).add(
        Fee(
            id=derive(command.id, 0),
            hall_id=command.hall_id,
            case_id=case.id,
            name=listed[0].name,
            amount_fen=command.amount_fen,
            receipt_no=command.receipt_no,
            paid_on=work.reference.day_of(command.at),
            recorded_by=command.actor,
        )
    )
    return answer(case)


@handles(SealDocument)
def seal_document(command: SealDocument, work: Work) -> Done:
    found = work.of(Document).find(number=command.document_no)
    if not found or not found[0].needs_seal:
        raise NoSuchRecord(kind="document", id=command.document_no)
    document = work.of(Document).get(found[0].id)
    if document.sealed_at is not None:
        raise AlreadySealed(document_no=document.number)
    if command.copies < 1:
        raise BadCommand(problem="copies")
    work.of(Document).save(
        replace(
            document,
            sealed_at=command.at,
            sealed_by=command.actor,
            copies=document.copies + command.copies,
        )
    )
    work.of(SealUse).add(
        SealUse(
            id=derive(command.id, 0),
            hall_id=command.hall_id,
            document_no=document.number,
            seal=work.reference.seal_name,
            copies=command.copies,
            used_by=actor_of(command, work).login,
            used_at=command.at,
        )
    )
    return Done({"document_no": document.number, "case_id": document.case_id})
