"""Which print jobs an act brings along: the pieces of paper of its events."""

from hall_client.app.codec import canonical
from hall_client.app.command import Command
from hall_client.app.events import CaseCheckedIn, DocumentIssued, Event, TicketIssued
from hall_client.app.printing import Device, PrintJob
from hall_client.domain.ids import derive


def jobs_for(command: Command, events: tuple[Event, ...]) -> list[PrintJob]:
    """Return the print jobs of a command's events, with ids derived from the command's."""
    wanted = [(_station(event), *piece) for event in events for piece in _pieces(event)]
    return [
        PrintJob(
            id=job_id(command.id, n),
            station=station or command.station,
            device=device,
            title=title,
            payload=payload,
            made_at=command.at,
        )
        for n, (station, device, title, payload) in enumerate(wanted)
    ]


def job_id(command_id: str, n: int = 0) -> str:
    """The id of an act's n-th print job: a wish, as a ticket is, has one."""
    return derive(command_id, 900 + n)


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
