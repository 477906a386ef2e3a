"""The other limits of the law, beside the clocks of the case: days and their source."""

from dataclasses import dataclass
from datetime import date, timedelta

from hall_client.domain.calendar import WorkingCalendar
from hall_client.domain.errors import DaysOutOfRange, LimitAboveLaw

RENEWAL_CALENDAR_DAYS = 30  # 行政许可法 Art. 50, counted for the applicant: a warning, no refusal


@dataclass(frozen=True)
class Limit:
    """A limit in working days; a hall may set fewer days, never more."""

    code: str
    days: int
    source: str


@dataclass(frozen=True)
class Due:
    """A day that was counted, and whether the count touched a year that is not loaded."""

    day: date
    estimated: bool


CORRECTION_NOTICE = Limit("correction-notice", 5, "行政许可法 Art. 32(4)")
DELIVERY = Limit("delivery", 10, "行政许可法 Art. 44")
HEARING_REQUEST = Limit("hearing-request", 5, "行政许可法 Art. 47")
HEARING = Limit("hearing", 20, "行政许可法 Art. 47")
FORWARDING = Limit("forwarding", 20, "行政许可法 Art. 43")
INSPECTION_STAFF = Limit("inspection-staff", 5, "行政许可法 Art. 55")
PUBLICITY = Limit("publicity", 7, "双公示")
HEARING_NOTICE = Limit("hearing-notice", 7, "行政许可法 Art. 48")  # counted back from the hearing


def due_after(
    calendar: WorkingCalendar, limit: Limit, start: date, local_days: int | None = None
) -> Due:
    """Return the last day of a limit that starts on `start` (that day is not counted)."""
    day = calendar.add(start, _days(limit, local_days))
    return Due(day, calendar.is_estimated(start, day))


def latest_before(calendar: WorkingCalendar, limit: Limit, event: date) -> Due:
    """Return the last day that keeps `limit.days` working days before `event` (Art. 48: notice)."""
    day = calendar.subtract(event, limit.days)
    return Due(day, calendar.is_estimated(day, event))


def deemed_accepted_on(
    calendar: WorkingCalendar, received_on: date, today: date, local_days: int | None = None
) -> date | None:
    """Return the acceptance day that the law supplies when no notice was given in time.

    Once the day of the limit has passed without a correction notice the case counts as accepted
    on the day of receipt, not on the day the limit ran out (行政许可法 Art. 32(4)).
    """
    due = due_after(calendar, CORRECTION_NOTICE, received_on, local_days)
    return received_on if today > due.day else None


def complete_on(received_on: date, supplemented_on: tuple[date, ...] = ()) -> date:
    """Return the acceptance day of complete papers: when the last of them was handed in."""
    return max((received_on, *supplemented_on))


def renewal_apply_by(expires_on: date) -> date:
    """Return the last day to apply for renewal: 30 calendar days before expiry (Art. 50)."""
    return expires_on - timedelta(days=RENEWAL_CALENDAR_DAYS)


def _days(limit: Limit, local_days: int | None) -> int:
    if local_days is None:
        return limit.days
    if local_days < 0:
        raise DaysOutOfRange(days=local_days, most=limit.days)
    if local_days > limit.days:
        raise LimitAboveLaw(limit=limit.code, days=local_days, most=limit.days)
    return local_days
