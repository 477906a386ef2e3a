"""Working days (工作日), and what is done about a year whose notice is not loaded."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from hall_client.domain.errors import (
    CalendarDayOutsideYear,
    CalendarDayTwice,
    CalendarHolidayMissing,
    CalendarMakeUpOnWeekday,
    CalendarYearEmpty,
    DayOutOfRange,
)
from hall_client.domain.festivals import statutory_holidays

FIRST_YEAR = 1949
LAST_YEAR = 2199
NATIONAL = "CN"
_SATURDAY = 5


@dataclass(frozen=True)
class CalendarDay:
    """One line of a notice: a day off (放假) or a weekend day that is worked (调休上班)."""

    day: date
    name: str
    off: bool


@dataclass(frozen=True)
class CalendarYear:
    """The State Council's notice for one year. It may also move days of the December before.

    `area` leaves room for the local holidays of autonomous areas (放假办法 Art. 4).
    """

    year: int
    days: tuple[CalendarDay, ...]
    area: str = NATIONAL


@dataclass(frozen=True)
class WorkingCalendar:
    """Counts working days: Monday to Friday but not off, or a make-up day at the weekend.

    A year that is not in `years` is counted with weekends and the statutory holidays alone, and
    `is_estimated` says so (暂估). Legal limits are compared by the day (行政许可法 Art. 82).
    """

    off: frozenset[date]
    makeup: frozenset[date]
    years: frozenset[int]
    area: str = NATIONAL
    _ordinals: dict[int, tuple[int, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def is_loaded(self, year: int) -> bool:
        return year in self.years

    def is_estimated(self, *days: date) -> bool:
        """Whether a count from the earliest to the latest of `days` touches a year not loaded."""
        touched = range(min(days).year, max(days).year + 1)
        return any(year not in self.years for year in touched)

    def is_working(self, day: date) -> bool:
        table = self._table(day.year)
        place = bisect_left(table, day.toordinal())
        return place < len(table) and table[place] == day.toordinal()

    def add(self, day: date, n: int) -> date:
        """Return the n-th working day strictly after `day`; `day` itself for n = 0."""
        if n == 0:
            return day
        year, table = day.year, self._table(day.year)
        place = bisect_right(table, day.toordinal()) + n - 1
        while place >= len(table):
            place -= len(table)
            year += 1
            table = self._table(year)
        return date.fromordinal(table[place])

    def subtract(self, day: date, n: int) -> date:
        """Return the n-th working day strictly before `day`; `day` itself for n = 0."""
        if n == 0:
            return day
        year, table = day.year, self._table(day.year)
        place = bisect_left(table, day.toordinal()) - n
        while place < 0:
            year -= 1
            table = self._table(year)
            place += len(table)
        return date.fromordinal(table[place])

    def wd(self, after: date, until: date) -> int:
        """Count the working days in (after, until]; 0 when `until` is not later."""
        if until <= after:
            return 0
        whole_years = sum(len(self._table(year)) for year in range(after.year, until.year))
        return whole_years + self._rank(until) - self._rank(after)

    def _rank(self, day: date) -> int:
        return bisect_right(self._table(day.year), day.toordinal())

    def _table(self, year: int) -> tuple[int, ...]:
        """Return the ordinals of the working days of a year, in order, built when first asked."""
        table = self._ordinals.get(year)
        if table is None:
            table = self._ordinals[year] = self._built(year)
        return table

    def _built(self, year: int) -> tuple[int, ...]:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise DayOutOfRange(year=year, first=FIRST_YEAR, last=LAST_YEAR)
        off = self.off if year in self.years else self.off | statutory_holidays(year)
        return tuple(
            day.toordinal()
            for day in _days_of(year)
            if day in self.makeup or (day.weekday() < _SATURDAY and day not in off)
        )


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def calendar_of(years: Iterable[CalendarYear], area: str = NATIONAL) -> WorkingCalendar:
    """Build the calendar; where two notices name the same day the later year's notice holds."""
    notices = sorted(years, key=lambda notice: notice.year)
    is_off = {line.day: line.off for notice in notices for line in notice.days}
    return WorkingCalendar(
        off=frozenset(day for day, off in is_off.items() if off),
        makeup=frozenset(day for day, off in is_off.items() if not off),
        years=frozenset(notice.year for notice in notices),
        area=area,
    )


def check_year(notice: CalendarYear) -> None:
    """Refuse a notice that cannot be the whole year: empty, contradictory, or without holidays."""
    if not notice.days:
        raise CalendarYearEmpty(year=notice.year)
    seen: set[date] = set()
    for line in notice.days:
        _check_line(notice.year, line)
        if line.day in seen:
            raise CalendarDayTwice(day=line.day)
        seen.add(line.day)
    missing = _expected(notice.year) - {line.day for line in notice.days if line.off}
    if missing:
        raise CalendarHolidayMissing(year=notice.year, day=min(missing))


def _check_line(year: int, line: CalendarDay) -> None:
    if line.day.year != year and (line.day.year, line.day.month) != (year - 1, 12):
        raise CalendarDayOutsideYear(year=year, day=line.day)
    if not line.off and line.day.weekday() < _SATURDAY:
        raise CalendarMakeUpOnWeekday(day=line.day)


def _expected(year: int) -> frozenset[date]:
    """Return the holidays that a notice must name; a holiday at a weekend may go unsaid."""
    return frozenset(day for day in statutory_holidays(year) if day.weekday() < _SATURDAY)


def _days_of(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - first).days
    return (first + timedelta(days=n) for n in range(length))
