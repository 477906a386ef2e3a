"""Whether central can be reached, since when, and who wants to know."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from hall_client.app.faults import Fault
from hall_client.app.links import LinkStanding, LinkState, Watcher

Clock = Callable[[], datetime]


class Link:
    """One station's link. Any thread may ask or change it; watchers are called on that thread."""

    def __init__(self, clock: Clock) -> None:
        self.raw_clock = clock
        self._guard = threading.Lock()
        self._watchers: list[Watcher] = []
        self._standing = LinkStanding(state=LinkState.OFFLINE, since=clock())

    def clock(self) -> datetime:
        """Central's time, as far as this machine knows it."""
        return self.raw_clock() + self._standing.skew

    @property
    def standing(self) -> LinkStanding:
        return self._standing

    @property
    def up(self) -> bool:
        return self._standing.up

    def watch(self, watcher: Watcher) -> None:
        self._watchers.append(watcher)

    def lost(self, problem: Fault) -> None:
        """Central did not answer; the time of the loss is that of its first sign."""
        self._change(LinkState.OFFLINE, problem=problem)

    def stopped(self, problem: Fault, state: LinkState = LinkState.STOPPED) -> None:
        """Only a person can bring it back: the file was copied, replaced, is too old."""
        self._change(state, problem=problem)

    def enter(self, state: LinkState) -> None:
        self._change(state, problem=None)

    def count(self, pending: int, unsettled: int) -> None:
        """Note how many acts wait, and how many need a person."""
        with self._guard:
            self._standing = replace(self._standing, pending=pending, unsettled=unsettled)
        self._tell()

    def measure(self, skew: timedelta) -> None:
        """Note how far this machine's clock is behind central's."""
        with self._guard:
            self._standing = replace(self._standing, skew=skew)

    def _change(self, state: LinkState, problem: Fault | None) -> None:
        with self._guard:
            before = self._standing
            since = before.since if before.state is state else self.clock()
            self._standing = replace(before, state=state, since=since, problem=problem)
        self._tell()

    def _tell(self) -> None:
        for watcher in list(self._watchers):
            watcher(self._standing)
