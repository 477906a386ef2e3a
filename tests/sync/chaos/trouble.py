"""What befalls the lines and the server of a chaos run, drawn from its seed."""

import random
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from tests.faultline import Proxy, forecast
from tests.postgres import Cluster

FAIR = 8.0
"""Fair spells last so many times longer than foul ones: between two, some work gets through."""


class Sky:
    """Foul and fair spells on one line until it is told to clear up; `foul` counts by kind."""

    def __init__(self, seed: int, line: Proxy, longest_seconds: float) -> None:
        self.line = line
        self.foul: Counter[str] = Counter()
        self._coming = forecast(seed, longest_seconds)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._blow, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def clear_up(self) -> None:
        self._over.set()
        self._thread.join(60)
        self.line.calm()

    def _blow(self) -> None:
        while not self._over.is_set():
            spell = next(self._coming)
            foul = spell.command != "plug"
            if foul:
                self.foul[spell.command.split()[0]] += 1
            else:
                self.line.calm()
            self.line.obey(spell.command)
            self._over.wait(spell.seconds * (1 if foul else FAIR))


@dataclass(frozen=True)
class Apart:
    """Between two power cuts at least: so long, and so many answers."""

    seconds: float
    acts: int


class PowerCuts:
    """Stops the server as a power cut would, some seconds and acts apart, and starts it again."""

    def __init__(
        self, cluster: Cluster, dice: random.Random, apart: "Apart", answered: Callable[[], int]
    ) -> None:
        self.cluster, self.dice, self.apart, self.answered = cluster, dice, apart, answered
        self.cuts = 0
        self.problem: Exception | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._cut, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def clear_up(self) -> None:
        """No more of them; the server runs."""
        self._over.set()
        self._thread.join(120)
        if self.problem:
            raise self.problem

    def _comes(self) -> bool:
        """Wait until it is time; False: there are no more."""
        share = self.dice.uniform(0.6, 1.4)
        after = self.answered() + self.apart.acts * share
        if self._over.wait(self.apart.seconds * share):
            return False
        while self.answered() < after:
            if self._over.wait(0.2):
                return False
        return True

    def _cut(self) -> None:
        try:
            while self._comes():
                self.cluster.crash()
                self.cuts += 1
                self._over.wait(self.dice.uniform(0.1, 2))
                self.cluster.start()
        except (OSError, RuntimeError, subprocess.SubprocessError) as problem:  # see clear_up
            self.problem = problem
