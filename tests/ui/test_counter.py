"""The counter: one person at a time, each step by one key, nothing lost and nothing twice."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hall_client.app.queries import Tickets
from hall_client.app.rows import TicketRow
from hall_client.app.threads import mark_gui_thread, release_gui_thread
from hall_client.app.tickets import CallNext, IssueTicket
from hall_client.domain.tickets import HoldKind, TicketOutcome
from hall_client.store.database import SqlDatabase
from hall_client.ui import ui_map
from hall_client.ui.actions import clashes
from hall_client.ui.presenters.counter import CounterPresenter
from hall_client.ui.presenters.counter_sight import CounterSight, Question, Stage
from hall_client.ui.screens.counter import CounterScreen
from hall_client.ui.screens.counter_actions import ACTIONS
from tests.direct_desk import DirectDesk
from tests.ui.hands import write
from tests.ui.seat import Room, Seat


@pytest.fixture
def place(hall_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(hall_file, tmp_path / "hall.db"))


@pytest.fixture
def database(place: Path) -> Iterator[SqlDatabase]:
    """The hall, read by this thread itself: presenters know no threads."""
    release_gui_thread()
    opened = SqlDatabase.open(str(place))
    yield opened
    opened.close()


@pytest.fixture
def desk(database: SqlDatabase) -> DirectDesk:
    return DirectDesk(database, "clerk1", "counter1")


def arrive(database: SqlDatabase, *queues: str, name: str | None = None) -> None:
    kiosk = DirectDesk(database, "kiosk1", "kiosk1")
    for queue in queues:
        kiosk.perform(IssueTicket, queue=queue, name=name)


def at_work(desk: DirectDesk) -> CounterPresenter:
    presenter = CounterPresenter(desk, lambda _: None)
    presenter.start()
    presenter.open()
    return presenter


def tickets(desk: DirectDesk) -> dict[str, TicketRow]:
    rows = desk.database.ask(Tickets(), desk.staff, desk.now)
    return {row.number: row for row in rows}


def test_one_step_after_the_other(desk: DirectDesk) -> None:
    arrive(desk.database, "A", "A", name="张三丰")
    presenter = CounterPresenter(desk, lambda _: None)
    presenter.start()
    assert presenter.sight.stage is Stage.CLOSED
    presenter.open()
    assert presenter.sight.stage is Stage.READY
    assert presenter.sight.waiting_count == 2
    presenter.call_next()
    assert presenter.sight.stage is Stage.CALLED
    assert presenter.sight.ticket is not None
    assert presenter.sight.ticket.name == "张**"
    presenter.serve()
    assert presenter.sight.stage is Stage.SERVING
    presenter.ask_outcome()
    presenter.finish(TicketOutcome.CONSULTED)
    assert presenter.sight.stage is Stage.READY
    assert [row.number for row in presenter.sight.today] == ["A001"]
    assert tickets(desk)["A001"].outcome == "consulted"
    assert desk.told == ["A001 已办结：咨询。"]


def test_a_second_press_calls_nobody_else(desk: DirectDesk) -> None:
    arrive(desk.database, "A", "A")
    presenter = at_work(desk)
    presenter.call_next()
    presenter.call_next()
    assert presenter.sight.ticket is not None
    assert presenter.sight.ticket.number == "A001"
    assert "办结" in presenter.sight.said
    assert tickets(desk)["A002"].state == "WAITING"


def test_with_somebody_served_the_call_key_finishes_and_calls(desk: DirectDesk) -> None:
    arrive(desk.database, "A", "A")
    presenter = at_work(desk)
    presenter.call_next()
    presenter.serve()
    presenter.call_next()
    assert presenter.sight.question is Question.OUTCOME
    assert tickets(desk)["A002"].state == "WAITING"
    presenter.finish(TicketOutcome.OTHER)
    assert tickets(desk)["A001"].state == "DONE"
    assert tickets(desk)["A002"].state == "CALLED"
    assert presenter.sight.question is Question.NONE


def test_an_empty_queue_is_said_beside_the_ticket_and_no_notice(desk: DirectDesk) -> None:
    presenter = at_work(desk)
    presenter.call_next()
    assert presenter.sight.stage is Stage.READY
    assert "无人等候" in presenter.sight.said
    assert desk.warned == []


def test_a_closed_counter_calls_nobody(desk: DirectDesk) -> None:
    arrive(desk.database, "A")
    presenter = CounterPresenter(desk, lambda _: None)
    presenter.start()
    presenter.call_next()
    assert presenter.sight.stage is Stage.CLOSED
    assert presenter.sight.said
    assert tickets(desk)["A001"].state == "WAITING"


def test_pass_is_undone_within_ten_seconds_only(desk: DirectDesk) -> None:
    arrive(desk.database, "A")
    presenter = at_work(desk)
    presenter.call_next()
    presenter.pass_by()
    assert presenter.sight.stage is Stage.READY
    assert desk.undo is not None
    desk.undo()  # each act of this desk is 15 seconds after the last
    assert presenter.sight.stage is Stage.READY
    assert presenter.sight.said


def test_recalls_are_counted_and_paced(desk: DirectDesk) -> None:
    arrive(desk.database, "A")
    presenter = at_work(desk)
    presenter.call_next()
    assert presenter.clocks().recalls_left == 3
    assert presenter.clocks().recall_wait_s == 10
    for left in (2, 1, 0):
        presenter.recall()
        assert presenter.clocks().recalls_left == left
    presenter.recall()
    assert "3" in presenter.sight.said
    assert presenter.sight.stage is Stage.CALLED


def test_a_ticket_in_hand_is_found_again_after_a_crash(desk: DirectDesk) -> None:
    arrive(desk.database, "A")
    presenter = at_work(desk)
    presenter.call_next()
    presenter.serve()
    again = CounterPresenter(desk, lambda _: None)
    again.start()
    assert again.sight.stage is Stage.FOUND
    assert again.sight.ticket is not None
    assert again.sight.ticket.number == "A001"
    again.go_on()
    assert again.sight.stage is Stage.SERVING


def test_a_station_without_a_counter_chooses_one(database: SqlDatabase) -> None:
    desk = DirectDesk(database, "clerk2", "office1")
    presenter = CounterPresenter(desk, lambda _: None)
    presenter.start()
    assert presenter.sight.stage is Stage.CHOOSE
    assert [row.counter for row in presenter.sight.places] == ["1", "2", "3", "4", "5", "6"]
    presenter.choose("5")
    assert presenter.sight.stage is Stage.CLOSED
    presenter.open()
    assert presenter.sight.stage is Stage.READY
    elsewhere = CounterPresenter(desk, lambda _: None)
    elsewhere.start()
    assert elsewhere.sight.counter == "5"


def test_a_counter_in_use_is_not_taken(database: SqlDatabase, desk: DirectDesk) -> None:
    at_work(desk)
    other = CounterPresenter(DirectDesk(database, "clerk2", "counter1"), lambda _: None)
    other.start()
    assert other.sight.stage is Stage.TAKEN
    other.open()
    assert "何雨桐" in other.sight.said or "clerk1" in other.sight.said


def test_hold_and_resume(desk: DirectDesk) -> None:
    arrive(desk.database, "A")
    presenter = at_work(desk)
    presenter.call_next()
    presenter.serve()
    presenter.ask_hold()
    presenter.hold(HoldKind.WITH_APPLICANT, "去复印身份证")
    assert presenter.sight.stage is Stage.READY
    held = presenter.sight.waiting[0]
    assert held.state == "HELD"
    presenter.take_up(held)
    assert presenter.sight.stage is Stage.SERVING


def test_a_transfer_needs_its_reason(desk: DirectDesk) -> None:
    arrive(desk.database, "A")
    presenter = at_work(desk)
    presenter.call_next()
    presenter.ask_transfer()
    presenter.transfer("C", None, " ")
    assert presenter.sight.question is Question.TRANSFER
    assert presenter.sight.said
    presenter.transfer("C", None, "应在综合窗口办理")
    assert presenter.sight.stage is Stage.READY
    assert tickets(desk)["A001"].queue == "C"


def test_a_slip_that_is_shown_is_served(desk: DirectDesk) -> None:
    arrive(desk.database, "A", "A")
    presenter = at_work(desk)
    presenter.scanned("A002")
    assert presenter.sight.stage is Stage.SERVING
    assert presenter.sight.ticket is not None
    assert presenter.sight.ticket.number == "A002"


def test_who_waits_elsewhere_is_not_in_the_list(database: SqlDatabase, desk: DirectDesk) -> None:
    arrive(database, "A", "B")
    other = DirectDesk(database, "clerk3", "counter3")
    presenter = at_work(desk)
    at_work(other)
    other.perform(CallNext, counter="3")
    presenter.refresh()
    assert {row.number for row in presenter.sight.waiting} == {"A001"}


# -- the screen ------------------------------------------------------------------------------------


@pytest.fixture
def seat(place: Path, qtbot: QtBot) -> Iterator[Seat]:
    """Clerk 1 in front of counter 1; two people wait in queue A."""
    release_gui_thread()
    database = SqlDatabase.open(str(place))
    arrive(database, "A", "A", name="欧阳静怡")
    database.close()
    mark_gui_thread()
    with Room(place).seat(qtbot, "clerk1", "counter", "counter1") as made:
        yield made


def sight(seat: Seat) -> CounterSight:
    page = seat.page
    assert isinstance(page, CounterScreen)
    return page.presenter.sight


def in_stage(seat: Seat, stage: Stage) -> None:
    seat.until(lambda: sight(seat).stage is stage)
    seat.settle()


def number_of(seat: Seat) -> str:
    shown = seat.page.findChild(QLabel, "ticket-number")
    assert isinstance(shown, QLabel)
    return shown.text()


def test_a_whole_visit_without_a_mouse(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Return)
    in_stage(seat, Stage.READY)
    assert seat.session.window.shell.status.fact("waiting") == "等候 2 人"
    seat.press(Qt.Key.Key_F2)
    in_stage(seat, Stage.CALLED)
    assert number_of(seat) == "A001"
    seat.press(Qt.Key.Key_Return)
    in_stage(seat, Stage.SERVING)
    seat.press(Qt.Key.Key_F8)
    seat.until(lambda: sight(seat).question is Question.OUTCOME)
    seat.press(Qt.Key.Key_3)
    in_stage(seat, Stage.READY)
    assert [row.outcome for row in sight(seat).today] == ["consulted"]
    assert "A001 已办结：咨询。" in seat.told
    seat.press(Qt.Key.Key_Z, ctrl=True)
    seat.until(lambda: sight(seat).ticket is not None or sight(seat).said)


def test_a_key_pressed_twice_calls_once(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Return)
    in_stage(seat, Stage.READY)
    seat.press(Qt.Key.Key_F2)
    seat.press(Qt.Key.Key_F2)
    in_stage(seat, Stage.CALLED)
    assert [row.number for row in sight(seat).waiting] == ["A002"]
    seat.press(Qt.Key.Key_F2)
    seat.until(lambda: sight(seat).said)
    assert [row.number for row in sight(seat).waiting] == ["A002"]


def test_enter_never_calls(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Return)
    in_stage(seat, Stage.READY)
    seat.press(Qt.Key.Key_Return)
    seat.settle()
    assert sight(seat).stage is Stage.READY


def test_finish_and_call_next_is_one_step(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Return)
    in_stage(seat, Stage.READY)
    seat.press(Qt.Key.Key_F2)
    in_stage(seat, Stage.CALLED)
    seat.press(Qt.Key.Key_F5)
    in_stage(seat, Stage.SERVING)
    seat.press(Qt.Key.Key_F2)
    seat.until(lambda: sight(seat).question is Question.OUTCOME)
    seat.press(Qt.Key.Key_1)
    seat.until(lambda: number_of(seat) == "A002")
    assert [row.number for row in sight(seat).today] == ["A001"]


def test_a_scanned_code_chooses_no_outcome(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Return)
    in_stage(seat, Stage.READY)
    seat.press(Qt.Key.Key_F2)
    in_stage(seat, Stage.CALLED)
    seat.press(Qt.Key.Key_F8)
    seat.until(lambda: sight(seat).question is Question.OUTCOME)
    seat.scan("H126092100012")
    seat.qtbot.wait(200)
    seat.settle()
    assert sight(seat).ticket is not None
    assert sight(seat).question is Question.OUTCOME


def test_a_scan_says_yes_to_no_primary_step(seat: Seat) -> None:
    """A scanner ends with Enter; a person's Enter opens the counter."""
    seat.scan("H126092100012")
    seat.settle()
    assert sight(seat).stage is Stage.CLOSED
    assert "H126092100012" in seat.told[0]


