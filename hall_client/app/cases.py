"""Check-in of a case (收件): papers come in, a receipt goes out (行政许可法 Art. 29, 31, 32)."""

from dataclasses import dataclass, field, replace

from hall_client.app.applicants import Agent, Applicant, normalise_agent, normalise_applicant
from hall_client.app.bus import Done, handles
from hall_client.app.command import Authority, Command, Replay, Route, resolved
from hall_client.app.events import CaseChanged, CaseCheckedIn
from hall_client.app.papers import Label, PaperKind
from hall_client.app.paperwork import Draft, issue, lines
from hall_client.app.work import Work
from hall_client.domain.cases import Case, CaseMaterial, missing
from hall_client.domain.catalogue import (
    BroughtMaterial,
    MaterialRequirement,
    ServiceItem,
    committed_days_for,
    requirements_for,
    satisfies,
    unlisted,
)
from hall_client.domain.decisions import Document
from hall_client.domain.errors import BadCommand, ItemCancelled, UnknownRequirement
from hall_client.domain.handoffs import Custody
from hall_client.domain.identity import mask_name
from hall_client.domain.ids import derive, query_code
from hall_client.domain.numbering import case_number, material_label
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState


@dataclass(frozen=True, kw_only=True)
class CheckInCase(Command):
    """Take in the papers of one application; what is missing is in the answer."""

    item_code: str
    situation: str | None = None
    request_kind: str | None = None
    applicant: Applicant
    agent: Agent | None = None
    ticket_id: str | None = None
    channel: str = "window"
    materials: tuple[BroughtMaterial, ...] = field(default=())
    case_no: str | None = resolved()
    item_version: int | None = resolved()

    route = Route.LOCAL
    replay = Replay.FACT
    authority = Authority.CASE
    roles = frozenset({Role.CLERK})
    outcome = ("case_id", "case_no", "query_code", "missing")


@handles(CheckInCase)
def check_in_case(command: CheckInCase, work: Work) -> Done:
    item = _item(command, work)
    requirements = closed_list(item, command.situation)
    foreign = unlisted(requirements, command.materials)
    if foreign:
        raise UnknownRequirement(requirement=", ".join(foreign))
    case = _new_case(command, item, work)
    materials = _materials(command, case, requirements)
    work.of(Case).add(case)
    work.of(CaseMaterial).add(*materials)
    work.of(Custody).add(first_link(command, case))
    receipt = issue(command, work, case, _receipt(case, materials, work))
    return _checked_in(command, case, materials, receipt, work)


def _item(command: CheckInCase, work: Work) -> ServiceItem:
    """The published item; papers that came in elsewhere came in under the version they name."""
    reference = work.reference
    version = command.item_version
    item = reference.items.get((command.item_code, version)) if version else None
    if item is None:
        item = reference.item(command.item_code)
    published = reference.published[item.code]
    if published.status != "published" or not item.takes_cases(reference.day_of(command.at)):
        work.object_to(ItemCancelled(item=item.name))
    return item


def closed_list(item: ServiceItem, situation: str | None) -> tuple[MaterialRequirement, ...]:
    """The published list (Art. 31); with no situation told, everything the item may ask for."""
    if situation is None and item.question is not None:
        return item.materials
    return requirements_for(item, situation)


def _new_case(command: CheckInCase, item: ServiceItem, work: Work) -> Case:
    request_kind = command.request_kind or item.request_kinds[0]
    if request_kind not in item.request_kinds:
        raise BadCommand(problem=f"request kind {request_kind!r} of {item.code}")
    day = work.reference.day_of(command.at)
    applicant = normalise_applicant(command.applicant, day)
    agent = normalise_agent(command.agent, item, day) if command.agent else None
    station = work.reference.stations.get(command.station)
    asks = item.question is not None and command.situation is None
    return Case(
        id=derive(command.id, 0),
        hall_id=command.hall_id,
        case_no=command.case_no or _take_case_number(command, work),
        query_code=query_code(command.id),
        item_code=item.code,
        item_version=item.version,
        item_name=item.name,
        situation=command.situation,
        request_kind=request_kind,
        kind=item.kind,
        profile=item.profile,
        section=item.section,
        has_certificate=item.result.has_certificate,
        channel=command.channel,
        ticket_id=command.ticket_id,
        applicant_kind=applicant.kind,
        applicant_name=applicant.name,
        id_kind=applicant.id_kind,
        id_number=applicant.id_number,
        phone=applicant.phone,
        address=applicant.address,
        agent_name=agent.name if agent else None,
        agent_id_number=agent.id_number if agent else None,
        agent_phone=agent.phone if agent else None,
        agent_scope=agent.scope if agent else (),
        received_at=command.at,
        received_on=day,
        received_by=command.actor,
        received_counter=(station.counter if station else None) or "",
        complete_on=day,
        committed_days=item.committed_days if asks else committed_days_for(item, command.situation),
        statutory_days=item.statutory_days,
        holder=f"front:{command.station}",
    )


