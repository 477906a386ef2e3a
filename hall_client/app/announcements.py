"""Announcements: what the hall must see and hear, in pure words."""

from hall_client.app.command import Command
from hall_client.app.work import Work
from hall_client.domain.ids import derive
from hall_client.domain.tickets import Announcement, Ticket


def call_words(number: str, counter: str) -> str:
    """请A001号到3号窗口办理: what the voice says and the board shows."""
    return f"请{number}号到{counter}号窗口办理"


def announce(command: Command, ticket: Ticket, kind: str, work: Work) -> str:
    """Write a line into the hall's log of calls and return its words."""
    counter = ticket.counter or ""
    place = work.reference.counters.get(counter)
    work.of(Announcement).add(
        Announcement(
            id=derive(command.id, 1),
            hall_id=command.hall_id,
            zone=place.zone if place else "main",
            counter=counter,
            number=ticket.number,
            ticket_id=ticket.id,
            kind=kind,
            at=command.at,
        )
    )
    return call_words(ticket.number, counter)
