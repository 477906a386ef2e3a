"""One case whole, for the case screen and `ask case`."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from hall_client.app.case_acts import clock_of
from hall_client.app.codec import canonical
from hall_client.app.queries import CaseWhole, DecisionPreview
from hall_client.app.rows import CaseSheet, ClockRow, DutyRow, PaperRow, SuspensionRow
from hall_client.app.rulings import NUMBER_TO_COME, PAPERS, Signing, preview
from hall_client.domain.cases import Case, CaseMaterial, CaseSuspension
from hall_client.domain.deadlines import ClockKind, standing
from hall_client.domain.decisions import Document
from hall_client.domain.duties import DutyDone
from hall_client.domain.errors import BadCommand
from hall_client.domain.identity import mask_id, mask_phone
from hall_client.store.queries.asking import Asking, answers, applicant_of
from hall_client.store.queries.cases import custody_rows, find_case, material_rows
from hall_client.store.queries.documents import document_row, steps_of
from hall_client.store.tables.cases import case_material, case_suspension, document, duty_done

COPIED: tuple[str, ...] = tuple(
    f.name for f in fields(CaseSheet) if f.name in {g.name for g in fields(Case)}
)
PEOPLE = ("received_by", "accepted_by", "reviewer", "decided_by")


@answers(CaseWhole)
def case_whole(query: CaseWhole, asking: Asking) -> list[CaseSheet]:
    one = find_case(asking, query.case_no, query.case_id)
    papers = asking.load(Document, document.c.case_id == one.id)
    values: dict[str, Any] = {name: getattr(one, name) for name in COPIED}
    values |= {name: _name(getattr(one, name), asking) for name in PEOPLE}
    values |= _masked(one)
    return [
        CaseSheet(
            **values,
            case_id=one.id,
            applicant=applicant_of(one),
            agent=one.agent_name,
            deemed=one.deemed,
            reviewer_login=one.reviewer,
            duties=tuple(_duties(one, asking)),
            suspensions=tuple(_suspensions(one, asking)),
            clocks=clocks(one, asking),
            materials=tuple(material_rows(one, asking)),
            steps=tuple(steps_of(one.id, asking)),
            documents=tuple(document_row(paper, asking) for paper in papers),
            custody=tuple(custody_rows(one, asking)),
        )
    ]


@answers(DecisionPreview)
def decision_preview(query: DecisionPreview, asking: Asking) -> list[PaperRow]:
    if query.decision not in PAPERS:
        raise BadCommand(problem=f"decision {query.decision!r}")
    one = find_case(asking, None, query.case_id)
    rows = asking.load(CaseMaterial, case_material.c.case_id == one.id, order=case_material.c.no)
    signing = Signing(asking.viewer.login, asking.today())
    paper = preview(query, one, rows, asking.reference, signing)
    return [
        PaperRow(document_id="", document_no=NUMBER_TO_COME, paper=canonical(paper), sealed=False)
    ]


def _duties(one: Case, asking: Asking) -> Iterator[DutyRow]:
    for done in asking.load(DutyDone, duty_done.c.case_id == one.id):
        name = asking.reference.name_of(done.login)
        yield DutyRow(duty=done.duty, group=done.group, login=done.login, name=name)


def _suspensions(one: Case, asking: Asking) -> Iterator[SuspensionRow]:
    names = [f.name for f in fields(SuspensionRow)]
    for span in asking.load(
        CaseSuspension,
        case_suspension.c.case_id == one.id,
        order=case_suspension.c.started_on,
    ):
        yield SuspensionRow(**{name: getattr(span, name) for name in names})


def _masked(one: Case) -> dict[str, str]:
    person = one.applicant_kind == "person"
    return {
        "id_number": mask_id(one.id_number) if person else one.id_number,
        "phone": mask_phone(one.phone) if one.phone else "",
    }


def _name(login: str | None, asking: Asking) -> str | None:
    return asking.reference.name_of(login) if login else None


def clocks(one: Case, asking: Asking) -> tuple[ClockRow, ...]:
    """Both clocks of an accepted case with their arithmetic in words."""
    if one.accepted_on is None:
        return ()
    spans = tuple(asking.load(CaseSuspension, case_suspension.c.case_id == one.id))
    today = max(asking.today(), one.accepted_on)
    made = []
    for kind in (ClockKind.COMMITTED, ClockKind.STATUTORY):
        clock = clock_of(one, kind, spans)
        now = standing(asking.reference.calendar, clock, today)
        made.append(
            ClockRow(
                clock=kind,
                days=clock.limit,
                due=now.due,
                base_due=now.base_due,
                used=now.used,
                remaining=now.remaining,
                credit=now.credit,
                estimated=now.estimated,
                explanation=now.explanation,
            )
        )
    return tuple(made)
