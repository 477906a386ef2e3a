"""Two counters beside central in windows: a change at one is seen at the other; the line breaks at
one of them, work goes on at both, and the line comes back."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hall_client.domain.cases import Case
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import CaseState, TicketState
from hall_client.ui.presenters.counter_sight import Stage
from hall_client.ui.screens.board import BoardScreen
from hall_client.ui.screens.counter import CounterScreen
from hall_client.ui.screens.kiosk import KioskScreen
from tests.sync.hall_of_stations import HallOfStations
from tests.ui.seat import Seat, aside
from tests.ui.stations import StationRoom, station_room

pytestmark = pytest.mark.postgres
Key = Qt.Key


@pytest.fixture
def windows() -> Iterator[ExitStack]:
    """Closes what was opened, the last one first."""
    with ExitStack() as opened:
        yield opened


@pytest.fixture
def rooms(halls: HallOfStations, tmp_path: Path) -> dict[str, StationRoom]:
    names = ("counter1", "counter2")
    return {name: station_room(halls, name, tmp_path) for name in names}


def press(seat: Seat, key: Qt.Key, ctrl: bool = False) -> None:
    """A person turns to this window and strikes a key."""
    window = seat.session.window
    window.activateWindow()
    seat.until(window.isActiveWindow)
    seat.press(key, ctrl)
    seat.settle()


def counter(seat: Seat) -> CounterScreen:
    assert isinstance(seat.page, CounterScreen)
    return seat.page


def stage(seat: Seat) -> Stage:
    return counter(seat).presenter.sight.stage


def in_hand(seat: Seat) -> str:
    ticket = counter(seat).presenter.sight.ticket
    return ticket.number if ticket else ""


def waiting(seat: Seat) -> list[str]:
    return [row.number for row in counter(seat).presenter.sight.waiting]


def fact(seat: Seat, slot: str) -> str:
    return seat.session.window.shell.status.fact(slot)


def shown(seat: Seat, name: str) -> bool:
    found = seat.session.window.findChild(QLabel, name)
    return found is not None and found.isVisible()


def action(seat: Seat, name: str) -> QAction:
    found = seat.session.window.findChild(QAction, f"action-{name}")
    assert isinstance(found, QAction)
    return found


def test_two_counters_through_a_broken_line(
    halls: HallOfStations, rooms: dict[str, StationRoom], windows: ExitStack, qtbot: QtBot
) -> None:
    one = windows.enter_context(rooms["counter1"].window(qtbot, "clerk1", "counter"))
    two = windows.enter_context(rooms["counter2"].window(qtbot, "clerk2", "counter"))
    rooms["counter2"].do("IssueTicket", "clerk2", queue="A", channel="clerk")
    rooms["counter2"].do("IssueTicket", "clerk2", queue="A", channel="clerk")
    for seat in (one, two):
        seat.until(lambda seat=seat: waiting(seat) == ["A001", "A002"])
        press(seat, Key.Key_O, ctrl=True)
        seat.until(lambda seat=seat: stage(seat) is Stage.READY)

    press(one, Key.Key_F2)
    one.until(lambda: in_hand(one) == "A001")
    two.until(lambda: waiting(two) == ["A002"])

    rooms["counter1"].unplug()
    one.until(lambda: fact(one, "link").startswith("与中心断开"))
    one.until(lambda: shown(one, "standing-words") and shown(one, "counter-alone"))
    assert fact(two, "link") == "已连接中心"
    press(one, Key.Key_F5)
    one.until(lambda: stage(one) is Stage.SERVING)
    press(one, Key.Key_F8)
    press(one, Key.Key_3)
    one.until(lambda: stage(one) is Stage.READY)
    press(one, Key.Key_F2)
    one.until(lambda: "断开后本机发出的号都已叫完" in counter(one).presenter.sight.said)
    own = rooms["counter1"].do("IssueTicket", "clerk1", queue="A", channel="clerk")["number"]
    press(one, Key.Key_F2)
    one.until(lambda: in_hand(one) == own)
    press(two, Key.Key_F2)
    two.until(lambda: in_hand(two) == "A002")
    one.until(lambda: fact(one, "pending") == "4 项待上传")
    assert len(halls.central.rows(Ticket)) == 2

    rooms["counter1"].plug()
    one.until(lambda: fact(one, "link") == "已连接中心")
    one.until(lambda: any("4 项已上传" in words for words in one.told))
    one.until(lambda: not shown(one, "standing-words") and not shown(one, "counter-alone"))
    states = {ticket.number: ticket.state for ticket in halls.central.rows(Ticket)}
    called = TicketState.CALLED
    assert states == {"A001": TicketState.DONE, "A002": called, own: called}
    one.until(lambda: not fact(one, "pending"))
    with aside():
        halls.catch_up()
        halls.require_same()


def test_what_needs_central_is_off_and_says_why_until_it_is_back(
    halls: HallOfStations, rooms: dict[str, StationRoom], windows: ExitStack, qtbot: QtBot
) -> None:
    with aside():
        case = rooms["counter1"].at.check_in(halls.central.item())
    seat = windows.enter_context(rooms["counter1"].window(qtbot, "clerk1", "intake"))
    seat.session.go("intake", case["case_no"])
    seat.until(lambda: action(seat, "accept").isEnabled())
    rooms["counter1"].unplug()
    seat.until(lambda: not action(seat, "accept").isEnabled())
    assert "“受理”须由中心办理" in action(seat, "accept").toolTip()
    assert action(seat, "mend").isEnabled()
    accept = seat.session.window.findChild(QPushButton, "button-accept")
    assert isinstance(accept, QPushButton)
    assert not accept.isEnabled()
    rooms["counter1"].plug()
    seat.until(accept.isEnabled)
    press(seat, Key.Key_F10)
    seat.until(lambda: bool(seat.session.window.findChild(QLabel, "done-title").text()))
    assert halls.central.one(Case).state is CaseState.ACCEPTED


def test_kiosk_and_board_say_that_they_are_cut_off(
    halls: HallOfStations, windows: ExitStack, qtbot: QtBot, tmp_path: Path
) -> None:
    rooms = {name: station_room(halls, name, tmp_path) for name in ("kiosk1", "board1")}
    kiosk = windows.enter_context(rooms["kiosk1"].window(qtbot, "kiosk1", "kiosk"))
    board = windows.enter_context(rooms["board1"].window(qtbot, "board1", "board"))
    assert isinstance(kiosk.page, KioskScreen)
    assert isinstance(board.page, BoardScreen)
    for room in rooms.values():
        room.unplug()
    presenter = kiosk.page.presenter
    kiosk.until(lambda: presenter.sight.alone)
    presenter.begin()
    presenter.choose(presenter.sight.offers[0])
    presenter.take_without()
    kiosk.until(lambda: presenter.sight.slip is not None and presenter.sight.slip.alone)
    assert kiosk.page.fault.isVisible()
    assert "离线号" in kiosk.page.findChild(QLabel, "kiosk-slip").text()
    face = board.page.face
    board.until(lambda: face().lost)
    assert "连接中断" in face().note
    rooms["board1"].plug()
    board.until(lambda: not face().lost)
