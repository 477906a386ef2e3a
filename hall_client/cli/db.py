"""`db`: make, upgrade, look at, back up and restore a database; say that one was restored, and
what it asks of programs; cut what is kept of changes for stations that were off."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hall_client.app.faults import DatabaseExists
from hall_client.cli.administration import add_database
from hall_client.cli.answers import DONE, WRONG_USAGE, complain, put, put_json
from hall_client.words import say

if TYPE_CHECKING:
    from hall_client.cli.program import Program
    from hall_client.store.database import SqlDatabase


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=[*ACTIONS])
    given = "the copy (backup, restore); the oldest program that may work here (require)"
    parser.add_argument("given", nargs="?", metavar="FILE|VERSION", help=given)
    add_database(parser)
    parser.add_argument("--sample", action="store_true", help="the sample hall; makes a rehearsal")
    parser.add_argument("--rehearsal", action="store_true", help="acts may carry any time")
    skip = "numbers of each series that may be out already (restored)"
    parser.add_argument("--skip", type=int, default=500, help=skip)
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Exit 0, 2 without the file or version that is needed, 3 when there is no database."""
    needed = NEEDED.get(args.action)
    if needed and args.given is None:
        complain(say("cli", needed, program.language, action=args.action))
        return WRONG_USAGE
    document = ACTIONS[args.action](args, program)
    if args.json:
        put_json(document)
    else:
        for name, value in document.items():
            put(f"{name}: {value}")
    return DONE


def _init(args: argparse.Namespace, program: "Program") -> dict[str, object]:
    from hall_client.store.sample import load_sample

    database = _made(args, program)
    document: dict[str, object] = {"database": database.place}
    document["mode"] = "rehearsal" if database.rehearsal else "production"
    if args.sample:
        document |= load_sample(database)
    return document


def _made(args: argparse.Namespace, program: "Program") -> "SqlDatabase":
    """A new database; the sample may also go into a rehearsal that is there and has no hall."""
    try:
        return program.create_database(args.database, args.sample or args.rehearsal)
    except DatabaseExists:
        if not args.sample:
            raise
        database = program.open_database(args.database)
        if database.rehearsal and database.reference().setup is not None:
            raise
        return database


def _upgrade(args: argparse.Namespace, program: "Program") -> dict[str, object]:
    from hall_client.store.creation import upgrade_database

    before = upgrade_database(args.database or program.database_url)
    facts = program.open_database(args.database).facts()
    return {"database": facts["place"], "from": before, "schema": facts["schema"]}


def _status(args: argparse.Namespace, program: "Program") -> dict[str, object]:
    return dict(program.open_database(args.database).facts())


def _backup(args: argparse.Namespace, program: "Program") -> dict[str, object]:
    from hall_client.store.creation import backup

    target = Path(args.given)
    backup(args.database or program.database_url, target)
    return {"copy": str(target), "bytes": target.stat().st_size}


def _restore(args: argparse.Namespace, program: "Program") -> dict[str, object]:
    from hall_client.store.creation import restore

    database = restore(Path(args.given), args.database or program.database_url)
    return {"database": database.place, "restored": True}


def _restored(args: argparse.Namespace, program: "Program") -> dict[str, object]:
    from hall_client.store.restoring import note_restored

    return note_restored(args.database or program.central or program.database_url, args.skip)


def _prune(args: argparse.Namespace, program: "Program") -> dict[str, object]:
    from hall_client.store.pruning import prune

    database = program.open_database(args.database or program.central or None)
    return {"database": database.place, "changes_cut": prune(database)}


def _require(args: argparse.Namespace, program: "Program") -> dict[str, object]:
    from hall_client.store.versions import require_version

    database = program.open_database(args.database or program.central or None)
    require_version(database, args.given)
    return {"database": database.place, "min_client": args.given}


NEEDED = {"backup": "file-needed", "restore": "file-needed", "require": "version-needed"}
ACTIONS = {
    "init": _init,
    "upgrade": _upgrade,
    "status": _status,
    "backup": _backup,
    "restore": _restore,
    "restored": _restored,
    "prune": _prune,
    "require": _require,
}
