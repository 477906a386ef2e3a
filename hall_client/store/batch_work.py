"""Many acts as one work: rows are loaded once, new ones enter together, evidence at the end."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection

from hall_client.app.command import Command
from hall_client.app.printing import PrintJob
from hall_client.app.reference import Reference
from hall_client.app.work import Claim, JournalEntry
from hall_client.domain.tickets import Ticket
from hall_client.store.numbers import Terms
from hall_client.store.rows import StoredRows, Touches, Transaction
from hall_client.store.statements import Looked
from hall_client.store.work import SqlWork, journal_line, write_evidence

T = TypeVar("T", bound=Any)


class BatchRows(StoredRows[T]):
    """New rows wait for each other until their table is looked into, or changed, or all is done."""

    def __init__(self, work: Transaction, kind: type[T]) -> None:
        super().__init__(work, kind)
        self._new: list[dict[str, Any]] = []

    def write_down(self) -> None:
        """Enter the rows that waited."""
        if self._new:
            self._new, new = [], self._new
            super()._enter(new)

    def save(self, row: T) -> T:
        self.write_down()
        return super().save(row)

    def _enter(self, values: list[dict[str, Any]]) -> None:
        self._new += values

    def _rows(self, looked: Looked, values: dict[str, object], lock: bool) -> Sequence[Any]:
        self.write_down()
        return super()._rows(looked, values, lock)


class BatchWork(SqlWork):
    """One transaction in which acts follow each other; where one fails, all of it is given up."""

    def __init__(
        self, connection: Connection, first: Command, reference: Reference, terms: Terms
    ) -> None:
        super().__init__(connection, first, reference, terms)
        self._lines: list[dict[str, Any]] = []
        self._batch_rows: dict[type, BatchRows[Any]] = {}

    def of(self, kind: type[T]) -> BatchRows[T]:
        if kind not in self._batch_rows:
            self._batch_rows[kind] = BatchRows(self, kind)
        return self._batch_rows[kind]

    def go_on(self, command: Command, terms: Terms) -> None:
        """What comes now is the next act's."""
        self.command, self._terms = command, terms
        self.touches, self.objections, self.taken = Touches(), [], []

    def record(self, entry: JournalEntry, jobs: Sequence[PrintJob]) -> None:
        assert not jobs, "what is only told makes no paper"
        self._lines.append(journal_line(entry, self.touches))

    def claim(self, claim: Claim) -> Ticket | None:
        self.write_rows()
        return super().claim(claim)

    def waiting_before(self, before: Ticket) -> int:
        self.write_rows()
        return super().waiting_before(before)

    def withdraw(self, command_id: str) -> JournalEntry | None:
        self.write_down()
        return super().withdraw(command_id)

    def write_down(self) -> None:
        """Write what the acts so far have added, and their evidence."""
        self.write_rows()
        write_evidence(self.connection, self._lines)
        self._lines = []

    def write_rows(self) -> None:
        """Enter the rows that still wait, for whoever asks the database itself."""
        for rows in self._batch_rows.values():
            rows.write_down()
