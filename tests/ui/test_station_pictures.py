"""The pictured states of a station: each window can be mapped, and tells the time as it is."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from hall_client.ui import ui_map
from hall_client.ui.host import Host
from hall_client.ui.screens.counter import CounterScreen
from hall_client.ui.station_pictures import LOGIN, STATION, Scene, beside_central, scenes
from tests.hall import Hall
from tests.ui.seat import MORNING, Room, aside

SCENES = {scene.name: scene for scene in scenes(MORNING)}
WAITED = timedelta(minutes=5)


@dataclass
class PicturedRoom(Room):
    scene: Scene = field(kw_only=True)

    def host(self) -> Host:
        return beside_central(super().host(), self.scene)


@pytest.mark.parametrize("name", SCENES)
def test_the_window_of_every_state_can_be_mapped(room: Room, qtbot: QtBot, name: str) -> None:
    scene = SCENES[name]
    pictured = PicturedRoom(room.place, scene=scene)
    with pictured.seat(qtbot, LOGIN, scene.place, STATION) as seat:
        shell = seat.session.window.shell
        for part in (seat.page, shell.banner, shell.status, shell.notice_bar):
            assert ui_map.faults(part) == []


def test_a_wrong_clock_makes_nobody_wait_longer_or_shorter(room: Room, qtbot: QtBot) -> None:
    with aside():
        hall = Hall(str(room.place))
        hall.now = MORNING
        hall.do("IssueTicket", "kiosk1", queue="A", channel="kiosk")
        hall.close()
    room.clock.now = MORNING + WAITED
    pictured = PicturedRoom(room.place, room.clock, scene=SCENES["wrong-clock"])
    with pictured.seat(qtbot, LOGIN, "counter", STATION) as seat:
        assert isinstance(seat.page, CounterScreen)
        page = seat.page
        seat.until(lambda: bool(page.presenter.sight.waiting))
        (ticket,) = page.presenter.sight.waiting
        assert 5 <= ticket.waited_min <= 11  # the clock goes on with each look
