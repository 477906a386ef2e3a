"""One case whole, for the case screen and `ask case`."""

from dataclasses import fields
from typing import Any

from hall_client.app.case_acts import clock_of
from hall_client.app.queries import CaseWhole
from hall_client.app.rows import CaseSheet, ClockRow
from hall_client.domain.cases import Case, CaseSuspension
from hall_client.domain.deadlines import ClockKind, standing
from hall_client.domain.decisions import Document
from hall_client.domain.identity import mask_id, mask_phone
from hall_client.store.queries.asking import Asking, answers, applicant_of
from hall_client.store.queries.cases import custody_rows, find_case, material_rows
from hall_client.store.queries.documents import document_row, steps_of
from hall_client.store.tables.cases import case_suspension, document

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
            clocks=clocks(one, asking),
            materials=tuple(material_rows(one, asking)),
            steps=tuple(steps_of(one.id, asking)),
            documents=tuple(document_row(paper, asking) for paper in papers),
            custody=tuple(custody_rows(one, asking)),
        )
    ]


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
