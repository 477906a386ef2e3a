"""The announcer of a zone: plays the hall's log of calls in order, on signs and voice.

Signs change at once; the voice has its own queue and never talks over itself. A restarted
announcer plays only what is still valid, so nobody is called twice by a restart.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hall_client.app.papers import SignText
from hall_client.app.ports import Sign, Voice
from hall_client.app.rows import BoardRow

VALID = timedelta(seconds=30)
BLINK_SECONDS = 3


class Announcer:
    """Feed it the board's rows as they are read; it says each call once, `repeats` times."""

    def __init__(self, sign: Sign, voice: Voice, repeats: int = 2) -> None:
        self._sign = sign
        self._voice = voice
        self._repeats = repeats
        self._said: set[str] = set()

    def play(self, rows: Sequence[BoardRow], now: datetime) -> list[BoardRow]:
        """Announce what is new and still valid, oldest first; returns what was announced."""
        fresh = [
            row
            for row in reversed(rows)
            if row.announcement_id not in self._said and abs(now - row.at) <= VALID
        ]
        self._said |= {row.announcement_id for row in rows}
        for row in fresh:
            self._sign.show(SignText(row.counter, f"请{row.number}号", BLINK_SECONDS))
            for _ in range(self._repeats):
                self._voice.speak(row.words)
        return fresh
