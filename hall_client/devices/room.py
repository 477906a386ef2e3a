"""Fitting a station out: its devices from a profile, with twins where the profile simulates."""

from collections import deque
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from hall_client.devices.glyphs import Glyphs
from hall_client.devices.hall import HallDevices
from hall_client.devices.port import PortState
from hall_client.devices.profiles import DEFAULTS, HallProfiles, load_profiles
from hall_client.devices.simulated.hall import SimulatedHall
from hall_client.devices.simulated.paper import label_picture, ticket_picture

KEPT = 50


class RoomTwins:
    """The `Twins` port: pictures and words of what simulated devices have put out."""

    def __init__(self, hall: SimulatedHall) -> None:
        self._hall = hall
        self._glyphs = Glyphs.bundled()
        self.heard: deque[str] = deque(maxlen=KEPT)
        self._counters = {sign.screen: sign.counter for sign in hall.profiles.signs}

    def ticket_picture(self) -> bytes | None:
        last, profile = self._hall.tickets.last, self._hall.profiles.ticket
        if last is None or profile is None:
            return None
        return _png(ticket_picture(last.elements, profile.dots, self._glyphs))

    def label_picture(self) -> bytes | None:
        last = self._hall.labels.last
        return _png(label_picture(last)) if last else None

    def signs(self) -> dict[str, str]:
        return {self._counters[n]: words for n, words in self._hall.signs.shown.items()}

    def spoken(self) -> list[str]:
        return list(self.heard)


class RoomDevices(HallDevices):
    """Devices that let the twins hear what is spoken."""

    def __init__(self, hall: SimulatedHall, twins: RoomTwins) -> None:
        super().__init__(hall.profiles, _quiet)
        self._hall = hall
        self._twins = twins

    def speak(self, text: str) -> None:
        self._twins.heard.append(text)
        super().speak(text)

    def close(self, seconds: float = 15) -> None:
        super().close(seconds)
        self._hall.close()


class SharedDevices(RoomDevices):
    """One set for all windows of a process: one that closes does not take it from the others."""

    def close(self, seconds: float = 15) -> None:
        """They end with the process: their threads are daemons."""


def share(voice: bool) -> tuple[SharedDevices, RoomTwins]:
    """Build the simulated hall for many windows."""
    hall, twins = _simulated(load_profiles(DEFAULTS), voice)
    return SharedDevices(hall, twins), twins


def equip(profile: Path | None, voice: bool) -> tuple[RoomDevices, RoomTwins]:
    """Build the devices of a profile file (None: the built-in simulated hall)."""
    hall, twins = _simulated(load_profiles(profile or DEFAULTS), voice)
    return RoomDevices(hall, twins), twins


def _simulated(profiles: HallProfiles, voice: bool) -> tuple[SimulatedHall, RoomTwins]:
    hall = SimulatedHall(profiles if voice else replace(profiles, voice=None))
    return hall, RoomTwins(hall)


def _quiet(_state: PortState) -> None:
    """States are read from the devices when somebody looks."""


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.convert("L").save(out, "PNG", compress_level=1)
    return out.getvalue()
