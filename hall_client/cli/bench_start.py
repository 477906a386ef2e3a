"""`bench start`: first paint, usable and memory of the program, beside a bare window."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from statistics import median
from tempfile import TemporaryDirectory

from hall_client.cli.bench_figures import Row, ratio
from hall_client.cli.bench_hall import build_hall
from hall_client.domain.errors import NotAvailable
from hall_client.places import ROOT
from hall_client.store.scratch import scratch_databases

# At most so many times the bare window: first paint, usable, memory.
GOALS = {"first_paint_ms": 2.0, "usable_ms": 5.0, "rss_mb": 2.5}
# What the toolkit costs by itself.
BARE_WINDOW = """
import json, time
began = time.time() - time.process_time()
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        figures.setdefault("first_paint_ms", (time.time() - began) * 1000)
        QTimer.singleShot(0, app.quit)
figures, app, window = {}, QApplication([]), QMainWindow()
window.setCentralWidget(Label("Hall"))
window.show()
app.exec()
figures["usable_ms"] = figures["first_paint_ms"]
try:
    with open("/proc/self/statm") as statm:
        figures["rss_mb"] = int(statm.read().split()[1]) * 4096 / 1e6
except OSError:
    figures["rss_mb"] = 0.0
print(json.dumps(figures))
"""
# What `python main.py` does, with the figures at its end.
PROGRAM = f"""
import json, sys, time
began = time.time() - time.process_time()
sys.path.insert(0, {str(ROOT)!r})
from hall_client.bootstrap import start
print(json.dumps(start().measure_start(began)))
"""
PATIENCE_SECONDS = 120
Figures = Mapping[str, float]


def measure_start(url: str, rounds: int) -> list[Row]:
    """A line for each figure: medians of fresh processes, the two kinds in turn.

    Of a program that was started before: a first round, which compiles it, is not counted.
    """
    told = []
    hall = scratch_databases(url, 1, partial(build_hall, counters=1))
    with hall as (place,), TemporaryDirectory() as bytecode:
        environment = _environment(place, bytecode)
        for _ in range(rounds + 1):
            told.append([_figures(code, environment) for code in (BARE_WINDOW, PROGRAM)])
    bare, ours = zip(*told[1:], strict=True)
    return [_row(name, goal, ours, bare) for name, goal in GOALS.items()]


def _environment(place: str, bytecode: str) -> dict[str, str]:
    """The display at hand, else none; a database that is ready; bytecode that can be kept."""
    environment = {**os.environ, "HALL_DATABASE": place, "PYTHONPYCACHEPREFIX": bytecode}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    shown = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & set(environment)
    if not shown and sys.platform.startswith("linux"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return environment


def _figures(code: str, environment: Mapping[str, str]) -> Figures:
    """What a process of its own says about itself."""
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if told.returncode:
        raise NotAvailable(command=f"bench start: {told.stderr.strip()[-300:]}")
    figures: Figures = json.loads(told.stdout.splitlines()[-1])
    return figures


def _row(name: str, goal: float, ours: Sequence[Figures], bare: Sequence[Figures]) -> Row:
    value, floor = (median(one[name] for one in runs) for runs in (ours, bare))
    return {
        "figure": name,
        "program": round(value, 1),
        "bare_window": round(floor, 1),
        "ratio": ratio(value, floor),
        "goal": goal,
    }
