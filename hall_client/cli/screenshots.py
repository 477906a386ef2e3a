"""`screenshots`: pictures of every screen in a folder."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hall_client.cli.answers import DONE, put, put_json

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="a folder")
    parser.add_argument("--lang", choices=["zh_CN", "en"], default="zh_CN")
    parser.add_argument("--text-size", choices=["normal", "large"], default="normal")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Print the files that were made."""
    made = program.windows.screenshots(args.out, args.lang, args.text_size)
    if args.json:
        put_json({"files": [str(file) for file in made]})
    else:
        for file in made:
            put(str(file))
    return DONE
