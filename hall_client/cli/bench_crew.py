"""Processes that measure together: nobody begins before everybody is ready."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from threading import BrokenBarrierError
from typing import Any, TypeVar

PATIENCE_SECONDS = 3600.0
ENDING_SECONDS = 10.0
T = TypeVar("T")
_gate: list[Barrier] = []


class Crew:
    """So many processes and the one that leads them: all pass the gate together."""

    def __init__(self, pool: ProcessPoolExecutor, gate: Barrier) -> None:
        self._pool = pool
        self._gate = gate
        self._begun: list[Future[Any]] = []

    def begin(self, work: Callable[..., T], *each: Sequence[Any]) -> list[Future[T]]:
        """Give every process its task: `work` with one value of each sequence."""
        begun = [self._pool.submit(_run, work, values) for values in zip(*each, strict=True)]
        self._begun += begun
        return begun

    def together(self) -> None:
        """Wait until everybody is at the gate; what went wrong with somebody is raised."""
        try:
            self._gate.wait(PATIENCE_SECONDS)
        except BrokenBarrierError:
            wait(self._begun, ENDING_SECONDS)
            self.require_well()
            raise

    def require_well(self) -> None:
        """Raise what has gone wrong so far; a gate that broke for it tells nobody why."""
        wrong = [error for one in self._begun if one.done() and (error := one.exception())]
        if wrong:
            raise min(wrong, key=lambda error: isinstance(error, BrokenBarrierError))


@contextmanager
def crew(count: int) -> Iterator[Crew]:
    """So many fresh processes: nothing of the leader is in them."""
    fresh = multiprocessing.get_context("spawn")
    gate = fresh.Barrier(count + 1)
    with ProcessPoolExecutor(count, fresh, _remember, (gate,)) as pool:
        yield Crew(pool, gate)


def together() -> None:
    """In one of the processes: wait until everybody is at the gate."""
    _gate[0].wait(PATIENCE_SECONDS)


def _remember(gate: Barrier) -> None:
    _gate[:] = [gate]


def _run(work: Callable[..., T], values: Sequence[Any]) -> T:
    try:
        return work(*values)
    except BaseException:
        _gate[0].abort()
        raise
