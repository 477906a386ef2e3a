"""Delivery and archive: one step per case, what bars it said, and the receipt that proves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from hall_client.app.deliveries import ArchiveCase, DeliverCase, PrepareCertificate
from hall_client.app.dispatch import Outcome
from hall_client.app.queries import CaseWhole, Deliveries, Documents, Recipients
from hall_client.app.rows import CaseSheet, DeliveryRow, DocumentRow, RecipientRow
from hall_client.domain.errors import InvalidRecipient, Refusal
from hall_client.domain.numbering import split_label
from hall_client.domain.people import Role
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.words import tr
from hall_client.words import say_refusal, value

AT_THE_HALL = "window"  # the place is the hall itself; elsewhere it must be written down
METHODS = ("window", "post", "electronic", "left", "notice", "proxy")


@dataclass(frozen=True, kw_only=True)
class Handing:
    """What a person has entered about a delivery."""

    method: str
    recipient: str
    recipient_id: str = ""
    relation: str = ""
    place: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field of the form, in words."""

    field: str
    text: str


class DeliveryView(Protocol):
    """Where lists, the open case and papers are shown."""

    def show_rows(self, rows: Sequence[DeliveryRow]) -> None: ...

    def show_case(self, row: DeliveryRow | None) -> None: ...

    def show_sheet(self, sheet: CaseSheet, recipients: Sequence[RecipientRow]) -> None: ...

    def show_paper(self, document: DocumentRow) -> None: ...

    def show_problems(self, problems: Sequence[Problem]) -> None: ...

    def go_to(self, case_id: str) -> None: ...


