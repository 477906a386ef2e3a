"""Intake (收件): one application from the item to the check-in, kept as a draft all the while."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hall_client.app.applicants import Agent, Applicant
from hall_client.app.cases import CheckInCase, closed_list
from hall_client.app.command import new_id
from hall_client.app.dispatch import Outcome
from hall_client.app.queries import Applicants, Documents, Items, Tickets
from hall_client.app.rows import ApplicantRow, ItemRow, TicketRow
from hall_client.domain.catalogue import ServiceItem, committed_days_for
from hall_client.domain.errors import ItemCancelled, NoSuchItem, Refusal
from hall_client.domain.ids import derive
from hall_client.domain.situations import Situation, situations
from hall_client.domain.transitions import LIVE_AT_COUNTER
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.presenters.drafts import DraftFile
from hall_client.ui.presenters.materials import MaterialList
from hall_client.ui.presenters.person_checks import PersonChecks
from hall_client.ui.words import brief, mark, tr
from hall_client.words import say_refusal

CASE_LABEL = re.compile(r"[A-Z][0-9A-Z]\d{11}(-\d{1,3})?")
FEWEST_SIGNS = 2
# Which field of the page a refusal belongs to; `invalid-applicant` names its field itself.
REFUSED_AT: Mapping[str, str] = {
    "invalid-identity": "id_number",
    "situation-required": "situation",
    "appear-in-person": "agent_name",
    "item-cancelled": "item",
    "no-such-item": "item",
}
NOT_FOUND = mark("No item fits. Try the name, its pinyin initials or the code.")


@dataclass(frozen=True)
class Visit:
    """The ticket that the cases of this page belong to."""

    ticket_id: str
    number: str


@dataclass(frozen=True)
class Problem:
    """What is wrong, and beside which field it is said."""

    field: str
    text: str


class IntakeView(Protocol):
    """What the page shows; all words are translated already."""

    def show_items(self, rows: Sequence[ItemRow]) -> None: ...

    def show_people(self, rows: Sequence[ApplicantRow]) -> None: ...

    def show_item(self) -> None: ...

    def show_materials(self) -> None: ...

    def show_visit(self, number: str) -> None: ...

    def show_problems(self, problems: Sequence[Problem]) -> None: ...

    def show_scan(self, text: str, good: bool) -> None: ...

    def fill_id_number(self, number: str) -> None: ...

    def restore_form(self, form: Mapping[str, str]) -> None: ...

    def show_case(self, case_id: str) -> None: ...


class IntakePresenter:
    """The state of the page. The id of the check-in is fixed from the first word of a draft on:
    whatever is pressed twice or done again after a crash is one case.
    """

    def __init__(self, desk: Desk, view: IntakeView, drafts: DraftFile) -> None:
        self._desk = desk
        self._view = view
        self._drafts = drafts
        self._sought = ""
        self._command_id = new_id()
        self.checks = PersonChecks(desk)
        self.materials = MaterialList()
        self.item: ServiceItem | None = None
        self.situation: str | None = None
        self.request_kind = ""
        self.visit: Visit | None = None

    # -- the item ------------------------------------------------------------------------------

    def find_items(self, text: str) -> None:
        """Offer the items that fit what is typed: name, pinyin initials or code."""
        self._sought = text.strip()
        if not self._sought:
            self._view.show_items([])
            return
        sought = self._sought
        self._desk.ask(Items(search=sought), lambda rows: self._offer(sought, rows))

    def _offer(self, sought: str, rows: list[ItemRow]) -> None:
        if sought != self._sought:
            return
        rows.sort(key=lambda row: sought.lower() not in (row.item_code, row.pinyin))
        self._view.show_items(rows)
        if not rows:
            self._view.show_problems([Problem("item", tr(NOT_FOUND))])

    def choose_item(self, code: str) -> None:
        try:
            self.item = self._desk.reference.item(code)
        except (NoSuchItem, ItemCancelled) as refusal:
            self._refused(refusal)
            return
        self._sought = ""
        self.situation = None
        self.request_kind = self.item.request_kinds[0].value
        self._narrow()
        self._view.show_item()
        self._view.show_materials()

    @property
    def situations(self) -> tuple[Situation, ...]:
        return situations(self.item.question) if self.item else ()

    @property
    def committed_days(self) -> int:
        """The limit of the item in the situation told so far, in working days."""
        if self.item is None:
            return 0
        told = self.situation is not None or self.item.question is None
        return committed_days_for(self.item, self.situation) if told else self.item.committed_days

    def choose_situation(self, code: str | None) -> None:
        """Ask for the materials of one situation only; what was brought for them stays."""
        self.situation = code
        self._narrow()
        self._view.show_materials()

    def choose_request(self, kind: str) -> None:
        self.request_kind = kind

    def _narrow(self) -> None:
        if self.item is not None:
            self.materials.show(closed_list(self.item, self.situation))

    # -- the applicant -------------------------------------------------------------------------

    def find_people(self, text: str) -> None:
        """Offer previous applicants by the beginning of a name or number."""
        if len(text.strip()) < FEWEST_SIGNS:
            self._view.show_people([])
        else:
            self._desk.ask(Applicants(search=text.strip()), self._view.show_people)

    # -- scans ---------------------------------------------------------------------------------

    def scanned(self, text: str) -> None:
        """A material of the list, an item's code, a certificate's number; nothing else."""
        code = text.strip()
        if self.item is not None and (found := self.materials.find(code, self.item.code)):
            self._scanned_material(found)
        elif code in self._desk.reference.published:
            self.choose_item(code)
        elif self.checks.recognise(code) is not None:
            self._view.fill_id_number(code)
        else:
            self._view.show_scan(self._stray(code), good=False)

    def _scanned_material(self, code: str) -> None:
        name = next(line.wanted.name for line in self.materials.lines if line.code == code)
        if self.materials.tick(code):
            self._view.show_materials()
            self._view.show_scan(tr("Scanned: {name}", name=name), good=True)
        else:
            said = tr("Already ticked, nothing was changed: {name}", name=name)
            self._view.show_scan(said, good=False)

    def _stray(self, code: str) -> str:
        if CASE_LABEL.fullmatch(code.upper()):
            return tr(
                "{code} is the label of another case, not a material of this one.", code=brief(code)
            )
        if self.item is None:
            return tr("Unknown code {code}. Choose the service item first.", code=brief(code))
        return tr("{code} is not on the material list of this item.", code=brief(code))

    # -- visit and drafts ----------------------------------------------------------------------

    def bind(self, ticket: TicketRow) -> None:
        """Cases from now on belong to this ticket."""
        self.visit = Visit(ticket.ticket_id, ticket.number)
        self._view.show_visit(ticket.number)

    def _check_visit(self) -> None:
        """Let go of a ticket that has been finished meanwhile."""
        if self.visit is not None:
            self._desk.ask(Tickets(ticket_id=self.visit.ticket_id), self._keep_live_visit)

    def _keep_live_visit(self, rows: list[TicketRow]) -> None:
        live = any(row.state in LIVE_AT_COUNTER for row in rows)
        ids = {row.ticket_id for row in rows}
        if not live and self.visit is not None and self.visit.ticket_id in ids:
            self.visit = None
            self._view.show_visit("")

    def draft(self, form: Mapping[str, str]) -> dict[str, Any]:
        """All that stands on the page, with `form` as the fields of the applicant."""
        return {
            "command_id": self._command_id,
            "item": self.item.code if self.item else "",
            "situation": self.situation,
            "request_kind": self.request_kind,
            "ticket": [self.visit.ticket_id, self.visit.number] if self.visit else None,
            "form": dict(form),
            "materials": self.materials.draft(),
        }

    def keep(self, form: Mapping[str, str]) -> None:
        """Save what stands on the page."""
        if not self._drafts.keep(self.draft(form)):
            self._desk.warn(tr("The draft cannot be saved: the disk is full or write-protected."))

    def resume(self, resumed: Mapping[str, Any] | None = None) -> None:
        """Take up where the program was closed or killed: a draft, or a case just checked in."""
        draft = resumed or self._drafts.read()
        if draft is None:
            return
        if "case_id" in draft:
            self._view.show_case(str(draft["case_id"]))
            return
        case_id = derive(str(draft["command_id"]), 0)
        query = Documents(case_id=case_id)
        self._desk.ask(query, lambda papers: self._resume(draft, case_id if papers else ""))

    def _resume(self, draft: Mapping[str, Any], case_id: str) -> None:
        if case_id:  # killed between the commit and its answer
            self._entered(case_id)
            return
        self._command_id = str(draft["command_id"])
        if draft["ticket"]:
            self.visit = Visit(*draft["ticket"])
            self._view.show_visit(self.visit.number)
            self._check_visit()
        if draft["item"] in self._desk.reference.published:
            self.choose_item(draft["item"])
            self.request_kind = draft["request_kind"]
            codes = {one.code for one in self.situations}
            self.choose_situation(draft["situation"] if draft["situation"] in codes else None)
            self.materials.restore(draft["materials"])
            self._view.show_item()
            self._view.show_materials()
        self._view.restore_form(draft["form"])

    def start_anew(self) -> None:
        """An empty page for the next case; the visit stays while its ticket is served."""
        self._drafts.remove()
        self._command_id = new_id()
        self.item, self.situation, self.request_kind = None, None, ""
        self.materials.show(())
        self._check_visit()
        self._view.show_item()
        self._view.show_materials()

    # -- check-in ------------------------------------------------------------------------------

    def check_in(self, applicant: Applicant, agent: Agent | None) -> None:
        """Take the papers in; the draft must have been kept right before."""
        problems = self._gaps()
        if problems or self.item is None:
            self._view.show_problems(problems)
            return
        self._desk.perform(
            CheckInCase,
            self._checked_in,
            self._refused,
            id=self._command_id,
            item_code=self.item.code,
            situation=self.situation,
            request_kind=self.request_kind,
            applicant=applicant,
            agent=agent,
            ticket_id=self.visit.ticket_id if self.visit else None,
            materials=self.materials.brought,
        )

    def _gaps(self) -> list[Problem]:
        if self.item is None:
            return [Problem("item", tr("Choose a service item first."))]
        if self.situations and self.situation is None:
            return [Problem("situation", tr("Choose the situation: it decides the materials."))]
        return []

    def _checked_in(self, outcome: Outcome) -> None:
        self._entered(outcome.result["case_id"])

    def _entered(self, case_id: str) -> None:
        """Personal data go; which case is in hand stays, to be taken up again after a crash."""
        self._drafts.keep({"case_id": case_id})
        self._view.show_case(case_id)

    def _refused(self, refusal: Refusal) -> None:
        if refusal.code == "id-reused":  # done before, then changed on the page
            self._entered(derive(self._command_id, 0))
            return
        words = say_refusal(refusal, self._desk.language)
        field = REFUSED_AT.get(refusal.code, "")
        if refusal.code == "invalid-applicant":
            field = str(refusal.facts["field"]).replace(".", "_")
        if field:
            self._view.show_problems([Problem(field, words)])
        else:
            self._desk.warn(words)
