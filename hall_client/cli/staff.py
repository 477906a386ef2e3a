"""`staff`: add, disable, list people, reset a password."""

import argparse
from typing import TYPE_CHECKING

from hall_client.app.setup import AddStaff, DisableStaff
from hall_client.cli.administration import add_database, header, perform
from hall_client.cli.answers import DONE, WRONG_USAGE, complain, put, put_json
from hall_client.cli.reports import outcome
from hall_client.cli.sign_on import new_password_of
from hall_client.domain.errors import NoSuchRecord
from hall_client.words import say

if TYPE_CHECKING:
    from hall_client.cli.program import Program
    from hall_client.store.database import SqlDatabase


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["add", "disable", "list", "reset-password"])
    parser.add_argument("login", nargs="?", help="whom")
    parser.add_argument("--name", default="", help="the person's name")
    parser.add_argument("--role", action="append", default=[], help="may be given several times")
    parser.add_argument("--section", help="section code; none: all sections")
    parser.add_argument("--reason", default="", help="why a login is closed")
    add_database(parser)
    parser.add_argument("--json", action="store_true", help="JSON lines")


def run(args: argparse.Namespace, program: "Program") -> int:
    """The person who may write the database file administers it; every act is journaled."""
    if args.action != "list" and not args.login:
        complain(say("cli", "login-needed", program.language, action=args.action))
        return WRONG_USAGE
    database = program.open_database(args.database)
    if args.action == "list":
        return _list(database, as_json=args.json)
    if args.action == "disable":
        act = header(database, program.station)
        perform(database, DisableStaff(**act, login=args.login, reason=args.reason))
    elif args.action == "add":
        _add(args, database, program.station)
    else:
        _reset(args.login, database)
    return outcome({"ok": True, "login": args.login}, as_json=args.json)


def _add(args: argparse.Namespace, database: "SqlDatabase", station: str) -> None:
    password = new_password_of(args.login)
    perform(
        database,
        AddStaff(
            **header(database, station),
            login=args.login,
            name=args.name or args.login,
            roles_=tuple(args.role),
            section=args.section,
        ),
    )
    database.set_password(args.login, password)


def _reset(login: str, database: "SqlDatabase") -> None:
    if login not in database.reference().staff:
        raise NoSuchRecord(kind="staff", id=login)
    database.set_password(login, new_password_of(login))


def _list(database: "SqlDatabase", *, as_json: bool) -> int:
    for person in sorted(database.reference().staff.values(), key=lambda one: one.login):
        roles = sorted(person.roles)
        if as_json:
            put_json(
                {
                    "login": person.login,
                    "name": person.name,
                    "roles": roles,
                    "section": person.section,
                    "active": person.active,
                }
            )
        else:
            put(f"{person.login:14} {person.name:8} {', '.join(roles)}")
    return DONE
