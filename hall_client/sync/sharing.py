"""One station for all windows of a process: its file is opened once, by whoever comes first."""

import threading

from hall_client.app.joining import Joining
from hall_client.sync.central_time import Clock
from hall_client.sync.hall import StationHall
from hall_client.sync.opening import Site, open_station
from hall_client.sync.station import Station

FIRST_WORD_SECONDS = 6.0


class SharedStation:
    """Opened with the first door, closed with the last."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self._site = site
        self._clock = clock
        self._guard = threading.Lock()
        self._station: Station | None = None
        self._doors = 0

    def enter(self, joining: Joining) -> StationHall:
        """A door of its own to the hall; the courier is at work and has looked for central once."""
        with self._guard:
            if self._station is None:
                self._station = self._opened(joining)
            self._doors += 1
            return StationHall(self._station, self._left)

    def _opened(self, joining: Joining) -> Station:
        station = open_station(self._site, self._clock, joining.told, joining.replacing)
        station.start()
        station.courier.tried(FIRST_WORD_SECONDS)
        return station

    def _left(self) -> None:
        with self._guard:
            self._doors -= 1
            if not self._doors and self._station is not None:
                self._station.close()
                self._station = None
