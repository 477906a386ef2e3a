"""Whether central can be reached, since when, and who wants to know."""

import threading
from dataclasses import replace

from hall_client.app.faults import Fault
from hall_client.app.joining import JoinProgress
from hall_client.app.links import LinkStanding, LinkState, Watcher
from hall_client.sync.central_time import NOTED, CentralTime


class Link:
    """One station's link. Any thread may ask or change it; watchers are called on that thread."""

    def __init__(self, time: CentralTime) -> None:
        self.time = time
        self.clock = time.now
        self._guard = threading.Lock()
        self._watchers: list[Watcher] = []
        self._standing = LinkStanding(state=LinkState.OFFLINE, since=time.now())
        self.look_at_clock()

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

    def copied(self, progress: JoinProgress) -> None:
        """Note how far a copy of the hall has come that is made while work goes on."""
        percent = 100 * progress.rows // max(progress.of, 1)
        if percent != self._standing.copied_percent:
            with self._guard:
                self._standing = replace(self._standing, copied_percent=percent)
            self._tell()

    def look_at_clock(self) -> bool:
        """See how far this machine's clock is behind central's now; whether that is news."""
        skew = self.time.skew
        if abs(skew - self._standing.skew) <= NOTED:
            return False
        with self._guard:
            self._standing = replace(self._standing, skew=skew)
        self._tell()
        return True

    def _change(self, state: LinkState, problem: Fault | None) -> None:
        with self._guard:
            before = self._standing
            since = before.since if before.state is state else self.clock()
            now = replace(before, state=state, since=since, problem=problem)
            self._standing = replace(now, copied_percent=None)
        self._tell()

    def _tell(self) -> None:
        for watcher in list(self._watchers):
            watcher(self._standing)
