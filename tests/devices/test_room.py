"""A room of simulated devices: a station's own, or shared by the windows of a demo."""

from queue import SimpleQueue

from hall_client.app.papers import Label
from hall_client.app.ports import Outcome
from hall_client.app.printing import JobState
from hall_client.devices.room import equip, share


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
