"""Decision: seen before it is signed, by one who did nothing else in the case."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from hall_client.app.papers import Paper, read_paper
from hall_client.app.queries import CaseWhole, Documents, Papers
from hall_client.app.rows import CaseSheet, TodoRow
from hall_client.documents.render import render
from hall_client.domain.calendar import months_after
from hall_client.ui import ui_map
from hall_client.ui.actions import clashes
from hall_client.ui.presenters.decision import DecisionPresenter
from hall_client.ui.screens.decision import DecisionScreen
from tests.direct_desk import DirectDesk
from tests.documents.reading import text_of
from tests.hall import Facts, Hall, approver_of
from tests.ui.hands import write
from tests.ui.office import Office
from tests.ui.seat import Seat


class View:
    """A DecisionView that remembers."""

    def __init__(self) -> None:
        self.rows: list[TodoRow] = []
        self.sheet: CaseSheet | None = None
        self.news: list[str] = []
        self.papers: list[Paper] = []

    def show_rows(self, rows: list[TodoRow], chosen: str | None) -> None:
        self.rows = rows

    def show_case(self, sheet: CaseSheet | None) -> None:
        self.sheet = sheet

    def show_news(self, words: str) -> None:
        self.news.append(words)

    def show_paper(self, paper: Paper) -> None:
        self.papers.append(paper)


def sheet_of(hall: Hall, case: Facts) -> CaseSheet:
    staff = hall.reference.staff["chief1"]
    return hall.database.ask(CaseWhole(case_id=case["case_id"]), staff, hall.now)[0]


def at_work(office: Office, login: str = "chief1") -> tuple[DecisionPresenter, View]:
    decision, view, _desk = seated(office, login)
    return decision, view


def seated(office: Office, login: str) -> tuple[DecisionPresenter, View, DirectDesk]:
    desk, view = office.desk(login), View()
    decision = DecisionPresenter(desk, view, office.drafts())
    decision.refresh()
    return decision, view, desk


def test_what_is_signed_is_what_was_seen(office: Office) -> None:
    with office.work() as hall:
        case = hall.recommended(office.item())
        decision, view = at_work(office)
        given = decision.prefilled()
        decision.preview("grant", given)
        assert decision.decide("grant", given) == {}
        (row,) = [
            one
            for one in hall.database.ask(
                Documents(case_id=case["case_id"]), decision.desk.staff, hall.now
            )
            if one.kind == "grant-decision"
        ]
        found = hall.database.ask(Papers(document_id=row.document_id), decision.desk.staff)
        signed, seen = read_paper(found[0].paper), view.papers[-1]
        assert {**signed.facts} == {**seen.facts}
        assert signed.number == row.document_no
        assert text_of(render(seen)).replace(str(seen.number), "") == text_of(
            render(signed)
        ).replace(row.document_no, "")
        assert sheet_of(hall, case).state == "GRANTED"


def test_validity_comes_from_the_item(office: Office) -> None:
    with office.work() as hall:
        item = next(
            one
            for one in hall.reference.published.values()
            if one.result.valid_months
            and (one.profile, one.kind, one.question) == ("four-separated", "committed", None)
        )
        hall.recommended(item)
        decision, _view = at_work(office)
        given = decision.prefilled()
        today = decision.desk.today
        assert given["valid_from"] == today
        months = item.result.valid_months
        assert months is not None
        assert (months_after(today, months) - given["valid_to"]).days == 1
        wrong = decision.decide("grant", {**given, "valid_to": date(2020, 1, 1)})
        assert list(wrong) == ["valid_to"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 9, 21), 60, date(2031, 9, 21)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


def test_a_denial_states_reasons_clause_and_remedy(office: Office) -> None:
    with office.work() as hall:
        case = hall.recommended(office.item(), "deny")
        decision, view = at_work(office)
        given = decision.prefilled()
        assert given["reason"] == "符合条件"
        assert "行政复议" in given["remedy"]
        assert "行政诉讼" in given["remedy"]
        assert "《" in given["legal_basis"]
        for name in ("reason", "legal_basis", "remedy"):
            assert list(decision.decide("deny", {**given, name: " "})) == [name]
        decision.preview("deny", given)
        assert "不予行政许可决定书" in text_of(render(view.papers[-1]))
        assert decision.decide("deny", given) == {}
        assert sheet_of(hall, case).state == "DENIED"


def test_who_reviewed_is_told_before_the_attempt(office: Office) -> None:
    with office.work() as hall:
        item = office.item()
        case = hall.accepted(item)
        tray = office.tray(case, section=item.section)
        given = {"handoff_id": tray["handoff_id"], "scanned": list(tray["labels"])}
        hall.do("AcceptHandoff", "chief1", **given)
        body = {"case_id": case["case_id"]}
        hall.do("ClaimReview", "chief1", **body)
        hall.do("Recommend", "chief1", **body, recommend="grant", opinion="符合条件")
        decision, view = at_work(office)
        (row,) = view.rows
        assert row.barred
        assert "审查" in decision.why_not("decide")
        assert decision.decide("grant", decision.prefilled()) == {}
        assert sheet_of(hall, case).state == "DECIDE"
        deputy, _ = at_work(office, "deputy1")
        assert deputy.why_not("decide") == ""


def test_a_major_item_is_not_for_the_chief(office: Office) -> None:
    with office.work() as hall:
        hall.recommended(hall.item(profile="major"))
        chief, view = at_work(office)
        assert view.rows[0].barred
        assert "重大事项" in chief.why_not("decide")
        deputy, _ = at_work(office, "deputy1")
        assert deputy.why_not("decide") == ""


def test_a_decision_on_stale_facts_is_refused_and_told(office: Office) -> None:
    with office.work() as hall:
        case = hall.recommended(office.item())
        decision, view = at_work(office)
        hall.do("ReturnForReview", "deputy1", case_id=case["case_id"], reason="补充依据")
        again = {"case_id": case["case_id"], "recommend": "deny", "opinion": "不符合"}
        hall.do("Recommend", f"reviewer{office.item().section[1]}", **again)
        decision.decide("grant", decision.prefilled())
        assert sheet_of(hall, case).state == "DECIDE"
        assert "钟敏" in view.news[-1]
        assert view.sheet is not None
        assert view.sheet.recommendation == "deny"
        assert decision.decide("grant", decision.prefilled()) == {}
        assert sheet_of(hall, case).state == "GRANTED"


def test_back_to_the_reviewer_with_a_reason(office: Office) -> None:
    with office.work() as hall:
        case = hall.recommended(office.item())
        decision, view = at_work(office)
        decision.send_back("请写明依据")
        assert (sheet_of(hall, case).state, sheet_of(hall, case).reason) == ("REVIEW", "请写明依据")
        assert view.rows == []


def test_only_the_head_extends_once_and_sees_the_new_limit_first(office: Office) -> None:
    with office.work() as hall:
        case = hall.recommended(office.item())
        chief, _ = at_work(office)
        assert "机关负责人" in chief.why_not("extend")
        head, _ = at_work(office, "head1")
        assert head.why_not("extend") == ""
        told = head.extended_to(10)
        head.extend(10, "案情复杂")
        after = sheet_of(hall, case)
        assert str(after.statutory_due_on) in told
        assert after.extension_days == 10
        assert "延期" in head.why_not("extend")


def test_a_forwarded_case_goes_up_and_its_result_comes_back(office: Office) -> None:
    with office.work() as hall:
        item = hall.item(kind="forwarded")
        case = hall.recommended(item, "forward")
        login = approver_of(item)
        decision, view = at_work(office, login)
        assert decision.decisions == ("forward", "deny")
        assert decision.decide("forward", decision.prefilled()) == {}
        assert decision.awaits_upper
        decision.record_upper("grant", "省批〔2026〕1号")
        assert sheet_of(hall, case).state == "GRANTED"
        assert view.rows == []


def test_an_open_tolerance_stops_the_decision(office: Office) -> None:
    with office.work() as hall:
        item = office.item(tolerance_allowed=True)
        code = next(one.code for one in item.materials if one.tolerable and one.required)
        case = hall.check_in(item, [code])
        day = str(hall.now.date())
        promised = [{"requirement": code, "promised_on": day}]
        hall.do("AcceptCase", "clerk1", case_id=case["case_id"], tolerance=promised)
        tray = office.tray(case, section=item.section)
        reviewer = f"reviewer{item.section[1]}"
        given = {"handoff_id": tray["handoff_id"], "scanned": list(tray["labels"])}
        hall.do("AcceptHandoff", reviewer, **given)
        hall.do("ClaimReview", reviewer, case_id=case["case_id"])
        advice = {"case_id": case["case_id"], "recommend": "grant", "opinion": "符合"}
        hall.do("Recommend", reviewer, **advice)
        decision, _ = at_work(office)
        assert "容缺" in decision.why_not("decide")


def test_any_case_can_be_called_up_by_its_number(office: Office) -> None:
    with office.work() as hall:
        case = hall.claimed(office.item())
        head, view, desk = seated(office, "head1")
        head.seek(case["case_no"].lower())
        assert view.sheet is not None
        assert view.sheet.case_no == case["case_no"]
        assert head.why_not("extend") == ""
        assert "审查中" in head.why_not("decide")
        head.seek("H199999999999")
        assert "H199999999999" in desk.warned[-1]


# -- in a window -------------------------------------------------------------------------------


@pytest.fixture
def case(office: Office) -> Facts:
    with office.work() as hall:
        return hall.recommended(office.item())


@pytest.fixture
def seat(office: Office, case: Facts, qtbot: QtBot) -> Iterator[Seat]:
    with office.room.seat(qtbot, "chief1", "decision") as taken:
        taken.until(lambda: screen(taken).presenter.sheet is not None)
        yield taken


def screen(seat: Seat) -> DecisionScreen:
    assert isinstance(seat.page, DecisionScreen)
    return seat.page


def opened(seat: Seat) -> CaseSheet:
    sheet = screen(seat).presenter.sheet
    assert sheet is not None
    return sheet


def text(seat: Seat, name: str) -> str:
    found = seat.page.findChild(QLabel, name)
    assert found is not None
    return str(found.text())


def test_reasons_of_a_denial_stay_with_their_case_and_survive_a_kill(
    office: Office, qtbot: QtBot
) -> None:
    with office.work() as hall:
        one, other = hall.recommended(office.item()), hall.recommended(office.item())
    with office.room.seat(qtbot, "chief1", "decision") as seat:
        seat.until(lambda: screen(seat).presenter.sheet is not None)
        page = screen(seat)
        page.presenter.seek(one["case_no"])
        seat.until(lambda: opened(seat).case_no == one["case_no"])
        seat.press(Qt.Key.Key_R)
        seat.until(lambda: page.sign.form.decision == "deny")
        write(page.sign.form.form["reason"].control, "场所面积不足")
        page.presenter.seek(other["case_no"])
        seat.until(lambda: opened(seat).case_no == other["case_no"])
        assert page.sign.form.decision == "grant"
        assert page.sign.form.form["reason"].text() == ""
        page.presenter.seek(one["case_no"])
        seat.until(lambda: page.sign.form.decision == "deny")
        assert page.sign.form.form["reason"].text() == "场所面积不足"
        drafts = office.room.drafts
        seat.until(lambda: any("面积不足" in f.read_text("utf-8") for f in drafts.glob("*.json")))
    with office.room.seat(qtbot, "chief1", "decision") as seat:
        seat.until(lambda: screen(seat).presenter.sheet is not None)
        screen(seat).presenter.seek(one["case_no"])
        seat.until(lambda: screen(seat).sign.form.decision == "deny")
        assert screen(seat).sign.form.form["reason"].text() == "场所面积不足"


def test_phrases_of_a_denial_drop_down_for_a_denial_only(seat: Seat) -> None:
    phrases = screen(seat).sign.form.phrases
    dropped: list[bool] = []
    phrases.menu().aboutToShow.connect(lambda: dropped.append(True))
    phrases.menu().aboutToShow.connect(lambda: QTimer.singleShot(0, phrases.menu().close))
    seat.press(Qt.Key.Key_T, ctrl=True)
    assert dropped == []
    seat.press(Qt.Key.Key_R)
    seat.until(lambda: screen(seat).sign.form.decision == "deny")
    seat.press(Qt.Key.Key_T, ctrl=True)
    assert dropped == [True]


def test_the_paper_is_there_before_the_pen(office: Office, seat: Seat, case: Facts) -> None:
    assert "何雨桐" in text(seat, "duties-done")
    assert "钟敏" in text(seat, "duties-done")
    assert text(seat, "opinion-read") == "符合条件"
    seat.until(lambda: screen(seat).preview.pages > 0)
    assert "签发时编号" in screen(seat).preview.title.text()
    seat.press(Qt.Key.Key_Return, ctrl=True)
    seat.until(lambda: screen(seat).presenter.sheet is None)
    assert case["case_no"] in seat.told[0]
    assert "许准字" in seat.told[0]
    with office.work() as hall:
        assert sheet_of(hall, case).state == "GRANTED"


def test_a_denial_by_keyboard(office: Office, seat: Seat, case: Facts) -> None:
    seat.press(Qt.Key.Key_R)
    form = screen(seat).sign.form
    seat.until(lambda: form.decision == "deny")
    seat.press(Qt.Key.Key_Return, ctrl=True)
    seat.settle()
    assert form.form["reason"].below.text() != ""
    assert screen(seat).presenter.sheet is not None
    write(form.form["reason"].control, "经营场所面积不符合规定")
    seat.press(Qt.Key.Key_Return, ctrl=True)
    seat.until(lambda: screen(seat).presenter.sheet is None)
    with office.work() as hall:
        assert sheet_of(hall, case).state == "DENIED"


def test_a_denial_in_haste_is_no_grant(office: Office, seat: Seat, case: Facts) -> None:
    """A busy window reads both keys at once, however long the person took between them."""
    seat.until(lambda: screen(seat).preview.pages > 0)
    seat.press(Qt.Key.Key_R)
    seat.press(Qt.Key.Key_Return, ctrl=True)
    seat.settle()
    assert screen(seat).sign.form.decision == "deny"
    assert screen(seat).sign.form.form["reason"].below.text() != ""
    with office.work() as hall:
        assert sheet_of(hall, case).state == "DECIDE"


def test_sent_back_from_the_keyboard(office: Office, seat: Seat, case: Facts) -> None:
    seat.press(Qt.Key.Key_F6)
    page = screen(seat).back_page
    seat.until(page.isVisible)
    seat.press(Qt.Key.Key_Return, ctrl=True)
    assert page.reason.below.text() != ""
    seat.press(Qt.Key.Key_Escape)
    assert screen(seat).page is screen(seat).sign
    seat.press(Qt.Key.Key_F6)
    page.reason.show_text("请补充依据")
    seat.press(Qt.Key.Key_Return, ctrl=True)
    seat.until(lambda: screen(seat).presenter.sheet is None)
    with office.work() as hall:
        assert sheet_of(hall, case).state == "REVIEW"


def test_the_button_is_off_with_the_reason_beside_it(office: Office, qtbot: QtBot) -> None:
    with office.work() as hall:
        hall.recommended(hall.item(profile="major"))
    with office.room.seat(qtbot, "chief1", "decision") as seat:
        seat.until(lambda: screen(seat).presenter.sheet is not None)
        sign = seat.page.findChild(QAbstractButton, "button-sign")
        assert sign is not None
        assert not sign.isEnabled()
        assert "重大事项" in text(seat, "why-not-decide")
        assert "重大事项" in sign.toolTip()
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.settle()
        assert seat.told == []


def test_somebody_elses_act_is_told_while_the_case_lies_open(
    office: Office, seat: Seat, case: Facts
) -> None:
    with office.work() as hall:
        hall.do("ReturnForReview", "deputy1", case_id=case["case_id"], reason="补充依据")
    seat.until(lambda: "罗慧珍" in text(seat, "decision-news"))
    assert "退回审查" in text(seat, "decision-news")
    sign = seat.page.findChild(QAbstractButton, "button-sign")
    assert sign is not None
    assert not sign.isEnabled()


def test_a_scanned_folder_opens_its_case(office: Office, seat: Seat) -> None:
    with office.work() as hall:
        other = hall.recommended(office.item())
    seat.scan(other["case_no"])
    seat.until(lambda: opened(seat).case_no == other["case_no"])


def test_no_key_is_claimed_twice_and_everything_has_a_name(seat: Seat) -> None:
    assert clashes(screen(seat).deed.table.values()) == {}
    assert ui_map.faults(seat.page) == []
    primary = [
        one
        for one in seat.page.findChildren(QAbstractButton)
        if one.property("role") == "primary" and one.isVisible()
    ]
    assert len(primary) == 1
