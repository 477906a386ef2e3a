"""What was asked of a station in a chaos run, and what it answered."""

from dataclasses import dataclass, field
from typing import Any

Facts = dict[str, Any]
AWAY = "central-away"
LOST = "answer-lost"
BARRED = "id-reused"


@dataclass
class Act:
    """One press of a button; `answer` stays None when the process died before it answered."""

    id: str
    station: str
    actor: str
    verb: str
    body: Facts
    answer: Facts | None = None

    @property
    def line(self) -> Facts:
        return {"command": self.verb, "id": self.id, **self.body}

    @property
    def done(self) -> bool:
        return bool(self.answer and self.answer["ok"])

    @property
    def code(self) -> str | None:
        """Why it was not done; None when it was, or when nobody knows."""
        return None if self.answer is None or self.done else str(self.answer["refusal"])

    @property
    def outcome(self) -> Facts:
        return self.answer["outcome"] if self.answer and self.done else {}

    @property
    def final_id(self) -> str:
        """The id it was done under: a wish whose answer was lost is wished anew under another."""
        return str(self.answer["id"]) if self.done and self.answer else self.id

    @property
    def unknown(self) -> bool:
        """Whether nobody at the station knows if it was done."""
        return self.answer is None or self.code == LOST


@dataclass
class Slip:
    """A ticket on paper, in somebody's hand."""

    number: str
    ticket_id: str


@dataclass
class Folder:
    """The papers of one case, at one place at a time."""

    case_id: str
    section: str
    profile: str
    item_code: str
    state: str = "received"
    labels: list[str] = field(default_factory=list)


@dataclass
class Tray:
    """Folders on their way to a section."""

    handoff_id: str
    section: str
    labels: list[str]
    folders: list[Folder]
