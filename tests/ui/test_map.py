"""The map of every screen for every kind of person: each control can be named and found."""

from collections import Counter

import pytest
from pytestqt.qtbot import QtBot

from hall_client.ui import screenshots, ui_map
from tests.ui.seat import Room

EVERYBODY_HAS = "printing"


@pytest.mark.parametrize("login", screenshots.PEOPLE)
def test_every_control_has_a_name_and_words_and_none_is_twice_on_a_screen(
    room: Room, qtbot: QtBot, login: str
) -> None:
    station = "counter1" if login == "clerk1" else "office1"
    with room.seat(qtbot, login, EVERYBODY_HAS, station) as seat:
        window = seat.session.window
        for place in window.places():
            screen = window.open(place.id)
            seat.settle()
            around = (
                window.shell.rail,
                window.shell.header,
                window.shell.banner,
                window.shell.notice_bar,
                window.shell.status,
            )
            assert ui_map.faults(screen) == [], place.id
            assert [fault for part in around for fault in ui_map.faults(part)] == []
            names = Counter(row.name for part in (screen, *around) for row in ui_map.rows(part))
            assert [name for name, times in names.items() if times > 1] == [], place.id


@pytest.mark.parametrize("login", screenshots.BARE)
def test_screens_without_a_frame_name_their_controls_too(
    room: Room, qtbot: QtBot, login: str
) -> None:
    with room.seat(qtbot, login, login.rstrip("1"), login) as seat:
        assert ui_map.faults(seat.page) == []
