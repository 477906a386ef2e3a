"""Opening a station: its file as it is, or a first join that fills it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hall_client import VERSION
from hall_client.app.command import new_id
from hall_client.app.faults import CentralAway, Fault, StationCopied
from hall_client.app.joining import JoinProgress
from hall_client.app.links import LinkState
from hall_client.app.replication import Introduction
from hall_client.crash_points import passing
from hall_client.store.central import Central
from hall_client.store.joining import make_replica, register
from hall_client.store.lock import keep_alone
from hall_client.store.opening import HEAD
from hall_client.store.replica import Replica
from hall_client.store.station_file import install_of, open_replica
from hall_client.store.untold import ask_of_untold
from hall_client.sync.central_time import Clock
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

    `replacing`: take the place of another file that goes by this name. One that lies here tells
    first what central will still hear from it; it is set aside with what is left.
    """
    boot = new_id()
    if replacing and site.path.exists():
        _let_tell(site, clock)
    if replacing or not site.path.exists():
        _join(site, boot, told, replacing)
    replica = open_replica(site.path, boot)
    if replica.station != site.station:
        raise StationCopied(station=replica.station)
    return Station(replica, site.reach, _introduction(replica, boot), clock)


LAST_WORD_SECONDS = 600.0


def _let_tell(site: Site, clock: Clock) -> None:
    """Let a file that is about to be replaced tell its acts; what central does not hear stays.

    A Fault when central does not answer: then nothing has changed.
    """
    keep_alone(site.path)
    site.reach().close()
    boot = new_id()
    try:
        replica = open_replica(site.path, boot)
    except Fault:  # nothing can be read from it
        return
    old = Station(replica, site.reach, _introduction(replica, boot), clock)
    old.start()
    try:
        if not old.courier.settled(LAST_WORD_SECONDS) and old.standing.state is LinkState.OFFLINE:
            raise old.standing.problem or CentralAway()
        assert old.courier.central is not None, "central was met"
        ask_of_untold(old.courier.central, replica)
    finally:
        old.close()


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
