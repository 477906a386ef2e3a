"""Print jobs: commit, then print, with a state that the desk can see (queue rule 5)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hall_client.app.codec import canonical
from hall_client.app.command import Command
from hall_client.app.events import CaseCheckedIn, DocumentIssued, Event, TicketIssued
from hall_client.domain.ids import derive


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


def jobs_for(command: Command, events: tuple[Event, ...]) -> list[PrintJob]:
    """Return the print jobs of a command's events, with ids derived from the command's."""
    wanted = [(_station(event), *piece) for event in events for piece in _pieces(event)]
    return [
        PrintJob(
            id=derive(command.id, 900 + n),
            station=station or command.station,
            device=device,
            title=title,
            payload=payload,
            made_at=command.at,
        )
        for n, (station, device, title, payload) in enumerate(wanted)
    ]


def _station(event: Event) -> str:
    """Where its paper comes out when not where the act was done."""
    return event.station if isinstance(event, DocumentIssued) else ""


def _pieces(event: Event) -> list[tuple[Device, str, str]]:
    if isinstance(event, TicketIssued):
        return [(Device.TICKET, event.slip.number, canonical(event.slip))]
    if isinstance(event, DocumentIssued):
        return [(Device.DOCUMENT, event.number, _document(event.document_id))]
    if isinstance(event, CaseCheckedIn):
        labels = [(Device.LABEL, label.code, canonical(label)) for label in event.labels]
        return [*labels, (Device.DOCUMENT, event.case_no, _document(event.document_id))]
    return []


def _document(document_id: str) -> str:
    return canonical({"document_id": document_id})
