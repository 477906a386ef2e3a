"""Blocks of numbers that central has lent to a station, as its file keeps them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from hall_client.app.codec import encode
from hall_client.app.replication import NumberBlock
from hall_client.store.replica import Replica
from hall_client.store.tables.stations import block
from hall_client.store.upserts import dialect_insert


def lent_blocks(replica: Replica) -> list[NumberBlock]:
    """The blocks that were lent to this station and not returned."""
    c = block.c
    query = select(c.series, c.period, c.lo, c.hi, c.used).where(c.returned_at.is_(None))
    with replica.reading() as connection:
        return [NumberBlock(**row._mapping) for row in connection.execute(query)]


def keep_blocks(replica: Replica, blocks: Iterable[NumberBlock], now: datetime) -> None:
    """Enter blocks lent by central; one that is here already stays as it is used."""
    owner = {"hall_id": replica.hall, "station": replica.station, "leased_at": now}
    with replica.writing() as connection:
        for one in blocks:
            made = dialect_insert(connection, block).values({**encode(one), **owner})
            connection.execute(made.on_conflict_do_nothing())


def return_blocks(replica: Replica, blocks: Iterable[NumberBlock], now: datetime) -> None:
    """Note that these went back to central: no number of theirs is given here any more."""
    with replica.writing() as connection:
        for one in blocks:
            key = (block.c.series == one.series, block.c.period == one.period)
            mine = update(block).where(*key, block.c.lo == one.lo)
            connection.execute(mine.values(returned_at=now, reason="unused"))
