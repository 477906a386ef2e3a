"""Working days (行政许可法 Art. 82): the shipped calendar, years not loaded, imported files."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_client.app.calendars import parse_calendar, parse_years, write_years
from hall_client.domain.calendar import WorkingCalendar, calendar_of
from hall_client.domain.errors import (
    CalendarDayOutsideYear,
    CalendarDayTwice,
    CalendarHolidayMissing,
    CalendarMakeUpOnWeekday,
    CalendarMalformed,
    CalendarUnreadable,
    CalendarYearEmpty,
    CalendarYearTwice,
    DayOutOfRange,
    Refusal,
)
from hall_client.domain.festivals import statutory_holidays
from hall_client.places import SEED

SHIPPED = (SEED / "calendar.json").read_text(encoding="utf-8")
CALENDAR = parse_calendar(SHIPPED)

DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))
ANY_DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-02-09", 5, "2026-02-14"),
        ("2026-02-09", 20, "2026-03-13"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-09-30", 20, "2026-11-03"),
        ("2026-09-19", 1, "2026-09-20"),
        ("2026-03-02", 20, "2026-03-30"),
        ("2026-03-02", 30, "2026-04-14"),
        ("2014-08-19", 11, "2014-09-03"),
        ("2026-12-25", 4, "2026-12-31"),
        ("2026-12-02", 20, "2026-12-30"),
        ("2026-09-19", 0, "2026-09-19"),
    ],
)
def test_the_nth_working_day_after_a_day(start: str, n: int, end: str) -> None:
    assert CALENDAR.add(day(start), n) == day(end)
    assert not CALENDAR.is_estimated(day(start), day(end))


def test_the_2026_notice_is_in_the_shipped_file() -> None:
    worked_weekends = {"01-04", "02-14", "02-28", "05-09", "09-20", "10-10"}
    spans = [
        ("01-01", "01-03"),
        ("02-15", "02-23"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-19", "06-21"),
        ("09-25", "09-27"),
        ("10-01", "10-07"),
    ]
    every = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    for one in every:
        written = f"{one:%m-%d}"
        off = any(first <= written <= last for first, last in spans)
        expected = written in worked_weekends or (one.weekday() < 5 and not off)
        assert CALENDAR.is_working(one) == expected, one


def test_every_shipped_day_agrees_with_an_independent_calendar() -> None:
    oracle = pytest.importorskip("chinese_calendar")
    one = date(2004, 1, 1)
    while one <= date(2026, 12, 31):
        assert CALENDAR.is_working(one) == oracle.is_workday(one), one
        one += timedelta(days=1)
    assert CALENDAR.years == frozenset(range(2004, 2027))


@given(DAYS, DAYS)
def test_counting_agrees_with_looking_at_each_day(one: date, other: date) -> None:
    after, until = sorted((one, min(other, one + timedelta(days=500))))
    each = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    assert CALENDAR.wd(after, until) == sum(CALENDAR.is_working(d) for d in each)


@given(ANY_DAYS, st.integers(1, 600))
def test_adding_is_undone_by_counting_and_by_going_back(start: date, n: int) -> None:
    end = CALENDAR.add(start, n)
    assert CALENDAR.is_working(end)
    assert CALENDAR.wd(start, end) == n
    back = CALENDAR.subtract(start, n)
    assert CALENDAR.is_working(back)
    assert CALENDAR.wd(back, start - timedelta(days=1)) == n - 1


def test_nothing_is_counted_backwards() -> None:
    assert CALENDAR.wd(day("2026-03-10"), day("2026-03-02")) == 0


def test_a_year_not_loaded_is_counted_with_statutory_holidays_and_flagged() -> None:
    due = CALENDAR.add(day("2026-12-25"), 5)
    assert due == day("2027-01-04")
    assert CALENDAR.is_estimated(day("2026-12-25"), due)
    assert not CALENDAR.is_working(day("2027-02-05"))
    assert not CALENDAR.is_working(day("2027-09-15"))
    assert CALENDAR.is_estimated(day("2003-12-31"), day("2004-01-05"))


def test_a_gap_between_loaded_years_is_seen() -> None:
    years = parse_years(SHIPPED)
    gap = calendar_of(notice for notice in years if notice.year != 2025)
    assert gap.is_estimated(day("2024-12-31"), day("2026-01-04"))
    assert not gap.is_estimated(day("2024-12-30"), day("2024-12-31"))


@pytest.mark.parametrize("year", range(2025, 2041))
def test_there_are_thirteen_statutory_days(year: int) -> None:
    assert len(statutory_holidays(year)) == 13 - _coinciding(year)


def _coinciding(year: int) -> int:
    """中秋 falls into 国庆 in 2031 (10-01), 2028 (10-03) and 2039 (10-02): two on one day."""
    return 1 if year in (2028, 2031, 2039) else 0


@pytest.mark.parametrize("year", [2025, 2026])
def test_statutory_days_are_off_in_the_notices_that_exist(year: int) -> None:
    assert not [d for d in statutory_holidays(year) if CALENDAR.is_working(d)]


def test_moving_festivals_agree_with_a_lunar_calendar() -> None:
    lunar = pytest.importorskip("lunardate")
    for year in range(2025, 2041):
        new_year = lunar.LunarDate(year, 1, 1).to_solar_date()
        festivals = {
            new_year - timedelta(days=1),
            new_year,
            lunar.LunarDate(year, 5, 5).to_solar_date(),
            lunar.LunarDate(year, 8, 15).to_solar_date(),
        }
        assert festivals <= statutory_holidays(year)


def test_an_absurd_count_is_refused() -> None:
    with pytest.raises(DayOutOfRange):
        CALENDAR.add(day("2190-01-01"), 10_000)
    with pytest.raises(DayOutOfRange):
        CALENDAR.is_working(day("1900-01-01"))


def test_a_written_calendar_reads_back() -> None:
    years = parse_years(SHIPPED)
    assert parse_years(write_years(years)) == years


def notice(**changes: object) -> str:
    """Return a small, complete notice in the public one-year form, with changes."""
    days = [
        {"name": "元旦", "date": "2024-01-01", "isOffDay": True},
        {"name": "春节", "date": "2024-02-04", "isOffDay": False},
        {"name": "劳动节", "date": "2024-05-01", "isOffDay": True},
        {"name": "国庆节", "date": "2024-10-01", "isOffDay": True},
        {"name": "国庆节", "date": "2024-10-02", "isOffDay": True},
        {"name": "国庆节", "date": "2024-10-03", "isOffDay": True},
    ]
    document: dict[str, object] = {"$schema": "x", "year": 2024, "papers": [], "days": days}
    return json.dumps(document | changes, ensure_ascii=False)


def test_the_public_one_year_form_is_read() -> None:
    calendar = parse_calendar("\ufeff" + notice())
    assert calendar.years == {2024}
    assert calendar.is_working(day("2024-02-04"))
    assert not calendar.is_working(day("2024-10-02"))


def test_a_december_day_of_the_next_notice_counts() -> None:
    moved = json.loads(notice())
    moved["days"].append({"name": "元旦", "date": "2023-12-29", "isOffDay": True})
    calendar = parse_calendar(json.dumps(moved))
    assert not calendar.is_working(day("2023-12-29"))
    assert not calendar.is_loaded(2023)


def with_day(**line: object) -> str:
    document = json.loads(notice())
    document["days"].append(line)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", CalendarUnreadable),
        ("{", CalendarUnreadable),
        ("[" * 100_000, CalendarUnreadable),
        ("[]", CalendarMalformed),
        ("{}", CalendarMalformed),
        ('{"years": []}', CalendarMalformed),
        ('{"years": [3]}', CalendarMalformed),
        ('{"area": 1, "years": []}', CalendarMalformed),
        (notice(year="2024"), CalendarMalformed),
        (notice(year=True), CalendarMalformed),
        (notice(year=99999), DayOutOfRange),
        (notice(days={}), CalendarMalformed),
        (notice(days=[]), CalendarYearEmpty),
        (notice(days=[1]), CalendarMalformed),
        (with_day(name="x", date="2024-13-01", isOffDay=True), CalendarMalformed),
        (with_day(name="x", date="20240104", isOffDay=True), CalendarMalformed),
        (with_day(name="x", date="2024-01-04", isOffDay=1), CalendarMalformed),
        (with_day(date="2024-01-04", isOffDay=True), CalendarMalformed),
        (with_day(name="x", date="2025-01-04", isOffDay=True), CalendarDayOutsideYear),
        (with_day(name="x", date="2023-11-04", isOffDay=True), CalendarDayOutsideYear),
        (with_day(name="x", date="2024-01-01", isOffDay=True), CalendarDayTwice),
        (with_day(name="x", date="2024-01-04", isOffDay=False), CalendarMakeUpOnWeekday),
        (f'{{"years": [{notice()}, {notice()}]}}', CalendarYearTwice),
        (notice(year=2025), CalendarDayOutsideYear),
    ],
)
def test_a_faulty_file_is_refused_by_its_kind_of_fault(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        parse_calendar(text)


def test_a_notice_without_a_statutory_holiday_is_not_complete() -> None:
    document = json.loads(notice())
    document["days"] = [line for line in document["days"] if line["date"] != "2024-10-02"]
    with pytest.raises(CalendarHolidayMissing) as caught:
        parse_calendar(json.dumps(document))
    assert caught.value.facts["day"] == day("2024-10-02")


def test_calendars_of_the_same_notices_are_equal() -> None:
    again: WorkingCalendar = parse_calendar(SHIPPED)
    again.add(day("2030-01-01"), 30)
    assert again == CALENDAR
