"""The database and the devices as the windows see them."""

from typing import Protocol

from hall_client.app.doors import HallDoor
from hall_client.app.ports import LabelPrinter, Sign, TicketPrinter, Voice
from hall_client.app.printing import JobState, PrintJob
from hall_client.app.reference import Reference


class HallDatabase(HallDoor, Protocol):
    """The hall as the windows use it; every call may wait, so none on the GUI thread."""

    def hall_name(self) -> str: ...

    def make_ready(self) -> Reference: ...

    def change_mark(self) -> int: ...

    def print_jobs(self, station: str, *states: JobState) -> list[PrintJob]: ...

    def set_print_state(self, job_id: str, state: JobState, problem: str = "") -> None: ...

    def take_print_job(self, job_id: str, *states: JobState) -> bool: ...


class StationDevices(TicketPrinter, LabelPrinter, Sign, Voice, Protocol):
    """Printers, signs and voice of one station."""

    def close(self) -> None: ...
