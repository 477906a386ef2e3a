"""Device profiles: every constant that differs between models or halls, read from JSON.

What a manual must confirm is an option here, never a constant in a driver.
"""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from hall_client.app.codec import decode
from hall_client.places import RESOURCES

DEFAULTS = RESOURCES / "defaults" / "devices.json"


@dataclass(frozen=True)
class SerialSettings:
    """How a port is opened; `deadline_seconds` bounds one write, `patience_seconds` an outage."""

    baud: int = 9600
    parity: str = "N"
    rtscts: bool = False
    deadline_seconds: int = 10
    patience_seconds: int = 3


class LineKind(StrEnum):
    """What a line of the ticket is."""

    TEXT = "text"
    QR = "qr"
    CODE128 = "code128"
    RULE = "rule"


class Align(StrEnum):
    """Where a line stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class TicketLine:
    """One line of the ticket layout.

    `text` is a template over the facts of the slip: {hall} {queue} {number} {people_ahead} {wait}
    {time} {query_code} {rule} {name}. A line whose fact is empty is left out; `{rule}` repeats.
    `when` names a further fact that must be there.
    """

    text: str = ""
    kind: LineKind = LineKind.TEXT
    scale: int = 1
    bold: bool = False
    align: Align = Align.CENTRE
    when: str = ""


@dataclass(frozen=True)
class TicketProfile:
    """A ticket printer: `dots` is 576 on 80 mm paper, 384 on 58 mm."""

    url: str
    serial: SerialSettings = field(default_factory=SerialSettings)
    dots: int = 576
    hanzi_command: bool = True  # FS &; harmless where the mode is on already
    hanzi_size_command: bool = True  # FS ! beside GS !, for models that scale hanzi only by it
    native_qr: bool = True  # some cheap models lack it: the code is then a picture
    qr_size: int = 6
    cut: bool = True
    feed_lines: int = 3
    status: bool = True  # ask for paper and cover before each ticket
    timezone: str = "Asia/Shanghai"
    layout: tuple[TicketLine, ...] = ()


class Graphics(StrEnum):
    """How a picture travels in ZPL."""

    HEX = "hex"
    Z64 = "z64"


@dataclass(frozen=True)
class LabelLine:
    """One line of the label's text block under its title.

    A template over {applicant} {hall} {received} {due} {code}, {material} {total} on a material's
    label and {folder_total} on a folder's; a line whose fact is empty is left out.
    """

    text: str
    dots: int = 22
    bold: bool = False


@dataclass(frozen=True)
class LabelProfile:
    """A label printer; `smallest` is the size below which a long title is cut, not shrunk."""

    url: str
    serial: SerialSettings = field(default_factory=SerialSettings)
    width_mm: int = 60
    height_mm: int = 40
    dots_per_mm: int = 8  # 203 dpi; 12 at 300 dpi
    darkness: int | None = None
    graphics: Graphics = Graphics.Z64
    margin: int = 16
    qr_size: int = 5
    bar_width: int = 2
    bar_height: int = 64
    title_dots: int = 34
    smallest: int = 20
    lines: tuple[LabelLine, ...] = ()


class Unit(StrEnum):
    """How a BX card counts x and width: 5K bytes of 8 dots, 6K dots, some 6K with a flag bit."""

    BYTES = "bytes"
    DOTS = "dots"
    FLAGGED_DOTS = "flagged-dots"


@dataclass(frozen=True)
class SignProfile:
    """One BX-5K/6K sign; several may share a bus (the same url) under their own `screen`."""

    url: str
    counter: str
    serial: SerialSettings = field(default_factory=lambda: SerialSettings(57600))
    screen: int = 1
    device: int = 0xFE
    unit: Unit = Unit.BYTES
    width: int = 128
    height: int = 32
    area: int = 0
    colour: int = 0  # 0 the card's own, 1 red, 2 green, 3 yellow
    blink_colour: int = 1
    speed: int = 0
    reply: bool = True
    reply_ms: int = 800


@dataclass(frozen=True)
class VoiceProfile:
    """The voice: a folder of clips under `resources/voice`, or an absolute one."""

    pack: str = "zh"
    chime: bool = True
    gap_ms: int = 50


@dataclass(frozen=True)
class HallProfiles:
    """All devices of one station; what is None or absent the station does not have."""

    ticket: TicketProfile | None = None
    label: LabelProfile | None = None
    signs: tuple[SignProfile, ...] = ()
    voice: VoiceProfile | None = None


def load_profiles(path: Path = DEFAULTS) -> HallProfiles:
    """Read a profile file; raises app.codec.CodecError naming the place, or OSError."""
    profiles: HallProfiles = decode(HallProfiles, json.loads(path.read_text(encoding="utf-8")))
    return profiles
