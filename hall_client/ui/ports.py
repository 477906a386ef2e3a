"""The database and the devices as the windows see them."""

from typing import Protocol

from hall_client.app.ports import LabelPrinter, Sign, TicketPrinter, Voice
from hall_client.app.printing import JobState, PrintJob
from hall_client.app.queries import Reader
from hall_client.app.work import Database
from hall_client.domain.people import Staff


class HallDatabase(Database, Reader, Protocol):
    """The database as the windows use it; every call may wait, so none on the GUI thread."""

    @property
    def place(self) -> str: ...

    def sign_in(self, login: str, password: str) -> Staff: ...

    def hall_name(self) -> str: ...

    def change_mark(self) -> int: ...

    def print_jobs(self, station: str, *states: JobState) -> list[PrintJob]: ...

    def set_print_state(self, job_id: str, state: JobState, problem: str = "") -> None: ...

    def take_print_job(self, job_id: str, *states: JobState) -> bool: ...

    def close(self) -> None: ...


class StationDevices(TicketPrinter, LabelPrinter, Sign, Voice, Protocol):
    """Printers, signs and voice of one station."""

    def close(self) -> None: ...
