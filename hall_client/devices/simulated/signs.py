"""A bus of BX signs: each takes the frames of its own screen number and answers them."""

import re
from collections import deque

from hall_client.devices.codecs.bx import (
    PING,
    Frame,
    FrameReader,
    acknowledgement,
    decode_sign,
)
from hall_client.devices.codecs.wire import WireError

KEPT = 500
EVERY_SCREEN = 0xFFFE
UNKNOWN_COMMAND = 1


class SimulatedSigns:
    """`shown` is what each screen shows now; `history` what came, as (screen, words)."""

    def __init__(self, screens: tuple[int, ...]) -> None:
        self.shown: dict[int, str] = dict.fromkeys(screens, "")
        self.blinking: dict[int, bool] = dict.fromkeys(screens, False)
        self.history: deque[tuple[int, str]] = deque(maxlen=KEPT)
        self._reader = FrameReader()

    @property
    def last(self) -> tuple[int, str] | None:
        return self.history[-1] if self.history else None

    def receive(self, data: bytes) -> bytes:
        """Take bytes, return the answers; frames with a wrong checksum get none."""
        return b"".join(self._take(frame) for frame in self._reader.feed(data))

    def _take(self, frame: Frame) -> bytes:
        if frame.to == EVERY_SCREEN:
            for screen in self.shown:
                self._show(screen, frame)
            return b""
        if frame.to not in self.shown:
            return b""
        if frame.data == PING:
            return acknowledgement(frame.to)
        return self._show(frame.to, frame)

    def _show(self, screen: int, frame: Frame) -> bytes:
        try:
            shown = decode_sign(frame)
        except WireError:
            return acknowledgement(screen, UNKNOWN_COMMAND)
        words = re.sub(r"\\C\d|[\r\n]", "", shown.text).strip()
        self.shown[screen] = words
        self.blinking[screen] = shown.stay > 0
        self.history.append((screen, words))
        return acknowledgement(screen) if shown.wants_reply else b""
