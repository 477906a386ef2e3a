"""Central as its stations see it: introduction, push, pull, numbers lent, leases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    func,
    insert,
    literal_column,
    select,
    update,
)

from hall_client.app.command import Command
from hall_client.app.faults import (
    CentralNewer,
    CentralOlder,
    DatabaseBusy,
    DatabaseNewer,
    DatabaseOlder,
    StationCopied,
    StationReplaced,
)
from hall_client.app.printing import JobState, PrintJob
from hall_client.app.replication import (
    Cursor,
    Image,
    Introduction,
    NumberBlock,
    Page,
    Welcome,
)
from hall_client.store import feed
from hall_client.store.bounded import ANSWER_SECONDS, bounded_engine
from hall_client.store.database import MIN_CLIENT, SqlDatabase
from hall_client.store.engines import parse_url
from hall_client.store.images import images_of, journal_rows
from hall_client.store.numbers import raise_series
from hall_client.store.opening import HEAD, read_info, stored_revision
from hall_client.store.tables.journal import change, database_info, journal, print_job
from hall_client.store.tables.stations import block, inbox, lease, station
from hall_client.store.upserts import dialect_insert
from hall_client.store.versions import require_recent
from hall_client.store.work import bar

OLDEST = select(database_info.c.value).where(database_info.c.name == MIN_CLIENT)
WORKS_WITH: tuple[ColumnElement[str], ...] = (
    literal_column("(SELECT version_num FROM alembic_version)").label("revision"),
    OLDEST.scalar_subquery().label("oldest"),
)
"""Which schema central has, and the oldest program that works with it."""


@dataclass(frozen=True)
class Told:
    """What one act at central brought about, for the copy of the station that asked."""

    journal: tuple[Mapping[str, Any], ...]
    images: tuple[Image, ...]
    jobs: tuple[PrintJob, ...]


class Central(SqlDatabase):
    """The authority of a hall: a PostgreSQL database whose answers are waited for, not for ever."""

    def __init__(self, engine: Engine, place: str, patience_seconds: float) -> None:
        super().__init__(engine, place, patience_seconds)
        # Two hundred stations ask all the time: each question is one message there and one back.
        self._asking = engine.execution_options(isolation_level="AUTOCOMMIT")

    @classmethod
    def reach(cls, url: str, patience_seconds: float = ANSWER_SECONDS) -> "Central":
        """Open central; a Fault when it does not answer or is of another schema."""
        try:
            return cls.over(bounded_engine(parse_url(url), patience_seconds))
        except DatabaseNewer as newer:
            raise CentralNewer(found=newer.facts["found"], known=HEAD) from newer
        except DatabaseOlder as older:
            raise CentralOlder(found=older.facts["found"], known=HEAD) from older

    def connect_alone(self) -> Any:
        """A connection of its own outside any transaction, for listening."""
        pooled = self.engine.raw_connection()
        alone: Any = pooled.driver_connection
        pooled.detach()
        alone.autocommit = True
        return alone

    def knock(self) -> None:
        """A Fault when central does not answer now, or was upgraded: nothing has been asked yet."""
        with self.reading() as connection:
            require_same_schema(connection)

    @property
    def least_program(self) -> str:
        """The oldest program that may work here, as it was when central was reached."""
        return self._info.get(MIN_CLIENT, "")

    def incarnation(self) -> str:
        """Which life of central this is: another one since it was put back from a backup."""
        with self.reading() as connection:
            return read_info(connection)["incarnation"]

    def greet(self, who: Introduction) -> Welcome | None:
        """Know the station again; None: it has to join first. It speaks once it has entered.

        StationReplaced, StationCopied: another file, or a copy of this one, speaks for it.
        """
        with self.writing() as connection:
            info = read_info(connection)
            hall = self.known(connection).hall.code
            row = locked_station(connection, hall, who.station)
            if row is None:
                return None
            require_same(row, who)
            mine = (inbox.c.hall_id == hall, inbox.c.station == who.station)
            last = select(inbox.c.id).where(*mine, inbox.c.seq == row.last_seq)
            return Welcome(
                hall=hall,
                incarnation=info["incarnation"],
                series=row.series,
                last_seq=row.last_seq,
                last_id=connection.execute(last).scalar(),
                newest=connection.execute(select(func.max(change.c.n))).scalar() or 0,
                now=server_time(connection),
                min_client=info.get(MIN_CLIENT, ""),
            )

    def enter(self, who: Introduction, welcome: Welcome) -> None:
        """Let this process, which knows its past, speak for the station from now on."""
        same = (station.c.install == who.install, station.c.last_seq == welcome.last_seq)
        mine = (*same, station.c.boot.in_((who.boot, *who.earlier)))
        with self.writing() as connection:
            heard = {"boot": who.boot, "program": who.program, "seen_at": server_time(connection)}
            entered = update(station).where(*_is(welcome.hall, who.station), *mine).values(heard)
            if connection.execute(entered).rowcount != 1:  # another came in between: greet anew
                raise DatabaseBusy(place=self.place, seconds=0)

    def pass_over(self, who: Introduction, hall: str, seq: int) -> None:
        """Go on behind `seq`: what was told before is kept nowhere any more."""
        with self.writing() as connection:
            mine = update(station).where(*_is(hall, who.station), station.c.boot == who.boot)
            connection.execute(mine.values(last_seq=seq))

    def heard_of(self, hall: str, ids: Sequence[str]) -> set[str]:
        """Which of these acts were done here or told here."""
        with self.reading() as connection:
            told = select(inbox.c.id).where(inbox.c.hall_id == hall, inbox.c.id.in_(ids))
            done = select(journal.c.id).where(journal.c.hall_id == hall, journal.c.id.in_(ids))
            return set(connection.execute(told.union(done)).scalars())

    def beat(self, who: Introduction, hall: str, skew: timedelta) -> datetime:
        """Note that the station is alive; central's time. StationCopied: no longer this process."""
        mine = (*_is(hall, who.station), station.c.boot == who.boot)
        values = {"seen_at": func.clock_timestamp(), "skew_ms": int(skew.total_seconds() * 1000)}
        beaten = update(station).where(*mine).values(values)
        with self.writing() as connection:
            row = connection.execute(beaten.returning(station.c.seen_at, *WORKS_WITH)).first()
            if row is None:
                raise StationCopied(station=who.station)
            _require_schema(row.revision)
            require_recent(who.program, row.oldest or "")
            now: datetime = row.seen_at
            return now

    def pull(self, hall: str, name: str, cursor: Cursor, limit: int) -> Page:
        """What this station has not told itself of the changes after `cursor` that no transaction
        under way can still precede."""
        with self.reading() as connection:
            return feed.page(connection, hall, name, cursor, limit)

    def told(self, hall: str, command_id: str, station_name: str) -> Told | None:
        """What an act of this id has brought about; None when it is not in the journal."""
        with self.reading() as connection:
            return _told(connection, hall, command_id, station_name)

    def settle(self, command: Command) -> Told | None:
        """Whether an act was done whose answer never came; if not (None), it never will be."""
        with self.writing() as connection:
            if bar(connection, command, server_time(connection)):
                return None
            return _told(connection, command.hall_id, command.id, command.station)

    def jobs_taken(self, ids: Sequence[str]) -> None:
        """The station has these print jobs in its own book now."""
        if ids:
            with self.writing() as connection:
                mine = print_job.c.id.in_(ids)
                taken = {"state": JobState.PRINTED, "problem": "at the station"}
                connection.execute(update(print_job).where(mine).values(taken))

    def waiting_jobs(self, station_name: str) -> list[PrintJob]:
        """Print jobs that acts at central have made for this station."""
        return self.print_jobs(station_name, JobState.WAITING)

    # -- numbers and leases --------------------------------------------------------------------

    def lend(self, hall: str, name: str, wanted: Sequence[tuple[str, str, int]]) -> None:
        """Lend a block of (series, period, size) to a station, each from its counter row."""
        with self.writing() as connection:
            now = server_time(connection)
            for series, period, size in wanted:
                hi = raise_series(connection, (hall, series, period), by=size)
                lo = hi - size + 1
                lent = {"lo": lo, "hi": hi, "used": lo - 1, "station": name, "leased_at": now}
                key = {"hall_id": hall, "series": series, "period": period}
                connection.execute(insert(block).values(**key, **lent))

    def blocks(self, hall: str, name: str) -> list[NumberBlock]:
        """The blocks that this station has and has not returned."""
        c = block.c
        query = select(c.series, c.period, c.lo, c.hi, c.used).where(
            c.hall_id == hall, c.station == name, c.returned_at.is_(None)
        )
        with self.reading() as connection:
            return [NumberBlock(**row._mapping) for row in connection.execute(query)]

    def give_back(self, hall: str, blocks: Sequence[NumberBlock], reason: str) -> None:
        """Note how far blocks were used; the rest of them is void for this reason."""
        with self.writing() as connection:
            now = server_time(connection)
            for one in blocks:
                key = (block.c.series == one.series, block.c.period == one.period)
                mine = (block.c.hall_id == hall, *key, block.c.lo == one.lo)
                values = {"used": one.used, "returned_at": now, "reason": reason}
                connection.execute(update(block).where(*mine).values(values))

    def hold(self, hall: str, name: str, who: Introduction, span: timedelta) -> bool:
        """Take or keep a lease for `span`; False while another process has it."""
        with self.writing() as connection:
            now = server_time(connection)
            values = {"station": who.station, "boot": who.boot, "until": now + span}
            made = dialect_insert(connection, lease).values(hall_id=hall, name=name, **values)
            free = (lease.c.boot == who.boot) | (lease.c.until < now)
            kept = made.on_conflict_do_update(
                index_elements=["hall_id", "name"], set_=values, where=free
            )
            return connection.execute(kept.returning(lease.c.name)).first() is not None


