"""Answers about cases in lists: cases, materials, custody, trays."""

from datetime import date

from sqlalchemy import ColumnElement, or_

from hall_client.app.case_acts import notice_due
from hall_client.app.due_rows import UntoldRow
from hall_client.app.queries import Cases, CustodyChain, Handoffs, Materials, Untold
from hall_client.app.rows import CaseRow, CustodyRow, HandoffRow, MaterialRow
from hall_client.domain.cases import Case, CaseMaterial
from hall_client.domain.errors import NoSuchRecord
from hall_client.domain.handoffs import Custody, Handoff
from hall_client.domain.numbering import material_label, split_label
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState
from hall_client.store.queries.asking import Asking, answers, applicant_of, present
from hall_client.store.tables.cases import case, case_material, custody, handoff

SEES_ALL = (
    Role.CLERK,
    Role.CHIEF,
    Role.DEPUTY,
    Role.HEAD,
    Role.SEALKEEPER,
    Role.DELIVERY,
    Role.ARCHIVIST,
    Role.FLOW_CLERK,
    Role.SUPERVISOR,
    Role.MANAGER,
    Role.AUDITOR,
    Role.GUIDE,
)


def visible(asking: Asking) -> list[ColumnElement[bool]]:
    """The accepting hall's staff and the section that decides see a case (rules §4b)."""
    if asking.viewer.section is None or asking.viewer.holds(*SEES_ALL):
        return []
    return [case.c.section == asking.viewer.section]


def find_case(asking: Asking, case_no: str | None, case_id: str | None) -> Case:
    """The one case by id, number or scanned label; NoSuchRecord when it may not be seen."""
    number = split_label(case_no)[0] if case_no else None
    condition = case.c.id == case_id if case_id else case.c.case_no == number
    found = asking.load(Case, condition, *visible(asking))
    if not found:
        raise NoSuchRecord(kind="case", id=case_no or case_id)
    return found[0]


@answers(Cases)
def cases(query: Cases, asking: Asking) -> list[CaseRow]:
    conditions = [
        *present(query.state, case.c.state),
        *present(query.section, case.c.section),
        *present(query.received_on, case.c.received_on),
        *present(query.ticket_id, case.c.ticket_id),
        *visible(asking),
    ]
    if query.search:
        conditions.append(_search(query.search.strip()))
    if query.holder:
        conditions.append(case.c.holder.startswith(query.holder, autoescape=True))
    today = asking.today()
    newest = case.c.received_at.desc()
    found = asking.load(Case, *conditions, order=newest, limit=query.limit)
    return [_case_row(one, asking, today) for one in found]


def _search(wanted: str) -> ColumnElement[bool]:
    number = split_label(wanted)[0]
    return or_(
        case.c.case_no.startswith(number, autoescape=True),
        case.c.id_number.startswith(wanted.upper(), autoescape=True),
        case.c.applicant_name.startswith(wanted, autoescape=True),
        case.c.applicant_pinyin.startswith(wanted.lower(), autoescape=True),
    )


def _case_row(one: Case, asking: Asking, today: date) -> CaseRow:
    return CaseRow(
        case_id=one.id,
        case_no=one.case_no,
        item_code=one.item_code,
        item_name=one.item_name,
        applicant=applicant_of(one),
        state=one.state,
        kind=one.kind,
        section=one.section,
        received_on=one.received_on,
        committed_due_on=one.committed_due_on,
        statutory_due_on=one.statutory_due_on,
        remaining=asking.remaining(one.committed_due_on, today) if one.is_open() else None,
        holder=one.holder,
        reviewer=one.reviewer,
    )


@answers(Untold)
def untold(_query: Untold, asking: Asking) -> list[UntoldRow]:
    received = asking.load(Case, case.c.state == CaseState.RECEIVED, *visible(asking))
    due = [(one, notice_due(one, asking.reference)) for one in received]
    return [
        UntoldRow(
            case_id=one.id,
            case_no=one.case_no,
            complete_on=one.complete_on,
            due_on=limit.day,
            estimated=limit.estimated,
        )
        for one, limit in due
        if asking.today() > limit.day
    ]


@answers(Materials)
def materials(query: Materials, asking: Asking) -> list[MaterialRow]:
    return material_rows(find_case(asking, query.case_no, query.case_id), asking)


def material_rows(one: Case, asking: Asking) -> list[MaterialRow]:
    found = asking.load(CaseMaterial, case_material.c.case_id == one.id, order=case_material.c.no)
    return [
        MaterialRow(
            case_id=one.id,
            no=row.no,
            label=material_label(one.case_no, row.no),
            requirement=row.requirement,
            name=row.name,
            form=row.form,
            copies=row.copies,
            pages=row.pages,
            required=row.required,
            tolerable=row.tolerable,
            retain=row.retain,
            state=row.state,
            received_on=row.received_on,
            promised_on=row.promised_on,
            problem=row.problem,
        )
        for row in found
    ]


@answers(CustodyChain)
def custody_chain(query: CustodyChain, asking: Asking) -> list[CustodyRow]:
    return custody_rows(find_case(asking, query.case_no, query.case_id), asking)


def custody_rows(one: Case, asking: Asking) -> list[CustodyRow]:
    found = asking.load(Custody, custody.c.case_id == one.id, order=custody.c.at)
    return [
        CustodyRow(
            case_id=one.id,
            case_no=one.case_no,
            holder=row.holder,
            login=row.login,
            name=asking.reference.name_of(row.login),
            at=row.at,
            handoff_id=row.handoff_id,
        )
        for row in found
    ]


@answers(Handoffs)
def handoffs(query: Handoffs, asking: Asking) -> list[HandoffRow]:
    conditions = [
        *present(query.state, handoff.c.state),
        *present(query.section, handoff.c.to_section),
        *present(query.handoff_id, handoff.c.id),
    ]
    return [
        HandoffRow(
            handoff_id=row.id,
            number=row.number,
            to_section=row.to_section,
            state=row.state,
            sent_by=asking.reference.name_of(row.sent_by),
            sent_at=row.sent_at,
            labels=row.labels,
            missing=row.missing,
            unexpected=row.unexpected,
        )
        for row in asking.load(Handoff, *conditions, order=handoff.c.sent_at)
    ]
