"""Hand-off: nothing leaves or arrives unseen; what is missing or foreign is named."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from hall_client.app.queries import CaseWhole, CustodyChain, Handoffs, Todo
from hall_client.app.rows import CaseRow, HandoffRow
from hall_client.ui import ui_map
from hall_client.ui.presenters.handoffs import FrontPresenter, Scan
from hall_client.ui.presenters.trays import BackPresenter, LabelRow
from hall_client.ui.screens.hand_over import HandOverPanel
from hall_client.ui.screens.take_over import TakeOverPanel
from tests.hall import Facts
from tests.ui.office import Office
from tests.ui.seat import Seat


class Front:
    """A FrontView that remembers."""

    def __init__(self) -> None:
        self.rows: list[CaseRow] = []
        self.ticked: frozenset[str] = frozenset()
        self.counts: Mapping[str, int] = {}
        self.section = ""
        self.scans: list[Scan] = []
        self.sent: list[tuple[str, tuple[str, ...]]] = []

    def show_packets(self, rows: list[CaseRow], ticked: frozenset[str]) -> None:
        self.rows, self.ticked = rows, ticked

    def show_trays(self, counts: Mapping[str, int], chosen: str) -> None:
        self.counts, self.section = counts, chosen

    def show_scan(self, scan: Scan | None) -> None:
        if scan is not None:
            self.scans.append(scan)

    def show_sent(self, number: str, labels: tuple[str, ...]) -> None:
        self.sent.append((number, labels))


class Back:
    """A BackView that remembers."""

    def __init__(self) -> None:
        self.trays: list[HandoffRow] = []
        self.tray: HandoffRow | None = None
        self.rows: list[LabelRow] = []
        self.scans: list[Scan] = []
        self.results: list[tuple[str, str]] = []

    def show_trays(self, rows: list[HandoffRow], chosen: str | None) -> None:
        self.trays = rows

    def show_labels(self, tray: HandoffRow | None, rows: list[LabelRow]) -> None:
        self.tray, self.rows = tray, rows

    def show_scan(self, scan: Scan | None) -> None:
        if scan is not None:
            self.scans.append(scan)

    def show_result(self, words: str, tone: str) -> None:
        self.results.append((words, tone))

    def states(self) -> dict[str, str]:
        return {row.label: row.state for row in self.rows}


def two_sections(office: Office) -> tuple[Facts, Facts]:
    """A packet for each of two sections."""
    first = office.item()
    others = office.hall.reference.published.values()
    second = next(
        one
        for one in others
        if one.section != first.section
        and (one.profile, one.kind) == ("four-separated", "committed")
        and one.question is None
    )
    return office.hall.accepted(first), office.hall.accepted(second)


def test_each_section_has_a_tray_of_its_own(office: Office) -> None:
    with office.work():
        one, other = two_sections(office)
        desk, view = office.desk("clerk1", "counter1"), Front()
        front = FrontPresenter(desk, view)
        front.refresh()
        front.scanned(one["case_no"])
        first = view.section
        front.scanned(other["case_no"])
        assert view.section != first
        assert view.ticked == {other["case_id"]}
        front.hand_over()
        assert [number for number, _ in view.sent] == ["JJ260921-counter1-01"]
        assert other["case_no"] in view.sent[0][1]
        front.show_section(first)
        assert view.ticked == {one["case_id"]}
        assert view.counts[first] == 1


def test_a_packet_that_is_not_at_the_front_is_named_not_ticked(office: Office) -> None:
    with office.work() as hall:
        waiting = hall.accepted(office.item())
        gone = hall.claimed(office.item())
        view = Front()
        front = FrontPresenter(office.desk("clerk1", "counter1"), view)
        front.refresh()
        for code in (waiting["case_no"], waiting["case_no"], gone["case_no"], "6901234567892"):
            front.scanned(code)
        assert [scan.kind for scan in view.scans] == ["good", "again", "foreign", "unknown"]
        assert "审查中" in view.scans[2].words
        assert "6901234567892" in view.scans[3].words
        assert view.ticked == {waiting["case_id"]}


def test_an_empty_tray_goes_nowhere(office: Office) -> None:
    with office.work() as hall:
        hall.accepted(office.item())
        view = Front()
        front = FrontPresenter(office.desk("clerk1", "counter1"), view)
        front.refresh()
        front.hand_over()
        assert not view.sent
        front.tick_all()
        front.tick_all()
        assert not view.ticked


def test_a_first_folder_opens_its_tray_and_every_scan_is_judged(office: Office) -> None:
    with office.work() as hall:
        item = office.item()
        cases = [hall.accepted(item) for _ in range(3)]
        tray = office.tray(*cases[:2], section=item.section)
        other = office.tray(cases[2], section=item.section)
        view = Back()
        back = BackPresenter(office.desk(f"reviewer{item.section[1]}"), view)
        back.refresh()
        assert view.tray is None
        first = cases[0]["case_no"]
        for code in (first, first.lower(), cases[2]["case_no"], "XYZ-00-11"):
            back.scanned(code)
        assert view.tray is not None
        assert view.tray.number == tray["number"]
        assert [scan.kind for scan in view.scans] == ["good", "again", "foreign", "unknown"]
        assert other["number"] in view.scans[2].words
        assert view.states()[first] == "seen"
        assert view.states()[cases[1]["case_no"]] == "awaited"
        assert view.states()[cases[2]["case_no"]] == "foreign"
        assert len(back.seen) == 1


def test_a_missing_folder_stays_on_its_way_and_can_come_later(office: Office) -> None:
    with office.work() as hall:
        item = office.item()
        here, late = hall.accepted(item), hall.accepted(item)
        tray = office.tray(here, late, section=item.section)
        reviewer = f"reviewer{item.section[1]}"
        desk, view = office.desk(reviewer), Back()
        back = BackPresenter(desk, view)
        back.refresh()
        for label in tray["labels"]:
            if late["case_no"] not in label:
                back.scanned(label)
        back.finish()
        words, tone = view.results[-1]
        assert tone == "warning"
        assert late["case_no"] in words
        assert here["case_no"] not in words
        whole = hall.database.ask(CaseWhole(case_id=late["case_id"]), desk.staff, desk.now)[0]
        assert (whole.state, whole.holder) == ("ACCEPTED", f"transit:{tray['number']}")
        waits = hall.database.ask(Todo(step="take-over"), desk.staff, desk.now)
        assert [row.case_id for row in waits] == [late["case_id"]]
        for label in back.missing:
            back.scanned(label)
        back.finish()
        assert view.results[-1][1] == "success"
        assert not hall.database.ask(Handoffs(state="SENT"), desk.staff, desk.now)
        for case in (here, late):
            chain = hall.database.ask(CustodyChain(case_id=case["case_id"]), desk.staff, desk.now)
            assert [row.holder.partition(":")[0] for row in chain] == [
                "front",
                "transit",
                "section",
            ]


def test_trays_of_other_sections_are_not_offered(office: Office) -> None:
    with office.work() as hall:
        item = office.item()
        office.tray(hall.accepted(item), section=item.section)
        stranger = next(n for n in "12345" if n != item.section[1])
        view = Back()
        BackPresenter(office.desk(f"reviewer{stranger}"), view).refresh()
        assert view.trays == []


# -- in a window -------------------------------------------------------------------------------


def told(seat: Seat, name: str) -> str:
    found = seat.page.findChild(QLabel, name)
    assert found is not None
    return str(found.text())


def test_the_front_hands_over_by_keyboard_and_scanner(office: Office, qtbot: QtBot) -> None:
    with office.work() as hall:
        item = office.item()
        cases = [hall.accepted(item) for _ in range(2)]
    with office.room.seat(qtbot, "clerk1", "handoffs", "counter1") as seat:
        panel = seat.page.findChild(HandOverPanel, "hand-over")
        assert panel is not None
        seat.press(Qt.Key.Key_Space)
        seat.until(lambda: told(seat, "tray-count") == "1")
        seat.scan(cases[1]["case_no"])
        seat.until(lambda: told(seat, "tray-count") == "2")
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.until(lambda: panel.model.count == 0)
        seat.until(lambda: "JJ260921-counter1-01" in told(seat, "sent-title"))
        labels = told(seat, "sent-labels").splitlines()[1:]
        assert {case["case_no"] for case in cases} <= set(labels)
        assert ui_map.faults(seat.page) == []
        sheets = office.room.papers
        seat.until(lambda: len(list(sheets.glob("handoff-sheet-*.pdf"))) == len(cases))


def test_the_back_takes_over_by_scanner(office: Office, qtbot: QtBot) -> None:
    with office.work() as hall:
        item = office.item()
        cases = [hall.accepted(item) for _ in range(2)]
        trays = [office.tray(case, section=item.section) for case in cases]
    with office.room.seat(qtbot, f"reviewer{item.section[1]}", "handoffs") as seat:
        panel = seat.page.findChild(TakeOverPanel, "take-over-side")
        assert panel is not None
        take = seat.page.findChild(QAbstractButton, "button-take-over")
        assert take is not None
        assert not take.isEnabled()
        for label in trays[1]["labels"]:
            seat.scan(label)
            seat.settle()
        seat.until(lambda: told(seat, "tray-title").endswith(trays[1]["number"]))
        assert told(seat, "count-missing").endswith(" 0")
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.until(lambda: panel.trays.count == 1)
        assert "已接收" in told(seat, "take-over-result")
        seat.scan(cases[1]["case_no"])
        seat.settle()
        assert panel.trays.count == 1


def test_a_number_typed_by_hand_counts_like_a_scan(office: Office, qtbot: QtBot) -> None:
    with office.work() as hall:
        item = office.item()
        tray = office.tray(hall.accepted(item), section=item.section)
    with office.room.seat(qtbot, f"reviewer{item.section[1]}", "handoffs") as seat:
        panel = seat.page.findChild(TakeOverPanel, "take-over-side")
        assert panel is not None
        panel.scan.edit.setText(tray["labels"][0])
        panel.scan.edit.scanned.emit(tray["labels"][0])
        seat.until(lambda: told(seat, "count-seen").endswith(" 1"))
        assert panel.scan.edit.text() == ""


def test_who_works_at_both_sides_sees_both(office: Office, qtbot: QtBot) -> None:
    with office.room.seat(qtbot, "archivist1", "handoffs") as seat:
        assert seat.page.findChild(HandOverPanel, "hand-over") is not None
        assert seat.page.findChild(TakeOverPanel, "take-over-side") is not None
    with office.room.seat(qtbot, "reviewer1", "handoffs") as seat:
        assert seat.page.findChild(HandOverPanel, "hand-over") is None


@pytest.mark.parametrize("login", ["clerk1", "reviewer1"])
def test_an_idle_day_says_so(office: Office, qtbot: QtBot, login: str) -> None:
    station = "counter1" if login == "clerk1" else "office1"
    with office.room.seat(qtbot, login, "handoffs", station) as seat:
        seat.press(Qt.Key.Key_Return, ctrl=True)
        seat.settle()
        assert seat.told == []
