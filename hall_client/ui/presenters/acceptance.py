"""What follows the check-in: acceptance (受理), the one correction notice, or refusal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from hall_client.app.acceptance import AT_ONCE, AcceptCase, RefuseAcceptance, Tolerated
from hall_client.app.command import Command
from hall_client.app.corrections import CorrectOnTheSpot, Defect, GiveCorrectionNotice
from hall_client.app.dispatch import Outcome
from hall_client.app.papers import PaperKind
from hall_client.app.queries import CaseWhole, Prints
from hall_client.app.rows import CaseSheet, DocumentRow, MaterialRow, PrintRow
from hall_client.domain.catalogue import committed_days_for
from hall_client.domain.errors import Refusal
from hall_client.domain.transitions import CaseState, allowed
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.words import tr
from hall_client.words import say_refusal, value

REFUSAL_KINDS = tuple(AT_ONCE)
REFUSED_AT: Mapping[str, str] = {
    "competent-authority-required": "authority",
    "reason-required": "reason",
    "chief-required": "kind",
}


@dataclass(frozen=True)
class PrintLine:
    """A label or document of the case in words, its code or number, and where its print stands."""

    name: str
    title: str
    state: str
    problem: str = ""
    job_id: str = ""

    @property
    def stuck(self) -> bool:
        return self.state in ("failed", "unknown")


@dataclass(frozen=True)
class Ways:
    """What the law leaves open for the case as it stands.

    `by_promise`: notify-and-commit (告知承诺) may be chosen, and then no promised day is asked.
    """

    open: bool = False
    lacking: tuple[MaterialRow, ...] = ()
    tolerable: tuple[MaterialRow, ...] = ()
    by_promise: bool = False
    promise_by: date | None = None

    @property
    def complete(self) -> bool:
        return not self.lacking

    @property
    def acceptable(self) -> bool:
        """Complete, or nothing but what may come later is missing."""
        return self.open and (self.by_promise or len(self.tolerable) == len(self.lacking))


class AcceptanceView(Protocol):
    """The panel that shows the case and what can be done with it."""

    def show_sheet(self, sheet: CaseSheet, ways: Ways) -> None: ...

    def show_prints(self, lines: Sequence[PrintLine]) -> None: ...

    def ask_estimated(self, words: str) -> None: ...

    def show_problem(self, field: str, text: str) -> None: ...


class AcceptancePresenter:
    """One case in hand after its check-in."""

    def __init__(self, desk: Desk, view: AcceptanceView) -> None:
        self._desk = desk
        self._view = view
        self._wanted = ""
        self.sheet: CaseSheet | None = None
        self.prints: tuple[PrintLine, ...] = ()
        self._last: dict[str, Any] = {}

    def open(self, case_id: str = "", case_no: str = "") -> None:
        """Take a case in hand, by id or number."""
        self.sheet = None
        self._wanted = case_id or case_no
        query = CaseWhole(case_id=case_id) if case_id else CaseWhole(case_no=case_no)
        self._desk.ask(query, self._show)

    def close(self) -> None:
        """No case in hand."""
        self.sheet, self._wanted = None, ""

    def refresh(self) -> None:
        if self.sheet is not None:
            self._desk.ask(CaseWhole(case_id=self.sheet.case_id), self._show)

    def _show(self, rows: list[CaseSheet]) -> None:
        if not self._wanted or not rows:
            return
        self.sheet = rows[0]
        self._view.show_sheet(self.sheet, self.ways)
        self._desk.ask(Prints(station=self._desk.station), self._show_prints)

    # -- what prints ---------------------------------------------------------------------------

    def _show_prints(self, pending: list[PrintRow]) -> None:
        if self.sheet is None:
            return
        waiting = {(row.device, row.title): row for row in pending}
        self.prints = tuple(
            _print_line(name, title, waiting.get((device, title)))
            for device, name, title in self._papers(self.sheet)
        )
        self._view.show_prints(self.prints)

    def _papers(self, sheet: CaseSheet) -> list[tuple[str, str, str]]:
        """Device, name and title of every label and document, as their print jobs are called."""
        every = self._desk.reference.settings.get("label_policy", "retained") == "all"
        kept = [m for m in sheet.materials if m.copies and (m.retain or every)]
        folder = ("label", tr("Folder label"), sheet.case_no)
        labels = [("label", tr("Label: {name}", name=row.name), row.label) for row in kept]
        return [folder, *labels, *(self._document(sheet, paper) for paper in sheet.documents)]

    def _document(self, sheet: CaseSheet, paper: DocumentRow) -> tuple[str, str, str]:
        name = value("paper", paper.kind, self._desk.language)
        receipt = paper.kind == PaperKind.RECEIPT
        return "document", name, sheet.case_no if receipt else paper.document_no

    # -- ways on -------------------------------------------------------------------------------

    @property
    def ways(self) -> Ways:
        sheet = self.sheet
        if sheet is None:
            return Ways()
        lacking = tuple(m for m in sheet.materials if m.required and m.state != "present")
        item = self._desk.reference.item_version(sheet.item_code, sheet.item_version)
        start = max([sheet.received_on, *(m.received_on for m in sheet.materials if m.received_on)])
        asks = item.question is not None and sheet.situation is None
        days = item.committed_days if asks else committed_days_for(item, sheet.situation)
        return Ways(
            open=self.may(AcceptCase),
            lacking=lacking,
            tolerable=tuple(m for m in lacking if m.tolerable and item.tolerance_allowed),
            by_promise=item.promise_allowed and all(m.tolerable for m in lacking),
            promise_by=self._desk.reference.calendar.add(start, days),
        )

    def may(self, kind: type[AcceptCase | GiveCorrectionNotice | RefuseAcceptance]) -> bool:
        """Whether the table of states and the person's role allow the step."""
        state = self.sheet.state if self.sheet else ""
        known = allowed("case", kind.__name__, state) is not None
        return known and self._desk.staff.holds(*kind.roles)

    @property
    def accepted(self) -> bool:
        return self.sheet is not None and self.sheet.state != CaseState.RECEIVED

    def prefilled(self) -> list[Defect]:
        """Everything that is missing, as the one notice must list it (Art. 32(4))."""
        return [Defect(row.requirement, self._flaw(row)) for row in self.ways.lacking]

    def _flaw(self, row: MaterialRow) -> str:
        if row.copies:
            return tr("Handed in, but the form or the number of copies does not do.")
        return tr("Not handed in.")

    # -- acts ----------------------------------------------------------------------------------

    def accept(self, promised: Mapping[str, date] | None = None, by_promise: bool = False) -> None:
        """Accept: complete, with promised days for tolerable materials, or notify-and-commit."""
        if self.sheet is None:
            return
        tolerance = tuple(Tolerated(code, day) for code, day in (promised or {}).items())
        self._last = {"tolerance": tolerance, "promise": by_promise}
        self._accept(confirm_estimated=False)

    def confirm_estimated(self) -> None:
        """The clerk has looked at the estimated due date: accept with it."""
        self._accept(confirm_estimated=True)

    def _accept(self, confirm_estimated: bool) -> None:
        assert self.sheet is not None
        self._desk.perform(
            AcceptCase,
            lambda _: self.refresh(),
            self._not_accepted,
            case_id=self.sheet.case_id,
            confirm_estimated=confirm_estimated,
            **self._last,
        )

    def _not_accepted(self, refusal: Refusal) -> None:
        words = say_refusal(refusal, self._desk.language)
        if refusal.code == "due-date-estimated":
            self._view.ask_estimated(words)
        else:
            self._view.show_problem("accept", words)

    def give_notice(self, defects: Sequence[Defect]) -> None:
        """Tell once everything that is to be supplemented."""
        if not defects:
            self._view.show_problem("correct", tr("Tick at least one material."))
            return
        blank = [one for one in defects if not one.problem.strip()]
        if blank:
            self._view.show_problem("correct", tr("Say what is wrong with each ticked material."))
            return
        self._act(GiveCorrectionNotice, "correct", defects=tuple(defects))

    def mend(self, field: str, value: str, done: Callable[[], object]) -> None:
        """Correct one entry of the application on the spot; `done` when it is in."""
        self._act(CorrectOnTheSpot, "value", done, field=field, value=value)

    def refuse(self, kind: str, reason: str, authority: str) -> None:
        """Refuse acceptance: not required, or not competent with the body that is."""
        named = {"competent_authority": authority or None}
        self._act(RefuseAcceptance, "refuse", kind=kind, reason=reason, **named)

    def _act(
        self,
        act: type[Command],
        panel: str,
        done: Callable[[], object] = lambda: None,
        /,
        **fields: Any,
    ) -> None:
        if self.sheet is None:
            return

        def went(_outcome: Outcome) -> None:
            done()
            self.refresh()

        def refused(refusal: Refusal) -> None:
            field = REFUSED_AT.get(refusal.code, panel)
            self._view.show_problem(field, say_refusal(refusal, self._desk.language))

        case_id = self.sheet.case_id
        self._desk.perform(act, went, refused, case_id=case_id, **fields)


def _print_line(name: str, title: str, row: PrintRow | None) -> PrintLine:
    if row is None:
        return PrintLine(name, title, "printed")
    return PrintLine(name, title, row.state, row.problem, row.job_id)
