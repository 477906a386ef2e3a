"""Clocks of a case: committed and statutory limit, suspensions, extension (行政许可法 Art. 42, 45).

The acceptance day is not counted. A suspension's first day counts as used, its last day as
suspended, so one that ends on the day the next begins does not overlap with it.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from hall_client.domain.calendar import WorkingCalendar
from hall_client.domain.errors import (
    DaysOutOfRange,
    ExtendedAlready,
    ExtensionTooLate,
    ExtensionTooLong,
    NoSuspensionOpen,
    SuspensionBeforeAcceptance,
    SuspensionEndsBeforeStart,
    SuspensionOpen,
    SuspensionsOverlap,
)

EXTENSION_LIMIT = 10  # 行政许可法 Art. 42(1)
JOINT_EXTENSION_LIMIT = 15  # 行政许可法 Art. 42(2), joint and centralised handling
MOST_DAYS = 3660


class ClockKind(StrEnum):
    """Which limit a clock measures."""

    STATUTORY = "statutory"  # 法定期限
    COMMITTED = "committed"  # 承诺期限


@dataclass(frozen=True)
class Suspension:
    """A special procedure of Art. 45 on the clock (中止计时); `end` is None while it is open.

    `declared_days` is what the applicant was told in writing, all notices of it together; None
    when nothing was declared, and then nothing caps the credit.
    """

    start: date
    end: date | None = None
    declared_days: int | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise SuspensionEndsBeforeStart(start=self.start, end=self.end)
        if self.declared_days is not None:
            _check_days(self.declared_days)


@dataclass(frozen=True)
class Clock:
    """One limit of one accepted case, with everything that moves its due date.

    `extension` counts on the statutory clock only (a committed overrun stays an overrun).
    `stopped_on` is the day of the decision: time after it is not used time.
    """

    kind: ClockKind
    accepted_on: date
    days: int
    suspensions: tuple[Suspension, ...] = ()
    extension: int = 0
    extension_limit: int = EXTENSION_LIMIT
    stopped_on: date | None = None

    def __post_init__(self) -> None:
        _check_days(self.days)
        _check_days(self.extension)
        if self.extension > self.extension_limit:
            raise ExtensionTooLong(days=self.extension, limit=self.extension_limit)
        self._check_suspensions()

    def _check_suspensions(self) -> None:
        ordered = self.ordered()
        if ordered and ordered[0].start < self.accepted_on:
            raise SuspensionBeforeAcceptance(start=ordered[0].start, accepted_on=self.accepted_on)
        for former, latter in pairwise(ordered):
            if former.end is None or latter.start < former.end:
                raise SuspensionsOverlap(former=former.start, latter=latter.start)

    def ordered(self) -> tuple[Suspension, ...]:
        """Return the suspensions by their first day, an open one after a closed one."""
        return tuple(sorted(self.suspensions, key=lambda span: (span.start, span.end or date.max)))

    @property
    def limit(self) -> int:
        """Days allowed, the extension included where it counts."""
        return self.days + (self.extension if self.kind is ClockKind.STATUTORY else 0)


@dataclass(frozen=True)
class Standing:
    """Where a clock stands on a day. All numbers are working days.

    `remaining`: more than 0 left, 0 due today, less than 0 overdue. `estimated`: the due date
    rests on a year that is not loaded (暂估); `count_estimated`: so do `used` and `remaining`.
    """

    due: date
    base_due: date
    used: int
    remaining: int
    credit: int
    estimated: bool
    count_estimated: bool
    explanation: str


def standing(calendar: WorkingCalendar, clock: Clock, today: date) -> Standing:
    """Work out the clock: due = base due + credit, used = elapsed - credit (rules §1.3)."""
    as_of = min(today, clock.stopped_on) if clock.stopped_on else today
    given_back = [credit_of(calendar, clock.kind, span, as_of) for span in clock.ordered()]
    credit = sum(given_back)
    base_due = calendar.add(clock.accepted_on, clock.limit)
    due = calendar.add(base_due, credit)
    used = calendar.wd(clock.accepted_on, as_of) - credit
    counted = [span.end or max(as_of, span.start) for span in clock.suspensions]
    estimated = calendar.is_estimated(clock.accepted_on, base_due, due, *counted)
    return Standing(
        due=due,
        base_due=base_due,
        used=used,
        remaining=clock.limit - used,
        credit=credit,
        estimated=estimated,
        count_estimated=calendar.is_estimated(clock.accepted_on, as_of, *counted),
        explanation=_explained(clock, given_back, due, estimated),
    )


def credit_of(calendar: WorkingCalendar, kind: ClockKind, span: Suspension, as_of: date) -> int:
    """Return the working days that one suspension gives back.

    The statutory clock excludes all the time really needed (行政许可法 Art. 45); the committed
    clock only as much as was declared in writing.
    """
    elapsed = calendar.wd(span.start, span.end or as_of)
    if kind is ClockKind.COMMITTED and span.declared_days is not None:
        return min(elapsed, span.declared_days)
    return elapsed


def overrun_of(calendar: WorkingCalendar, span: Suspension, as_of: date) -> int:
    """Return by how many working days a suspension is longer than declared; a card of its own."""
    if span.declared_days is None:
        return 0
    return max(0, calendar.wd(span.start, span.end or as_of) - span.declared_days)


def suspend(clock: Clock, span: Suspension) -> Clock:
    """Return the clock with a further suspension; only one may be open."""
    if any(former.end is None for former in clock.suspensions):
        raise SuspensionOpen()
    return replace(clock, suspensions=(*clock.suspensions, span))


def resume(clock: Clock, end: date) -> Clock:
    """Return the clock with its open suspension ended on `end`."""
    if all(span.end is not None for span in clock.suspensions):
        raise NoSuspensionOpen()
    ended = tuple(span if span.end else replace(span, end=end) for span in clock.suspensions)
    return replace(clock, suspensions=ended)


def extend(calendar: WorkingCalendar, clock: Clock, days: int, approved_on: date) -> Clock:
    """Return the clock extended: once, within the limit, approved before the due date (Art. 42)."""
    if clock.extension:
        raise ExtendedAlready(days=clock.extension)
    if not 1 <= days <= clock.extension_limit:
        raise ExtensionTooLong(days=days, limit=clock.extension_limit)
    due = standing(calendar, clock, approved_on).due
    if approved_on >= due:
        raise ExtensionTooLate(due=due)
    return replace(clock, extension=days)


def _check_days(days: int) -> None:
    if not 0 <= days <= MOST_DAYS:
        raise DaysOutOfRange(days=days, most=MOST_DAYS)


def _explained(clock: Clock, given_back: list[int], due: date, estimated: bool) -> str:
    """Return the arithmetic as people argue about it: 受理 9-1, 扣除 5+10, 期限 10-26."""
    shown_year = clock.accepted_on.year != due.year
    parts = [f"受理 {_spoken(clock.accepted_on, shown_year)}"]
    if clock.limit != clock.days:
        parts.append(f"延期 {clock.extension}")
    parts.append(f"扣除 {'+'.join(map(str, given_back)) or '0'}")
    parts.append(f"期限 {_spoken(due, shown_year)}")
    if estimated:
        parts.append("日历未维护, 暂估")
    return ", ".join(parts)


def _spoken(day: date, with_year: bool) -> str:
    return f"{day.year}-{day.month}-{day.day}" if with_year else f"{day.month}-{day.day}"
