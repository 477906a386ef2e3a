"""The one road by which the program tells a person something that needs no answer.

    notices.post(Notice(Level.SUCCESS, tr("Ticket {number} finished.", number="A012"),
                        NoticeAction(tr("Undo"), presenter.undo)))

Anything may post; the `NoticeBar` of the window shows it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal

from hall_client.ui.words import mark, tr

HIDE_AFTER_MS = 6_000
UNDO_FOR_MS = 10_000


class Level(Enum):
    """How a message weighs; the value is the tone and the name of the icon."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "danger"


LEVEL_WORDS = {
    Level.INFO: mark("Note"),
    Level.SUCCESS: mark("Done"),
    Level.WARNING: mark("Attention"),
    Level.ERROR: mark("Error"),
}


@dataclass(frozen=True)
class NoticeAction:
    """What a person can do about a message: undo, retry, show.

    `by_itself`: where nobody can work yet the program may do it too (try again, never replace).
    """

    text: str
    act: Callable[[], object]
    by_itself: bool = True


@dataclass(frozen=True)
class Notice:
    """One message, already translated: what happened, what was kept, what to do.

    `code` is what IT can search for in the log (a refusal's code, a crash id).
    """

    level: Level
    text: str
    action: NoticeAction | None = None
    code: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.text} [{self.code}]" if self.code else self.text

    @property
    def spoken(self) -> str:
        """What a screen reader says: the level in words as well."""
        return f"{tr(LEVEL_WORDS[self.level])}: {self.sentence}"

    @property
    def stays_ms(self) -> int:
        """How long it is shown; 0 means until a person takes it away."""
        if self.level in (Level.WARNING, Level.ERROR):
            return 0
        return UNDO_FOR_MS if self.action else HIDE_AFTER_MS


class Notices(QObject):
    """Where everybody posts. One per window's session."""

    posted = Signal(object)

    def post(self, notice: Notice) -> None:
        self.posted.emit(notice)

    def info(self, text: str) -> None:
        self.post(Notice(Level.INFO, text))

    def success(self, text: str, action: NoticeAction | None = None) -> None:
        self.post(Notice(Level.SUCCESS, text, action))

    def warn(self, text: str, code: str = "") -> None:
        self.post(Notice(Level.WARNING, text, code=code))

    def error(self, text: str, code: str = "", action: NoticeAction | None = None) -> None:
        self.post(Notice(Level.ERROR, text, action, code))
