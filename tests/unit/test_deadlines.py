"""The clocks of a case (行政许可法 Art. 32, 42-48, 50, 55): worked examples and invariants."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hall_client.app.calendars import parse_calendar
from hall_client.domain import limits
from hall_client.domain.deadlines import (
    JOINT_EXTENSION_LIMIT,
    Clock,
    ClockKind,
    Standing,
    Suspension,
    extend,
    overrun_of,
    resume,
    standing,
    suspend,
)
from hall_client.domain.errors import (
    DaysOutOfRange,
    ExtendedAlready,
    ExtensionTooLate,
    ExtensionTooLong,
    LimitAboveLaw,
    NoSuspensionOpen,
    SuspensionBeforeAcceptance,
    SuspensionEndsBeforeStart,
    SuspensionOpen,
    SuspensionsOverlap,
)
from hall_client.places import SEED

CALENDAR = parse_calendar((SEED / "calendar.json").read_text(encoding="utf-8"))
STATUTORY, COMMITTED = ClockKind.STATUTORY, ClockKind.COMMITTED
DAYS = st.dates(date(2005, 1, 1), date(2025, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(start: str, end: str | None = None, declared: int | None = None) -> Suspension:
    return Suspension(day(start), day(end) if end else None, declared)


def clock(
    accepted: str,
    days: int,
    *spans: Suspension,
    kind: ClockKind = STATUTORY,
    extension: int = 0,
) -> Clock:
    return Clock(kind, day(accepted), days, spans, extension)


def at(today: str, of: Clock) -> Standing:
    return standing(CALENDAR, of, day(today))


# -- the limit itself: Art. 42, 82 -------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "days", "due"),
    [
        ("2026-02-09", 5, "2026-02-14"),
        ("2026-02-09", 20, "2026-03-13"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-09-30", 20, "2026-11-03"),
        ("2026-09-19", 1, "2026-09-20"),
        ("2014-08-19", 11, "2014-09-03"),
        ("2026-09-24", 2, "2026-09-29"),
        ("2026-03-02", 0, "2026-03-02"),
    ],
)
def test_due_dates(accepted: str, days: int, due: str) -> None:
    found = at(accepted, clock(accepted, days))
    assert (found.due, found.base_due) == (day(due), day(due))
    assert (found.used, found.remaining, found.credit) == (0, days, 0)
    assert not found.estimated


def test_remaining_days_before_on_and_after_the_due_date() -> None:
    five = clock("2026-09-30", 5)
    assert at("2026-09-30", five).remaining == 5
    assert at("2026-10-12", five).remaining == 1
    assert at("2026-10-13", five).remaining == 0
    assert at("2026-10-15", five).remaining == -2


def test_the_clock_stops_with_the_decision() -> None:
    decided = Clock(STATUTORY, day("2026-03-02"), 20, stopped_on=day("2026-03-09"))
    assert at("2026-06-01", decided).used == 5
    assert at("2026-06-01", decided).remaining == 15
    assert at("2026-03-04", decided).used == 2


# -- suspension: Art. 45 -----------------------------------------------------------------------


def test_a_suspension_moves_the_due_date_by_its_working_days() -> None:
    found = at("2026-03-23", clock("2026-03-02", 20, span("2026-03-09", "2026-03-23")))
    assert found.base_due == day("2026-03-30")
    assert (found.used, found.credit) == (5, 10)
    assert found.due == day("2026-04-14")
    assert found.remaining == 15


def test_an_open_suspension_counts_up_to_today() -> None:
    open_one = clock("2026-03-02", 20, span("2026-03-09"))
    assert [at(today, open_one).credit for today in ("2026-03-09", "2026-03-16")] == [0, 5]
    assert [at(today, open_one).used for today in ("2026-03-09", "2026-03-16")] == [5, 5]
    assert at("2026-03-16", open_one).due == day("2026-04-07")


def test_the_explanation_shows_the_arithmetic() -> None:
    first = span("2026-09-07", "2026-09-14")
    second = span("2026-09-14", CALENDAR.add(day("2026-09-14"), 10).isoformat())
    found = at("2026-10-12", clock("2026-09-01", 20, second, first))
    assert found.explanation == "受理 9-1, 扣除 5+10, 期限 10-26"


def test_the_explanation_says_when_it_is_an_estimate() -> None:
    found = at("2026-12-25", clock("2026-12-25", 5))
    assert found.explanation == "受理 2026-12-25, 扣除 0, 期限 2027-1-4, 日历未维护, 暂估"


def test_the_committed_clock_credits_no_more_than_was_declared() -> None:
    declared = span("2026-03-09", "2026-03-23", 6)
    committed = at("2026-03-23", clock("2026-03-02", 10, declared, kind=COMMITTED))
    statutory = at("2026-03-23", clock("2026-03-02", 20, declared))
    assert (committed.credit, statutory.credit) == (6, 10)
    assert committed.base_due == day("2026-03-16")
    assert committed.due == day("2026-03-24")
    assert committed.remaining == 1
    assert overrun_of(CALENDAR, declared, day("2026-03-23")) == 4


def test_an_undeclared_or_shorter_suspension_is_credited_whole() -> None:
    for spell in (span("2026-03-09", "2026-03-23"), span("2026-03-09", "2026-03-23", 30)):
        found = at("2026-03-23", clock("2026-03-02", 10, spell, kind=COMMITTED))
        assert found.credit == 10
        assert overrun_of(CALENDAR, spell, day("2026-03-23")) == 0


def test_suspensions_that_cannot_be_are_refused() -> None:
    with pytest.raises(SuspensionEndsBeforeStart):
        span("2026-03-09", "2026-03-06")
    with pytest.raises(SuspensionBeforeAcceptance):
        clock("2026-03-10", 20, span("2026-03-09", "2026-03-12"))
    with pytest.raises(SuspensionsOverlap):
        clock("2026-03-02", 20, span("2026-03-11", "2026-03-20"), span("2026-03-09", "2026-03-12"))
    with pytest.raises(SuspensionsOverlap):
        clock("2026-03-02", 20, span("2026-03-09"), span("2026-03-11", "2026-03-20"))
    with pytest.raises(DaysOutOfRange):
        span("2026-03-09", None, -1)


def test_one_suspension_at_a_time_and_only_an_open_one_ends() -> None:
    running = clock("2026-03-02", 20)
    with pytest.raises(NoSuspensionOpen):
        resume(running, day("2026-03-05"))
    stopped = suspend(running, span("2026-03-09", None, 10))
    with pytest.raises(SuspensionOpen):
        suspend(stopped, span("2026-03-10"))
    with pytest.raises(SuspensionEndsBeforeStart):
        resume(stopped, day("2026-03-06"))
    assert at("2026-03-23", resume(stopped, day("2026-03-23"))).due == day("2026-04-14")


@given(DAYS, st.integers(1, 60), st.integers(0, 90), st.integers(0, 90))
def test_credit_at_the_end_equals_the_rest_after_the_suspension(
    accepted: date, limit: int, wait: int, length: int
) -> None:
    start = accepted + timedelta(days=wait)
    end = start + timedelta(days=length)
    used_before = CALENDAR.wd(accepted, start)
    assume(limit - used_before >= 1)
    found = standing(CALENDAR, Clock(STATUTORY, accepted, limit, (Suspension(start, end),)), end)
    assert found.due == CALENDAR.add(end, limit - used_before)
    assert found.used == used_before


@given(DAYS, st.integers(1, 60), st.integers(0, 15), st.integers(0, 15), st.integers(0, 200))
def test_remaining_is_the_way_from_today_to_the_due_date(
    accepted: date, limit: int, wait: int, length: int, later: int
) -> None:
    start = accepted + timedelta(days=wait)
    end = start + timedelta(days=length)
    today = end + timedelta(days=later)
    found = standing(CALENDAR, Clock(STATUTORY, accepted, limit, (Suspension(start, end),)), today)
    assert found.used + found.remaining == limit
    way = CALENDAR.wd(today, found.due) - CALENDAR.wd(found.due, today)
    assert found.remaining == way


# -- extension: Art. 42 ------------------------------------------------------------------------


def test_an_extension_lengthens_the_statutory_limit_only() -> None:
    statutory = at("2026-03-02", clock("2026-03-02", 20, extension=10))
    committed = at("2026-03-02", clock("2026-03-02", 20, extension=10, kind=COMMITTED))
    assert (statutory.due, statutory.remaining) == (day("2026-04-14"), 30)
    assert (committed.due, committed.remaining) == (day("2026-03-30"), 20)
    assert statutory.explanation == "受理 3-2, 延期 10, 扣除 0, 期限 4-14"


def test_an_extension_is_granted_once_in_time_and_within_its_limit() -> None:
    running = clock("2026-03-02", 20)
    extended = extend(CALENDAR, running, 10, day("2026-03-27"))
    assert at("2026-03-27", extended).due == day("2026-04-14")
    with pytest.raises(ExtendedAlready):
        extend(CALENDAR, extended, 1, day("2026-03-27"))
    for days in (0, 11):
        with pytest.raises(ExtensionTooLong):
            extend(CALENDAR, running, days, day("2026-03-27"))
    for late in ("2026-03-30", "2026-03-31"):
        with pytest.raises(ExtensionTooLate):
            extend(CALENDAR, running, 5, day(late))
    with pytest.raises(ExtensionTooLong):
        clock("2026-03-02", 20, extension=11)


def test_joint_handling_has_forty_five_days_and_fifteen_more() -> None:
    joint = Clock(STATUTORY, day("2026-03-02"), 45, extension_limit=JOINT_EXTENSION_LIMIT)
    assert extend(CALENDAR, joint, 15, day("2026-03-03")).limit == 60
    with pytest.raises(ExtensionTooLong):
        extend(CALENDAR, joint, 16, day("2026-03-03"))


# -- a year that is not loaded -----------------------------------------------------------------


def test_a_due_date_in_a_year_not_loaded_is_an_estimate() -> None:
    assert not at("2026-12-25", clock("2026-12-25", 4)).estimated
    assert at("2026-12-25", clock("2026-12-25", 5)).estimated
    assert not at("2026-12-02", clock("2026-12-02", 20)).estimated
    assert at("2026-12-04", clock("2026-12-04", 20)).estimated


def test_counting_into_a_year_not_loaded_is_flagged_apart_from_the_due_date() -> None:
    found = at("2027-01-06", clock("2026-12-25", 4))
    assert (found.estimated, found.count_estimated) == (False, True)
    assert found.remaining < 0


def test_an_open_suspension_into_a_year_not_loaded_makes_the_due_date_an_estimate() -> None:
    assert at("2027-01-06", clock("2026-12-21", 4, span("2026-12-22"))).estimated


# -- the days that the cards stand on (warning, yellow, red) -----------------------------------


def test_card_days_of_a_case_of_seven_and_ten_days() -> None:
    accepted = "2018-10-15"
    committed = clock(accepted, 7, kind=COMMITTED)
    statutory = clock(accepted, 10)
    assert at(accepted, committed).due == day("2018-10-24")
    assert at(accepted, statutory).due == day("2018-10-29")
    assert at("2018-10-19", committed).remaining == 3
    assert at("2018-10-22", committed).remaining == 2
    assert at("2018-10-24", committed).remaining == 0
    assert at("2018-10-25", committed).remaining == -1
    assert at("2018-10-29", statutory).remaining == 0
    assert at("2018-10-30", statutory).remaining == -1


def test_a_special_procedure_of_three_days_shifts_every_card_by_three() -> None:
    spell = span("2018-10-16", "2018-10-19", 3)
    for kind, days, due in ((COMMITTED, 7, "2018-10-29"), (STATUTORY, 10, "2018-11-01")):
        found = at("2018-10-19", clock("2018-10-15", days, spell, kind=kind))
        assert (found.credit, found.due) == (3, day(due))


# -- the other limits --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "start", "due"),
    [
        (limits.CORRECTION_NOTICE, "2026-09-18", "2026-09-24"),  # Art. 32(4)
        (limits.DELIVERY, "2026-09-22", "2026-10-13"),  # Art. 44
        (limits.DELIVERY, "2026-04-29", "2026-05-15"),
        (limits.HEARING_REQUEST, "2026-09-21", "2026-09-29"),  # Art. 47
        (limits.HEARING, "2026-09-24", "2026-10-29"),
        (limits.INSPECTION_STAFF, "2026-09-18", "2026-09-24"),  # Art. 55
    ],
)
def test_other_limits(limit: limits.Limit, start: str, due: str) -> None:
    assert limits.due_after(CALENDAR, limit, day(start)) == limits.Due(day(due), estimated=False)


def test_a_hearing_is_told_seven_days_before() -> None:  # Art. 48
    told = limits.latest_before(CALENDAR, limits.HEARING_NOTICE, day("2026-10-20"))
    assert told.day == day("2026-10-10")


def test_a_renewal_is_applied_for_thirty_calendar_days_before_expiry() -> None:  # Art. 50
    assert limits.renewal_apply_by(day("2026-12-31")) == day("2026-12-01")
    assert CALENDAR.subtract(day("2026-12-31"), 30) == day("2026-11-19")


def test_deemed_acceptance_takes_the_day_of_receipt() -> None:  # Art. 32(4)
    received = day("2026-09-18")
    assert limits.deemed_accepted_on(CALENDAR, received, day("2026-09-24")) is None
    accepted = limits.deemed_accepted_on(CALENDAR, received, day("2026-09-25"))
    assert accepted == received
    assert at("2026-09-25", clock("2026-09-18", 20)).due == day("2026-10-22")


def test_a_late_run_of_the_clock_changes_no_legal_date() -> None:
    received = day("2026-09-18")
    found = limits.deemed_accepted_on(CALENDAR, received, day("2026-12-01"))
    assert found == received


def test_a_local_limit_may_be_stricter_never_looser() -> None:
    notice = limits.CORRECTION_NOTICE
    assert limits.due_after(CALENDAR, notice, day("2026-09-18"), 1).day == day("2026-09-20")
    assert limits.deemed_accepted_on(CALENDAR, day("2026-09-18"), day("2026-09-21"), 1)
    with pytest.raises(LimitAboveLaw):
        limits.due_after(CALENDAR, notice, day("2026-09-18"), 6)
    with pytest.raises(DaysOutOfRange):
        limits.due_after(CALENDAR, notice, day("2026-09-18"), -1)


def test_complete_papers_are_accepted_on_the_day_of_the_last_supplement() -> None:
    received, supplied = day("2026-09-18"), day("2026-09-23")
    assert limits.complete_on(received) == received
    assert limits.complete_on(received, (supplied, day("2026-09-22"))) == supplied
    renewed = limits.due_after(CALENDAR, limits.CORRECTION_NOTICE, supplied)
    assert renewed.day == day("2026-10-08")
