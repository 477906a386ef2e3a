"""Central and its stations in one process: every act through a station's own door."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, select

from hall_client.app.dispatch import Outcome
from hall_client.app.links import PendingRow
from hall_client.app.queries import Pending
from hall_client.domain.catalogue import ServiceItem
from hall_client.store.images import key_of, replicated
from hall_client.store.replica import Replica
from hall_client.store.tables.journal import journal
from hall_client.store.tables.stations import outbox
from hall_client.sync.hall import StationHall
from hall_client.sync.opening import Site, open_station
from tests.faultline import Proxy
from tests.hall import PERSON, Facts, Hall, materials

PATIENCE_SECONDS = 30.0
# What central did not do stands in the station's own journal alone.
NOT_THERE = ("conflict", "refused", "settled")


class HallOfStations:
    """`halls.at("counter1").do("CallNext", "clerk1", counter="1")`; each has a line of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.central = Hall(url)
        self.folder = folder
        self._stations: dict[str, StationPlace] = {}

    def at(self, name: str) -> "StationPlace":
        """The station of that name, joined and connected when it is first asked for."""
        if name not in self._stations:
            self._stations[name] = StationPlace(self, name)
            self._stations[name].open()
        return self._stations[name]

    def beside(self, name: str, file: str) -> "StationPlace":
        """Another machine that goes by a station's name; not opened yet."""
        self._stations[file] = StationPlace(self, name, file)
        return self._stations[file]

    def forget(self, place: "StationPlace") -> None:
        """It is no longer one of the hall's: it catches up no more and need not be the same."""
        self._stations = {k: one for k, one in self._stations.items() if one is not place}
        place.close()

    def move_to(self, url: str) -> None:
        """Central is on another server from now on; the lines lead there."""
        now, acts = self.central.now, self.central.numbers
        self.central.close()
        self.central = Hall(url)
        self.central.now, self.central.numbers = now, acts
        for place in self._stations.values():
            place.line.server = target_of(url)

    def places(self) -> list["StationPlace"]:
        return list(self._stations.values())

    def catch_up(self) -> None:
        """Everybody tells and takes in, twice: what one told first, the others have then."""
        for _ in range(2):
            for place in self._stations.values():
                place.catch_up()

    def close(self) -> None:
        for place in self._stations.values():
            place.close()
        self.central.close()

    def require_same(self) -> None:
        require_same(self.central, self._stations.values())


class StationPlace:
    """One station with its line to central."""

    site = Site

    def __init__(self, halls: HallOfStations, name: str, file: str | None = None) -> None:
        self.halls = halls
        self.name = name
        self.path = halls.folder / f"{file or name}.db"
        self.line = Proxy(target_of(halls.central.url)).__enter__()
        self.station_hall: StationHall | None = None

    # -- opening and the line ------------------------------------------------------------------

    def open(self, replacing: bool = False, up: bool = True) -> None:
        """Start it and wait until it is `up`, or has found out that it is not."""
        site = self.site(
            path=self.path,
            station=self.name,
            central_url=self.line.through(self.halls.central.url),
        )
        station = open_station(site, self.clock, lambda _progress: None, replacing)
        station.start()
        self.station_hall = StationHall(station)
        self.until(lambda: self.hall.standing().up is up and station.courier.tried(0))

    def shut(self) -> None:
        """End the station's process, as it were; its file stays."""
        if self.station_hall is not None:
            self.station_hall.close()
            self.station_hall = None

    def close(self) -> None:
        self.shut()
        self.line.__exit__(None, None, None)

    def clock(self) -> datetime:
        return self.halls.central.now

    @property
    def hall(self) -> StationHall:
        assert self.station_hall is not None
        return self.station_hall

    @property
    def replica(self) -> Replica:
        return self.hall._replica

    def unplug(self) -> None:
        """The line is gone, and the station knows."""
        self.line.refuse()
        self.until(lambda: not self.hall.standing().up)

    def plug(self) -> None:
        self.line.plug()
        self.until(lambda: self._woken().standing().up)

    def _woken(self) -> StationHall:
        self.hall._station.courier.wake()
        return self.hall

    def until(self, true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not true():
            assert time.monotonic() < deadline, self.hall.standing()
            time.sleep(0.02)

    def catch_up(self) -> None:
        self.hall.catch_up(PATIENCE_SECONDS)

    # -- acting --------------------------------------------------------------------------------

    def perform(self, verb: str, actor: str, /, **body: Any) -> Outcome:
        self.halls.central.later(seconds=30)
        header = {"station": self.name}
        return self.hall.perform(self.halls.central.command(verb, actor, **(header | body)))

    def do(self, verb: str, actor: str, /, **body: Any) -> Facts:
        return self.perform(verb, actor, **body).result

    def check_in(self, item: ServiceItem, actor: str = "clerk1") -> Facts:
        body = {"applicant": PERSON, "channel": "window", "materials": materials(item)}
        return self.do("CheckInCase", actor, item_code=item.code, **body)

    def pending(self, **asked: Any) -> list[PendingRow]:
        viewer = self.hall.reference().staff["clerk1"]
        return self.hall.ask(Pending(**asked), viewer)


def target_of(url: str) -> str:
    """What a line leads to: the socket file in the folder that the URL names."""
    folder = url.partition("host=")[2].partition("&")[0]
    port = url.partition("port=")[2].partition("&")[0] or "5432"
    return f"{folder}/.s.PGSQL.{port}"


class Place(Protocol):
    """A station, as far as its copy of the hall can be looked at."""

    @property
    def name(self) -> str: ...

    @property
    def replica(self) -> Replica: ...


def require_same(central: Hall, places: Iterable[Place]) -> None:
    """Every copy equals central, row by row (central rules §5, invariant 6).

    Lines of the journal without a change (a withdrawn id that is barred) concern central alone.
    """
    with central.database.engine.connect() as connection:
        theirs = everything(connection)
        idle = connection.execute(select(journal.c.id).where(journal.c.touches == [])).scalars()
        silent = {("journal", line) for line in idle}
    for place in places:
        with place.replica.engine.connect() as connection:
            mine = everything(connection)
        undone = {("journal", act.id) for act in acts_of(place) if act.state in NOT_THERE}
        apart = [one for one in differences(mine, theirs) if one[0] not in silent | undone]
        assert not apart, f"{place.name}: {apart}"


def everything(connection: Connection) -> dict[tuple[str, str], dict[str, Any]]:
    """All replicated rows and the journal, but for when each side wrote its line.

    What a withdrawal found to take back, only central knows.
    """
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for table in replicated():
        for row in connection.execute(select(table)):
            rows[table.name, key_of(table, row._mapping)] = dict(row._mapping)
    for row in connection.execute(select(journal).where(journal.c.command != "WithdrawCall")):
        told = dict(row._mapping)
        rows["journal", told["id"]] = {n: told[n] for n in ("command", "actor", "at", "station")}
    return rows


def differences(mine: dict[Any, Any], theirs: dict[Any, Any]) -> list[Any]:
    keys = sorted({*mine, *theirs})
    return [
        (key, mine.get(key), theirs.get(key)) for key in keys if mine.get(key) != theirs.get(key)
    ]


def acts_of(place: Place) -> list[Any]:
    """The outbox of a station, in order."""
    with place.replica.engine.connect() as connection:
        return list(connection.execute(select(outbox).order_by(outbox.c.seq)))