def _take_case_number(command: CheckInCase, work: Work) -> str:
    day = work.reference.day_of(command.at)
    sequence = work.take_number("case", day.isoformat())
    return case_number(work.reference.hall.code, day, sequence)


def _materials(
    command: CheckInCase, case: Case, requirements: tuple[MaterialRequirement, ...]
) -> tuple[CaseMaterial, ...]:
    return tuple(
        _material(command, case, no, wanted) for no, wanted in enumerate(requirements, start=1)
    )


def _material(
    command: CheckInCase, case: Case, no: int, wanted: MaterialRequirement
) -> CaseMaterial:
    brought = [one for one in command.materials if one.requirement == wanted.code]
    row = CaseMaterial(
        id=derive(command.id, 200 + no),
        hall_id=command.hall_id,
        case_id=case.id,
        no=no,
        requirement=wanted.code,
        name=wanted.name,
        form=wanted.form,
        required=wanted.required,
        tolerable=wanted.tolerable,
        retain=wanted.retain,
    )
    return received(row, wanted, brought, case) if brought else row


def received(
    row: CaseMaterial, wanted: MaterialRequirement, brought: list[BroughtMaterial], case: Case
) -> CaseMaterial:
    """The material row after something was put on the counter for it."""
    return replace(
        row,
        form=brought[0].form,
        copies=sum(one.copies for one in brought),
        pages=sum(one.pages for one in brought),
        state="present" if satisfies(wanted, brought) else "missing",
        received_on=case.received_on,
    )


def first_link(command: Command, case: Case) -> Custody:
    """The chain of custody starts where the papers came in."""
    return Custody(
        id=derive(command.id, 1),
        hall_id=command.hall_id,
        case_id=case.id,
        holder=case.holder,
        login=command.actor,
        at=command.at,
    )


def _receipt(case: Case, materials: tuple[CaseMaterial, ...], work: Work) -> Draft:
    brought = [m for m in materials if m.copies > 0]
    facts = {
        "received_at": f"{work.reference.local(case.received_at):%Y-%m-%d %H:%M}",
        "query_code": case.query_code,
        "missing": "、".join(m.name for m in missing(materials)),
    }
    return Draft(PaperKind.RECEIPT, facts, lines(brought))


def labels_of(case: Case, materials: tuple[CaseMaterial, ...], work: Work) -> tuple[Label, ...]:
    """A folder label always; one per material that is kept, or for all where the hall says so."""
    everything = work.reference.settings.get("label_policy", "retained") == "all"
    kept = [m for m in materials if m.state == "present" and (m.retain or everything)]
    who = mask_name(case.applicant_name) if case.applicant_kind == "person" else case.applicant_name
    hall = work.reference.hall.name
    folder = Label(case.case_no, case.item_name, who, hall, case.received_on, None, len(kept))
    return (
        folder,
        *(
            Label(
                material_label(case.case_no, m.no),
                m.name,
                who,
                hall,
                case.received_on,
                m.no,
                len(kept),
            )
            for m in kept
        ),
    )


def _checked_in(
    command: CheckInCase,
    case: Case,
    materials: tuple[CaseMaterial, ...],
    receipt: Document,
    work: Work,
) -> Done:
    outcome = {
        "case_id": case.id,
        "case_no": case.case_no,
        "query_code": case.query_code,
        "missing": [m.requirement for m in missing(materials)],
    }
    events = (
        CaseCheckedIn(case.id, case.case_no, labels_of(case, materials, work), receipt.id),
        CaseChanged(case.id, CaseState.RECEIVED),
    )
    return Done(
        outcome, events, replace(command, case_no=case.case_no, item_version=case.item_version)
    )
