"""The intake page in a real window: by keyboard and scanner only, on a real database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from hall_client.app.counters import OpenCounter
from hall_client.app.queries import Cases, CaseWhole, Tickets
from hall_client.app.rows import CaseRow, CaseSheet
from hall_client.app.tickets import CallNext, IssueTicket
from hall_client.store.database import SqlDatabase
from hall_client.ui import ui_map
from hall_client.ui.actions import clashes
from hall_client.ui.picked_fields import ChoiceField
from hall_client.ui.presenters.case_words import step_words
from hall_client.ui.screens import acceptance_pages, checked_in, intake
from hall_client.ui.screens.intake import IntakeScreen
from tests.direct_desk import DirectDesk
from tests.ui.hands import write
from tests.ui.seat import Room, Seat, aside

NAME = "赵𠮷𬭎䶮"
NUMBER = "11010519491231002X"
CREDIT_CODE = "91110000600037341L"


@pytest.fixture
def room(hall_file: Path, tmp_path: Path) -> Room:
    """A room with a state folder of its own: drafts lie in it."""
    state = tmp_path / "state"
    (state / "logs").mkdir(parents=True)
    return Room(Path(shutil.copy(hall_file, state / "logs" / "hall.db")))


@pytest.fixture
def seat(room: Room, qtbot: QtBot) -> Iterator[Seat]:
    with room.seat(qtbot, "clerk1", "intake", "counter1") as taken:
        yield taken


def focused(seat: Seat) -> QWidget:
    widget = seat.session.window.focusWidget()
    assert widget is not None
    return widget


def key(seat: Seat, which: Qt.Key, ctrl: bool = False) -> None:
    """A person's key: it goes where the focus is, with time between it and the next."""
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focused(seat), which, held)
    seat.settle()


def type_in(seat: Seat, text: str) -> None:
    QTest.keyClicks(focused(seat), text)
    seat.settle()


def enter(seat: Seat) -> None:
    key(seat, Qt.Key.Key_Return)


def choose_item(seat: Seat, sought: str) -> None:
    type_in(seat, sought)
    enter(seat)


def fill_applicant(seat: Seat, phone: str = "13812345678") -> None:
    """From the number on; Enter goes from line to line and ends in the materials."""
    type_in(seat, NUMBER)
    enter(seat)
    write(focused(seat), NAME)
    enter(seat)
    type_in(seat, phone)
    enter(seat)
    write(focused(seat), "棠溪市文昌街道1号")
    enter(seat)


def tick(seat: Seat, count: int) -> None:
    for _ in range(count):
        key(seat, Qt.Key.Key_Space)


def said(seat: Seat, name: str) -> str:
    label = seat.page.findChild(QLabel, name)
    assert label is not None
    return label.text()


def beside(seat: Seat, field: str) -> str:
    """What is said below a field."""
    page = seat.page
    assert isinstance(page, IntakeScreen)
    form = page.applicant.agent if field.startswith("agent") else page.applicant.form
    return form[field].below.text()


def cases(room: Room) -> list[CaseRow]:
    with aside():
        database = SqlDatabase.open(str(room.place))
        found = database.ask(Cases(), database.reference().staff["clerk1"])
        database.close()
    return found


def case_whole(room: Room, case_no: str) -> CaseSheet:
    with aside():
        database = SqlDatabase.open(str(room.place))
        found = database.ask(CaseWhole(case_no=case_no), database.reference().staff["clerk1"])
        database.close()
    return found[0]


