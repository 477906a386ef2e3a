"""Cases (办件): find one, see it whole, and do at the counter what its state allows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from hall_client.app.acceptance import AT_ONCE, BY_CHIEF, AcceptCase, RefuseAcceptance
from hall_client.app.case_acts import CaseFact
from hall_client.app.cases import closed_list
from hall_client.app.command import Command
from hall_client.app.corrections import FulfilTolerance, ReceiveCorrection
from hall_client.app.decisions import RecordFee
from hall_client.app.dispatch import Outcome
from hall_client.app.endings import LapseCorrection, WithdrawCase
from hall_client.app.queries import Cases, CaseWhole
from hall_client.app.rows import CaseRow, CaseSheet
from hall_client.domain.catalogue import FeeItem, ServiceItem
from hall_client.domain.errors import Refusal
from hall_client.domain.numbering import split_label
from hall_client.domain.people import Role
from hall_client.domain.transitions import allowed
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.presenters.materials import MaterialList
from hall_client.ui.words import tr
from hall_client.words import say_refusal, value

# What a clerk or the section chief may do here: the act of the page, and its commands.
DEEDS: dict[str, tuple[type[Command], ...]] = {
    "go-on": (AcceptCase,),
    "take-in": (ReceiveCorrection, FulfilTolerance),
    "fee": (RecordFee,),
    "lapse": (LapseCorrection,),
    "withdraw": (WithdrawCase,),
    "refuse": (RefuseAcceptance,),
}
CHIEFS = ("refuse",)  # the clerk refuses right at the intake; what needs the chief is done here
REFUSAL_KINDS = (*sorted(BY_CHIEF, reverse=True), *AT_ONCE)


@dataclass(frozen=True)
class Sought:
    """What the list shows."""

    text: str = ""
    state: str | None = None


class CasesView(Protocol):
    """A list and the open case beside it."""

    def show_rows(self, rows: Sequence[CaseRow], chosen: str | None) -> None: ...

    def show_sheet(self, sheet: CaseSheet | None) -> None: ...

    def show_problem(self, text: str) -> None: ...

    def acted(self) -> None: ...


class CasesPresenter:
    """Finds cases and acts on the open one."""

    def __init__(self, desk: Desk, view: CasesView) -> None:
        self._desk = desk
        self._view = view
        self._sought = Sought()
        self._open_single = False
        self.rows: list[CaseRow] = []
        self.chosen: str | None = None
        self.sheet: CaseSheet | None = None
        self.materials = MaterialList()

    # -- finding -------------------------------------------------------------------------------

    def search(self, text: str, open_single: bool = False) -> None:
        """Look for a number, a label, the beginning of a name or of an identity number."""
        self._open_single = open_single
        self._look(replace(self._sought, text=text.strip()))

    def filter(self, state: str | None) -> None:
        """Only cases in that state; None: in any."""
        self._look(replace(self._sought, state=state))

    def refresh(self) -> None:
        """Read the list and the open case again."""
        self._look(self._sought)
        self._read()

    def _look(self, sought: Sought) -> None:
        self._sought = sought
        query = Cases(search=sought.text or None, state=sought.state)
        self._desk.ask(query, partial(self._found, sought))

    def _found(self, sought: Sought, rows: list[CaseRow]) -> None:
        if sought != self._sought:
            return
        self.rows = rows
        ids = [row.case_id for row in rows]
        exact = [row.case_id for row in rows if row.case_no == split_label(sought.text)[0]]
        if exact or (self._open_single and len(ids) == 1):
            self.choose(exact[0] if exact else ids[0])
        self._open_single = False
        self._view.show_rows(rows, self.chosen if self.chosen in ids else None)

    # -- the open case -------------------------------------------------------------------------

    def choose(self, case_id: str) -> None:
        if case_id != self.chosen:
            self.chosen, self.sheet = case_id, None
            self._read()

    def _read(self) -> None:
        if self.chosen is not None:
            self._desk.ask(CaseWhole(case_id=self.chosen), partial(self._show, self.chosen))

    def _show(self, case_id: str, rows: list[CaseSheet]) -> None:
        if case_id == self.chosen and rows and rows[0] != self.sheet:
            self.sheet = rows[0]
            self._view.show_sheet(self.sheet)

    @property
    def item(self) -> ServiceItem | None:
        """The version of the item that the open case was received under."""
        if self.sheet is None:
            return None
        return self._desk.reference.item_version(self.sheet.item_code, self.sheet.item_version)

    def offered(self, deed: str) -> bool:
        """Whether the deed is this person's at all."""
        return self._desk.staff.holds(Role.CHIEF if deed in CHIEFS else Role.CLERK)

    def why_not(self, deed: str) -> str:
        """Why a clerk cannot do it now, in words; empty: go ahead."""
        sheet = self.sheet
        if sheet is None:
            return tr("Choose a case first.")
        kinds = DEEDS[deed]
        if not any(self._desk.staff.holds(*kind.roles) for kind in kinds):
            return tr("This is done at the counter.")
        if all(allowed("case", kind.__name__, sheet.state) is None for kind in kinds):
            state = value("state", sheet.state, self._desk.language)
            return tr("The case is in the state “{state}”.", state=state)
        if deed == "take-in" and not self.awaited():
            return tr("Nothing is awaited from the applicant.")
        if deed == "fee" and not self.fees:
            return tr("This item is free of charge.")
        if deed == "lapse" and not self.lapsed:
            return tr("The applicant may supplement it until {day}.", day=sheet.answer_by)
        return ""

    @property
    def lapsed(self) -> bool:
        """The time that the notice gave the applicant has passed, and nothing came."""
        until = self.sheet.answer_by if self.sheet else None
        return until is not None and self._desk.today > until

    def awaited(self) -> list[str]:
        """Materials the applicant still has to bring: told in the notice, or promised."""
        states: tuple[str, ...] = ("missing", "defective", "promised")
        if self.sheet is None:
            return []
        if allowed("case", ReceiveCorrection.__name__, self.sheet.state) is None:
            states = ("promised",)
        return [one.requirement for one in self.sheet.materials if one.state in states]

    def prepare_materials(self) -> None:
        """Fill `materials` with what is awaited, for the taking in."""
        item, sheet = self.item, self.sheet
        if item is None or sheet is None:
            return
        codes = self.awaited()
        wanted = [one for one in closed_list(item, sheet.situation) if one.code in codes]
        self.materials.clear()
        self.materials.show(wanted)

    @property
    def fees(self) -> tuple[FeeItem, ...]:
        """What the published table charges (行政许可法 Art. 58-59); amounts are fixed there."""
        item = self.item
        return tuple(fee for fee in item.fees if fee.due_fen()) if item else ()

    # -- acts ----------------------------------------------------------------------------------

    def take_in(self) -> None:
        """Supplemented or promised materials have come."""
        if self.sheet is None:
            return
        if not self.materials.brought:
            self._view.show_problem(tr("Tick at least one material."))
            return
        correcting = allowed("case", ReceiveCorrection.__name__, self.sheet.state) is not None
        kind: type[CaseFact] = ReceiveCorrection if correcting else FulfilTolerance
        told = tr("The materials of {number} were taken in.")
        self._act(kind, told, materials=self.materials.brought)

    def record_fee(self, fee: FeeItem, receipt_no: str) -> None:
        told = tr("The fee of {number} was entered.")
        asked = {"name": fee.name, "amount_fen": fee.due_fen(), "receipt_no": receipt_no}
        self._act(RecordFee, told, **asked)

    def withdraw(self, reason: str, returned: Sequence[str]) -> None:
        """The applicant withdraws in writing; these materials go back."""
        told = tr("{number} was withdrawn.")
        self._act(WithdrawCase, told, reason=reason, returned_materials=tuple(returned))

    def refuse(self, kind: str, reason: str, authority: str) -> None:
        """Refuse acceptance, with the chief's own hand where the rules ask for it."""
        told = tr("Acceptance of {number} was refused.")
        named = {"competent_authority": authority.strip() or None}
        self._act(RefuseAcceptance, told, kind=kind, reason=reason, **named)

    def lapse(self, returned: Sequence[str]) -> None:
        """Confirm that the correction did not come; these materials go back."""
        told = tr("{number} was closed: not corrected in time.")
        self._act(LapseCorrection, told, returned_materials=tuple(returned))

    def _act(self, kind: type[Command], told: str, /, **fields: Any) -> None:
        sheet = self.sheet
        if sheet is None:
            return

        def done(outcome: Outcome) -> None:
            document_no = outcome.result.get("document_no") or ""
            self._desk.tell(f"{told.format(number=sheet.case_no)} {document_no}".strip())
            self._view.acted()
            self.refresh()

        def refused(refusal: Refusal) -> None:
            self._view.show_problem(say_refusal(refusal, self._desk.language))

        self._desk.perform(kind, done, refused, case_id=sheet.case_id, **fields)
