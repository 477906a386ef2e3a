"""`staff`: add, disable, list people, reset a password."""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hall_client.app.command import Command, new_id
from hall_client.app.dispatch import Dispatcher
from hall_client.app.reference import SETUP
from hall_client.app.setup import AddStaff, DisableStaff
from hall_client.cli.answers import DONE, REFUSED, complain, put, put_json
from hall_client.cli.sign_on import password_of
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
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL or a file")
    parser.add_argument("--json", action="store_true", help="JSON lines")


def run(args: argparse.Namespace, program: "Program") -> int:
    """The person who may write the database file administers it; every act is journaled."""
    database = program.open_database(args.database)
    if args.action == "list":
        return _list(database, as_json=args.json)
    if not args.login:
        complain(say("cli", "login-needed", program.language, action=args.action))
        return REFUSED
    if args.action == "reset-password":
        return _reset(args.login, database)
    Dispatcher(database).perform(_command(args, database, program.station))
    if args.action == "add":
        database.set_password(args.login, password_of(args.login))
    put_json({"ok": True, "login": args.login})
    return DONE


def _command(args: argparse.Namespace, database: "SqlDatabase", station: str) -> Command:
    header: dict[str, Any] = {
        "id": new_id(),
        "at": datetime.now(UTC),
        "actor": SETUP.login,
        "station": station,
        "hall_id": database.reference().hall.code,
    }
    if args.action == "disable":
        return DisableStaff(**header, login=args.login, reason=args.reason)
    return AddStaff(
        **header,
        login=args.login,
        name=args.name or args.login,
        roles_=tuple(args.role),
        section=args.section,
    )


def _reset(login: str, database: "SqlDatabase") -> int:
    if database.reference().person(login) is None:
        raise NoSuchRecord(kind="staff", id=login)
    database.set_password(login, password_of(login))
    put_json({"ok": True, "login": login})
    return DONE


def _list(database: "SqlDatabase", *, as_json: bool) -> int:
    for person in sorted(database.reference().staff.values(), key=lambda one: one.login):
        roles = sorted(person.roles)
        if as_json:
            put_json(
                {
                    "login": person.login,
                    "name": person.name,
                    "roles": roles,
                    "active": person.active,
                }
            )
        else:
            put(f"{person.login:14} {person.name:8} {', '.join(roles)}")
    return DONE
