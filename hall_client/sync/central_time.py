"""Central's time as a station knows it, whatever happens to the clock of its machine.

What central has said goes on by a clock that nobody can set. The machine's own clock is asked for
only at the start, together with how wrong it was when it was last compared.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from hall_client.app.dispatch import ALLOWED_SKEW

Clock = Callable[[], datetime]
NOTED = timedelta(seconds=1)
"""Clocks that are closer to each other than this go alike."""


def steady() -> float:
    """Seconds of a clock that goes on evenly, also while the machine sleeps where it can tell."""
    sleeping_too = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if sleeping_too is None else time.clock_gettime(sleeping_too)


def since(began: float) -> timedelta:
    """How long ago `steady` said this."""
    return timedelta(seconds=steady() - began)


class CentralTime:
    """`machine` is the clock that can be wrong by `skew`; no act was done before `newest`.

    `free`: the day of a rehearsal may be any day, and the machine's clock tells it.
    """

    def __init__(
        self,
        machine: Clock,
        skew: timedelta = timedelta(0),
        newest: datetime | None = None,
        free: bool = False,
    ) -> None:
        self.machine = machine
        self._free = free
        known = machine() + skew
        self._began, self._at = steady(), max(known, newest or known)

    def now(self) -> datetime:
        return self.machine() if self._free else self._at + since(self._began)

    @property
    def skew(self) -> timedelta:
        """How far this machine's clock is behind now."""
        return timedelta(0) if self._free else self.now() - self.machine()

    @property
    def minutes_off(self) -> int:
        """How many minutes the machine's clock is off, where that is more than is allowed; or 0."""
        off = abs(self.skew)
        return int(off.total_seconds() // 60) if off > ALLOWED_SKEW else 0

    def of(self, told: datetime) -> datetime:
        """The time of what was stamped by this machine's clock."""
        return told + self.skew

    def measure(self, theirs: datetime, took: timedelta) -> None:
        """Take over central's time; the answer `took` so long, and is no finer than that."""
        if abs(theirs - self.now()) > max(took, NOTED):
            self._began, self._at = steady(), theirs
