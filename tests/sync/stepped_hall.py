"""A whole hall to be led step by step: central and three stations that have joined already."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hall_client.app.faults import CentralAway
from hall_client.store.creation import create
from hall_client.store.sample import load_sample
from tests.hall import Hall
from tests.postgres import Cluster
from tests.sync.hall_of_stations import require_same
from tests.sync.stepwise import SteppedStation

JOINED = ("counter1", "counter2", "office1")


@dataclass(frozen=True)
class Joined:
    """Central and three stations as they stand after joining, to be copied."""

    cluster: Cluster
    template: str
    nest: Path

    @classmethod
    def at(cls, cluster: Cluster, nest: Path) -> "Joined":
        return cls(cluster, cluster.template("stations", lambda url: _join_all(url, nest)), nest)


class SteppedHall:
    """`hall.at("counter1").do(…)`. A station beyond those three joins when it is named."""

    def __init__(self, joined: Joined, folder: Path) -> None:
        """`folder` is filled anew with the files of the stations."""
        self.cluster = joined.cluster
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(joined.nest, folder)
        self.central = Hall(self.cluster.make_database(joined.template))
        self._stations: dict[str, SteppedStation] = {}

    def at(self, name: str) -> SteppedStation:
        """The station of that name, opened and online when it is first asked for."""
        if name not in self._stations:
            made = self.station(name)
            made.open()
            made.plug()
        return self._stations[name]

    def station(self, name: str) -> SteppedStation:
        """The station as it is, maybe still without a file."""
        return self._stations.setdefault(name, SteppedStation(self.central, self.path(name)))

    def move(self, old: SteppedStation, new: SteppedStation) -> None:
        """From now on another machine is the station."""
        assert old.name == new.name
        self._stations[new.name] = new

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.db"

    def places(self) -> Sequence[SteppedStation]:
        """Who has a file."""
        return [one for one in self._stations.values() if one.opened]

    def catch_up(self) -> None:
        """Everybody tells and takes in, twice: what one told first, the others have then."""
        for _ in range(2):
            for place in self.places():
                if not place.round():
                    raise place.hall.standing().problem or CentralAway()

    def require_same(self) -> None:
        require_same(self.central, self.places())

    def close(self) -> None:
        for place in self._stations.values():
            place.shut()
        self.central.close()
        self.cluster.drop_database(self.central.url)


def _join_all(url: str, nest: Path) -> None:
    database = create(url, rehearsal=True)
    load_sample(database)
    database.close()
    central = Hall(url)
    for name in JOINED:
        place = SteppedStation(central, nest / f"{name}.db")
        place.open()
        place.plug()
        place.shut()
    central.close()