def test_from_item_to_acceptance_by_keyboard_only(room: Room, seat: Seat) -> None:
    choose_item(seat, "jlbz")
    fill_applicant(seat)
    tick(seat, 5)
    assert said(seat, "lacking-names") == ""
    enter(seat)
    number = said(seat, "case-no")
    assert [row.case_no for row in cases(room)] == [number]
    assert len(said(seat, "query-code")) == 6
    key(seat, Qt.Key.Key_F10)
    sheet = case_whole(room, number)
    assert sheet.state == "ACCEPTED"
    notice = next(paper for paper in sheet.documents if paper.kind == "acceptance-notice")
    assert notice.document_no in said(seat, "done-papers")
    for day in (sheet.accepted_on, sheet.committed_due_on, sheet.statutory_due_on):
        assert str(day) in said(seat, "done-days")
    key(seat, Qt.Key.Key_N, ctrl=True)
    assert focused(seat).objectName() == "item"
    assert isinstance(focused(seat), QLineEdit)


def test_a_double_enter_is_one_case_and_accepts_nothing(room: Room, seat: Seat) -> None:
    choose_item(seat, "1009")
    fill_applicant(seat)
    tick(seat, 5)
    table = focused(seat)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Return)
    seat.settle()
    for _ in range(2):
        enter(seat)
        key(seat, Qt.Key.Key_Return, ctrl=True)
    assert [row.state for row in cases(room)] == ["RECEIVED"]


def test_rare_characters_come_through_whole(room: Room, seat: Seat, qtbot: QtBot) -> None:
    choose_item(seat, "1009")
    fill_applicant(seat)
    key(seat, Qt.Key.Key_Return, ctrl=True)
    key(seat, Qt.Key.Key_N, ctrl=True)
    choose_item(seat, "1009")
    type_in(seat, NUMBER[:6])
    key(seat, Qt.Key.Key_Down)
    enter(seat)
    page = seat.page
    assert isinstance(page, IntakeScreen)
    assert page.applicant.applicant().name == NAME
    assert page.applicant.applicant().id_number == NUMBER


