"""Many acts as one work: their rows are loaded once, their evidence is written at the end."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from hall_client.app.command import Command
from hall_client.app.printing import PrintJob
from hall_client.app.reference import Reference
from hall_client.app.work import JournalEntry
from hall_client.store.numbers import Terms
from hall_client.store.rows import Touches
from hall_client.store.work import SqlWork, journal_line, write_evidence


class BatchWork(SqlWork):
    """One transaction in which acts follow each other; where one fails, all of it is given up."""

    def __init__(
        self, connection: Connection, first: Command, reference: Reference, terms: Terms
    ) -> None:
        super().__init__(connection, first, reference, terms)
        self._lines: list[dict[str, Any]] = []

    def go_on(self, command: Command, terms: Terms) -> None:
        """What comes now is the next act's."""
        self.command, self._terms = command, terms
        self.touches, self.objections, self.taken = Touches(), [], []

    def record(self, entry: JournalEntry, jobs: Sequence[PrintJob]) -> None:
        assert not jobs, "what is only told makes no paper"
        self._lines.append(journal_line(entry, self.touches))

    def withdraw(self, command_id: str) -> JournalEntry | None:
        self.write_down()
        return super().withdraw(command_id)

    def write_down(self) -> None:
        """Write the evidence of the acts so far."""
        write_evidence(self.connection, self._lines)
        self._lines = []
