"""`show-config`: each setting, its value and where it comes from."""

import argparse
from typing import TYPE_CHECKING

from hall_client.cli.answers import DONE, put, put_json

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    rows = program.settings_rows
    if args.json:
        put_json({name: {"value": value, "origin": origin} for name, value, origin in rows})
        return DONE
    width = max(len(name) for name, _, _ in rows)
    for name, value, origin in rows:
        put(f"{name.ljust(width)}  {value}  ({origin})")
    return DONE
