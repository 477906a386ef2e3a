"""To settle: acts of this station that central did not do as they were done here, in words."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from hall_client.app.dispatch import Outcome
from hall_client.app.links import PendingRow
from hall_client.app.queries import Pending
from hall_client.app.replication import OPEN, ActState
from hall_client.domain.errors import REGISTRY, Refusal
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.presenters.differences import DifferenceLine, difference_lines
from hall_client.ui.words import mark, tr
from hall_client.words import say_objection, say_refusal, value

LOOKS = {
    ActState.PENDING: ("muted", "clock"),
    ActState.ASKED: ("info", "question"),
    ActState.FLAGGED: ("warning", "warning"),
    ActState.CONFLICT: ("danger", "danger"),
    ActState.REFUSED: ("danger", "close"),
    ActState.UNDONE: ("danger", "offline"),
}
MEANINGS = {
    ActState.PENDING: mark("It was done here and is told to central as soon as it can be reached."),
    ActState.ASKED: mark(
        "Central was asked and the answer did not come. The station finds out by itself whether "
        "it was done; do not do it again meanwhile."
    ),
    ActState.FLAGGED: mark("It stands, at central too. Something about it deserves to be known."),
    ActState.CONFLICT: mark(
        "Somebody else had changed the same record meanwhile, so central left it as it is there. "
        "Compare, then do yours again or leave it."
    ),
    ActState.REFUSED: mark("Central did not do it, and what was entered here was taken back."),
    ActState.UNDONE: mark("Central never did it: the line broke before the act arrived there."),
}
REPEATABLE = (ActState.CONFLICT, ActState.REFUSED, ActState.UNDONE)
VIEWS = ("", "pending")
"""What needs a person, and what only waits to be told."""


class Settling(Protocol):
    """What a station can do about such acts; answers come on the window's thread."""

    def again(
        self,
        act_id: str,
        done: Callable[[Outcome], object],
        refused: Callable[[Refusal], object],
    ) -> None: ...

    def settle(self, act_ids: Sequence[str], done: Callable[[], object]) -> None: ...


class SettleView(Protocol):
    """Where the acts are shown."""

    def show_acts(self, rows: Sequence[PendingRow]) -> None: ...

    def show_counts(self, counts: Sequence[int]) -> None:
        """How many acts each view has."""
        ...

    def show_problem(self, words: str) -> None:
        """Why an act could not be done again; nothing: no problem."""
        ...


class SettlePresenter:
    """Acts on one case stand together, the case whose first act is the oldest first."""

    def __init__(self, desk: Desk, station: Settling, view: SettleView) -> None:
        self._desk = desk
        self._station = station
        self._view = view
        self._rows: list[PendingRow] = []
        self.view = VIEWS[0]

    def refresh(self) -> None:
        self._desk.ask(Pending(), self._show)

    def choose_view(self, view: str) -> None:
        self.view = view
        self._tell()

    # -- what a person decides -----------------------------------------------------------------

    def again(self, row: PendingRow) -> None:
        """A new act on the record as it is now; refused, the old one stays in the list."""
        if self.may_repeat(row):
            self._view.show_problem("")
            told = tr("{act} was done again.", act=self.act(row))

            def done(_outcome: Outcome) -> None:
                self._desk.tell(told)
                self.refresh()

            self._station.again(row.act_id, done, self._refused)

    def leave(self, row: PendingRow) -> None:
        """A person has read it and leaves it at that."""
        self._leave([row])

    def leave_all(self, row: PendingRow) -> None:
        """The same for every act on this case."""
        self._leave(self.together(row))

    def _leave(self, rows: Sequence[PendingRow]) -> None:
        ids = [row.act_id for row in rows if self.may_settle(row)]
        if ids:
            self._view.show_problem("")
            self._station.settle(ids, self.refresh)

    def _refused(self, refusal: Refusal) -> None:
        self._view.show_problem(say_refusal(refusal, self._desk.language))

    # -- words ---------------------------------------------------------------------------------

    @staticmethod
    def may_repeat(row: PendingRow) -> bool:
        return row.state in REPEATABLE

    @staticmethod
    def may_settle(row: PendingRow) -> bool:
        return row.state in OPEN

    def together(self, row: PendingRow) -> list[PendingRow]:
        """The acts to settle that concern what this one concerns."""
        return [one for one in self._rows if self.may_settle(one) and _whole(one) == _whole(row)]

    def act(self, row: PendingRow) -> str:
        return value("command", row.command, self._desk.language)

    def state(self, row: PendingRow) -> str:
        return value("act-state", row.state, self._desk.language)

    def subject(self, row: PendingRow) -> str:
        """The case or the ticket it was about."""
        parts = (row.case_no, row.number, row.item_name)
        return "　".join(part for part in parts if part)

    def who(self, row: PendingRow) -> str:
        return self._desk.reference.name_of(row.actor)

    def why(self, row: PendingRow) -> str:
        """What central said, in the words of its code; of a conflict the values say more."""
        kind = REGISTRY.get(row.code or "") if row.state != ActState.CONFLICT else None
        say = say_objection if row.state == ActState.FLAGGED else say_refusal
        return say(kind(**row.facts), self._desk.language) if kind else ""

    def lines(self, row: PendingRow) -> list[DifferenceLine]:
        return difference_lines(row.differences, self._desk.reference, self._desk.language)

    # -- inside --------------------------------------------------------------------------------

    def _show(self, rows: list[PendingRow]) -> None:
        first: dict[str, datetime] = {}
        for row in rows:
            first.setdefault(_whole(row), row.at)
        self._rows = sorted(rows, key=lambda row: (first[_whole(row)], _whole(row), row.at))
        self._tell()

    def _tell(self) -> None:
        open_ones = [row for row in self._rows if self.may_settle(row)]
        waiting = [row for row in self._rows if not self.may_settle(row)]
        self._view.show_counts((len(open_ones), len(waiting)))
        self._view.show_acts(open_ones if self.view == VIEWS[0] else waiting)


def _whole(row: PendingRow) -> str:
    """What acts that belong together have in common."""
    return row.case_no or row.case_id or row.number or row.act_id
