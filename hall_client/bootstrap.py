"""Builds the object graph: the only module that knows every other."""

import gc
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from hall_client.settings import Loaded, Settings, SettingsError, load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hall_client.app.diagnosis import Diagnosis
    from hall_client.app.joining import Joining
    from hall_client.app.papers import Paper
    from hall_client.app.ports import Twins
    from hall_client.app.rows import BoardRow
    from hall_client.cli.program import Program, Windows, WindowsRequest
    from hall_client.domain.calendar import WorkingCalendar
    from hall_client.store.database import SqlDatabase
    from hall_client.sync.hall import StationHall
    from hall_client.sync.sharing import SharedStation
    from hall_client.ui.host import Host
    from hall_client.ui.ports import HallDatabase, StationDevices

ENVIRONMENT = 3


def main(argv: list[str]) -> int:
    """Read the settings, open the log, run the command line; the exit status of the process."""
    try:
        begun = start()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return ENVIRONMENT
    if not argv and display_at_hand():
        return begun.open_windows()  # what people start all day: no detours
    gc.enable()
    from hall_client.cli.main import run

    return run(argv, begun.program())


def start() -> "Bootstrap":
    """Settings and log: what comes before anything the program is asked for."""
    gc.disable()  # what starting makes stays: to look through it for garbage is a tenth of it all
    loaded = load()
    _keep_log(loaded.settings.logs)
    if os.environ.get("HALL_CRASH_AT"):
        from hall_client.crash_points import arm

        arm(os.environ["HALL_CRASH_AT"])
    return Bootstrap(loaded)


def require_display() -> None:
    """Refuse to open windows where there is nothing to show them on."""
    if not display_at_hand():
        from hall_client.app.faults import DisplayMissing

        raise DisplayMissing()


def draw_without_display() -> None:
    """Pictures need no display: where there is none, Qt draws in memory."""
    if not display_at_hand():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def display_at_hand() -> bool:
    """Whether windows can be shown: always on a desktop system, else where a display is named."""
    if sys.platform in ("win32", "darwin"):
        return True
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return any(os.environ.get(name) for name in named)


def _keep_log(folder: Path) -> None:
    """Log into the folder; a crash is told as an id. A log that cannot be kept stops nobody."""
    from hall_client.log import install_crash_hooks, open_log

    try:
        open_log(folder)
    except OSError as problem:
        sys.stderr.write(f"log: {folder}: {problem.strerror}\n")
    install_crash_hooks(_tell_crash)


def _tell_crash(bug: str) -> None:
    sys.stderr.write(f"程序内部错误，编号 {bug}，请告知系统管理员。 Internal error {bug}.\n")