class DeliveryPresenter:
    """Holds the list in view and the case in hand."""

    def __init__(self, desk: Desk, view: DeliveryView) -> None:
        self._desk = desk
        self._view = view
        self._row: DeliveryRow | None = None
        self._recipients: Sequence[RecipientRow] = ()
        self.archive = not self.may_deliver
        self.rows: list[DeliveryRow] = []

    @property
    def may_deliver(self) -> bool:
        return self._desk.staff.holds(Role.DELIVERY)

    @property
    def may_archive(self) -> bool:
        return self._desk.staff.holds(Role.ARCHIVIST)

    @property
    def row(self) -> DeliveryRow | None:
        """The case in hand."""
        return self._row

    # -- what waits ----------------------------------------------------------------------------

    def show_list(self, archive: bool) -> None:
        """Show what is to be delivered, or what is to be archived."""
        self.archive = archive
        self.refresh()

    def refresh(self) -> None:
        self._desk.ask(Deliveries(archive=self.archive), self._show_rows)

    def choose(self, row: DeliveryRow | None) -> None:
        """Take a case in hand: its documents and who may collect are read."""
        self._row, self._recipients = row, ()
        self._view.show_case(row)
        if row is not None:
            whole = CaseWhole(case_id=row.case_id)
            self._desk.ask(whole, partial(self._with_sheet, row.case_id))

    def scan(self, label: str) -> None:
        """Find the case of a folder label, a material label or a typed number."""
        case_no = split_label(label)[0]
        found = [row for row in self.rows if row.case_no == case_no]
        if found:
            self._view.go_to(found[0].case_id)
        else:
            self._desk.ask(Deliveries(archive=not self.archive), partial(self._elsewhere, case_no))

    # -- what bars -----------------------------------------------------------------------------

    def bar(self, row: DeliveryRow | None) -> str:
        """Why nothing can be done with a case now; empty: it can."""
        if row is None:
            return tr("Choose a case.")
        if row.waits_for:
            return tr("Waits for the seal: {documents}", documents="、".join(row.waits_for))
        if not (self.may_archive if row.step == "archive" else self.may_deliver):
            return tr("Somebody else does this step.")
        return ""

    def judge(self, handing: Handing) -> list[Problem]:
        """What is missing before a delivery can be entered."""
        said: list[Problem] = []
        if not handing.recipient:
            said.append(Problem("recipient", tr("Write who has received the papers.")))
        if not handing.place and handing.method != AT_THE_HALL:
            said.append(Problem("place", tr("Write where it was delivered.")))
        known = {one.name: one for one in self._recipients}
        person = known.get(handing.recipient)
        if person is not None and not person.may_collect:
            said.append(Problem("recipient", tr("The agency does not cover collecting.")))
        if handing.recipient and person is None and not handing.relation:
            words = tr("Write how this person stands to the applicant.")
            said.append(Problem("relation", words))
        return said

    # -- acts ----------------------------------------------------------------------------------

    def prepare(self, certificate_no: str | None) -> None:
        """The certificate is made out; without a number the program gives one."""
        row = self._ready("certificate")
        if row is not None:
            self._desk.perform(
                PrepareCertificate,
                self._prepared,
                case_id=row.case_id,
                certificate_no=certificate_no,
            )

    def deliver(self, handing: Handing) -> None:
        """Enter the delivery; what is wrong is said beside its field."""
        row = self._ready("deliver")
        if row is None:
            return
        problems = self.judge(handing)
        self._view.show_problems(problems)
        if not problems:
            self._desk.perform(
                DeliverCase,
                self._delivered,
                self._not_delivered,
                case_id=row.case_id,
                method=handing.method,
                recipient=handing.recipient,
                recipient_id=handing.recipient_id,
                relation=handing.relation,
                place=handing.place,
            )

    def put_away(self) -> None:
        """The file goes to the archive with its list."""
        row = self._ready("archive")
        if row is not None:
            self._desk.perform(ArchiveCase, self._archived, case_id=row.case_id)

    # -- inside --------------------------------------------------------------------------------

    def _ready(self, step: str) -> DeliveryRow | None:
        row = self._row
        if row is None or row.step != step:
            return None
        if bar := self.bar(row):
            self._desk.warn(bar)
            return None
        return row

    def _show_rows(self, rows: list[DeliveryRow]) -> None:
        self.rows = rows
        self._view.show_rows(rows)

    def _with_sheet(self, case_id: str, sheets: list[CaseSheet]) -> None:
        query = Recipients(case_id=case_id)
        if sheets:
            self._desk.ask(query, partial(self._show_sheet, sheets[0]))

    def _show_sheet(self, sheet: CaseSheet, recipients: list[RecipientRow]) -> None:
        if self._row is not None and self._row.case_id == sheet.case_id:
            self._recipients = recipients
            self._view.show_sheet(sheet, recipients)

    def _elsewhere(self, case_no: str, rows: list[DeliveryRow]) -> None:
        other = [row for row in rows if row.case_no == case_no]
        if other and self.may_deliver and self.may_archive:
            self.archive = not self.archive
            self._show_rows(rows)
            self._view.go_to(other[0].case_id)
            return
        self._desk.ask(CaseWhole(case_no=case_no), partial(self._tell_state, case_no))

    def _tell_state(self, case_no: str, sheets: list[CaseSheet]) -> None:
        for sheet in sheets:
            state = value("state", sheet.state, self._desk.language)
            self._desk.warn(
                tr("{number} is not in this list: it is {state}.", number=case_no, state=state)
            )

    def _prepared(self, outcome: Outcome) -> None:
        number = outcome.result["certificate_no"]
        self._desk.tell(tr("The certificate has the number {number}.", number=number))
        self.refresh()

    def _delivered(self, outcome: Outcome) -> None:
        receipt = str(outcome.result["receipt_no"])
        self._desk.tell(tr("Delivered. Have the receipt {number} signed.", number=receipt))
        self._after(receipt)

    def _not_delivered(self, refusal: Refusal) -> None:
        words = say_refusal(refusal, self._desk.language)
        if isinstance(refusal, InvalidRecipient):
            self._view.show_problems([Problem("recipient", words)])
        else:
            self._desk.warn(words)

    def _archived(self, outcome: Outcome) -> None:
        number = str(outcome.result["archive_no"])
        self._desk.tell(tr("Archived as {number}.", number=number))
        row = self._row
        if row is not None:
            papers = Documents(case_id=row.case_id)
            self._desk.ask(papers, partial(self._show_paper, "file-list"))
        self.refresh()

    def _after(self, document_no: str) -> None:
        proof = Documents(document_no=document_no)
        self._desk.ask(proof, partial(self._show_paper, "delivery-receipt"))
        self.refresh()

    def _show_paper(self, kind: str, rows: list[DocumentRow]) -> None:
        found = [row for row in rows if row.kind == kind]
        if found:
            self._view.show_paper(found[-1])
