"""After the decision: certificate, delivery (送达), archive."""

from dataclasses import dataclass, replace

from hall_client.app.bus import Done, handles
from hall_client.app.case_acts import CaseCommand, CaseFact, answer, materials_of
from hall_client.app.papers import PaperKind
from hall_client.app.paperwork import TITLES, Draft, issue, issued, lines
from hall_client.app.work import Work
from hall_client.domain.cases import Case
from hall_client.domain.decisions import Delivery, Document
from hall_client.domain.errors import (
    BadCommand,
    CertificateMissing,
    InvalidRecipient,
    NotSealed,
)
from hall_client.domain.handoffs import Custody
from hall_client.domain.ids import derive
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState

METHODS = {
    "window": "直接送达",
    "post": "邮寄送达",
    "electronic": "电子送达",
    "left": "留置送达",
    "notice": "公告送达",
    "proxy": "委托送达",
}


@dataclass(frozen=True, kw_only=True)
class PrepareCertificate(CaseCommand):
    """The certificate is made out; items without one skip this."""

    case_id: str
    certificate_no: str | None = None

    roles = frozenset({Role.DELIVERY})
    outcome = ("case_id", "state", "certificate_no")


@dataclass(frozen=True, kw_only=True)
class DeliverCase(CaseFact):
    """The papers reached the one they are for; the receipt of delivery proves it."""

    case_id: str
    method: str = "window"
    recipient: str
    recipient_id: str = ""
    relation: str = ""
    place: str = ""

    roles = frozenset({Role.DELIVERY, Role.CLERK})
    outcome = ("case_id", "state", "receipt_no")


@dataclass(frozen=True, kw_only=True)
class ArchiveCase(CaseCommand):
    """The file is complete and goes to the archive with its list (卷内目录)."""

    case_id: str

    roles = frozenset({Role.ARCHIVIST})
    outcome = ("case_id", "state", "archive_no")


def documents_of(case: Case, work: Work) -> list[Document]:
    return work.of(Document).find(case_id=case.id)


def _require_sealed(case: Case, work: Work) -> list[Document]:
    documents = documents_of(case, work)
    for document in documents:
        if document.needs_seal and document.sealed_at is None:
            raise NotSealed(document_no=document.number)
    return documents


@handles(PrepareCertificate)
def prepare_certificate(command: PrepareCertificate, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    state = case.after(command.verb)
    _require_sealed(case, work)
    year = work.reference.day_of(command.at).year
    number = command.certificate_no or _certificate_number(case, year, work)
    saved = work.of(Case).save(replace(case, state=state, certificate_no=number))
    return answer(saved, certificate_no=number)


def _certificate_number(case: Case, year: int, work: Work) -> str:
    sequence = work.take_number(f"certificate/{case.item_code}", str(year))
    return f"{work.reference.agency.short}{case.item_code}〔{year}〕{sequence:05d}"


@handles(DeliverCase)
def deliver_case(command: DeliverCase, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    state = case.after(command.verb)
    if command.method not in METHODS:
        raise BadCommand(problem=f"method {command.method!r}")
    _require_recipient(case, command.recipient.strip())
    if case.state is CaseState.GRANTED and case.has_certificate:
        raise CertificateMissing(case_no=case.case_no)
    names = _handed_over(case, _require_sealed(case, work))
    delivered = work.of(Case).save(
        replace(
            case,
            state=state,
            delivered_on=work.reference.day_of(command.at),
            holder=f"delivered:{command.method}",
        )
    )
    proof = _delivery(command, case, names)
    work.of(Delivery).add(proof)
    receipt = issue(command, work, delivered, _delivery_receipt(proof, work))
    return answer(delivered, issued(receipt), receipt_no=receipt.number)


def _require_recipient(case: Case, recipient: str) -> None:
    """An agent collects only when the applicant has said so (the scope of the agency)."""
    agent = recipient == case.agent_name and recipient != case.applicant_name
    if not recipient or (agent and "collect" not in case.agent_scope):
        raise InvalidRecipient(recipient=recipient)


def _relation(case: Case, recipient: str) -> str:
    """How the one who signs stands to the applicant, as far as the case itself tells."""
    if recipient == case.applicant_name:
        return "本人" if case.applicant_kind == "person" else "本单位"
    return "代理人" if recipient == case.agent_name else ""


def _handed_over(case: Case, documents: list[Document]) -> tuple[str, ...]:
    """What the applicant gets; a forwarded case's opinion went up, its decision came down."""
    names = [
        f"{TITLES[PaperKind(d.kind)]} {d.number}"
        for d in documents
        if d.needs_seal and d.kind != PaperKind.FORWARD_OPINION
    ]
    decided = case.state in (CaseState.GRANTED, CaseState.DENIED)
    if case.kind == "forwarded" and decided and case.reason:
        names.append(f"上级行政机关决定 {case.reason}")
    if case.certificate_no:
        names.append(f"证照 {case.certificate_no}")
    return tuple(names)


def _delivery(command: DeliverCase, case: Case, names: tuple[str, ...]) -> Delivery:
    return Delivery(
        id=derive(command.id, 0),
        hall_id=command.hall_id,
        case_id=case.id,
        method=command.method,
        recipient=command.recipient.strip(),
        recipient_id=command.recipient_id,
        relation=command.relation or _relation(case, command.recipient.strip()),
        place=command.place,
        delivered_at=command.at,
        delivered_by=command.actor,
        documents=names,
    )


def _delivery_receipt(proof: Delivery, work: Work) -> Draft:
    facts = {
        "documents": "；".join(proof.documents),
        "recipient": proof.recipient,
        "relation": proof.relation,
        "place": proof.place or work.reference.hall.name,
        "method": METHODS[proof.method],
        "delivered_at": f"{work.reference.local(proof.delivered_at):%Y-%m-%d %H:%M}",
        "server": work.reference.name_of(proof.delivered_by),
        "remark": "",
    }
    return Draft(PaperKind.DELIVERY_RECEIPT, facts, (), ("一份存卷",))


@handles(ArchiveCase)
def archive_case(command: ArchiveCase, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    state = case.after(command.verb)
    day = work.reference.day_of(command.at)
    sequence = work.take_number("archive", str(day.year))
    number = f"{day.year}-{sequence:06d}"
    saved = work.of(Case).save(
        replace(case, state=state, archived_on=day, archive_no=number, holder="archive")
    )
    work.of(Custody).add(
        Custody(
            id=derive(command.id, 1),
            hall_id=command.hall_id,
            case_id=case.id,
            holder="archive",
            login=command.actor,
            at=command.at,
        )
    )
    titles = [f"{TITLES[PaperKind(d.kind)]} {d.number}" for d in documents_of(case, work)]
    facts = {"archive_no": number, "archived_on": str(day), "documents": "；".join(titles)}
    listed = lines(m for m in materials_of(case, work) if m.copies > 0)
    file_list = issue(command, work, saved, Draft(PaperKind.FILE_LIST, facts, listed, ("存卷",)))
    return answer(saved, issued(file_list), archive_no=number)
