"""What a restored central has lost and a station's copy still knows: taken back, act by act.

Every journal row tells the new values of all that it changed. It is taken back where each row is
as the act found it; any other act has to be done again by people.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from hall_client.app.codec import decode
from hall_client.app.replication import ActState, NumberBlock
from hall_client.store.central import Central, server_time
from hall_client.store.images import journal_rows
from hall_client.store.lent_blocks import lent_blocks, return_blocks
from hall_client.store.numbers import raise_series
from hall_client.store.replica import Replica
from hall_client.store.restoring import LEFT_OUT
from hall_client.store.tables.journal import change, journal
from hall_client.store.tables.stations import block, intent, outbox
from hall_client.store.tables.whole import metadata
from hall_client.store.types import Canonical, Day, Instant
from hall_client.store.upserts import dialect_insert
from hall_client.store.work import lock_ids

AT_ONCE = 200
ASKED = ("id", "command", "actor", "station", "at", "body")
Line = Mapping[str, Any]


class OutOfStep(Exception):
    """A row is not as the act found it."""


def lost_ids(central: Central, replica: Replica) -> list[str]:
    """The acts that this copy has and central has not, in the order in which the copy learned.

    Central lost what came last: behind a whole page that it knows it knows everything.
    """
    lost: list[str] = []
    for ids in _newest_first(replica):
        known = central.heard_of(replica.hall, ids)
        lost += [one for one in ids if one not in known]
        if known.issuperset(ids):
            break
    return lost[::-1]


def _newest_first(replica: Replica) -> Iterator[list[str]]:
    """The ids of the journal in pages; what was never told waits in the outbox."""
    with replica.reading() as connection:
        query = select(change.c.journal_id).order_by(change.c.n.desc())
        pending = select(outbox.c.id).where(outbox.c.state == ActState.PENDING)
        untold = set(connection.execute(pending).scalars())
        every = dict.fromkeys(connection.execute(query).scalars())
    ids = [one for one in every if one not in untold]
    yield from (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def give_back(central: Central, replica: Replica, ids: Sequence[str]) -> None:
    """Let central take back these acts, oldest first, as far as its rows allow."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        with replica.reading() as connection:
            lines = {line["id"]: line for line in journal_rows(connection, some)}
        with central.writing() as connection:
            lock_ids(connection, some)
            known = select(journal.c.id).where(journal.c.id.in_(some))
            done = set(connection.execute(known).scalars())
            for one in some:
                if one not in done:
                    _take_back(connection, lines[one])


def _take_back(connection: Connection, line: Line) -> bool:
    try:
        with connection.begin_nested():
            for name, key, values in line["new_values"]:
                _redo(connection, line["hall_id"], (metadata.tables[name], key), values)
            connection.execute(insert(journal), [dict(line)])
            told = {"hall_id": line["hall_id"], "journal_id": line["id"]}
            changes = [{**told, "kind": kind, "key": key} for kind, key in line["touches"]]
            connection.execute(insert(change), changes)
    except (OutOfStep, IntegrityError):
        return False
    return True


def _redo(connection: Connection, hall: str, place: tuple[Table, str], new: Line) -> None:
    """Make a row as the act made it: a new one whole, another from the version before."""
    table, key = place
    if "id" not in table.c or "version" not in new:
        raise OutOfStep(table.name, key)
    values = {name: _stored(table, name, plain) for name, plain in new.items()}
    if "id" in new:
        connection.execute(insert(table).values(**values))
        return
    before = (table.c.hall_id == hall, table.c.id == key, table.c.version == new["version"] - 1)
    if connection.execute(update(table).where(*before).values(**values)).rowcount != 1:
        raise OutOfStep(table.name, key)


def _stored(table: Table, name: str, plain: Any) -> Any:
    """A value of the journal as its column keeps it."""
    column = table.c[name].type
    kinds = {Instant: datetime, Day: date}
    kind = column.kind if isinstance(column, Canonical) else kinds.get(type(column))
    return plain if plain is None or kind is None else decode(kind, plain)


def list_undone(central: Central, replica: Replica, ids: Sequence[str]) -> None:
    """Acts of this station at central that are lost for good: a person does them again."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        known = central.heard_of(replica.hall, some)
        with replica.writing() as connection:
            told = select(outbox.c.id).where(outbox.c.id.in_(some))
            gone = {*some} - known - {*connection.execute(told).scalars()}
            for line in journal_rows(connection, gone):
                if line["station"] == replica.station:
                    row = {name: line[name] for name in ASKED}
                    undone = {**row, "state": ActState.UNDONE, "facts": {}}
                    made = dialect_insert(connection, intent).values(undone)
                    connection.execute(made.on_conflict_do_nothing())


def reclaim(central: Central, replica: Replica, now: datetime) -> None:
    """Let central know again which numbers this station was lent; what it has lent to another one
    since then is used here no more."""
    mine = lent_blocks(replica)
    with central.writing() as connection:
        kept = [one for one in mine if _reclaimed(connection, replica, one)]
    return_blocks(replica, [one for one in mine if one not in kept], now)


def _reclaimed(connection: Connection, replica: Replica, one: NumberBlock) -> bool:
    c, mine = block.c, {"station": replica.station, "lo": one.lo, "hi": one.hi, "used": one.used}
    key = {"hall_id": replica.hall, "series": one.series, "period": one.period}
    series = [c[name] == value for name, value in key.items()]
    over = connection.execute(select(block).where(*series, c.lo <= one.hi, c.hi >= one.lo)).all()
    if any((row.station, row.lo) == (replica.station, one.lo) for row in over):
        return True
    if not over:
        raise_series(connection, (replica.hall, one.series, one.period), to=one.hi)
        connection.execute(insert(block).values(**key, **mine, leased_at=server_time(connection)))
        return True
    gap = over[0]
    if gap.reason != LEFT_OUT or gap.lo > one.lo or gap.hi < one.hi:
        return False
    lent = {**mine, "returned_at": None, "reason": None}
    connection.execute(update(block).where(*series, c.lo == gap.lo).values(lent))
    rest = [(gap.lo, one.lo - 1), (one.hi + 1, gap.hi)]
    pieces = [{**gap._mapping, "lo": lo, "hi": hi, "used": lo - 1} for lo, hi in rest if lo <= hi]
    if pieces:
        connection.execute(insert(block), pieces)
    return True
