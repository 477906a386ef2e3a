"""Read models of what time alone brings about: rows like those of `rows`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class OpenDayRow:
    """A day that has passed and is not closed. `waiting` will be void, `unresolved` not (tickets);
    `open_counters` were left with nobody there."""

    day: date
    waiting: tuple[str, ...]
    unresolved: tuple[str, ...]
    open_counters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UntoldRow:
    """A received case whose applicant was not told in time what to supplement; the case counts as
    accepted from `complete_on`. `estimated`: the year of `due_on` is not loaded."""

    case_id: str
    case_no: str
    complete_on: date
    due_on: date
    estimated: bool
