"""Windows without a display: one application, and no Qt warning goes unnoticed."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from hall_client.app.threads import mark_gui_thread, release_gui_thread
from hall_client.ui import application
from hall_client.ui.theme import Look
from tests.sync.hall_of_stations import HallOfStations
from tests.ui.office import Office
from tests.ui.seat import Room, aside

QUIET = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application; its thread is marked test by test, so that fixtures may build halls."""
    app = application.start(Look(), "zh_CN")
    release_gui_thread()
    return app


@pytest.fixture(autouse=True)
def _gui_thread(qapp: QApplication) -> Iterator[None]:
    """This thread shows windows while a test of this folder runs, and not after it."""
    mark_gui_thread()
    yield
    release_gui_thread()


@pytest.fixture
def room(hall_file: Path, tmp_path: Path) -> Room:
    """Where windows open: the sample hall in a file of this test's own."""
    return Room(Path(shutil.copy(hall_file, tmp_path / "hall.db")))


@pytest.fixture
def office(room: Room) -> Iterator[Office]:
    """The hall of `room`, to bring its cases as far as a test needs."""
    made = Office(room)
    yield made
    with aside():
        made.hall.close()


@pytest.fixture(autouse=True)
def qt_warnings(qapp: QApplication) -> Iterator[list[str]]:
    """Every warning of Qt fails the test; a test that expects one takes it off the list."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind not in QUIET and not message.startswith(application.HARMLESS):
            heard.append(message)

    before = qInstallMessageHandler(hear)
    yield heard
    qInstallMessageHandler(before)
    assert not heard


@pytest.fixture
def halls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HallOfStations]:
    """Central with the sample hall, and stations that join when they are named."""
    with aside():
        made = HallOfStations(request.getfixturevalue("hall_postgresql"), tmp_path)
    yield made
    with aside():
        made.close()
