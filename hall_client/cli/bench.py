"""`bench`: how fast this machine runs the hall, each figure beside its floor in the same run."""

import argparse
import platform
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from hall_client.cli.administration import add_database
from hall_client.cli.answers import DONE, complain
from hall_client.domain.errors import NotAvailable

if TYPE_CHECKING:
    from hall_client.cli.bench_figures import Row
    from hall_client.cli.program import Program

PLANNED = ("search", "devices")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=[*MEASURES, *PLANNED])
    add_database(parser)
    parser.add_argument("--size", type=_positive, metavar="N", help="rounds, calls, cases or acts")
    parser.add_argument(
        "--connections",
        type=_positive,
        action="append",
        metavar="N",
        help="counters at once, for queue (may be given several times); stations cut off, for sync",
    )
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Measure in databases of its own beside the one that is named; print the table."""
    if args.what in PLANNED:
        raise NotAvailable(command=f"bench {args.what}")
    from hall_client.cli.bench_figures import show

    url = args.database or program.database_url
    rows = MEASURES[args.what](args, url, program)
    machine = {"python": platform.python_version(), "machine": platform.machine()}
    show({"bench": args.what, **machine}, rows, as_json=args.json)
    return DONE


def _positive(given: str) -> int:
    number = int(given)
    if number < 1:
        raise argparse.ArgumentTypeError("1 or more are needed")
    return number


def _start(args: argparse.Namespace, url: str, _program: "Program") -> "Sequence[Row]":
    from hall_client.cli.bench_start import measure_start

    rounds = args.size or 5
    complain(f"bench start: {rounds} x 2 processes")
    return measure_start(url, rounds)


def _queue(args: argparse.Namespace, url: str, _program: "Program") -> "Sequence[Row]":
    from hall_client.cli.bench_queue import measure_queue

    rows = []
    for connections in args.connections or (1, 8):
        calls = args.size or (300 if connections == 1 else 100)
        complain(f"bench queue: {connections} x {calls} calls")
        rows.append(measure_queue(url, connections, calls))
    return rows


def _check_in(args: argparse.Namespace, url: str, _program: "Program") -> "Sequence[Row]":
    from hall_client.cli.bench_check_in import measure_check_in

    cases = args.size or 300
    complain(f"bench check-in: {cases} cases")
    return [measure_check_in(url, cases)]


def _sync(args: argparse.Namespace, url: str, program: "Program") -> "Sequence[Row]":
    from hall_client.cli.bench_sync import ACTS, CUT_OFF, measure_sync

    stations = (args.connections or [CUT_OFF])[0]
    return measure_sync(program.station_at, url, args.size or ACTS, stations)


MEASURES: "dict[str, Callable[[argparse.Namespace, str, Program], Sequence[Row]]]" = {
    "start": _start,
    "queue": _queue,
    "check-in": _check_in,
    "sync": _sync,
}
