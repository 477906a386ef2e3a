"""What a line does to those who use it, and how often it did."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from tests.faultline.wire import Message


class Mode(StrEnum):
    """How the line is until told otherwise."""

    PASS = "pass"
    HOLD = "hold"
    """Unplugged: nothing arrives; what was sent arrives late, when the line passes again."""
    BLACK_HOLE = "black-hole"
    """Connections are accepted and everything is swallowed, both ways, their end too."""
    DROP_REPLIES = "drop-replies"
    REFUSE = "refuse"
    """As if no server ran: live connections are reset, new ones refused."""
    SLOW = "slow"


@dataclass(frozen=True)
class Ambush:
    """Waits for the next SQL that matches: its request is lost, or only the reply to it."""

    matching: re.Pattern[str]
    loses_request: bool
    silently: bool

    @property
    def name(self) -> str:
        return "lost-request" if self.loses_request else "lost-reply"


@dataclass
class Cut:
    """How much of the clients' stream still goes through, in messages or bytes."""

    left: int
    in_bytes: bool


@dataclass
class Conditions:
    """Of one line; only its own thread changes them. `injected` counts faults that met someone.

    One for each connection (reset, black-hole, drop-replies, cut, lost-...), message (slow, hold)
    or time that the line was told (refuse).
    """

    mode: Mode = Mode.PASS
    latency: float = 0.0
    ambush: Ambush | None = None
    cut: Cut | None = None
    injected: Counter[str] = field(default_factory=Counter)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def change(self, mode: Mode, latency: float = 0.0) -> None:
        self.mode, self.latency = mode, latency
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def until(self, allowed: Callable[[], bool]) -> None:
        while not allowed():
            await self._changed.wait()

    async def plugged_in(self) -> None:
        if self.mode is Mode.HOLD:
            self.injected[Mode.HOLD] += 1
            await self.until(lambda: self.mode is not Mode.HOLD)

    async def come_due(self, due: float) -> None:
        late = due - asyncio.get_running_loop().time()
        if late > 0:
            self.injected[Mode.SLOW] += 1
            await asyncio.sleep(late)

    def swallow(self, to_server: bool) -> bool:
        return self.mode is Mode.BLACK_HOLE or (self.mode is Mode.DROP_REPLIES and not to_server)

    def spring(self, message: Message) -> Ambush | None:
        """The ambush, if this message runs into it; it waits no longer."""
        ambush = self.ambush
        if not ambush or not message.sql or not ambush.matching.search(message.sql):
            return None
        self.ambush = None
        return ambush

    def cut_off(self, raw: bytes) -> tuple[bytes, bool]:
        """What of a message goes through, and whether the connection is cut after it."""
        if not self.cut:
            return raw, False
        part = raw[: self.cut.left] if self.cut.in_bytes else raw
        self.cut.left -= len(part) if self.cut.in_bytes else 1
        if self.cut.left:
            return part, False
        self.cut = None
        self.injected["cut"] += 1
        return part, True
