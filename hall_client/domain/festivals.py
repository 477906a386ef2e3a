"""The thirteen statutory holidays (全国年节及纪念日放假办法, 2024), before a notice moves days.

The State Council's yearly notice is the calendar; this is what is known of a year without one.
"""

from datetime import date, timedelta

# Month and day of 春节 (first day), 清明, 端午, 中秋: they follow the moon and the sun, not a rule
# that is worth computing here. Checked against two independent lunar calendars.
_MOVING: dict[int, tuple[str, str, str, str]] = {
    2025: ("01-29", "04-04", "05-31", "10-06"),
    2026: ("02-17", "04-05", "06-19", "09-25"),
    2027: ("02-06", "04-05", "06-09", "09-15"),
    2028: ("01-26", "04-04", "05-28", "10-03"),
    2029: ("02-13", "04-04", "06-16", "09-22"),
    2030: ("02-03", "04-05", "06-05", "09-12"),
    2031: ("01-23", "04-05", "06-24", "10-01"),
    2032: ("02-11", "04-04", "06-12", "09-19"),
    2033: ("01-31", "04-04", "06-01", "09-08"),
    2034: ("02-19", "04-05", "06-20", "09-27"),
    2035: ("02-08", "04-05", "06-10", "09-16"),
    2036: ("01-28", "04-04", "05-30", "10-04"),
    2037: ("02-15", "04-04", "06-18", "09-24"),
    2038: ("02-04", "04-05", "06-07", "09-13"),
    2039: ("01-24", "04-05", "05-27", "10-02"),
    2040: ("02-12", "04-04", "06-14", "09-20"),
}

_FIXED = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
_SECOND_OF_MAY_SINCE = 2025


def fixed_holidays(year: int) -> frozenset[date]:
    """Return the statutory holidays with a date of their own: 元旦, 劳动节, 国庆节."""
    days = {date(year, month, day) for month, day in _FIXED}
    if year >= _SECOND_OF_MAY_SINCE:
        days.add(date(year, 5, 2))
    return frozenset(days)


def statutory_holidays(year: int) -> frozenset[date]:
    """Return the statutory holidays of a year; outside 2025-2040 only those with a fixed date."""
    return fixed_holidays(year) | _moving_holidays(year)


def _moving_holidays(year: int) -> frozenset[date]:
    if year not in _MOVING:
        return frozenset()
    spring, *single = (date.fromisoformat(f"{year}-{day}") for day in _MOVING[year])
    eve_to_third = {spring + timedelta(days=n) for n in (-1, 0, 1, 2)}
    return frozenset(eve_to_third.union(single))
