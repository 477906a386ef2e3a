"""`catalogue`: check a file of service items, import it, export what is published."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hall_client.app.catalogue_file import CatalogueReading, read_catalogue, write_catalogue
from hall_client.cli.answers import refusal_answer
from hall_client.cli.reports import file_bytes, outcome, report, write_file
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.errors import Refusal

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["check", "import", "export"])
    parser.add_argument("file", type=Path, metavar="FILE", help=".json or .xlsx")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Exit 0, 1 when the file or the rules refuse; a database is opened after a clean check only.

    Nothing is imported unless every row is right.
    """
    if args.action == "export":
        items = program.export_catalogue()
        write_file(args.file, _written(args.file, items))
        return outcome({"ok": True, "items": len(items)}, as_json=args.json)
    reading = _read(args.file)
    counts = {"items": len(reading.items)}
    if args.action == "check" or not reading.ok:
        return report(reading.findings, counts, program.language, as_json=args.json)
    try:
        done = program.import_catalogue(list(reading.items))
    except Refusal as refusal:
        return refusal_answer(refusal, program.language, as_json=args.json)
    return outcome({"ok": True, **done}, as_json=args.json)


def _read(path: Path) -> CatalogueReading:
    data = file_bytes(path)
    if path.suffix.lower() != ".xlsx":
        return read_catalogue(data)
    from hall_client.documents.catalogue_sheet import read_sheets

    return read_sheets(data)


def _written(path: Path, items: Sequence[ServiceItem]) -> str | bytes:
    if path.suffix.lower() != ".xlsx":
        return write_catalogue(items)
    from hall_client.documents.catalogue_sheet import write_sheets

    return write_sheets(items)
