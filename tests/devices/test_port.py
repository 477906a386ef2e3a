import os
import pty
import queue
import select
import socket
import threading
import tty
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import serial

from hall_client.app.ports import Outcome
from hall_client.app.printing import JobState
from hall_client.devices.codecs.wire import WireError
from hall_client.devices.line import open_line
from hall_client.devices.port import SILENT, Check, DevicePort, Job, PortState
from hall_client.devices.profiles import SerialSettings
from hall_client.devices.simulated.wire import PtyWire

HASTY = SerialSettings(deadline_seconds=1, patience_seconds=0)
SOON = 10
PAPERS = 50


def say(data: bytes) -> Callable[[], bytes]:
    return lambda: data


@dataclass
class Desk:
    """Who waits for outcomes and states."""

    outcomes: queue.SimpleQueue[Outcome] = field(default_factory=queue.SimpleQueue)
    states: queue.SimpleQueue[PortState] = field(default_factory=queue.SimpleQueue)
    ports: list[DevicePort] = field(default_factory=list)

    def port(self, url: str, settings: SerialSettings = HASTY) -> DevicePort:
        self.ports.append(DevicePort(url, self.states.put, settings))
        return self.ports[-1]

    def outcome(self) -> Outcome:
        return self.outcomes.get(timeout=SOON)

    def state(self, online: bool) -> PortState:
        while (state := self.states.get(timeout=SOON)).online is not online:
            pass
        return state


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    for port in desk.ports:
        assert port.close()


@dataclass
class Ear:
    """A device that keeps every byte and answers what the test wants."""

    reply: bytes = b""
    heard: bytes = b""
    woken: threading.Event = field(default_factory=threading.Event)

    def receive(self, data: bytes) -> bytes:
        self.heard += data
        self.woken.set()
        return self.reply

    def hears(self, data: bytes) -> bool:
        """Wait until as many bytes have come in; tells whether they are these."""
        while len(self.heard) < len(data) and self.woken.wait(SOON):
            self.woken.clear()
        return self.heard == data


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def wire(ear: Ear, tmp_path: Path) -> Iterator[PtyWire]:
    wire = PtyWire(ear.receive, tmp_path / "device")
    yield wire
    wire.unplug()


def judge(heard: bytes) -> str | None:
    return {b"A": "", b"N": "refused"}.get(heard[-1:])


def test_jobs_arrive_whole_and_in_order(desk: Desk, wire: PtyWire, ear: Ear) -> None:
    port = desk.port(wire.url)
    jobs = [bytes([n]) * 300 for n in range(30)]
    for data in jobs:
        port.submit(Job(say(data)), desk.outcomes.put)
    assert [desk.outcome().state for _ in jobs] == [JobState.PRINTED] * 30
    assert ear.hears(b"".join(jobs))


def test_a_device_that_is_not_there_fails_with_nothing_written(desk: Desk) -> None:
    port = desk.port("/dev/no-such-device")
    port.submit(Job(say(b"x")), desk.outcomes.put)
    outcome = desk.outcome()
    assert outcome.state is JobState.FAILED
    assert "no-such-device" in outcome.problem
    assert not port.state.online


@pytest.mark.parametrize("url", ["nonsense://x", "socket://127.0.0.1:1", "/etc/passwd", ""])
def test_an_url_that_cannot_be_opened_is_only_offline(desk: Desk, url: str) -> None:
    port = desk.port(url)
    port.submit(Job(say(b"x")), desk.outcomes.put)
    assert desk.outcome().state is JobState.FAILED


def test_unplugging_is_noticed_and_plugging_back_too(desk: Desk, wire: PtyWire, ear: Ear) -> None:
    port = desk.port(wire.url)
    desk.state(online=True)
    wire.unplug()
    assert desk.state(online=False).error
    wire.plug_in()
    port.submit(Job(say(b"after")), desk.outcomes.put)
    assert desk.outcome().state is JobState.PRINTED
    assert desk.state(online=True)


def test_a_job_waits_for_a_device_that_comes_back_in_time(
    desk: Desk, wire: PtyWire, ear: Ear
) -> None:
    port = desk.port(wire.url, SerialSettings(patience_seconds=SOON))
    desk.state(online=True)
    wire.unplug()
    desk.state(online=False)
    port.submit(Job(say(b"after")), desk.outcomes.put)
    wire.plug_in()
    assert desk.outcome().state is JobState.PRINTED
    assert ear.hears(b"after")


