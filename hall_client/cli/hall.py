"""`hall`: check, import and export the configuration of a hall."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hall_client.app.hall_file import HallReading, read_hall, write_hall
from hall_client.cli.administration import add_database, header, perform
from hall_client.cli.reports import file_bytes, outcome, report, write_file
from hall_client.domain.errors import NoSuchRecord
from hall_client.domain.hall_setup import HallSetup

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["check", "import", "export"])
    parser.add_argument("file", type=Path, metavar="FILE", help=".json")
    add_database(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Exit 0, 1 when the file or the rules refuse; a database is opened after a clean check only.

    Warnings do not stop an import.
    """
    if args.action == "export":
        setup = _stored(args, program)
        write_file(args.file, write_hall(setup))
        return outcome({"ok": True, "hall": setup.hall.code}, as_json=args.json)
    data = file_bytes(args.file)
    reading = read_hall(data)
    if args.action == "check" or reading.setup is None:
        return report(reading.findings, _counts(reading), program.language, as_json=args.json)
    return outcome({"ok": True, **_imported(reading.setup, args, program)}, as_json=args.json)


def _stored(args: argparse.Namespace, program: "Program") -> HallSetup:
    """The configuration with the people as they are now, not as they were imported."""
    reference = program.open_database(args.database).reference()
    if reference.setup is None:
        raise NoSuchRecord(kind="hall", id="")
    people = sorted(reference.staff.values(), key=lambda one: one.login)
    return replace(reference.setup, staff=tuple(people))


def _imported(
    setup: HallSetup, args: argparse.Namespace, program: "Program"
) -> Mapping[str, object]:
    from hall_client.app.setup import ImportHall

    database = program.open_database(args.database)
    act = header(database, program.station, setup.hall.code)
    return perform(database, ImportHall(**act, document=write_hall(setup)))


def _counts(reading: HallReading) -> dict[str, object]:
    setup = reading.setup
    if setup is None:
        return {"hall": None}
    return {
        "hall": setup.hall.code,
        "queues": len(setup.queues),
        "counters": len(setup.counters),
        "stations": len(setup.stations),
        "staff": len(setup.staff),
    }
