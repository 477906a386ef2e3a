"""Acts of administration from a shell: who may write the database administers it; all journaled."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hall_client.app.command import Command, new_id
from hall_client.app.dispatch import Dispatcher
from hall_client.app.reference import SETUP

if TYPE_CHECKING:
    from hall_client.store.database import SqlDatabase


def add_database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--database", type=place, metavar="URL", help="SQLAlchemy URL or a file")


def place(given: str) -> str:
    """A URL or a file; an empty word is no place (a variable of a script that was not set)."""
    if not given.strip():
        raise argparse.ArgumentTypeError("a SQLAlchemy URL or a file is needed")
    return given


def header(database: "SqlDatabase", station: str, hall: str | None = None) -> dict[str, Any]:
    """The header of an act done here and now; `hall`: of a document that brings its own."""
    return {
        "id": new_id(),
        "at": datetime.now(UTC),
        "actor": SETUP.login,
        "station": station,
        "hall_id": hall or database.reference().hall.code,
    }


def perform(database: "SqlDatabase", command: Command) -> Mapping[str, object]:
    """Run the act; the outcome as plain JSON data."""
    return Dispatcher(database).perform(command).result
