"""`bench queue`: tickets issued, called and finished a second, beside the bare statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from hall_client.cli.bench_crew import crew, together
from hall_client.cli.bench_figures import Row, figures, percentile, ratio
from hall_client.cli.bench_hall import BenchHall, Measured, build_hall
from hall_client.store import bare
from hall_client.store.scratch import scratch_databases

ACTS_A_CALL = 3
QUEUES = "ABC"


def measure_queue(url: str, connections: int, calls: int) -> Row:
    """One line of the table: so many processes, each at a counter of its own."""
    build = partial(build_hall, counters=connections)
    with scratch_databases(url, 2, build) as (place, copy), crew(connections) as people:
        numbers = range(1, connections + 1)
        serving = people.begin(_serve, [place] * connections, numbers, [calls] * connections)
        people.together()
        done = [one.result() for one in serving]
        bare = people.begin(_replay, [copy] * connections, [one.transactions for one in done])
        people.together()
        floors = [one.result() for one in bare]
    return _row(done, floors, calls)


def _serve(url: str, number: int, calls: int) -> Measured:
    """A counter's work: a person takes a ticket, is called, is served."""
    hall = BenchHall(url)
    clerk, counter = f"clerk{number}", str(number)
    queue = QUEUES[(number - 1) // 2 % len(QUEUES)]

    def serve(_turn: int) -> None:
        hall.act("IssueTicket", clerk, queue=queue, channel="window")
        ticket_id = hall.act("CallNext", clerk, counter=counter)["ticket_id"]
        told = {"ticket_id": ticket_id, "counter": counter, "outcome": "consulted"}
        hall.act("FinishTicket", clerk, **told)

    hall.database.reference()
    together()
    measured = hall.measure(serve, calls)
    hall.database.close()
    return measured


@dataclass(frozen=True)
class BareCalls:
    """The same on the bare driver: milliseconds of each call, and of all."""

    milliseconds: list[float]
    total_ms: float


def _replay(url: str, transactions: Sequence[bare.Transaction]) -> BareCalls:
    floor = bare.Floor(url)
    together()
    times = floor.replay(transactions)
    floor.close()
    calls = [times[first : first + ACTS_A_CALL] for first in range(0, len(times), ACTS_A_CALL)]
    return BareCalls([sum(acts) for acts in calls], sum(times))


def _row(done: Sequence[Measured], floors: Sequence[BareCalls], calls: int) -> Row:
    ours = [time for one in done for time in one.milliseconds]
    floor = [time for one in floors for time in one.milliseconds]
    span = max(one.ended for one in done) - min(one.began for one in done)
    floor_span = max(one.total_ms for one in floors) / 1000
    total = calls * len(done)
    return {
        "connections": len(done),
        "calls": total,
        "calls_per_s": round(total / span, 1),
        **figures(ours, 50, 99),
        "floor_calls_per_s": round(total / floor_span, 1),
        **{f"floor_{name}": value for name, value in figures(floor, 50, 99).items()},
        "ratio_p50": ratio(percentile(ours, 50), percentile(floor, 50)),
        "ratio_p99": ratio(percentile(ours, 99), percentile(floor, 99)),
        "ratio_calls": ratio(total / span, total / floor_span),
    }
