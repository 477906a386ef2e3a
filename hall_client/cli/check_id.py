"""`check-id`: whether certificate numbers and credit codes hold."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from hall_client.cli.answers import (
    DONE,
    REFUSED,
    WrongUsage,
    day_of,
    put,
    put_json,
    today_in_hall,
    usage_answer,
)
from hall_client.domain.certificates import IdKind
from hall_client.domain.identity import AUTO, Checked, check
from hall_client.words import say

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("values", nargs="+", metavar="VALUE", help="a number or code")
    parser.add_argument(
        "--kind",
        choices=[AUTO, *map(str, IdKind)],
        default=AUTO,
        help="what the values are; auto tells resident-id from uscc",
    )
    parser.add_argument("--today", metavar="DATE", help="births after this day are refused")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Print one answer for each value; exit 1 when any does not hold, 2 wrong usage."""
    try:
        today = day_of("--today", args.today) if args.today is not None else today_in_hall()
    except WrongUsage as fault:
        return usage_answer(fault, program.language)
    results = [check(value, args.kind, today) for value in args.values]
    for checked in results:
        if args.json:
            put_json(asdict(checked))
        else:
            _tell(checked, program.language)
    return DONE if all(checked.valid for checked in results) else REFUSED


def _tell(checked: Checked, language: str) -> None:
    facts = {"value": checked.value, "kind": checked.kind, "normalised": checked.normalised}
    if checked.problem is None:
        put(say("cli", "id-valid", language, **facts))
    else:
        problem = say("problems", checked.problem, language)
        put(say("cli", "id-invalid", language, problem=problem, **facts))
    for doubt in checked.warnings:
        put(say("cli", "id-doubt", language, doubt=say("problems", doubt, language)))
