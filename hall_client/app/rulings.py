"""What a decision says on paper: the act issues it, a preview shows it before (Art. 38)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from hall_client.app.papers import Paper, PaperKind
from hall_client.app.paperwork import Draft, compose, lines, remedies
from hall_client.app.reference import Reference
from hall_client.domain.cases import Case, CaseMaterial
from hall_client.domain.decisions import Ruling
from hall_client.domain.duties import Duty
from hall_client.domain.errors import LacksAuthority
from hall_client.domain.people import Power

PAPERS = {
    "grant": PaperKind.GRANT_DECISION,
    "deny": PaperKind.DENIAL_DECISION,
    "forward": PaperKind.FORWARD_OPINION,
}
NUMBER_TO_COME = "（签发时编号）"


@dataclass(frozen=True)
class Signing:
    """Who lays a decision down, and on which day of the hall."""

    login: str
    day: date


def ruling_draft(
    ruling: Ruling,
    case: Case,
    materials: Iterable[CaseMaterial],
    reference: Reference,
    signing: Signing,
) -> Draft:
    """The paper of a decision from what was laid down and what stands in the case."""
    item = reference.item_version(case.item_code, case.item_version)
    basis = "；".join(str(one) for one in item.legal_basis)
    facts = {
        "accepted_on": str(case.accepted_on),
        "decided_on": str(signing.day),
        "content": ruling.content or _content(ruling, case),
        "scope": case.item_name,
        "valid_from": str(ruling.valid_from or ""),
        "valid_to": str(ruling.valid_to or ""),
        "reason": ruling.reason or "",
        "legal_basis": ruling.legal_basis or basis,
        "remedy": ruling.remedy or "",
        "opinion": case.opinion or "",
        "promise": "yes" if case.promise else "",
        "approved_by": reference.name_of(signing.login),
        "licence_no": "",
        **remedies(reference),
    }
    return Draft(PAPERS[ruling.decision], facts, lines(materials))


def _content(ruling: Ruling, case: Case) -> str:
    if ruling.decision == "forward":
        return "申请材料齐全，符合法定形式，拟同意转报"
    return f"准予{case.applicant_name}办理{case.item_name}"


def preview(
    ruling: Ruling,
    case: Case,
    materials: Iterable[CaseMaterial],
    reference: Reference,
    signing: Signing,
) -> Paper:
    """The paper as it would stand if it were signed now; its number is taken when it is."""
    draft = ruling_draft(ruling, case, materials, reference, signing)
    paper = compose(draft, case, reference, signing.login, signing.day)
    return replace(paper, number=NUMBER_TO_COME)


def require_entry(
    reference: Reference, login: str, item_code: str, profile: str, day: date
) -> None:
    """The register of authority must let the person decide this item that day (rules §4b)."""
    register = reference.register
    if not register or profile == "one-step":
        return
    if not any(one.allows(item_code, login, Power.DECIDE, day) for one in register):
        raise LacksAuthority(profile=profile, duty=Duty.DECIDE.value)
