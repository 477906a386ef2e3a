"""The announcer of a zone: plays the hall's log of calls in order, on signs and voice.

Signs change at once; the voice has its own queue and never talks over itself. Of all processes
of the hall one announces in a zone: it holds a lease, and whoever takes the lease over goes on
where the other one stopped. What was announced is written down after it was played: after a
crash between the two a call is heard once more, never not at all.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from hall_client.app.papers import SignText
from hall_client.app.ports import Sign, Voice
from hall_client.app.rows import BoardRow
from hall_client.domain.transitions import TicketState

VALID = timedelta(seconds=30)
"""How late a call is announced whatever has become of it."""
AWAITED = timedelta(minutes=10)
"""How late it is announced while the person has not come."""
BLINK_SECONDS = 3
RENEWED_SECONDS = 5.0
REMEMBERED = 100


class CallRecord(Protocol):
    """What the processes of a hall know of each other's announcing."""

    def leads(self, duty: str) -> bool:
        """Take or keep what one process of the hall does at a time; False: another has it."""
        ...

    def announced(self, zone: str) -> frozenset[str]:
        """The calls of a zone that were announced lately, by whomever."""
        ...

    def note_announced(self, zone: str, call_ids: Sequence[str]) -> None:
        """These are the calls announced lately."""
        ...


class Announcer:
    """Feed it the board's rows as they are read; it says each call once, `repeats` times.

    Without a record it is alone. Faults of the record come before anything was played, or after.
    """

    def __init__(
        self,
        devices: tuple[Sign, Voice],
        repeats: int = 2,
        zone: str = "",
        record: CallRecord | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sign, self._voice = devices
        self._repeats = repeats
        self._zone = zone
        self._record = record
        self._monotonic = monotonic
        self._renewed_at: float | None = None
        self._said: deque[str] = deque(maxlen=REMEMBERED)

    def play(self, rows: Sequence[BoardRow], now: datetime) -> list[BoardRow]:
        """Announce what is new and still valid, oldest first; returns what was announced."""
        if not self._leads():
            return []
        due = [row for row in reversed(_valid(rows, now)) if row.announcement_id not in self._said]
        for row in due:
            self._sign.show(sign_text(row))
            for _ in range(self._repeats):
                self._voice.speak(row.words)
        if due:
            self._remember(row.announcement_id for row in due)
            if self._record is not None:
                self._record.note_announced(self._zone, tuple(self._said))
        return due

    def _leads(self) -> bool:
        """Whether this process announces; who begins to takes over what the last one has said."""
        if self._record is None:
            return True
        now = self._monotonic()
        if self._renewed_at is not None and now - self._renewed_at < RENEWED_SECONDS:
            return True
        led, self._renewed_at = self._renewed_at is not None, None
        if not self._record.leads(f"announcer/{self._zone}"):
            return False
        if not led:
            self._remember(sorted(self._record.announced(self._zone)))
        self._renewed_at = now
        return True

    def _remember(self, call_ids: Iterable[str]) -> None:
        self._said.extend(one for one in call_ids if one not in self._said)


class OwnSign:
    """A counter that is cut off shows its own calls at its own sign: nobody else hears of them."""

    def __init__(self, sign: Sign) -> None:
        self._sign = sign
        self._shown: deque[str] = deque(maxlen=REMEMBERED)

    def play(self, rows: Sequence[BoardRow], counter: str, now: datetime) -> None:
        for row in reversed(_valid(rows, now)):
            if row.counter == counter and row.announcement_id not in self._shown:
                self._shown.append(row.announcement_id)
                self._sign.show(sign_text(row))


def sign_text(row: BoardRow) -> SignText:
    return SignText(row.counter, f"请{row.number}号", BLINK_SECONDS)


def _valid(rows: Sequence[BoardRow], now: datetime) -> list[BoardRow]:
    """The rows that may still be announced, newest first; of late ones the last of each ticket."""
    kept: list[BoardRow] = []
    for row in rows:
        late = abs(now - row.at)
        again = any(one.number == row.number for one in kept)
        awaited = row.state == TicketState.CALLED and late <= AWAITED and not again
        if late <= VALID or awaited:
            kept.append(row)
    return kept
