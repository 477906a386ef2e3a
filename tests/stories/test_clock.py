"""Time has an owner: what it brings about is done once, and with the same dates however late."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from hall_client.app.clock import Look, Told, work_off
from hall_client.app.printing import JobState
from hall_client.app.queries import CaseWhole, OpenDays, Todo, Untold
from hall_client.app.reference import CLOCK
from hall_client.domain.cases import Case, CaseMaterial
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.decisions import Document
from hall_client.domain.duties import DutyDone
from hall_client.domain.festivals import statutory_holidays
from hall_client.domain.ids import due_id
from hall_client.domain.tickets import Ticket
from hall_client.words import catalogue, say
from tests.day import seed
from tests.hall import MORNING, Facts, Hall, materials, together

FRIDAY = datetime(2026, 9, 18, 1, 0, tzinfo=UTC)
"""9:00 in the hall. Sunday the 20th is worked, so that the fifth working day is the 24th."""
LAST_MOMENT = datetime(2026, 9, 24, 15, 59, 59, tzinfo=UTC)
DAY_AFTER = LAST_MOMENT + timedelta(seconds=1)


@pytest.fixture
def item(hall: Hall) -> ServiceItem:
    """Twenty working days by law; the reviewers are others than the clerk."""
    hall.now = FRIDAY
    return hall.item(profile="four-separated", kind="committed", statutory_days=20)


def lacking(item: ServiceItem) -> str:
    return next(one.code for one in item.materials if one.required)


def defective(hall: Hall, item: ServiceItem) -> Facts:
    return hall.check_in(item, [lacking(item)])


def tell(hall: Hall, item: ServiceItem, case: Facts) -> date:
    defects = [{"requirement": lacking(item), "problem": "未提交"}]
    told = hall.do("GiveCorrectionNotice", "clerk1", case_id=case["case_id"], defects=defects)
    return date.fromisoformat(told["answer_by"])


def tick(hall: Hall, at: datetime | None = None) -> list[Told]:
    """One look of the clock; the hall's own time goes on with it."""
    hall.now = at or hall.now
    return list(work_off(Look(hall.database, "office1", lambda: hall.now)))


def codes(told: list[Told]) -> list[tuple[str, str]]:
    return [(one.code, one.subject) for one in told]


def stored(hall: Hall, case: Facts) -> Case:
    return hall.one(Case, id=case["case_id"])


# -- deemed acceptance (行政许可法 Art. 32(4)) -----------------------------------------------------


@pytest.mark.parametrize("at", [DAY_AFTER, datetime(2026, 12, 15, 2, 0, tzinfo=UTC)])
def test_not_told_within_five_working_days_is_accepted_from_the_day_of_receipt(
    hall: Hall, item: ServiceItem, at: datetime
) -> None:
    """Vector T1, the moment after the limit and three months late: the same dates."""
    case = defective(hall, item)
    assert tick(hall, LAST_MOMENT) == []
    assert codes(tick(hall, at)) == [("deemed-accepted", case["case_no"])]
    kept = stored(hall, case)
    assert (kept.state, kept.accepted_on, kept.statutory_due_on) == (
        "ACCEPTED",
        date(2026, 9, 18),
        date(2026, 10, 22),
    )
    assert (kept.accepted_by, kept.accepted_at, kept.tolerance_open) == ("clock", at, 0)
    assert kept.deemed
    (open_material,) = hall.rows(CaseMaterial, case_id=kept.id, requirement=lacking(item))
    assert open_material.state == "missing"


