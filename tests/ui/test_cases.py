"""Cases: found by what a person has in hand, seen whole, and moved on as their state allows."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from hall_client.app.acceptance import AcceptCase, Tolerated
from hall_client.app.applicants import Applicant
from hall_client.app.cases import CheckInCase
from hall_client.app.corrections import Defect, GiveCorrectionNotice
from hall_client.app.queries import CaseWhole
from hall_client.app.rows import CaseRow, CaseSheet
from hall_client.app.threads import release_gui_thread
from hall_client.domain.catalogue import BroughtMaterial
from hall_client.store.database import SqlDatabase
from hall_client.ui import ui_map
from hall_client.ui.actions import clashes
from hall_client.ui.presenters.cases import CasesPresenter
from hall_client.ui.screens import cases
from hall_client.ui.screens.cases import CasesScreen
from hall_client.ui.screens.intake import IntakeScreen
from tests.direct_desk import DirectDesk
from tests.ui.hands import write
from tests.ui.office import Office
from tests.ui.seat import Room, Seat, aside

ITEM, PAID_ITEM = "1009", "4002"
NUMBER = "11010519491231002X"


class List:
    """A CasesView that remembers what it was told."""

    def __init__(self) -> None:
        self.rows: Sequence[CaseRow] = ()
        self.chosen: str | None = None
        self.sheet: CaseSheet | None = None
        self.problem = ""
        self.done = 0

    def show_rows(self, rows: Sequence[CaseRow], chosen: str | None) -> None:
        self.rows, self.chosen = rows, chosen

    def show_sheet(self, sheet: CaseSheet | None) -> None:
        self.sheet = sheet

    def show_problem(self, text: str) -> None:
        self.problem = text

    def acted(self) -> None:
        self.done += 1


def check_in(desk: DirectDesk, name: str, but: Sequence[str] = (), item: str = ITEM) -> str:
    """A case of `name`, without the materials `but`; its id."""
    ids: list[str] = []
    found = desk.reference.item(item)
    desk.perform(
        CheckInCase,
        lambda outcome: ids.append(outcome.result["case_id"]),
        item_code=item,
        applicant=Applicant(kind="person", name=name, id_kind="resident-id", id_number=NUMBER),
        materials=tuple(
            BroughtMaterial(one.code, one.form, one.copies, 1)
            for one in found.materials
            if one.code not in but
        ),
    )
    return ids[0]


@pytest.fixture
def desk(hall_sqlite: str) -> Iterator[DirectDesk]:
    release_gui_thread()
    database = SqlDatabase.open(hall_sqlite)
    yield DirectDesk(database, "clerk1", "counter1")
    database.close()


@pytest.fixture
def view() -> List:
    return List()


@pytest.fixture
def finder(desk: DirectDesk, view: List) -> CasesPresenter:
    return CasesPresenter(desk, view)


def test_a_case_is_found_by_number_label_name_and_id_number(
    desk: DirectDesk, finder: CasesPresenter, view: List
) -> None:
    wanted = check_in(desk, "赵𠮷𬭎䶮")
    check_in(desk, "钱多多")
    number = desk.database.ask(CaseWhole(case_id=wanted), desk.staff)[0].case_no
    for sought in (number, f"{number}-02", "赵𠮷", number[:12] + number[12:]):
        finder.search(sought)
        assert [row.case_id for row in view.rows] == [wanted]
    finder.search(NUMBER)
    assert len(view.rows) == 2
    finder.search("无此人", open_single=True)
    assert view.rows == []
    finder.search("赵", open_single=True)
    assert view.sheet is not None
    assert view.sheet.case_id == wanted


def test_a_correction_comes_in_and_the_case_waits_for_acceptance(
    desk: DirectDesk, finder: CasesPresenter, view: List
) -> None:
    case_id = check_in(desk, "张三", but=["M01", "M02"])
    defects = (Defect("M01", "未提交"), Defect("M02", "未提交"))
    desk.perform(GiveCorrectionNotice, case_id=case_id, defects=defects)
    finder.choose(case_id)
    assert finder.why_not("go-on")
    assert finder.why_not("take-in") == ""
    finder.prepare_materials()
    assert [line.code for line in finder.materials.lines] == ["M01", "M02"]
    finder.take_in()
    assert view.problem
    for code in ("M01", "M02"):
        finder.materials.tick(code)
    finder.take_in()
    assert view.done == 1
    assert view.sheet is not None
    assert view.sheet.state == "RECEIVED"
    assert finder.why_not("go-on") == ""
    assert finder.why_not("take-in")


def test_a_promised_material_comes_in(desk: DirectDesk, finder: CasesPresenter, view: List) -> None:
    case_id = check_in(desk, "张三", but=["M05"])
    promised = (Tolerated("M05", date(2026, 9, 25)),)
    desk.perform(AcceptCase, case_id=case_id, tolerance=promised)
    finder.choose(case_id)
    assert view.sheet is not None
    assert view.sheet.tolerance_open == 1
    finder.prepare_materials()
    finder.materials.tick("M05")
    finder.take_in()
    assert view.sheet.tolerance_open == 0


def test_a_fee_is_the_published_one(desk: DirectDesk, finder: CasesPresenter, view: List) -> None:
    free, paid = check_in(desk, "张三"), check_in(desk, "李四", item=PAID_ITEM)
    finder.choose(free)
    assert finder.why_not("fee")
    desk.perform(AcceptCase, case_id=paid)
    finder.choose(paid)
    assert finder.why_not("fee") == ""
    finder.record_fee(finder.fees[0], "0099881")
    assert (view.done, view.problem) == (1, "")


def test_a_withdrawal_needs_a_reason(desk: DirectDesk, finder: CasesPresenter, view: List) -> None:
    finder.choose(check_in(desk, "张三"))
    finder.withdraw("", ())
    assert view.problem
    finder.withdraw("申请人书面撤回", ("计量标准技术报告",))
    assert view.sheet is not None
    assert view.sheet.state == "WITHDRAWN"
    assert finder.why_not("withdraw")


def test_a_correction_is_closed_once_its_time_has_passed(
    desk: DirectDesk, finder: CasesPresenter, view: List
) -> None:
    case_id = check_in(desk, "张三", but=["M01"])
    finder.choose(case_id)
    assert "已收件" in finder.why_not("lapse")
    desk.perform(GiveCorrectionNotice, case_id=case_id, defects=(Defect("M01", "未提交"),))
    finder.refresh()
    assert "2026-10-26" in finder.why_not("lapse")
    finder.lapse(())
    assert "2026-10-26" in view.problem
    desk.now = datetime(2026, 10, 26, 16, 0, tzinfo=UTC)
    assert finder.why_not("lapse") == ""
    finder.lapse(("计量标准技术报告",))
    assert view.sheet is not None
    assert (view.sheet.state, view.done) == ("LAPSED", 1)


def test_others_look_and_do_not_touch(desk: DirectDesk, view: List) -> None:
    case_id = check_in(desk, "张三")
    chief = CasesPresenter(DirectDesk(desk.database, "chief1", "office1"), view)
    chief.choose(case_id)
    assert view.sheet is not None
    assert [name for name in cases.DEEDS if not chief.why_not(name)] == ["refuse"]
    assert [name for name in cases.DEEDS if chief.offered(name)] == ["refuse"]


def test_what_needs_the_chief_is_refused_by_the_chief(desk: DirectDesk, view: List) -> None:
    case_id = check_in(desk, "张三")
    clerk = CasesPresenter(desk, view)
    clerk.choose(case_id)
    clerk.refuse("false-material", "营业执照系伪造", "")
    assert "负责人" in view.problem
    chief = CasesPresenter(DirectDesk(desk.database, "chief1", "office1"), view)
    chief.choose(case_id)
    chief.refuse("false-material", "营业执照系伪造", "")
    assert view.sheet is not None
    assert view.sheet.state == "REFUSED"
    assert [one.kind for one in view.sheet.documents] == ["receipt", "refusal-notice"]


# -- in a window ---------------------------------------------------------------------------------


@pytest.fixture
def case_ids(room: Room) -> list[str]:
    """One case to correct, one accepted."""
    with aside():
        database = SqlDatabase.open(str(room.place))
        clerk = DirectDesk(database, "clerk1", "counter1")
        waiting = check_in(clerk, "张三", but=["M01"])
        defects = (Defect("M01", "未提交"),)
        clerk.perform(GiveCorrectionNotice, case_id=waiting, defects=defects)
        accepted = check_in(clerk, "赵𠮷𬭎䶮")
        clerk.perform(AcceptCase, case_id=accepted)
        room.clock.now = clerk.now
        database.close()
    return [waiting, accepted]


@pytest.fixture
def seat(room: Room, qtbot: QtBot, case_ids: list[str]) -> Iterator[Seat]:
    with room.seat(qtbot, "clerk1", "cases", "counter1") as taken:
        yield taken


def page_of(seat: Seat) -> CasesScreen:
    assert isinstance(seat.page, CasesScreen)
    return seat.page


def key(seat: Seat, which: Qt.Key, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    focused = seat.session.window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, which, held)
    seat.settle()


def words(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel))


def test_the_list_shows_the_case_whole_beside_it(seat: Seat) -> None:
    page = page_of(seat)
    write(page.search, "赵𠮷")
    seat.settle()
    key(seat, Qt.Key.Key_Return)
    said = words(page.head)
    assert "受理 9-21，扣除 0，期限" in said
    assert "赵***" in said
    assert "1101**********002X" in said
    steps = page.detail.steps.model()
    told = [str(steps.index(row, 3).data()) for row in range(steps.rowCount())]
    assert [text.split("\u3000")[0] for text in told] == ["收件", "受理"]
    assert steps.index(0, 2).data() == "一楼1号窗口"


def test_a_document_is_shown_as_it_will_be_printed(seat: Seat) -> None:
    page = page_of(seat)
    page.show_subject("赵𠮷")
    seat.settle()
    page.detail.setCurrentIndex(2)
    seat.until(lambda: page.detail.preview.pages == 1)


def test_a_scanned_label_opens_its_case(seat: Seat, case_ids: list[str]) -> None:
    page = page_of(seat)
    number = next(row.case_no for row in page.presenter.rows if row.case_id == case_ids[0])
    seat.scan(f"{number}-02")
    seat.until(lambda: page.presenter.chosen == case_ids[0])
    seat.settle()
    assert number in words(page.head)


def test_a_correction_is_taken_in_and_accepted_by_keyboard(seat: Seat) -> None:
    page = page_of(seat)
    write(page.search, "张三")
    seat.settle()
    key(seat, Qt.Key.Key_Return)
    key(seat, Qt.Key.Key_F11)
    key(seat, Qt.Key.Key_Return, ctrl=True)
    assert words(page.take_in)
    assert page.take_in.problem.isVisible()
    key(seat, Qt.Key.Key_Space)
    key(seat, Qt.Key.Key_Return, ctrl=True)
    assert page.presenter.sheet is not None
    assert page.presenter.sheet.state == "RECEIVED"
    key(seat, Qt.Key.Key_F10)
    intake = seat.session.window.open("intake")
    assert isinstance(intake, IntakeScreen)
    seat.settle()
    key(seat, Qt.Key.Key_F10)
    assert intake.case.presenter.sheet is not None
    assert intake.case.presenter.sheet.state == "ACCEPTED"


def test_a_withdrawal_asks_for_the_reason_beside_the_field(seat: Seat) -> None:
    page = page_of(seat)
    write(page.search, "赵𠮷")
    seat.settle()
    key(seat, Qt.Key.Key_Return)
    key(seat, Qt.Key.Key_W, ctrl=True)
    key(seat, Qt.Key.Key_Return, ctrl=True)
    assert page.withdrawal.reason.below.text()
    reason = seat.session.window.focusWidget()
    assert isinstance(reason, QPlainTextEdit)
    write(reason, "申请人书面撤回")
    key(seat, Qt.Key.Key_Return, ctrl=True)
    assert page.presenter.sheet is not None
    assert page.presenter.sheet.state == "WITHDRAWN"


def test_a_correction_that_did_not_come_is_closed_by_keyboard(
    room: Room, qtbot: QtBot, case_ids: list[str]
) -> None:
    room.clock.now += timedelta(days=60)
    with room.seat(qtbot, "clerk1", "cases", "counter1") as seat:
        page = page_of(seat)
        write(page.search, "张三")
        seat.settle()
        key(seat, Qt.Key.Key_Return)
        key(seat, Qt.Key.Key_L, ctrl=True)
        assert "补正期限 2026-10-26 已过" in words(page.lapse)
        key(seat, Qt.Key.Key_Return, ctrl=True)
        assert page.presenter.sheet is not None
        assert page.presenter.sheet.state == "LAPSED"
        assert "逾期未补正，已终止" in seat.told[0]
        assert ui_map.faults(seat.page) == []


def test_a_case_that_time_accepted_says_so(office: Office, qtbot: QtBot) -> None:
    with office.work() as hall:
        case = hall.check_in(office.item(), ["M01"])
        hall.later(days=14)
        hall.do("AcceptCase", "clock", case_id=case["case_id"])
    with office.room.seat(qtbot, "clerk1", "cases", "counter1") as seat:
        page = page_of(seat)
        page.show_subject(case["case_no"])
        seat.settle()
        assert "视为受理（行政许可法第三十二条）" in words(page.head)
        steps = page.detail.steps.model()
        last = steps.rowCount() - 1
        assert steps.index(last, 1).data() == "系统时钟"
        assert "逾期未告知，视为受理" in str(steps.index(last, 3).data())


def test_nothing_found_says_what_to_try(seat: Seat) -> None:
    page = page_of(seat)
    page.show_subject("无此人")
    seat.settle()
    assert page.table.model().rowCount() == 0
    assert isinstance(page.search, QLineEdit)
    assert page.search.text() == "无此人"


def test_every_control_is_named_and_no_keys_clash(seat: Seat) -> None:
    assert ui_map.faults(seat.page) == []
    assert clashes(cases.ACTIONS) == {}


def test_the_chief_refuses_from_the_keyboard(room: Room, qtbot: QtBot, case_ids: list[str]) -> None:
    with room.seat(qtbot, "chief1", "cases") as seat:
        page = page_of(seat)
        seat.until(lambda: page.table.select_key(case_ids[0]))
        seat.until(lambda: page.presenter.sheet and page.presenter.sheet.state == "CORRECTION")
        seat.press(Qt.Key.Key_R, ctrl=True)
        seat.until(page.refusal.isVisible)
        page.refusal.kind.show_value("not-corrected")
        write(page.refusal.reason.control, "逾期未补正（行政许可法第三十二条）")
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.until(lambda: page.presenter.sheet and page.presenter.sheet.state == "REFUSED")
        assert "不予受理" in seat.told[0]
        seat.until(page.detail.isVisible)


def test_a_decided_case_says_how_it_stood_and_runs_no_more(office: Office, qtbot: QtBot) -> None:
    with office.work() as hall:
        case = hall.granted(office.item())
    with office.room.seat(qtbot, "chief1", "cases") as seat:
        page = page_of(seat)
        seat.until(lambda: page.table.select_key(case["case_id"]))
        seat.until(page.head.clocks.text)
        assert page.head.clocks.text().count("按期办结") == 2
        assert "剩" not in page.head.clocks.text()
