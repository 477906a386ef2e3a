"""Handoff (移交): the chain of custody of the paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hall_client.domain.errors import HandoffClosed


@dataclass(frozen=True, kw_only=True)
class Handoff:
    """A tray of packets on its way from a counter to a section.

    While a folder is missing the tray stays SENT, so that the folder can be scanned in later.
    """

    id: str
    hall_id: str
    version: int = 1
    number: str
    from_holder: str
    to_section: str
    state: str = "SENT"  # SENT, RECEIVED
    sent_by: str
    sent_at: datetime
    received_by: str | None = None
    received_at: datetime | None = None
    labels: tuple[str, ...] = ()  # what must be scanned at the other side
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()

    @property
    def awaited(self) -> tuple[str, ...]:
        """What is still to be scanned: everything, or what a first look found missing."""
        return self.missing or self.labels

    def require_open(self) -> None:
        if self.state != "SENT":
            raise HandoffClosed(number=self.number)


@dataclass(frozen=True, kw_only=True)
class Custody:
    """One link of the chain: from `at` on, `holder` has the paper of the case."""

    id: str
    hall_id: str
    version: int = 1
    case_id: str
    holder: str
    handoff_id: str | None = None
    login: str
    at: datetime


def compare(
    expected: Iterable[str], scanned: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (missing, unexpected) labels; a label scanned twice counts once."""
    wanted = list(dict.fromkeys(label.strip().upper() for label in expected))
    seen = list(dict.fromkeys(label.strip().upper() for label in scanned if label.strip()))
    lacking = tuple(label for label in wanted if label not in seen)
    foreign = tuple(label for label in seen if label not in wanted)
    return lacking, foreign
