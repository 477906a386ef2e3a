"""The seal: looked at, sealed by hand, entered once; several one by one, each refusal told."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hall_client.app.rows import DocumentRow
from hall_client.domain.decisions import Document, SealUse
from hall_client.ui import ui_map
from hall_client.ui.presenters.seal import Refused, SealPresenter
from hall_client.ui.screens.seal import SealScreen
from tests.direct_desk import DirectDesk
from tests.hall import Hall
from tests.ui.seat import Clock, Room, Seat, aside


@pytest.fixture
def hall(room: Room) -> Iterator[Hall]:
    """Two cases accepted, one of them granted: three documents wait for the seal."""
    with aside():
        made = Hall(str(room.place))
        made.granted(made.item(profile="four-separated", kind="committed"))
        made.accepted(made.item(profile="four-separated", kind="committed"))
        room.clock = Clock(made.now)
    yield made
    with aside():
        made.close()


def uses(hall: Hall) -> list[tuple[str, int, str]]:
    with aside():
        return [(one.document_no, one.copies, one.used_by) for one in hall.rows(SealUse)]


def screen(seat: Seat) -> SealScreen:
    assert isinstance(seat.page, SealScreen)
    return seat.page


def waiting(seat: Seat) -> list[str]:
    return [row.document_no for row in screen(seat).waiting.rows.shown]


def look(seat: Seat) -> str:
    """Wait until the document is in view; its number."""
    seat.until(lambda: screen(seat).preview.settled and screen(seat).preview.pages)
    return screen(seat).preview.title.text()


def test_a_day_of_the_keeper_without_a_mouse(room: Room, hall: Hall, qtbot: QtBot) -> None:
    with room.seat(qtbot, "sealkeeper1", "seal") as seat:
        first, second, third = waiting(seat)
        assert first in look(seat)
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: waiting(seat) == [second, third])
        assert uses(hall) == [(first, 2, "sealkeeper1")]
        assert "已登记用印：1 份文书" in seat.told[0]
        assert second in look(seat)
        seat.press(Qt.Key.Key_A, ctrl=True)
        screen(seat).copies.control.setFocus()
        screen(seat).copies.show_value(3)
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not waiting(seat))
        assert [use[:2] for use in uses(hall)] == [(first, 2), (second, 3), (third, 3)]
        seat.until(lambda: not screen(seat).deed["seal-document"].isEnabled())
        register = screen(seat).register.rows
        seat.until(lambda: len(register.shown) == 3)
        assert [row.document_no for row in register.shown] == [third, second, first]
        assert {row.sealed_by for row in register.shown} == {"谭小兰"}


def test_enter_twice_seals_nothing_that_nobody_has_seen(
    room: Room, hall: Hall, qtbot: QtBot
) -> None:
    with room.seat(qtbot, "sealkeeper1", "seal") as seat:
        look(seat)
        seat.press(Qt.Key.Key_Return)
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: len(waiting(seat)) == 2)
        seat.press(Qt.Key.Key_Return)
        look(seat)
        assert len(uses(hall)) == 1


def test_a_scanned_folder_shows_its_documents_and_chooses_them(
    room: Room, hall: Hall, qtbot: QtBot
) -> None:
    with room.seat(qtbot, "sealkeeper1", "seal") as seat:
        granted = screen(seat).waiting.rows.shown[0].case_no
        seat.press(Qt.Key.Key_End)
        seat.scan(granted)
        seat.settle()
        rows, chosen = screen(seat).waiting.rows.shown, screen(seat).presenter.chosen
        assert chosen == {row.document_no for row in rows if row.case_no == granted}
        assert len(chosen) == 2
        seat.scan("99999999")
        seat.until(lambda: "没有“99999999”" in "".join(seat.told))
        assert len(uses(hall)) == 0


def test_how_many_copies_must_be_said_rightly(room: Room, hall: Hall, qtbot: QtBot) -> None:
    with room.seat(qtbot, "sealkeeper1", "seal") as seat:
        look(seat)
        for wrong in ("", "0", "100", "两"):
            screen(seat).copies.show_text(wrong)
            seat.press(Qt.Key.Key_Return, ctrl=True)
            assert screen(seat).copies.below.text()
        seat.settle()
        assert uses(hall) == []


def test_somebody_elses_seal_is_seen_at_once(room: Room, hall: Hall, qtbot: QtBot) -> None:
    with room.seat(qtbot, "sealkeeper1", "seal") as seat:
        first, *rest = waiting(seat)
        with aside():
            hall.do("SealDocument", "sealkeeper1", document_no=first, copies=2)
        seat.until(lambda: waiting(seat) == rest)


def test_every_control_of_the_screen_says_what_it_is(room: Room, hall: Hall, qtbot: QtBot) -> None:
    with room.seat(qtbot, "sealkeeper1", "seal") as seat:
        look(seat)
        assert ui_map.faults(seat.page) == []


# -- the presenter, without windows ----------------------------------------------------------------


class Sheet:
    """Where the presenter shows."""

    def __init__(self) -> None:
        self.waiting: list[DocumentRow] = []
        self.register: list[DocumentRow] = []
        self.progress: list[tuple[int, int]] = []
        self.refused: list[Refused] = []
        self.current = ""

    def show_waiting(self, rows: Sequence[DocumentRow]) -> None:
        self.waiting = list(rows)

    def show_register(self, rows: Sequence[DocumentRow]) -> None:
        self.register = list(rows)

    def show_progress(self, done: int, of: int) -> None:
        self.progress.append((done, of))

    def show_refused(self, refused: Sequence[Refused]) -> None:
        self.refused = list(refused)

    def go_to(self, document_no: str) -> None:
        self.current = document_no


@pytest.fixture
def desk(hall: Hall) -> Iterator[DirectDesk]:
    with aside():
        made = DirectDesk(hall.database, "sealkeeper1", "office1")
        made.now = hall.now
        yield made


@pytest.fixture
def view() -> Sheet:
    return Sheet()


@pytest.fixture
def presenter(desk: DirectDesk, view: Sheet) -> SealPresenter:
    made = SealPresenter(desk, view)
    made.refresh()
    return made


def test_one_refused_document_does_not_keep_the_others(
    presenter: SealPresenter, desk: DirectDesk, view: Sheet, hall: Hall
) -> None:
    first, second, third = (row.document_no for row in view.waiting)
    hall.do("SealDocument", "sealkeeper1", document_no=second, copies=1)
    presenter.choose_all([first, second, third])
    presenter.seal(None, 2)
    assert [one.document_no for one in view.refused] == [second]
    assert "用印" in view.refused[0].why
    assert view.progress == [(0, 3), (1, 3), (2, 3), (0, 0)]
    assert "2 份文书" in desk.told[-1]
    assert view.waiting == []
    assert sorted(one.copies for one in hall.rows(SealUse)) == [1, 2, 2]


def test_only_todays_uses_stand_in_the_register(
    presenter: SealPresenter, desk: DirectDesk, view: Sheet, hall: Hall
) -> None:
    presenter.seal(view.waiting[0].document_no, 2)
    assert len(view.register) == 1
    desk.now = desk.now.replace(day=desk.now.day + 1)
    presenter.refresh()
    assert view.register == []


def test_what_is_found_says_how_it_stands(
    presenter: SealPresenter, desk: DirectDesk, view: Sheet, hall: Hall
) -> None:
    number, case_no = view.waiting[0].document_no, view.waiting[-1].case_no
    presenter.scan(f"{case_no.lower()}-02")
    assert view.current == view.waiting[-1].document_no
    presenter.seal(number, 2)
    presenter.scan(number)
    assert f"{number} 已由谭小兰于 2026-09-21" in desk.warned[-1]
    receipt = next(one for one in hall.rows(Document) if not one.needs_seal)
    presenter.scan(receipt.number)
    assert desk.warned[-1] == f"{receipt.number} 不需要用印。"
    presenter.scan("什么也不是")
    assert "没有“什么也不是”" in desk.warned[-1]


def test_a_choice_is_taken_back(presenter: SealPresenter, desk: DirectDesk, view: Sheet) -> None:
    numbers = [row.document_no for row in view.waiting]
    presenter.choose(numbers[0])
    presenter.choose(numbers[0])
    presenter.choose("没有这份")
    assert presenter.wanted(numbers[1]) == [numbers[1]]
    presenter.choose_all(numbers)
    presenter.choose_all(numbers)
    assert presenter.wanted(None) == []
    presenter.seal(None, 2)
    assert desk.warned == ["没有选中待用印的文书。"]
