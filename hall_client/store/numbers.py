"""Where numbers come from: counted at the authority, taken from a lent block, or told again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Connection, func, select, update

from hall_client.app.replication import LEASED_SERIES, Number
from hall_client.domain.errors import NumbersUsedUp
from hall_client.store.tables.journal import number_series
from hall_client.store.tables.stations import block
from hall_client.store.upserts import dialect_insert


class Numbers(Protocol):
    """Gives the next number of a series in a hall and period."""

    def take(self, connection: Connection, hall_id: str, series: str, period: str) -> int: ...


class Counted:
    """A counter row for each series under its row lock: 1, 2, 3 …"""

    def take(self, connection: Connection, hall_id: str, series: str, period: str) -> int:
        return raise_series(connection, (hall_id, series, period), by=1)


@dataclass(frozen=True)
class Lent:
    """At a station: case numbers from the blocks it was lent, its own series counted, but for
    what a file before this one may have taken and never told (`left_out`)."""

    station: str
    left_out: int = 0

    def take(self, connection: Connection, hall_id: str, series: str, period: str) -> int:
        if series not in LEASED_SERIES:
            raise_series(connection, (hall_id, series, period), to=self.left_out)
            return Counted().take(connection, hall_id, series, period)
        mine = (block.c.hall_id == hall_id, block.c.series == series, block.c.period == period)
        free = (block.c.station == self.station, block.c.used < block.c.hi)
        query = select(block.c.lo, block.c.used).where(*mine, *free, block.c.returned_at.is_(None))
        row = connection.execute(query.order_by(block.c.lo).limit(1)).first()
        if row is None:
            raise NumbersUsedUp(day=period)
        taken = update(block).where(*mine, block.c.lo == row.lo).values(used=row.used + 1)
        connection.execute(taken)
        return int(row.used) + 1


@dataclass
class Retold:
    """What a station took already, in the same order."""

    numbers: Sequence[Number]
    _next: int = field(default=0, init=False)

    def take(self, connection: Connection, hall_id: str, series: str, period: str) -> int:
        known = self.numbers[self._next :]
        if not known or known[0][:2] != (series, period):
            return Counted().take(connection, hall_id, series, period)
        self._next += 1
        return known[0][2]


@dataclass(frozen=True)
class Terms:
    """On which terms a transaction works.

    `alone`: the two letters of a station cut off from the authority; `told`: the act has happened
    elsewhere already.
    """

    numbers: Numbers = field(default_factory=Counted)
    alone: str | None = None
    told: bool = False


AUTHORITY = Terms()


def note_taken(
    connection: Connection, hall_id: str, station: str, numbers: Iterable[Number]
) -> None:
    """Series and blocks are never behind what a station has taken, whatever becomes of its acts."""
    newest: dict[tuple[str, str], int] = {}
    for series, period, number in numbers:
        newest[series, period] = max(number, newest.get((series, period), 0))
    for (series, period), number in newest.items():
        if series not in LEASED_SERIES:
            raise_series(connection, (hall_id, series, period), to=number)
            continue
        mine = (block.c.hall_id == hall_id, block.c.series == series, block.c.period == period)
        lent = (block.c.station == station, block.c.returned_at.is_(None), block.c.lo <= number)
        used = func.greatest(block.c.used, func.least(block.c.hi, number))
        connection.execute(update(block).where(*mine, *lent).values(used=used))


def raise_series(
    connection: Connection, key: tuple[str, str, str], *, by: int = 0, to: int = 0
) -> int:
    """Move a counter on by so many, or to at least `to`; where it stands then."""
    hall_id, series, period = key
    last = number_series.c.last
    moved = last + by if by else _greatest(connection, last, to)
    statement = (
        dialect_insert(connection, number_series)
        .values(hall_id=hall_id, series=series, period=period, last=by or to)
        .on_conflict_do_update(index_elements=["hall_id", "series", "period"], set_={"last": moved})
        .returning(last)
    )
    return int(connection.execute(statement).scalar_one())


def _greatest(connection: Connection, column: object, least: int) -> object:
    larger = func.max if connection.dialect.name == "sqlite" else func.greatest
    return larger(column, least)
