"""Intake: item, applicant, materials, check-in, acceptance: once, whole, and never half."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hall_client.app.applicants import Agent, Applicant
from hall_client.app.queries import Cases, CaseWhole
from hall_client.app.rows import ApplicantRow, CaseSheet, ItemRow
from hall_client.store.database import SqlDatabase
from hall_client.ui.presenters.acceptance import AcceptancePresenter, PrintLine, Ways
from hall_client.ui.presenters.drafts import DraftFile
from hall_client.ui.presenters.intake import IntakePresenter, Problem
from tests.direct_desk import DirectDesk

PERSON = Applicant(
    kind="person",
    name="赵𠮷𬭎䶮",
    id_kind="resident-id",
    id_number="11010519491231002X",
    phone="13812345678",
    address="棠溪市文昌街道1号",
)
FORM = {"name": PERSON.name, "id_number": PERSON.id_number}


class Page:
    """An IntakeView that remembers what it was told."""

    def __init__(self) -> None:
        self.items: Sequence[ItemRow] = []
        self.people: Sequence[ApplicantRow] = []
        self.visit = ""
        self.problems: Sequence[Problem] = []
        self.scans: list[tuple[str, bool]] = []
        self.number = ""
        self.form: Mapping[str, str] = {}
        self.case_ids: list[str] = []

    def show_items(self, rows: Sequence[ItemRow]) -> None:
        self.items = rows

    def show_people(self, rows: Sequence[ApplicantRow]) -> None:
        self.people = rows

    def show_item(self) -> None: ...

    def show_materials(self) -> None: ...

    def show_visit(self, number: str) -> None:
        self.visit = number

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self.problems = problems

    def show_scan(self, text: str, good: bool) -> None:
        self.scans.append((text, good))

    def fill_id_number(self, number: str) -> None:
        self.number = number

    def restore_form(self, form: Mapping[str, str]) -> None:
        self.form = form

    def show_case(self, case_id: str) -> None:
        self.case_ids.append(case_id)


class Panel:
    """An AcceptanceView that remembers what it was told."""

    def __init__(self) -> None:
        self.sheet: CaseSheet | None = None
        self.ways = Ways()
        self.prints: Sequence[PrintLine] = ()
        self.estimated = ""
        self.problems: dict[str, str] = {}

    def show_sheet(self, sheet: CaseSheet, ways: Ways) -> None:
        self.sheet, self.ways = sheet, ways

    def show_prints(self, lines: Sequence[PrintLine]) -> None:
        self.prints = lines

    def ask_estimated(self, words: str) -> None:
        self.estimated = words

    def show_problem(self, field: str, text: str) -> None:
        self.problems[field] = text


@pytest.fixture
def database(hall_sqlite: str) -> SqlDatabase:
    return SqlDatabase.open(hall_sqlite)


@pytest.fixture(autouse=True)
def _no_gui_thread(_gui_thread: None) -> None:
    """Presenters are run here on a desk that answers at once."""
    from hall_client.app.threads import release_gui_thread

    release_gui_thread()


@pytest.fixture
def desk(database: SqlDatabase) -> DirectDesk:
    return DirectDesk(database, "clerk1", "counter1")


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def drafts(tmp_path: Path) -> DraftFile:
    return DraftFile(tmp_path / "drafts", "counter1", "clerk1")


@pytest.fixture
def intake(desk: DirectDesk, page: Page, drafts: DraftFile) -> IntakePresenter:
    return IntakePresenter(desk, page, drafts)


def tick_all(intake: IntakePresenter, but: Sequence[str] = ()) -> None:
    for line in intake.materials.lines:
        if line.code not in but:
            intake.materials.tick(line.code)


def checked_in(
    intake: IntakePresenter, page: Page, desk: DirectDesk, **tick: Any
) -> tuple[AcceptancePresenter, Panel]:
    tick_all(intake, **tick)
    intake.keep(FORM)
    intake.check_in(PERSON, None)
    panel = Panel()
    acceptance = AcceptancePresenter(desk, panel)
    acceptance.open(case_id=page.case_ids[-1])
    return acceptance, panel


@pytest.mark.parametrize("typed", ["计量标准", "jlbzqj", "1009"])
def test_an_item_is_found_by_name_initials_or_code(
    intake: IntakePresenter, page: Page, typed: str
) -> None:
    intake.find_items(typed)
    assert "1009" in [row.item_code for row in page.items]


def test_a_situation_narrows_the_list_and_keeps_what_lies_there(intake: IntakePresenter) -> None:
    intake.choose_item("1001")
    every = {line.code for line in intake.materials.lines}
    intake.materials.tick("M01")
    intake.choose_situation("limited")
    narrowed = {line.code for line in intake.materials.lines}
    assert narrowed == every - {"M07", "M08"}
    assert [one.requirement for one in intake.materials.brought] == ["M01"]


def test_what_is_missing_is_counted_by_form_and_copies(intake: IntakePresenter) -> None:
    intake.choose_item("1009")
    line = intake.materials.lines[0]
    tick_all(intake)
    assert not intake.materials.lacking
    intake.materials.write(line.code, "3/15")
    assert (intake.materials.brought[0].copies, intake.materials.brought[0].pages) == (3, 15)
    intake.materials.write(line.code, "0")
    assert [one.code for one in intake.materials.lacking] == [line.code]
    intake.materials.tick(line.code)
    while intake.materials.lines[0].enough:
        intake.materials.next_form(line.code)
    assert intake.materials.lines[0].flaw == "form"
    assert [one.code for one in intake.materials.lacking] == [line.code]


def test_scans_tick_materials_once_and_stray_codes_change_nothing(
    intake: IntakePresenter, page: Page
) -> None:
    intake.scanned("1009")
    intake.scanned("1009-M01")
    assert [one.requirement for one in intake.materials.brought] == ["M01"]
    for stray in ("1009-M01", "2001-M02", "H126092100001-01", "6901234567892"):
        intake.scanned(stray)
    assert [good for _, good in page.scans] == [True, False, False, False, False]
    assert len({text for text, _ in page.scans}) == 5
    assert [one.requirement for one in intake.materials.brought] == ["M01"]
    intake.scanned("91110000600037341L")
    assert page.number == "91110000600037341L"


def test_check_in_accept_and_what_prints(
    intake: IntakePresenter, page: Page, desk: DirectDesk
) -> None:
    intake.choose_item("1009")
    acceptance, panel = checked_in(intake, page, desk)
    assert panel.ways.complete
    assert panel.ways.acceptable
    assert panel.sheet is not None
    number = panel.sheet.case_no
    assert [line.state for line in panel.prints] == ["waiting"] * len(panel.prints)
    assert (panel.prints[0].title, panel.prints[1].title) == (number, f"{number}-01")
    assert panel.prints[-1].name == "收件凭证"
    acceptance.accept()
    assert panel.sheet.state == "ACCEPTED"
    assert panel.sheet.accepted_on == desk.today
    assert panel.sheet.committed_due_on is not None
    assert [paper.kind for paper in panel.sheet.documents] == ["receipt", "acceptance-notice"]


def test_a_name_with_rare_characters_is_stored_as_typed(
    intake: IntakePresenter, page: Page, desk: DirectDesk
) -> None:
    intake.choose_item("1009")
    checked_in(intake, page, desk)
    intake.find_people("赵𠮷")
    assert [row.name for row in page.people] == ["赵𠮷𬭎䶮"]


def test_pressing_twice_is_one_case(intake: IntakePresenter, page: Page, desk: DirectDesk) -> None:
    intake.choose_item("1009")
    checked_in(intake, page, desk)
    intake.check_in(PERSON, None)
    assert len(set(page.case_ids)) == 1
    assert len(desk.database.ask(Cases(), desk.staff)) == 1
    intake.check_in(replace(PERSON, phone="13900001111"), None)  # changed meanwhile
    assert len(set(page.case_ids)) == 1
    assert len(desk.database.ask(Cases(), desk.staff)) == 1


@pytest.mark.parametrize(
    ("applicant", "field"),
    [
        (replace(PERSON, id_number="110105194912310021"), "id_number"),
        (replace(PERSON, name="王" * 200), "name"),
        (replace(PERSON, phone="12"), "phone"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    intake: IntakePresenter, page: Page, desk: DirectDesk, applicant: Applicant, field: str
) -> None:
    intake.choose_item("1009")
    intake.check_in(applicant, None)
    assert [problem.field for problem in page.problems] == [field]
    assert desk.database.ask(Cases(), desk.staff) == []


def test_nothing_goes_out_without_item_or_situation(intake: IntakePresenter, page: Page) -> None:
    intake.check_in(PERSON, None)
    assert [problem.field for problem in page.problems] == ["item"]
    intake.choose_item("1001")
    intake.check_in(PERSON, None)
    assert [problem.field for problem in page.problems] == ["situation"]
    assert page.case_ids == []


def test_an_agent_where_the_person_must_come_is_refused(
    intake: IntakePresenter, page: Page
) -> None:
    intake.choose_item("2005")
    tick_all(intake)
    agent = Agent(name="孙小圣", id_number="510182198506151233")
    intake.check_in(PERSON, agent)
    assert [problem.field for problem in page.problems] == ["agent_name"]


def test_a_draft_survives_and_holds_nothing_personal_after_the_check_in(
    intake: IntakePresenter, page: Page, desk: DirectDesk, drafts: DraftFile, tmp_path: Path
) -> None:
    intake.choose_item("1001")
    intake.choose_situation("limited")
    intake.materials.tick("M01")
    intake.keep(FORM)
    again_page = Page()
    again = IntakePresenter(desk, again_page, drafts)
    again.resume()
    assert again_page.form == FORM
    assert again.situation == "limited"
    assert again.materials.brought == intake.materials.brought
    again.check_in(PERSON, None)
    (file,) = (tmp_path / "drafts").iterdir()
    assert json.loads(file.read_text("utf-8")) == {"case_id": again_page.case_ids[0]}
    assert file.stat().st_mode & 0o077 == 0


def test_killed_right_after_the_commit_the_case_is_taken_up_and_not_made_twice(
    intake: IntakePresenter, page: Page, desk: DirectDesk, drafts: DraftFile
) -> None:
    intake.choose_item("1009")
    intake.keep(FORM)
    before = drafts.read()
    intake.check_in(PERSON, None)
    assert before is not None
    drafts.keep(before)  # the answer never came
    again_page = Page()
    IntakePresenter(desk, again_page, drafts).resume()
    assert again_page.case_ids == page.case_ids


def test_tolerance_needs_a_promised_day_within_the_limit(
    intake: IntakePresenter, page: Page, desk: DirectDesk
) -> None:
    intake.choose_item("1009")
    acceptance, panel = checked_in(intake, page, desk, but=["M05"])
    assert [row.requirement for row in panel.ways.tolerable] == ["M05"]
    assert panel.ways.acceptable
    due = panel.ways.promise_by
    assert due is not None
    acceptance.accept({"M05": date(2027, 12, 31)})
    assert "accept" in panel.problems
    acceptance.accept({"M05": due})
    assert panel.sheet is not None
    assert panel.sheet.committed_due_on == due
    assert panel.sheet.tolerance_open == 1


def test_the_one_notice_lists_everything_that_is_missing(
    intake: IntakePresenter, page: Page, desk: DirectDesk
) -> None:
    intake.choose_item("1009")
    acceptance, panel = checked_in(intake, page, desk, but=["M01", "M02", "M05"])
    assert not panel.ways.acceptable
    listed = acceptance.prefilled()
    assert [one.requirement for one in listed] == ["M01", "M02", "M05"]
    acceptance.give_notice([])
    acceptance.give_notice([replace(listed[0], problem=" ")])
    assert "correct" in panel.problems
    acceptance.give_notice(listed)
    assert panel.sheet is not None
    assert panel.sheet.state == "CORRECTION"


def test_refusal_names_the_competent_body(
    intake: IntakePresenter, page: Page, desk: DirectDesk
) -> None:
    intake.choose_item("1009")
    acceptance, panel = checked_in(intake, page, desk)
    acceptance.refuse("not-competent", "不属本机关职权", "")
    assert "authority" in panel.problems
    acceptance.refuse("not-competent", "", "省级主管部门")
    assert "reason" in panel.problems
    acceptance.refuse("not-competent", "不属本机关职权", "省级主管部门")
    assert panel.sheet is not None
    assert panel.sheet.state == "REFUSED"


def test_an_estimated_due_date_is_asked_about(
    intake: IntakePresenter, page: Page, desk: DirectDesk
) -> None:
    desk.now = desk.now.replace(month=12, day=25)
    intake.choose_item("1009")
    acceptance, panel = checked_in(intake, page, desk)
    acceptance.accept()
    assert panel.estimated
    assert panel.sheet is not None
    assert panel.sheet.state == "RECEIVED"
    acceptance.confirm_estimated()
    assert panel.sheet.state == "ACCEPTED"


def test_notify_and_commit_accepts_without_the_rest(
    intake: IntakePresenter, page: Page, desk: DirectDesk
) -> None:
    intake.choose_item("5002")
    acceptance, panel = checked_in(intake, page, desk, but=["M05"])
    assert panel.ways.by_promise
    acceptance.accept(by_promise=True)
    sheet = desk.database.ask(CaseWhole(case_id=page.case_ids[0]), desk.staff)[0]
    assert (sheet.state, panel.problems) == ("ACCEPTED", {})
