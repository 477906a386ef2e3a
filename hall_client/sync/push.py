"""Push: acts done here, oldest first, in batches, each told until central has answered."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from hall_client.app.dispatch import TRIES
from hall_client.app.faults import CentralWentBack, DatabaseBusy
from hall_client.app.replication import Introduction, PushAnswer, StationAct
from hall_client.app.work import Contended
from hall_client.crash_points import passing
from hall_client.store.central import Central
from hall_client.store.inbox import take_in
from hall_client.store.replica import Replica

BATCH = 100


class Push:
    """Tells what was done here. `turn` is taken by whoever speaks with central for this station:
    what one has heard there is laid here before another asks, so no older row is laid on a newer.
    """

    def __init__(self, replica: Replica, who: Introduction, clock: Callable[[], datetime]) -> None:
        self.replica = replica
        self._who = who
        self._clock = clock
        self.turn = threading.RLock()

    def drain(self, central: Central) -> int:
        """Tell everything; how many acts were answered. A Fault stops it: nothing is lost."""
        told = 0
        with self.turn:
            while acts := self.replica.pending(BATCH):
                passing("acted-not-pushed")
                self.replica.offer(acts[-1].seq)
                answer = self._take_in(central, acts)
                passing("pushed-not-entered")
                if answer.expected is not None:
                    raise CentralWentBack()
                self.replica.answered(answer, self._clock())
                told += len(answer.answers)
        return told

    def _take_in(self, central: Central, acts: list[StationAct]) -> PushAnswer:
        """Others may be first with a row; the whole batch comes again then, and sees theirs."""
        for _ in range(TRIES - 1):
            with suppress(Contended):
                return take_in(central, self.replica.hall, self._who, acts)
        try:
            return take_in(central, self.replica.hall, self._who, acts)
        except Contended as lost:
            raise DatabaseBusy(place=central.place, seconds=0) from lost
