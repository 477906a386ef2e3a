"""Windows of stations: each station's copy and courier are real, central is PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from hall_client.app.joining import Joining
from hall_client.sync.hall import StationHall
from hall_client.ui.host import Host
from tests.hall import Facts
from tests.sync.hall_of_stations import HallOfStations, StationPlace
from tests.ui.seat import Clock, Room, Seat, aside


@dataclass
class HallClock(Clock):
    """Central's time, a second later whenever somebody asks."""

    halls: HallOfStations | None = None

    def __call__(self) -> datetime:
        assert self.halls is not None
        self.halls.central.now += timedelta(seconds=1)
        return self.halls.central.now


@dataclass
class StationRoom(Room):
    """The room of one station; its line can be unplugged."""

    at: StationPlace = field(kw_only=True)

    def host(self) -> Host:
        def opened(_joining: Joining) -> StationHall:
            return StationHall(self.at.hall._station, leave=lambda: None)

        return replace(super().host(), station=self.at.name, open_database=opened, demo=False)

    @contextmanager
    def window(self, qtbot: QtBot, login: str, screen: str) -> Iterator[Seat]:
        """A person at this station."""
        with self.seat(qtbot, login, screen, self.at.name) as seat:
            yield seat

    def unplug(self) -> None:
        with aside():
            self.at.unplug()

    def plug(self) -> None:
        with aside():
            self.at.plug()
            self.at.catch_up()

    def do(self, verb: str, actor: str, /, **body: Any) -> Facts:
        """Somebody's act at this station, not by these windows."""
        with aside():
            return self.at.do(verb, actor, **body)


def station_room(halls: HallOfStations, name: str, folder: Path) -> StationRoom:
    """The station of that name, joined and connected, with a folder for its papers."""
    place = folder / name / "hall.db"
    place.parent.mkdir()
    with aside():
        return StationRoom(place, HallClock(halls=halls), at=halls.at(name))
