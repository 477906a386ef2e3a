"""A room of simulated devices: a station's own, or shared by the windows of a demo."""

import os
import threading
from queue import SimpleQueue

from hall_client.app.papers import Label
from hall_client.app.ports import Outcome
from hall_client.app.printing import JobState
from hall_client.devices.room import equip, share
from hall_client.devices.simulated.wire import PtyWire


def test_a_window_that_closes_leaves_shared_devices_to_the_others(label: Label) -> None:
    devices, twins = share(voice=False)
    devices.close()
    outcomes: SimpleQueue[Outcome] = SimpleQueue()
    devices.print_label(label, outcomes.put)
    assert outcomes.get(timeout=10).state is JobState.PRINTED
    super(type(devices), devices).close()
    assert twins.label_picture()


def test_a_station_closes_its_own_devices(label: Label) -> None:
    devices, twins = equip(None, voice=False)
    outcomes: SimpleQueue[Outcome] = SimpleQueue()
    devices.print_label(label, outcomes.put)
    devices.close()
    assert outcomes.get(timeout=10).state is JobState.PRINTED
    assert twins.label_picture()


def test_a_twin_that_ends_takes_in_what_is_already_on_the_line() -> None:
    busy, told = threading.Event(), threading.Event()
    taken: list[bytes] = []

    def receive(data: bytes) -> bytes:
        taken.append(data)
        busy.set()
        told.wait(10)
        return b""

    wire = PtyWire(receive)
    end = os.open(wire.url, os.O_RDWR | os.O_NOCTTY)
    os.write(end, b"first")
    assert busy.wait(10)
    os.write(end, b"second")
    closing = threading.Thread(target=wire.close)
    closing.start()
    told.set()
    closing.join(10)
    os.close(end)
    assert b"".join(taken) == b"firstsecond"
