"""One database of the hall's schema: opening, transactions, sign-in, print jobs, questions.

The sign-in waits for it to be open: what acts and questions need is imported after that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import Connection, Engine, func, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from hall_client.app.faults import DatabaseMissing, Fault
from hall_client.app.links import LinkStanding, LinkState
from hall_client.app.printing import JobState, PrintJob
from hall_client.app.threads import forbid_gui_thread
from hall_client.app.work import Contended
from hall_client.domain.attachments import NoPlaceForFiles
from hall_client.domain.errors import NotSignedIn
from hall_client.store import opening
from hall_client.store.alone import Held, alone_at_file, alone_at_server
from hall_client.store.engines import (
    PATIENCE_SECONDS,
    explain,
    open_engine,
    parse_url,
    sqlite_path,
)
from hall_client.store.integrity import lost_race, refusal_of
from hall_client.store.lock import write_lock
from hall_client.store.tables.journal import database_info, journal, print_job
from hall_client.store.types import EPOCH
from hall_client.store.upserts import dialect_insert

if TYPE_CHECKING:
    from hall_client.app.command import Command
    from hall_client.app.dispatch import Clock, Performer
    from hall_client.app.doors import StationDoor
    from hall_client.app.queries import Query
    from hall_client.app.reference import Reference
    from hall_client.app.work import Work
    from hall_client.domain.people import Staff
    from hall_client.store.files import FileStore
    from hall_client.store.work import SqlWork

R = TypeVar("R")
MIN_CLIENT = "min_client"
"""Noted: the oldest program that may work with this database, beside telling what it did."""


class SqlDatabase:
    """The `Database` and `Reader` ports over SQLAlchemy Core."""

    look_seconds = 0.15  # two hundred windows may look at one server

    def __init__(self, engine: Engine, place: str, patience_seconds: float) -> None:
        self._engine = engine
        self.place = place
        self._patience_seconds = patience_seconds
        self._path = sqlite_path(engine.url)
        self._immediate = engine.execution_options(immediate=True)
        self._asking = engine
        self._file = self._which_file()
        self._known: tuple[tuple[object, ...], Reference] | None = None
        self._info: dict[str, str] = {}

    @classmethod
    def open(cls, url: str, patience_seconds: float = PATIENCE_SECONDS) -> Self:
        """Open an existing database of ours, or say in a Fault why not.

        A write waits `patience_seconds` for other programs before it is DatabaseBusy.
        """
        parsed = parse_url(url)
        engine = open_engine(parsed, patience_seconds=patience_seconds)
        return cls.over(engine, patience_seconds)

    @classmethod
    def over(cls, engine: Engine, patience_seconds: float = PATIENCE_SECONDS) -> Self:
        """The database behind an engine; a Fault when it is not one of ours as it should be."""
        place = engine.url.render_as_string(hide_password=True)
        database = cls(engine, place, patience_seconds)
        try:
            with database.reading() as connection:
                opening.require_current(connection, place)
                database._info = opening.read_info(connection)
        except Fault:
            database.close()
            raise
        return database

    def close(self) -> None:
        self._engine.dispose()

    def performer(self, clock: Clock) -> Performer:
        """Where acts in this database go through; `clock` tells the hall's time."""
        from hall_client.app.dispatch import Dispatcher

        return Dispatcher(self, clock)

    def standing(self) -> LinkStanding:
        """This machine is its own authority."""
        return LinkStanding(state=LinkState.SINGLE, since=EPOCH)

    def leads(self, duty: str) -> bool:
        return True

    def announced(self, zone: str) -> frozenset[str]:
        with self.reading() as connection:
            return frozenset(opening.read_info(connection).get(f"announced/{zone}", "").split())

    def note_announced(self, zone: str, call_ids: Sequence[str]) -> None:
        with self.writing() as connection:
            note_info(connection, **{f"announced/{zone}": " ".join(call_ids)})

    @property
    def files(self) -> FileStore:
        """The files of attachments, beside the database file; NoPlaceForFiles: it is a server."""
        from hall_client.store.files import FileStore

        if self._path is None:
            raise NoPlaceForFiles()
        return FileStore(self._path.with_name(self._path.name + ".files"))

    @property
    def as_station(self) -> StationDoor | None:
        return None

    @property
    def rehearsal(self) -> bool:
        return self._info.get("mode") == "rehearsal"

    @property
    def server_user(self) -> str | None:
        """The user named in a server's URL; None for a file, or where none is named."""
        return None if self._path is not None else self._engine.url.username

    @property
    def engine(self) -> Engine:
        """For the bench and for tests that go around the program."""
        return self._engine

    @contextmanager
    def begin(self, command: Command) -> Iterator[Work]:
        forbid_gui_thread("a write to the database")
        with self.writing() as connection:
            if self._path is None:  # the same press twice at once: the second waits and repeats
                key = func.hashtextextended(command.id, 0)
                connection.execute(select(func.pg_advisory_xact_lock(key)))
            yield self._work(connection, command)

    def _work(self, connection: Connection, command: Command) -> SqlWork:
        from hall_client.store.work import SqlWork

        return SqlWork(connection, command, self.known(connection))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction; what fails in it is told as a refusal, a fault or a lost race."""
        try:
            with self._transaction() as connection:
                yield connection
        except DBAPIError as error:
            told = self._told(error)
            raise Contended(told) if lost_race(error) else told from error

    def _told(self, error: DBAPIError) -> Exception:
        if isinstance(error, IntegrityError):
            return refusal_of(error)
        return explain(error, self.place)

    def _which_file(self) -> tuple[int, int] | None:
        """Which file lies at our place now; None for a server."""
        if self._path is None:
            return None
        try:
            found = self._path.stat()
        except FileNotFoundError as gone:
            raise DatabaseMissing(path=str(self._path)) from gone
        return found.st_dev, found.st_ino

    def _stay_in_place(self) -> None:
        """Refuse to work in a file that was taken away; open the one that was put in its place.

        An open file can be moved or deleted under us without any error, and acts would go with it.
        """
        found = self._which_file()
        if found != self._file:
            self._engine.dispose()
            self._file, self._known = found, None

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        self._stay_in_place()
        if self._path is None:
            with self._engine.begin() as connection:
                yield connection
            return
        lock = self._path.with_name(self._path.name + ".lock")
        with write_lock(lock, self._patience_seconds), self._immediate.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        forbid_gui_thread("a read of the database")
        self._stay_in_place()
        try:
            with self._asking.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise explain(error, self.place) from error

    @contextmanager
    def alone(self, task: str) -> Iterator[Held]:
        """Keep a task to one program at a time; the value tells whether it is ours."""
        try:
            path = self._path
            taken = alone_at_file(path, task) if path else alone_at_server(self._engine, task)
            with taken as held:
                yield held
        except DBAPIError as error:
            raise explain(error, self.place) from error

    def reference(self) -> Reference:
        with self.reading() as connection:
            return self.known(connection)

    def make_ready(self) -> Reference:
        """Load now what the first act and question would have to wait for."""
        for part in ("credentials", "queries", "work"):
            import_module(f"hall_client.store.{part}")
        return self.reference()

    def hall_name(self) -> str:
        """The hall's name alone: the sign-in does not wait for the whole configuration."""
        with self.reading() as connection:
            return opening.hall_name(connection)

    def known(self, connection: Connection) -> Reference:
        """The reference as this transaction sees it; read again only when it has changed."""
        from hall_client.store.reference import load_reference, stamp_of

        stamp = stamp_of(connection)
        if self._known is None or self._known[0] != stamp:
            self._known = (stamp, load_reference(connection))
        return self._known[1]

    def ask(self, query: Query[R], viewer: Staff, now: datetime | None = None) -> list[R]:
        """Answer a query as this person may see it.

        Without `now` a rehearsal is as late as its last act: its day may be any day.
        """
        from hall_client.store import queries

        with self.reading() as connection:
            if self._path is None:  # all of an answer is of one moment
                connection.execution_options(isolation_level="REPEATABLE READ")
            reference = self.known(connection)
            moment = now or self._moment(connection)
            return queries.answer(query, queries.Asking(connection, reference, viewer, moment))

    def now(self) -> datetime:
        """The moment it is in this database: a rehearsal is as late as its last act."""
        with self.reading() as connection:
            return self._moment(connection)

    def _moment(self, connection: Connection) -> datetime:
        latest = None
        if self.rehearsal:
            latest = connection.execute(select(func.max(journal.c.at))).scalar()
        return latest or datetime.now(UTC)

    def change_mark(self) -> int:
        """A number that grows when any process has committed: cheap enough to poll (50 ms)."""
        with self.reading() as connection:
            return opening.change_mark(connection)

    def sign_in(self, login: str, password: str) -> Staff:
        """Return the person, or refuse: unknown, closed, wrong password, locked."""
        from hall_client.store import credentials

        with self.writing() as connection:
            reference = self.known(connection)
            rules = (
                reference.number("lock_after_failures", 5),
                reference.number("lock_minutes", 15),
            )
            failure = credentials.failure_of(connection, login, password, rules)
        if failure is not None:
            raise failure
        person = reference.person(login)
        if person is None or not person.active:
            raise NotSignedIn(login=login)
        return person

    def set_password(self, login: str, password: str) -> None:
        self.set_passwords({login: password})

    def set_passwords(self, passwords: Mapping[str, str]) -> None:
        """Give people their passwords; equal ones are hashed once."""
        from hall_client.store import credentials

        with self.writing() as connection:
            hall = self.known(connection).hall.code
            verifiers = {one: credentials.make_verifier(one) for one in set(passwords.values())}
            for login, password in passwords.items():
                credentials.store_verifier(connection, hall, login, verifiers[password])

    def print_jobs(self, station: str, *states: JobState) -> list[PrintJob]:
        """The station's jobs in these states, oldest first."""
        query = (
            select(*(print_job.c[f.name] for f in fields(PrintJob)))
            .where(print_job.c.station == station, print_job.c.state.in_(states))
            .order_by(print_job.c.made_at, print_job.c.id)
        )
        with self.reading() as connection:
            return [PrintJob(**row._mapping) for row in connection.execute(query)]

    def set_print_state(self, job_id: str, state: JobState, problem: str = "") -> None:
        """Note how a job stands; each time it is printed is counted."""
        times = 1 if state is JobState.PRINTED else 0
        values = {"state": state, "problem": problem, "printed": print_job.c.printed + times}
        with self.writing() as connection:
            connection.execute(update(print_job).where(print_job.c.id == job_id).values(values))

    def take_print_job(self, job_id: str, *states: JobState) -> bool:
        """Let one of all who want to print a job have it: it is in `states`, and printing then."""
        query = update(print_job).where(print_job.c.id == job_id, print_job.c.state.in_(states))
        with self.writing() as connection:
            taken = connection.execute(query.values(state=JobState.PRINTING, problem=""))
            return taken.rowcount == 1

    def facts(self) -> dict[str, Any]:
        """What `db status` tells: place, mode, schema, server, sizes, whether it is whole."""
        lite = self._path is not None
        with self.reading() as connection:

            def told(expression: str) -> Any:
                return connection.execute(text(f"SELECT {expression}")).scalar_one()

            return {
                "place": self.place,
                "mode": self._info.get("mode", "production"),
                "incarnation": self._info.get("incarnation", ""),
                "min_client": self._info.get(MIN_CLIENT, ""),
                "schema": opening.revision_of(connection),
                "hall": self.known(connection).hall.code,
                "engine": told("sqlite_version()" if lite else "version()"),
                "journal_rows": told("count(*) FROM journal"),
                "integrity": _integrity(connection) if lite else "ok",
                "size_bytes": self._path.stat().st_size
                if self._path
                else told("pg_database_size(current_database())"),
            }


def _integrity(connection: Connection) -> str:
    return str(connection.execute(text("PRAGMA quick_check")).scalar_one())


def note_info(connection: Connection, **values: str) -> None:
    """Note facts that change."""
    for name, value in values.items():
        kept = dialect_insert(connection, database_info).values(name=name, value=value)
        changed = {"value": value}
        connection.execute(kept.on_conflict_do_update(index_elements=["name"], set_=changed))
