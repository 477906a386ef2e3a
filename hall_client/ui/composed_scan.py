"""A scan of which an input method took a part for Chinese.

With the input method on, `H1` of a label becomes a word and only the rest arrives as keys. What
was scanned is known from the keys before the input method.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from hall_client.ui.platform.raw_keys import END, RawKey

QUIET_MS = 300  # an input method has answered all keys by then


class ComposedScan(QObject):
    """Follows raw keys and what an input method makes of them.

    `taken` comes when an input method kept the end of a scan, too.
    """

    taken = Signal(str)

    def __init__(
        self,
        owner: QObject,
        apart: Callable[[int, int], bool],
        remember: Callable[[], Callable[[], None]],
        fewest: int,
    ) -> None:
        super().__init__(owner)
        self._apart = apart
        self._remember = remember
        self._fewest = fewest
        self._signs = ""
        self._end_ms = 0
        self._last_ms = 0
        self._ended = False
        self._composed = False
        self.put_back: Callable[[], None] = _nothing
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._be_quiet)

    def press(self, key: RawKey) -> None:
        """A key came from the keyboard."""
        late = self._apart(self._last_ms, key.at_ms)
        self._last_ms = key.at_ms
        if key.sign == END:
            self._press_end(late)
            return
        if late or self._ended or not key.sign:
            self.forget()
        if not self._signs:
            self.put_back = self._remember()
        self._signs += key.sign

    def compose(self) -> None:
        """An input method wrote something."""
        self._composed = bool(self._signs)
        self.stir()

    def stir(self) -> None:
        """Keys are still on their way through the input method."""
        if self._ended:
            self._quiet.start()

    def whole(self, at_ms: int, typed: str) -> str:
        """What was scanned when an end pressed at `at_ms` has come through behind `typed`.

        Empty: no input method took anything, or these are not the same keys.
        """
        signs = iter(self._signs)
        same = self._is_end(at_ms) and all(sign in signs for sign in typed)
        return self._signs if same and self._composed else ""

    def settle(self, at_ms: int) -> None:
        """An end pressed at `at_ms` has come through: nothing more belongs to it."""
        if self._is_end(at_ms):
            self.forget()

    def _press_end(self, late: bool) -> None:
        if late:
            self.forget()
        elif len(self._signs) >= self._fewest and not self._ended:
            self._ended, self._end_ms = True, self._last_ms
            self._quiet.start()

    def _is_end(self, at_ms: int) -> bool:
        """Enter and Tab may both end it."""
        return self._ended and self._end_ms <= at_ms <= self._last_ms

    def forget(self) -> None:
        self._quiet.stop()
        self._signs = ""
        self._ended = self._composed = False

    def _be_quiet(self) -> None:
        """Nothing at all yet: a slow input method has still to answer."""
        if self._composed:
            self.taken.emit(self._signs)


def _nothing() -> None:
    pass
