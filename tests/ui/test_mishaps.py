"""One wrong thing on every screen: it is told in words, and nothing is lost or half done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hall_client.ui import screenshots
from tests.ui.seat import Room, Seat

ENDLESS = "9" * 300
SPEAKS = ["counter", "intake", "handoffs", "review", "decision", "seal", "delivery"]
"""Screens where scans are expected: an unknown code is told there."""


def words_in_view(seat: Seat) -> list[str]:
    labels = seat.session.window.findChildren(QLabel)
    return [one.text() for one in labels if one.isVisible()]


@contextmanager
def away(file: Path) -> Iterator[None]:
    """The database is taken from its place for a while."""
    moved = {one: one.with_name(f"away-{one.name}") for one in file.parent.glob(f"{file.name}*")}
    for here, there in moved.items():
        here.rename(there)
    yield
    for leftover in file.parent.glob(f"{file.name}*"):
        leftover.unlink()
    for here, there in moved.items():
        there.rename(here)


def press(seat: Seat, name: str) -> None:
    found = seat.session.window.findChild(QPushButton, name)
    assert found is not None
    found.click()


def said(seat: Seat, text: str) -> Callable[[], bool]:
    return lambda: any(text in one for one in words_in_view(seat))


@pytest.mark.parametrize("login", screenshots.PEOPLE)
def test_an_endless_unknown_code_is_told_where_scans_are_expected(
    room: Room, qtbot: QtBot, login: str
) -> None:
    station = "counter1" if login == "clerk1" else "office1"
    with room.seat(qtbot, login, "printing", station) as seat:
        window = seat.session.window
        for place in window.places():
            window.open(place.id)
            seat.settle()
            for notice in window.shell.notice_bar.lines:
                notice.close_button.click()
            seat.scan(ENDLESS)
            if place.id in SPEAKS:
                told = said(seat, "9999…")
                other = said(seat, "no-such-record")
                seat.until(lambda told=told, other=other: told() or other())
            seat.settle()
            assert not any(ENDLESS in one for one in words_in_view(seat)), place.id
            assert window.minimumSizeHint().width() <= 1366, place.id


def test_a_database_taken_away_is_told_with_retry_and_the_act_is_done_once(
    room: Room, qtbot: QtBot
) -> None:
    with room.seat(qtbot, "clerk1", "counter", "counter1") as seat:
        with away(room.place):
            press(seat, "button-open")
            seat.until(lambda: any("database-missing" in one for one in seat.told))
            seat.until(said(seat, "数据库无响应"))
        seat.until(said(seat, "本机运行"))
        press(seat, "notice-action")
        seat.until(said(seat, "窗口空闲。"))


@pytest.mark.parametrize("login", screenshots.PEOPLE)
def test_no_screen_is_silent_when_its_list_cannot_be_read(
    room: Room, qtbot: QtBot, login: str
) -> None:
    station = "counter1" if login == "clerk1" else "office1"
    with room.seat(qtbot, login, "printing", station) as seat, away(room.place):
        window = seat.session.window
        for place in window.places():
            window.open(place.id)
            seat.settle()
        seat.until(said(seat, "数据库无响应"))
