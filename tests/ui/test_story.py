"""One application through every window of the hall, by keyboard and scanner, on both databases."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
import zxingcpp
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from hall_client.app.joining import Joining
from hall_client.app.printing import Device, JobState, PrintJob
from hall_client.devices.profiles import DEFAULTS, load_profiles
from hall_client.devices.room import RoomDevices, RoomTwins, SharedDevices
from hall_client.devices.simulated.hall import SimulatedHall
from hall_client.devices.simulated.paper import label_picture
from hall_client.domain.cases import Case
from hall_client.domain.decisions import Document, SealUse
from hall_client.domain.duties import DutyDone
from hall_client.domain.tickets import Ticket
from hall_client.store.database import SqlDatabase
from hall_client.store.lock import write_lock
from hall_client.ui.host import Host
from hall_client.ui.notices import Level, Notice
from hall_client.ui.presenters.counter_sight import CounterSight, Question, Stage
from hall_client.ui.screens.board import BoardScreen
from hall_client.ui.screens.cases import CasesScreen
from hall_client.ui.screens.counter import CounterScreen
from hall_client.ui.screens.decision import DecisionScreen
from hall_client.ui.screens.delivery import DeliveryScreen
from hall_client.ui.screens.handoffs import HandoffScreen
from hall_client.ui.screens.intake import IntakeScreen
from hall_client.ui.screens.kiosk import KioskScreen
from hall_client.ui.screens.review import ReviewScreen
from hall_client.ui.screens.seal import SealScreen
from hall_client.ui.screens.take_over import TakeOverPanel
from hall_client.ui.screens.todo import TodoScreen
from hall_client.ui.table import TableView
from hall_client.words import value
from tests.documents.reading import text_of
from tests.hall import MORNING, Hall, require_lawful
from tests.ui.hands import write
from tests.ui.seat import Clock, Room, Seat, aside

P = TypeVar("P", bound=QWidget)
Key = Qt.Key
NAME = "张𬭎䶮𠮷"
NUMBER = "11010519491231002X"
ITEM = "1009"
INITIALS = "jlbz"
LONGEST_BEAT_S = 0.2
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


class WallClock(Clock):
    """The hall's morning, going on as time does."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.monotonic()

    def __call__(self) -> datetime:
        self.now = MORNING + timedelta(seconds=time.monotonic() - self._began)
        return self.now


@dataclass
class Building(Room):
    """A hall whose windows share simulated devices; it keeps what every window told."""

    url: str = ""
    heard: list[Notice] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = WallClock()
        self.machines = SimulatedHall(replace(load_profiles(DEFAULTS), voice=None))
        self.twins = RoomTwins(self.machines)
        self.shared = SharedDevices(self.machines, self.twins)
        self.devices = lambda _station: self.shared
        with aside():
            self.hall = Hall(self.url)

    def host(self) -> Host:
        def opens(_joining: Joining) -> SqlDatabase:
            return SqlDatabase.open(self.url)

        return replace(super().host(), open_database=opens, demo=False)

    def sit(
        self, windows: ExitStack, qtbot: QtBot, login: str, screen: str, station: str = "office1"
    ) -> Seat:
        """A person in front of a screen until `windows` close."""
        seat = windows.enter_context(self.seat(qtbot, login, screen, station))
        self.heard += [line.notice for line in seat.session.window.shell.notice_bar.lines]
        seat.session.notices.posted.connect(self.heard.append)
        return seat

    def close(self) -> None:
        with aside():
            self.hall.close()
            RoomDevices.close(self.shared)

    @property
    def warnings(self) -> list[str]:
        return [one.spoken for one in self.heard if one.level in (Level.WARNING, Level.ERROR)]


@pytest.fixture
def windows() -> Iterator[ExitStack]:
    """Closes what was opened, the last one first."""
    with ExitStack() as opened:
        yield opened


@contextmanager
def built(url: str, folder: Path) -> Iterator[Building]:
    logs = folder / "state" / "logs"
    logs.mkdir(parents=True)
    made = Building(logs / "hall.db", url=url)
    yield made
    made.close()


@pytest.fixture(params=BOTH)
def building(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Building]:
    """The sample hall in a database of either kind, with folders of its own."""
    with aside():
        url = request.getfixturevalue(f"hall_{request.param}")
    with built(url, tmp_path) as made:
        yield made


