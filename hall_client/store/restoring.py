"""A database that was put back from a backup: what it must forget, and which numbers it skips.

What was done after the backup is still on paper and in the stations' files. The stations bring it
back; until then, and for what nobody can bring back, no number that may be out comes again.
"""

import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import product

from sqlalchemy import Connection, func, insert, select, text

from hall_client.app.reference import Reference
from hall_client.app.replication import BLOCK_SIZE, DAYS_AHEAD, LEASED_SERIES, Cursor
from hall_client.domain.numbering import DOCUMENT_WORDS
from hall_client.store.database import SqlDatabase, note_info
from hall_client.store.feed import CUT_AT
from hall_client.store.numbers import raise_series
from hall_client.store.tables.journal import number_series
from hall_client.store.tables.stations import block, station

SKIPPED = 500
"""Numbers of a series that may have been given after the backup was made."""
LEFT_OUT = "central restored"
"""Why a block is void whose numbers may be out already."""
YEAR = len("2026")
JOINED = 8
"""Stations that may have joined after it."""
# The newest transactions of the backup may be none of this server's past: its feed begins anew.
FEED = text("UPDATE change SET xid = '0' WHERE xid >= pg_current_xact_id()")
Series = tuple[str, str, str]


def note_restored(url: str, skipped: int = SKIPPED) -> dict[str, object]:
    """Say that a database was put back from a backup (pg_restore): run before anybody works."""
    with closing(SqlDatabase.open(url)) as database:
        with database.writing() as connection:
            incarnation = begin_anew(connection, database.known(connection), skipped)
        return {"database": database.place, "incarnation": incarnation, "skipped": skipped}


def begin_anew(connection: Connection, reference: Reference, skipped: int = SKIPPED) -> str:
    """Give the database a new incarnation; stations then look for what it has lost."""
    incarnation = str(uuid.uuid4())
    note_info(connection, incarnation=incarnation, **{CUT_AT: str(Cursor())})
    if connection.dialect.name == "postgresql":
        connection.execute(FEED)
    if reference.setup is not None:
        days = _days(connection, reference)
        for key in _counted(reference, days):
            raise_series(connection, key, by=skipped)
        for key in _of_stations(connection):
            raise_series(connection, key, by=JOINED)
        for series, day in product(LEASED_SERIES, days):
            _leave_out(connection, (reference.hall.code, series, day), skipped)
    return incarnation


def _counted(reference: Reference, days: list[str]) -> Iterator[Series]:
    """What is counted here, by day or by year, as long as it still gives numbers."""
    hall = reference.hall.code
    yield from ((hall, f"ticket/{queue}", day) for queue in reference.queues for day in days)
    certified = [one.code for one in reference.published.values() if one.result.has_certificate]
    names = ["archive", *(f"document/{kind}" for kind in DOCUMENT_WORDS)]
    names += [f"certificate/{code}" for code in certified]
    yield from ((hall, name, year) for name in names for year in {day[:YEAR] for day in days})


def _days(connection: Connection, reference: Reference) -> list[str]:
    """Today and the days ahead that numbers are lent for, and the newest that had any: those of
    a rehearsal may be any days."""
    today, period = reference.day_of(datetime.now(UTC)), number_series.c.period
    newest = select(period).where(func.length(period) > YEAR).distinct().order_by(period.desc())
    had = connection.execute(newest.limit(DAYS_AHEAD)).scalars()
    return sorted({*had, *(f"{today + timedelta(days=n)}" for n in range(DAYS_AHEAD))})


def _of_stations(connection: Connection) -> list[Series]:
    """The letters of stations and how often each was replaced: series without an end."""
    c = number_series.c
    query = select(c.hall_id, c.series, c.period).where(c.period == "")
    return [(row.hall_id, row.series, row.period) for row in connection.execute(query)]


def _leave_out(connection: Connection, key: Series, skipped: int) -> None:
    """Void a block large enough for all that stations may have been lent since."""
    query = select(func.count()).select_from(station)
    lent = (int(connection.execute(query).scalar_one()) + JOINED) * BLOCK_SIZE
    size = max(skipped, lent)
    hi, now = raise_series(connection, key, by=size), datetime.now(UTC)
    row = dict(zip(("hall_id", "series", "period"), key, strict=True))
    row |= {"station": "", "reason": LEFT_OUT}
    numbers = {"lo": hi - size + 1, "hi": hi, "used": hi - size}
    connection.execute(insert(block).values(**row, **numbers, leased_at=now, returned_at=now))
