"""Subcommands of the contract that are not built yet: they say so and change nothing."""

import argparse
from typing import TYPE_CHECKING

from hall_client.domain.errors import NotAvailable

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rest", nargs=argparse.REMAINDER)


def run(args: argparse.Namespace, _program: "Program") -> int:
    raise NotAvailable(command=args.subcommand)
