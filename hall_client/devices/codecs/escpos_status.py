"""ESC/POS status: four questions, one byte each; a silent printer is unknown, never well."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hall_client.devices.codecs.wire import WireError

PATTERN, MASK = 0x12, 0x93  # every status byte is 0xx1xx10
QUESTIONS = (4, 2, 1)  # paper, cover, printer: the cause before "off-line"


class Paper(StrEnum):
    """How much paper is left."""

    OK = "ok"
    LOW = "low"
    OUT = "out"


@dataclass(frozen=True)
class TicketStatus:
    """What the printer says of itself."""

    online: bool = True
    paper: Paper = Paper.OK
    cover_open: bool = False

    @property
    def problem(self) -> str:
        """Why it cannot print now; empty when it can."""
        if self.paper is Paper.OUT:
            return "paper-out"
        if self.cover_open:
            return "cover-open"
        return "" if self.online else "off-line"


def question(n: int) -> bytes:
    """DLE EOT n: answered at once, even while printing."""
    return b"\x10\x04" + bytes([n])


def is_status(byte: int) -> bool:
    return byte & MASK == PATTERN


def answer(status: TicketStatus, n: int) -> int:
    """The byte that a printer in this state gives to question `n` (1-4)."""
    able = status.online and not status.problem
    extra = {
        1: 0 if able else 0x08,
        2: 0x20 * (status.paper is Paper.OUT) | 0x04 * status.cover_open,
        3: 0,
        4: {Paper.OK: 0, Paper.LOW: 0x0C, Paper.OUT: 0x6C}[status.paper],
    }
    if n not in extra:
        raise WireError(f"no status question {n}")
    return PATTERN | extra[n]


def parse_status(answers: Mapping[int, int]) -> TicketStatus:
    """Status out of the answers to questions 1, 2 and 4; raises WireError for a stray byte."""
    for n, byte in answers.items():
        if not is_status(byte):
            raise WireError(f"answer {byte:02X} to question {n} is no status")
    roll, cause, offline = (answers.get(n, PATTERN) for n in QUESTIONS)
    out = bool(cause & 0x20 or roll & 0x60)
    paper = Paper.OUT if out else Paper.LOW if roll & 0x0C else Paper.OK
    return TicketStatus(not offline & 0x08, paper, bool(cause & 0x04))
