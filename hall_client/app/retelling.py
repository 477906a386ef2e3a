"""Acts that were kept as text become commands again."""

import json
from collections.abc import Mapping
from typing import Any

from hall_client.app.codec import CodecError, decode
from hall_client.app.command import Command
from hall_client.app.registry import command_class
from hall_client.domain.errors import BadCommand, NotAvailable


def command_from(told: Mapping[str, Any], hall_id: str) -> Command:
    """The command of a kept act: its `id`, `command`, `actor`, `station`, `at` and `body`.

    NotAvailable: this program does not know it; BadCommand: it is not what it should be.
    """
    kind = command_class(told["command"])
    if kind is None:
        raise NotAvailable(command=told["command"])
    header = {name: told[name] for name in ("id", "at", "actor", "station")}
    try:
        made: Command = decode(kind, {**json.loads(told["body"]), **header, "hall_id": hall_id})
    except (ValueError, CodecError) as problem:
        raise BadCommand(problem=str(problem)) from None
    return made
