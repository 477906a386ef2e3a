"""`calendar`: which years of working days are loaded, and loading the yearly notice."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hall_client.app.calendars import parse_years
from hall_client.cli.administration import add_database, header, perform
from hall_client.cli.answers import complain, today_in_hall
from hall_client.cli.reports import file_bytes, outcome, report
from hall_client.domain.findings import error
from hall_client.domain.ids import derive
from hall_client.words import say

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="status|import")
    status = actions.add_parser("status", help="years loaded, and whether the next one is missing")
    load = actions.add_parser("import", help="load the notice of one or more years")
    load.add_argument("file", type=Path, metavar="FILE", help=".json")
    for action in (status, load):
        add_database(action)
        action.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Exit 0, 1 when the file or the rules refuse."""
    if args.action == "status":
        return _status(args, program)
    try:
        text = file_bytes(args.file).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        found = error("not-utf8", "", byte=fault.start)
        return report([found], {"years": []}, program.language, as_json=args.json)
    parse_years(text)  # a bad file is told before a database is opened
    return outcome({"ok": True, **_imported(text, args, program)}, as_json=args.json)


def _imported(text: str, args: argparse.Namespace, program: "Program") -> dict[str, object]:
    """Load the notices, then count the due dates of running cases anew: two authorities."""
    from hall_client.app.recounts import RecountDueDates
    from hall_client.app.setup import ImportCalendar

    database = program.open_database(args.database)
    act = header(database, program.station)
    done = perform(database, ImportCalendar(**act, document=text))
    follow_up = act | {"id": derive(act["id"], 1)}
    return {**done, **perform(database, RecountDueDates(**follow_up))}


def _status(args: argparse.Namespace, program: "Program") -> int:
    years = sorted(program.open_database(args.database).reference().calendar.years)
    this_year = today_in_hall().year
    lacking = [year for year in (this_year, this_year + 1) if year not in years]
    if lacking:
        told = ", ".join(str(year) for year in lacking)
        complain(say("cli", "calendar-missing", program.language, years=told))
    return outcome({"years": years, "missing": lacking}, as_json=args.json)
