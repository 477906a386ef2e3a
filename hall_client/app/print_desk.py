"""The print desk of a station: takes waiting jobs to the printers and notes how each ended."""

import json
from collections.abc import Callable
from functools import partial
from typing import Protocol

from hall_client.app.codec import decode
from hall_client.app.papers import Label, Paper, TicketSlip
from hall_client.app.ports import Done, LabelPrinter, Outcome, TicketPrinter
from hall_client.app.printing import Device, JobState, PrintJob


class JobBook(Protocol):
    """Where print jobs are kept: a state of their own beside the acts they came from."""

    def print_jobs(self, station: str, *states: JobState) -> list[PrintJob]: ...

    def set_print_state(self, job_id: str, state: JobState, problem: str = "") -> None: ...


class DocumentPrinter(Protocol):
    """Prints a whole document; `done` is called once, on any thread."""

    def print_document(self, title: str, paper: Paper, done: Done) -> None: ...


class Printers(TicketPrinter, LabelPrinter, Protocol):
    """The station's printers for slips and labels."""


class PrintDesk:
    """One per station and process. Never prints a job twice by itself (queue rule 5)."""

    def __init__(
        self,
        book: JobBook,
        station: str,
        printers: Printers,
        documents: DocumentPrinter,
        paper_of: Callable[[str], Paper],
    ) -> None:
        self._book = book
        self._station = station
        self._printers = printers
        self._documents = documents
        self._paper_of = paper_of

    def recover(self) -> int:
        """After a crash: what was at the printer then is unknown now; a person decides."""
        broken = self._book.print_jobs(self._station, JobState.PRINTING)
        for job in broken:
            self._book.set_print_state(job.id, JobState.UNKNOWN, "interrupted")
        return len(broken)

    def work_off(self) -> int:
        """Send every waiting job to its printer; returns how many were sent."""
        waiting = self._book.print_jobs(self._station, JobState.WAITING)
        for job in waiting:
            self.send(job)
        return len(waiting)

    def send(self, job: PrintJob) -> None:
        """Print one job now: also the way to print again what failed or is unknown."""
        self._book.set_print_state(job.id, JobState.PRINTING)
        done = partial(self._ended, job.id)
        data = json.loads(job.payload)
        if job.device is Device.TICKET:
            self._printers.print_slip(decode(TicketSlip, data), done)
        elif job.device is Device.LABEL:
            self._printers.print_label(decode(Label, data), done)
        else:
            paper = self._paper_of(data["document_id"])
            self._documents.print_document(job.title, paper, done)

    def _ended(self, job_id: str, outcome: Outcome) -> None:
        self._book.set_print_state(job_id, outcome.state, outcome.problem)
