"""`deadline`: when a case is due, from the law's arithmetic alone."""

import argparse
from typing import TYPE_CHECKING

from hall_client.cli.answers import (
    DONE,
    REFUSED,
    WrongUsage,
    complain,
    count_of,
    day_of,
    put,
    put_json,
    refusal_answer,
    today_in_hall,
    usage_answer,
)
from hall_client.domain.deadlines import Clock, ClockKind, Standing, Suspension, standing
from hall_client.domain.errors import Refusal
from hall_client.words import say

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--accepted", required=True, metavar="DATE", help="day of acceptance")
    parser.add_argument("--days", required=True, metavar="N", help="limit in working days")
    parser.add_argument(
        "--suspend",
        action="append",
        default=[],
        metavar="FROM:TO[:DECLARED]",
        help="a special procedure; TO empty while it is open; may be given several times",
    )
    parser.add_argument(
        "--clock",
        choices=[str(kind) for kind in ClockKind],
        default=str(ClockKind.STATUTORY),
        help="which limit; the committed one caps the credit and knows no extension",
    )
    parser.add_argument("--extend", default="0", metavar="N", help="days of the one extension")
    parser.add_argument("--today", metavar="DATE", help="count up to this day")
    parser.add_argument("--strict", action="store_true", help="an estimated due date is a failure")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Print the standing of the clock; exit 0, 1 refused or (--strict) estimated, 2 wrong usage."""
    try:
        answer = _answered(args, program)
    except WrongUsage as fault:
        return usage_answer(fault, program.language)
    except Refusal as refusal:
        return refusal_answer(refusal, program.language, as_json=args.json)
    _warn(answer, program.language)
    if args.json:
        put_json(as_document(answer))
    else:
        put(say("cli", "deadline", program.language, **as_document(answer)))
    return REFUSED if args.strict and answer.estimated else DONE


def as_document(answer: Standing) -> dict[str, object]:
    """Return the standing as the contract has it; days are ISO text, counts are working days."""
    return {
        "due": answer.due.isoformat(),
        "base_due": answer.base_due.isoformat(),
        "used": answer.used,
        "remaining": answer.remaining,
        "credit": answer.credit,
        "estimated": answer.estimated,
        "count_estimated": answer.count_estimated,
        "explanation": answer.explanation,
    }


def _answered(args: argparse.Namespace, program: "Program") -> Standing:
    today = day_of("--today", args.today) if args.today is not None else today_in_hall()
    clock = Clock(
        kind=ClockKind(args.clock),
        accepted_on=day_of("--accepted", args.accepted),
        days=count_of("--days", args.days),
        suspensions=tuple(_suspension(given) for given in args.suspend),
        extension=count_of("--extend", args.extend),
    )
    return standing(program.calendar(), clock, today)


def _suspension(given: str) -> Suspension:
    parts = given.split(":")
    if len(parts) not in (2, 3):
        raise WrongUsage("bad-suspension", given=given)
    start, end = parts[0], parts[1]
    return Suspension(
        start=day_of("--suspend", start),
        end=day_of("--suspend", end) if end else None,
        declared_days=count_of("--suspend", parts[2]) if parts[2:] else None,
    )


def _warn(answer: Standing, language: str) -> None:
    if answer.estimated:
        complain(say("cli", "estimated", language, due=answer.due))
    elif answer.count_estimated:
        complain(say("cli", "count-estimated", language))
