"""The keeper of seals at work: what waits, what was sealed today, one use after the other entered.

The program enters the use of a seal (who, when, which document, how many copies); it never draws
one. Several documents are sealed one by one: a refused one is told and the others go on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from hall_client.app.decisions import SealDocument
from hall_client.app.dispatch import Outcome
from hall_client.app.queries import Documents
from hall_client.app.rows import DocumentRow
from hall_client.domain.errors import Refusal
from hall_client.domain.numbering import split_label
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.words import brief, tr
from hall_client.words import say_refusal

FEWEST, USUAL, MOST = 1, 2, 99


@dataclass(frozen=True)
class Refused:
    """A document that could not be sealed, and why in words."""

    document_no: str
    why: str


class SealView(Protocol):
    """Where the lists and the progress are shown."""

    def show_waiting(self, rows: Sequence[DocumentRow]) -> None: ...

    def show_register(self, rows: Sequence[DocumentRow]) -> None: ...

    def show_progress(self, done: int, of: int) -> None:
        """`done` of `of` are through; 0 of 0: nothing is under way."""
        ...

    def show_refused(self, refused: Sequence[Refused]) -> None: ...

    def go_to(self, document_no: str) -> None: ...


class SealPresenter:
    """Holds what waits for the seal and which of it is chosen."""

    def __init__(self, desk: Desk, view: SealView) -> None:
        self._desk = desk
        self._view = view
        self._waiting: dict[str, DocumentRow] = {}
        self._left: list[str] = []
        self._copies = USUAL
        self._all = 0
        self._done = 0
        self._refused: list[Refused] = []
        self.chosen: set[str] = set()

    @property
    def busy(self) -> bool:
        return self._all > 0

    def refresh(self) -> None:
        """Read both lists; while several are being sealed the lists wait for the end."""
        if not self.busy:
            self._desk.ask(Documents(sealed=False), self._show_waiting)
            register = Documents(sealed=True, sealed_on=self._desk.today)
            self._desk.ask(register, self._show_register)

    def choose(self, document_no: str) -> None:
        """Choose it, or take the choice back."""
        if document_no in self._waiting:
            self.chosen ^= {document_no}

    def choose_all(self, document_nos: Sequence[str]) -> None:
        """Choose all of these, or none when all are chosen."""
        wanted = set(document_nos) & self._waiting.keys()
        self.chosen = set() if wanted <= self.chosen else self.chosen | wanted

    def wanted(self, current: str | None) -> list[str]:
        """What a press would seal: the chosen ones, else the current one."""
        chosen = [number for number in self._waiting if number in self.chosen]
        return chosen or [number for number in (current,) if number in self._waiting and number]

    def seal(self, current: str | None, copies: int) -> None:
        """Enter the use of the seal; nothing while a batch is under way."""
        if self.busy:
            return
        self._left = self.wanted(current)
        self._copies, self._all, self._done, self._refused = copies, len(self._left), 0, []
        if not self._left:
            self._desk.warn(tr("No document is chosen that waits for the seal."))
            return
        self._view.show_refused([])
        self._next()

    def stop(self) -> None:
        """Seal no more of the chosen ones; what is entered stays entered."""
        if self.busy:
            self._left = []
            self._finish()

    def scan(self, code: str) -> None:
        """Find a document by its number, its case number or a scanned folder label."""
        found = [row for row in self._waiting.values() if _names(row, code)]
        if found:
            self._view.go_to(found[0].document_no)
            if len(found) > 1:
                self.chosen = {row.document_no for row in found}
                self._view.show_waiting(list(self._waiting.values()))
            return
        self._desk.ask(Documents(document_no=code.strip()), partial(self._look_further, code))

    # -- inside --------------------------------------------------------------------------------

    def _show_waiting(self, rows: list[DocumentRow]) -> None:
        if self.busy:
            return
        self._waiting = {row.document_no: row for row in rows}
        self.chosen &= self._waiting.keys()
        self._view.show_waiting(rows)

    def _show_register(self, rows: list[DocumentRow]) -> None:
        latest = sorted(rows, key=lambda row: str(row.sealed_at), reverse=True)
        self._view.show_register(latest)

    def _next(self) -> None:
        if not self._left:
            self._finish()
            return
        self._view.show_progress(self._all - len(self._left), self._all)
        number = self._left[0]
        self._desk.perform(
            SealDocument, self._sealed, self._refuse, document_no=number, copies=self._copies
        )

    def _sealed(self, outcome: Outcome) -> None:
        number = str(outcome.result["document_no"])
        self.chosen.discard(number)
        self._done += 1
        self._go_on(number)

    def _refuse(self, refusal: Refusal) -> None:
        number = self._left[0] if self._left else ""
        self._refused.append(Refused(number, say_refusal(refusal, self._desk.language)))
        self._go_on(number)

    def _go_on(self, number: str) -> None:
        if self.busy and self._left and self._left[0] == number:
            self._left.pop(0)
            self._next()

    def _finish(self) -> None:
        self._all = 0
        self._view.show_progress(0, 0)
        self._view.show_refused(self._refused)
        if self._done:
            count, copies = self._done, self._copies
            told = tr(
                "Entered: {count} documents, {copies} copies each.", count=count, copies=copies
            )
            self._desk.tell(told)
        self.refresh()

    def _look_further(self, code: str, rows: list[DocumentRow]) -> None:
        if rows:
            self._tell_found(code, rows)
        else:
            label = split_label(code)[0]
            sealed = Documents(case_no=label, sealed=True)
            self._desk.ask(sealed, partial(self._tell_found, code))

    def _tell_found(self, code: str, rows: list[DocumentRow]) -> None:
        sealed = [(row.sealed_at, row) for row in rows if row.sealed_at is not None]
        if sealed:
            at, row = sealed[-1]
            told = tr("{number} was sealed already, by {name} at {time}.", **self._use(row, at))
        elif rows:
            told = tr("{number} needs no seal.", number=rows[0].document_no)
        else:
            told = tr("Nothing that waits for the seal has the code {code}.", code=brief(code))
        self._desk.warn(told)

    def _use(self, row: DocumentRow, at: datetime) -> dict[str, str]:
        time = f"{self._desk.reference.local(at):%Y-%m-%d %H:%M}"
        return {"number": row.document_no, "name": row.sealed_by or "", "time": time}


def _names(row: DocumentRow, code: str) -> bool:
    typed = code.strip()
    return typed == row.document_no or split_label(typed)[0] == row.case_no
