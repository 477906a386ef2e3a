"""`bench sync`: stations beside central, each figure beside the same without stations."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hall_client.cli.answers import complain
from hall_client.cli.bench_catch_up import StationAt, measure_catch_up
from hall_client.cli.bench_day import build_day
from hall_client.cli.bench_figures import Row
from hall_client.cli.bench_hall import build_hall
from hall_client.cli.bench_idle import measure_idle
from hall_client.cli.bench_join import measure_join
from hall_client.cli.bench_shown import measure_shown
from hall_client.domain.errors import NotAvailable
from hall_client.store.engines import parse_url, sqlite_path
from hall_client.store.scratch import scratch_databases

ACTS = 10_000
CUT_OFF = 4
JOIN_ROWS = 10  # for each act
CHANGES = 0.01
IDLE = 0.02
IDLE_SECONDS = 0.004


def measure_sync(station_at: StationAt, url: str, acts: int, stations: int) -> list[Row]:
    """The table; fewer acts make everything smaller. `url` must be a PostgreSQL server's."""
    if sqlite_path(parse_url(url)) is not None:
        raise NotAvailable(command="bench sync --database postgresql://…")
    with TemporaryDirectory(prefix="hall-bench-") as folder:
        return [
            *_full(station_at, url, Path(folder), acts, stations),
            *_quiet(station_at, url, Path(folder), acts),
        ]


def _full(station_at: StationAt, url: str, folder: Path, acts: int, stations: int) -> list[Row]:
    """A hall with a day's work behind it."""
    each = acts // stations
    build = partial(build_day, counters=stations, acts=each)
    complain(f"bench sync: {acts} acts of {stations} stations that were cut off")
    with scratch_databases(url, 2, build) as urls:
        told = measure_catch_up(station_at, urls, folder, stations, each)
        complain(f"bench sync: a first join with {acts * JOIN_ROWS} rows")
        return [*told, measure_join(station_at, urls[0], folder, acts * JOIN_ROWS)]


def _quiet(station_at: StationAt, url: str, folder: Path, acts: int) -> list[Row]:
    """A hall in the morning."""
    changes, idle = max(int(acts * CHANGES), 2), max(int(acts * IDLE), 1)
    seconds = min(max(acts * IDLE_SECONDS, 1), 40)
    complain(f"bench sync: {changes} changes seen elsewhere, {idle} stations that do nothing")
    room = folder / "quiet"
    room.mkdir()
    with scratch_databases(url, 1, partial(build_hall, counters=2)) as (place,):
        shown = measure_shown(station_at, place, room, changes)
        return [shown, measure_idle(station_at, place, room, idle, seconds)]