@pytest.fixture
def one_file(hall_sqlite: str, tmp_path: Path) -> Iterator[Building]:
    """The sample hall in one embedded file."""
    with built(hall_sqlite, tmp_path) as made:
        yield made


# -- hands -----------------------------------------------------------------------------------------


def focused(seat: Seat) -> QWidget:
    widget = seat.session.window.focusWidget()
    assert widget is not None
    return widget


def come_forward(seat: Seat) -> None:
    """The keyboard is this window's now."""
    window = seat.session.window
    window.activateWindow()
    seat.until(window.isActiveWindow)


def strike(seat: Seat, which: Qt.Key, ctrl: bool = False) -> None:
    """A key of a person: it goes where the focus is, and what it began has ended."""
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focused(seat), which, held)
    seat.settle()


def spell(seat: Seat, text: str) -> None:
    QTest.keyClicks(focused(seat), text)
    seat.settle()


def say(seat: Seat, text: str) -> None:
    """Chinese by an input method, and on with Enter."""
    write(focused(seat), text)
    strike(seat, Key.Key_Return)


def scan(seat: Seat, code: str) -> None:
    seat.scan(code)
    seat.settle()


def tab_to(seat: Seat, name: str) -> None:
    for _ in range(60):
        if focused(seat).objectName() == name:
            return
        QTest.keyClick(focused(seat), Key.Key_Tab)
    raise AssertionError(f"{name} is not reached by Tab")


def here(seat: Seat, kind: type[P]) -> P:
    """The screen that is in view now, as soon as it is one of this kind."""

    def page() -> QWidget | None:
        frame = seat.session.window.shell.content.currentWidget()
        return frame.widget() if isinstance(frame, QScrollArea) else None

    seat.until(lambda: isinstance(page(), kind))
    seat.settle()
    found = page()
    assert isinstance(found, kind)
    seat.page = found
    return found


def told(seat: Seat, name: str) -> str:
    found = seat.page.findChild(QLabel, name)
    assert found is not None, name
    return str(found.text())


def cells(table: TableView) -> list[list[str]]:
    """What stands in a list, line by line."""
    model = table.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


# -- the front hall --------------------------------------------------------------------------------


def take_ticket(kiosk: Seat) -> str:
    """Three keys at the kiosk, for the comprehensive queue."""
    come_forward(kiosk)
    here(kiosk, KioskScreen)
    for name in ("kiosk-begin", "kiosk-queue-3", "kiosk-take"):
        tab_to(kiosk, name)
        strike(kiosk, Key.Key_Space)
    kiosk.until(lambda: told(kiosk, "kiosk-number"))
    number = told(kiosk, "kiosk-number")
    tab_to(kiosk, "kiosk-done")
    strike(kiosk, Key.Key_Space)
    return number


def sight(seat: Seat) -> CounterSight:
    page = seat.page
    assert isinstance(page, CounterScreen)
    return page.presenter.sight


def stand(seat: Seat, stage: Stage) -> None:
    seat.until(lambda: sight(seat).stage is stage)
    seat.settle()


def receive(clerk: Seat, ticket: str) -> None:
    """Open the counter, call, serve, and go on to the intake."""
    come_forward(clerk)
    here(clerk, CounterScreen)
    stand(clerk, Stage.CLOSED)
    clerk.press(Key.Key_Return)
    stand(clerk, Stage.READY)
    clerk.press(Key.Key_F2)
    stand(clerk, Stage.CALLED)
    assert told(clerk, "ticket-number") == ticket
    clerk.press(Key.Key_F5)
    stand(clerk, Stage.SERVING)
    clerk.press(Key.Key_I, ctrl=True)
    here(clerk, IntakeScreen)


def choose_item(clerk: Seat) -> None:
    spell(clerk, INITIALS)
    strike(clerk, Key.Key_Return)
    page = here(clerk, IntakeScreen)
    clerk.until(lambda: page.presenter.item is not None and page.presenter.item.code == ITEM)


