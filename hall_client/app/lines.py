"""Commands as JSON lines: what another program says, turned into a command, or refused in words."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hall_client.app.codec import CodecError, decode
from hall_client.app.command import Command, body_fields, new_id
from hall_client.app.contract import PLANNED_COMMANDS
from hall_client.app.json_document import load_object
from hall_client.app.registry import command_class
from hall_client.domain.errors import BadCommand, NotAvailable

LARGEST_NUMBER = 2**53
"""What every reader of JSON keeps exactly."""


@dataclass(frozen=True)
class Speaker:
    """Who says it and where."""

    actor: str
    station: str
    hall_id: str


def parse_line(text: str) -> dict[str, Any]:
    """Read one line as an object with a `command`, or refuse `bad-command`."""
    data, findings = load_object(text)
    if findings:
        told = ", ".join(f"{name} {fact}" for name, fact in findings[0].facts.items())
        raise BadCommand(problem=f"{findings[0].code} {told}".strip())
    if not isinstance(data.get("command"), str):
        raise BadCommand(problem='an object with "command" is expected')
    _require_storable(data)
    return dict(data)


def _require_storable(value: object) -> None:
    """Refuse what JSON can say and no database can keep: half characters, zero bytes, giants."""
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for one in value:
            _require_storable(one)
    if isinstance(value, str) and (
        "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value)
    ):
        raise BadCommand(problem="a text holds signs that are no characters")
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise BadCommand(problem="a number is too large")


def command_of(data: Mapping[str, Any], speaker: Speaker) -> Command:
    """Build the command of a parsed line; the fields a handler resolves may not be given."""
    name = data["command"]
    kind = command_class(name)
    if kind is None:
        if name in PLANNED_COMMANDS:
            raise NotAvailable(command=name)
        raise BadCommand(problem=f"unknown command {name!r}")
    body = {key: value for key, value in data.items() if key != "command"}
    given = set(body_fields(kind, with_resolved=False))
    known = {field.rstrip("_") for field in given} | {"id", "at"}
    for key in body:
        if key not in known:
            raise BadCommand(problem=f"{name}: unknown field {key!r}")
    header = {
        "id": _id_of(body.get("id")),
        "at": datetime.now(UTC) if body.get("at") is None else body["at"],
        "actor": speaker.actor,
        "station": speaker.station,
        "hall_id": speaker.hall_id,
    }
    try:
        command: Command = decode(kind, {**body, **header})
    except CodecError as error:
        raise BadCommand(problem=f"{name}: {str(error).removeprefix(f'{name}: ')}") from None
    return command


def _id_of(given: object) -> str:
    if given is None:
        return new_id()
    try:
        return str(uuid.UUID(str(given)))
    except ValueError:
        raise BadCommand(problem=f"id {given!r} is not a UUID") from None
