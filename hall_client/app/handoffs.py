"""Hand-off (移交): scanned out at the front, scanned in at the back; custody is a chain of rows."""

from dataclasses import dataclass, replace

from hall_client.app.bus import Done, handles
from hall_client.app.case_acts import CaseFact, actor_of, materials_of
from hall_client.app.events import CaseChanged, DocumentIssued, Event
from hall_client.app.papers import PaperKind
from hall_client.app.paperwork import Draft, issue, issued, lines
from hall_client.app.work import Work
from hall_client.domain.cases import Case
from hall_client.domain.errors import BadCommand, NoSuchRecord, OtherSection, PacketElsewhere
from hall_client.domain.handoffs import Custody, Handoff, compare
from hall_client.domain.ids import derive
from hall_client.domain.numbering import material_label, split_label
from hall_client.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class HandOver(CaseFact):
    """A tray of packets leaves the front for a section."""

    case_ids: tuple[str, ...]
    to_section: str

    roles = frozenset({Role.CLERK, Role.FLOW_CLERK})
    outcome = ("handoff_id", "number", "labels")


@dataclass(frozen=True, kw_only=True)
class AcceptHandoff(CaseFact):
    """The section scans the tray in; what is missing or foreign is named, the rest is taken."""

    handoff_id: str
    scanned: tuple[str, ...]

    roles = frozenset({Role.REVIEWER, Role.CHIEF, Role.FLOW_CLERK})
    outcome = ("handoff_id", "missing", "unexpected")


@handles(HandOver)
def hand_over(command: HandOver, work: Work) -> Done:
    if not command.case_ids:
        raise BadCommand(problem="case_ids: empty")
    if command.to_section not in work.reference.sections:
        raise NoSuchRecord(kind="section", id=command.to_section)
    cases = [work.of(Case).get(case_id) for case_id in dict.fromkeys(command.case_ids)]
    for case in cases:
        _require_at_front(case, command)
    handoff = _send(command, cases, work)
    events: list[Event] = []
    for n, case in enumerate(cases):
        under_way = replace(case, holder=f"transit:{handoff.number}")
        moved = _move(command, under_way, handoff, n, work)
        events += [_sheet(command, moved, handoff, n, work), CaseChanged(case.id, case.state)]
    outcome = {"handoff_id": handoff.id, "number": handoff.number, "labels": handoff.labels}
    return Done(outcome, tuple(events))


def _require_at_front(case: Case, command: HandOver) -> None:
    case.after(command.verb)
    if not case.holder.startswith("front"):
        raise PacketElsewhere(case_no=case.case_no, holder=case.holder)
    if case.section != command.to_section:
        raise OtherSection(case_no=case.case_no, section=case.section)


def _send(command: HandOver, cases: list[Case], work: Work) -> Handoff:
    day = work.reference.day_of(command.at)
    sequence = work.take_number(f"handoff/{command.station}", day.isoformat())
    handoff = Handoff(
        id=derive(command.id, 0),
        hall_id=command.hall_id,
        number=f"JJ{day:%y%m%d}-{command.station}-{sequence:02d}",
        from_holder=cases[0].holder,
        to_section=command.to_section,
        sent_by=command.actor,
        sent_at=command.at,
        labels=tuple(label for case in cases for label in _labels(case, work)),
    )
    work.of(Handoff).add(handoff)
    return handoff


def _labels(case: Case, work: Work) -> list[str]:
    """What must be scanned at the other side: the folder, and the originals that are kept."""
    if work.reference.settings.get("handoff_scan_policy") == "folders":
        return [case.case_no]
    kept = [m for m in materials_of(case, work) if m.retain and m.state == "present"]
    return [case.case_no, *(material_label(case.case_no, m.no) for m in kept)]


def _move(command: CaseFact, case: Case, handoff: Handoff, n: int, work: Work) -> Case:
    """Save the case in its new hands (`case.holder`) and add the link to the chain."""
    link = Custody(
        id=derive(command.id, 300 + n),
        hall_id=command.hall_id,
        case_id=case.id,
        holder=case.holder,
        handoff_id=handoff.id,
        login=command.actor,
        at=command.at,
    )
    work.of(Custody).add(link)
    return work.of(Case).save(case)


def _sheet(command: HandOver, case: Case, handoff: Handoff, n: int, work: Work) -> DocumentIssued:
    facts = {
        "handoff_no": handoff.number,
        "from_section": "综合受理窗口",
        "to_section": work.reference.sections[handoff.to_section].name,
        "sent_at": f"{work.reference.local(command.at):%Y-%m-%d %H:%M}",
        "sent_by": work.reference.name_of(command.actor),
    }
    present = [m for m in materials_of(case, work) if m.copies > 0]
    draft = Draft(PaperKind.HANDOFF_SHEET, facts, lines(present), ("一份随件流转",))
    return issued(issue(command, work, case, draft, n))


@handles(AcceptHandoff)
def accept_handoff(command: AcceptHandoff, work: Work) -> Done:
    handoff = work.of(Handoff).get(command.handoff_id)
    handoff.require_open()
    if not actor_of(command, work).covers(handoff.to_section):
        raise OtherSection(case_no=handoff.number, section=handoff.to_section)
    lacking = compare(handoff.awaited, command.scanned)[0]
    foreign = compare(handoff.labels, command.scanned)[1]
    events = _take_folders(command, handoff, set(lacking), work)
    on_its_way = any(split_label(label)[1] is None for label in lacking)
    work.of(Handoff).save(
        replace(
            handoff,
            state="SENT" if on_its_way else "RECEIVED",
            received_by=command.actor,
            received_at=command.at,
            missing=lacking,
            unexpected=foreign,
        )
    )
    outcome = {"handoff_id": handoff.id, "missing": lacking, "unexpected": foreign}
    return Done(outcome, events)


def _take_folders(
    command: AcceptHandoff, handoff: Handoff, lacking: set[str], work: Work
) -> tuple[Event, ...]:
    """Folders that were scanned change hands; a folder that is missing stays on its way."""
    events: list[Event] = []
    folders = [label for label in handoff.awaited if split_label(label)[1] is None]
    for n, case_no in enumerate(folders):
        case = work.of(Case).find(case_no=case_no)[0]
        if case_no in lacking:
            continue
        state = case.after(command.verb)
        arrived = replace(case, state=state, holder=f"section:{handoff.to_section}")
        moved = _move(command, arrived, handoff, n, work)
        events.append(CaseChanged(moved.id, moved.state))
    return tuple(events)