def take_in(clerk: Seat) -> str:
    """Item, applicant, materials by Space and by scanning; checked in and accepted."""
    choose_item(clerk)
    spell(clerk, NUMBER)
    strike(clerk, Key.Key_Return)
    say(clerk, NAME)
    spell(clerk, "13812345678")
    strike(clerk, Key.Key_Return)
    say(clerk, "棠溪市文昌街道1号")
    for _ in range(3):
        strike(clerk, Key.Key_Space)
    for material in ("M04", "M05"):
        scan(clerk, f"{ITEM}-{material}")
    assert told(clerk, "lacking-names") == ""
    clerk.press(Key.Key_Return, ctrl=True)
    clerk.until(lambda: told(clerk, "case-no").startswith("H"))
    clerk.settle()
    clerk.press(Key.Key_F10)
    clerk.until(lambda: told(clerk, "done-papers"))
    return told(clerk, "case-no")


def take_in_another(clerk: Seat, first: str) -> str:
    """The same person's second application; its papers stay at the front."""
    clerk.press(Key.Key_D, ctrl=True)
    clerk.until(lambda: focused(clerk).objectName() == "item")
    choose_item(clerk)
    clerk.press(Key.Key_Return, ctrl=True)
    clerk.until(lambda: told(clerk, "case-no") not in ("…", first))
    clerk.settle()
    return told(clerk, "case-no")


def let_go(clerk: Seat) -> None:
    """The visit ends with its outcome."""
    clerk.press(Key.Key_1, ctrl=True)
    here(clerk, CounterScreen)
    clerk.press(Key.Key_F8)
    clerk.until(lambda: sight(clerk).question is Question.OUTCOME)
    clerk.press(Key.Key_1)
    stand(clerk, Stage.READY)
    assert [(row.number, row.outcome) for row in sight(clerk).today] == [("C001", "accepted")]


def send_back(clerk: Seat, case_no: str) -> list[str]:
    """The folder goes onto the tray by its label, and off; the labels of the tray."""
    clerk.press(Key.Key_4, ctrl=True)
    here(clerk, HandoffScreen)
    scan(clerk, case_no)
    clerk.until(lambda: told(clerk, "tray-count") == "1")
    clerk.press(Key.Key_Return, ctrl=True)
    clerk.until(lambda: "JJ" in told(clerk, "sent-title"))
    clerk.settle()
    return told(clerk, "sent-labels").splitlines()[1:]


# -- the back office -------------------------------------------------------------------------------


def take_over(reviewer: Seat, labels: Sequence[str], foreign: str) -> None:
    """All but one, and one of another folder: both are named; then the whole tray."""
    here(reviewer, HandoffScreen)
    side = reviewer.page.findChild(TakeOverPanel, "take-over-side")
    assert side is not None
    *most, last = labels
    for label in (*most, foreign):
        scan(reviewer, label)
    reviewer.until(lambda: told(reviewer, "count-foreign").endswith(" 1"))
    assert told(reviewer, "count-missing").endswith(" 1")
    listed = {line[1]: line[0] for line in cells(side.label_table)}
    assert listed == {foreign: "外来", last: "尚缺", **dict.fromkeys(most, "已扫描")}
    assert last in side.prospect.text()
    assert foreign in told(reviewer, "label-scan-answer")
    scan(reviewer, last)
    reviewer.until(lambda: told(reviewer, "count-missing").endswith(" 0"))
    reviewer.press(Key.Key_Return, ctrl=True)
    reviewer.until(side.result.isVisible)
    assert foreign in told(reviewer, "take-over-result")
    assert last not in told(reviewer, "take-over-result")
    reviewer.settle()


def review(reviewer: Seat, case_no: str) -> None:
    """The to-do shows it; claimed, and recommended to be granted."""
    reviewer.press(Key.Key_1, ctrl=True)
    todo = here(reviewer, TodoScreen)
    reviewer.until(
        lambda: [(one.step, one.case_no) for one in todo.model.shown] == [("review", case_no)]
    )
    reviewer.press(Key.Key_Return)
    page = here(reviewer, ReviewScreen)
    reviewer.until(lambda: page.presenter.sheet is not None)
    reviewer.press(Key.Key_F5)
    reviewer.until(lambda: page.presenter.mine)
    reviewer.settle()
    reviewer.press(Key.Key_A)
    reviewer.until(lambda: page.presenter.thought.recommend == "grant")
    reviewer.until(lambda: focused(reviewer).objectName() == "opinion")
    write(focused(reviewer), "材料齐全，符合条件")
    reviewer.press(Key.Key_Return, ctrl=True)
    reviewer.until(lambda: page.presenter.sheet is None)
    reviewer.settle()


