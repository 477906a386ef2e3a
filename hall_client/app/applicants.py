"""Applicant (申请人) and agent (代理人) as they are typed in, checked and normalised."""

from dataclasses import dataclass
from datetime import date

from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.errors import AppearInPerson, InvalidApplicant, InvalidIdentity
from hall_client.domain.identity import check

NAME_KIND = {"person": "name", "organisation": "organisation-name"}


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who applies: a person or an organisation. id_kind: resident-id, uscc, passport …"""

    kind: str
    name: str
    id_kind: str
    id_number: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Agent:
    """Who acts for the applicant; scope: submit, supplement, collect, sign."""

    name: str
    id_number: str
    id_kind: str = "resident-id"
    phone: str = ""
    scope: tuple[str, ...] = ("submit",)


def normalise_applicant(applicant: Applicant, today: date) -> Applicant:
    """Return the applicant as stored: half-width, trimmed, checked; or refuse by field."""
    if applicant.kind not in NAME_KIND:
        raise InvalidApplicant(field="kind", problem=applicant.kind)
    return Applicant(
        kind=applicant.kind,
        name=_checked("name", applicant.name, NAME_KIND[applicant.kind], today),
        id_kind=applicant.id_kind,
        id_number=_identity(applicant.id_number, applicant.id_kind, today),
        phone=_checked("phone", applicant.phone, "phone", today) if applicant.phone else "",
        address=_checked("address", applicant.address, "address", today)
        if applicant.address
        else "",
    )


def normalise_agent(agent: Agent, item: ServiceItem, today: date) -> Agent:
    """The same for an agent, where the item allows one (行政许可法 Art. 29)."""
    if item.must_appear_in_person or not item.agent_allowed:
        raise AppearInPerson(item=item.name)
    return Agent(
        name=_checked("agent.name", agent.name, "name", today),
        id_number=_identity(agent.id_number, agent.id_kind, today),
        id_kind=agent.id_kind,
        phone=_checked("agent.phone", agent.phone, "phone", today) if agent.phone else "",
        scope=agent.scope,
    )


def _identity(value: str, kind: str, today: date) -> str:
    checked = check(value, kind, today)
    if not checked.valid:
        raise InvalidIdentity(kind=kind, problem=checked.problem)
    return checked.normalised


def _checked(field: str, value: str, kind: str, today: date) -> str:
    checked = check(value, kind, today)
    if not checked.valid:
        raise InvalidApplicant(field=field, problem=checked.problem)
    return checked.normalised
