"""`act`: one JSON object a line in, one answer a line out, unbuffered: a conversation."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from hall_client.app.codec import encode
from hall_client.app.dispatch import Performer, system_clock
from hall_client.app.faults import Fault
from hall_client.app.lines import Speaker, command_of, parse_line
from hall_client.cli.answers import DONE, REFUSED, put_json
from hall_client.cli.sign_on import add_person, sign_on
from hall_client.domain.errors import Refusal
from hall_client.words import say_fault, say_refusal

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_person(parser)
    parser.add_argument("--json", action="store_true", help="answers are JSON lines anyway")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Answer every line in order; exit 1 when any was not ok."""
    database, person = sign_on(args, program)
    dispatcher = database.performer(system_clock)
    hall = database.reference().hall.code
    speaker = Speaker(person.login, args.station or program.station, hall)
    status = DONE
    for line in sys.stdin:
        if line.strip():
            answer = _answer(line, speaker, dispatcher, program.language)
            status = status if answer["ok"] else REFUSED
            put_json(answer)
            sys.stdout.flush()
    database.close()
    return status


def _answer(line: str, speaker: Speaker, dispatcher: Performer, language: str) -> dict[str, Any]:
    given: dict[str, Any] = {}
    try:
        given = parse_line(line)
        outcome = dispatcher.perform(command_of(given, speaker))
    except Refusal as refusal:
        return _no(given, refusal.code, say_refusal(refusal, language))
    except Fault as fault:
        return _no(given, fault.code, say_fault(fault, language))
    return {"id": outcome.command.id, "ok": True, "outcome": encode(outcome.result)}


def _no(given: dict[str, Any], code: str, message: str) -> dict[str, Any]:
    return {"id": given.get("id"), "ok": False, "refusal": code, "message": message}
