import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hall_client.app.papers import Label, SignText, TicketSlip
from hall_client.app.ports import Outcome
from hall_client.app.printing import JobState
from hall_client.devices.codecs.bx import decode_frame, decode_sign
from hall_client.devices.codecs.escpos_decode import decode_ticket, printed_lines
from hall_client.devices.codecs.escpos_status import Paper, TicketStatus
from hall_client.devices.codecs.zpl_decode import decode_labels
from hall_client.devices.glyphs import Glyphs
from hall_client.devices.hall import HallDevices
from hall_client.devices.player import Heard, Player
from hall_client.devices.port import PortState
from hall_client.devices.profiles import HallProfiles
from hall_client.devices.simulated.hall import SimulatedHall
from hall_client.devices.simulated.recorder import Recorder

SOON = 10


@pytest.fixture
def twins(profiles: HallProfiles) -> Iterator[SimulatedHall]:
    hall = SimulatedHall(profiles)
    yield hall
    hall.close()


@pytest.fixture
def states() -> queue.SimpleQueue[PortState]:
    return queue.SimpleQueue()


@pytest.fixture
def spoken() -> queue.SimpleQueue[Heard]:
    return queue.SimpleQueue()


@pytest.fixture
def hall(
    twins: SimulatedHall,
    glyphs: Glyphs,
    states: queue.SimpleQueue[PortState],
    spoken: queue.SimpleQueue[Heard],
) -> Iterator[HallDevices]:
    player = Player(spoken.put, [lambda _sound: None])
    hall = HallDevices(twins.profiles, states.put, glyphs, player)
    yield hall
    hall.close()


def outcome_of(act: Callable[[Callable[[Outcome], None]], None]) -> Outcome:
    outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
    act(outcomes.put)
    return outcomes.get(timeout=SOON)


def until(true: Callable[[], bool]) -> bool:
    """Give device threads a little time, without a fixed length."""
    waiting = threading.Event()
    return any(true() or waiting.wait(0.02) for _ in range(SOON * 50))


def test_a_ticket_comes_out_of_the_simulated_printer(
    hall: HallDevices, twins: SimulatedHall, slip: TicketSlip
) -> None:
    outcome = outcome_of(lambda done: hall.print_slip(slip, done))
    assert outcome == Outcome(JobState.PRINTED)
    assert until(lambda: twins.tickets.last is not None)
    assert twins.tickets.last
    assert "A001" in twins.tickets.last.lines
    assert twins.tickets.last.codes == [slip.query_code]
    assert not twins.tickets.noise


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (TicketStatus(online=False, paper=Paper.OUT), "paper-out"),
        (TicketStatus(online=False, cover_open=True), "cover-open"),
        (TicketStatus(online=False), "off-line"),
    ],
)
def test_a_printer_that_cannot_print_says_why(
    hall: HallDevices, twins: SimulatedHall, slip: TicketSlip, status: TicketStatus, problem: str
) -> None:
    twins.tickets.status = status
    outcome = outcome_of(lambda done: hall.print_slip(slip, done))
    assert outcome.state is JobState.FAILED
    assert outcome.problem == problem
    twins.tickets.status = TicketStatus(paper=Paper.LOW)
    assert outcome_of(lambda done: hall.print_slip(slip, done)).state is JobState.PRINTED


def test_labels_come_out_of_the_simulated_printer(
    hall: HallDevices, twins: SimulatedHall, label: Label
) -> None:
    assert outcome_of(lambda done: hall.print_label(label, done)).state is JobState.PRINTED
    assert until(lambda: twins.labels.last is not None)
    assert twins.labels.last
    assert {code.data for code in twins.labels.last.codes} == {label.code}


def test_a_call_blinks_and_then_stands_still(hall: HallDevices, twins: SimulatedHall) -> None:
    hall.show(SignText("3", "请A001号", blink_seconds=1))
    assert until(lambda: twins.signs.shown[3] == "请A001号")
    assert until(lambda: not twins.signs.blinking[3])
    assert list(twins.signs.history) == [(3, "请A001号")] * 2
    assert twins.signs.shown[4] == ""


