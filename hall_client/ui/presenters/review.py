"""Review (审查): claim, opinion and recommendation, special procedures, decisions at once."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from hall_client.app.decisions import Decide
from hall_client.app.queries import Todo
from hall_client.app.reviews import (
    BeginSpecialProcedure,
    ClaimReview,
    EndSpecialProcedure,
    Recommend,
    ReleaseReview,
)
from hall_client.app.rows import CaseSheet
from hall_client.domain.catalogue import SpecialProcedure
from hall_client.domain.duties import Duty, require_post
from hall_client.domain.errors import DutySeparation, LacksAuthority
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState, allowed
from hall_client.ui.presenters import ruling
from hall_client.ui.presenters.bench import Bench, BenchView
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.presenters.drafts import CaseDrafts
from hall_client.ui.words import tr
from hall_client.words import value

OPEN = (CaseState.ACCEPTED, CaseState.REVIEW, CaseState.DECIDE)


@dataclass(frozen=True)
class Thought:
    """What a reviewer has thought of one case so far; kept while others are looked at."""

    recommend: str = ""
    opinion: str = ""


class ReviewPresenter(Bench):
    """The reviewer's bench. `why_not` says of each act why it is off; empty: it is on."""

    def __init__(self, desk: Desk, view: BenchView, drafts: CaseDrafts) -> None:
        super().__init__(desk, view, drafts, Todo(step="review"))

    # -- what the screen shows -----------------------------------------------------------------

    @property
    def mine(self) -> bool:
        sheet = self.sheet
        return sheet is not None and sheet.reviewer_login == self.desk.staff.login

    @property
    def at_once(self) -> bool:
        """Whether this case is decided here, in one step (一审制)."""
        sheet = self.sheet
        states = (CaseState.ACCEPTED, CaseState.REVIEW)
        return sheet is not None and sheet.profile == "one-step" and sheet.state in states

    @property
    def procedures(self) -> tuple[SpecialProcedure, ...]:
        """The special procedures that the open case's item may need."""
        sheet = self.sheet
        if sheet is None:
            return ()
        return self.desk.reference.item_version(
            sheet.item_code, sheet.item_version
        ).special_procedures

    @property
    def recommendations(self) -> tuple[str, ...]:
        return ruling.decisions_open(self.sheet) if self.sheet else ()

    def prefilled(self) -> dict[str, Any]:
        """The fields of a decision at once to begin with."""
        assert self.sheet is not None
        return ruling.prefilled(self.sheet, self.desk.reference, self.desk.today)

    @property
    def thought(self) -> Thought:
        """What was typed for the open case; of a returned case its former opinion."""
        sheet = self.sheet
        if sheet is None:
            return Thought()
        noted = self.drafts.of(sheet.case_id)
        opinion = noted.get("opinion", sheet.opinion or "")
        return Thought(noted.get("recommend", ""), opinion)

    def why_not(self, act: str) -> str:
        """Acts: claim, release, recommend, begin, end, decide."""
        sheet = self.sheet
        if sheet is None:
            return tr("Choose a case first.")
        return str(getattr(self, f"_why_not_{act}")(sheet))

    def due_after(self, days: int) -> str:
        """What a special procedure of so many days does to the limits, told before it begins."""
        sheet = self.sheet
        if sheet is None or sheet.statutory_due_on is None or sheet.committed_due_on is None:
            return ""
        calendar = self.desk.reference.calendar
        return tr(
            "{days} working days do not count: promised limit {committed} -> {committed_new}, "
            "legal limit {legal} -> {legal_new} (as long as it takes no longer).",
            days=days,
            committed=sheet.committed_due_on,
            committed_new=calendar.add(sheet.committed_due_on, days),
            legal=sheet.statutory_due_on,
            legal_new=calendar.add(sheet.statutory_due_on, days),
        )

    # -- what a person does --------------------------------------------------------------------

    def think(self, **changes: str) -> None:
        """Note what is typed or chosen for the open case."""
        if self.sheet is not None:
            thought = replace(self.thought, **changes)
            new = thought != Thought("", self.sheet.opinion or "")
            self.drafts.note(self.sheet.case_id, asdict(thought) if new else {})

    def claim(self) -> None:
        self.act(ClaimReview, tr("Case {number} is yours."), move_on=False)

    def release(self) -> None:
        self.act(ReleaseReview, tr("Case {number} was given back."))

    def recommend(self) -> dict[str, str]:
        """Submit the opinion; answers what is missing, by field."""
        wrong = {}
        if not self.thought.recommend:
            wrong["recommend"] = tr("Choose a recommendation.")
        if not self.thought.opinion.strip():
            wrong["opinion"] = tr("Write the opinion.")
        if not wrong and self.sheet is not None and not self.why_not("recommend"):
            self.act(
                Recommend,
                tr("The opinion on {number} went to the approver."),
                recommend=self.thought.recommend,
                opinion=self.thought.opinion.strip(),
                seen_version=self.sheet.version,
            )
        return wrong

    def begin_procedure(self, kind: str, days: int, organiser: str) -> None:
        told = tr("The clock of {number} stands: special procedure begun.")
        fields: dict[str, Any] = {"kind": kind, "days": days, "organiser": organiser}
        self.act(BeginSpecialProcedure, told, move_on=False, **fields)

    def end_procedure(self, result: str) -> None:
        told = tr("The clock of {number} runs again.")
        self.act(EndSpecialProcedure, told, move_on=False, result=result)

    def decide(self, decision: str, given: dict[str, Any]) -> dict[str, str]:
        """Decide a one-step case; answers what is missing, by field."""
        wrong = ruling.lacking(decision, given)
        if not wrong and self.sheet is not None and not self.why_not("decide"):
            fields = ruling.fields_of(decision, given)
            told = tr("Case {number} is decided; its decision goes to the seal.")
            self.act(Decide, told, seen_version=self.sheet.version, **fields)
        return wrong

    # -- inside --------------------------------------------------------------------------------

    def _why_not_claim(self, sheet: CaseSheet) -> str:
        if self.mine:
            return tr("You have claimed it.")
        if sheet.reviewer is not None:
            return tr("{name} has claimed it.", name=sheet.reviewer)
        takes = (CaseState.REVIEW, *((CaseState.ACCEPTED,) if sheet.kind == "immediate" else ()))
        return self._in_state(sheet, *takes) or self._post(sheet)

    def _why_not_release(self, sheet: CaseSheet) -> str:
        if not self.mine:
            return tr("You have not claimed it.")
        return self._in_state(sheet, CaseState.REVIEW)

    def _why_not_recommend(self, sheet: CaseSheet) -> str:
        if said := self._in_state(sheet, CaseState.REVIEW):
            return said
        if not self.mine:
            return tr("Claim the case first.")
        if sheet.suspended:
            return tr("A special procedure is running; end it first.")
        return self._post(sheet)

    def _why_not_begin(self, sheet: CaseSheet) -> str:
        if sheet.suspended:
            return tr("A special procedure is running; end it first.")
        if not self.procedures:
            return tr("This item knows no special procedure.")
        return self._procedure_people(sheet)

    def _why_not_end(self, sheet: CaseSheet) -> str:
        if not sheet.suspended:
            return tr("No special procedure is running.")
        return self._procedure_people(sheet)

    def _why_not_decide(self, sheet: CaseSheet) -> str:
        desk = self.desk
        return ruling.why_not_decide(sheet, desk.staff, desk.reference, desk.today)

    def _procedure_people(self, sheet: CaseSheet) -> str:
        if not self.desk.staff.holds(Role.REVIEWER, Role.CHIEF):
            return tr("The reviewer or the section chief does this.")
        if allowed("case", "BeginSpecialProcedure", sheet.state) is None:
            return self._in_state(sheet, *OPEN)
        return ""

    def _in_state(self, sheet: CaseSheet, *states: CaseState) -> str:
        if sheet.state in states:
            return ""
        state = value("state", sheet.state, self.desk.language)
        return tr("The case is in the state “{state}”.", state=state)

    def _post(self, sheet: CaseSheet) -> str:
        try:
            require_post(sheet.profile, Duty.REVIEW, self.desk.staff.roles)
            ruling.require_others(sheet, self.desk.staff.login, Duty.REVIEW)
        except LacksAuthority:
            return ruling.not_your_post(sheet)
        except DutySeparation as refusal:
            done = value("duty", refusal.facts["done"], self.desk.language)
            return tr("You did “{duty}” in this case; somebody else must review it.", duty=done)
        return ""
