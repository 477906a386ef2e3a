"""What `doctor` finds out about a machine: values that any layer can make, words kept apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much it matters: a fault keeps the hall from working, a warning a part of it."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Diagnosis:
    """One row of `doctor`.

    `code` names its words in `resources/words/doctor.json`, `facts` fill them. What is not ok has
    words under `<code>.do` too: what a person can do about it.
    """

    topic: str
    code: str
    level: Level = Level.OK
    facts: Mapping[str, str] = field(default_factory=dict)


def ok(topic: str, code: str, **facts: str) -> Diagnosis:
    return Diagnosis(topic, code, Level.OK, facts)


def warning(topic: str, code: str, **facts: str) -> Diagnosis:
    return Diagnosis(topic, code, Level.WARNING, facts)


def fault(topic: str, code: str, **facts: str) -> Diagnosis:
    return Diagnosis(topic, code, Level.FAULT, facts)
