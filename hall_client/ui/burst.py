"""Signs that come as fast as a scanner types them."""

from collections.abc import Callable
from dataclasses import dataclass

LONGEST_GAP_MS = 35
LONGEST_STALL_MS = 150  # a busy machine may once hold a key back for so long
FEWEST_SIGNS = 6


def apart(earlier_ms: int, later_ms: int) -> bool:
    """Whether two keys are too far apart for a scanner; one before the other is as well.

    Times of two keyboards may come from different clocks, and one without a time has 0.
    """
    return not _within(LONGEST_GAP_MS, earlier_ms, later_ms)


def _within(longest_ms: int, earlier_ms: int, later_ms: int) -> bool:
    return bool(later_ms) and 0 <= later_ms - earlier_ms <= longest_ms


def _nothing() -> None:
    pass


@dataclass
class _Run:
    """Signs in a row, when the first came, and how to be as before it."""

    signs: str = ""
    began_ms: int = 0
    put_back: Callable[[], None] = _nothing

    def is_scan(self, end_ms: int) -> bool:
        enough = len(self.signs) >= FEWEST_SIGNS
        return enough and _within(LONGEST_GAP_MS * len(self.signs), self.began_ms, end_ms)


@dataclass(frozen=True)
class Code:
    """What was scanned; `put_back` takes it out of whatever had the focus."""

    signs: str
    put_back: Callable[[], None]


class Burst:
    """What may become a scan: the signs at a scanner's pace, and those with stalls between.

    `remember` notes what has the focus; its answer puts that back.
    """

    def __init__(self, remember: Callable[[], Callable[[], None]]) -> None:
        self._remember = remember
        self._last_ms = 0
        self._fast = _Run()
        self._stalled = _Run()

    @property
    def fast(self) -> str:
        """The signs that came without any stall."""
        return self._fast.signs

    @property
    def begun(self) -> bool:
        return bool(self._stalled.signs)

    def press(self, at_ms: int) -> bool:
        """A key was pressed; whether it came right behind the last one."""
        near = self.is_near(at_ms)
        if not near:
            self._fast = _Run()
        if not self.is_near(at_ms, stall=True):
            self._stalled = _Run()
        self._last_ms = at_ms
        return near

    def add(self, sign: str) -> None:
        """The key wrote a sign."""
        if not self._fast.signs:
            self._fast = _Run("", self._last_ms, self._remember())
        if not self._stalled.signs:
            self._stalled = _Run("", self._fast.began_ms, self._fast.put_back)
        self._fast.signs += sign
        self._stalled.signs += sign

    def code(self, at_ms: int) -> Code | None:
        """What was scanned when its end is pressed at `at_ms`.

        With stalls in it the whole must still be faster than any person.
        """
        if self.is_near(at_ms, stall=True) and self._stalled.is_scan(at_ms):
            return Code(self._stalled.signs, self._stalled.put_back)
        if self.is_near(at_ms) and self._fast.is_scan(at_ms):
            return Code(self._fast.signs, self._fast.put_back)
        return None

    def is_near(self, at_ms: int, stall: bool = False) -> bool:
        """Whether a key pressed at `at_ms` can belong to what was typed before it."""
        longest_ms = max(LONGEST_GAP_MS, LONGEST_STALL_MS if stall else 0)
        return _within(longest_ms, self._last_ms, at_ms)

    def forget(self) -> None:
        self._fast, self._stalled = _Run(), _Run()
