"""What befalls a line in the course of time, drawn from a seed."""

import itertools
import random
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Self

from tests.faultline.proxy import Proxy

FOUL = (
    *("unplug", "black-hole", "drop-replies", "refuse", "reset"),
    *("drop-next-commit-reply", "silence-next-commit-reply", "drop-next-commit"),
)


@dataclass(frozen=True)
class Spell:
    """So long the line does this; `command` can be said to it by hand."""

    command: str
    seconds: float


class Weather:
    """Foul and fair spells on one line, none longer than `longest_seconds`; calm in the end.

    As a context they follow each other in time; `step()` brings the next one at once. `past` is
    what there was.
    """

    def __init__(self, seed: int, line: Proxy, longest_seconds: float = 2.0) -> None:
        self.line = line
        self.past: list[Spell] = []
        self._coming = forecast(seed, longest_seconds)
        self._over = threading.Event()
        self._sky = ThreadPoolExecutor(1)
        self._blown: Future[None] | None = None

    def step(self) -> Spell:
        spell = next(self._coming)
        self.past.append(spell)
        self.line.obey(spell.command)
        return spell

    def __enter__(self) -> Self:
        self._blown = self._sky.submit(self._blow)
        return self

    def __exit__(self, *reason: object) -> None:
        self._over.set()
        self._sky.shutdown()
        self.line.calm()
        if self._blown:
            self._blown.result()

    def _blow(self) -> None:
        while not self._over.is_set():
            self._over.wait(self.step().seconds)


def forecast(seed: int, longest_seconds: float) -> Iterator[Spell]:
    """Endless, the same for the same seed; foul and fair take turns."""
    dice = random.Random(seed)
    for foul in itertools.cycle((True, False)):
        yield Spell(_foul(dice) if foul else "plug", dice.uniform(0.05, 1) * longest_seconds)


def _foul(dice: random.Random) -> str:
    measured = (
        f"slow {dice.randrange(5, 200)}",
        f"cut-after {dice.randrange(1, 40)}",
        f"cut-after {dice.randrange(1, 4000)} bytes",
    )
    return dice.choice(FOUL + measured)
