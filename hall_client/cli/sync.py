"""`sync`: how this station stands beside central; tell and take in everything now; join."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from hall_client.app.codec import encode
from hall_client.app.links import LinkStanding
from hall_client.app.replication import JoinProgress
from hall_client.cli.answers import DONE, put, put_json
from hall_client.domain.errors import NoCentral
from hall_client.words import say_fault, value

if TYPE_CHECKING:
    from hall_client.app.doors import StationDoor
    from hall_client.cli.program import Program

NOW_SECONDS = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["status", "now", "join"])
    parser.add_argument("--replace", action="store_true", help="take another file's place (join)")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Exit 1 on a machine without central; 3 when central or the station's file cannot be had.

    `status` looks at the file beside whoever works with it.
    """
    if not program.central:
        raise NoCentral()
    if args.action == "status":
        document = dict(program.look_at_station())
    else:
        hall = program.open_station(args.replace, _Progress())
        try:
            document = _document(hall.catch_up(NOW_SECONDS), hall, program.language)
        finally:
            hall.close()
    if args.json:
        put_json(document)
    else:
        for name, told in document.items():
            put(f"{name}: {told}")
    return DONE


def _document(standing: LinkStanding, hall: "StationDoor", language: str) -> dict[str, Any]:
    problem = say_fault(standing.problem, language) if standing.problem else None
    return {
        "station": hall.station,
        "state": standing.state,
        "said": value("link", standing.state, language),
        "since": encode(standing.since),
        "pending": standing.pending,
        "unsettled": standing.unsettled,
        "skew_seconds": standing.skew.total_seconds(),
        "problem": problem,
    }


class _Progress:
    """A line on standard error that grows, where somebody looks at it."""

    def __call__(self, progress: JoinProgress) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{progress.rows} / {progress.of}")
            sys.stderr.write("\n" if progress.rows == progress.of else "")