def test_its_notice_says_why_and_waits_for_seal_and_printer_where_the_paper_lies(
    hall: Hall, item: ServiceItem
) -> None:
    case = defective(hall, item)
    (told,) = tick(hall, DAY_AFTER)
    (notice,) = hall.rows(Document, number=told.facts["document_no"])
    paper = json.loads(notice.paper)
    assert (notice.kind, notice.issued_on, notice.needs_seal) == (
        "acceptance-notice",
        date(2026, 9, 25),
        True,
    )
    assert paper["facts"] | {"deemed": "yes", "accepted_on": "2026-09-18"} == paper["facts"]
    assert len(paper["materials"]) == len(item.materials) - 1, "only what was handed in"
    jobs = hall.database.print_jobs("counter1", JobState.WAITING)
    assert notice.number in [one.title for one in jobs]
    sealkeeper = hall.reference.staff["sealkeeper1"]
    rows = hall.database.ask(Todo(step="seal"), sealkeeper, hall.now)
    assert [row.document_no for row in rows] == [notice.number]
    assert case["case_no"] in notice.paper


def test_the_clock_holds_no_duty_and_supervision_sees_its_hand(
    hall: Hall, item: ServiceItem
) -> None:
    case = defective(hall, item)
    tick(hall, DAY_AFTER)
    assert hall.rows(DutyDone, case_id=case["case_id"]) == []
    supervisor = hall.reference.staff["supervisor1"]
    (sheet,) = hall.database.ask(CaseWhole(case_no=case["case_no"]), supervisor, hall.now)
    assert (sheet.deemed, sheet.accepted_by) == (True, "系统时钟")
    (step,) = [one for one in sheet.steps if one.command == "AcceptCase"]
    assert (step.actor, step.what["deemed"]) == ("clock", True)
    tray = hall.handed_over(case, section=item.section)
    reviewer = f"reviewer{item.section[1]}"
    hall.do("AcceptHandoff", reviewer, handoff_id=tray["handoff_id"], scanned=list(tray["labels"]))
    hall.do("ClaimReview", reviewer, case_id=case["case_id"])


def test_complete_papers_left_lying_are_accepted_too_and_those_seen_to_are_left(
    hall: Hall, item: ServiceItem
) -> None:
    lying, accepted, told = hall.check_in(item), hall.accepted(item), defective(hall, item)
    assert not stored(hall, accepted).deemed
    tell(hall, item, told)
    assert codes(tick(hall, DAY_AFTER)) == [("deemed-accepted", lying["case_no"])]
    assert stored(hall, told).state == "CORRECTION"


def test_what_was_supplemented_has_a_limit_of_its_own(hall: Hall, item: ServiceItem) -> None:
    case = defective(hall, item)
    tell(hall, item, case)
    hall.now = FRIDAY + timedelta(days=12)
    body = {"case_id": case["case_id"], "materials": materials(item)}
    hall.do("ReceiveCorrection", "clerk1", **body)
    assert tick(hall, datetime(2026, 10, 13, 15, 59, tzinfo=UTC)) == []
    assert codes(tick(hall, datetime(2026, 10, 13, 16, 1, tzinfo=UTC))) == [
        ("deemed-accepted", case["case_no"])
    ]
    assert stored(hall, case).accepted_on == date(2026, 9, 30)


def test_a_hall_may_give_itself_less_time(hall: Hall, item: ServiceItem) -> None:
    document = json.loads(seed("hall"))
    document["settings"]["correction_notice_days"] = 1
    hall.do("ImportHall", "setup", document=json.dumps(document))
    case = defective(hall, item)
    assert tick(hall, datetime(2026, 9, 20, 15, 59, tzinfo=UTC)) == [], "a worked Sunday"
    assert codes(tick(hall, datetime(2026, 9, 20, 16, 0, tzinfo=UTC))) == [
        ("deemed-accepted", case["case_no"])
    ]


def test_time_accepts_nothing_early_whoever_says_so(hall: Hall, item: ServiceItem) -> None:
    case = defective(hall, item)
    hall.now = LAST_MOMENT - timedelta(minutes=1)
    refusal = hall.refused("notice-still-open", "AcceptCase", "clock", case_id=case["case_id"])
    assert refusal.facts["due"] == date(2026, 9, 24)


