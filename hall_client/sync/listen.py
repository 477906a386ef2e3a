"""Listening: a hint that something has changed; what has changed is read from the feed.

One thread rests here until central notifies, somebody wakes it, or time has passed.
"""

import select
import socket
import time
from contextlib import suppress

from hall_client.store.central import Central
from hall_client.store.hints import Hints

GRACE_SECONDS = 0.02
"""Several commits in a row are one hint."""


class Listener:
    """Rests on two things at once: central's notifications and wake-ups of this process."""

    def __init__(self) -> None:
        self._inner, self._outer = socket.socketpair()
        for end in (self._inner, self._outer):
            end.setblocking(False)
        self._hints: Hints | None = None
        self._beat_at = 0.0

    def listen(self, central: Central) -> None:
        """Open a connection of its own for hints; a Fault when central does not answer."""
        self.leave()
        self._hints = Hints.of(central)

    def wake(self) -> None:
        with suppress(BlockingIOError, OSError):
            self._outer.send(b"!")

    def rest(self, seconds: float) -> None:
        """Until a hint or a wake-up comes, at most so long. A Fault when the connection broke."""
        watched: list[socket.socket | Hints] = [self._inner]
        if self._hints is not None:
            watched.append(self._hints)
        ready, _, _ = select.select(watched, [], [], seconds)
        with suppress(BlockingIOError):
            self._inner.recv(4096)
        if self._hints is not None and self._hints in ready:
            time.sleep(GRACE_SECONDS)
            self._take_hints()

    def _take_hints(self) -> None:
        assert self._hints is not None
        try:
            self._hints.take()
        except Exception:
            self.leave()
            raise

    def beat_due(self, every_seconds: float) -> bool:
        """Whether it is time for another sign of life."""
        now = time.monotonic()
        if now - self._beat_at < every_seconds:
            return False
        self._beat_at = now
        return True

    def close(self) -> None:
        self.leave()
        self._inner.close()
        self._outer.close()

    def leave(self) -> None:
        """Hear no more hints, until `listen`."""
        if self._hints is not None:
            self._hints.close()
            self._hints = None
