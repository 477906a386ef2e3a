"""`demo`: a hall's day, in windows with people arriving, or headless at full speed."""

import argparse
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hall_client.cli.administration import add_database
from hall_client.cli.answers import DONE, REFUSED, complain, put, put_json
from hall_client.cli.program import WindowsRequest
from hall_client.words import say

if TYPE_CHECKING:
    from hall_client.app.rehearsal import Rehearsal
    from hall_client.cli.program import Program
    from hall_client.store.database import SqlDatabase

CASES, MOST_CASES = 40, 5000
SETUP_ROWS = 500
TENTHS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--headless", action="store_true", help="no windows: files in DIR")
    parser.add_argument("--out", type=Path, default=Path("hall-day"), metavar="DIR")
    parser.add_argument("--cases", type=_count, default=CASES, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same day again")
    parser.add_argument("--date", type=date.fromisoformat, metavar="DAY", help="2026-09-21")
    add_database(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object")


def _count(given: str) -> int:
    if not given.isdecimal() or not 1 <= int(given) <= MOST_CASES:
        raise argparse.ArgumentTypeError(f"1 to {MOST_CASES}")
    return int(given)


def run(args: argparse.Namespace, program: "Program") -> int:
    """Exit 0, 1 when a piece of paper did not come out, 3 without display, folder or database."""
    if not args.headless:
        request = WindowsRequest(demo=True, database=args.database, seed=args.seed)
        return program.windows.open(request)
    told = _play(args, program)
    if args.json:
        put_json(told)
    else:
        for name, value in told.items():
            put(f"{name}: {value}")
    return REFUSED if told["unprinted"] else DONE


def _play(args: argparse.Namespace, program: "Program") -> dict[str, Any]:
    from hall_client.app.queries import Prints
    from hall_client.app.reference import SETUP
    from hall_client.app.rehearsal import DAY, Rehearsal
    from hall_client.cli.demo_folder import DATABASE, prepare

    rehearsal = Rehearsal(args.seed, args.date or DAY, args.cases)
    prepare(args.out)
    place = args.database or str(args.out / DATABASE)
    complain(say("cli", "demo-preparing", program.language, place=args.out))
    database, told = _rehearsal_database(place, rehearsal, program)
    begun = time.monotonic()
    _act_out(rehearsal, database, args.out, program)
    seconds = time.monotonic() - begun
    document = _write_report(rehearsal, database, args.out, program)
    unprinted = len(database.ask(Prints(), SETUP))
    database.close()
    return {
        "folder": str(args.out),
        "database": database.place,
        **({"password": told["password"]} if "password" in told else {}),
        "cases": len(document["cases"]),
        "documents": sum(document["documents"].values()),
        "unprinted": unprinted,
        "seconds": round(seconds, 1),
        "cases_per_minute": round(60 * args.cases / seconds),
    }


def _act_out(
    rehearsal: "Rehearsal", database: "SqlDatabase", out: Path, program: "Program"
) -> None:
    from hall_client.app.faults import FileUnreadable
    from hall_client.app.rehearsal import rehearse
    from hall_client.cli.demo_stage import HeadlessHall

    stage = HeadlessHall(database, out, _Progress(rehearsal.cases, program.language))
    try:
        rehearse(rehearsal, database.reference(), stage)
        stage.finish()
    except OSError as problem:
        raise FileUnreadable(path=str(out), why=problem.strerror or "") from None
    finally:
        stage.close()


def _write_report(
    rehearsal: "Rehearsal", database: "SqlDatabase", out: Path, program: "Program"
) -> dict[str, Any]:
    from hall_client.app.queries import Board
    from hall_client.cli.demo_report import report, text_of

    document = report(database, rehearsal)
    (out / "day.json").write_text(text_of(document), encoding="utf-8")
    if program.windows.board_picture is None:
        complain(say("cli", "demo-no-board", program.language))
        return document
    viewer = database.reference().staff["board1"]
    rows = database.ask(Board(day=rehearsal.day), viewer)
    program.windows.board_picture(out / "board.png", rows)
    return document


def _rehearsal_database(
    place: str, rehearsal: "Rehearsal", program: "Program"
) -> "tuple[SqlDatabase, dict[str, object]]":
    """A fresh database at the place, or one of a rehearsal in which nothing was done yet."""
    from hall_client.app.faults import DatabaseExists
    from hall_client.store.sample import load_sample

    try:
        database = program.create_database(place, True)
    except DatabaseExists:
        database = program.open_database(place)
        _require_unused(database)
    if database.reference().setup is not None:
        return database, {}
    return database, load_sample(database, rehearsal.eve)


def _require_unused(database: "SqlDatabase") -> None:
    """Real work is never mixed with a rehearsal, nor one rehearsal with another."""
    from hall_client.app.command import Authority
    from hall_client.app.faults import NotRehearsal, RehearsalPlayed
    from hall_client.app.queries import Journal
    from hall_client.app.reference import SETUP
    from hall_client.app.registry import command_class

    if not database.rehearsal:
        raise NotRehearsal(place=database.place)
    for row in database.ask(Journal(limit=SETUP_ROWS), SETUP):
        kind = command_class(row.command)
        if kind is None or kind.authority is not Authority.REFERENCE:
            raise RehearsalPlayed(path=database.place)


class _Progress:
    """A line for every tenth of the way: cases come in, cases are laid away."""

    def __init__(self, cases: int, language: str) -> None:
        self._all, self._language = 2 * cases, language
        self._done = self._told = 0

    def __call__(self, command: str) -> None:
        self._done += command in ("CheckInCase", "ArchiveCase")
        tenth = TENTHS * self._done // self._all
        if tenth > self._told:
            self._told = tenth
            percent = tenth * 100 // TENTHS
            complain(say("cli", "demo-progress", self._language, percent=percent))
