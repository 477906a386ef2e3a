"""A scan of which an input method took a part for Chinese.

With the input method on, `H1` of a label becomes a word and only the rest arrives as keys. What
was scanned is known from the keys before the input method.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from hall_client.ui.burst import Burst, Code
from hall_client.ui.platform.raw_keys import END, RawKey

QUIET_MS = 300  # an input method has answered all keys by then


class ComposedScan(QObject):
    """Follows raw keys and what an input method makes of them.

    `taken` comes with a Code when an input method kept the end of a scan, too.
    """

    taken = Signal(object)

    def __init__(self, owner: QObject, remember: Callable[[], Callable[[], None]]) -> None:
        super().__init__(owner)
        self._burst = Burst(remember)
        self._code: Code | None = None
        self._ends_ms = (0, 0)  # Enter and Tab may both end it
        self._composed = False
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._be_quiet)

    def press(self, key: RawKey) -> None:
        """A key came from the keyboard."""
        if key.sign == END:
            self._press_end(key.at_ms)
            return
        self._burst.press(key.at_ms)
        if self._code or not self._burst.begun or not key.sign:
            self.forget()
        if key.sign:
            self._burst.add(key.sign)

    def compose(self) -> None:
        """An input method wrote something."""
        self._composed = self._burst.begun or self._code is not None
        self.stir()

    def stir(self) -> None:
        """Keys are still on their way through the input method."""
        if self._code:
            self._quiet.start()

    def whole(self, at_ms: int, typed: str) -> Code | None:
        """What was scanned when an end pressed at `at_ms` has come through behind `typed`.

        None: no input method took anything, or these are not the same keys.
        """
        if not self._composed or not self._code or not self._is_end(at_ms):
            return None
        signs = iter(self._code.signs)
        return self._code if all(sign in signs for sign in typed) else None

    def settle(self, at_ms: int) -> None:
        """An end pressed at `at_ms` has come through: nothing more belongs to it."""
        if self._is_end(at_ms):
            self.forget()

    def forget(self) -> None:
        self._quiet.stop()
        self._burst.forget()
        self._code = None
        self._composed = False

    def _press_end(self, at_ms: int) -> None:
        if self._code:
            self._ends_ms = (self._ends_ms[0], at_ms)
        elif code := self._burst.code(at_ms):
            self._code, self._ends_ms = code, (at_ms, at_ms)
            self._quiet.start()
        else:
            self.forget()

    def _is_end(self, at_ms: int) -> bool:
        first, last = self._ends_ms
        return self._code is not None and first <= at_ms <= last

    def _be_quiet(self) -> None:
        """Nothing at all yet: a slow input method has still to answer."""
        if self._composed:
            self.taken.emit(self._code)
