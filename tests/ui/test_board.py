"""The board: readable from the last row, honest about its age, no names, no flicker."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from hall_client.app.counters import OpenCounter
from hall_client.app.queries import Board, Query, Queues
from hall_client.app.rows import BoardRow
from hall_client.app.threads import forbid_gui_thread, mark_gui_thread, release_gui_thread
from hall_client.app.tickets import CallNext, FinishTicket, IssueTicket, PassTicket, RecallTicket
from hall_client.domain.tickets import TicketOutcome
from hall_client.store.database import SqlDatabase
from hall_client.ui.board_picture import board_picture
from hall_client.ui.board_sheet import ink
from hall_client.ui.presenters.board import BoardPresenter, BoardSight, recent
from hall_client.ui.screens.board import BLINKS, BoardScreen
from tests.direct_desk import MORNING, DirectDesk
from tests.ui.seat import SOON_MS, Room


@pytest.fixture
def place(hall_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(hall_file, tmp_path / "hall.db"))


@pytest.fixture
def desk(place: Path) -> Iterator[DirectDesk]:
    release_gui_thread()
    database = SqlDatabase.open(str(place))
    yield DirectDesk(database, "board1", "board1")
    database.close()


def call(desk: DirectDesk, counter: str, times: int = 1) -> DirectDesk:
    """Counter opens, people come and are called there, each finished before the next."""
    kiosk = DirectDesk(desk.database, "kiosk1", "kiosk1")
    clerk = DirectDesk(desk.database, f"clerk{counter}", f"counter{counter}")
    kiosk.now = clerk.now = desk.now
    clerk.perform(OpenCounter, counter=counter)
    for time in range(times):
        if time:
            finish(clerk, counter)
        kiosk.perform(IssueTicket, queue="A", name="欧阳静怡")
        clerk.now = kiosk.now
        clerk.perform(CallNext, counter=counter)
        kiosk.now = clerk.now
    desk.now = clerk.now
    return clerk


def newest(desk: DirectDesk) -> BoardRow:
    return desk.database.ask(Board(limit=1), desk.staff, desk.now)[0]


def finish(clerk: DirectDesk, counter: str) -> None:
    rows = clerk.database.ask(Board(limit=1), clerk.staff, clerk.now)
    ticket = _ticket_of(clerk, rows[0].number)
    clerk.perform(FinishTicket, ticket_id=ticket, counter=counter, outcome_=TicketOutcome.CONSULTED)


def _ticket_of(desk: DirectDesk, number: str) -> str:
    from hall_client.app.queries import Tickets

    return desk.database.ask(Tickets(number=number), desk.staff, desk.now)[0].ticket_id


def watch(desk: DirectDesk) -> BoardPresenter:
    presenter = BoardPresenter(desk, lambda _: None)
    presenter.start()
    return presenter


def test_at_most_six_rows_the_newest_on_top(desk: DirectDesk) -> None:
    call(desk, "1", times=8)
    sight = watch(desk).sight
    assert [row.number for row in sight.calls] == ["A008", "A007", "A006", "A005", "A004", "A003"]


def test_a_ticket_called_again_moves_up_and_stands_there_once(desk: DirectDesk) -> None:
    first = call(desk, "1")
    call(desk, "2")
    first.now = desk.now
    first.perform(RecallTicket, ticket_id=_ticket_of(desk, "A001"), counter="1")
    desk.now = first.now
    assert [row.number for row in watch(desk).sight.calls] == ["A001", "A002"]


def test_only_a_call_that_came_while_looking_blinks(desk: DirectDesk) -> None:
    call(desk, "1")
    presenter = watch(desk)
    assert not presenter.sight.fresh
    call(desk, "2")
    presenter.refresh()
    assert presenter.sight.fresh
    presenter.refresh()
    assert not presenter.sight.fresh


class SlowDesk(DirectDesk):
    """Answers when the test says so."""

    def __init__(self, database: SqlDatabase, login: str, station: str) -> None:
        super().__init__(database, login, station)
        self.waiting: list[Callable[[], object]] = []

    def ask(self, query: Query[Any], /, *then: Any) -> None:
        self.waiting.append(partial(super().ask, query, *then))

    def answer(self, count: int) -> None:
        for _ in range(count):
            self.waiting.pop(0)()


def test_a_call_blinks_once_however_slow_the_answers_are(desk: DirectDesk) -> None:
    slow = SlowDesk(desk.database, "board1", "board1")
    shown: list[bool] = []
    presenter = BoardPresenter(slow, lambda sight: shown.append(sight.fresh))
    presenter.start()
    slow.answer(2)
    call(desk, "2")
    presenter.refresh()
    slow.answer(1)
    slow.now += timedelta(minutes=1)
    presenter.refresh()
    slow.answer(3)
    presenter.refresh()
    slow.answer(2)
    assert shown.count(True) == 1


def test_who_was_passed_is_marked_and_no_name_is_shown(desk: DirectDesk) -> None:
    clerk = call(desk, "1")
    clerk.perform(PassTicket, ticket_id=_ticket_of(desk, "A001"), counter="1")
    sight = watch(desk).sight
    assert [row.state for row in sight.calls] == ["PASSED"]
    assert "欧" not in repr(sight)


def test_a_lost_database_is_told_with_its_time_and_the_last_list_stays(
    place: Path, desk: DirectDesk
) -> None:
    call(desk, "1")
    presenter = watch(desk)
    good = presenter.sight.read_at
    desk.database.engine.dispose()
    whole = place.read_bytes()
    place.write_bytes(b"no database " * 1000)
    desk.now += timedelta(seconds=30)
    presenter.refresh()
    assert presenter.sight.lost_since == good
    assert [row.number for row in presenter.sight.calls] == ["A001"]
    place.write_bytes(whole)
    presenter.refresh()
    assert presenter.sight.lost_since is None
    assert presenter.sight.read_at == desk.now


def test_who_waits_again_is_not_sent_to_the_old_counter() -> None:
    row = BoardRow(
        announcement_id="1",
        number="A001",
        counter="1",
        kind="call",
        at=MORNING,
        words="",
        state="WAITING",
    )
    assert recent([row]) == ()


# -- the picture -----------------------------------------------------------------------------------


def rows_of(inked: QImage, left: float, right: float, top: float, bottom: float) -> int:
    """How many pixel rows of a part of the picture hold the colour of the newest call."""
    wanted = ink("accent").rgb()
    width, height = inked.width(), inked.height()
    across = range(int(left * width), int(right * width))
    return sum(
        any(inked.pixel(x, y) == wanted for x in across)
        for y in range(int(top * height), int(bottom * height))
    )


@pytest.mark.parametrize(
    ("size", "number", "counter"),
    [
        ((1920, 1080), (0.03, 0.28, 0.12, 0.36), (0.37, 0.435, 0.12, 0.36)),
        ((1080, 1920), (0.10, 0.85, 0.09, 0.27), (0.40, 0.60, 0.29, 0.46)),
        ((3840, 2160), (0.03, 0.28, 0.12, 0.36), (0.37, 0.435, 0.12, 0.36)),
    ],
)
def test_the_newest_number_and_counter_are_a_ninth_of_the_display_high(
    desk: DirectDesk,
    tmp_path: Path,
    size: tuple[int, int],
    number: tuple[float, ...],
    counter: tuple[float, ...],
) -> None:
    call(desk, "1")
    made = tmp_path / "board.png"
    board_picture(made, [newest(desk)], size=size)
    picture = QImage(str(made))
    assert (picture.width(), picture.height()) == size
    for left, right, top, bottom in (number, counter):
        assert rows_of(picture, left, right, top, bottom) >= 0.11 * size[1]


def test_the_picture_leaves_this_thread_free_for_the_database(
    desk: DirectDesk, tmp_path: Path
) -> None:
    call(desk, "1")
    queues = desk.database.ask(Queues(), desk.staff, desk.now)
    board_picture(tmp_path / "new" / "board.png", [newest(desk)], queues, "09:01")
    forbid_gui_thread("a read of the database")
    assert (tmp_path / "new" / "board.png").stat().st_size > 5_000


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        *((words, "canvas") for words in ("text", "muted", "warning")),
        *((words, "surface") for words in ("text", "muted", "accent")),
        ("on-accent", "accent"),
    ],
)
def test_contrast_is_seven_to_one(words: str, ground: str) -> None:
    light, dark = sorted((luminance(ink(words)), luminance(ink(ground))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7


# -- the screen ------------------------------------------------------------------------------------


def test_a_call_blinks_three_times_and_the_age_is_told(place: Path, qtbot: QtBot) -> None:
    room = Room(place)
    with room.seat(qtbot, "board1", "board", "board1") as seat:
        page = seat.page
        assert isinstance(page, BoardScreen)
        seat.until(lambda: page.presenter.sight.read_at)
        assert page.blinks_left == 0
        release_gui_thread()
        database = SqlDatabase.open(str(place))
        desk = DirectDesk(database, "board1", "board1")
        desk.now = room.clock.now
        call(desk, "3")
        database.close()
        mark_gui_thread()
        seat.until(lambda: page.blinks_left)
        lit = [page.face().lit]
        while page.blinks_left:
            before = page.blinks_left
            qtbot.waitUntil(lambda before=before: page.blinks_left != before, timeout=SOON_MS)
            lit.append(page.face().lit)
        assert lit.count(True) <= BLINKS
        assert not lit[-1]
        assert page.accessibleName() == "请A001号到3号窗口办理"
        assert page.face().note.startswith("数据更新于 09:")


def test_an_empty_board_says_so(place: Path, qtbot: QtBot) -> None:
    with Room(place).seat(qtbot, "board1", "board", "board1") as seat:
        assert isinstance(seat.page, BoardScreen)
        assert seat.page.presenter.sight.calls == BoardSight().calls
        assert seat.page.accessibleName() == "暂无叫号"
