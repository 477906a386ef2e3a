"""The to-do: what waits for this person, by role, section and duties; overdue first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement, or_, select

from hall_client.app.queries import Todo
from hall_client.app.rows import TodoRow
from hall_client.domain.cases import Case
from hall_client.domain.decisions import Document
from hall_client.domain.duties import Duty, may_hold
from hall_client.domain.handoffs import Handoff
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState
from hall_client.store.queries.asking import Asking, answers, applicant_of, present
from hall_client.store.tables.cases import case, document, duty_done, handoff

C = CaseState
Wait = tuple[str, tuple[Role, ...], Callable[[Asking], list[ColumnElement[bool]]]]


def _states(*states: CaseState) -> ColumnElement[bool]:
    return case.c.state.in_(states)


def _in_section(asking: Asking) -> list[ColumnElement[bool]]:
    mine = asking.viewer.section
    return [] if mine is None else [case.c.section == mine]


def _lapsed(asking: Asking) -> ColumnElement[bool]:
    """The applicant's time to supplement has passed."""
    return case.c.answer_by < asking.today()


def _to_claim(asking: Asking) -> list[ColumnElement[bool]]:
    ready = or_(_states(C.REVIEW), _states(C.ACCEPTED) & (case.c.kind == "immediate"))
    free = or_(case.c.reviewer.is_(None), case.c.reviewer == asking.viewer.login)
    if asking.viewer.holds(Role.REVIEWER, Role.CHIEF):
        return [ready, free, *_in_section(asking)]
    return [ready, free, case.c.kind == "immediate"]


def _to_decide(asking: Asking) -> list[ColumnElement[bool]]:
    promised = case.c.promise & _states(C.ACCEPTED, C.REVIEW)
    return [or_(_states(C.DECIDE), promised), *_in_section(asking)]


WAITS: tuple[Wait, ...] = (
    ("accept", (Role.CLERK,), lambda _: [_states(C.RECEIVED)]),
    ("supplement", (Role.CLERK,), lambda asking: [_states(C.CORRECTION), ~_lapsed(asking)]),
    ("lapse", (Role.CLERK, Role.CLOCK), lambda asking: [_states(C.CORRECTION), _lapsed(asking)]),
    (
        "hand-over",
        (Role.CLERK, Role.FLOW_CLERK),
        lambda _: [
            _states(C.ACCEPTED),
            case.c.holder.startswith("front"),
            case.c.kind != "immediate",  # its paper stays where it is decided
        ],
    ),
    ("review", (Role.REVIEWER, Role.CHIEF, Role.CLERK), _to_claim),
    ("decide", (Role.CHIEF, Role.DEPUTY, Role.HEAD), _to_decide),
    ("upper-result", (Role.CHIEF, Role.DEPUTY, Role.HEAD), lambda _: [_states(C.FORWARDED)]),
    (
        "certificate",
        (Role.DELIVERY,),
        lambda _: [_states(C.GRANTED), case.c.has_certificate, _sealed()],
    ),
    (
        "deliver",
        (Role.DELIVERY,),
        lambda _: [
            or_(
                _states(C.CERT_READY, C.DENIED, C.REFUSED, C.NOT_REQUIRED, C.TERMINATED),
                _states(C.WITHDRAWN, C.LAPSED),
                _states(C.GRANTED) & ~case.c.has_certificate,
            ),
            _sealed(),
        ],
    ),
    ("archive", (Role.ARCHIVIST,), lambda _: [_states(C.DELIVERED)]),
)


def _sealed() -> ColumnElement[bool]:
    open_documents = select(document.c.case_id).where(
        document.c.needs_seal, document.c.sealed_at.is_(None), document.c.case_id == case.c.id
    )
    return ~open_documents.exists()


@answers(Todo)
def todo(query: Todo, asking: Asking) -> list[TodoRow]:
    rows = list(_waiting(query, asking))
    if query.step in (None, "seal") and asking.viewer.holds(Role.SEALKEEPER):
        rows += _to_seal(asking)
    if query.step in (None, "take-over"):
        rows += _to_take_over(asking)
    never = 10_000
    return sorted(rows, key=lambda row: never if row.remaining is None else row.remaining)


def _waiting(query: Todo, asking: Asking) -> Iterator[TodoRow]:
    for step, roles, conditions in WAITS:
        if query.step not in (None, step) or not asking.viewer.holds(*roles):
            continue
        wanted = [*conditions(asking), *present(query.section, case.c.section)]
        found = asking.load(Case, *wanted, order=case.c.committed_due_on)
        held = _held(step, wanted, asking)
        for one in found:
            may = _may(step, one, held, asking)
            if may or query.barred:
                yield replace(_row(step, one, asking), barred=not may)


Held = Mapping[str, list[str]]
SEPARATED = {"review": Duty.REVIEW, "decide": Duty.DECIDE}


def _held(step: str, wanted: list[ColumnElement[bool]], asking: Asking) -> Held:
    """The groups of duties that this person holds already in each of the wanted cases."""
    held: dict[str, list[str]] = {}
    if step in SEPARATED:
        mine = duty_done.c.login == asking.viewer.login
        cases = select(case.c.id).where(case.c.hall_id == asking.hall, *wanted)
        query = select(duty_done.c.case_id, duty_done.c.group)
        for row in asking.connection.execute(query.where(mine, duty_done.c.case_id.in_(cases))):
            held.setdefault(row.case_id, []).append(row.group)
    return held


def _may(step: str, one: Case, held: Held, asking: Asking) -> bool:
    """Whether profile and duties let this person do the step (no row that can only be refused)."""
    duty = SEPARATED.get(step)
    return duty is None or may_hold(one.profile, duty, asking.viewer.roles, held.get(one.id, []))


def _row(step: str, one: Case, asking: Asking) -> TodoRow:
    counts = one.is_open() or step == "lapse"
    due = one.answer_by if step == "lapse" else one.committed_due_on
    return TodoRow(
        step=step,
        case_id=one.id,
        case_no=one.case_no,
        item_name=one.item_name,
        applicant=applicant_of(one),
        state=one.state,
        profile=one.profile,
        section=one.section,
        remaining=asking.remaining(due, asking.today()) if counts else None,
        due_on=due,
        estimated=one.due_estimated,
        holder=one.holder,
        reviewer=one.reviewer,
        recommendation=one.recommendation,
    )


def _to_seal(asking: Asking) -> Iterator[TodoRow]:
    unsealed = asking.load(Document, document.c.needs_seal, document.c.sealed_at.is_(None))
    by_id = {
        one.id: one
        for one in asking.load(Case, case.c.id.in_([d.case_id for d in unsealed if d.case_id]))
    }
    for paper in unsealed:
        if paper.case_id in by_id:
            row = _row("seal", by_id[paper.case_id], asking)
            yield replace(row, document_no=paper.number)


def _to_take_over(asking: Asking) -> Iterator[TodoRow]:
    if not asking.viewer.holds(Role.REVIEWER, Role.CHIEF, Role.FLOW_CLERK):
        return
    for tray in asking.load(Handoff, handoff.c.state == "SENT"):
        if not asking.viewer.covers(tray.to_section):
            continue
        folders = [label for label in tray.awaited if "-" not in label]
        for one in asking.load(Case, case.c.case_no.in_(folders)):
            yield replace(_row("take-over", one, asking), handoff_id=tray.id)
