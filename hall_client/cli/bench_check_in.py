"""`bench check-in`: one case with five materials taken in, beside the bare statements."""

from functools import partial

from hall_client.cli.bench_day import MATERIALS, check_in_body, simple_item
from hall_client.cli.bench_figures import Row, figures, percentile, ratio
from hall_client.cli.bench_hall import BenchHall, build_hall
from hall_client.store.bare import Floor
from hall_client.store.scratch import scratch_databases

GOAL_P95_MS = 15
WARM_UP = 10


def measure_check_in(url: str, cases: int) -> Row:
    """One line of the table; the first few cases warm up and are not counted."""
    with scratch_databases(url, 2, partial(build_hall, counters=1)) as (place, copy):
        hall = BenchHall(place)
        body = check_in_body(simple_item(hall.database.reference()))

        def check_in(_turn: int) -> None:
            hall.act("CheckInCase", "clerk1", **body)

        ours, bare, floor = [], [], Floor(copy)
        for _ in range(cases + WARM_UP):  # in turn: a busy disk is busy for both
            measured = hall.measure(check_in, 1)
            ours += measured.milliseconds
            bare += floor.replay(measured.transactions)
        floor.close()
        hall.database.close()
    return _row(ours[WARM_UP:], bare[WARM_UP:])


def _row(ours: list[float], bare: list[float]) -> Row:
    return {
        "cases": len(ours),
        "materials": MATERIALS,
        **figures(ours, 50, 95),
        **{f"floor_{name}": value for name, value in figures(bare, 50, 95).items()},
        "ratio_p50": ratio(percentile(ours, 50), percentile(bare, 50)),
        "ratio_p95": ratio(percentile(ours, 95), percentile(bare, 95)),
        "goal_p95_ms": GOAL_P95_MS,
    }
