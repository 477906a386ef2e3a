"""How a station stands, told without taking its file from whoever works with it."""

from contextlib import closing
from pathlib import Path
from typing import Any

from hall_client import VERSION
from hall_client.app.faults import (
    FAULTS,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseOlder,
    DatabaseUnreachable,
    Fault,
    HallDiffers,
    StationOlder,
    StationUnreadable,
)
from hall_client.app.links import OldFile, UntoldAct
from hall_client.store.central import Central
from hall_client.store.replica import Replica
from hall_client.store.station_file import files_set_aside, opened
from hall_client.store.untold import untold
from hall_client.store.versions import require_recent


def look(path: Path, central_url: str, station: str) -> dict[str, Any]:
    """How a station stands, without taking its file from whoever works with it."""
    hall, problem = _look_at_central(central_url)
    away = isinstance(problem, (DatabaseUnreachable, DatabaseBusy))
    beside = {"central": not away, "untold": look_at_untold(path)}
    told = _standing(path, station)
    if hall and told.get("hall", hall) != hall:
        problem = HallDiffers(given=told["hall"], here=hall)
    return {**told, "problem": told["problem"] or (None if away else problem), **beside}


def _standing(path: Path, station: str) -> dict[str, Any]:
    if not path.exists():
        return {"station": station, "joined": False, "problem": None}
    try:
        return _told_by_file(path)
    except DatabaseOlder:
        problem: Fault = StationOlder(station=station)
    except (DatabaseForeign, DatabaseDamaged):
        problem = StationUnreadable(path=str(path))
    return {"station": station, "joined": True, "problem": problem}


def _told_by_file(path: Path) -> dict[str, Any]:
    with closing(Replica.open(str(path))) as replica:
        notes = replica.notes()
        barred = notes.get("barred")
        return {
            "station": notes["station"],
            "joined": True,
            "hall": notes["hall"],
            "series": notes["series"],
            "cursor": notes["cursor"],
            "pending": replica.pending_count(),
            "unsettled": replica.unsettled_count(),
            "skew_seconds": replica.skew.total_seconds(),
            "problem": FAULTS[barred](station=notes["station"]) if barred else None,
        }


def look_at_untold(path: Path) -> list[OldFile]:
    """Files that no longer speak for this station, here and set aside, with what they hold."""
    here = [path] if path.exists() and _is_barred(path) else []
    return [OldFile(file=str(old), acts=_acts_of(old)) for old in (*here, *files_set_aside(path))]


def _is_barred(path: Path) -> bool:
    try:
        with closing(Replica.open(str(path))) as replica:
            return bool(replica.notes().get("barred"))
    except Fault:  # an older one is brought up to date first, by whoever opens it next
        return False


def _acts_of(old: Path) -> tuple[UntoldAct, ...] | None:
    try:
        with closing(opened(old)) as replica:
            return tuple(untold(replica))
    except Fault:
        return None


def _look_at_central(url: str) -> tuple[str | None, Fault | None]:
    """The hall of central, or what keeps this program from working with it."""
    try:
        with closing(Central.reach(url)) as central:
            hall = central.reference().hall.code
            require_recent(VERSION, central.least_program)
    except Fault as problem:
        return None, problem
    return hall, None
