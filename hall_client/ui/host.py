"""What the bootstrap hands to the windows: ports and settings, nothing concrete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first paint does not wait for what stands behind it
    from hall_client.app.joining import Joining
    from hall_client.app.papers import Paper
    from hall_client.app.ports import Twins
    from hall_client.ui.ports import HallDatabase, StationDevices


@dataclass(frozen=True, kw_only=True)
class Look:
    """How the windows look and speak."""

    language: str = "zh_CN"
    theme: str = "light"
    text_size: str = "normal"
    site_font: str = ""


@dataclass(frozen=True, kw_only=True)
class Host:
    """The world outside the windows.

    `open_database` may join central first, and may raise a Fault; `devices` builds the devices
    of a station, `twins` shows simulated ones; `render` sets a paper as PDF; `papers` is the
    folder documents are printed to, `drafts` where what was begun survives the program; `clock`
    is the hall's time. `beside_central`: this machine is a station, and acts as that one only.
    """

    look: Look
    station: str
    open_database: Callable[[Joining], HallDatabase]
    devices: Callable[[str], StationDevices]
    twins: Callable[[], Twins | None]
    render: Callable[[Paper], bytes]
    page_image: Callable[[bytes, int, int], bytes]
    papers: Path
    drafts: Path
    logs: Path
    clock: Callable[[], datetime]
    lock_after_min: int = 10
    demo: bool = False
    beside_central: bool = False
    seed: int = 1
