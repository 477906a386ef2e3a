"""A new station joins at the sign-in: its progress is seen, and whatever fails is said in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall_client.sync.opening import Site
from hall_client.sync.sharing import SharedStation
from hall_client.ui.scanner import Scanner
from hall_client.ui.session import WindowSession
from hall_client.ui.sign_in import SignIn
from tests.faultline import Proxy
from tests.sync.hall_of_stations import HallOfStations, target_of
from tests.ui.seat import SOON_MS, Room, aside

pytestmark = pytest.mark.postgres
NAME = "counter1"


class NewStation:
    """A machine that has never met central, at the end of a line."""

    def __init__(self, halls: HallOfStations, folder: Path, line: Proxy) -> None:
        self.line = line
        self.path = folder / "station.db"
        site = Site(path=self.path, station=NAME, central_url=line.through(halls.central.url))
        self.shared = SharedStation(site, lambda: halls.central.now)
        self.room = Room(folder / "hall.db")

    @contextmanager
    def window(self, qtbot: QtBot) -> Iterator[WindowSession]:
        app = QApplication.instance()
        assert app is not None
        scanner = Scanner(app)
        host = replace(self.room.host(), open_database=self.shared.enter, demo=False)
        session = WindowSession(host, NAME, lambda: scanner)
        session.window.resize(1366, 768)
        session.open()
        yield session
        session.close()
        qtbot.wait(1)
        session.window.close()
        session.window.deleteLater()
        app.removeEventFilter(scanner)
        scanner.setParent(None)


@pytest.fixture
def station(halls: HallOfStations, tmp_path: Path) -> Iterator[NewStation]:
    folder = tmp_path / "new"
    folder.mkdir()
    with aside():
        line = Proxy(target_of(halls.central.url)).__enter__()
    yield NewStation(halls, folder, line)
    with aside():
        line.__exit__(None, None, None)


def panel(session: WindowSession) -> SignIn:
    return session.window.sign_in


def test_the_first_join_shows_how_far_it_is_and_then_asks_who_it_is(
    station: NewStation, qtbot: QtBot
) -> None:
    with station.window(qtbot) as session:
        seen: list[tuple[int, int]] = []
        session.desk.joining.connect(lambda rows, of: seen.append((rows, of)))
        qtbot.waitUntil(lambda: bool(seen), timeout=SOON_MS)
        qtbot.waitUntil(panel(session).submit.isEnabled, timeout=SOON_MS)
        assert [rows for rows, _ in seen] == sorted(rows for rows, _ in seen)
        assert seen[-1][0] == seen[-1][1] > 0
        assert not panel(session).progress.isVisible()
        assert panel(session).note.text() == "站点 counter1 · 已连接中心 · 演练环境，数据不具有效力"


def test_a_name_that_is_taken_is_replaced_only_when_a_person_says_so(
    halls: HallOfStations, station: NewStation, qtbot: QtBot
) -> None:
    with aside():
        other = halls.at(NAME)
    with station.window(qtbot) as session:
        again = panel(session).again
        qtbot.waitUntil(again.isVisible, timeout=SOON_MS)
        assert "station-taken" in panel(session).error.text()
        assert again.text() == "替换那台电脑"
        qtbot.wait(3_500)  # longer than what is tried again by itself
        assert not station.path.exists()
        assert other.hall.standing().up
        again.setFocus()
        QTest.keyClick(again, Qt.Key.Key_Space)
        qtbot.waitUntil(panel(session).submit.isEnabled, timeout=SOON_MS)
        assert station.path.exists()


def test_central_that_is_away_is_told_and_looked_for_again(
    station: NewStation, qtbot: QtBot
) -> None:
    station.line.refuse()
    with station.window(qtbot) as session:
        qtbot.waitUntil(panel(session).again.isVisible, timeout=SOON_MS)
        assert "database-unreachable" in panel(session).error.text()
        assert panel(session).again.text() == "重试"
        station.line.plug()
        panel(session).again.click()
        qtbot.waitUntil(panel(session).submit.isEnabled, timeout=SOON_MS)
        assert not panel(session).error.isVisible()


def test_closing_the_window_stops_a_join_and_the_next_one_begins_anew(
    station: NewStation, qtbot: QtBot
) -> None:
    station.line.slow(30)
    with station.window(qtbot) as session:
        qtbot.waitUntil(panel(session).progress.isVisible, timeout=SOON_MS)
        assert "首次加入" in panel(session).progress_words.text()
    assert not station.path.exists()
    station.line.plug()
    with station.window(qtbot) as session:
        qtbot.waitUntil(panel(session).submit.isEnabled, timeout=SOON_MS)
    assert station.path.exists()
