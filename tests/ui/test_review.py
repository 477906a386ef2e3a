"""Review: claim, think, recommend, stop the clock; nothing that the rules refuse is offered."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from hall_client.app.queries import CaseWhole
from hall_client.app.rows import CaseSheet, TodoRow
from hall_client.ui import ui_map
from hall_client.ui.actions import clashes
from hall_client.ui.presenters.opinions import templates
from hall_client.ui.presenters.review import ReviewPresenter
from hall_client.ui.screens.review import ReviewScreen
from tests.hall import Facts
from tests.ui.hands import write
from tests.ui.office import Office
from tests.ui.seat import Seat


class View:
    """A BenchView that remembers."""

    def __init__(self) -> None:
        self.rows: list[TodoRow] = []
        self.chosen: str | None = None
        self.sheet: CaseSheet | None = None
        self.news: list[str] = []

    def show_rows(self, rows: list[TodoRow], chosen: str | None) -> None:
        self.rows, self.chosen = rows, chosen

    def show_case(self, sheet: CaseSheet | None) -> None:
        self.sheet = sheet

    def show_news(self, words: str) -> None:
        self.news.append(words)


@pytest.fixture
def arrived(office: Office) -> Facts:
    """A case that lies in its section, not claimed."""
    with office.work() as hall:
        item = office.item()
        case = hall.accepted(item)
        tray = office.tray(case, section=item.section)
        given = {"handoff_id": tray["handoff_id"], "scanned": list(tray["labels"])}
        hall.do("AcceptHandoff", reviewer(office), **given)
    return case


def reviewer(office: Office) -> str:
    return f"reviewer{office.item().section[1]}"


def sheet_of(office: Office, case: Facts) -> CaseSheet:
    """The case as it stands; inside `work` only."""
    staff = office.hall.reference.staff["chief1"]
    found = office.hall.database.ask(CaseWhole(case_id=case["case_id"]), staff, office.hall.now)
    return found[0]


def test_claim_think_recommend(office: Office, arrived: Facts) -> None:
    with office.work():
        desk, view = office.desk(reviewer(office)), View()
        review = ReviewPresenter(desk, view, office.drafts())
        review.refresh()
        assert view.chosen == arrived["case_id"]
        assert "认领" in review.why_not("recommend")
        review.claim()
        assert review.mine
        assert review.recommend() == {
            "recommend": "请选择审查建议。",
            "opinion": "请填写审查意见。",
        }
        review.think(recommend="grant")
        review.think(opinion="符合条件")
        assert review.recommend() == {}
        sheet = sheet_of(office, arrived)
        assert (sheet.state, sheet.recommendation, sheet.opinion) == ("DECIDE", "grant", "符合条件")
        assert view.rows == []
        assert view.sheet is None
        assert arrived["case_no"] in desk.told[-1]


def test_thoughts_stay_with_their_case(office: Office) -> None:
    with office.work() as hall:
        one, other = hall.claimed(office.item()), hall.claimed(office.item())
        review = ReviewPresenter(office.desk(reviewer(office)), View(), office.drafts())
        review.refresh()
        review.choose(one["case_id"])
        review.think(recommend="deny", opinion="面积不足")
        review.choose(other["case_id"])
        assert review.thought.opinion == ""
        review.choose(one["case_id"])
        assert (review.thought.recommend, review.thought.opinion) == ("deny", "面积不足")


def test_a_special_procedure_tells_its_effect_and_moves_the_limits(office: Office) -> None:
    with office.work() as hall:
        item = office.special_item()
        case = hall.claimed(item)
        desk, view = office.desk(f"reviewer{item.section[1]}"), View()
        review = ReviewPresenter(desk, view, office.drafts())
        review.refresh()
        special = item.special_procedures[0]
        before = sheet_of(office, case).statutory_due_on
        assert before is not None
        told = review.due_after(special.days)
        due = hall.reference.calendar.add(before, special.days)
        assert str(before) in told
        assert str(due) in told
        review.begin_procedure(special.kind.value, special.days, "检测中心")
        assert "特别程序" in review.why_not("recommend")
        assert "特别程序" in review.why_not("begin")
        assert review.why_not("end") == ""
        desk.now += timedelta(days=14)
        review.end_procedure("合格")
        after = sheet_of(office, case)
        assert [one.result for one in after.suspensions] == ["合格"]
        assert after.statutory_due_on == date(
            2026, 11, 3
        )  # six working days: two holidays lie between
        assert review.why_not("recommend") == ""


def test_only_kinds_of_the_item_are_offered(office: Office) -> None:
    with office.work() as hall:
        plain = next(
            one
            for one in hall.reference.published.values()
            if not one.special_procedures
            and (one.profile, one.kind, one.question) == ("four-separated", "committed", None)
        )
        hall.claimed(plain)
        review = ReviewPresenter(
            office.desk(f"reviewer{plain.section[1]}"), View(), office.drafts()
        )
        review.refresh()
        assert review.procedures == ()
        assert review.why_not("begin")


def test_a_one_step_case_is_decided_where_it_was_accepted(office: Office) -> None:
    with office.work() as hall:
        case = hall.accepted(hall.item(profile="one-step", kind="immediate"))
        desk, view = office.desk("clerk1", "counter1"), View()
        review = ReviewPresenter(desk, view, office.drafts())
        review.refresh()
        assert view.chosen == case["case_id"]
        assert review.at_once
        given = review.prefilled()
        assert given["valid_from"] == desk.today
        assert review.decide("grant", {**given, "content": " "}) != {}
        assert review.decide("grant", given) == {}
        sheet = sheet_of(office, case)
        assert sheet.state == "GRANTED"
        assert {one.duty for one in sheet.duties} == {"accept", "review", "decide"}


def test_what_another_did_meanwhile_is_told_and_nothing_is_overwritten(
    office: Office, arrived: Facts
) -> None:
    with office.work() as hall:
        view = View()
        review = ReviewPresenter(office.desk(reviewer(office)), view, office.drafts())
        review.refresh()
        chief = {"case_id": arrived["case_id"]}
        hall.do("ClaimReview", "chief1", **chief)
        review.claim()
        assert "邓国强" in view.news[-1]
        review.refresh()
        assert not review.mine
        assert "邓国强" in review.why_not("claim")


def test_every_recommendation_has_phrases() -> None:
    for kind in ("grant", "deny", "forward", "denial", "return", "extend", "procedure"):
        assert len(templates(kind)) >= 2


# -- in a window -------------------------------------------------------------------------------


@pytest.fixture
def seat(office: Office, arrived: Facts, qtbot: QtBot) -> Iterator[Seat]:
    with office.room.seat(qtbot, reviewer(office), "review") as taken:
        taken.until(lambda: screen(taken).presenter.sheet is not None)
        yield taken


def screen(seat: Seat) -> ReviewScreen:
    assert isinstance(seat.page, ReviewScreen)
    return seat.page


def opened(seat: Seat) -> CaseSheet:
    sheet = screen(seat).presenter.sheet
    assert sheet is not None
    return sheet


def shown(seat: Seat, name: str) -> bool:
    found = seat.page.findChild(QAbstractButton, name)
    return found is not None and found.isVisible() and found.isEnabled()


def test_the_whole_review_by_keyboard(office: Office, seat: Seat, arrived: Facts) -> None:
    seat.press(Qt.Key.Key_F5)
    seat.until(lambda: screen(seat).presenter.mine)
    seat.until(lambda: shown(seat, "button-submit"))
    seat.press(Qt.Key.Key_A)
    opinion = seat.page.findChild(QPlainTextEdit, "opinion")
    assert opinion is not None
    seat.until(opinion.hasFocus)
    seat.press(Qt.Key.Key_Return, ctrl=True)
    seat.settle()
    assert screen(seat).presenter.sheet is not None
    assert "Please" not in screen(seat).opinion.opinion.below.text()
    assert screen(seat).opinion.opinion.below.text() != ""
    write(opinion, "材料齐全，符合条件")
    seat.press(Qt.Key.Key_Return, ctrl=True)
    seat.until(lambda: screen(seat).presenter.sheet is None)
    assert arrived["case_no"] in seat.told[0]
    with office.work():
        sheet = sheet_of(office, arrived)
    assert (sheet.state, sheet.recommendation) == ("DECIDE", "grant")
    assert sheet.opinion == "材料齐全，符合条件"


def test_a_scan_chooses_no_recommendation(office: Office, seat: Seat) -> None:
    seat.press(Qt.Key.Key_F5)
    seat.until(lambda: shown(seat, "button-submit"))
    seat.scan("AR126092100001")
    seat.qtbot.wait(200)
    assert screen(seat).presenter.thought.recommend == ""
    seat.until(lambda: seat.told)
    assert "AR126092100001" in seat.told[0].upper()


def test_a_scan_leaves_no_sign_in_the_opinion(seat: Seat) -> None:
    seat.press(Qt.Key.Key_F5)
    seat.until(lambda: shown(seat, "button-submit"))
    opinion = seat.page.findChild(QPlainTextEdit, "opinion")
    assert opinion is not None
    write(opinion, "材料齐全")
    seat.scan("AR126092100001")
    seat.until(lambda: seat.told)
    assert opinion.toPlainText() == "材料齐全"
    assert screen(seat).presenter.thought.opinion == "材料齐全"


def test_letters_in_the_opinion_are_letters(seat: Seat, qtbot: QtBot) -> None:
    seat.press(Qt.Key.Key_F5)
    seat.until(lambda: shown(seat, "button-submit"))
    opinion = seat.page.findChild(QPlainTextEdit, "opinion")
    assert opinion is not None
    opinion.setFocus()
    qtbot.keyClicks(opinion, "ARjk", delay=40)
    qtbot.wait(200)
    assert opinion.toPlainText() == "ARjk"
    assert screen(seat).presenter.thought.recommend == ""


def test_phrases_fill_the_opinion(seat: Seat) -> None:
    seat.press(Qt.Key.Key_F5)
    seat.until(lambda: shown(seat, "button-submit"))
    page = screen(seat).opinion
    page.choose("deny")
    entry = page.phrases.menu().actions()[0]
    entry.trigger()
    assert page.opinion.text() == templates("deny")[0]
    assert screen(seat).presenter.thought.opinion == templates("deny")[0]


def test_a_phrase_is_chosen_with_two_keys_and_one_goes_on_writing_behind_it(seat: Seat) -> None:
    seat.press(Qt.Key.Key_F5)
    seat.until(lambda: shown(seat, "button-submit"))
    seat.press(Qt.Key.Key_A)
    page = screen(seat).opinion
    page.phrases.menu().actions()[0].trigger()
    write(page.opinion.control, "另见附页。")
    assert page.opinion.text() == templates("grant")[0] + "另见附页。"


def test_an_opinion_comes_back_after_a_kill_and_goes_with_the_case(
    office: Office, arrived: Facts, qtbot: QtBot
) -> None:
    login = reviewer(office)
    files = office.room.drafts
    with office.room.seat(qtbot, login, "review") as seat:
        seat.press(Qt.Key.Key_F5)
        seat.until(lambda: shown(seat, "button-submit"))
        seat.press(Qt.Key.Key_R)
        write(screen(seat).opinion.opinion.control, "面积不足")
        seat.until(lambda: any("面积不足" in f.read_text("utf-8") for f in written(files)))
    with office.room.seat(qtbot, login, "review") as seat:
        seat.until(lambda: screen(seat).opinion.opinion.text() == "面积不足")
        assert screen(seat).opinion.choice.text() == "deny"
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.until(lambda: screen(seat).presenter.sheet is None)
    assert written(files) == []
    with office.work():
        assert sheet_of(office, arrived).opinion == "面积不足"


def written(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def test_a_case_taken_by_another_is_told_while_it_lies_open(
    office: Office, seat: Seat, arrived: Facts
) -> None:
    with office.work() as hall:
        hall.do("ClaimReview", "chief1", case_id=arrived["case_id"])
    news = seat.page.findChild(QLabel, "review-news")
    assert news is not None
    seat.until(lambda: "邓国强" in news.text())
    assert not shown(seat, "button-claim")


def test_a_procedure_is_begun_from_the_keyboard(office: Office, qtbot: QtBot) -> None:
    with office.work() as hall:
        item = office.special_item()
        case = hall.claimed(item)
    with office.room.seat(qtbot, f"reviewer{item.section[1]}", "review") as seat:
        seat.until(lambda: screen(seat).presenter.sheet is not None)
        seat.press(Qt.Key.Key_F7)
        begin = screen(seat).begin
        seat.until(begin.isVisible)
        begin.days.show_text("999")
        seat.press(Qt.Key.Key_Return, ctrl=True)
        assert "最多" in begin.days.below.text()
        begin.days.show_text("3")
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.until(lambda: opened(seat).suspended)
        assert case["case_no"] in seat.told[0]
        assert screen(seat).page is screen(seat).opinion
        seat.press(Qt.Key.Key_F7)
        seat.until(screen(seat).end.isVisible)
        seat.press(Qt.Key.Key_Escape)
        assert screen(seat).page is screen(seat).opinion


def test_no_key_is_claimed_twice_and_everything_has_a_name(seat: Seat) -> None:
    assert clashes(screen(seat).deed.table.values()) == {}
    assert ui_map.faults(seat.page) == []
    primary = [
        one
        for one in seat.page.findChildren(QAbstractButton)
        if one.property("role") == "primary" and one.isVisible()
    ]
    assert len(primary) == 1