class Bootstrap:
    """The settings of this process and what is built from them."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self.settings: Settings = loaded.settings

    def program(self) -> "Program":
        """What the command line is given."""
        from hall_client.cli.program import Program

        return Program(
            language="zh" if self.settings.language.startswith("zh") else "en",
            station=self.settings.station,
            database_url=self.settings.database_url,
            settings_rows=self._loaded.rows(),
            state_dir=self.settings.state_dir,
            windows=self._windows(),
            open_database=self.open_database,
            open_hall=self.open_hall,
            open_station=self.open_station,
            station_at=station_at,
            look_at_station=self._look_at_station,
            central=self.settings.central,
            create_database=self.create_database,
            calendar=shipped_calendar,
            probe_database=self._probe_database,
            probe_display=_probe_display,
        )

    def open_database(self, url: str | None = None) -> "SqlDatabase":
        from hall_client.store.database import SqlDatabase

        return SqlDatabase.open(url or self.settings.database_url)

    def open_hall(self, url: str | None = None) -> "HallDatabase":
        """The hall this machine works in: beside central where the settings name one."""
        if url or not self.settings.central:
            return self.open_database(url)
        from hall_client.app.joining import Joining

        return self.open_station(Joining())

    def open_station(self, joining: "Joining") -> "StationHall":
        """This station, joined first where it has no file yet, with its courier at work."""
        return self._shared_station.enter(joining)

    @cached_property
    def _shared_station(self) -> "SharedStation":
        from hall_client.sync.opening import Site
        from hall_client.sync.sharing import SharedStation

        settings = self.settings
        site = Site(path=settings.replica, station=settings.station, central_url=settings.central)
        return SharedStation(site, lambda: datetime.now(UTC))

    def _window_hall(self, joining: "Joining") -> "HallDatabase":
        return self.open_station(joining) if self.settings.central else self.open_database()

    def _look_at_station(self) -> "Mapping[str, object]":
        from hall_client.sync.looking import look

        settings = self.settings
        return look(settings.replica, settings.central, settings.station)

    def create_database(self, url: str | None, rehearsal: bool) -> "SqlDatabase":
        from hall_client.store.creation import create

        return create(url or self.settings.database_url, rehearsal)

    def _windows(self) -> "Windows":
        from hall_client.cli.program import Windows

        return Windows(
            open=self._open_requested,
            screenshots=self._screenshots,
            ui_map=self._ui_map,
            board_picture=_board_picture,
        )

    def open_windows(self) -> int:
        """Open the window of this station, where somebody signs in."""
        from hall_client.ui.launch import open_windows

        return open_windows(self.host())

    def _open_requested(self, request: "WindowsRequest") -> int:
        from hall_client.ui.launch import open_windows

        require_display()
        host = self.demo_host(request.database, request.seed) if request.demo else self.host()
        return open_windows(host, request.workspace, request.screen)

    def _screenshots(self, out: Path, language: str, text_size: str) -> list[Path]:
        from tempfile import TemporaryDirectory

        from hall_client.ui.screenshots import draw_all

        draw_without_display()
        with TemporaryDirectory() as folder:
            return draw_all(self._scratch_host(Path(folder)), out, language, text_size)

    def _ui_map(self) -> list[dict[str, str]]:
        from tempfile import TemporaryDirectory

        from hall_client.ui.screenshots import map_all

        draw_without_display()
        with TemporaryDirectory() as folder:
            return map_all(self._scratch_host(Path(folder)))

    def measure_start(self, began: float) -> dict[str, float]:
        """Open the windows as they open without a command; for `bench start`."""
        from hall_client.ui.launch import measure_start

        return measure_start(self.host(), began)

    def host(self) -> "Host":
        """The world outside the windows, as the settings of this machine say."""
        beside = bool(self.settings.central)
        return replace(self._host(self._window_hall, demo=False, seed=0), beside_central=beside)

    def demo_host(self, url: str | None, seed: int) -> "Host":
        """A sample hall in a rehearsal file of its own, or beside central as one of its stations;
        a production database is refused.
        """
        if self.settings.central and not url:
            return replace(self._host(self._demo_station, True, seed), beside_central=True)
        place = url or str(self.settings.state_dir / "demo" / "hall.db")
        return self._host(lambda _joining: self._demo_database(place), demo=True, seed=seed)

    def _demo_station(self, joining: "Joining") -> "HallDatabase":
        """This station beside a rehearsal's central; an empty one gets the sample hall."""
        from hall_client.app.faults import NotRehearsal

        if not self.settings.replica.exists():
            self._demo_database(self.settings.central).close()
        hall = self.open_station(joining)
        if not hall.rehearsal:
            hall.close()
            raise NotRehearsal(place=hall.place)
        return hall

    def _scratch_host(self, folder: Path) -> "Host":
        """A demo hall in a folder of its own, for pictures and maps."""
        place = str(folder / "hall.db")
        return self._host(lambda _joining: self._demo_database(place), demo=True, seed=1)

    def _demo_database(self, place: str) -> "SqlDatabase":
        from hall_client.app.faults import DatabaseForeign, DatabaseMissing, NotRehearsal
        from hall_client.store.sample import load_sample

        try:
            database = self.open_database(place)
        except DatabaseMissing:
            database = self.create_database(place, True)
        except DatabaseForeign:
            if not place.startswith("postgresql"):
                raise
            database = self.create_database(place, True)  # refuses one that has tables
        if not database.rehearsal:
            raise NotRehearsal(place=database.place)
        if database.reference().setup is None:
            load_sample(database)
        return database

    def _host(
        self, open_database: "Callable[[Joining], HallDatabase]", demo: bool, seed: int
    ) -> "Host":
        from hall_client.ui.host import Host, Look

        settings = self.settings
        devices = DeviceRoom(settings)
        return Host(
            look=Look(
                language=settings.language,
                theme=settings.theme,
                text_size=settings.text_size,
                site_font=settings.site_font,
            ),
            station=settings.station,
            open_database=open_database,
            devices=devices.shared if demo else devices.own,
            twins=devices.twins,
            render=_render,
            page_image=_page_image,
            papers=settings.state_dir / "papers",
            drafts=settings.state_dir / "drafts",
            logs=settings.logs,
            clock=lambda: datetime.now(UTC),
            lock_after_min=settings.lock_after_min,
            demo=demo,
            seed=seed,
        )

    def _probe_database(self) -> "Iterable[Diagnosis]":
        from hall_client.store.probe import probe

        return probe(self.settings.database_url)


def station_at(path: Path, name: str, central_url: str) -> "StationHall":
    """A station with a file of its own, whatever the settings say; joined first where it is new."""
    from hall_client.app.joining import Joining
    from hall_client.sync.opening import Site
    from hall_client.sync.sharing import SharedStation

    site = Site(path=path, station=name, central_url=central_url)
    return SharedStation(site, lambda: datetime.now(UTC)).enter(Joining())


class DeviceRoom:
    """Builds devices: a station's own, or one set for the whole demo hall."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._demo: tuple[StationDevices, Twins] | None = None
        self._building = Lock()

    def own(self, _station: str) -> "StationDevices":
        from hall_client.devices.room import equip

        return equip(self._settings.device_profile, self._settings.voice)[0]

    def shared(self, _station: str) -> "StationDevices":
        from hall_client.devices.room import share

        with self._building:  # each window asks on a thread of its own
            if self._demo is None:
                self._demo = share(self._settings.voice)
            return self._demo[0]

    def twins(self) -> "Twins | None":
        """The simulated devices of the demo hall, once they stand."""
        return self._demo[1] if self._demo else None


def _render(paper: "Paper") -> bytes:
    from hall_client.documents.render import render

    return render(paper)


def _page_image(pdf: bytes, page: int, dpi: int) -> bytes:
    from hall_client.documents.preview import page_image

    return page_image(pdf, page, dpi)


def shipped_calendar() -> "WorkingCalendar":
    """The calendar of the program itself: no database is needed to count days."""
    from hall_client.app.calendars import parse_calendar
    from hall_client.places import SEED

    return parse_calendar((SEED / "calendar.json").read_text(encoding="utf-8"))


def _board_picture(path: Path, rows: "Sequence[BoardRow]") -> None:
    from hall_client.ui.board_picture import board_picture

    draw_without_display()
    board_picture(path, rows)


def _probe_display() -> "Iterable[Diagnosis]":
    from hall_client.ui.probe import probe_display

    return probe_display()