def test_a_draft_comes_back_after_a_kill(room: Room, qtbot: QtBot) -> None:
    with room.seat(qtbot, "clerk1", "intake", "counter1") as seat:
        choose_item(seat, "1009")
        fill_applicant(seat)
        tick(seat, 2)
    with room.seat(qtbot, "clerk2", "intake", "counter1") as other:
        assert isinstance(other.page, IntakeScreen)
        assert other.page.applicant.draft()["name"] == ""
    with room.seat(qtbot, "clerk1", "intake", "counter1") as seat:
        page = seat.page
        assert isinstance(page, IntakeScreen)
        assert page.applicant.applicant().name == NAME
        assert len(page.presenter.materials.brought) == 2
        assert page.resumed.isVisible()
        key(seat, Qt.Key.Key_Return, ctrl=True)
        number = said(seat, "case-no")
    with room.seat(qtbot, "clerk1", "intake", "counter1") as seat:
        seat.until(lambda: said(seat, "case-no") == number)  # the same step again
    assert len(cases(room)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("id_number", "110105194912310021", "校验码不对"),
        ("phone", "12", "格式不对"),
        ("name", "王" * 200, "太长"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    room: Room, seat: Seat, field: str, typed: str, words: str
) -> None:
    choose_item(seat, "1009")
    fill_applicant(seat)
    page = seat.page
    assert isinstance(page, IntakeScreen)
    page.applicant.form.focus_field(field)
    line = focused(seat)
    assert isinstance(line, QLineEdit)
    line.selectAll()
    write(line, typed)
    key(seat, Qt.Key.Key_Return, ctrl=True)
    assert words in beside(seat, field)
    assert focused(seat) is line
    assert cases(room) == []


def test_an_empty_page_asks_for_the_item_and_then_for_the_person(room: Room, seat: Seat) -> None:
    key(seat, Qt.Key.Key_Return, ctrl=True)
    assert focused(seat).objectName() == "item"
    choose_item(seat, "1009")
    key(seat, Qt.Key.Key_Return, ctrl=True)
    assert beside(seat, "id_number")
    assert beside(seat, "name")
    assert cases(room) == []


def test_a_number_is_judged_while_it_is_typed_and_says_whose_it_is(seat: Seat) -> None:
    choose_item(seat, "1009")
    type_in(seat, NUMBER[:16])
    assert beside(seat, "id_number") == "还差 2 位"
    for _ in range(16):
        key(seat, Qt.Key.Key_Backspace)
    write(focused(seat), "９１１１００００６０００３７３４１ｌ")
    enter(seat)
    page = seat.page
    assert isinstance(page, IntakeScreen)
    draft = page.applicant.draft()
    assert (draft["kind"], draft["id_number"]) == ("organisation", CREDIT_CODE)


def test_scans_tick_materials_whatever_has_the_focus(room: Room, seat: Seat) -> None:
    choose_item(seat, "1009")
    page = seat.page
    assert isinstance(page, IntakeScreen)
    type_in(seat, "110105")
    for code in ("1009-M02", "1009-M04"):
        seat.scan(code)
    assert [one.requirement for one in page.presenter.materials.brought] == ["M02", "M04"]
    assert page.applicant.draft()["id_number"] == "110105"
    page.materials.setFocus()
    seat.scan("1009-M01")
    seat.scan("1009-M01")
    assert "已勾选" in said(seat, "intake-heard")
    seat.scan("6901234567892")
    assert "6901234567892" in said(seat, "intake-heard")
    brought = page.presenter.materials.brought
    assert [(one.requirement, one.copies) for one in brought] == [
        ("M01", 1),
        ("M02", 1),
        ("M04", 2),
    ]
    assert cases(room) == []


def test_a_scan_leaves_the_item_line_as_it_was(seat: Seat) -> None:
    choose_item(seat, "1009")
    page = seat.page
    assert isinstance(page, IntakeScreen)
    page.finder.setFocus()
    shown, told = page.finder.line.text(), page.finder.item.below.text()
    seat.scan("6901234567892")
    seat.settle()
    assert page.finder.line.text() == shown
    assert page.finder.item.below.text() == told
    offers = page.findChild(QListView, "intake-items")
    assert offers is not None
    assert offers.isHidden()


def test_a_scan_opens_no_list_of_choices(seat: Seat) -> None:
    choose_item(seat, "1009")
    page = seat.page
    assert isinstance(page, IntakeScreen)
    field = page.applicant.form["id_kind"]
    assert isinstance(field, ChoiceField)
    page.applicant.form.focus_field("id_kind")
    shown = field.text()
    seat.scan("1009-M02")
    seat.settle()
    popup = field.edit.completer().popup()
    assert (field.text(), popup.isVisible()) == (shown, False)
    field.open_all()
    seat.scan("1009-M04")
    seat.settle()
    assert (field.text(), popup.isVisible()) == (shown, True)
    brought = page.presenter.materials.brought
    assert [one.requirement for one in brought] == ["M02", "M04"]


def test_a_scan_looks_for_nobody(seat: Seat) -> None:
    """A list of people below the line would take the next Enter."""
    choose_item(seat, "1009")
    page = seat.page
    assert isinstance(page, IntakeScreen)
    page.applicant.form.focus_field("name")
    write(focused(seat), NAME)
    seat.settle()
    drafts: list[str] = []
    page.applicant.changed.connect(lambda: drafts.append(page.applicant.draft()["name"]))
    seat.scan("1009-M02", (Qt.Key.Key_Tab,))
    seat.settle()
    assert focused(seat) is page.applicant.form["name"].control
    seat.until(lambda: drafts)
    assert drafts[-1] == page.applicant.draft()["name"] == NAME
    assert [one.requirement for one in page.presenter.materials.brought] == ["M02"]


def test_a_scan_takes_back_nothing_that_a_person_wrote(seat: Seat) -> None:
    choose_item(seat, "1009")
    page = seat.page
    assert isinstance(page, IntakeScreen)
    page.materials.setFocus()
    type_in(seat, "2")
    page.applicant.form.focus_field("name")
    seat.scan("1009-M02")
    brought = page.presenter.materials.brought
    assert [(one.requirement, one.copies) for one in brought] == [("M01", 2), ("M02", 1)]


@pytest.mark.parametrize("code", ["M02", "1009-M02"])
def test_a_second_enter_of_a_scanner_checks_nothing_in(room: Room, seat: Seat, code: str) -> None:
    choose_item(seat, "1009")
    fill_applicant(seat)
    page = seat.page
    assert isinstance(page, IntakeScreen)
    tick(seat, len(page.presenter.materials.lines))
    page.materials.select_first()
    seat.scan(code, (Qt.Key.Key_Return, Qt.Key.Key_Return))
    seat.settle()
    assert "已勾选" in said(seat, "intake-heard")
    assert page.materials.current_key() == "M01"
    assert cases(room) == []
    enter(seat)
    assert len(cases(room)) == 1


def test_digits_set_copies_and_pages_and_f_the_form(seat: Seat) -> None:
    choose_item(seat, "1009")
    page = seat.page
    assert isinstance(page, IntakeScreen)
    page.materials.setFocus()
    type_in(seat, "3/15")
    key(seat, Qt.Key.Key_Down)
    type_in(seat, "12")
    type_in(seat, "f")
    key(seat, Qt.Key.Key_Down)
    key(seat, Qt.Key.Key_Space)
    key(seat, Qt.Key.Key_Up)
    key(seat, Qt.Key.Key_Backspace)
    brought = page.presenter.materials.brought
    assert [(one.requirement, one.copies, one.pages) for one in brought] == [
        ("M01", 3, 15),
        ("M02", 12, 1),
    ]
    assert brought[1].form == "copy"
    assert "缺 4 件" in {label.text() for label in page.lacking.findChildren(QLabel)}


def test_labels_and_receipt_say_where_their_print_stands(room: Room, seat: Seat) -> None:
    choose_item(seat, "1009")
    fill_applicant(seat)
    tick(seat, 5)
    enter(seat)
    number = said(seat, "case-no")
    prints = seat.page.findChild(QWidget, "prints")
    assert prints is not None

    def told() -> list[str]:
        return [label.text() for label in prints.findChildren(QLabel) if label.text()]

    seat.until(lambda: told().count("已打印") == len(told()) // 3)
    assert [text for text in told() if text.startswith(number)] == [
        number,
        f"{number}-01",
        f"{number}-02",
        number,
    ]


def test_the_one_notice_and_refusal_by_keyboard(room: Room, seat: Seat) -> None:
    choose_item(seat, "1009")
    fill_applicant(seat)
    enter(seat)
    first = said(seat, "case-no")
    key(seat, Qt.Key.Key_F11)
    key(seat, Qt.Key.Key_Return, ctrl=True)
    sheet = case_whole(room, first)
    assert sheet.state == "CORRECTION"
    assert [m.state for m in sheet.materials] == ["defective"] * 5
    key(seat, Qt.Key.Key_D, ctrl=True)
    choose_item(seat, "1009")
    key(seat, Qt.Key.Key_Return, ctrl=True)
    key(seat, Qt.Key.Key_R, ctrl=True)
    for step in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        seat.press(step)
    key(seat, Qt.Key.Key_Tab)
    write(focused(seat), "不属于本机关职权范围")
    key(seat, Qt.Key.Key_Return, ctrl=True)
    assert [row.state for row in cases(room)] == ["RECEIVED", "CORRECTION"]
    assert focused(seat).objectName() == "authority"
    write(focused(seat), "省市场监督管理局")
    key(seat, Qt.Key.Key_Return, ctrl=True)
    assert [row.state for row in cases(room)] == ["REFUSED", "CORRECTION"]


def test_tolerance_is_one_key_with_the_due_day_filled_in(room: Room, seat: Seat) -> None:
    choose_item(seat, "1009")
    fill_applicant(seat)
    tick(seat, 4)
    enter(seat)
    key(seat, Qt.Key.Key_F10)
    sheet = case_whole(room, said(seat, "case-no"))
    assert sheet.state == "ACCEPTED"
    assert sheet.materials[-1].promised_on == sheet.committed_due_on


def test_a_cleared_page_can_be_taken_back(seat: Seat) -> None:
    choose_item(seat, "1009")
    fill_applicant(seat)
    key(seat, Qt.Key.Key_N, ctrl=True)
    page = seat.page
    assert isinstance(page, IntakeScreen)
    assert page.applicant.draft()["name"] == ""
    line = seat.session.window.shell.notice_bar.lines[0]
    assert line.action_button is not None
    line.action_button.click()
    seat.settle()
    assert page.applicant.draft()["name"] == NAME
    assert page.presenter.item is not None


def test_cases_of_a_visit_belong_to_its_ticket(room: Room, seat: Seat) -> None:
    with aside():
        database = SqlDatabase.open(str(room.place))
        clerk = DirectDesk(database, "clerk1", "counter1")
        clerk.now = room.clock.now
        DirectDesk(database, "kiosk1", "kiosk1").perform(IssueTicket, queue="A")
        clerk.perform(OpenCounter, counter="1")
        clerk.perform(CallNext, counter="1")
        ticket = database.ask(Tickets(counter="1"), clerk.staff, clerk.now)[0]
        database.close()
    seat.session.go("intake", ticket)
    choose_item(seat, "1009")
    fill_applicant(seat)
    enter(seat)
    with aside():
        database = SqlDatabase.open(str(room.place))
        rows = database.ask(Cases(ticket_id=ticket.ticket_id), clerk.staff)
        database.close()
    assert [row.case_no for row in rows] == [said(seat, "case-no")]


def test_every_control_is_named_and_no_keys_clash(seat: Seat) -> None:
    assert ui_map.faults(seat.page) == []
    assert clashes(intake.ACTIONS) == {}
    assert clashes((*checked_in.ACTIONS, *acceptance_pages.WAYS)) == {}
    assert clashes((*checked_in.ACTIONS, *acceptance_pages.NOTICE)) == {}
    assert clashes((*checked_in.ACTIONS, *acceptance_pages.REFUSE)) == {}


def test_the_main_flow_fits_a_small_screen(seat: Seat) -> None:
    choose_item(seat, "1001")
    window = seat.session.window
    assert (window.width(), window.height()) == (1366, 768)
    page = seat.page
    assert isinstance(page, IntakeScreen)
    submit = page.findChild(QWidget, "button-check-in")
    assert submit is not None
    for part in (page.finder, page.applicant, page.lacking, submit):
        corner = part.mapTo(window, part.rect().bottomRight())
        assert corner.x() < 1366
        assert corner.y() < 768


def test_an_error_is_mended_on_the_spot_before_acceptance(room: Room, seat: Seat) -> None:
    choose_item(seat, "1009")
    fill_applicant(seat)
    tick(seat, 5)
    enter(seat)
    number = said(seat, "case-no")
    key(seat, Qt.Key.Key_E, ctrl=True)
    page = seat.page
    assert isinstance(page, IntakeScreen)
    form = page.case.mending.form
    form["field"].show_value("id_number")
    write(form["value"].control, "110105194912310021")
    key(seat, Qt.Key.Key_Return, ctrl=True)
    seat.settle()
    assert "校验码" in form["value"].below.text()
    form["field"].show_value("applicant_name")
    form["value"].show_text("")
    write(form["value"].control, "李𬭎")
    key(seat, Qt.Key.Key_Return, ctrl=True)
    seat.until(page.case.acceptance.isVisible)
    sheet = case_whole(room, number)
    assert (sheet.state, sheet.applicant) == ("RECEIVED", "李*")
    assert [one.command for one in sheet.steps] == ["CheckInCase", "CorrectOnTheSpot"]
    assert "当场更正　姓名或名称" in step_words(sheet.steps[-1], "zh")