def test_a_slip_is_scanned_at_the_free_counter(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Return)
    in_stage(seat, Stage.READY)
    seat.scan("NOBODY")
    seat.until(lambda: sight(seat).said)
    assert sight(seat).stage is Stage.READY


def test_nobody_waits_and_it_is_said(place: Path, qtbot: QtBot) -> None:
    with Room(place).seat(qtbot, "clerk2", "counter", "counter2") as seat:
        seat.press(Qt.Key.Key_F2)
        seat.until(lambda: sight(seat).said)
        assert sight(seat).stage is Stage.CLOSED
        seat.press(Qt.Key.Key_O, ctrl=True)
        in_stage(seat, Stage.READY)
        seat.press(Qt.Key.Key_F2)
        seat.until(lambda: "无人等候" in sight(seat).said)
        seat.press(Qt.Key.Key_B, ctrl=True)
        in_stage(seat, Stage.PAUSED)
        seat.press(Qt.Key.Key_R, ctrl=True)
        in_stage(seat, Stage.READY)
        seat.press(Qt.Key.Key_W, ctrl=True)
        in_stage(seat, Stage.CLOSED)


def test_a_counter_is_chosen_by_key_where_the_station_has_none(place: Path, qtbot: QtBot) -> None:
    with Room(place).seat(qtbot, "clerk6", "counter") as seat:
        in_stage(seat, Stage.CHOOSE)
        seat.press(Qt.Key.Key_Down)
        seat.press(Qt.Key.Key_Return)
        in_stage(seat, Stage.CLOSED)
        assert sight(seat).counter == "2"


