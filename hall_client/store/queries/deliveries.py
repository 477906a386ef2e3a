"""Answers for those who deliver and archive: what is ready, what still bars it, who may collect."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from hall_client.app.queries import Deliveries, Recipients
from hall_client.app.rows import DeliveryRow, RecipientRow
from hall_client.domain.cases import Case
from hall_client.domain.identity import mask_id, mask_name
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState
from hall_client.store.queries.asking import Asking, answers, applicant_of
from hall_client.store.queries.cases import find_case, visible
from hall_client.store.tables.cases import case, document

C = CaseState
TO_DELIVER = (
    *(C.GRANTED, C.CERT_READY, C.DENIED, C.REFUSED),
    *(C.NOT_REQUIRED, C.LAPSED, C.TERMINATED, C.WITHDRAWN),
)
# Who sees whole names: those who check the card of the one who collects.
COLLECTING = (Role.DELIVERY, Role.CLERK)


@answers(Deliveries)
def deliveries(query: Deliveries, asking: Asking) -> list[DeliveryRow]:
    states = (C.DELIVERED,) if query.archive else TO_DELIVER
    found = asking.load(Case, case.c.state.in_(states), *visible(asking), order=case.c.received_at)
    unsealed = _unsealed(asking, [one.id for one in found])
    rows = [_row(one, unsealed.get(one.id, ()), asking) for one in found]
    never = 10_000
    return sorted(rows, key=lambda row: never if row.remaining is None else row.remaining)


def _unsealed(asking: Asking, case_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Numbers of the documents that still wait for the seal, by case."""
    open_documents = (
        select(document.c.case_id, document.c.number)
        .where(document.c.hall_id == asking.hall, document.c.case_id.in_(case_ids))
        .where(document.c.needs_seal, document.c.sealed_at.is_(None))
        .order_by(document.c.id)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in asking.connection.execute(open_documents):
        found[row.case_id] = (*found.get(row.case_id, ()), row.number)
    return found


def _row(one: Case, waits_for: tuple[str, ...], asking: Asking) -> DeliveryRow:
    certificate = one.state is C.GRANTED and one.has_certificate
    step = "archive" if one.state is C.DELIVERED else "certificate" if certificate else "deliver"
    days = asking.reference.item_version(one.item_code, one.item_version).delivery_days
    open_ = one.state is not C.DELIVERED and one.decided_on is not None
    due = asking.reference.calendar.add(one.decided_on, days) if open_ and one.decided_on else None
    return DeliveryRow(
        step=step,
        case_id=one.id,
        case_no=one.case_no,
        item_name=one.item_name,
        applicant=applicant_of(one),
        state=one.state,
        decided_on=one.decided_on,
        delivered_on=one.delivered_on,
        due_on=due,
        remaining=asking.remaining(due, asking.today()),
        certificate_no=one.certificate_no,
        waits_for=waits_for,
    )


@answers(Recipients)
def recipients(query: Recipients, asking: Asking) -> list[RecipientRow]:
    return list(_recipients(find_case(asking, None, query.case_id), asking))


def _recipients(one: Case, asking: Asking) -> Iterator[RecipientRow]:
    whole = asking.viewer.holds(*COLLECTING)
    person = one.applicant_kind == "person"
    yield RecipientRow(
        kind="applicant" if person else "organisation",
        name=one.applicant_name if whole or not person else mask_name(one.applicant_name),
        id_number=mask_id(one.id_number) if person else one.id_number,
        may_collect=True,
        address=one.address if whole else "",
    )
    if one.agent_name:
        yield RecipientRow(
            kind="agent",
            name=one.agent_name if whole else mask_name(one.agent_name),
            id_number=mask_id(one.agent_id_number or ""),
            may_collect="collect" in one.agent_scope,
            address="",
        )
