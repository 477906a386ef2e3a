"""Printing: commit, then print; what went wrong is seen and decided by a person, never twice."""

import os
import pty
import tty
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hall_client.app.papers import Paper
from hall_client.app.ports import Done
from hall_client.app.print_desk import PrintDesk, PrintStanding
from hall_client.app.printing import Device, JobState
from hall_client.app.rows import PrintRow
from hall_client.app.tickets import IssueTicket
from hall_client.devices.codecs.escpos_status import Paper as TicketPaper
from hall_client.devices.codecs.escpos_status import TicketStatus
from hall_client.devices.hall import HallDevices
from hall_client.devices.profiles import Graphics, HallProfiles, SerialSettings, load_profiles
from hall_client.devices.simulated.hall import SimulatedHall
from hall_client.ui import ui_map
from hall_client.ui.presenters.printing import PrintingPresenter, told_standing
from hall_client.ui.screens.printing import PrintingScreen
from tests.direct_desk import DirectDesk
from tests.hall import Hall
from tests.ui.seat import PaperTray, Room, Seat, aside

ENDS = (JobState.PRINTED, JobState.FAILED, JobState.UNKNOWN)
OUT = TicketStatus(online=False, paper=TicketPaper.OUT)


@pytest.fixture
def hall(room: Room) -> Iterator[Hall]:
    """Acts of others, before and between what the windows do."""
    with aside():
        made = Hall(str(room.place))
    yield made
    with aside():
        made.close()


@pytest.fixture
def twins() -> Iterator[SimulatedHall]:
    made = SimulatedHall(replace(load_profiles(), voice=None, signs=()))
    yield made
    made.close()


def with_devices(room: Room, profiles: HallProfiles) -> Room:
    room.devices = lambda _station: HallDevices(profiles, lambda _state: None)
    return room


def screen(seat: Seat) -> PrintingScreen:
    assert isinstance(seat.page, PrintingScreen)
    return seat.page


def shown(seat: Seat) -> list[tuple[str, str]]:
    return [(row.title, row.state) for row in screen(seat).model.shown]


def printers(seat: Seat) -> str:
    return seat.session.window.shell.status.fact("printers")


def test_out_of_paper_is_told_and_printed_again_once_there_is_paper(
    room: Room, twins: SimulatedHall, hall: Hall, qtbot: QtBot
) -> None:
    twins.tickets.status = OUT
    with with_devices(room, twins.profiles).seat(qtbot, "clerk1", "printing", "kiosk1") as seat:
        seat.session.desk.perform(IssueTicket, queue="A", name="王一")
        seat.until(lambda: shown(seat) == [("A001", "failed")])
        seat.until(lambda: printers(seat) == "打印：1 份失败")
        assert "缺纸" in screen(seat).problem.text()
        assert not twins.tickets.history
        seat.press(Qt.Key.Key_F9)
        seat.settle()
        twins.tickets.status = TicketStatus()

        def printed() -> bool:
            seat.press(Qt.Key.Key_F9)  # the key of a failure does not print a second slip
            return shown(seat) == [("A001", "printed")]

        seat.until(printed)
        seat.until(lambda: len(twins.tickets.history) == 1)
        assert "A001" in twins.tickets.history[0].lines
        seat.until(lambda: printers(seat) == "打印正常")
        seat.press(Qt.Key.Key_F9)
        seat.settle()
        assert len(twins.tickets.history) == 1


