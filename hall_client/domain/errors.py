"""Refusals: the rules say no. Every kind is a class here and has a stable kebab code."""

import re
from typing import ClassVar

REGISTRY: dict[str, type["Refusal"]] = {}


class Refusal(Exception):
    """The rules of the hall say no; nothing has changed.

    `facts` fill the placeholders of the words kept for the code in `resources/words`.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()
        REGISTRY[cls.code] = cls

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}({told})"


# -- any command -------------------------------------------------------------------------------


class BadCommand(Refusal):
    """The line is not a command: not JSON, unknown name, wrong type, missing field."""


class NotAvailable(Refusal):
    """The command stands in the contract and is not built yet."""


class NotPermitted(Refusal):
    """None of the person's roles may run this command."""


class IdReused(Refusal):
    """The same id came with another body."""


class NoSuchRecord(Refusal):
    """What the command names does not exist in this hall."""


class StaleRecord(Refusal):
    """Somebody else changed the row meanwhile (optimistic lock)."""


class TimeIsOff(Refusal):
    """The time of the act is more than the allowed skew away from the clock."""


class WrongState(Refusal):
    """The transition table does not know this step from this state."""


class ReasonRequired(Refusal):
    """The act needs a reason in words."""


class NotSignedIn(Refusal):
    """Login unknown, closed, or the password is wrong."""
