"""A list of cases and the one that lies open beside it: shared by review and decision.

Somebody else may change the open case meanwhile: then it is read again and the view is told who
did what. A case that left the list by one's own act makes room for the next one.
"""

from functools import partial
from typing import Any, Protocol

from hall_client.app.command import Command
from hall_client.app.dispatch import Outcome
from hall_client.app.queries import Cases, CaseWhole, Todo
from hall_client.app.rows import CaseRow, CaseSheet, TodoRow
from hall_client.domain.errors import ClaimedByAnother, Refusal, StaleRecord, WrongState
from hall_client.domain.numbering import split_label
from hall_client.ui.presenters.case_words import clock_time, step_words
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.presenters.drafts import CaseDrafts
from hall_client.ui.words import brief, tr
from hall_client.words import say_refusal


class BenchView(Protocol):
    """What a screen with a bench shows."""

    def show_rows(self, rows: list[TodoRow], chosen: str | None) -> None:
        """The list, and the case id of the row to select."""
        ...

    def show_case(self, sheet: CaseSheet | None) -> None:
        """The open case; None: there is none."""
        ...

    def show_news(self, words: str) -> None:
        """What somebody else did to the open case; empty: nothing to tell."""
        ...


class Bench:
    """Holds rows and the open case. `chosen` is its id even while it is being read."""

    def __init__(self, desk: Desk, view: BenchView, drafts: CaseDrafts, *questions: Todo) -> None:
        self.desk = desk
        self.view = view
        self.drafts = drafts
        self.rows: list[TodoRow] = []
        self.sheet: CaseSheet | None = None
        self.chosen: str | None = None
        self._questions = questions
        self._moving_on = False
        self._fresh: dict[int, list[TodoRow]] = {}
        desk.watch(self.refresh)

    def refresh(self) -> None:
        """Read list and case again."""
        for place, question in enumerate(self._questions):
            self.desk.ask(question, partial(self._listed, place))

    def choose(self, case_id: str) -> None:
        """Open a case of the list."""
        if case_id != self.chosen:
            self.chosen = case_id
            self.view.show_news("")
            self._read()

    def seek(self, label: str) -> None:
        """Open any case by its number or a scanned label, in the list or not."""
        number = split_label(label)[0]
        found = [row.case_id for row in self.rows if row.case_no == number]
        if found:
            self._open(found[0])
        else:
            self.desk.ask(Cases(search=number, limit=2), partial(self._sought, number))

    def move_on(self) -> None:
        """One's own act is done: open the next case when this one leaves the list."""
        if self.chosen is not None:
            self.drafts.forget(self.chosen)
        self._moving_on = True
        self.view.show_news("")
        self.refresh()

    def keep_drafts(self) -> None:
        """Typing has paused: what was written survives the program from now on."""
        if not self.drafts.keep():
            self.desk.warn(tr("The draft cannot be saved: the disk is full or write-protected."))

    def act(self, kind: type[Command], told: str, /, move_on: bool = True, **fields: Any) -> None:
        """Do an act on the open case; `told` has a place for its {number}."""
        sheet = self.sheet
        if sheet is None:
            return

        def done(outcome: Outcome) -> None:
            document_no = outcome.result.get("document_no")
            said = told.format(number=sheet.case_no)
            self.desk.tell(f"{said} {document_no}" if document_no else said)
            if move_on:
                self.move_on()
            else:
                self.refresh()

        self.desk.perform(kind, done, self.refused, case_id=sheet.case_id, **fields)

    def refused(self, refusal: Refusal) -> None:
        """Tell a refusal; of a case that changed meanwhile tell who did it, and read it again."""
        if isinstance(refusal, StaleRecord | WrongState | ClaimedByAnother):
            self.refresh()
            self._read(changed=True)
        else:
            self.desk.warn(say_refusal(refusal, self.desk.language))

    # -- inside --------------------------------------------------------------------------------

    def _open(self, case_id: str) -> None:
        self.choose(case_id)
        self.view.show_rows(self.rows, case_id)

    def _sought(self, number: str, found: list[CaseRow]) -> None:
        exact = [row.case_id for row in found if row.case_no == number]
        if exact:
            self._open(exact[0])
        else:
            self.desk.warn(tr("There is no case {number} that you may see.", number=brief(number)))

    def _listed(self, place: int, rows: list[TodoRow]) -> None:
        self._fresh[place] = rows
        if len(self._fresh) < len(self._questions):
            return
        before, self.rows = self.rows, [row for part in self._ordered() for row in part]
        self._fresh = {}
        if self._moving_on or self.chosen is None:
            self._take_next(before)
        self.view.show_rows(self.rows, self.chosen)
        self._read()

    def _ordered(self) -> list[list[TodoRow]]:
        return [self._fresh[place] for place in sorted(self._fresh)]

    def _take_next(self, before: list[TodoRow]) -> None:
        """Stay when the case is still in the list, else go to what took its place."""
        self._moving_on = False
        ids = [row.case_id for row in self.rows]
        if self.chosen in ids:
            return
        was = next((n for n, row in enumerate(before) if row.case_id == self.chosen), 0)
        self.chosen = ids[min(was, len(ids) - 1)] if ids else None

    def _read(self, changed: bool = False) -> None:
        if self.chosen is None:
            self.sheet = None
            self.view.show_case(None)
            return
        wanted = self.chosen
        self.desk.ask(CaseWhole(case_id=wanted), lambda found: self._show(wanted, found, changed))

    def _show(self, wanted: str, found: list[CaseSheet], changed: bool) -> None:
        if wanted != self.chosen or not found:
            return
        before, self.sheet = self.sheet, found[0]
        same = before is not None and before.case_id == wanted
        moved = same and before is not None and before.version != self.sheet.version
        by_another = self.sheet.steps and self.sheet.steps[-1].actor != self.desk.staff.login
        if changed or (moved and by_another):
            self.view.show_news(self._news(self.sheet))
        self.view.show_case(self.sheet)

    def _news(self, sheet: CaseSheet) -> str:
        step = sheet.steps[-1]
        return tr(
            "{name} changed this case at {time}: {what}. It was read again; nothing of yours was "
            "sent. Compare and go on.",
            name=step.name,
            time=clock_time(self.desk.reference, step.at),
            what=step_words(step, self.desk.language),
        )
