"""A station joins its hall: central enters it, and its file is filled with a copy of the hall."""

import string
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from hall_client.app.faults import StationTaken
from hall_client.app.joining import JoinProgress
from hall_client.app.replication import Introduction
from hall_client.store import feed
from hall_client.store.central import Central, locked_station, server_time
from hall_client.store.creation import create, discard
from hall_client.store.database import MIN_CLIENT, note_info
from hall_client.store.engines import explain, open_engine, parse_url
from hall_client.store.images import replicated
from hall_client.store.numbers import raise_series
from hall_client.store.opening import read_info
from hall_client.store.station_file import loosen, set_aside
from hall_client.store.tables.journal import change, journal, number_series
from hall_client.store.tables.stations import block, station
from hall_client.store.versions import require_recent

Told = Callable[[JoinProgress], object]
UNTOLD = 50
"""Hand-overs of a day that a lost file may hold and never told: their numbers are left out."""
LETTERS = [one for one in string.ascii_uppercase if one not in "IO"]  # not taken for 1 and 0


def register(central: Central, who: Introduction, replacing: bool = False) -> dict[str, str]:
    """Enter a station, or with `replacing` let another file speak for it; what its new file notes.

    Whatever another file of this name has taken and not told does not come again: its blocks are
    void from where central knows them used, its two letters are nobody's any more.
    """
    with central.writing() as connection:
        require_recent(who.program, read_info(connection).get(MIN_CLIENT, ""))
        reference = central.known(connection)
        hall = reference.hall.code
        row = locked_station(connection, hall, who.station)
        if row is not None and row.install != who.install and not replacing:
            raise StationTaken(station=who.station)
        now = server_time(connection)
        series = _letters(connection, hall, {queue.prefix for queue in reference.queues.values()})
        new: dict[str, Any] = {"joined_at": now, "seen_at": now, "series": series}
        new |= {"install": who.install, "boot": who.boot, "program": who.program}
        if row is None:
            made = {"hall_id": hall, "name": who.station, "last_seq": 0, "skew_ms": 0}
            connection.execute(insert(station).values({**new, **made}))
        else:
            mine = (station.c.hall_id == hall, station.c.name == who.station)
            connection.execute(update(station).where(*mine).values(new))
            _void(connection, hall, who.station, now)
        files = raise_series(connection, (hall, f"files/{who.station}", ""), by=1)
        told = {"last_seq": str(row.last_seq if row else 0), "left_out": str((files - 1) * UNTOLD)}
        return {"hall": hall, "series": series, **told}


def _letters(connection: Connection, hall: str, prefixes: set[str]) -> str:
    """Two letters that no station of the hall has had before, as long as there are any."""
    query = select(station.c.series).where(station.c.hall_id == hall)
    taken = set(connection.execute(query).scalars()) | prefixes
    pairs = [a + b for a, b in product(LETTERS, LETTERS)]
    while True:
        number = raise_series(connection, (hall, "letters", ""), by=1)
        letters = pairs[(number - 1) % len(pairs)]
        if letters not in taken:
            return letters


def _void(connection: Connection, hall: str, name: str, now: datetime) -> None:
    lent = (block.c.hall_id == hall, block.c.station == name, block.c.returned_at.is_(None))
    void = {"returned_at": now, "reason": "station replaced"}
    connection.execute(update(block).where(*lent).values(void))


def make_replica(
    central: Central, path: Path, who: Introduction, notes: Mapping[str, str], told: Told
) -> None:
    """Fill a new file with a copy of the hall; a file that is half done has another name."""
    part = path.with_name(path.name + ".part")
    facts = {"install": who.install, "station": who.station, "boots": who.boot, **notes}
    fill(central, part, facts, told)
    if path.exists():
        set_aside(path)
    part.replace(path)
    discard(part)
    path.with_name(path.name + ".install").unlink(missing_ok=True)


def fill(central: Central, part: Path, facts: Mapping[str, str], told: Told) -> None:
    """Make a file that holds every row of the hall that `facts` name, and nothing else."""
    discard(part)
    create(str(part), rehearsal=True).close()
    engine = open_engine(parse_url(str(part)), create=True)
    try:
        with engine.begin() as own:
            loosen(own)
            note_info(own, role="station", **facts)
            copy_hall(central, own, facts["hall"], told)
    except DBAPIError as error:
        raise explain(error, str(part)) from error
    finally:
        engine.dispose()


def copy_hall(central: Central, own: Connection, hall: str, told: Told) -> None:
    """Copy every row of the hall as it is at one moment; the feed goes on from there."""
    with central.reading() as theirs:
        theirs.execution_options(isolation_level="REPEATABLE READ")
        theirs.execute(text("SET LOCAL statement_timeout = 0"))
        cursor = feed.beginning(theirs)
        whole, done = _size(theirs, hall), 0
        for table, rows in _copied(theirs, hall):
            own.execute(insert(table), rows)
            done += len(rows)
            told(JoinProgress(rows=min(done, whole), of=whole))
        info = read_info(theirs)
        facts = {name: info[name] for name in ("mode", "incarnation")}
        note_info(own, **facts, cursor=str(cursor))
        _copy_series(theirs, own, hall)


def _size(theirs: Connection, hall: str) -> int:
    counted = [*replicated(), journal, change]
    query = (select(func.count()).select_from(t).where(t.c.hall_id == hall) for t in counted)
    return sum(int(theirs.execute(one).scalar_one()) for one in query)


def _copied(theirs: Connection, hall: str) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    for table in (*replicated(), journal, change):
        for rows in feed.portions(theirs, table, hall):
            yield table, [{k: v for k, v in row.items() if k != "xid"} for row in rows]


def _copy_series(theirs: Connection, own: Connection, hall: str) -> None:
    """Series that a station counts by itself go on where they stood, here or at central."""
    mine = number_series.c.series.startswith("handoff/")
    query = select(number_series).where(number_series.c.hall_id == hall, mine)
    for row in theirs.execute(query):
        raise_series(own, (hall, row.series, row.period), to=row.last)
