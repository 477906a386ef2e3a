"""A station's first join, beside reading the same rows bare and writing them bare."""

import time
from pathlib import Path

from hall_client.cli.bench_catch_up import StationAt
from hall_client.cli.bench_figures import Row, line
from hall_client.store.bare import copy_bare
from hall_client.store.bulk import multiply_rows


def measure_join(station_at: StationAt, url: str, folder: Path, rows: int) -> Row:
    """One line of the table; the hall at `url` is brought to so many rows."""
    count = multiply_rows(url, rows)
    began = time.monotonic()
    station_at(folder / "joining.db", "joining", url).close()
    ours = time.monotonic() - began
    floor = copy_bare(url, folder / "bare.db")
    return line("join_s", f"{count} rows", (ours, floor), goal="<= 60")