def test_who_was_at_the_counter_is_offered_again(place: Path, qtbot: QtBot) -> None:
    release_gui_thread()
    database = SqlDatabase.open(str(place))
    arrive(database, "A")
    at_work(DirectDesk(database, "clerk1", "counter1")).call_next()
    database.close()
    mark_gui_thread()
    with Room(place).seat(qtbot, "clerk1", "counter", "counter1") as seat:
        in_stage(seat, Stage.FOUND)
        assert number_of(seat) == "A001"
        seat.press(Qt.Key.Key_Return)
        in_stage(seat, Stage.CALLED)


def test_a_transfer_is_filled_in_by_key(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Return)
    in_stage(seat, Stage.READY)
    seat.press(Qt.Key.Key_F2)
    in_stage(seat, Stage.CALLED)
    seat.press(Qt.Key.Key_F6)
    seat.until(lambda: sight(seat).question is Question.TRANSFER)
    seat.press(Qt.Key.Key_Return, ctrl=True)
    assert sight(seat).stage is Stage.CALLED
    for sign in "C  ":
        seat.press(Qt.Key(ord(sign)))
    seat.press(Qt.Key.Key_Tab)
    write(seat.page.findChild(QWidget, "transfer-reason"), "应在综合窗口办理")
    seat.press(Qt.Key.Key_Return, ctrl=True)
    in_stage(seat, Stage.READY)
    assert {row.queue for row in sight(seat).waiting} == {"A", "C"}


def test_who_answers_a_question_keeps_the_keyboard_while_others_work(
    place: Path, seat: Seat
) -> None:
    seat.press(Qt.Key.Key_Return)
    in_stage(seat, Stage.READY)
    seat.press(Qt.Key.Key_F2)
    in_stage(seat, Stage.CALLED)
    seat.press(Qt.Key.Key_F6)
    seat.until(lambda: sight(seat).question is Question.TRANSFER)
    reason = seat.page.findChild(QWidget, "transfer-reason")
    write(reason, "应在综合")
    release_gui_thread()
    database = SqlDatabase.open(str(place))
    arrive(database, "A")
    database.close()
    mark_gui_thread()
    seat.until(lambda: sight(seat).waiting_count == 2)
    assert reason.hasFocus()


def test_the_keys_do_not_clash_and_everything_has_its_name(seat: Seat) -> None:
    assert clashes(ACTIONS) == {}
    assert ui_map.faults(seat.page) == []
