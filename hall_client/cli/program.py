"""What the bootstrap hands to the command line: the program as callables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a subcommand pays for what it uses, not for what it might
    from hall_client.app.diagnosis import Diagnosis
    from hall_client.app.doors import HallDoor, StationDoor
    from hall_client.app.joining import Joining
    from hall_client.app.rows import BoardRow
    from hall_client.domain.calendar import WorkingCalendar
    from hall_client.store.database import SqlDatabase


@dataclass(frozen=True, kw_only=True)
class Windows:
    """What only the layer that knows Qt can do; imported when called."""

    open: Callable[[WindowsRequest], int]
    screenshots: Callable[[Path, str, str], list[Path]]
    ui_map: Callable[[], list[dict[str, str]]]
    board_picture: Callable[[Path, Sequence[BoardRow]], None] | None = None


@dataclass(frozen=True, kw_only=True)
class WindowsRequest:
    """Which windows to open: a workspace, the kiosk, the board, or the demo hall."""

    workspace: str = ""
    screen: int = 0
    demo: bool = False
    database: str | None = None
    seed: int = 1


@dataclass(frozen=True, kw_only=True)
class Program:
    """Everything a subcommand may use. `language` is zh or en."""

    language: str
    station: str
    database_url: str
    settings_rows: Sequence[tuple[str, str, str]]
    state_dir: Path
    windows: Windows
    open_database: Callable[[str | None], SqlDatabase]
    open_hall: Callable[[str | None], HallDoor]
    open_station: Callable[[Joining], StationDoor]
    station_at: Callable[[Path, str, str], StationDoor]
    look_at_station: Callable[[], Mapping[str, object]]
    central: str
    create_database: Callable[[str | None, bool], SqlDatabase]
    calendar: Callable[[], WorkingCalendar]
    probe_database: Callable[[], Iterable[Diagnosis]]
    probe_display: Callable[[], Iterable[Diagnosis]]
