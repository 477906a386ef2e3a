"""Many rows and many stations for a measurement: what is there, again under other names."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, func, insert, select, true

from hall_client import VERSION
from hall_client.app.command import Authority, new_id
from hall_client.app.replication import Introduction
from hall_client.store.central import Central
from hall_client.store.engines import parse_url
from hall_client.store.images import replicated
from hall_client.store.joining import make_replica, register
from hall_client.store.opening import HEAD
from hall_client.store.replica import Replica
from hall_client.store.tables.journal import change, journal

NAMES = ("id", "case_id", "ticket_id", "handoff_id", "journal_id", "key", "last_command")
NUMBERS = ("case_no", "number", "query_code")
LIVE = ("counter_session", "queue_turn")  # one for each counter and queue, however many rows
MADE = ("n", "xid")  # by the database


def multiply_rows(url: str, least: int) -> int:
    """Bring a hall to at least so many rows that stations copy; how many they are then."""
    engine = create_engine(parse_url(url))
    with engine.begin() as connection:
        there = _count(connection)
        growing = sum(_size(connection, table) for table in _growing())
        times = -(-(least - there) // growing) if growing else 0
        for table in _growing() if times > 0 else ():
            _again(connection, table, times)
        count = _count(connection)
    engine.dispose()
    return count


def _growing() -> Iterator[Table]:
    """What grows with the work that is done; the journal comes last."""
    kept = (table for table in replicated() if table.info["authority"] is not Authority.REFERENCE)
    yield from (table for table in kept if table.name not in LIVE)
    yield from (change, journal)


def _again(connection: Connection, table: Table, times: int) -> None:
    turn = func.generate_series(1, times).table_valued("turn").render_derived()
    names = [one.name for one in table.columns if one.name not in MADE]
    suffix = func.concat("~", turn.c.turn)
    values = [
        table.c[name].concat(suffix) if name in NAMES + NUMBERS else table.c[name] for name in names
    ]
    every = select(*values).select_from(table.join(turn, true()))
    connection.execute(insert(table).from_select(names, every))


def _count(connection: Connection) -> int:
    return sum(_size(connection, table) for table in (*replicated(), journal, change))


def _size(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def make_stations(url: str, folder: Path, names: Sequence[str]) -> list[Path]:
    """Files of new stations that have never been open: one joins, the others are copies of it."""
    central = Central.reach(url)
    with closing(central):
        first = folder / "first.db"
        who = _introduction("first")
        make_replica(central, first, who, register(central, who), lambda _progress: None)
        return [_copy(central, first, folder / f"{name}.db", name) for name in names]


def _copy(central: Central, first: Path, path: Path, name: str) -> Path:
    who = _introduction(name)
    shutil.copyfile(first, path)
    own = {"station": name, "install": who.install, "boots": who.boot}
    with closing(Replica.open(str(path))) as replica:
        replica.note(**own, **register(central, who))
    return path


def _introduction(name: str) -> Introduction:
    return Introduction(station=name, install=new_id(), boot=new_id(), program=VERSION, schema=HEAD)
