"""Paperwork: the number of a document is taken with the act; the page is rendered afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hall_client.app.codec import canonical
from hall_client.app.command import Command
from hall_client.app.events import DocumentIssued
from hall_client.app.papers import CaseFacts, Issuer, MaterialLine, Paper, PaperKind
from hall_client.app.reference import Reference
from hall_client.app.work import Work
from hall_client.domain.cases import Case, CaseMaterial
from hall_client.domain.certificates import IdKind
from hall_client.domain.decisions import Document
from hall_client.domain.identity import mask_id, mask_phone
from hall_client.domain.ids import derive
from hall_client.domain.numbering import document_number

TITLES = {
    PaperKind.RECEIPT: "收件凭证",
    PaperKind.CORRECTION_NOTICE: "申请材料补正告知书",
    PaperKind.ACCEPTANCE_NOTICE: "受理通知书",
    PaperKind.TOLERANCE_NOTICE: "容缺受理通知书",
    PaperKind.REFUSAL_NOTICE: "不予受理决定书",
    PaperKind.HANDOFF_SHEET: "材料交接单",
    PaperKind.SPECIAL_NOTICE: "特别程序告知书",
    PaperKind.EXTENSION_NOTICE: "延期决定通知书",
    PaperKind.GRANT_DECISION: "准予行政许可决定书",
    PaperKind.DENIAL_DECISION: "不予行政许可决定书",
    PaperKind.FORWARD_OPINION: "转报意见书",
    PaperKind.TERMINATION_NOTICE: "终止办理通知书",
    PaperKind.DELIVERY_RECEIPT: "送达回证",
    PaperKind.FILE_LIST: "卷内目录",
}
COPIES = ("一份交申请人", "一份存卷")
# Proofs of a fact at this station: outside the bureau's register, so no seal and no 文号.
UNNUMBERED = {
    PaperKind.RECEIPT: "SJ",
    PaperKind.DELIVERY_RECEIPT: "SD",
    PaperKind.HANDOFF_SHEET: "JJ",
    PaperKind.FILE_LIST: "ML",
}
ID_KINDS: Mapping[str, str] = {
    IdKind.RESIDENT_ID: "居民身份证",
    IdKind.USCC: "统一社会信用代码",
    IdKind.PASSPORT: "护照",
    IdKind.HMT_RESIDENCE: "港澳台居民居住证",
    IdKind.HOME_RETURN: "港澳居民来往内地通行证",
    IdKind.TAIWAN_PERMIT: "台湾居民来往大陆通行证",
    IdKind.FOREIGN_RESIDENCE: "外国人永久居留身份证",
    IdKind.MILITARY: "军官证",
    IdKind.OTHER: "其他证件",
}


@dataclass(frozen=True)
class Draft:
    """What a handler wants on paper: kind, the facts of that kind, the materials listed."""

    kind: PaperKind
    facts: Mapping[str, str]
    materials: tuple[MaterialLine, ...] = ()
    copies: tuple[str, ...] = COPIES


def compose(draft: Draft, case: Case, reference: Reference, actor: str, day: date) -> Paper:
    """The paper as it will stand, still without its number (a preview shows just this)."""
    return Paper(
        kind=draft.kind,
        number=None,
        issued_on=day,
        issuer=_issuer(reference),
        case=_case_facts(case, reference),
        handler=reference.name_of(actor),
        facts=draft.facts,
        materials=draft.materials,
        copies=draft.copies,
    )


def issue(command: Command, work: Work, case: Case, draft: Draft, n: int = 0) -> Document:
    """Take the number, store the facts, and return the document; `n` tells papers of one act."""
    day = work.reference.day_of(command.at)
    number = _number(work, case, draft.kind, day.year)
    shown = None if draft.kind in UNNUMBERED else number
    paper = compose(draft, case, work.reference, command.actor, day)
    document = Document(
        id=derive(command.id, 100 + n),
        hall_id=command.hall_id,
        case_id=case.id,
        case_no=case.case_no,
        kind=draft.kind,
        number=number,
        issued_on=day,
        issued_by=command.actor,
        paper=canonical(replace(paper, number=shown)),
        needs_seal=draft.kind not in UNNUMBERED,
    )
    work.of(Document).add(document)
    return document


def issued(document: Document, station: str = "") -> DocumentIssued:
    """The event that sends a document to the printer of the act's station, or of another."""
    title = TITLES[PaperKind(document.kind)]
    return DocumentIssued(document.id, document.number, title, station)


def _number(work: Work, case: Case, kind: PaperKind, year: int) -> str:
    if kind in UNNUMBERED:
        before = len(work.of(Document).find(case_id=case.id, kind=kind))
        return f"{case.case_no}{UNNUMBERED[kind]}{before + 1 if before else ''}"
    sequence = work.take_number(f"document/{kind}", str(year))
    return document_number(work.reference.agency.short, kind, year, sequence)


def _issuer(reference: Reference) -> Issuer:
    agency = reference.agency
    return Issuer(
        name=agency.name,
        seal=reference.seal_name,
        address=agency.address,
        phone=agency.phone,
        complaint_phone=agency.complaint_phone,
    )


def _case_facts(case: Case, reference: Reference) -> CaseFacts:
    person = case.applicant_kind == "person"
    item = reference.item_version(case.item_code, case.item_version)
    return CaseFacts(
        case_no=case.case_no,
        item_name=case.item_name,
        item_code=item.official_code,
        applicant=case.applicant_name,
        id_kind=ID_KINDS.get(case.id_kind, case.id_kind),
        id_number=mask_id(case.id_number) if person else case.id_number,
        contact=case.agent_name or case.applicant_name,
        phone=mask_phone(case.agent_phone or case.phone),
    )


FORMS = {"original": "原件", "copy": "复印件", "electronic": "电子件"}


def line(material: CaseMaterial) -> MaterialLine:
    """One material as a paper lists it."""
    form = FORMS.get(material.form, material.form)
    note = material.problem or ""
    return MaterialLine(material.no, material.name, form, material.copies, material.pages, note)


def lines(materials: Iterable[CaseMaterial]) -> tuple[MaterialLine, ...]:
    """Material rows for a paper."""
    return tuple(line(material) for material in materials)


def remedies(reference: Reference) -> dict[str, str]:
    """Where a person may object: the facts that fill the standard wording of a refusal."""
    agency = reference.agency
    return {"review_body": agency.review_body, "court": agency.court}
