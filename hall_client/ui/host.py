"""What the bootstrap hands to the windows: ports and settings, nothing concrete."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from hall_client.app.papers import Paper
from hall_client.app.ports import LabelPrinter, Sign, TicketPrinter, Twins, Voice
from hall_client.app.printing import JobState, PrintJob
from hall_client.app.queries import Reader
from hall_client.app.work import Database
from hall_client.domain.people import Staff


class HallDatabase(Database, Reader, Protocol):
    """The database as the windows use it; every call may wait, so none on the GUI thread."""

    @property
    def place(self) -> str: ...

    def sign_in(self, login: str, password: str) -> Staff: ...

    def change_mark(self) -> int: ...

    def print_jobs(self, station: str, *states: JobState) -> list[PrintJob]: ...

    def set_print_state(self, job_id: str, state: JobState, problem: str = "") -> None: ...

    def close(self) -> None: ...


class StationDevices(TicketPrinter, LabelPrinter, Sign, Voice, Protocol):
    """Printers, signs and voice of one station."""

    def close(self) -> None: ...


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

    `open_database` may raise a Fault; `devices` builds the devices of a station; `render` sets a
    paper as PDF; `twins` shows simulated devices; `papers` is the folder documents are printed to; `clock` is the hall's time.
    """

    look: Look
    station: str
    open_database: Callable[[], HallDatabase]
    devices: Callable[[str], StationDevices]
    twins: Callable[[], Twins | None]
    render: Callable[[Paper], bytes]
    page_image: Callable[[bytes, int, int], bytes]
    papers: Path
    logs: Path
    clock: Callable[[], datetime]
    lock_after_min: int = 10
    demo: bool = False
    seed: int = 1
