"""Everything that can be asked for: importing this module registers all commands and handlers."""

from hall_client.app import (
    acceptance,
    attachments,
    cases,
    corrections,
    counters,
    day_close,
    decisions,
    deliveries,
    endings,
    handoffs,
    recounts,
    reviews,
    setup,
    ticket_moves,
    tickets,
    withdrawals,
)
from hall_client.app.bus import HANDLERS
from hall_client.app.command import REGISTRY, Command

MODULES = (
    acceptance,
    attachments,
    cases,
    corrections,
    counters,
    day_close,
    decisions,
    deliveries,
    endings,
    handoffs,
    recounts,
    reviews,
    setup,
    ticket_moves,
    tickets,
    withdrawals,
)


def command_class(name: str) -> type[Command] | None:
    """The class of a command that can be run; None: unknown or not built yet."""
    return REGISTRY.get(name) if name in HANDLERS else None


def built() -> dict[str, type[Command]]:
    return {name: REGISTRY[name] for name in sorted(HANDLERS)}