def decide(chief: Seat) -> None:
    """The paper is seen before it is signed."""
    page = here(chief, DecisionScreen)
    chief.until(lambda: page.presenter.sheet is not None)
    assert told(chief, "opinion-read") == "材料齐全，符合条件"
    chief.press(Key.Key_A)
    chief.until(lambda: page.preview.settled and page.preview.pages)
    chief.settle()
    assert page.sign.form.decision == "grant"
    chief.press(Key.Key_Return, ctrl=True)
    chief.until(lambda: page.presenter.sheet is None)
    chief.settle()


def seal(keeper: Seat) -> None:
    """Each of the two documents is looked at, then its use of the seal entered."""
    page = here(keeper, SealScreen)

    def waiting(count: int) -> bool:
        return len(page.waiting.rows.shown) == count

    for left in (1, 0):
        keeper.until(lambda: page.preview.settled and page.preview.pages)
        keeper.settle()
        keeper.press(Key.Key_Return)
        keeper.until(partial(waiting, left))
    keeper.settle()


def deliver(hand: Seat) -> None:
    """The certificate is entered, then the applicant takes everything along."""
    page = here(hand, DeliveryScreen)

    def steps() -> list[str]:
        return [one.step for one in page.cases.rows.shown]

    hand.until(lambda: steps() == ["certificate"])
    hand.settle()
    hand.press(Key.Key_Return, ctrl=True)
    hand.until(lambda: steps() == ["deliver"])
    hand.settle()
    hand.press(Key.Key_Return)
    hand.press(Key.Key_Space)
    hand.until(lambda: page.form.recipient.text() == NAME)
    hand.press(Key.Key_Return, ctrl=True)
    hand.until(lambda: not steps())
    hand.settle()


def archive(hand: Seat) -> None:
    page = here(hand, DeliveryScreen)
    hand.until(lambda: [one.step for one in page.cases.rows.shown] == ["archive"])
    hand.settle()
    hand.press(Key.Key_Return, ctrl=True)
    hand.until(lambda: not page.cases.rows.shown)
    hand.settle()


def timeline(clerk: Seat, case_no: str) -> list[list[str]]:
    """When, who, where and what, as the case shows it to the clerk who scans its folder."""
    come_forward(clerk)
    clerk.press(Key.Key_6, ctrl=True)
    page = here(clerk, CasesScreen)
    scan(clerk, case_no)
    clerk.until(
        lambda: page.presenter.sheet is not None and page.presenter.sheet.case_no == case_no
    )
    clerk.settle()
    tab_to(clerk, "case-tabs")
    strike(clerk, Key.Key_Right)
    assert page.detail.steps.isVisible()
    return cells(page.detail.steps)


# -- the story -------------------------------------------------------------------------------------

DEEDS = (
    ("CheckInCase", "clerk1"),
    ("AcceptCase", "clerk1"),
    ("HandOver", "clerk1"),
    ("AcceptHandoff", "reviewer1"),
    ("ClaimReview", "reviewer1"),
    ("Recommend", "reviewer1"),
    ("Decide", "chief1"),
    ("SealDocument", "sealkeeper1"),
    ("SealDocument", "sealkeeper1"),
    ("PrepareCertificate", "delivery1"),
    ("DeliverCase", "delivery1"),
    ("ArchiveCase", "archivist1"),
)
PEOPLE = {
    "clerk1": "何雨桐",
    "reviewer1": "钟敏",
    "chief1": "邓国强",
    "sealkeeper1": "谭小兰",
    "delivery1": "许婉清",
    "archivist1": "解放平",
}


FRONT = (
    ("IssueTicket", "kiosk1"),
    ("OpenCounter", "clerk1"),
    ("CallNext", "clerk1"),
    ("ServeTicket", "clerk1"),
    ("CheckInCase", "clerk1"),
    ("AcceptCase", "clerk1"),
    ("CheckInCase", "clerk1"),
    ("FinishTicket", "clerk1"),
)
DOCUMENTS = (
    "receipt",
    "receipt",
    "acceptance-notice",
    "handoff-sheet",
    "grant-decision",
    "delivery-receipt",
    "file-list",
)