@pytest.fixture
def stalled() -> Iterator[tuple[int, str]]:
    """A device that takes nothing: its buffer fills up."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)


def test_a_write_that_stalls_is_unknown(desk: Desk, stalled: tuple[int, str]) -> None:
    master, url = stalled
    port = desk.port(url)
    port.submit(Job(say(b"x" * 200_000)), desk.outcomes.put)
    assert desk.outcome().state is JobState.UNKNOWN
    os.close(master)


def test_unplugged_in_the_middle_of_a_write_is_unknown(
    desk: Desk, stalled: tuple[int, str]
) -> None:
    master, url = stalled
    port = desk.port(url, SerialSettings(deadline_seconds=SOON, patience_seconds=0))
    desk.state(online=True)
    port.submit(Job(say(b"x" * 200_000)), desk.outcomes.put)
    assert os.read(master, 10)
    os.close(master)
    assert desk.outcome().state is JobState.UNKNOWN
    assert desk.state(online=False)


def test_nobody_else_gets_the_port(desk: Desk, wire: PtyWire) -> None:
    desk.port(wire.url)
    desk.state(online=True)
    with pytest.raises(serial.SerialException):
        serial.serial_for_url(wire.url, exclusive=True)


@pytest.mark.parametrize(
    ("reply", "state", "problem"),
    [
        (b"A", JobState.PRINTED, ""),
        (b"N", JobState.FAILED, "refused"),
        (b"?", JobState.UNKNOWN, SILENT),
        (b"", JobState.UNKNOWN, SILENT),
    ],
)
def test_the_answer_decides_where_one_is_expected(
    desk: Desk, wire: PtyWire, ear: Ear, reply: bytes, state: JobState, problem: str
) -> None:
    ear.reply = reply
    job = Job(say(b"frame"), confirm=Check(b"", judge, 0.3))
    desk.port(wire.url).submit(job, desk.outcomes.put)
    assert desk.outcome() == Outcome(state, problem)


def test_a_bad_status_holds_the_job_back(desk: Desk, wire: PtyWire, ear: Ear) -> None:
    ear.reply = b"N"
    job = Job(say(b"ticket"), before=(Check(b"?", judge),))
    desk.port(wire.url).submit(job, desk.outcomes.put)
    assert desk.outcome() == Outcome(JobState.FAILED, "refused")
    assert ear.heard == b"?"


def test_a_device_that_never_tells_its_status_is_asked_once(
    desk: Desk, wire: PtyWire, ear: Ear
) -> None:
    port = desk.port(wire.url)
    for _ in range(3):
        port.submit(Job(say(b"ticket"), before=(Check(b"?", judge, 0.2),)), desk.outcomes.put)
    assert [desk.outcome().state for _ in range(3)] == [JobState.PRINTED] * 3
    assert ear.hears(b"?" + b"ticket" * 3)


def test_what_cannot_be_composed_fails_and_the_next_job_prints(desk: Desk, wire: PtyWire) -> None:
    def broken() -> bytes:
        raise WireError("no such code")

    port = desk.port(wire.url)
    port.submit(Job(broken), desk.outcomes.put)
    port.submit(Job(lambda: b"" + str(1 // 0).encode()), desk.outcomes.put)
    port.submit(Job(say(b"fine")), desk.outcomes.put)
    assert [desk.outcome().state for _ in range(3)] == [
        JobState.FAILED,
        JobState.FAILED,
        JobState.PRINTED,
    ]


def test_a_listener_that_fails_does_not_stop_the_port(desk: Desk, wire: PtyWire) -> None:
    def failing(_: Outcome) -> None:
        raise RuntimeError("the window is gone")

    port = desk.port(wire.url)
    port.submit(Job(say(b"one")), failing)
    port.submit(Job(say(b"two")), desk.outcomes.put)
    assert desk.outcome().state is JobState.PRINTED


def test_closing_finishes_what_is_queued(desk: Desk, wire: PtyWire, ear: Ear) -> None:
    port = desk.port(wire.url)
    for n in range(5):
        port.submit(Job(say(bytes([n]))), desk.outcomes.put)
    assert port.close()
    assert [desk.outcome().state for _ in range(5)] == [JobState.PRINTED] * 5


def test_a_folder_takes_each_job_as_a_file(desk: Desk, tmp_path: Path) -> None:
    port = desk.port(f"file:{tmp_path / 'out'}")
    check = Check(b"?", judge)
    port.submit(Job(say(b"1"), "A001.escpos", (check,), check), desk.outcomes.put)
    port.submit(Job(say(b"2"), "../../sly name"), desk.outcomes.put)
    assert [desk.outcome().state for _ in range(2)] == [JobState.PRINTED] * 2
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert files == {"A001.escpos": b"1", "sly_name": b"2"}


def test_a_network_printer_that_hangs_up_goes_offline(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(SOON)
        port = desk.port(f"socket://127.0.0.1:{server.getsockname()[1]}")
        peer, _ = server.accept()
        port.submit(Job(say(b"label")), desk.outcomes.put)
        assert peer.recv(100) == b"label"
        assert desk.outcome().state is JobState.PRINTED
        peer.close()
        assert desk.state(online=False).error


def test_a_paper_that_counts_as_printed_is_not_cut_by_closing_the_port() -> None:
    """Bytes still on their way when the port closes are not taken back (a race: many papers)."""
    paper = bytes(3000)
    device, end = pty.openpty()
    tty.setraw(end)
    taken = 0
    try:
        for printed in range(1, PAPERS + 1):
            line = open_line(os.ttyname(end), HASTY)
            line.write(paper, "label.zpl")
            line.close()
            while taken < printed * len(paper) and select.select([device], [], [], 1)[0]:
                taken += len(os.read(device, 65536))
    finally:
        os.close(device)
        os.close(end)
    assert taken == PAPERS * len(paper)
