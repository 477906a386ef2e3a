"""Cutting the change feed: stations that were off for longer copy the hall anew.

What is needed for more than the feed stays: which acts have changed a case, and the newest changes,
by which screens see that something has happened.
"""

from datetime import UTC, datetime, timedelta
from itertools import takewhile

from sqlalchemy import Connection, Executable, bindparam, func, select, text

from hall_client.app.reference import Reference
from hall_client.app.replication import Cursor
from hall_client.store.central import server_time
from hall_client.store.database import SqlDatabase, note_info
from hall_client.store.feed import CUT_AT, cut_at
from hall_client.store.opening import MARK_SPAN, read_info
from hall_client.store.tables.journal import change
from hall_client.store.types import Instant
from hall_client.store.work import lock_ids

HISTORY = ("case", "document")
"""Kinds of rows whose changes are the timeline of a case."""
PRUNED_ON = "pruned_on"
AT_ONCE = 5_000
# How a server and the embedded file say the same.
XID = {"postgresql": "change.xid::text::bigint", "sqlite": "change.xid"}
GIVEN = {"postgresql": "(CAST(:{0}_xid AS text)::xid8, :{0}_n)", "sqlite": "(:{0}_xid, :{0}_n)"}
FINISHED = {
    "postgresql": "change.xid < pg_snapshot_xmin(pg_current_snapshot())",
    "sqlite": "TRUE",
}
OF_FEED = "change.hall_id = :hall AND n <= :last AND (change.xid, n) > {after}"


def prune(database: SqlDatabase) -> int:
    """Cut off what is older than the hall keeps its feed; how many changes went."""
    gone, cut = 0, 1
    while cut:
        with database.writing() as connection:
            lock_ids(connection, [CUT_AT])
            reference = database.known(connection)
            cut, some = _cut_portion(connection, reference)
            note_info(connection, **{PRUNED_ON: _today(connection, reference)})
        gone += some
    return gone


def prune_daily(database: SqlDatabase) -> int:
    """The same, unless it was done today already."""
    with database.reading() as connection:
        today = _today(connection, database.known(connection))
        if read_info(connection).get(PRUNED_ON) == today:
            return 0
    return prune(database)


def _today(connection: Connection, reference: Reference) -> str:
    return f"{reference.day_of(_now(connection))}"


def _now(connection: Connection) -> datetime:
    """Real time, in a rehearsal too: that is when acts were recorded."""
    return datetime.now(UTC) if connection.dialect.name == "sqlite" else server_time(connection)


def _cut_portion(connection: Connection, reference: Reference) -> tuple[int, int]:
    """Cut the oldest changes, up to the first that is kept or still under way; how many were
    cut off, and how many of them are gone."""
    before = _now(connection) - timedelta(days=reference.number("feed_days", 30))
    start = cut_at(connection)
    newest = connection.execute(select(func.max(change.c.n))).scalar() or 0
    told = {"hall": reference.hall.code, "last": newest - MARK_SPAN, **_given("after", start)}
    rows = connection.execute(_oldest(connection.dialect.name), {**told, "limit": AT_ONCE}).all()
    old = list(takewhile(lambda row: row.recorded_at < before, rows))
    if not old:
        return 0, 0
    cut = Cursor(old[-1].xid, old[-1].n)
    note_info(connection, **{CUT_AT: str(cut)})
    gone = connection.execute(_cut_off(connection.dialect.name), {**told, **_given("cut", cut)})
    return len(old), gone.rowcount


def _given(name: str, cursor: Cursor) -> dict[str, object]:
    return {f"{name}_xid": cursor.xid, f"{name}_n": cursor.n}


def _oldest(dialect: str) -> Executable:
    after = OF_FEED.format(after=GIVEN[dialect].format("after"))
    query = (
        f"SELECT {XID[dialect]} AS xid, n, recorded_at FROM change"
        f" JOIN journal ON journal.id = journal_id WHERE {after} AND {FINISHED[dialect]}"
        " ORDER BY change.xid, n LIMIT :limit"
    )
    return text(query).columns(change.c.xid, change.c.n, recorded_at=Instant())


def _cut_off(dialect: str) -> Executable:
    after = OF_FEED.format(after=GIVEN[dialect].format("after"))
    until = f"(change.xid, n) <= {GIVEN[dialect].format('cut')}"
    gone = f"DELETE FROM change WHERE {after} AND {until} AND kind NOT IN :history"
    return text(gone).bindparams(bindparam("history", HISTORY, expanding=True))
