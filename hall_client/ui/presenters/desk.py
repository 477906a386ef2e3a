"""What a presenter needs of the desk it works at: acts, questions, words; no Qt in it.

Answers come later, on the thread of the window: pass the functions that take them. While an act
is under way a second press of the same kind is the same press and is not sent again.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from hall_client.app.command import Command
from hall_client.app.dispatch import Outcome
from hall_client.app.faults import Fault
from hall_client.app.links import LinkStanding
from hall_client.app.queries import Query
from hall_client.app.reference import Reference
from hall_client.domain.errors import Refusal
from hall_client.domain.people import Staff

R = TypeVar("R")
Done = Callable[[Outcome], object]
Refused = Callable[[Refusal], object]


class Desk(Protocol):
    """One person's place of work in one window."""

    @property
    def staff(self) -> Staff: ...

    @property
    def station(self) -> str: ...

    @property
    def counter(self) -> str | None:
        """The counter of this station; None in the back office."""
        ...

    @property
    def reference(self) -> Reference:
        """The hall's configuration as it was at sign-in; kept fresh by the desk."""
        ...

    @property
    def language(self) -> str:
        """zh or en, for words of codes."""
        ...

    @property
    def standing(self) -> LinkStanding:
        """How the link to central stands."""
        ...

    @property
    def reached(self) -> bool:
        """Whether the database answers."""
        ...

    @property
    def now(self) -> datetime:
        """The moment, aware, as the hall's clock has it."""
        ...

    @property
    def today(self) -> date:
        """The business day now, in the hall's zone."""
        ...

    def perform(
        self,
        kind: type[Command],
        /,
        done: Done | None = None,
        refused: Refused | None = None,
        **fields: Any,
    ) -> None:
        """Do an act. Refused without `refused`: the desk tells the person in a notice.

        `id` among the fields is that of an act begun before: done again, it is done once.
        """
        ...

    def ask(
        self,
        query: Query[R],
        done: Callable[[list[R]], object],
        failed: Callable[[Fault], object] | None = None,
    ) -> None:
        """Put a question; the rows come to `done`. A fault is told in a notice, or to `failed`."""
        ...

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say that something was done, with a way back where there is one."""
        ...

    def warn(self, text: str) -> None:
        """Say what needs attention, in words; nothing was lost."""
        ...

    def watch(self, changed: Callable[[], object]) -> None:
        """Be called whenever anybody's act changed the database (at most every 150 ms), and when
        the link to central comes or goes.
        """
        ...
