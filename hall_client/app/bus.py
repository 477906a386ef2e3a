"""The bus: which function handles which command."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hall_client.app.command import Command
from hall_client.app.events import Event
from hall_client.app.work import Work


@dataclass(frozen=True)
class Done:
    """What a handler answers: outcome for the asker, events for this station's devices,
    and the command with its choices filled in (None: nothing was left open)."""

    outcome: dict[str, Any] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    resolved: Command | None = None


C = TypeVar("C", bound=Command)
Handler = Callable[[C, Work], Done]
HANDLERS: dict[str, Handler[Any]] = {}


def handles(kind: type[C]) -> Callable[[Handler[C]], Handler[C]]:
    """Register a handler: deterministic given the command and the rows, no clock, no random."""

    def register(handler: Handler[C]) -> Handler[C]:
        HANDLERS[kind.__name__] = handler
        return handler

    return register
