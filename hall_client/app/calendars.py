"""Calendar documents: the text of a file in, yearly notices or a working calendar out.

Two forms are read: the shipped one, `{"area", "source", "years": [notice, ...]}`, and a single
notice `{"year", "days": [{"name", "date", "isOffDay"}]}` as the public holiday-cn files have it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from hall_client.domain.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    NATIONAL,
    CalendarDay,
    CalendarYear,
    WorkingCalendar,
    calendar_of,
    check_year,
)
from hall_client.domain.errors import (
    CalendarMalformed,
    CalendarUnreadable,
    CalendarYearTwice,
    DayOutOfRange,
)

_T = TypeVar("_T")
_JSON_KINDS = {dict: "object", list: "array", str: "text", int: "number", bool: "true/false"}
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_calendar(text: str) -> WorkingCalendar:
    """Read a calendar document into a calendar; a refusal names the place of the first fault."""
    years = parse_years(text)
    return calendar_of(years, years[0].area)


def parse_years(text: str) -> tuple[CalendarYear, ...]:
    """Read the notices of a calendar document, at least one, each checked for completeness."""
    document = _object(_loaded(text), "document")
    if "years" not in document:
        return (_notice(document, "document", NATIONAL),)
    area = _field(document, "area", str, "document") if "area" in document else NATIONAL
    rows = _field(document, "years", list, "document")
    if not rows:
        raise CalendarMalformed(place="years", problem="empty")
    notices = tuple(
        _notice(_object(row, f"years[{n}]"), f"years[{n}]", area) for n, row in enumerate(rows)
    )
    _refuse_twice(notices)
    return notices


def write_years(years: tuple[CalendarYear, ...]) -> str:
    """Write notices as a calendar document; `parse_years` reads it back unchanged."""
    document = {
        "area": years[0].area if years else NATIONAL,
        "years": [{"year": y.year, "days": [_row(line) for line in y.days]} for y in years],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def merge_years(
    known: tuple[CalendarYear, ...], told: tuple[CalendarYear, ...]
) -> tuple[CalendarYear, ...]:
    """All years in order; a newer notice of a year takes the place of the older one.

    A notice without an area of its own joins the area that is loaded.
    """
    area = known[0].area if known else told[0].area
    if told[0].area not in (area, NATIONAL):
        raise CalendarMalformed(place="area", problem=f"{told[0].area} / {area}")
    by_year = {one.year: replace(one, area=area) for one in (*known, *told)}
    return tuple(by_year[year] for year in sorted(by_year))


def _row(line: CalendarDay) -> dict[str, object]:
    return {"name": line.name, "date": line.day.isoformat(), "isOffDay": line.off}


def _loaded(text: str) -> object:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as fault:
        raise CalendarUnreadable(line=fault.lineno, column=fault.colno) from None
    except (RecursionError, ValueError):
        raise CalendarUnreadable(line=1, column=1) from None


def _notice(document: Mapping[str, object], place: str, area: str) -> CalendarYear:
    year = _field(document, "year", int, place)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DayOutOfRange(year=year, first=FIRST_YEAR, last=LAST_YEAR)
    rows = _field(document, "days", list, place)
    notice = CalendarYear(
        year=year,
        days=tuple(_line(row, f"{place}.days[{n}]") for n, row in enumerate(rows)),
        area=area,
    )
    check_year(notice)
    return notice


def _line(row: object, place: str) -> CalendarDay:
    line = _object(row, place)
    return CalendarDay(
        day=_day(_field(line, "date", str, place), f"{place}.date"),
        name=_field(line, "name", str, place),
        off=_field(line, "isOffDay", bool, place),
    )


def _day(text: str, place: str) -> date:
    try:
        if _ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise CalendarMalformed(place=place, problem=text)


def _object(value: object, place: str) -> Mapping[str, object]:
    if isinstance(value, dict):
        return value
    raise CalendarMalformed(place=place, problem=_json_kind(value))


def _field(document: Mapping[str, object], name: str, kind: type[_T], place: str) -> _T:
    """Return a field of exactly this JSON type (true is not a number)."""
    value = document.get(name)
    if isinstance(value, kind) and type(value) is kind:
        return value
    raise CalendarMalformed(place=f"{place}.{name}", problem=_json_kind(value))


def _json_kind(value: object) -> str:
    """What JSON calls a value of this type; nothing where the field is not there."""
    return _JSON_KINDS.get(type(value), "missing")


def _refuse_twice(notices: tuple[CalendarYear, ...]) -> None:
    seen: set[int] = set()
    for notice in notices:
        if notice.year in seen:
            raise CalendarYearTwice(year=notice.year)
        seen.add(notice.year)
