"""Decision (决定): who did what before, what is laid down, the paper before it is signed."""

from typing import Any, Protocol

from hall_client.app.decisions import Decide, RecordUpperResult
from hall_client.app.papers import Paper, read_paper
from hall_client.app.queries import DecisionPreview, Todo
from hall_client.app.reviews import ExtendDeadline, ReturnForReview
from hall_client.app.rows import CaseSheet
from hall_client.domain.duties import Duty, require_post
from hall_client.domain.errors import LacksAuthority
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState, allowed
from hall_client.ui.presenters import ruling
from hall_client.ui.presenters.bench import Bench, BenchView
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.presenters.drafts import CaseDrafts
from hall_client.ui.words import tr
from hall_client.words import value


class DecisionView(BenchView, Protocol):
    """The bench, and the paper of the decision as it would be signed."""

    def show_paper(self, paper: Paper) -> None: ...


class DecisionPresenter(Bench):
    """The approver's bench. `why_not` says of each act why it is off; empty: it is on."""

    def __init__(self, desk: Desk, view: DecisionView, drafts: CaseDrafts) -> None:
        questions = (Todo(step="decide", barred=True), Todo(step="upper-result"))
        super().__init__(desk, view, drafts, *questions)
        self._view = view

    # -- what the screen shows -----------------------------------------------------------------

    @property
    def decisions(self) -> tuple[str, ...]:
        """Which decisions the open case is open to, the usual one first."""
        return ruling.decisions_open(self.sheet) if self.sheet else ()

    @property
    def awaits_upper(self) -> bool:
        return self.sheet is not None and self.sheet.state == CaseState.FORWARDED

    def prefilled(self) -> dict[str, Any]:
        """The fields of the decision to begin with."""
        assert self.sheet is not None
        return ruling.prefilled(self.sheet, self.desk.reference, self.desk.today)

    def why_not(self, act: str) -> str:
        """Acts: decide, send_back, extend, record."""
        sheet = self.sheet
        if sheet is None:
            return tr("Choose a case first.")
        return str(getattr(self, f"_why_not_{act}")(sheet))

    def extended_to(self, days: int) -> str:
        """The legal limit after an extension, told before it is made (行政许可法 Art. 42)."""
        sheet = self.sheet
        if sheet is None or sheet.statutory_due_on is None:
            return ""
        until = self.desk.reference.calendar.add(sheet.statutory_due_on, days)
        return tr(
            "Legal limit {due} -> {until}; the promised limit stays.",
            due=sheet.statutory_due_on,
            until=until,
        )

    # -- what a person does --------------------------------------------------------------------

    def preview(self, decision: str, given: dict[str, Any]) -> None:
        """Ask for the paper of what is filled in so far."""
        if self.sheet is not None and not ruling.lacking(decision, given):
            fields = ruling.fields_of(decision, given)
            question = DecisionPreview(case_id=self.sheet.case_id, **fields)
            self.desk.ask(question, lambda found: self._view.show_paper(read_paper(found[0].paper)))

    def decide(self, decision: str, given: dict[str, Any]) -> dict[str, str]:
        """Sign; answers what is wrong, by field, and signs nothing then."""
        wrong = ruling.lacking(decision, given)
        if not wrong and self.sheet is not None and not self.why_not("decide"):
            fields = ruling.fields_of(decision, given)
            told = tr("The decision on {number} is made; its paper goes to the seal.")
            self.act(Decide, told, seen_version=self.sheet.version, **fields)
        return wrong

    def send_back(self, reason: str) -> None:
        """Return the case to its reviewer."""
        assert self.sheet is not None
        told = tr("Case {number} went back to its reviewer.")
        self.act(ReturnForReview, told, reason=reason, seen_version=self.sheet.version)

    def extend(self, days: int, reason: str) -> None:
        told = tr("The limit of {number} was extended.")
        self.act(ExtendDeadline, told, move_on=False, days=days, reason=reason)

    def record_upper(self, result: str, document: str) -> None:
        """Enter what the upper body decided and the number of its document."""
        told = tr("The upper body's decision on {number} was entered.")
        self.act(RecordUpperResult, told, result=result, document=document)

    # -- inside --------------------------------------------------------------------------------

    def _why_not_decide(self, sheet: CaseSheet) -> str:
        desk = self.desk
        return ruling.why_not_decide(sheet, desk.staff, desk.reference, desk.today)

    def _why_not_send_back(self, sheet: CaseSheet) -> str:
        if said := self._lawful("ReturnForReview", sheet):
            return said
        try:
            require_post(sheet.profile, Duty.DECIDE, self.desk.staff.roles)
        except LacksAuthority:
            return ruling.not_your_post(sheet)
        return ""

    def _why_not_extend(self, sheet: CaseSheet) -> str:
        if not self.desk.staff.holds(Role.HEAD):
            return tr("Only the head of the body extends a limit (Licensing Law Art. 42).")
        if sheet.extension_days:
            return tr("It was extended once, by {days} days.", days=sheet.extension_days)
        if sheet.statutory_due_on is not None and self.desk.today >= sheet.statutory_due_on:
            return tr("The legal limit is reached; it is too late to extend it.")
        return self._lawful("ExtendDeadline", sheet)

    def _why_not_record(self, sheet: CaseSheet) -> str:
        return self._lawful("RecordUpperResult", sheet)

    def _lawful(self, verb: str, sheet: CaseSheet) -> str:
        if allowed("case", verb, sheet.state) is not None:
            return ""
        state = value("state", sheet.state, self.desk.language)
        return tr("The case is in the state “{state}”.", state=state)
