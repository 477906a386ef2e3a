"""To settle: what central did not do as it was done here is compared and decided by a person."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hall_client.app.faults import AnswerLost
from hall_client.domain.cases import Case
from hall_client.domain.transitions import CaseState
from hall_client.store.queries.pending import SHOWN
from hall_client.ui import ui_map
from hall_client.ui.presenters.settle import LOOKS, MEANINGS
from hall_client.ui.screens.settle import SettleScreen
from tests.sync.hall_of_stations import HallOfStations
from tests.ui.seat import Seat, aside
from tests.ui.stations import StationRoom, station_room

pytestmark = pytest.mark.postgres
MINE, THEIRS = "13900000002", "13900000001"


def screen(seat: Seat) -> SettleScreen:
    assert isinstance(seat.page, SettleScreen)
    return seat.page


def states(seat: Seat) -> list[str]:
    return [row.state for row in screen(seat).model.shown]


def in_conflict(halls: HallOfStations, two: StationRoom) -> str:
    """Both counters have mended the same field, the other one was first; the case's number."""
    with aside():
        one = halls.at("counter1")
        case = one.check_in(halls.central.item())
        halls.catch_up()
    mend = {"case_id": case["case_id"], "field": "phone"}
    two.unplug()
    two.do("CorrectOnTheSpot", "clerk2", value=MINE, **mend)
    with aside():
        one.do("CorrectOnTheSpot", "clerk1", value=THEIRS, **mend)
        one.catch_up()
    two.plug()
    return str(case["case_no"])


@pytest.fixture
def two(halls: HallOfStations, tmp_path: Path) -> StationRoom:
    return station_room(halls, "counter2", tmp_path)


def test_two_values_stand_side_by_side_and_mine_is_applied_again_by_key(
    halls: HallOfStations, two: StationRoom, qtbot: QtBot
) -> None:
    number = in_conflict(halls, two)
    with two.window(qtbot, "clerk2", "settle") as seat:
        assert states(seat) == ["conflict"]
        assert ui_map.faults(seat.page) == []
        assert number in screen(seat).subject.text()
        lines = {one.field: (one.mine, one.theirs) for one in screen(seat).fields.shown}
        assert lines["联系电话"] == (MINE, THEIRS)
        seat.until(lambda: seat.session.window.shell.status.fact("unsettled") == "1 项待处理")
        seat.press(Qt.Key.Key_F9)
        seat.until(lambda: states(seat) == [])
        seat.until(lambda: seat.session.window.shell.status.fact("unsettled") == "")
    with aside():
        halls.catch_up()
        assert halls.central.one(Case).phone == MINE
        halls.require_same()


def test_what_a_person_leaves_is_gone_from_the_list_and_theirs_stands(
    halls: HallOfStations, two: StationRoom, qtbot: QtBot
) -> None:
    in_conflict(halls, two)
    with two.window(qtbot, "clerk2", "settle") as seat:
        seat.press(Qt.Key.Key_F8)
        seat.until(lambda: states(seat) == [])
        assert screen(seat).table._empty.startswith("没有待处理的记录")
    with aside():
        halls.catch_up()
        assert halls.central.one(Case).phone == THEIRS
        assert two.at.pending() == []


def test_an_act_that_never_arrived_is_told_and_done_again_by_key(
    halls: HallOfStations, two: StationRoom, qtbot: QtBot
) -> None:
    with aside():
        case = two.at.check_in(halls.central.item(), "clerk2")
        halls.catch_up()
        two.at.line.drop_next_request("INSERT INTO journal")
        with pytest.raises(AnswerLost):
            two.at.do("AcceptCase", "clerk2", case_id=case["case_id"])
        two.at.plug()
        two.at.catch_up()
    with two.window(qtbot, "clerk2", "settle") as seat:
        seat.until(lambda: states(seat) == ["undone"])
        assert "没有办理" in screen(seat).meaning.text()
        seat.press(Qt.Key.Key_F9)
        seat.until(lambda: states(seat) == [])
    with aside():
        assert halls.central.one(Case).state is CaseState.ACCEPTED


def test_what_waits_is_in_the_other_list_that_the_status_line_opens(
    halls: HallOfStations, two: StationRoom, qtbot: QtBot
) -> None:
    with two.window(qtbot, "clerk2", "counter") as seat:
        two.unplug()
        with aside():
            two.at.check_in(halls.central.item(), "clerk2")
        fact = seat.session.window.findChild
        seat.until(lambda: fact(QPushButton, "status-pending") is not None)
        found = fact(QPushButton, "status-pending")
        assert found is not None
        assert found.text() == "1 项待上传"
        found.click()
        seat.page = seat.session.window.open("settle")
        seat.until(lambda: states(seat) == ["pending"])
        two.plug()
        seat.until(lambda: states(seat) == [])
        seat.until(lambda: any("1 项已上传" in words for words in seat.told))


def test_everything_that_can_stand_in_the_lists_has_a_meaning_and_a_look() -> None:
    assert {*SHOWN} == {*MEANINGS} == {*LOOKS}