@pytest.fixture
def stalled() -> Iterator[tuple[int, str]]:
    """A printer whose buffer is full."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)


def huge_labels(url: str) -> HallProfiles:
    """A printer of posters: a label of several hundred kilobytes takes its time."""
    label = load_profiles().label
    assert label
    patient = SerialSettings(deadline_seconds=30, patience_seconds=0)
    big = replace(label, url=url, serial=patient, width_mm=800, height_mm=300, title_dots=600)
    return HallProfiles(label=replace(big, graphics=Graphics.HEX))


def test_unplugged_while_writing_is_unknown_and_never_printed_by_itself(
    room: Room, hall: Hall, stalled: tuple[int, str], qtbot: QtBot
) -> None:
    master, url = stalled
    with aside():
        hall.check_in(hall.item(profile="four-separated"))
    with with_devices(room, huge_labels(url)).seat(qtbot, "clerk1", "printing", "counter1") as seat:
        assert os.read(master, 10)
        os.close(master)
        seat.until(lambda: "unknown" in dict(shown(seat)).values())
        seat.settle()
        broken = next(row for row in screen(seat).model.shown if row.state == "unknown")
        assert "份结果不明" in printers(seat)
        seat.session.desk.perform(IssueTicket, queue="A", name="王一")  # the station goes on
        seat.until(lambda: ("A001", "failed") in shown(seat))
        assert (broken.title, "unknown") in shown(seat)
        screen(seat).table.select_key(broken.job_id)
        assert "不会自动重打" in screen(seat).meaning.text()
        seat.press(Qt.Key.Key_F8)
        seat.until(lambda: (broken.title, "printed") in shown(seat))


def test_what_a_crash_left_at_the_printer_is_unknown_after_the_restart(
    room: Room, hall: Hall, qtbot: QtBot
) -> None:
    with aside():
        hall.ticket()
        (job,) = hall.database.print_jobs("kiosk1", JobState.WAITING)
        assert hall.database.take_print_job(job.id, JobState.WAITING)
    tray = PaperTray()
    room.devices = lambda _station: tray
    with room.seat(qtbot, "clerk1", "printing", "kiosk1") as seat:
        seat.until(lambda: shown(seat) == [("A001", "unknown")])
        assert "程序中断" in screen(seat).problem.text()
        assert tray.printed == []
        seat.press(Qt.Key.Key_F9)
        seat.until(lambda: shown(seat) == [("A001", "printed")])
        assert tray.printed == ["A001"]


def test_a_document_printed_again_says_so(room: Room, hall: Hall, qtbot: QtBot) -> None:
    with aside():
        hall.check_in(hall.item(profile="four-separated"))
    with room.seat(qtbot, "clerk1", "printing", "counter1") as seat:
        seat.until(lambda: {state for _, state in shown(seat)} == {"printed"})
        paper = next(row for row in screen(seat).model.shown if row.device == Device.DOCUMENT)
        assert "补打" not in words_of(*room.papers.glob("receipt-*.pdf"))
        screen(seat).table.select_key(paper.job_id)
        seat.press(Qt.Key.Key_F9, shift=True)
        seat.until(lambda: "已打印 2 次" in screen(seat).times.text())
        assert "补打" in words_of(*room.papers.glob("receipt-*-again.pdf"))


def words_of(file: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(file.read_bytes())).pages)


def test_all_failed_ones_are_printed_with_one_key(room: Room, hall: Hall, qtbot: QtBot) -> None:
    tray = PaperTray()
    tray.broken = "cover-open"
    room.devices = lambda _station: tray
    with aside():
        for _ in range(3):
            hall.ticket()
    with room.seat(qtbot, "clerk1", "printing", "kiosk1") as seat:
        seat.until(lambda: [state for _, state in shown(seat)] == ["failed"] * 3)
        tray.broken = ""
        seat.press(Qt.Key.Key_F9, ctrl=True)
        seat.until(lambda: [state for _, state in shown(seat)] == ["printed"] * 3)
        assert tray.printed == ["A001", "A002", "A003"]


def test_two_windows_of_one_station_print_each_job_once(
    room: Room, hall: Hall, qtbot: QtBot
) -> None:
    tray = PaperTray()
    room.devices = lambda _station: tray
    with (
        room.seat(qtbot, "clerk1", "printing", "kiosk1") as one,
        room.seat(qtbot, "clerk2", "printing", "kiosk1") as other,
    ):
        for number in range(3):
            one.session.desk.perform(IssueTicket, queue="A", name=f"王{number}")
            one.settle()
        one.until(lambda: len(shown(one)) == 3)
        other.until(lambda: len(shown(other)) == 3)
        assert sorted(tray.printed) == ["A001", "A002", "A003"]


def test_every_control_of_the_screen_says_what_it_is(room: Room, hall: Hall, qtbot: QtBot) -> None:
    with room.seat(qtbot, "clerk1", "printing", "kiosk1") as seat:
        assert ui_map.faults(seat.page) == []
        assert seat.page.findChildren(QLabel)


# -- the presenter and the print desk, without windows ---------------------------------------------


class Station:
    """Notes what was decided."""

    def __init__(self) -> None:
        self.again: list[str] = []
        self.out: list[str] = []

    def print_again(self, job_id: str) -> None:
        self.again.append(job_id)

    def came_out(self, job_id: str) -> None:
        self.out.append(job_id)


class Sheet:
    """Where rows are shown."""

    rows: list[PrintRow]

    def show_jobs(self, rows: Sequence[PrintRow]) -> None:
        self.rows = list(rows)


def test_what_needs_a_person_comes_first_in_words(hall: Hall) -> None:
    with aside():
        for _ in range(4):
            hall.ticket()
        waiting = hall.database.print_jobs("kiosk1", JobState.WAITING)
        for job, state in zip(waiting, ENDS, strict=False):
            hall.database.set_print_state(job.id, state, "lost cable")
        station, view = Station(), Sheet()
        presenter = PrintingPresenter(DirectDesk(hall.database, "clerk1", "kiosk1"), station, view)
        presenter.refresh()
        failed, unknown, left, printed = view.rows
        assert [presenter.state(row) for row in view.rows] == [
            "打印失败",
            "结果不明",
            "待打印",
            "已打印",
        ]
        assert presenter.problem(failed) == "设备报告：lost cable"
        presenter.print_again(failed)
        presenter.print_again(failed)
        presenter.print_again(left)
        presenter.came_out(unknown)
        presenter.came_out(printed)
        assert station.again == [failed.job_id]
        assert station.out == [unknown.job_id]


def test_a_job_is_taken_by_one_only(hall: Hall) -> None:
    with aside():
        hall.ticket()
        (job,) = hall.database.print_jobs("kiosk1", JobState.WAITING)
        assert hall.database.take_print_job(job.id, JobState.WAITING)
        assert not hall.database.take_print_job(job.id, JobState.WAITING)


def test_nothing_is_said_to_have_come_out_that_was_not_in_doubt(hall: Hall) -> None:
    with aside():
        hall.ticket()
        tray = PaperTray()
        no_paper = NoPaper()
        desk = PrintDesk(hall.database, "kiosk1", tray, no_paper, no_paper.find)
        (job,) = hall.database.print_jobs("kiosk1", JobState.WAITING)
        assert not desk.came_out(job.id)
        assert desk.work_off() == 1
        assert desk.standing() == PrintStanding()
        assert not desk.came_out(job.id)
        assert desk.print_again(job.id)
        assert tray.printed == ["A001", "A001"]


class NoPaper:
    """No document is printed here."""

    def print_document(self, title: str, paper: Paper, done: Done) -> None:
        raise AssertionError(title)

    def find(self, document_id: str) -> Paper:
        raise AssertionError(document_id)


def test_the_status_line_says_how_printing_stands(qapp: object) -> None:
    assert told_standing(PrintStanding())[:2] == ("打印正常", "success")
    assert told_standing(PrintStanding(waiting=2))[:2] == ("正在打印 2 份", "info")
    told, tone, _sign = told_standing(PrintStanding(1, 2, 3))
    assert (told, tone) == ("打印：2 份失败, 3 份结果不明", "danger")
