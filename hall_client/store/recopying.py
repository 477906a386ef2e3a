"""Copying the hall anew into a station's file, beside whoever works in it.

The copy is filled in a file of its own, however long that takes; then the station's rows are made
like it in one short transaction. What waits to be told stays as it is here: its answer brings what
central has then.
"""

from pathlib import Path

from sqlalchemy import Connection, Table, text

from hall_client.app.replication import ActState
from hall_client.crash_points import passing
from hall_client.store.central import Central
from hall_client.store.creation import discard
from hall_client.store.database import note_info
from hall_client.store.engines import sqlite_path
from hall_client.store.images import replicated
from hall_client.store.joining import Told, fill
from hall_client.store.numbers import raise_series
from hall_client.store.replica import Replica
from hall_client.store.station_file import STALE, copy_beside
from hall_client.store.tables.journal import journal, number_series

NOTED = ("mode", "incarnation", "cursor")
PENDING = f"SELECT id FROM outbox WHERE state = '{ActState.PENDING}'"
# What central did not do stays in the journal here: its values are shown beside central's.
UNDONE = (ActState.CONFLICT, ActState.REFUSED, ActState.SETTLED)
OWN = f"{PENDING} OR (state IN {tuple(map(str, UNDONE))} AND code IS NOT NULL)"
LINE = ", ".join(column.name for column in journal.columns)
JOURNAL = (
    f"DELETE FROM journal WHERE id NOT IN (SELECT id FROM fresh.journal) AND id NOT IN ({OWN})",
    f"INSERT INTO journal ({LINE}) SELECT {LINE} FROM fresh.journal"
    " WHERE id NOT IN (SELECT id FROM journal)",
    "DELETE FROM change WHERE journal_id NOT IN (SELECT id FROM journal)",
    "INSERT INTO change (hall_id, kind, key, journal_id)"
    " SELECT hall_id, kind, key, journal_id FROM fresh.change"
    " WHERE (kind, key, journal_id) NOT IN (SELECT kind, key, journal_id FROM change) ORDER BY n",
)


def copy_anew(central: Central, replica: Replica, told: Told) -> None:
    """Have everything as central has it; nobody may tell central anything meanwhile.

    A copy that was cut short is made again from its beginning; until it is laid nothing changes.
    """
    path = sqlite_path(replica.engine.url)
    assert path is not None
    fresh = copy_beside(path)
    try:
        fill(central, fresh, {"hall": replica.hall}, told)
        passing("copied-not-laid")
        _lay(replica, fresh)
        passing("copy-laid")
    finally:
        discard(fresh)


def _lay(replica: Replica, fresh: Path) -> None:
    with replica.writing() as own:
        own.detach()  # the other file is let go of with this connection
        own.exec_driver_sql("ATTACH ? AS fresh", (str(fresh),))
        for table in replicated():
            _make_alike(own, table)
        for statement in JOURNAL:
            own.execute(text(statement))
        _note(own, replica.hall)


def _make_alike(own: Connection, table: Table) -> None:
    """Only what differs is written."""
    name = f'"{table.name}"'
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    key = ", ".join(f'"{column.name}"' for column in table.primary_key)
    apart = f"SELECT {columns} FROM {name} EXCEPT SELECT {columns} FROM fresh.{name}"
    mine = f"last_command NOT IN ({PENDING})"
    gone = f"DELETE FROM {name} WHERE ({key}) IN (SELECT {key} FROM ({apart})) AND {mine}"
    own.execute(text(gone))
    here = f"SELECT {key} FROM main.{name}"
    new = f"SELECT {columns} FROM fresh.{name} WHERE ({key}) NOT IN ({here})"
    own.execute(text(f"INSERT INTO {name} ({columns}) {new}"))


def _note(own: Connection, hall: str) -> None:
    """How far the copy goes; series that a station counts by itself go on where they stood."""
    noted = text("SELECT name, value FROM fresh.database_info")
    facts = {row.name: row.value for row in own.execute(noted) if row.name in NOTED}
    note_info(own, **facts, **{STALE: ""})
    c = number_series.c
    columns = (c.series, c.period, c.last)
    query = text("SELECT series, period, last FROM fresh.number_series").columns(*columns)
    for row in own.execute(query).all():
        raise_series(own, (hall, row.series, row.period), to=row.last)