def server_time(connection: Connection) -> datetime:
    """Central's clock; every time it notes is its own."""
    now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return now


def _is(hall: str, name: str) -> tuple[ColumnElement[bool], ...]:
    return (station.c.hall_id == hall, station.c.name == name)


def locked_station(connection: Connection, hall: str, name: str) -> Row[Any] | None:
    """The station's row, held until the transaction ends: one speaks for it at a time."""
    query = select(station).where(station.c.hall_id == hall, station.c.name == name)
    return connection.execute(query.with_for_update()).first()


def require_same(row: Row[Any], who: Introduction) -> None:
    """Refuse a file that was replaced, and a process whose file another copy speaks for."""
    if row.install != who.install:
        raise StationReplaced(station=who.station)
    if row.boot not in (who.boot, *who.earlier):
        raise StationCopied(station=who.station)


def require_same_schema(connection: Connection) -> None:
    """Refuse to work in a central that was upgraded, or put back, since it was reached."""
    _require_schema(stored_revision(connection))


def _require_schema(revision: str | None) -> None:
    found = revision or ""
    if found != HEAD:
        differs = CentralNewer if found > HEAD else CentralOlder
        raise differs(found=found, known=HEAD)


def _told(connection: Connection, hall: str, command_id: str, name: str) -> Told | None:
    rows = journal_rows(connection, [command_id])
    if not rows:
        return None
    touched = [(table, key) for table, key in rows[0]["touches"]]
    waiting = (print_job.c.station == name, print_job.c.state == JobState.WAITING)
    made = select(*(print_job.c[f.name] for f in fields(PrintJob))).where(*waiting)
    jobs = tuple(PrintJob(**row._mapping) for row in connection.execute(made))
    return Told(rows, images_of(connection, hall, touched), jobs)
