"""Print jobs: commit, then print, with a state that the desk can see (queue rule 5)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobState(StrEnum):
    """A write that broke off is `unknown`: never reprinted by itself, a person decides."""

    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Device(StrEnum):
    """Which of the station's printers a job is for."""

    TICKET = "ticket"
    LABEL = "label"
    DOCUMENT = "document"


@dataclass(frozen=True, kw_only=True)
class PrintJob:
    """One piece of paper still to come out of one station's printer.

    `payload` is canonical JSON: a TicketSlip, a Label, or `{"document_id": …}`.
    """

    id: str
    station: str
    device: Device
    title: str
    payload: str
    state: JobState = JobState.WAITING
    made_at: datetime
    problem: str = ""
    printed: int = 0  # how often it has come out: a document says 补打 from the second time on
