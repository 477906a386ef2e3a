"""Opening windows: sign-in, one workspace, kiosk, board, or the demo hall."""

import gc
import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from hall_client.ui import application
from hall_client.ui.notices import Level, Notice
from hall_client.ui.session import WindowSession
from hall_client.ui.theme import Look
from hall_client.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from hall_client.ui.demo import DemoHall
    from hall_client.ui.host import Host
    from hall_client.ui.scanner import Scanner

STATION_LOGINS = {"kiosk": "kiosk1", "board": "board1"}


def open_windows(host: "Host", workspace: str = "", screen: int = 0) -> int:
    """Show the windows until the last one is closed; the exit status of the process."""
    app = start(host)
    opened = _demo(host, app) if host.demo else _session(host, app, workspace, screen)
    _guard_against_crashes(host, opened)
    return int(app.exec())


def start(host: "Host") -> "QApplication":
    """Dress the application in the host's look and language."""
    look = host.look
    chosen = Look(theme=look.theme, text_size=look.text_size, site_font=look.site_font)
    return application.start(chosen, look.language)


def _scanner_of(app: "QApplication") -> "Callable[[], Scanner]":
    """The one scanner of this process, made when it is first asked for."""

    @cache
    def made() -> "Scanner":
        from hall_client.ui.scanner import Scanner

        return Scanner(app)

    return made


def _session(
    host: "Host", app: "QApplication", workspace: str = "", screen: int = 0
) -> WindowSession:
    login = STATION_LOGINS.get(workspace, "")
    if login and host.station.startswith(workspace):  # a hall may have several
        login = host.station
    station = host.station if host.beside_central else login or host.station
    session = WindowSession(host, station, _scanner_of(app), login)
    session.when_ready(gc.freeze)  # what the start made stays: no collection looks through it
    session.window.setWindowState(Qt.WindowState.WindowMaximized)
    session.open(workspace)
    if login:
        _fill_screen(session, screen)
    return session


def _fill_screen(session: WindowSession, number: int) -> None:
    """Kiosk and board take a whole display and leave the frame away."""
    from PySide6.QtGui import QGuiApplication

    displays = QGuiApplication.screens()
    if 0 <= number < len(displays):
        session.window.setGeometry(displays[number].geometry())
    session.show_bare()
    session.window.showFullScreen()


def _demo(host: "Host", app: "QApplication") -> "DemoHall":
    from hall_client.ui.demo import DemoHall

    demo = DemoHall(host, _scanner_of(app))
    demo.open()
    return demo


def _guard_against_crashes(host: "Host", opened: "WindowSession | DemoHall") -> None:
    """A bug is logged with an id and told in the window; the program goes on."""
    from PySide6.QtCore import QTimer

    from hall_client.log import install_crash_hooks

    def tell(bug: str) -> None:
        words = tr("The program made a mistake. Nothing was lost. Tell IT: {bug}", bug=bug)
        notice = Notice(Level.ERROR, words)
        QTimer.singleShot(0, opened.notices, lambda: opened.notices.post(notice))

    install_crash_hooks(tell, host.logs)


def measure_start(host: "Host", began: float) -> dict[str, float]:
    """Milliseconds from `began` (time.time of the process' start) to first paint and to a
    sign-in that can be used, and the memory then; the windows are closed again."""
    app = start(host)
    figures: dict[str, float] = {}
    session = _session(host, app)

    def usable() -> None:
        figures["usable_ms"] = (time.time() - began) * 1000
        figures["rss_mb"] = _rss_mb()
        app.quit()

    session.when_ready(usable)
    session.when_painted(lambda: figures.setdefault("first_paint_ms", (time.time() - began) * 1000))
    app.exec()
    session.close()
    return figures


def _rss_mb() -> float:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0.0
    pages = int(statm.read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