@contextmanager
def in_the_office(building: Building, qtbot: QtBot, login: str, screen: str) -> Iterator[Seat]:
    """A person who opens a window, works, and closes it when everything is on paper."""
    with ExitStack() as opened:
        seat = building.sit(opened, qtbot, login, screen)
        come_forward(seat)
        yield seat
        seat.until(lambda: all_printed(building))


def print_jobs(building: Building) -> list[PrintJob]:
    with aside():
        database = building.hall.database
        stations = building.hall.reference.stations
        return [job for one in stations for job in database.print_jobs(one, *JobState)]


def all_printed(building: Building) -> bool:
    return {job.state for job in print_jobs(building)} == {JobState.PRINTED}


def require_timeline(lines: Sequence[Sequence[str]]) -> None:
    whens = [line[0] for line in lines]
    assert whens == sorted(whens)
    assert all(re.fullmatch(r"09-21 09:\d\d", when) for when in whens)
    assert [line[1] for line in lines] == [PEOPLE[actor] for _verb, actor in DEEDS]
    assert all(line[2] for line in lines)
    for line, (verb, _actor) in zip(lines, DEEDS, strict=True):
        assert line[3].startswith(value("command", verb, "zh"))


def require_paper(building: Building, ticket: str, labels: Sequence[str], foreign: str) -> None:
    """What the simulated printers put out is what the hall thinks it printed."""
    titles = sorted(job.title for job in print_jobs(building) if job.device is not Device.DOCUMENT)
    assert titles == sorted([ticket, *labels, foreign])
    (slip,) = building.machines.tickets.history
    assert ticket in slip.lines
    assert any("综合服务" in line for line in slip.lines)
    pictures = map(label_picture, building.machines.labels.history)
    read = [{one.text for one in zxingcpp.read_barcodes(picture)} for picture in pictures]
    assert sorted(read, key=min) == [{label} for label in sorted([*labels, foreign])]
    assert (1, f"请{ticket}号") in building.machines.signs.history
    assert building.twins.spoken()[0] == f"请{ticket}号到1号窗口办理"
    papers = sorted(building.papers.glob("*.pdf"))
    assert len(papers) == len(DOCUMENTS)
    for file in papers:
        assert NAME in text_of(file.read_bytes()), file.name


def require_stored(building: Building, ticket: str, case_no: str, foreign: str) -> None:
    """States, hands and duties as the database has them."""
    with aside():
        hall = building.hall
        case = hall.one(Case, case_no=case_no)
        assert (case.state, case.applicant_name) == ("ARCHIVED", NAME)
        assert hall.one(Case, case_no=foreign).state == "RECEIVED"
        visit = hall.one(Ticket, number=ticket)
        assert (visit.state, visit.counter, visit.outcome) == ("DONE", "1", "accepted")
        done = {one.duty: one.login for one in hall.rows(DutyDone, case_id=case.id)}
        assert done == {"accept": "clerk1", "review": "reviewer1", "decide": "chief1"}
        papers = hall.rows(Document)
        assert sorted(one.kind for one in papers) == sorted(DOCUMENTS)
        sealed = {one.number for one in papers if one.needs_seal}
        assert {one.document_no for one in hall.rows(SealUse)} == sealed
        assert all(one.sealed_at for one in papers if one.needs_seal)
        assert acts(hall) == [*FRONT, *DEEDS[2:]]
        require_lawful(hall)


def acts(hall: Hall) -> list[tuple[str, str]]:
    """Who has done what today, in the order of the journal; the setting up left out."""
    rows = sorted(hall.journal(), key=lambda row: row["at"])
    return [(row["command"], row["actor"]) for row in rows if row["actor"] != "setup"]


