"""What every act on a case shares: loading, saving, materials, duties, the answer."""

from dataclasses import replace
from datetime import date
from typing import Any

from hall_client.app.bus import Done
from hall_client.app.command import Authority, Command, Replay, Route
from hall_client.app.events import CaseChanged, Event
from hall_client.app.reference import Reference
from hall_client.app.work import Work
from hall_client.domain.cases import Case, CaseMaterial, CaseSuspension
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.deadlines import Clock, ClockKind, Standing, Suspension, standing
from hall_client.domain.duties import Duty, DutyDone, group_of, require_post, require_separate
from hall_client.domain.errors import StaleRecord
from hall_client.domain.ids import derive
from hall_client.domain.limits import CORRECTION_NOTICE, Due, due_after
from hall_client.domain.people import Staff


class CaseCommand(Command):
    """An act on a case that central must agree to: it takes a number or moves the case."""

    route = Route.CENTRAL_ONLY
    replay = Replay.NEVER
    authority = Authority.CASE


class CaseFact(Command):
    """A fact about a case that has happened at this station: central may flag it, never refuse."""

    route = Route.LOCAL
    replay = Replay.FACT
    authority = Authority.CASE


def item_of(case: Case, work: Work) -> ServiceItem:
    """The item version the case was received under."""
    return work.reference.item_version(case.item_code, case.item_version)


def materials_of(case: Case, work: Work) -> tuple[CaseMaterial, ...]:
    rows = work.of(CaseMaterial).find(case_id=case.id)
    return tuple(sorted(rows, key=lambda row: row.no))


def notice_due(case: Case, reference: Reference) -> Due:
    """The last day to tell what is to be supplemented; after it the case counts as accepted.

    Counted from the receipt, or from the day a supplement came in (行政许可法 Art. 32(4)).
    """
    local_days = reference.number("correction_notice_days", CORRECTION_NOTICE.days)
    return due_after(reference.calendar, CORRECTION_NOTICE, case.complete_on, local_days)


def actor_of(command: Command, work: Work) -> Staff:
    person = work.reference.person(command.actor)
    assert person is not None, "the dispatcher has checked the actor"
    return person


def require_seen(case: Case, seen_version: int | None) -> None:
    """Refuse (`stale-record`) when the case is not as the person saw it; None: not told."""
    if seen_version not in (None, case.version):
        raise StaleRecord(kind="case", id=case.case_no)


def perform_duty(command: Command, work: Work, case: Case, duty: Duty) -> None:
    """Check post and separation, then enter the duty in the register of the case."""
    require_post(case.profile, duty, actor_of(command, work).roles)
    enter_duty(command, work, case, duty)


def enter_duty(command: Command, work: Work, case: Case, duty: Duty) -> None:
    """Refuse `duty-separation`, or note that the actor has done this duty in the case."""
    done = work.of(DutyDone).find(case_id=case.id)
    require_separate(done, command.actor, duty, case.profile)
    if any((past.login, past.duty) == (command.actor, duty) for past in done):
        return
    work.of(DutyDone).add(
        DutyDone(
            id=derive(command.id, 50 + tuple(Duty).index(duty)),  # one act may do two duties
            hall_id=command.hall_id,
            case_id=case.id,
            login=command.actor,
            duty=duty,
            group=group_of(case.profile, duty),
        )
    )


def answer(case: Case, *events: Event, **outcome: Any) -> Done:
    """The usual answer: where the case stands now, and that lists should read again."""
    return Done(
        {"case_id": case.id, "state": case.state, **outcome},
        (*events, CaseChanged(case.id, case.state)),
    )


def clock_of(case: Case, kind: ClockKind, suspensions: tuple[CaseSuspension, ...]) -> Clock:
    """The case's clock as the law counts it; the case must be accepted."""
    assert case.accepted_on is not None
    days = case.statutory_days if kind is ClockKind.STATUTORY else case.committed_days
    spans = tuple(
        Suspension(one.started_on, one.ended_on, one.declared_days) for one in suspensions
    )
    return Clock(
        kind, case.accepted_on, days, spans, case.extension_days, stopped_on=case.decided_on
    )


def recounted(case: Case, today: date, work: Work) -> Case:
    """Return the case with both due dates computed anew from what is stored."""
    rows = tuple(work.of(CaseSuspension).find(case_id=case.id))
    statutory = _stand(case, ClockKind.STATUTORY, rows, today, work)
    committed = _stand(case, ClockKind.COMMITTED, rows, today, work)
    return replace(
        case,
        statutory_due_on=statutory.due,
        committed_due_on=committed.due,
        due_estimated=statutory.estimated or committed.estimated,
    )


def _stand(
    case: Case, kind: ClockKind, rows: tuple[CaseSuspension, ...], today: date, work: Work
) -> Standing:
    return standing(work.reference.calendar, clock_of(case, kind, rows), today)
