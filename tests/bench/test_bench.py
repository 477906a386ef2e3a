"""`bench` runs, compares with its floor, and leaves nothing behind; how fast is not asked here."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg

from hall_client.cli.bench_figures import percentile, ratio
from hall_client.places import ROOT


def bench(tmp_path: Path, *words: str) -> list[dict[str, Any]]:
    """The rows of a measurement."""
    environment = {**os.environ, "HALL_STATE_DIR": str(tmp_path / "state")}
    told = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "bench", *words, "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert told.stderr.startswith("bench "), "progress is told"
    rows: list[dict[str, Any]] = json.loads(told.stdout)["rows"]
    return rows


def test_check_in_is_measured_beside_its_statements(tmp_path: Path, database_url: str) -> None:
    place = database_url.replace("hall.db", "named.db")
    (row,) = bench(tmp_path, "check-in", "--size", "3", "--database", place)
    assert (row["cases"], row["materials"], row["goal_p95_ms"]) == (3, 5, 15)
    assert 0 < row["p50_ms"] <= row["p95_ms"]
    assert 0 < row["floor_p50_ms"] <= row["floor_p95_ms"]
    assert row["ratio_p50"] > 0
    assert [path.name for path in tmp_path.iterdir() if "bench" in path.name] == []


def test_the_queue_is_measured_on_one_connection_and_on_more(
    tmp_path: Path, database_url: str
) -> None:
    words = ("queue", "--size", "2", "--connections", "1", "--connections", "2")
    rows = bench(tmp_path, *words, "--database", database_url)
    assert [(row["connections"], row["calls"]) for row in rows] == [(1, 2), (2, 4)]
    for row in rows:
        assert row["calls_per_s"] > 0
        assert row["floor_calls_per_s"] > 0
        assert 0 < row["p50_ms"] <= row["p99_ms"]
        assert row["ratio_p50"] > 0
        assert row["ratio_calls"] > 0


def test_the_start_is_measured_beside_a_bare_window(tmp_path: Path) -> None:
    rows = {row["figure"]: row for row in bench(tmp_path, "start", "--size", "1")}
    assert set(rows) == {"first_paint_ms", "usable_ms", "rss_mb"}
    assert all(row["program"] > 0 and row["ratio"] > 0 for row in rows.values())


def test_stations_are_measured_beside_central(tmp_path: Path, postgres_url: str) -> None:
    words = ("sync", "--size", "40", "--connections", "2", "--database", postgres_url)
    rows = {row["figure"]: row for row in bench(tmp_path, *words)}
    assert rows["acts_told_per_s"]["of"] == "40 acts, 2 stations"
    timed = {"acts_told_per_s", "seconds_until_alike", "join_s", "shown_p95_ms"}
    assert timed | {"server_ms_an_act", "idle_core_percent"} == set(rows)
    assert all(rows[figure]["program"] > 0 and rows[figure]["ratio"] > 0 for figure in timed)
    goals = {figure: row["goal"] for figure, row in rows.items() if row["goal"]}
    assert set(goals) == timed - {"seconds_until_alike"} | {"idle_core_percent"}
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as server:
        left = server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'hall_bench%'")
        assert left.fetchall() == []


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert [percentile(values, percent) for percent in (1, 50, 99, 100)] == [1, 50, 99, 100]
    assert percentile([7.0], 99) == 7
    assert ratio(3, 2) == 1.5
    assert ratio(3, 0) == 0
