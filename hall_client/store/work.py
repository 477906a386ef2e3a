"""One transaction over one database: loads frozen values, writes what changed, then the journal."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, or_, select, text

from hall_client.app.codec import canonical
from hall_client.app.command import Command
from hall_client.app.print_orders import job_id
from hall_client.app.printing import JobState, PrintJob
from hall_client.app.reference import Reference
from hall_client.app.replication import Number
from hall_client.app.work import Claim, JournalEntry
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.errors import Refusal
from hall_client.domain.people import Staff
from hall_client.domain.tickets import ORDINARY, Ticket
from hall_client.domain.transitions import TicketState
from hall_client.store.numbers import AUTHORITY, Terms
from hall_client.store.rows import StoredRows, Touches
from hall_client.store.tables.journal import change, journal, print_job
from hall_client.store.tables.reference import config, item, staff
from hall_client.store.tables.tickets import ticket
from hall_client.store.upserts import dialect_insert

T = TypeVar("T")


def lock_ids(connection: Connection, ids: Sequence[str]) -> None:
    """Wait for whoever does an act of one of these ids; it is seen, or cannot come, afterwards."""
    if connection.dialect.name == "postgresql":
        each = "unnest(CAST(:ids AS text[])) AS one"
        locked = f"SELECT pg_advisory_xact_lock(hashtextextended(one, 0)) FROM {each}"
        connection.execute(text(locked), {"ids": sorted(ids)})


def bar(connection: Connection, command: Command, now: datetime) -> bool:
    """Take the id of an act that was not done, so that it never will be; False: it was done."""
    lock_ids(connection, [command.id])
    done = select(journal.c.request).where(journal.c.id == command.id)
    request = connection.execute(done).scalar()
    if request is None:
        line = {f.name: "" for f in fields(JournalEntry)} | {"command": "WithdrawCall"}
        who = {name: getattr(command, name) for name in ("id", "hall_id", "station", "actor", "at")}
        empty = {"body": "{}", "outcome": "{}", "touches": [], "new_values": []}
        connection.execute(insert(journal).values({**line, **who, **empty, "recorded_at": now}))
    return not request


class SqlWork:
    """One open transaction (the `Work` port)."""

    def __init__(
        self,
        connection: Connection,
        command: Command,
        reference: Reference,
        terms: Terms = AUTHORITY,
    ) -> None:
        self.connection = connection
        self.command = command
        self.touches = Touches()
        self.objections: list[Refusal] = []
        self.taken: list[Number] = []
        self._reference = reference
        self._terms = terms
        self._rows: dict[type, StoredRows[Any]] = {}

    @property
    def reference(self) -> Reference:
        return self._reference

    @property
    def alone(self) -> str | None:
        return self._terms.alone

    @property
    def told(self) -> bool:
        return self._terms.told

    def object_to(self, refusal: Refusal) -> None:
        if not self.told:
            raise refusal
        self.objections.append(refusal)

    def of(self, kind: type[T]) -> StoredRows[T]:
        if kind not in self._rows:
            self._rows[kind] = StoredRows(self, kind)
        return self._rows[kind]

    def take_number(self, series: str, period: str) -> int:
        hall = self.command.hall_id
        number = self._terms.numbers.take(self.connection, hall, series, period)
        self.taken.append((series, period, number))
        return number

    def claim(self, claim: Claim) -> Ticket | None:
        rows = self.of(Ticket)
        query = (
            select(*rows.columns())
            .where(ticket.c.hall_id == self.command.hall_id, ticket.c.day == claim.day)
            .where(ticket.c.state == TicketState.WAITING, ticket.c.queue.in_(claim.queues))
            .where(or_(ticket.c.reserved_for.is_(None), ticket.c.reserved_for == claim.counter))
            .where(*self._own_tickets())
            .order_by(ticket.c.rank, ticket.c.placed_at, ticket.c.number)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if claim.ordinary_before is not None:
            query = query.where(
                ticket.c.rank == ORDINARY, ticket.c.placed_at <= claim.ordinary_before
            )
        found = rows.take(self.connection.execute(query).all())
        return found[0] if found else None

    def _own_tickets(self) -> list[ColumnElement[bool]]:
        """Which tickets may be called here; at the authority: all that wait."""
        return []

    def waiting_before(self, before: Ticket) -> int:
        c = ticket.c
        earlier = or_(
            c.rank < before.rank,
            (c.rank == before.rank) & (c.placed_at < before.placed_at),
            (c.rank == before.rank)
            & (c.placed_at == before.placed_at)
            & (c.number < before.number),
        )
        query = select(func.count()).where(
            c.hall_id == self.command.hall_id,
            c.day == before.day,
            c.queue == before.queue,
            c.state == TicketState.WAITING,
            earlier,
        )
        return int(self.connection.execute(query).scalar_one())

    def config(self, name: str) -> str | None:
        mine = (config.c.hall_id == self.command.hall_id, config.c.name == name)
        query = select(config.c.body).where(*mine).order_by(config.c.version.desc()).limit(1)
        return self.connection.execute(query).scalar()

    def put_config(self, name: str, body: str) -> None:
        mine = (config.c.hall_id == self.command.hall_id, config.c.name == name)
        newest = self.connection.execute(select(func.max(config.c.version)).where(*mine)).scalar()
        values = {"name": name, "version": (newest or 0) + 1, "body": body}
        self._insert(config, f"{name}/{values['version']}", values | {"set_at": self.command.at})

    def put_staff(self, person: Staff) -> None:
        values = {"body": canonical(person), "active": person.active}
        key = {"hall_id": self.command.hall_id, "login": person.login}
        changed = values | {"version": staff.c.version + 1, "last_command": self.command.id}
        self.connection.execute(
            dialect_insert(self.connection, staff)
            .values(**key, **values, version=1, last_command=self.command.id)
            .on_conflict_do_update(index_elements=list(key), set_=changed)
        )
        self.touches.note("staff", person.login, values)

    def put_item(self, item_version: ServiceItem) -> None:
        one = item_version
        values = {
            "code": one.code,
            "version": one.version,
            "status": one.status,
            "name": one.name,
            "pinyin": one.pinyin,
            "body": canonical(one),
        }
        self._insert(item, f"{one.code}/{one.version}", values)

    def _insert(self, table: Table, key: str, values: dict[str, Any]) -> None:
        header = {"hall_id": self.command.hall_id, "last_command": self.command.id}
        self.connection.execute(insert(table).values(**values, **header))
        self.touches.note(table.name, key, values)

    def journaled(self, command_id: str) -> JournalEntry | None:
        names = [f.name for f in fields(JournalEntry)]
        query = select(*(journal.c[name] for name in names)).where(journal.c.id == command_id)
        row = self.connection.execute(query).first()
        return JournalEntry(**row._mapping) if row else None

    def withdraw(self, command_id: str) -> JournalEntry | None:
        if not self.told or bar(self.connection, self._of_id(command_id), self.command.at):
            return None
        paper = (print_job.c.id == job_id(command_id), print_job.c.state == JobState.WAITING)
        self.connection.execute(delete(print_job).where(*paper))
        return self.journaled(command_id)

    def _of_id(self, command_id: str) -> Command:
        return replace(self.command, id=command_id)

    def record(self, entry: JournalEntry, jobs: Sequence[PrintJob]) -> None:
        if jobs:
            made = [{f.name: getattr(job, f.name) for f in fields(PrintJob)} for job in jobs]
            self.connection.execute(insert(print_job), made)
        write_evidence(self.connection, [journal_line(entry, self.touches)])


def journal_line(entry: JournalEntry, touches: Touches) -> dict[str, Any]:
    """The journal row of an act that has changed these rows."""
    written = {f.name: getattr(entry, f.name) for f in fields(JournalEntry)}
    touched = list(map(list, touches.keys()))
    return written | {"touches": touched, "new_values": touches.values()}


def write_evidence(connection: Connection, lines: Sequence[dict[str, Any]]) -> None:
    """Enter acts into the change feed and, last of all, into the journal."""
    changed = [
        {"hall_id": line["hall_id"], "kind": kind, "key": key, "journal_id": line["id"]}
        for line in lines
        for kind, key in line["touches"]
    ]
    if changed:
        connection.execute(insert(change), changed)
    if lines:
        connection.execute(insert(journal), lines)
