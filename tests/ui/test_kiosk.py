"""The kiosk: three touches to a ticket, faults said before the choice, nothing left behind."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hall_client.app.printing import JobState
from hall_client.app.queries import Tickets
from hall_client.app.threads import release_gui_thread
from hall_client.store.database import SqlDatabase
from hall_client.ui import ui_map
from hall_client.ui.presenters.kiosk import KioskPresenter, KioskSight, Page
from hall_client.ui.screens.kiosk import KioskScreen
from tests.direct_desk import MORNING, DirectDesk
from tests.ui.seat import PaperTray, Room, Seat

PERSON = "11010519491231002X"


@pytest.fixture
def place(hall_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(hall_file, tmp_path / "hall.db"))


@pytest.fixture
def desk(place: Path) -> Iterator[DirectDesk]:
    release_gui_thread()
    database = SqlDatabase.open(str(place))
    yield DirectDesk(database, "kiosk1", "kiosk1")
    database.close()


def kiosk(desk: DirectDesk, at: datetime = MORNING) -> KioskPresenter:
    desk.now = at
    presenter = KioskPresenter(desk, lambda _: None)
    presenter.start()
    return presenter


def type_number(presenter: KioskPresenter, number: str) -> None:
    for sign in number:
        presenter.type(sign)


def test_three_touches_give_a_ticket(desk: DirectDesk) -> None:
    presenter = kiosk(desk)
    presenter.begin()
    presenter.choose(presenter.sight.offers[0])
    presenter.take_without()
    slip = presenter.sight.slip
    assert slip is not None
    assert (slip.number, slip.people_ahead) == ("A001", 0)
    assert len(slip.query_code) == 6


def test_a_ticket_once_taken_is_not_taken_again_by_the_same_touch(desk: DirectDesk) -> None:
    presenter = kiosk(desk)
    presenter.begin()
    presenter.choose(presenter.sight.offers[0])
    presenter.take_without()
    presenter.take_without()
    assert len(desk.database.ask(Tickets(), desk.staff, desk.now)) == 1


def test_a_wrong_number_is_said_and_kept(desk: DirectDesk) -> None:
    presenter = kiosk(desk)
    presenter.begin()
    presenter.choose(presenter.sight.offers[0])
    type_number(presenter, "X110105")
    assert presenter.sight.typed == "110105"
    presenter.take()
    assert "18" in presenter.sight.problem
    assert presenter.sight.page is Page.PERSON
    type_number(presenter, "194912310021")
    presenter.take()
    assert "校验" in presenter.sight.problem
    presenter.erase()
    presenter.type("X")
    assert presenter.sight.typed == PERSON
    presenter.take()
    assert presenter.sight.page is Page.TICKET


def test_a_second_ticket_for_the_same_person_is_refused_with_the_first_one(
    desk: DirectDesk,
) -> None:
    presenter = kiosk(desk)
    for _ in range(2):
        presenter.begin()
        presenter.choose(presenter.sight.offers[0])
        type_number(presenter, PERSON)
        presenter.take()
    assert presenter.sight.page is Page.PERSON
    assert "未重复取号" in presenter.sight.problem


def test_after_ten_seconds_nothing_of_the_person_is_left(desk: DirectDesk) -> None:
    presenter = kiosk(desk)
    presenter.switch_language()
    presenter.switch_size()
    presenter.begin()
    presenter.choose(presenter.sight.offers[0])
    type_number(presenter, PERSON)
    presenter.take()
    for _ in range(10):
        presenter.tick()
    left = presenter.sight
    assert left == KioskSight(offers=left.offers)
    assert presenter.speech.short == "zh"


def test_somebody_who_thinks_is_asked_before_the_kiosk_starts_anew(desk: DirectDesk) -> None:
    presenter = kiosk(desk)
    presenter.begin()
    for _ in range(44):
        presenter.tick()
    assert presenter.sight.seconds == 0
    presenter.tick()
    assert presenter.sight.seconds == 15
    presenter.stay()
    assert presenter.sight.seconds == 0
    for _ in range(60):
        presenter.tick()
    assert presenter.sight.page is Page.START


def test_closed_hours_are_said_before_the_choice(desk: DirectDesk) -> None:
    presenter = kiosk(desk, MORNING + timedelta(hours=3, minutes=30))  # 12:30
    presenter.begin()
    offer = presenter.sight.offers[0]
    assert "09:00–12:00" in offer.closed
    presenter.choose(offer)
    assert presenter.sight.page is Page.QUEUES
    saturday = kiosk(desk, MORNING - timedelta(days=2, hours=-6))
    assert saturday.sight.offers[0].closed


def test_a_broken_printer_is_said_before_the_choice(desk: DirectDesk) -> None:
    presenter = kiosk(desk)
    assert not presenter.sight.printer_fault
    presenter.begin()
    presenter.choose(presenter.sight.offers[0])
    presenter.take_without()
    (job,) = desk.database.print_jobs("kiosk1", JobState.WAITING)
    desk.database.set_print_state(job.id, JobState.FAILED, "paper-out")
    presenter.refresh()
    assert presenter.sight.slip is not None
    assert presenter.sight.slip.printed is False
    presenter.start_anew()
    assert presenter.sight.printer_fault
    desk.database.set_print_state(job.id, JobState.PRINTED)
    presenter.refresh()
    assert not presenter.sight.printer_fault


# -- the screen ------------------------------------------------------------------------------------


def touch(seat: Seat, name: str) -> None:
    made = seat.page.findChild(QPushButton, name)
    assert isinstance(made, QPushButton)
    assert made.isVisible()
    assert made.isEnabled()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    seat.settle()


def screen(seat: Seat) -> KioskScreen:
    assert isinstance(seat.page, KioskScreen)
    return seat.page


def words(seat: Seat, name: str) -> str:
    shown = seat.page.findChild(QLabel, name)
    assert isinstance(shown, QLabel)
    return shown.text()


def test_a_person_touches_three_times(place: Path, qtbot: QtBot) -> None:
    tray = PaperTray()
    room = Room(place, devices=lambda _station: tray)
    with room.seat(qtbot, "kiosk1", "kiosk", "kiosk1") as seat:
        for name in ("kiosk-begin", "kiosk-queue-2", "kiosk-take"):
            touch(seat, name)
        seat.until(lambda: words(seat, "kiosk-number") == "B001")
        seat.until(lambda: tray.printed == ["B001"])
        assert "取走号票" in words(seat, "kiosk-slip")
        touch(seat, "kiosk-done")
        assert screen(seat).presenter.sight.page is Page.START


def test_every_target_is_large_enough_for_a_finger(place: Path, qtbot: QtBot) -> None:
    with Room(place).seat(qtbot, "kiosk1", "kiosk", "kiosk1") as seat:
        for step in ("kiosk-begin", "kiosk-queue-1", "kiosk-take"):
            shown = [b for b in seat.page.findChildren(QPushButton) if b.isVisible()]
            small = [b.objectName() for b in shown if min(b.width(), b.height()) < 60]
            assert small == []
            near = [
                (a.objectName(), b.objectName())
                for a in shown
                for b in shown
                if a is not b
                and a.geometry().adjusted(-7, -7, 7, 7).intersects(b.geometry())
                and a.parent() is b.parent()
            ]
            assert near == []
            touch(seat, step)
        assert ui_map.faults(seat.page) == []


def test_english_and_large_print_are_one_touch_away_and_gone_for_the_next(
    place: Path, qtbot: QtBot
) -> None:
    with Room(place).seat(qtbot, "kiosk1", "kiosk", "kiosk1") as seat:
        begin = screen(seat).start_page.begin
        before = begin.font().pointSizeF()
        touch(seat, "kiosk-language")
        assert begin.text() == "Touch to start"
        touch(seat, "kiosk-large")
        assert begin.font().pointSizeF() >= 30 > before
        touch(seat, "kiosk-begin")
        touch(seat, "kiosk-back")
        assert begin.text() == "触摸此处开始取号"
        assert begin.font().pointSizeF() == before


def test_without_paper_the_number_counts_and_the_next_one_is_warned(
    place: Path, qtbot: QtBot
) -> None:
    tray = PaperTray()
    tray.broken = "paper-out"
    room = Room(place, devices=lambda _station: tray)
    with room.seat(qtbot, "kiosk1", "kiosk", "kiosk1") as seat:
        for name in ("kiosk-begin", "kiosk-queue-1", "kiosk-take"):
            touch(seat, name)
        seat.until(lambda: "没有打印成功" in words(seat, "kiosk-slip"))
        assert words(seat, "kiosk-number") == "A001"
        touch(seat, "kiosk-done")
        seat.until(screen(seat).fault.isVisible)
        assert "不能打印" in screen(seat).fault.words.text()


def test_every_page_fits_the_smallest_display(room: Room, qtbot: QtBot) -> None:
    with room.seat(qtbot, "kiosk1", "kiosk", "kiosk1") as seat:
        seat.session.show_bare()
        wanted = seat.page.minimumSizeHint()
        assert wanted.width() <= 1366
        assert wanted.height() <= 748