def test_one_application_through_every_window(
    building: Building, windows: ExitStack, qtbot: QtBot
) -> None:
    sit = partial(building.sit, windows, qtbot)
    board = sit("board1", "board", "board1")
    kiosk = sit("kiosk1", "kiosk", "kiosk1")
    clerk = sit("clerk1", "counter", "counter1")
    ticket = take_ticket(kiosk)
    receive(clerk, ticket)
    face = here(board, BoardScreen)
    board.until(lambda: face.accessibleName() == f"请{ticket}号到1号窗口办理")
    case_no = take_in(clerk)
    foreign = take_in_another(clerk, case_no)
    let_go(clerk)
    labels = send_back(clerk, case_no)
    office = partial(in_the_office, building, qtbot)
    with office("reviewer1", "handoffs") as reviewer:
        take_over(reviewer, labels, foreign)
        review(reviewer, case_no)
    with office("chief1", "decision") as chief:
        decide(chief)
    with office("sealkeeper1", "seal") as keeper:
        seal(keeper)
    with office("delivery1", "delivery") as hand:
        deliver(hand)
    with office("archivist1", "delivery") as hand:
        archive(hand)
    require_timeline(timeline(clerk, case_no))
    qtbot.waitUntil(lambda: all_printed(building), timeout=20_000)
    require_paper(building, ticket, labels, foreign)
    require_stored(building, ticket, case_no, foreign)
    assert building.warnings == []


# -- six counters in one process -------------------------------------------------------------------


class Pulse(QObject):
    """Beats as long as the window thread is free; `longest_s` is its own work between two beats.

    Processor time, not the clock on the wall: other programs do not count.
    """

    def __init__(self) -> None:
        super().__init__()
        self.beats = 0
        self.longest_s = 0.0
        self._last = time.thread_time()
        self._timer = QTimer(self, interval=10)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.thread_time()
        self.beats += 1
        self.longest_s = max(self.longest_s, now - self._last)
        self._last = now


COUNTERS = ("1", "2", "3", "4", "5", "6")


def sit_down(building: Building, windows: ExitStack, qtbot: QtBot) -> list[Seat]:
    """A clerk at each counter, all open."""
    seats = [building.sit(windows, qtbot, f"clerk{n}", "counter", f"counter{n}") for n in COUNTERS]
    for seat in seats:
        come_forward(seat)
        stand(seat, Stage.CLOSED)
        seat.press(Key.Key_Return)
        stand(seat, Stage.READY)
    return seats


def press_at_once(building: Building, seats: Sequence[Seat], pulse: Pulse, *keys: Qt.Key) -> None:
    """What the keys begin waits for one writer and goes on together; the windows live meanwhile."""
    file = building.url.removeprefix("sqlite+pysqlite:///")
    with write_lock(Path(f"{file}.lock"), 20):
        for seat in seats:
            come_forward(seat)
            for key in keys:
                seat.press(key)
        beaten = pulse.beats
        seats[0].until(lambda: pulse.beats > beaten + 20)


def asked(seat: Seat) -> bool:
    return sight(seat).question is Question.OUTCOME


def empty(seat: Seat) -> bool:
    return "无人等候" in sight(seat).said


def serve(seats: Sequence[Seat]) -> None:
    """Everybody who was called has come; F2 asks how each visit ended."""
    for seat in seats:
        come_forward(seat)
        stand(seat, Stage.CALLED)
        seat.press(Key.Key_F5)
        stand(seat, Stage.SERVING)
        seat.press(Key.Key_F2)
        seat.until(partial(asked, seat))


def test_six_counters_call_at_once(one_file: Building, windows: ExitStack, qtbot: QtBot) -> None:
    hall = one_file.hall
    with aside():
        waiting = [hall.ticket(queue)["ticket_id"] for queue in "ABC" * 4]
    seats = sit_down(one_file, windows, qtbot)
    pulse = Pulse()
    press_at_once(one_file, seats, pulse, Key.Key_F2, Key.Key_F2)
    serve(seats)
    press_at_once(one_file, seats, pulse, Key.Key_Space)
    serve(seats)
    press_at_once(one_file, seats, pulse, Key.Key_Space)
    for seat in seats:
        stand(seat, Stage.READY)
        seat.until(partial(empty, seat))
    assert one_file.warnings == []
    assert pulse.longest_s < LONGEST_BEAT_S
    with aside():
        called = [row for row in hall.journal() if row["command"] == "CallNext"]
        assert sorted(json.loads(row["outcome"])["ticket_id"] for row in called) == sorted(waiting)
        visits = hall.rows(Ticket)
        assert {visit.state for visit in visits} == {"DONE"}
        assert Counter(visit.counter for visit in visits) == dict.fromkeys(COUNTERS, 2)
        require_lawful(hall)
