"""At which named place each life of a station ends, so that every place has its turn."""

import random
import threading
from collections import Counter

from hall_client.crash_points import POINTS

BEFORE_JOINING = "joined-not-named"
ONCE_A_STOCK = ("lent-not-kept", "returned-not-noted")
AFTER_A_LOSS = "jobs-not-taken"
FILES = ("chunk-sent", "blob-not-noted", "chunk-fetched")
"""Files of cases go another way than acts and have tests of their own."""
ELSEWHERE = ("copied-not-laid", "copy-laid", *FILES)
"""A feed that is cut while stations are away has tests of its own too: no run is that long."""
LOSING = ("asked-not-told", "told-not-laid")
OFTEN = 6
"""A place on the way of every act is passed up to so many times before the process ends there."""


class CrashPlan:
    """Deals out crash points, the rarest hit so far first; `hits` counts where lives ended."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._guard = threading.Lock()
        self.hits: Counter[str] = Counter()
        self._dealt: Counter[str] = Counter()

    def next(self, joined: bool, last: str | None, stock_low: bool) -> str:
        """For a station that has joined or not, whose last life ended at `last`."""
        with self._guard:
            point = self._point(joined, last, stock_low)
            self._dealt[point] += 1
        rare = point in (BEFORE_JOINING, *ONCE_A_STOCK, AFTER_A_LOSS)
        return f"{point}:{1 if rare else self._dice.randint(1, OFTEN)}"

    def _point(self, joined: bool, last: str | None, stock_low: bool) -> str:
        if last in LOSING and self._dice.random() < 0.5:
            return AFTER_A_LOSS
        if not joined:
            return BEFORE_JOINING if self._dice.random() < 0.4 else self._least(ONCE_A_STOCK)
        rare = (BEFORE_JOINING, AFTER_A_LOSS, *ELSEWHERE)
        usual = [one for one in POINTS if one not in rare]
        fit = usual if stock_low else [one for one in usual if one not in ONCE_A_STOCK]
        return self._least(tuple(fit))

    def _least(self, points: tuple[str, ...]) -> str:
        fewest = min(self.hits[one] + self._dealt[one] for one in points)
        ready = [one for one in points if self.hits[one] + self._dealt[one] <= fewest + 1]
        return self._dice.choice(ready)

    def hit(self, point: str) -> None:
        with self._guard:
            self.hits[point] += 1

    @property
    def missing(self) -> list[str]:
        """Places where no life has ended yet."""
        return [one for one in POINTS if not self.hits[one] and one not in ELSEWHERE]
