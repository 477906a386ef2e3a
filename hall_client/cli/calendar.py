"""`calendar`: which years of working days are loaded, and loading the yearly notice."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hall_client.app.calendars import parse_calendar
from hall_client.cli.answers import DONE, complain, put_json, refusal_answer, today_in_hall
from hall_client.cli.reports import file_bytes, outcome, report
from hall_client.domain.errors import Refusal
from hall_client.domain.findings import error
from hall_client.words import say

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="status|import")
    status = actions.add_parser("status", help="years loaded, and whether the next one is missing")
    load = actions.add_parser("import", help="load the notice of one or more years")
    load.add_argument("file", type=Path, metavar="FILE", help=".json")
    for action in (status, load):
        action.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Exit 0, 1 when the file or the rules refuse."""
    if args.action == "status":
        return _status(args, program)
    try:
        text = file_bytes(args.file).decode("utf-8-sig")
        parse_calendar(text)
        done = program.import_calendar(text)
    except UnicodeDecodeError as fault:
        found = error("not-utf8", "", byte=fault.start)
        return report([found], {"years": []}, program.language, as_json=args.json)
    except Refusal as refusal:
        return refusal_answer(refusal, program.language, as_json=args.json)
    return outcome({"ok": True, **done}, as_json=args.json)


def _status(args: argparse.Namespace, program: "Program") -> int:
    document = dict(program.calendar_status())
    loaded = document.get("years")
    this_year = today_in_hall().year
    known = loaded if isinstance(loaded, list) else []
    lacking = [year for year in (this_year, this_year + 1) if year not in known]
    document["missing"] = lacking
    if lacking:
        years = ", ".join(str(year) for year in lacking)
        complain(say("cli", "calendar-missing", program.language, years=years))
    if args.json:
        put_json(document)
        return DONE
    return outcome(document, as_json=False)
