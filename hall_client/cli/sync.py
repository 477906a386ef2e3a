"""`sync`: how this station stands beside central; tell and take in everything now; join."""

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hall_client.app.codec import encode
from hall_client.app.faults import Fault
from hall_client.app.joining import Joining, JoinProgress
from hall_client.app.links import LinkStanding, OldFile, UntoldAct
from hall_client.cli.answers import DONE, HALL_ZONE, put, put_json
from hall_client.domain.errors import NoCentral
from hall_client.words import say, say_fault, value

if TYPE_CHECKING:
    from hall_client.app.doors import StationDoor
    from hall_client.cli.program import Program

NOW_SECONDS = 60.0
ABOUT = ("case_no", "number", "item_code", "name", "queue", "counter")
"""What tells an act from others of its kind."""


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
        document: dict[str, Any] = dict(program.look_at_station())
    else:
        hall = program.open_station(Joining(_Progress(), args.replace))
        try:
            document = _document(hall.catch_up(NOW_SECONDS), hall, program.language)
        finally:
            hall.close()
        document["untold"] = program.look_at_station()["untold"]
    skew = float(document.get("skew_seconds", 0))
    if isinstance(document.get("problem"), Fault):
        document["problem"] = say_fault(document["problem"], program.language)
    document["clock"] = _clock_words(skew, program.language)
    if args.json:
        put_json(encode(document))
    else:
        _put_lines(document, program.language)
    return DONE


def _clock_words(skew_seconds: float, language: str) -> str | None:
    """How wrong this machine's clock is, where it is more than a minute."""
    minutes = int(abs(skew_seconds) // 60)
    code = "clock-slow" if skew_seconds > 0 else "clock-fast"
    return say("cli", code, language, minutes=minutes) if minutes else None


def _put_lines(document: dict[str, Any], language: str) -> None:
    old: list[OldFile] = document.pop("untold", [])
    for name, told in document.items():
        put(f"{name}: {told}")
    for one in old:
        if one.acts is None:
            put(say("cli", "old-file-unreadable", language, file=one.file))
        elif one.acts:
            put(say("cli", "old-file", language, file=one.file, count=len(one.acts)))
            for act in one.acts:
                put(f"  {_said(act, language)}")


def _said(act: UntoldAct, language: str) -> str:
    """An act of an old file in words: when, who, what, about what, how it stands."""
    about = (_found(act.body, name) for name in ABOUT)
    when = act.at.astimezone(HALL_ZONE)
    told = [f"{when:%Y-%m-%d %H:%M}", act.actor, value("command", act.command, language)]
    told += [one for one in about if one]
    return " ".join([*told, value("act-state", act.state, language)])


def _found(body: Any, name: str) -> str:
    """The text of this name in the body of an act, however deep it lies."""
    if not isinstance(body, Mapping):
        return ""
    if isinstance(body.get(name), str):
        return str(body[name])
    return next(filter(None, (_found(part, name) for part in body.values())), "")


def _document(standing: LinkStanding, hall: "StationDoor", language: str) -> dict[str, Any]:
    return {
        "station": hall.station,
        "state": standing.state,
        "said": value("link", standing.state, language),
        "since": encode(standing.since),
        "pending": standing.pending,
        "unsettled": standing.unsettled,
        "skew_seconds": standing.skew.total_seconds(),
        "problem": standing.problem,
    }


class _Progress:
    """A line on standard error that grows, where somebody looks at it."""

    def __call__(self, progress: JoinProgress) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{progress.rows} / {progress.of}")
            sys.stderr.write("\n" if progress.rows == progress.of else "")
