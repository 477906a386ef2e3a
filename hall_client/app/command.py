"""Command: what a person does, as a small frozen value with its own id, actor and time."""

import os
import time
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from hall_client.domain.ids import uuid7
from hall_client.domain.people import Role


class Route(StrEnum):
    """Where a command may run; screens enable their actions from the same attribute."""

    LOCAL = "LOCAL"
    CENTRAL_IF_REACHABLE = "CENTRAL_IF_REACHABLE"
    CENTRAL_ONLY = "CENTRAL_ONLY"


class Authority(StrEnum):
    """Which database has the last word; a command writes tables of one authority only."""

    QUEUE = "QUEUE"
    CASE = "CASE"
    REFERENCE = "REFERENCE"


class Replay(StrEnum):
    """How an act that was done at a station is done again at the authority.

    FACT: it has happened; objections are noted, the act stands where the rows allow it.
    EDIT: it changed what was seen; where others changed it meanwhile, people compare.
    CHOICE: the choice made is replayed, never the wish.
    NEVER: nothing happens without the authority, so nothing is told later.
    """

    FACT = "FACT"
    EDIT = "EDIT"
    CHOICE = "CHOICE"
    NEVER = "NEVER"


REGISTRY: dict[str, type["Command"]] = {}
HEADER = ("id", "at", "actor", "station", "hall_id")


def resolved() -> Any:
    """A field that the handler fills in: wishes are resolved, decisions are replayed."""
    return field(default=None, metadata={"resolved": True})


@dataclass(frozen=True, kw_only=True)
class Command:
    """Header of every command. `at` is aware, UTC; `id` is a UUIDv7 made where it was pressed."""

    id: str
    at: datetime
    actor: str
    station: str
    hall_id: str

    route: ClassVar[Route]
    replay: ClassVar[Replay]
    authority: ClassVar[Authority]
    roles: ClassVar[frozenset[Role]]
    outcome: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        REGISTRY[cls.__name__] = cls

    @property
    def verb(self) -> str:
        return type(self).__name__


def body_fields(kind: type[Command], with_resolved: bool = True) -> list[str]:
    """Names of the command's own fields, in order."""
    return [
        f.name
        for f in fields(kind)
        if f.name not in HEADER and (with_resolved or not f.metadata.get("resolved"))
    ]


def new_id() -> str:
    """Make a UUIDv7 from this machine's clock: for index locality, never for order or time."""
    return uuid7(time.time_ns() // 1_000_000, os.urandom(10))
