"""Catching up: stations that were cut off tell their acts all at once, beside the same acts done
directly at central by as many counters."""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hall_client.app.dispatch import Dispatcher, Performer, system_clock
from hall_client.app.doors import StationDoor
from hall_client.app.queries import Reader
from hall_client.app.reference import Reference
from hall_client.cli.bench_crew import PATIENCE_SECONDS, Crew, crew, together
from hall_client.cli.bench_day import CounterDay, ready_cases, whole_rounds
from hall_client.cli.bench_figures import Row, line
from hall_client.store.database import SqlDatabase
from hall_client.store.server_watch import ServerWatch

NOWHERE = "postgresql://127.0.0.1:1/nowhere"
LOOK_SECONDS = 0.02
StationAt = Callable[[Path, str, str], StationDoor]


@dataclass(frozen=True)
class Course:
    """How it went: seconds until central had all acts and until everybody had them, and what the
    server's processes used meanwhile."""

    told_seconds: float
    alike_seconds: float
    server_seconds: float


def measure_catch_up(
    station_at: StationAt, urls: Sequence[str], folder: Path, stations: int, acts: int
) -> list[Row]:
    """Three lines of the table; `urls` name two equal databases, `acts` is for each station."""
    place, copy = urls
    numbers = range(1, stations + 1)
    count = whole_rounds(acts) * stations
    with crew(stations) as people:
        beside = ([station_at] * stations, [folder] * stations, [place] * stations)
        people.begin(_tell, *beside, numbers, [acts] * stations)
        told = _followed(people, place, count)
        people.begin(_act, [copy] * stations, numbers, [acts] * stations)
        direct = _followed(people, copy, 0)
    of = f"{count} acts, {stations} stations"
    return [
        line(
            "acts_told_per_s",
            of,
            (count / told.told_seconds, count / direct.alike_seconds),
            ratio=told.told_seconds / direct.alike_seconds,
            goal=">= 500, ratio <= 3",
        ),
        line("seconds_until_alike", of, (told.alike_seconds, direct.alike_seconds)),
        line(
            "server_ms_an_act",
            of,
            (told.server_seconds / count * 1000, direct.server_seconds / count * 1000),
        ),
    ]


def _followed(people: Crew, url: str, count: int) -> Course:
    """Follow from gate to gate until central has heard so many acts and everybody is done."""
    with closing(ServerWatch(url)) as watch:
        people.together()
        watch.cpu_seconds()
        began = time.monotonic()
        while watch.told() < count:
            people.require_well()
            time.sleep(LOOK_SECONDS)
        told = time.monotonic()
        people.together()
        alike = time.monotonic()
        used = watch.cpu_seconds() or 0.0
        people.together()
    return Course(told - began, alike - began, used)


def _tell(station_at: StationAt, folder: Path, url: str, number: int, acts: int) -> None:
    """Join, do a day's acts cut off, come back when everybody does."""
    path, name = folder / f"counter{number}.db", f"counter{number}"
    station_at(path, name, url).close()
    with closing(station_at(path, name, NOWHERE)) as door:
        _day(door.performer(system_clock), door, door.reference(), number).run(acts)
    together()
    with closing(station_at(path, name, url)) as door:
        door.catch_up(PATIENCE_SECONDS)
        together()
        together()


def _act(url: str, number: int, acts: int) -> None:
    """The same acts at central, one transaction each."""
    with closing(SqlDatabase.open(url)) as database:
        day = _day(Dispatcher(database), database, database.reference(), number)
        together()
        day.run(acts)
        together()
        together()


def _day(performer: Performer, reader: Reader, reference: Reference, number: int) -> CounterDay:
    ready = ready_cases(reader, reference, number)
    return CounterDay(lambda one: performer.perform(one).result, reference, number, ready)
