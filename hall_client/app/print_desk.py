"""The print desk of a station: takes waiting jobs to the printers and notes how each ended."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from hall_client.app.codec import decode
from hall_client.app.papers import Label, Paper, TicketSlip
from hall_client.app.ports import Done, LabelPrinter, Outcome, TicketPrinter
from hall_client.app.printing import Device, JobState, PrintJob

# What a person may send to the printer once more, and what a person may say has come out.
REPEATABLE = (JobState.FAILED, JobState.UNKNOWN, JobState.PRINTED)
DOUBTFUL = (JobState.FAILED, JobState.UNKNOWN)
OPEN = (JobState.WAITING, JobState.PRINTING, *DOUBTFUL)


class JobBook(Protocol):
    """Where print jobs are kept: a state of their own beside the acts they came from."""

    def print_jobs(self, station: str, *states: JobState) -> list[PrintJob]: ...

    def set_print_state(self, job_id: str, state: JobState, problem: str = "") -> None: ...

    def take_print_job(self, job_id: str, *states: JobState) -> bool:
        """Claim a job for printing; False when it is in none of `states` any more."""
        ...


class DocumentPrinter(Protocol):
    """Prints a whole document; `done` is called once, on any thread."""

    def print_document(self, title: str, paper: Paper, done: Done) -> None: ...


class Printers(TicketPrinter, LabelPrinter, Protocol):
    """The station's printers for slips and labels."""


@dataclass(frozen=True)
class PrintStanding:
    """How many jobs of a station are under way, and how many need a person."""

    waiting: int = 0
    failed: int = 0
    unknown: int = 0

    @classmethod
    def of(cls, jobs: Sequence[PrintJob]) -> "PrintStanding":
        states = [job.state for job in jobs]
        under_way = states.count(JobState.WAITING) + states.count(JobState.PRINTING)
        return cls(under_way, states.count(JobState.FAILED), states.count(JobState.UNKNOWN))


class PrintDesk:
    """One per window of a station. Never prints a job twice by itself (queue rule 5).

    Several may work for one station, in one process or in more: each job goes to the one that
    takes it first. `told` is called, on any thread, whenever a job has ended.
    """

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
        self.told: Callable[[], object] = lambda: None

    def recover(self) -> int:
        """After a crash: what was at the printer then is unknown now; a person decides."""
        broken = self._book.print_jobs(self._station, JobState.PRINTING)
        for job in broken:
            self._book.set_print_state(job.id, JobState.UNKNOWN, "interrupted")
        return len(broken)

    def work_off(self) -> int:
        """Send every waiting job to its printer; returns how many were sent."""
        waiting = self._book.print_jobs(self._station, JobState.WAITING)
        return sum(self._send(job, JobState.WAITING) for job in waiting)

    def print_again(self, job_id: str) -> bool:
        """A person decided so: print what failed, is unknown, or is wanted once more."""
        jobs = self._book.print_jobs(self._station, *REPEATABLE)
        return any(self._send(job, *REPEATABLE) for job in jobs if job.id == job_id)

    def came_out(self, job_id: str) -> bool:
        """A person has the paper in hand: nothing is left to print."""
        jobs = self._book.print_jobs(self._station, *DOUBTFUL)
        for job in jobs:
            if job.id == job_id:
                self._book.set_print_state(job_id, JobState.PRINTED)
                self.told()
                return True
        return False

    def standing(self) -> PrintStanding:
        """What is not on paper yet."""
        return PrintStanding.of(self._book.print_jobs(self._station, *OPEN))

    def _send(self, job: PrintJob, *states: JobState) -> bool:
        if not self._book.take_print_job(job.id, *states):
            return False
        done = partial(self._ended, job.id)
        data = json.loads(job.payload)
        if job.device is Device.TICKET:
            self._printers.print_slip(decode(TicketSlip, data), done)
        elif job.device is Device.LABEL:
            self._printers.print_label(decode(Label, data), done)
        else:
            paper = replace(self._paper_of(data["document_id"]), reprint=job.printed > 0)
            self._documents.print_document(job.title, paper, done)
        return True

    def _ended(self, job_id: str, outcome: Outcome) -> None:
        self._book.set_print_state(job_id, outcome.state, outcome.problem)
        self.told()