def test_an_estimated_due_date_does_not_hold_up_the_law(hall: Hall, item: ServiceItem) -> None:
    """The limit of the notice ends in a year that is known, that of the decision does not."""
    hall.now = datetime(2026, 12, 11, 2, 0, tzinfo=UTC)
    case = defective(hall, item)
    (told,) = tick(hall, datetime(2026, 12, 18, 16, 0, tzinfo=UTC))
    assert (told.code, told.facts["estimated"]) == ("deemed-accepted", True)
    assert stored(hall, case).accepted_on == date(2026, 12, 11)


def test_a_limit_that_is_only_an_estimate_takes_the_notice_from_nobody(
    hall: Hall, item: ServiceItem
) -> None:
    hall.now = datetime(2026, 12, 30, 2, 0, tzinfo=UTC)
    case = defective(hall, item)
    hall.now = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
    (told,) = tick(hall)
    assert (told.code, told.waits, told.facts["year"]) == ("limit-estimated", True, 2027)
    hall.refused("notice-still-open", "AcceptCase", "clock", case_id=case["case_id"])
    hall.do("ImportCalendar", "setup", document=next_year())
    assert codes(tick(hall)) == [("deemed-accepted", case["case_no"])]
    assert stored(hall, case).accepted_on == date(2026, 12, 30)


def next_year() -> str:
    """A notice as it might be: the holidays of the law and nothing moved."""
    days = [
        {"name": "放假", "date": str(day), "isOffDay": True}
        for day in sorted(statutory_holidays(2027))
    ]
    return json.dumps({"year": 2027, "days": days})


# -- corrections that did not come ---------------------------------------------------------------


def test_a_correction_that_did_not_come_is_laid_before_a_clerk(
    hall: Hall, item: ServiceItem
) -> None:
    case = defective(hall, item)
    answer_by = tell(hall, item, case)
    clerk = hall.reference.staff["clerk2"]

    def todo(step: str) -> list[str]:
        rows = hall.database.ask(Todo(step=step), clerk, hall.now)
        return [row.case_no for row in rows]

    body = {"case_id": case["case_id"]}
    hall.now = datetime(answer_by.year, answer_by.month, answer_by.day, 9, 0, tzinfo=UTC)
    assert (todo("supplement"), todo("lapse")) == ([case["case_no"]], [])
    assert tick(hall) == []
    refusal = hall.refused("answer-still-open", "LapseCorrection", "clerk2", **body)
    assert refusal.facts["until"] == answer_by
    hall.later(hours=7)
    assert (todo("supplement"), todo("lapse")) == ([], [case["case_no"]])
    (told,) = tick(hall)
    assert (told.code, told.waits, told.facts) == (
        "correction-lapsed",
        True,
        {"due_on": str(answer_by)},
    )
    assert stored(hall, case).state == "CORRECTION", "a person confirms"
    hall.refused("not-permitted", "LapseCorrection", "clock", **body)
    ended = hall.do("LapseCorrection", "clerk2", **body, returned_materials=["申请表"])
    assert (ended["state"], todo("lapse"), tick(hall)) == ("LAPSED", [], [])
    (notice,) = hall.rows(Document, number=ended["document_no"])
    facts = json.loads(notice.paper)["facts"]
    assert (notice.kind, facts["ending"], facts["returned"]) == (
        "termination-notice",
        "lapsed",
        "申请表",
    )
    hall.seal_all(case)
    hall.do("DeliverCase", "delivery1", **body, method="window", recipient="张䶮")


def test_materials_that_come_late_are_still_taken_in(hall: Hall, item: ServiceItem) -> None:
    case = defective(hall, item)
    tell(hall, item, case)
    hall.later(days=60)
    body = {"case_id": case["case_id"]}
    hall.do("ReceiveCorrection", "clerk1", **body, materials=materials(item))
    hall.refused("wrong-state", "LapseCorrection", "clerk1", **body)


