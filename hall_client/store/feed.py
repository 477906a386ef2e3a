"""The change feed: in the order of transactions, never past one that is still under way.

An ordinary counter misses what a slower transaction writes below the newest count. Here a page
ends where the oldest transaction under way begins (`pg_snapshot_xmin`).
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select, text

from hall_client.app.replication import Cursor, Page
from hall_client.store.images import images_of, journal_rows

CUT_AT = "feed_from"
"""Noted: the last change that was cut off; what follows it is there."""
FROM = text("SELECT value FROM database_info WHERE name = :name")
# What was cut and what is left are seen in one statement: both, or neither.
CHANGES = text(
    "SELECT cut, found.* FROM (SELECT (SELECT value FROM database_info WHERE name = :cut) AS cut)"
    " AS noted LEFT JOIN (SELECT xid::text::bigint AS xid, n, kind, key, journal_id, EXISTS ("
    " SELECT FROM inbox WHERE inbox.id = journal_id"
    " AND inbox.hall_id = :hall AND inbox.station = :station) AS own FROM change "
    "WHERE hall_id = :hall AND (xid, n) > (CAST(:xid AS text)::xid8, :n) "
    "AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY change.xid, n LIMIT :limit"
    ") AS found ON true ORDER BY found.xid, found.n"
)
NOW = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
ROWS_AT_ONCE = 2_000


def page(connection: Connection, hall: str, station: str, cursor: Cursor, limit: int) -> Page:
    """The next changes after `cursor`, with the rows as they are now.

    Acts that the station told are left out: their answers have brought all this.
    """
    told = {"hall": hall, "station": station, "xid": str(cursor.xid), "n": cursor.n, "cut": CUT_AT}
    rows = connection.execute(CHANGES, {**told, "limit": limit}).all()
    if cursor < _cursor(rows[0].cut):
        return Page(cursor=cursor, cut=True)
    if rows[0].n is None:
        return Page(cursor=cursor)
    new = [row for row in rows if not row.own]
    return Page(
        cursor=Cursor(rows[-1].xid, rows[-1].n),
        images=images_of(connection, hall, [(row.kind, row.key) for row in new]),
        journal=journal_rows(connection, [row.journal_id for row in new]),
        changes=tuple((row.kind, row.key, row.journal_id) for row in new),
        more=len(rows) == limit,
    )


def cut_at(connection: Connection) -> Cursor:
    """Where the feed begins: changes up to here may be gone."""
    return _cursor(connection.execute(FROM, {"name": CUT_AT}).scalar())


def _cursor(noted: str | None) -> Cursor:
    return Cursor.of(noted) if noted else Cursor()


def beginning(connection: Connection) -> Cursor:
    """Where a copy made now has to go on: what is under way now comes after it."""
    xmin = int(connection.execute(NOW).scalar_one())
    return Cursor(xmin - 1, 2**62)


def portions(connection: Connection, table: Table, hall: str) -> Iterator[list[dict[str, Any]]]:
    """All rows of a hall's table, some at a time."""
    query = select(table).where(table.c.hall_id == hall)
    streamed = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
    for rows in streamed.partitions():
        yield [dict(row._mapping) for row in rows]
