"""`ui-map`: every control a person acts on, with its name, role and accessible name."""

import argparse
import json
from typing import TYPE_CHECKING

from hall_client.cli.answers import DONE, put

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, program: "Program") -> int:
    rows = program.windows.ui_map()
    if args.json:
        put(json.dumps(rows, ensure_ascii=False))
        return DONE
    for row in rows:
        put("  ".join(row.values()))
    return DONE
