"""What stations that do nothing cost central, beside bare connections that listen."""

import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from hall_client.cli.bench_catch_up import StationAt
from hall_client.cli.bench_crew import crew, together
from hall_client.cli.bench_figures import Row, line
from hall_client.store.bare import listen_bare
from hall_client.store.bulk import make_stations
from hall_client.store.server_watch import ServerWatch

PROCESSES = 4
CONNECTIONS_EACH = 2
GOAL_PERCENT, GOAL_STATIONS = 5, 200


def measure_idle(
    station_at: StationAt, url: str, folder: Path, stations: int, seconds: float
) -> Row:
    """One line of the table; fewer stations where the server takes fewer connections."""
    with closing(ServerWatch(url)) as watch:
        count = min(stations, max(watch.free_connections() // CONNECTIONS_EACH - PROCESSES, 1))
        files = make_stations(url, folder, [f"idle{number}" for number in range(count)])
        shares = [files[first::PROCESSES] for first in range(min(PROCESSES, count))]
        with crew(len(shares)) as people:
            people.begin(_keep, [station_at] * len(shares), shares, [url] * len(shares))
            people.together()
            time.sleep(seconds / 10)
            watch.cpu_seconds()
            time.sleep(seconds)
            ours = watch.cpu_seconds() or 0.0
            people.together()
        floor = listen_bare(url, count, seconds, watch.cpu_seconds)
    goal = f"< {GOAL_PERCENT * count / GOAL_STATIONS:g}"
    values = (ours / seconds * 100, floor / seconds * 100)
    return line("idle_core_percent", f"{count} stations", values, goal=goal)


def _keep(station_at: StationAt, files: Sequence[Path], url: str) -> None:
    with ExitStack() as open_:
        for path in files:
            open_.enter_context(closing(station_at(path, path.stem, url)))
        together()
        together()
