"""Work off the GUI thread: a plain function goes out, its value comes back as a call.

    jobs = Jobs(parent=window)
    jobs.run(lambda: desk.perform(command), done=self.show_ticket, failed=self.explain,
             lane="central", owner=self)

`done` and `failed` are called on the GUI thread, in the order the work ended. A lane is one
thread with a name (the replica, the central connection, a device): its work runs in the order
given. When `owner` is gone by then, nobody is called.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, SignalInstance, Slot

T = TypeVar("T")
DATABASE = "database"
SPINNER_AFTER_MS = 300


@dataclass(slots=True)
class _Landing:
    """What a worker brings home, and whom to tell."""

    work: Callable[[], object]
    done: Callable[[object], None] | None
    failed: Callable[[BaseException], None] | None
    owner: QObject | None
    value: object = None
    problem: BaseException | None = None

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self.problem = problem
        return True

    def tell(self) -> None:
        if self.owner is not None and not shiboken6.isValid(self.owner):
            return
        if self.problem is None:
            if self.done is not None:
                self.done(self.value)
        elif self.failed is not None:
            self.failed(self.problem)
        else:
            raise self.problem


class _Worker(QRunnable):
    """Holds only a bound signal: a QObject of its own would die on the pool's thread."""

    def __init__(self, landing: _Landing, landed: SignalInstance) -> None:
        super().__init__()
        self._landing = landing
        self._landed = landed

    def run(self) -> None:
        with self._landing:
            self._landing.value = self._landing.work()
        with suppress(RuntimeError):  # the window and its relay are gone: nobody waits for it
            self._landed.emit(self._landing)


class Jobs(QObject):
    """The relay, owned by the GUI thread, and the lanes. One per window's session.

    `busy_changed(True)` comes when something has taken longer than 300 ms: show a spinner then.
    A failure nobody asked for is raised on the GUI thread, so that the crash hook sees it.
    """

    busy_changed = Signal(bool)
    _landed = Signal(object)

    def __init__(self, pool: QThreadPool | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool if pool is not None else QThreadPool.globalInstance()
        self._lanes: dict[str, QThreadPool] = {}
        self._under_way = 0
        self._busy = False
        self._closed = False
        self._late = QTimer(self, singleShot=True, interval=SPINNER_AFTER_MS)
        self._late.timeout.connect(lambda: self._show_busy(True))
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        lane: str = "",
        owner: QObject | None = None,
    ) -> None:
        """Run `work` on `lane` (any free thread when empty) and tell the outcome here.

        After `close` nothing is begun any more.
        """
        if self._closed:
            return
        # The relay cannot know T; work and done agree on it in this signature.
        landing = _Landing(work, done, failed, owner)  # type: ignore[arg-type]
        self._under_way += 1
        if not self._late.isActive() and not self._busy:
            self._late.start()
        self._pool_of(lane).start(_Worker(landing, self._landed))

    def drain(self, timeout_ms: int = 10_000) -> bool:
        """Wait for all work under way (closing, tests); False when time ran out."""
        pools = [self._pool, *self._lanes.values()]
        return all(pool.waitForDone(timeout_ms) for pool in pools)

    def close(self, timeout_ms: int = 10_000) -> bool:
        """Finish what is under way and begin nothing more: no thread outlives the relay."""
        self._closed = True
        return self.drain(timeout_ms)

    @property
    def under_way(self) -> int:
        return self._under_way

    def _pool_of(self, lane: str) -> QThreadPool:
        if not lane:
            return self._pool
        if lane not in self._lanes:
            # One thread that never retires: connections and ports belong to their thread.
            pool = QThreadPool(self, maxThreadCount=1, expiryTimeout=-1)
            pool.setObjectName(lane)
            self._lanes[lane] = pool
        return self._lanes[lane]

    @Slot(object)
    def _land(self, landing: _Landing) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._late.stop()
            self._show_busy(False)
        landing.tell()

    def _show_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)
