"""A person seated in a real window on a real database, with devices of the test's choice."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_client.app.papers import Label, SignText, TicketSlip
from hall_client.app.ports import Done, Outcome
from hall_client.app.printing import JobState
from hall_client.app.threads import mark_gui_thread, release_gui_thread
from hall_client.documents.preview import page_image
from hall_client.documents.render import render
from hall_client.store.database import SqlDatabase
from hall_client.ui import burst
from hall_client.ui.host import Host, Look
from hall_client.ui.ports import StationDevices
from hall_client.ui.scanner import Scanner
from hall_client.ui.session import WindowSession

MORNING = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)  # 9:00 in the hall
SOON_MS = 20_000
BEFORE_SCAN_MS = burst.LONGEST_STALL_MS + 5
AFTER_SCAN_MS = burst.LONGEST_GAP_MS + 5
NO_KEYS = Qt.KeyboardModifier.NoModifier


@contextmanager
def aside() -> Iterator[None]:
    """What somebody else does meanwhile: this thread shows no windows for a moment."""
    release_gui_thread()
    try:
        yield
    finally:
        mark_gui_thread()


class PaperTray:
    """Devices that print at once and keep the titles: `broken` makes the printers fail."""

    def __init__(self) -> None:
        self.printed: list[str] = []
        self.broken = ""

    def print_slip(self, slip: TicketSlip, done: Done) -> None:
        self._print(slip.number, done)

    def print_label(self, label: Label, done: Done) -> None:
        self._print(label.code, done)

    def show(self, sign: SignText) -> None:
        pass

    def speak(self, text: str) -> None:
        pass

    def close(self) -> None:
        pass

    def _print(self, title: str, done: Done) -> None:
        if self.broken:
            done(Outcome(JobState.FAILED, self.broken))
        else:
            self.printed.append(title)
            done(Outcome(JobState.PRINTED))


@dataclass
class Clock:
    """The hall's time: a few seconds later whenever somebody asks."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=7)
        return self.now


@dataclass
class Room:
    """Where windows open: one database file, one clock, one set of devices."""

    place: Path
    clock: Clock = field(default_factory=Clock)
    devices: Callable[[str], StationDevices] = field(default=lambda _station: PaperTray())

    @property
    def papers(self) -> Path:
        return self.place.parent / "papers"

    @property
    def drafts(self) -> Path:
        return self.place.parent / "drafts"

    def host(self) -> Host:
        return Host(
            look=Look(),
            station="office1",
            open_database=lambda _joining: SqlDatabase.open(str(self.place)),
            devices=self.devices,
            twins=lambda: None,
            render=render,
            page_image=page_image,
            papers=self.papers,
            drafts=self.drafts,
            logs=self.place.parent / "logs",
            clock=self.clock,
            demo=True,
        )

    @contextmanager
    def seat(
        self, qtbot: QtBot, login: str, screen: str, station: str = "office1"
    ) -> "Iterator[Seat]":
        """Open a window for a person at a screen; closed at the end."""
        app = QApplication.instance()
        assert app is not None
        first = app.findChild(Scanner)  # one for all windows of the process
        hears = first or Scanner(app)
        session = WindowSession(self.host(), station, lambda: hears, login)
        session.window.resize(1366, 768)
        session.open(screen)
        qtbot.waitUntil(lambda: session.runtime is not None, timeout=SOON_MS)
        qtbot.waitUntil(session.window.isActiveWindow, timeout=SOON_MS)
        seat = Seat(session, qtbot, session.window.open(screen))
        seat.settle()
        yield seat
        session.close()
        qtbot.wait(1)
        session.window.close()
        session.window.deleteLater()
        if first is None:
            hears.close()


@dataclass
class Seat:
    """Hands at the keyboard of one window."""

    session: WindowSession
    qtbot: QtBot
    page: QWidget

    def settle(self) -> None:
        """Wait until nothing is under way."""
        jobs = self.session.desk.jobs
        self.qtbot.waitUntil(lambda: jobs.under_way == 0, timeout=SOON_MS)

    def until(self, true: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=SOON_MS)

    def press(self, key: Qt.Key, ctrl: bool = False, shift: bool = False) -> None:
        held = NO_KEYS
        if ctrl:
            held |= Qt.KeyboardModifier.ControlModifier
        if shift:
            held |= Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self.session.window.windowHandle(), key, held)

    def scan(self, code: str, suffix: Sequence[Qt.Key] = (Qt.Key.Key_Return,)) -> None:
        """What a scanner types: fast, however slow this machine is.

        Keys before and after it are a person's and come at a person's pace.
        """
        handle = self.session.window.windowHandle()
        self.qtbot.wait(BEFORE_SCAN_MS)
        QTest.keyClick(handle, ord(code[0]))
        with patch.object(burst, "LONGEST_GAP_MS", SOON_MS):
            for key in (*map(ord, code[1:]), *suffix):
                QTest.keyClick(handle, key)
        self.qtbot.wait(AFTER_SCAN_MS)

    def picture(self, file: Path) -> None:
        self.session.window.grab().save(str(file))

    @property
    def told(self) -> list[str]:
        """The messages in view, newest first."""
        return [line.notice.sentence for line in self.session.window.shell.notice_bar.lines]
