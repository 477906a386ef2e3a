"""Correction (补正): on the spot, by one notice with everything, and what it brings in."""

from dataclasses import dataclass, replace
from datetime import date

from hall_client.app.applicants import Applicant, normalise_applicant
from hall_client.app.bus import Done, handles
from hall_client.app.case_acts import (
    CaseCommand,
    CaseFact,
    answer,
    item_of,
    materials_of,
    notice_due,
)
from hall_client.app.cases import closed_list, received
from hall_client.app.command import Replay
from hall_client.app.papers import MaterialLine, PaperKind
from hall_client.app.paperwork import Draft, issue, issued, line
from hall_client.app.work import Work
from hall_client.domain.cases import Case, CaseMaterial, missing
from hall_client.domain.catalogue import BroughtMaterial
from hall_client.domain.errors import (
    AlreadyNotified,
    BadCommand,
    NoticeTooLate,
    ReasonRequired,
    UnknownRequirement,
)
from hall_client.domain.people import Role


@dataclass(frozen=True)
class Defect:
    """What is wrong with one material, or that it is missing."""

    requirement: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class CorrectOnTheSpot(CaseFact):
    """An error mended at the counter before acceptance, logged by field (Art. 32(3))."""

    case_id: str
    field: str
    value: str

    replay = Replay.EDIT
    roles = frozenset({Role.CLERK})
    outcome = ("case_id", "state")


@dataclass(frozen=True, kw_only=True)
class GiveCorrectionNotice(CaseCommand):
    """Tell once everything that is to be supplemented (一次性告知, Art. 32(4))."""

    case_id: str
    defects: tuple[Defect, ...]

    roles = frozenset({Role.CLERK})
    outcome = ("document_no", "answer_by")


@dataclass(frozen=True, kw_only=True)
class ReceiveCorrection(CaseFact):
    """The applicant hands in what the notice asked for."""

    case_id: str
    materials: tuple[BroughtMaterial, ...]

    roles = frozenset({Role.CLERK})
    outcome = ("case_id", "state", "missing")


@dataclass(frozen=True, kw_only=True)
class FulfilTolerance(CaseFact):
    """A promised material has come in (容缺后补)."""

    case_id: str
    materials: tuple[BroughtMaterial, ...]

    roles = frozenset({Role.CLERK})
    outcome = ("case_id", "state", "open")


CORRECTABLE = {
    "applicant_name": "name",
    "phone": "phone",
    "address": "address",
    "id_number": "id_number",
}


@handles(CorrectOnTheSpot)
def correct_on_the_spot(command: CorrectOnTheSpot, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    case.after(command.verb)
    if command.field not in CORRECTABLE:
        raise BadCommand(problem=f"field {command.field!r}")
    applicant = Applicant(
        kind=case.applicant_kind,
        name=case.applicant_name,
        id_kind=case.id_kind,
        id_number=case.id_number,
        phone=case.phone,
        address=case.address,
    )
    mended = normalise_applicant(
        replace(applicant, **{CORRECTABLE[command.field]: command.value}),
        work.reference.day_of(command.at),
    )
    saved = work.of(Case).save(
        replace(
            case,
            applicant_name=mended.name,
            phone=mended.phone,
            address=mended.address,
            id_number=mended.id_number,
        )
    )
    return answer(saved)


@handles(GiveCorrectionNotice)
def give_correction_notice(command: GiveCorrectionNotice, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    state = case.after(command.verb)
    if case.corrections:
        raise AlreadyNotified(case_no=case.case_no)
    if not command.defects:
        raise BadCommand(problem="defects: empty")
    _require_in_time(case, work.reference.day_of(command.at), work)
    materials = {row.requirement: row for row in materials_of(case, work)}
    listed = [_note(defect, materials, work) for defect in command.defects]
    days = work.reference.number("correction_answer_days", 20)
    answer_by = work.reference.calendar.add(work.reference.day_of(command.at), days)
    told = work.of(Case).save(
        replace(case, state=state, corrections=case.corrections + 1, answer_by=answer_by)
    )
    facts = {"answer_by": str(answer_by), "received_on": str(case.received_on)}
    draft = Draft(PaperKind.CORRECTION_NOTICE, facts, tuple(listed))
    notice = issue(command, work, told, draft)
    return answer(told, issued(notice), document_no=notice.number, answer_by=answer_by)


def _require_in_time(case: Case, day: date, work: Work) -> None:
    """Not told within the limit is accepted from the day of receipt (Art. 32(4))."""
    due = notice_due(case, work.reference).day
    if day > due:
        raise NoticeTooLate(case_no=case.case_no, due=due)


def _note(defect: Defect, materials: dict[str, CaseMaterial], work: Work) -> MaterialLine:
    row = materials.get(defect.requirement)
    if row is None:
        raise UnknownRequirement(requirement=defect.requirement)
    if not defect.problem.strip():
        raise ReasonRequired(field="problem")
    noted = replace(row, state="defective", problem=defect.problem)
    return line(work.of(CaseMaterial).save(noted))


@handles(ReceiveCorrection)
def receive_correction(command: ReceiveCorrection, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    state = case.after(command.verb)
    rows = _take_in(command, case, work)
    lacking = [row.requirement for row in missing(rows)]
    day = work.reference.day_of(command.at)
    saved = work.of(Case).save(replace(case, state=state, complete_on=day, answer_by=None))
    return answer(saved, missing=lacking)


@handles(FulfilTolerance)
def fulfil_tolerance(command: FulfilTolerance, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    case.after(command.verb)
    rows = _take_in(command, case, work)
    still = [row.requirement for row in rows if row.state == "promised"]
    saved = work.of(Case).save(replace(case, tolerance_open=len(still)))
    return answer(saved, open=still)


def _take_in(
    command: ReceiveCorrection | FulfilTolerance, case: Case, work: Work
) -> tuple[CaseMaterial, ...]:
    """Note what was brought; return all materials as they stand afterwards."""
    wanted = {one.code: one for one in closed_list(item_of(case, work), case.situation)}
    today = replace(case, received_on=work.reference.day_of(command.at))
    unknown = [one.requirement for one in command.materials if one.requirement not in wanted]
    if unknown:
        raise UnknownRequirement(requirement=", ".join(unknown))

    def taken(row: CaseMaterial) -> CaseMaterial:
        brought = [one for one in command.materials if one.requirement == row.requirement]
        if not brought:
            return row
        cured = received(replace(row, problem=None), wanted[row.requirement], brought, today)
        return work.of(CaseMaterial).save(cured)

    return tuple(taken(row) for row in materials_of(case, work))
