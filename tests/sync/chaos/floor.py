"""The floor of the hall: what people carry from one station to another, whatever the lines do."""

import random
import threading
from collections import deque

from hall_client.domain.catalogue import ServiceItem
from tests.sync.chaos.acts import Folder, Slip, Tray

SLIPS_IN_HANDS = 200


class Floor:
    """Slips in people's hands, trays on their way, folders that two counters can see."""

    def __init__(self, items: list[ServiceItem]) -> None:
        self.items = items
        self._guard = threading.Lock()
        self._slips: deque[Slip] = deque(maxlen=SLIPS_IN_HANDS)
        self._passed: deque[Slip] = deque(maxlen=SLIPS_IN_HANDS)
        self._trays: list[Tray] = []
        self._seen: deque[Folder] = deque(maxlen=40)

    def hand_out(self, slip: Slip) -> None:
        with self._guard:
            self._slips.append(slip)

    def next_slip(self, dice: random.Random) -> Slip | None:
        """Somebody comes with a slip: one person stands at one counter at a time."""
        return self._pick(self._slips, dice)

    def let_pass(self, slip: Slip) -> None:
        with self._guard:
            self._passed.append(slip)

    def come_back(self, dice: random.Random) -> Slip | None:
        """Somebody who was passed over has come back."""
        return self._pick(self._passed, dice)

    def _pick(self, slips: deque[Slip], dice: random.Random) -> Slip | None:
        with self._guard:
            if not slips:
                return None
            slip = dice.choice(slips)
            slips.remove(slip)
            return slip

    def send(self, tray: Tray) -> None:
        with self._guard:
            self._trays.append(tray)

    def arrive(self, section: str | None) -> Tray | None:
        """The oldest tray for a section; None as a section: for any."""
        with self._guard:
            fit = (tray for tray in self._trays if section in (None, tray.section))
            tray = next(fit, None)
            if tray:
                self._trays.remove(tray)
            return tray

    def show(self, folder: Folder) -> None:
        """Others may look the case up, and mend it too."""
        with self._guard:
            self._seen.append(folder)

    def look(self, dice: random.Random) -> Folder | None:
        with self._guard:
            return dice.choice(self._seen) if self._seen else None