def test_newer_words_end_the_blinking_of_older_ones(
    hall: HallDevices, twins: SimulatedHall
) -> None:
    hall.show(SignText("3", "请A001号", blink_seconds=60))
    hall.show(SignText("3", "暂停服务"))
    hall.show(SignText("99", "无此窗口"))
    assert until(lambda: twins.signs.shown[3] == "暂停服务")
    assert not twins.signs.blinking[3]


def test_a_sign_that_comes_back_shows_what_it_missed(
    profiles: HallProfiles, glyphs: Glyphs, tmp_path: Path, states: queue.SimpleQueue[PortState]
) -> None:
    twins = SimulatedHall(profiles)
    wire = next(iter(twins.wires.values()))
    link = tmp_path / "signs"
    link.symlink_to(twins.profiles.signs[0].url)
    signs = tuple(replace(sign, url=str(link)) for sign in profiles.signs)
    hall = HallDevices(HallProfiles(signs=signs), states.put, glyphs)
    hall.show(SignText("1", "请A001号"))
    assert until(lambda: twins.signs.shown[1] == "请A001号")
    twins.close()
    while states.get(timeout=SOON).online:
        pass
    again = SimulatedHall(profiles)
    link.unlink()
    link.symlink_to(again.profiles.signs[0].url)
    assert until(lambda: again.signs.shown[1] == "请A001号")
    hall.close()
    again.close()
    assert wire.url


def test_announcements_are_spoken_in_order(
    hall: HallDevices, spoken: queue.SimpleQueue[Heard]
) -> None:
    for number in ("A001", "B002"):
        hall.speak(f"请{number}号到3号窗口办理")
    assert spoken.get(timeout=SOON).text == "请A001号到3号窗口办理"
    assert spoken.get(timeout=SOON).text == "请B002号到3号窗口办理"


def test_a_station_without_devices_says_so(
    glyphs: Glyphs, slip: TicketSlip, label: Label, states: queue.SimpleQueue[PortState]
) -> None:
    bare = HallDevices(HallProfiles(), states.put, glyphs)
    assert outcome_of(lambda done: bare.print_slip(slip, done)).problem == "not-configured"
    assert outcome_of(lambda done: bare.print_label(label, done)).problem == "not-configured"
    bare.show(SignText("1", "x"))
    bare.speak("x")
    bare.close()


def test_the_recorder_keeps_everything_as_files(
    profiles: HallProfiles, glyphs: Glyphs, slip: TicketSlip, label: Label, tmp_path: Path
) -> None:
    recorder = Recorder(tmp_path, profiles, glyphs)
    assert outcome_of(lambda done: recorder.print_slip(slip, done)).state is JobState.PRINTED
    assert outcome_of(lambda done: recorder.print_label(label, done)).state is JobState.PRINTED
    refused = replace(label, code="不是编码")
    assert outcome_of(lambda done: recorder.print_label(refused, done)).state is JobState.FAILED
    recorder.show(SignText("3", "请A001号", blink_seconds=3))
    recorder.speak("请A001号到3号窗口办理")
    ticket = decode_ticket((tmp_path / "tickets/A001.escpos").read_bytes())
    assert "A001" in printed_lines(ticket)
    assert len(decode_labels((tmp_path / f"labels/{label.code}.zpl").read_bytes())) == 1
    assert (tmp_path / "voice/请A001号到3号窗口办理.wav").stat().st_size > 10_000
    log = (tmp_path / "signs.log").read_text(encoding="utf-8").splitlines()
    assert len(log) == 2
    counter, frame, words = log[-1].split("\t")
    assert (counter, words) == ("3", "请A001号")
    assert decode_sign(decode_frame(bytes.fromhex(frame))).text == "请A001号"