# -- the round -----------------------------------------------------------------------------------


def everything_due(hall: Hall, item: ServiceItem) -> None:
    """Something for every duty: a day not closed, a case not seen to, a correction not come."""
    hall.open("1", "2")
    hall.ticket()
    hall.ticket()
    hall.call("2")
    late = defective(hall, item)
    tell(hall, item, late)
    hall.later(days=40)
    hall.check_in(item)
    hall.later(days=20)


def test_two_looks_do_it_once(hall: Hall, item: ServiceItem) -> None:
    everything_due(hall, item)
    first = tick(hall)
    assert [(one.duty, one.code, one.waits) for one in first] == [
        ("close-day", "day-closed", False),
        ("close-day", "visit-open", True),
        ("deemed-acceptance", "deemed-accepted", False),
        ("correction-lapse", "correction-lapsed", True),
    ]
    before = hall.everything()
    hall.later(days=1)
    again = tick(hall)
    assert [one.code for one in again] == ["visit-open", "correction-lapsed"]
    assert hall.everything() == before
    acts = {row["id"] for row in hall.journal() if row["actor"] == "clock"}
    assert len(acts) == 2


def test_clocks_that_look_at_once_do_it_once(hall: Hall, item: ServiceItem) -> None:
    everything_due(hall, item)
    looks: list[Callable[[], object]] = [lambda: codes(tick(hall))] * 3
    came = [one for told in together(*looks) if isinstance(told, list) for one in told]
    assert [code for code, _ in came].count("day-closed") == 1
    assert [code for code, _ in came].count("deemed-accepted") == 1
    assert [code for code, _ in came if code == "refused"] == []
    assert len([row for row in hall.journal() if row["actor"] == "clock"]) == 2
    notices = [one for one in hall.rows(Document) if one.kind == "acceptance-notice"]
    assert len(notices) == 1


def test_an_id_follows_from_what_is_due_and_when() -> None:
    day = date(2026, 9, 18)
    made = due_id("H1/CloseDay/2026-09-18/A001", day)
    assert made == due_id("H1/CloseDay/2026-09-18/A001", day)
    assert made != due_id("H1/CloseDay/2026-09-18/A001,A002", day)
    assert UUID(made).version == 7
    midnight = datetime(2026, 9, 18, tzinfo=UTC)
    assert int.from_bytes(UUID(made).bytes[:6], "big") == midnight.timestamp() * 1000


def test_a_day_is_closed_again_for_what_was_resolved_after(hall: Hall) -> None:
    hall.open("1")
    hall.ticket()
    called = hall.call()
    hall.now = MORNING + timedelta(days=1)
    assert codes(tick(hall)) == [("visit-open", "2026-09-21")]
    hall.act("PassTicket", called)
    assert codes(tick(hall)) == [("day-closed", "2026-09-21")]
    assert hall.one(Ticket).state == "VOID"


def test_every_day_that_has_passed_is_closed_the_oldest_first(hall: Hall) -> None:
    for _ in range(3):
        hall.ticket()
        hall.later(days=1)
    hall.ticket()
    assert [one.subject for one in tick(hall)] == ["2026-09-21", "2026-09-22", "2026-09-23"]
    assert [one.state for one in hall.rows(Ticket)].count("WAITING") == 1
    assert hall.database.ask(OpenDays(), CLOCK, hall.now) == []
    assert hall.database.ask(Untold(), CLOCK, hall.now) == []


def test_every_sentence_of_the_clock_has_words(hall: Hall, item: ServiceItem) -> None:
    everything_due(hall, item)
    for told in tick(hall):
        for language in ("zh", "en"):
            facts = {"subject": told.subject, **told.facts}
            said = say("clock", told.code, language, **facts)
            assert told.subject in said
            assert "{" not in said.replace("[{", "").replace("{'", "")
    for words in catalogue("clock").values():
        assert set(words) == {"zh", "en"}
