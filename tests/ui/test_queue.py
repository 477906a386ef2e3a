"""The hall at a glance: figures that are right and fresh, tickets given and found by hand."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from hall_client.app.counters import OpenCounter
from hall_client.app.queries import Tickets
from hall_client.app.rows import TicketRow
from hall_client.app.threads import mark_gui_thread, release_gui_thread
from hall_client.app.tickets import CallNext, IssueTicket, PassTicket
from hall_client.store.database import SqlDatabase
from hall_client.ui import ui_map
from hall_client.ui.presenters.queue import Leftover, QueuePresenter, Wish
from hall_client.ui.screens.queue import QueueScreen
from tests.direct_desk import DirectDesk
from tests.ui.hands import write
from tests.ui.office import Office
from tests.ui.seat import PaperTray, Room, Seat


@pytest.fixture
def place(hall_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(hall_file, tmp_path / "hall.db"))


@pytest.fixture
def desk(place: Path) -> Iterator[DirectDesk]:
    release_gui_thread()
    database = SqlDatabase.open(str(place))
    yield DirectDesk(database, "guide1", "office1")
    database.close()


class Said:
    """Keeps what the presenter said last."""

    def __init__(self) -> None:
        self.words = ""

    def __call__(self, words: str) -> None:
        self.words = words


def overview(desk: DirectDesk) -> tuple[QueuePresenter, Said]:
    said = Said()
    presenter = QueuePresenter(desk, lambda _: None, said)
    presenter.start()
    return presenter, said


def issued(desk: DirectDesk) -> list[TicketRow]:
    return desk.database.ask(Tickets(), desk.staff, desk.now)


def done() -> None:
    """The form has nothing to clear here."""


def test_figures_of_queues_and_counters(desk: DirectDesk) -> None:
    kiosk = DirectDesk(desk.database, "kiosk1", "kiosk1")
    for queue in "AAB":
        kiosk.perform(IssueTicket, queue=queue)
    clerk = DirectDesk(desk.database, "clerk2", "counter2")
    clerk.now = kiosk.now
    clerk.perform(OpenCounter, counter="2")
    clerk.perform(CallNext, counter="2")
    desk.now = clerk.now
    presenter, _ = overview(desk)
    sight = presenter.sight
    assert {queue.queue: (queue.waiting, queue.issued) for queue in sight.queues} == {
        "A": (1, 2),
        "B": (1, 1),
        "C": (0, 0),
    }
    (line,) = [line for line in sight.counters if line.row.counter == "2"]
    assert (line.row.clerk_name, line.row.number, line.minutes) == ("尹志远", "A001", 0)
    assert (sight.waiting, sight.open_counters) == (2, 1)


def test_who_goes_before_others_needs_a_reason(desk: DirectDesk) -> None:
    presenter, said = overview(desk)
    presenter.issue(Wish("A", "priority"), done)
    assert said.words
    assert issued(desk) == []
    presenter.issue(Wish("A", "priority", reason="现役军人", name="李雷"), done)
    assert [row.rank for row in issued(desk)] == [2]
    assert said.words == ""
    assert desk.told == ["已取号 A001，前面还有 0 人。"]


def test_a_second_ticket_for_one_person_is_refused_in_words(desk: DirectDesk) -> None:
    presenter, said = overview(desk)
    for _ in range(2):
        presenter.issue(Wish("A", certificate_no="11010519491231002X"), done)
    assert "未重复取号" in said.words
    assert len(issued(desk)) == 1


def test_a_passed_ticket_waits_again_after_three_more(desk: DirectDesk) -> None:
    presenter, said = overview(desk)
    for _ in range(5):
        presenter.issue(Wish("A"), done)
    clerk = DirectDesk(desk.database, "clerk1", "counter1")
    clerk.now = desk.now
    clerk.perform(OpenCounter, counter="1")
    for _ in range(4):
        clerk.perform(CallNext, counter="1")
        called = next(row for row in issued(clerk) if row.state == "CALLED")
        clerk.perform(PassTicket, ticket_id=called.ticket_id, counter="1")
    desk.now = clerk.now
    passed = {row.number: row for row in issued(desk) if row.state == "PASSED"}
    presenter.rejoin(passed["A004"])
    assert said.words
    presenter.rejoin(passed["A001"])
    assert said.words == ""
    assert {row.number for row in issued(desk) if row.state == "WAITING"} == {"A001", "A005"}


def test_a_manager_looks_and_gives_no_tickets(desk: DirectDesk) -> None:
    assert overview(desk)[0].may_issue
    manager = DirectDesk(desk.database, "manager1", "office1")
    assert not overview(manager)[0].may_issue


def test_what_closing_would_find_is_counted(desk: DirectDesk) -> None:
    presenter, _ = overview(desk)
    for _ in range(4):
        presenter.issue(Wish("A"), done)
    clerk = DirectDesk(desk.database, "clerk1", "counter1")
    clerk.now = desk.now
    clerk.perform(OpenCounter, counter="1")
    clerk.perform(CallNext, counter="1")
    called = next(row for row in issued(clerk) if row.state == "CALLED")
    clerk.perform(PassTicket, ticket_id=called.ticket_id, counter="1")
    clerk.perform(CallNext, counter="1")
    manager = DirectDesk(desk.database, "manager1", "office1")
    manager.now = clerk.now
    overseer, said = overview(manager)
    assert overseer.may_close
    assert not presenter.may_close
    assert overseer.sight.leftover == Leftover(void=3, unresolved=("A002",))
    overseer.close_day("停电", done)
    assert "A002" in said.words
    assert {row.state for row in issued(manager)} == {"WAITING", "PASSED", "CALLED"}


# -- the screen ------------------------------------------------------------------------------------


def screen(seat: Seat) -> QueueScreen:
    assert isinstance(seat.page, QueueScreen)
    return seat.page


def control(seat: Seat, name: str) -> QLineEdit:
    found = seat.page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def test_a_ticket_is_given_by_key_and_printed(place: Path, qtbot: QtBot) -> None:
    tray = PaperTray()
    with Room(place, devices=lambda _station: tray).seat(qtbot, "guide1", "queue") as seat:
        assert control(seat, "issue-queue").hasFocus()
        seat.press(Qt.Key.Key_Return, ctrl=True)
        assert screen(seat).tickets.count == 0
        assert "队列" in screen(seat).form.form["issue-queue"].below.text()
        write(control(seat, "issue-queue"), "B")
        seat.press(Qt.Key.Key_Tab)
        write(control(seat, "issue-name"), "欧阳静怡")
        write(control(seat, "issue-id"), "110105194912310021")
        seat.press(Qt.Key.Key_Return, ctrl=True)
        assert "校验" in screen(seat).form.form["issue-id"].below.text()
        control(seat, "issue-id").clear()
        write(control(seat, "issue-id"), "１１０１０５１９４９１２３１００２ｘ")
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.until(lambda: [row.number for row in screen(seat).tickets.shown] == ["B001"])
        seat.until(lambda: tray.printed == ["B001"])
        assert screen(seat).tickets.row(0).name == "欧阳**"
        assert control(seat, "issue-name").text() == ""


def test_another_class_without_reason_is_held_at_the_form(place: Path, qtbot: QtBot) -> None:
    with Room(place).seat(qtbot, "guide1", "queue") as seat:
        form = screen(seat).form
        form.form.show_values({"issue-queue": "A", "issue-class": "urgent"})
        seat.press(Qt.Key.Key_Return, ctrl=True)
        assert "原因" in form.form["issue-reason"].below.text()
        assert control(seat, "issue-reason").hasFocus()


def test_what_others_do_is_seen_and_found(place: Path, qtbot: QtBot) -> None:
    with Room(place).seat(qtbot, "manager1", "queue") as seat:
        page = screen(seat)
        assert not page.form.isVisible()
        release_gui_thread()
        database = SqlDatabase.open(str(place))
        kiosk = DirectDesk(database, "kiosk1", "kiosk1")
        for name in ("张三丰", "欧阳静怡"):
            kiosk.perform(IssueTicket, queue="A", name=name)
        database.close()
        mark_gui_thread()
        seat.until(lambda: page.tickets.count == 2)
        figures = page.findChild(QLabel, "queue-figures")
        assert isinstance(figures, QLabel)
        assert figures.text().startswith("等候 2 人")
        seat.press(Qt.Key.Key_F, ctrl=True)
        write(control(seat, "ticket-search"), "欧阳")
        assert [row.number for row in page.tickets.shown] == ["A002"]


def test_the_day_is_closed_by_the_manager_with_a_question_first(
    office: Office, qtbot: QtBot
) -> None:
    with office.work() as hall:
        hall.open("1")
        hall.ticket()
        hall.ticket()
        called = hall.call()
    with office.room.seat(qtbot, "manager1", "queue") as seat:
        page = screen(seat)
        seat.until(lambda: page.tickets.count == 2)
        seat.press(Qt.Key.Key_E, ctrl=True)
        assert page.closing.isVisible()
        assert page.closing.told.text() == "请窗口先办结或过号：A001。"
        seat.press(Qt.Key.Key_Escape)
        assert not page.closing.isVisible()
        with office.work() as hall:
            hall.act("FinishTicket", called, outcome="consulted")
        seat.press(Qt.Key.Key_E, ctrl=True)
        seat.until(lambda: page.closing.told.text() == "今日 1 个号将作废。")
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.settle()
        assert "下班时间 17:00 未到" in page.closing.said.text()
        assert ui_map.faults(seat.page) == []
        assert control(seat, "close-day-reason").hasFocus()
        write(control(seat, "close-day-reason"), "停电")
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.until(lambda: not page.closing.isVisible())
        assert seat.told[0] == "已清号，作废 1 个号。"
        seat.until(lambda: "VOID" in [row.state for row in page.tickets.shown])


def test_a_guide_closes_no_day(place: Path, qtbot: QtBot) -> None:
    with Room(place).seat(qtbot, "guide1", "queue") as seat:
        seat.press(Qt.Key.Key_E, ctrl=True)
        assert not screen(seat).closing.isVisible()
        assert screen(seat).form.isVisible()


def test_everything_has_its_name(place: Path, qtbot: QtBot) -> None:
    with Room(place).seat(qtbot, "guide1", "queue") as seat:
        assert ui_map.faults(seat.page) == []
        made = seat.page.findChild(QPushButton, "button-issue-ticket")
        assert isinstance(made, QPushButton)
        assert made.height() >= 48
