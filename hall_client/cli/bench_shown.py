"""How soon what one counter does is seen at another, beside two counters at one database."""

import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

from hall_client.app.dispatch import Performer, system_clock
from hall_client.app.doors import HallDoor
from hall_client.app.queries import Journal
from hall_client.cli.bench_catch_up import StationAt
from hall_client.cli.bench_crew import crew, together
from hall_client.cli.bench_day import check_in_body, simple_item
from hall_client.cli.bench_figures import Row, line, percentile
from hall_client.cli.bench_hall import command
from hall_client.store.database import SqlDatabase

PAUSE_SECONDS = 0.4
SPREAD_SECONDS = 0.15
PATIENCE_SECONDS = 20.0
Moments = dict[str, float]
Open = Callable[[int], HallDoor]


def measure_shown(station_at: StationAt, url: str, folder: Path, changes: int) -> Row:
    """One line of the table: 95 of 100 changes are seen within so many milliseconds."""
    beside = partial(_beside, station_at, folder, url)
    ours, floor = (_delays(kind, changes) for kind in (beside, partial(_directly, url)))
    values = (percentile(ours, 95), percentile(floor, 95))
    return line("shown_p95_ms", f"{changes} changes", values, goal="<= 300")


def _beside(station_at: StationAt, folder: Path, url: str, number: int) -> HallDoor:
    name = f"counter{number}"
    return station_at(folder / f"{name}.db", name, url)


def _directly(url: str, _number: int) -> HallDoor:
    return SqlDatabase.open(url)


def _delays(kind: Open, changes: int) -> list[float]:
    """Milliseconds from the press at one counter to the next look at the other that shows it."""
    with crew(2) as people:
        (acting,) = people.begin(_act, [kind], [changes])
        (watching,) = people.begin(_watch, [kind], [changes])
        people.together()
        done, seen = acting.result(), watching.result()
    return [(seen.get(one, began + PATIENCE_SECONDS) - began) * 1000 for one, began in done.items()]


def _act(kind: Open, changes: int) -> Moments:
    """Tickets given at central and cases checked in here, in turn; when each was pressed."""
    pause, pressed = Random(1), {}
    with closing(kind(1)) as door:
        performer, case = door.performer(system_clock), check_in_body(simple_item(door.reference()))
        together()
        for turn in range(changes):
            time.sleep(PAUSE_SECONDS + pause.random() * SPREAD_SECONDS)
            one, began = _one_act(performer, case, turn)
            pressed[one] = began
    return pressed


def _one_act(performer: Performer, case: dict[str, object], turn: int) -> tuple[str, float]:
    ticket = {"queue": "A", "channel": "window"}
    verb, body = ("CheckInCase", case) if turn % 2 else ("IssueTicket", ticket)
    made = command(verb, "clerk1", **body)
    began = time.time()
    performer.perform(made)
    return made.id, began


def _watch(kind: Open, changes: int) -> Moments:
    """Look as a window does; when each act of the other was there to be read."""
    seen: Moments = {}
    with closing(kind(2)) as door:
        viewer = door.reference().staff["clerk2"]
        mark, asked = door.change_mark(), Journal(actor="clerk1", limit=100_000)
        before = {row.journal_id for row in door.ask(asked, viewer)}
        together()
        quiet = time.time()
        while len(seen) < changes and time.time() - quiet < PATIENCE_SECONDS:
            time.sleep(door.look_seconds)
            newest = door.change_mark()
            if newest == mark:
                continue
            mark, quiet = newest, time.time()
            found = {row.journal_id for row in door.ask(asked, viewer)}
            seen |= dict.fromkeys(found - before - set(seen), time.time())
    return seen
