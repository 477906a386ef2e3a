"""Delivery and archive: what bars is said, the receipt proves it, the file keeps its list."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hall_client.app.rows import CaseSheet, DeliveryRow, DocumentRow, RecipientRow
from hall_client.domain.cases import Case
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.decisions import Delivery
from hall_client.ui import ui_map
from hall_client.ui.presenters.delivery import DeliveryPresenter, Handing, Problem
from hall_client.ui.screens.delivery import DeliveryScreen
from tests.direct_desk import DirectDesk
from tests.hall import Facts, Hall
from tests.ui.hands import write
from tests.ui.seat import Clock, Room, Seat, aside

AGENT: Facts = {
    "name": "赵𠮷",
    "id_kind": "resident-id",
    "id_number": "510182198506151233",
    "phone": "13912345678",
}


@pytest.fixture
def hall(room: Room) -> Iterator[Hall]:
    with aside():
        made = Hall(str(room.place))
    yield made
    with aside():
        made.close()


def item(hall: Hall, certificate: bool) -> ServiceItem:
    fit = (
        one
        for one in hall.reference.published.values()
        if one.question is None
        and (one.profile, one.kind) == ("four-separated", "committed")
        and one.result.has_certificate == certificate
        and one.agent_allowed
        and not one.must_appear_in_person
    )
    return next(fit)


def sealed(hall: Hall, certificate: bool) -> Facts:
    """A granted case whose papers are all sealed."""
    case = hall.granted(item(hall, certificate))
    hall.seal_all(case)
    return case


def refused_with_agent(hall: Hall, *scope: str) -> Facts:
    """A case that was handed in by an agent, refused and sealed: ready to go out."""
    agent = AGENT | {"scope": list(scope)}
    case = hall.check_in(item(hall, certificate=False), agent=agent)
    hall.do(
        "RefuseAcceptance",
        "clerk1",
        case_id=case["case_id"],
        kind="not-competent",
        reason="不属本机关职权范围",
        competent_authority="市自然资源局",
    )
    hall.seal_all(case)
    return case


def begin(room: Room, hall: Hall) -> None:
    room.clock = Clock(hall.now)


def screen(seat: Seat) -> DeliveryScreen:
    assert isinstance(seat.page, DeliveryScreen)
    return seat.page


def steps(seat: Seat) -> list[tuple[str, str]]:
    return [(row.case_no, row.step) for row in screen(seat).cases.rows.shown]


def test_certificate_then_delivery_then_receipt_without_a_mouse(
    room: Room, hall: Hall, qtbot: QtBot
) -> None:
    with aside():
        case = sealed(hall, certificate=True)
        begin(room, hall)
    with room.seat(qtbot, "delivery1", "delivery") as seat:
        assert steps(seat) == [(case["case_no"], "certificate")]
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.until(lambda: steps(seat) == [(case["case_no"], "deliver")])
        seat.settle()
        seat.press(Qt.Key.Key_Return, ctrl=True)  # nobody has said yet who collects
        assert steps(seat) == [(case["case_no"], "deliver")]
        assert screen(seat).form.recipient.below.text()
        screen(seat).cases.setFocus()
        seat.press(Qt.Key.Key_Return)
        seat.press(Qt.Key.Key_Space)  # the applicant in person
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.until(lambda: not steps(seat))
        seat.until(lambda: "送达回证" in screen(seat).preview.title.text())
        assert case["case_no"] in screen(seat).preview.title.text()
        seat.until(lambda: list(room.papers.glob("delivery-receipt-*.pdf")))
    with aside():
        proof = hall.one(Delivery)
        assert (proof.recipient, proof.relation, proof.method) == ("张䶮", "本人", "window")
        assert hall.one(Case, id=case["case_id"]).state == "DELIVERED"


def test_what_is_not_sealed_bars_and_is_named(room: Room, hall: Hall, qtbot: QtBot) -> None:
    with aside():
        case = hall.granted(item(hall, certificate=True))
        begin(room, hall)
    with room.seat(qtbot, "delivery1", "delivery") as seat:
        page = screen(seat)
        assert case["document_no"] in page.bar.text()
        assert not page.deed["delivery-step"].isEnabled()
        assert case["document_no"] in page.deed["delivery-step"].toolTip()
        with aside():
            hall.now = room.clock.now
            hall.seal_all(case)
        seat.until(page.deed["delivery-step"].isEnabled)
        assert not page.bar.text()


def test_errors_stand_beside_their_fields(room: Room, hall: Hall, qtbot: QtBot) -> None:
    with aside():
        sealed(hall, certificate=False)
        begin(room, hall)
    with room.seat(qtbot, "delivery1", "delivery") as seat:
        form = screen(seat).form
        write(form.recipient.edit, "王二")
        form.method.show_value("left")
        seat.press(Qt.Key.Key_Return, ctrl=True)
        assert form.relation.below.text() == "请填写此人与申请人的关系。"
        assert form.place.below.text() == "请填写送达地点。"
        form.method.show_value("post")
        assert form.place.text() == "文昌路1号"
        write(form.relation.edit, "配偶")
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not steps(seat))
    with aside():
        proof = hall.one(Delivery)
        assert (proof.recipient, proof.relation) == ("王二", "配偶")
        assert (proof.method, proof.place) == ("post", "文昌路1号")


def test_a_scanned_folder_is_found_or_its_state_is_told(
    room: Room, hall: Hall, qtbot: QtBot
) -> None:
    with aside():
        sealed(hall, certificate=False)
        second = sealed(hall, certificate=True)
        accepted = hall.accepted(item(hall, certificate=True))
        begin(room, hall)
    with room.seat(qtbot, "delivery1", "delivery") as seat:
        page = screen(seat)
        seat.scan(second["case_no"])
        seat.until(lambda: page.presenter.row and page.presenter.row.case_no == second["case_no"])
        seat.scan(accepted["case_no"])
        seat.until(lambda: "当前状态：已受理" in "".join(seat.told))
        seat.scan("999999999999")
        seat.until(lambda: "找不到该办件" in "".join(seat.told))


def test_the_archivist_puts_the_file_away_with_its_list(
    room: Room, hall: Hall, qtbot: QtBot
) -> None:
    with aside():
        case = hall.delivered(item(hall, certificate=True))
        begin(room, hall)
    with room.seat(qtbot, "archivist1", "delivery") as seat:
        page = screen(seat)
        assert steps(seat) == [(case["case_no"], "archive")]
        assert page.archived.text().startswith("卷内：文书")
        kinds = {row.kind for row in page.papers.rows.shown}
        assert {"receipt", "grant-decision", "delivery-receipt"} <= kinds
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.until(lambda: not steps(seat))
        seat.until(lambda: "卷内目录" in page.preview.title.text())
        assert "已归档，档号 2026-000001" in seat.told[0]
    with aside():
        assert hall.one(Case, id=case["case_id"]).state == "ARCHIVED"


def test_every_control_of_the_screen_says_what_it_is(room: Room, hall: Hall, qtbot: QtBot) -> None:
    with aside():
        sealed(hall, certificate=False)
        begin(room, hall)
    with room.seat(qtbot, "delivery1", "delivery") as seat:
        assert seat.page.findChild(QPushButton, "collects-applicant")
        assert ui_map.faults(seat.page) == []


# -- the presenter, without windows ----------------------------------------------------------------


class Sheet:
    """Where the presenter shows."""

    def __init__(self) -> None:
        self.rows: list[DeliveryRow] = []
        self.case: DeliveryRow | None = None
        self.recipients: list[RecipientRow] = []
        self.paper = ""
        self.problems: list[Problem] = []
        self.gone_to = ""

    def show_rows(self, rows: Sequence[DeliveryRow]) -> None:
        self.rows = list(rows)

    def show_case(self, row: DeliveryRow | None) -> None:
        self.case = row

    def show_sheet(self, sheet: CaseSheet, recipients: Sequence[RecipientRow]) -> None:
        self.recipients = list(recipients)

    def show_paper(self, document: DocumentRow) -> None:
        self.paper = document.kind

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)

    def go_to(self, case_id: str) -> None:
        self.gone_to = case_id


@pytest.fixture
def view() -> Sheet:
    return Sheet()


@pytest.fixture
def presenter(hall: Hall, view: Sheet) -> Iterator[DeliveryPresenter]:
    with aside():
        desk = DirectDesk(hall.database, "delivery1", "office1")
        yield DeliveryPresenter(desk, view)


def take(presenter: DeliveryPresenter, view: Sheet) -> None:
    presenter.refresh()
    presenter.choose(view.rows[0])


def test_only_an_agent_with_the_scope_collects(
    presenter: DeliveryPresenter, view: Sheet, hall: Hall
) -> None:
    refused_with_agent(hall, "submit")
    take(presenter, view)
    assert [(one.kind, one.may_collect) for one in view.recipients] == [
        ("applicant", True),
        ("agent", False),
    ]
    presenter.deliver(Handing(method="window", recipient="赵𠮷"))
    assert [one.field for one in view.problems] == ["recipient"]
    assert hall.rows(Delivery) == []


def test_an_agent_who_may_collect_is_called_so_on_the_receipt(
    presenter: DeliveryPresenter, view: Sheet, hall: Hall
) -> None:
    refused_with_agent(hall, "submit", "collect")
    take(presenter, view)
    presenter.deliver(Handing(method="window", recipient="赵𠮷"))
    assert view.problems == []
    assert hall.one(Delivery).relation == "代理人"
    assert view.paper == "delivery-receipt"


def test_the_rules_themselves_refuse_an_agent_without_the_scope(hall: Hall) -> None:
    with aside():
        case = refused_with_agent(hall, "submit")
        hall.refused(
            "invalid-recipient",
            "DeliverCase",
            "delivery1",
            case_id=case["case_id"],
            method="window",
            recipient="赵𠮷",
        )


def test_time_for_delivery_is_counted_from_the_decision(
    presenter: DeliveryPresenter, view: Sheet, hall: Hall
) -> None:
    sealed(hall, certificate=False)
    presenter.refresh()
    (row,) = view.rows
    calendar = hall.reference.calendar
    assert row.decided_on is not None
    assert row.due_on == calendar.add(row.decided_on, item(hall, False).delivery_days)
    assert row.remaining is not None
    assert row.remaining <= 10


def test_a_step_of_somebody_else_is_barred(
    presenter: DeliveryPresenter, view: Sheet, hall: Hall
) -> None:
    hall.delivered(item(hall, certificate=False))
    presenter.show_list(archive=True)
    presenter.choose(view.rows[0])
    assert presenter.bar(view.rows[0]) == "这一步由其他岗位办理。"
    presenter.put_away()
    assert presenter.bar(None)
    assert hall.one(Case).state == "DELIVERED"
