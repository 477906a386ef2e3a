"""`schema`: the contract as JSON Schema."""

import argparse
import json
from typing import TYPE_CHECKING

from hall_client.app.contract import contract
from hall_client.cli.answers import DONE, put

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="it is JSON anyway")


def run(_args: argparse.Namespace, _program: "Program") -> int:
    put(json.dumps(contract(), ensure_ascii=False, indent=1))
    return DONE
