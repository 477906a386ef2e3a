"""`bench check-in`: one case with five materials taken in, beside the bare statements."""

from functools import partial

from hall_client.cli.bench_figures import Row, figures, percentile, ratio
from hall_client.cli.bench_hall import BenchHall, build_hall
from hall_client.domain.catalogue import ServiceItem
from hall_client.store.bare import Floor
from hall_client.store.scratch import scratch_databases

GOAL_P95_MS = 15
MATERIALS = 5
WARM_UP = 10
PERSON = {
    "kind": "person",
    "name": "张䶮",
    "id_kind": "resident-id",
    "id_number": "11010519491231002X",
    "phone": "13812345678",
    "address": "文昌路1号",
}


def measure_check_in(url: str, cases: int) -> Row:
    """One line of the table; the first few cases warm up and are not counted."""
    with scratch_databases(url, 2, partial(build_hall, counters=1)) as (place, copy):
        hall = BenchHall(place)
        item = _item(hall)
        brought = [
            {"requirement": one.code, "form": one.form, "copies": one.copies, "pages": 2}
            for one in item.materials[:MATERIALS]
        ]

        def check_in(_turn: int) -> None:
            body = {"item_code": item.code, "applicant": PERSON, "materials": brought}
            hall.act("CheckInCase", "clerk1", **body)

        ours, bare, floor = [], [], Floor(copy)
        for _ in range(cases + WARM_UP):  # in turn: a busy disk is busy for both
            measured = hall.measure(check_in, 1)
            ours += measured.milliseconds
            bare += floor.replay(measured.transactions)
        floor.close()
        hall.database.close()
    return _row(ours[WARM_UP:], bare[WARM_UP:])


def _item(hall: BenchHall) -> ServiceItem:
    """An item without questions that asks for five materials or little more."""
    known = hall.database.reference().published.values()
    fit = [one for one in known if len(one.materials) >= MATERIALS and not one.question]
    return min(fit, key=lambda one: (len(one.materials), one.code))


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
