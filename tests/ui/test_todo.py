"""The to-do: what waits, overdue first, one key away from where it is done."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from hall_client.app.rows import TodoRow
from hall_client.store.queries.todo import WAITS
from hall_client.ui import ui_map
from hall_client.ui.presenters.case_words import days_left, days_short
from hall_client.ui.presenters.todo import PLACES, TodoPresenter
from hall_client.ui.screen_list import SCREENS
from hall_client.ui.screens.todo import TodoScreen
from tests.ui.hands import write
from tests.ui.office import Office
from tests.ui.seat import Seat


class View:
    """A TodoView that remembers."""

    def __init__(self) -> None:
        self.rows: list[TodoRow] = []
        self.views: Mapping[str, int] = {}
        self.steps: Mapping[str, int] = {}

    def show_rows(self, rows: list[TodoRow]) -> None:
        self.rows = rows

    def show_counts(self, views: Mapping[str, int], steps: Mapping[str, int]) -> None:
        self.views, self.steps = views, steps


@pytest.mark.parametrize(
    ("remaining", "words", "tone", "sign"),
    [
        (-2, "逾期 2 个工作日", "danger", "danger"),
        (0, "今日到期", "warning", "warning"),
        (2, "剩 2 个工作日", "warning", "clock"),
        (3, "剩 3 个工作日", "", ""),
        (None, "不计时", "disabled", "minus"),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_days_left_are_told_in_words_colour_and_sign(
    remaining: int | None, words: str, tone: str, sign: str
) -> None:
    left = days_left(remaining)
    assert (left.text, left.tone, left.sign) == (words, tone, sign)
    assert "暂估" in days_left(5, estimated=True).text
    assert "暂估" in days_short(5, estimated=True).text


def test_every_step_has_a_screen() -> None:
    steps = {step for step, *_ in WAITS} | {"seal", "take-over"}
    assert set(PLACES) == steps
    assert set(PLACES.values()) <= {screen.id for screen in SCREENS}


def test_the_overdue_come_first_and_filters_count(office: Office) -> None:
    with office.work() as hall:
        hall.now -= timedelta(days=40)
        late = hall.claimed(office.item())
        hall.now += timedelta(days=40)
        fresh = hall.claimed(office.item())
        other = hall.accepted(office.item())
        tray = office.tray(other, section=office.item().section)
        view, went = View(), list[tuple[str, object]]()
        desk = office.desk(f"reviewer{office.item().section[1]}")
        todo = TodoPresenter(desk, view, lambda *place: went.append(place))
        todo.refresh()
        assert [row.case_id for row in view.rows][:2] == [late["case_id"], fresh["case_id"]]
        assert view.views == {"all": 3, "overdue": 1, "today": 0, "mine": 2}
        assert view.steps == {"review": 2, "take-over": 1}
        todo.show_view("overdue")
        assert [row.case_id for row in view.rows] == [late["case_id"]]
        todo.show_view("all")
        todo.show_step("take-over")
        (waiting,) = view.rows
        assert waiting.handoff_id == tray["handoff_id"]
        todo.open(waiting)
        assert went == [("handoffs", other["case_no"])]
        back = {"handoff_id": tray["handoff_id"], "scanned": list(tray["labels"])}
        hall.now += timedelta(minutes=5)
        hall.do("AcceptHandoff", desk.login, **back)
        todo.refresh()
        assert todo.chosen_step is None
        assert view.steps == {"review": 3}


# -- in a window -------------------------------------------------------------------------------


def table_of(seat: Seat) -> TodoScreen:
    assert isinstance(seat.page, TodoScreen)
    return seat.page


def selected(seat: Seat) -> str:
    row = table_of(seat).table.current_row()
    return row.case_no if isinstance(row, TodoRow) else ""


def test_enter_opens_the_screen_of_the_step(office: Office, qtbot: QtBot) -> None:
    with office.work() as hall:
        case = hall.claimed(office.item())
    with office.room.seat(qtbot, f"reviewer{office.item().section[1]}", "todo") as seat:
        assert selected(seat) == case["case_no"]
        seat.press(Qt.Key.Key_Return)
        seat.settle()
        assert seat.session.window.shell.header.place.text() == "审查"
        seat.until(lambda: seat.told == [])


def test_j_and_k_move_and_the_row_stays_when_others_work(office: Office, qtbot: QtBot) -> None:
    with office.work() as hall:
        cases = [hall.accepted(office.item()) for _ in range(3)]
    with office.room.seat(qtbot, "clerk1", "todo", "counter1") as seat:
        seat.press(Qt.Key.Key_J)
        seat.press(Qt.Key.Key_J)
        seat.press(Qt.Key.Key_K)
        kept = selected(seat)
        first = next(case for case in cases if case["case_no"] != kept)
        with office.work():
            office.tray(first, section=office.item().section)
        seat.until(lambda: table_of(seat).model.count == 2)
        assert selected(seat) == kept


def test_search_narrows_and_escape_gives_all_back(office: Office, qtbot: QtBot) -> None:
    with office.work() as hall:
        cases = [hall.accepted(office.item()) for _ in range(3)]
    with office.room.seat(qtbot, "clerk1", "todo", "counter1") as seat:
        seat.press(Qt.Key.Key_F, ctrl=True)
        line = seat.page.findChild(QLineEdit, "todo-search")
        assert line is not None
        assert line.hasFocus()
        qtbot.keyClicks(line, cases[1]["case_no"][-3:])
        assert [row.case_no for row in table_of(seat).model.shown] == [cases[1]["case_no"]]
        write(line, "没有这样的")
        assert table_of(seat).model.shown == []
        qtbot.keyClick(line, Qt.Key.Key_Escape)
        assert len(table_of(seat).model.shown) == 3
        seat.scan(cases[2]["case_no"] + "-01")
        assert [row.case_no for row in table_of(seat).model.shown] == [cases[2]["case_no"]]


def test_nothing_to_do_is_said_and_everything_has_a_name(office: Office, qtbot: QtBot) -> None:
    with office.room.seat(qtbot, "deputy1", "todo") as seat:
        assert table_of(seat).model.count == 0
        assert ui_map.faults(seat.page) == []
        roles = [one.property("role") for one in seat.page.findChildren(QAbstractButton)]
        assert roles.count("primary") == 1
        seat.press(Qt.Key.Key_Return)
        assert seat.session.window.shell.header.place.text() == "待办"
