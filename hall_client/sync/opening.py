"""Opening a station: its file as it is, or a first join that fills it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hall_client import VERSION
from hall_client.app.command import new_id
from hall_client.app.faults import Fault, StationReplaced
from hall_client.app.replication import Introduction, JoinProgress
from hall_client.crash_points import passing
from hall_client.store.central import Central
from hall_client.store.joining import (
    install_of,
    make_replica,
    open_replica,
    register,
    set_aside,
)
from hall_client.store.opening import HEAD
from hall_client.store.replica import Replica
from hall_client.sync.hall import StationHall
from hall_client.sync.link import Clock
from hall_client.sync.station import Station


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where a station stands: its file, its name, and how central is reached."""

    path: Path
    station: str
    central_url: str

    def reach(self) -> Central:
        return Central.reach(self.central_url)


def open_station(
    site: Site, clock: Clock, told: Callable[[JoinProgress], object], replacing: bool = False
) -> Station:
    """The station, not started yet; without a file it joins first, for which central must answer.

    `replacing`: take the place of another file that goes by this name; its own pending acts stay
    in that file, which is set aside when it lies here.
    """
    boot = new_id()
    if replacing and site.path.exists():
        set_aside(site.path)
    if not site.path.exists():
        _join(site, boot, told, replacing)
    replica = open_replica(site.path, boot)
    if replica.station != site.station:
        raise StationReplaced(station=site.station)
    return Station(replica, site.reach, _introduction(replica, boot), clock)


FIRST_WORD_SECONDS = 6.0


def open_hall(
    site: Site, clock: Clock, told: Callable[[JoinProgress], object], replacing: bool = False
) -> StationHall:
    """The hall as this station has it, with its courier at work; central was looked for once."""
    station = open_station(site, clock, told, replacing)
    station.start()
    station.courier.tried(FIRST_WORD_SECONDS)
    return StationHall(station)


def _join(site: Site, boot: str, told: Callable[[JoinProgress], object], replacing: bool) -> None:
    central = site.reach()
    try:
        who = Introduction(
            station=site.station,
            install=install_of(site.path),
            boot=boot,
            program=VERSION,
            schema=HEAD,
        )
        notes = register(central, who, replacing)
        passing("joined-not-named")
        make_replica(central, site.path, who, notes, told)
    finally:
        central.close()


def _introduction(replica: Replica, boot: str) -> Introduction:
    notes = replica.notes()
    return Introduction(
        station=notes["station"],
        install=notes["install"],
        boot=boot,
        program=VERSION,
        schema=HEAD,
        earlier=tuple(notes["boots"].split()),
    )


def look(path: Path, central_url: str, station: str) -> dict[str, Any]:
    """How a station stands, without taking its file from whoever works with it."""
    if not path.exists():
        return {"station": station, "joined": False, "central": _answers(central_url)}
    replica = Replica.open(str(path))
    try:
        notes = replica.notes()
        return {
            "station": notes["station"],
            "joined": True,
            "hall": notes["hall"],
            "series": notes["series"],
            "cursor": notes["cursor"],
            "pending": replica.pending_count(),
            "unsettled": replica.unsettled_count(),
            "central": _answers(central_url),
        }
    finally:
        replica.close()


def _answers(central_url: str) -> bool:
    try:
        Central.reach(central_url).close()
    except Fault:
        return False
    return True
