"""Signing on from a shell: the password from HALL_PASSWORD, the keyring, or a prompt."""

import getpass
import os
import sys
from typing import TYPE_CHECKING

from hall_client.app.faults import NotRehearsal
from hall_client.cli.administration import add_database
from hall_client.domain.errors import NotSignedIn, PasswordNeeded
from hall_client.domain.people import Staff

if TYPE_CHECKING:
    import argparse

    from hall_client.app.doors import HallDoor
    from hall_client.cli.program import Program

SERVICE = "hall-client"
VARIABLE = "HALL_PASSWORD"


def add_person(parser: "argparse.ArgumentParser") -> None:
    """The arguments that say who acts, where and in which database."""
    parser.add_argument("--as", dest="actor", required=True, metavar="STAFF", help="login")
    add_database(parser)
    parser.add_argument("--station", metavar="NAME", help="where it is done")


def sign_on(args: "argparse.Namespace", program: "Program") -> "tuple[HallDoor, Staff]":
    """Open the database and return the person, or refuse.

    A server's URL that names its user has shown who may connect: allowed for rehearsals only.
    """
    database = program.open_hall(args.database)
    if database.server_user is not None:
        if not database.rehearsal:
            raise NotRehearsal(place=database.place)
        person = database.reference().person(args.actor)
        if person is None or not person.active:
            raise NotSignedIn(login=args.actor)
        return database, person
    return database, database.sign_in(args.actor, password_of(args.actor))


def password_of(login: str) -> str:
    """HALL_PASSWORD, else the keyring, else a prompt (never echoed, never stored)."""
    return os.environ.get(VARIABLE) or _from_keyring(login) or _typed(login, login)


def new_password_of(login: str) -> str:
    """A password to be set: HALL_PASSWORD, else typed twice; the keyring knows only old ones."""
    given = os.environ.get(VARIABLE)
    if given:
        return given
    first = _typed(login, login)
    if _typed(login, f"{login} (2)") != first:
        raise PasswordNeeded(login=login)
    return first


def _typed(login: str, prompt: str) -> str:
    """What a person types without an echo; refused where nobody sits."""
    typed = getpass.getpass(f"{prompt}: ") if sys.stdin.isatty() else ""
    if not typed:
        raise PasswordNeeded(login=login)
    return typed


def _from_keyring(login: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, login)
    except KeyringError:
        return None
