"""`catalogue`: check a file of service items, import it, export what is published."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hall_client.app.catalogue_file import CatalogueReading, read_catalogue, write_catalogue
from hall_client.cli.administration import add_database, header, perform
from hall_client.cli.reports import file_bytes, outcome, report, write_file
from hall_client.domain.catalogue import ServiceItem

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["check", "import", "export"])
    parser.add_argument("file", type=Path, metavar="FILE", help=".json or .xlsx")
    add_database(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Exit 0, 1 when the file or the rules refuse; a database is opened after a clean check only.

    Nothing is imported unless every row is right.
    """
    if args.action == "export":
        items = list(program.open_database(args.database).reference().items.values())
        write_file(args.file, _written(args.file, items))
        return outcome({"ok": True, "items": len(items)}, as_json=args.json)
    reading = _read(args.file)
    counts = {"items": len(reading.items)}
    if args.action == "check" or not reading.ok:
        return report(reading.findings, counts, program.language, as_json=args.json)
    return outcome({"ok": True, **_imported(reading, args, program)}, as_json=args.json)


def _imported(
    reading: CatalogueReading, args: argparse.Namespace, program: "Program"
) -> Mapping[str, object]:
    from hall_client.app.setup import ImportCatalogue

    database = program.open_database(args.database)
    act, document = header(database, program.station), write_catalogue(reading.items)
    return perform(database, ImportCatalogue(**act, document=document))


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
