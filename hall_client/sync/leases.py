"""Numbers lent to this station: enough for today and the days ahead, what is over goes back."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from hall_client.app.replication import BLOCK_SIZE, DAYS_AHEAD, LEASED_SERIES
from hall_client.crash_points import passing
from hall_client.store.central import Central
from hall_client.store.lent_blocks import keep_blocks, lent_blocks, return_blocks
from hall_client.store.replica import Replica

LOW = BLOCK_SIZE // 4
"""Fewer numbers left for a day than this: another block is fetched."""


class NumberStock:
    """The station's stock of case numbers, by business day."""

    def __init__(self, replica: Replica, clock: Callable[[], datetime]) -> None:
        self._replica = replica
        self._clock = clock

    def renew(self, central: Central) -> None:
        """Fetch what will be needed, return what is past."""
        today = self._replica.reference().day_of(self._clock())
        days = [(today + timedelta(days=n)).isoformat() for n in range(DAYS_AHEAD)]
        self.fetch(central, days)
        self._return(central, today)

    def fetch(self, central: Central, days: Sequence[str], enough: int = LOW) -> None:
        """Have at least `enough` numbers for each of these days."""
        if not self._short(days, enough):
            return
        self._keep(central)  # a block may have been lent whose answer was lost
        wanted = [(series, day, BLOCK_SIZE) for series, day in self._short(days, enough)]
        if wanted:
            central.lend(self._replica.hall, self._replica.station, wanted)
            passing("lent-not-kept")
            self._keep(central)

    def _keep(self, central: Central) -> None:
        lent = central.blocks(self._replica.hall, self._replica.station)
        keep_blocks(self._replica, lent, self._clock())

    def _short(self, days: Sequence[str], enough: int) -> list[tuple[str, str]]:
        left: dict[tuple[str, str], int] = {}
        for one in lent_blocks(self._replica):
            key = (one.series, one.period)
            left[key] = left.get(key, 0) + one.hi - one.used
        every = [(series, day) for series in LEASED_SERIES for day in days]
        return [key for key in every if left.get(key, 0) < enough]

    def _return(self, central: Central, today: date) -> None:
        """Give back the days that are past; acts still to tell may use their numbers."""
        past = [one for one in lent_blocks(self._replica) if one.period < today.isoformat()]
        if past:
            central.give_back(self._replica.hall, past, "unused")
            passing("returned-not-noted")
            return_blocks(self._replica, past, self._clock())
