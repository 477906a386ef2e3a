"""What `doctor` sees of the machine without devices, database or toolkit."""

import shutil
import sys
import time
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from hall_client.app.diagnosis import Diagnosis, fault, ok, warning
from hall_client.places import RESOURCES

HALL_ZONE = "Asia/Shanghai"
HALL_OFFSET_SECONDS = 8 * 3600
ROOM_ENOUGH_MB = 2000
ROOM_LEAST_MB = 200
# No clock of a working machine is before the program was written.
BUILT_IN_YEAR = 2026
FONTS = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf", "HallRareHanzi-Regular.ttf")


def examine() -> Iterator[Diagnosis]:
    yield python_and_qt(sys.version_info[:2], installed("PySide6-Essentials"))
    yield fonts()
    yield clock(datetime.now(UTC))
    yield time_zone()
    yield disk(Path.home())
    yield keyring()


def installed(package: str) -> str:
    """Its version, empty when it is not there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def python_and_qt(python: tuple[int, int], qt: str) -> Diagnosis:
    """PySide6 6.12 loses references to None, which Python before 3.12 does not survive."""
    facts = {"python": f"{python[0]}.{python[1]}", "qt": qt}
    if not qt:
        return fault("python", "qt-missing", **facts)
    line = tuple(int(part) for part in qt.split(".")[:2])
    if line >= (6, 12) and python < (3, 12):
        return fault("python", "qt-aborts", **facts)
    return ok("python", "qt-fits", **facts)


def fonts(folder: Path = RESOURCES / "fonts") -> Diagnosis:
    missing = [name for name in FONTS if not (folder / name).is_file()]
    if missing:
        return fault("fonts", "fonts-missing", names=", ".join(missing))
    return ok("fonts", "fonts-present", count=str(len(FONTS)))


def clock(now: datetime) -> Diagnosis:
    told = now.astimezone().isoformat(" ", "seconds")
    if now.year < BUILT_IN_YEAR:
        return fault("clock", "clock-wrong", time=told)
    return ok("clock", "clock-plausible", time=told)


def time_zone(hall: str = HALL_ZONE) -> Diagnosis:
    """The hall's zone must be known; that the machine is in another is only worth a word."""
    try:
        zoneinfo.ZoneInfo(hall)
    except zoneinfo.ZoneInfoNotFoundError:
        return fault("zone", "zone-unknown", zone=hall)
    own = time.localtime()
    if own.tm_gmtoff != HALL_OFFSET_SECONDS:
        return warning("zone", "zone-differs", zone=hall, own=own.tm_zone)
    return ok("zone", "zone-known", zone=hall)


def disk(folder: Path) -> Diagnosis:
    free = shutil.disk_usage(folder).free // 1_000_000
    facts = {"folder": str(folder), "free": str(free), "needed": str(ROOM_ENOUGH_MB)}
    if free < ROOM_LEAST_MB:
        return fault("disk", "disk-full", **facts)
    if free < ROOM_ENOUGH_MB:
        return warning("disk", "disk-short", **facts)
    return ok("disk", "disk-roomy", **facts)


def keyring() -> Diagnosis:
    """A kiosk's account has no keyring as a rule: then a file that only it can read serves."""
    import keyring as keys

    backend = keys.get_keyring()
    name = f"{type(backend).__module__}.{type(backend).__name__}".removeprefix("keyring.backends.")
    if backend.priority <= 0:
        return warning("keyring", "keyring-missing", backend=name)
    return ok("keyring", "keyring-present", backend=name)
