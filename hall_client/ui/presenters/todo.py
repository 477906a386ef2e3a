"""The to-do of one person: what waits, overdue first, counted by step."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Protocol

from hall_client.app.queries import Todo
from hall_client.app.rows import TodoRow
from hall_client.ui.presenters.desk import Desk

PLACES: Mapping[str, str] = {
    "accept": "intake",
    "supplement": "intake",
    "lapse": "cases",
    "hand-over": "handoffs",
    "take-over": "handoffs",
    "review": "review",
    "decide": "decision",
    "upper-result": "decision",
    "seal": "seal",
    "certificate": "delivery",
    "deliver": "delivery",
    "archive": "delivery",
}
"""Which screen a step is done on."""


class TodoView(Protocol):
    """What the to-do shows."""

    def show_rows(self, rows: list[TodoRow]) -> None: ...

    def show_counts(self, views: Mapping[str, int], steps: Mapping[str, int]) -> None:
        """How many rows each view and each step has."""
        ...


class TodoPresenter:
    """Rows with a filter in two parts: a view (all, overdue, today, mine) and a step."""

    def __init__(self, desk: Desk, view: TodoView, go: Callable[[str, object], object]) -> None:
        self._desk = desk
        self._view = view
        self._go = go
        self._rows: list[TodoRow] = []
        self.chosen_view = "all"
        self.chosen_step: str | None = None
        desk.watch(self.refresh)

    @property
    def rows(self) -> list[TodoRow]:
        """The rows that pass the filter."""
        return [row for row in self._rows if self._shown(row)]

    def refresh(self) -> None:
        self._desk.ask(Todo(), self._listed)

    def show_view(self, view: str) -> None:
        """Show all, overdue, today or mine."""
        self.chosen_view = view
        self._tell()

    def show_step(self, step: str | None) -> None:
        """Show one step only; None: every step."""
        self.chosen_step = step
        self._tell()

    def open(self, row: TodoRow) -> None:
        """Go to the screen where the step is done."""
        subject = row.document_no if row.step == "seal" else row.case_no
        self._go(PLACES[row.step], subject)

    # -- inside --------------------------------------------------------------------------------

    def _listed(self, rows: list[TodoRow]) -> None:
        self._rows = rows
        if self.chosen_step not in {row.step for row in rows}:
            self.chosen_step = None
        self._tell()

    def _tell(self) -> None:
        by_view = {view: sum(map(keep, self._rows)) for view, keep in self._views().items()}
        in_view = filter(self._views()[self.chosen_view], self._rows)
        self._view.show_counts(by_view, Counter(row.step for row in in_view))
        self._view.show_rows(self.rows)

    def _shown(self, row: TodoRow) -> bool:
        step = self.chosen_step
        return self._views()[self.chosen_view](row) and step in (None, row.step)

    def _views(self) -> Mapping[str, Callable[[TodoRow], bool]]:
        me = self._desk.staff.login
        return {
            "all": lambda _row: True,
            "overdue": lambda row: row.remaining is not None and row.remaining < 0,
            "today": lambda row: row.remaining == 0,
            "mine": lambda row: row.reviewer == me,
        }
