"""What a decision is filled in with, who may sign it, and what still keeps it from being signed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hall_client.app.reference import Reference
from hall_client.app.rows import CaseSheet
from hall_client.app.rulings import require_entry
from hall_client.domain.calendar import months_after
from hall_client.domain.duties import Duty, group_of, require_post
from hall_client.domain.errors import DutySeparation, LacksAuthority
from hall_client.domain.people import Staff
from hall_client.domain.transitions import CaseState, allowed
from hall_client.ui.presenters import opinions
from hall_client.ui.words import current, tr
from hall_client.words import value

DENIAL = ("reason", "legal_basis", "remedy")
GRANT = ("content", "valid_from", "valid_to")


def decisions_open(sheet: CaseSheet) -> tuple[str, ...]:
    """Which decisions the case is open to: a forwarded item is sent up, the others are granted."""
    first = "forward" if sheet.kind == "forwarded" else "grant"
    return (first, "deny")


def prefilled(sheet: CaseSheet, reference: Reference, today: date) -> dict[str, Any]:
    """The fields of a decision to begin with, from the item and the standard wording."""
    item = reference.item_version(sheet.item_code, sheet.item_version)
    months = item.result.valid_months
    until = months_after(today, months) - timedelta(days=1) if months else None
    return {
        "content": opinions.content(decisions_open(sheet)[0], sheet.item_name),
        "valid_from": today,
        "valid_to": until,
        "reason": sheet.opinion if sheet.recommendation == "deny" else "",
        "legal_basis": "；".join(str(one) for one in item.legal_basis),
        "remedy": opinions.remedy(reference),
    }


def fields_of(decision: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `Decide` that this kind of decision takes from the form."""
    names = {"grant": GRANT, "deny": DENIAL}.get(decision, ("content",))
    return {"decision": decision} | {name: given.get(name) or None for name in names}


def lacking(decision: str, given: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the form, by field, in words; empty when it can be signed."""
    wrong: dict[str, str] = {}
    for name in DENIAL if decision == "deny" else ("content",):
        if not str(given.get(name) or "").strip():
            wrong[name] = tr("This must be filled in.")
    start, end = given.get("valid_from"), given.get("valid_to")
    if decision == "grant" and start and end and end < start:
        wrong["valid_to"] = tr("The end lies before the beginning.")
    return wrong


def why_not_decide(sheet: CaseSheet, staff: Staff, reference: Reference, today: date) -> str:
    """Why this person cannot decide this case, in words and before the attempt; empty: can."""
    state = CaseState(sheet.state)
    at_once = sheet.profile == "one-step" or sheet.promise
    if allowed("case", "Decide", state) is None or (state is not CaseState.DECIDE and not at_once):
        return tr(
            "The case is in the state “{state}”.", state=value("state", state, current().short)
        )
    try:
        require_post(sheet.profile, Duty.DECIDE, staff.roles)
        require_entry(reference, staff.login, sheet.item_code, sheet.profile, today)
        require_others(sheet, staff.login, Duty.DECIDE)
    except DutySeparation as refusal:
        done = value("duty", refusal.facts["done"], current().short)
        return tr("You did “{duty}” in this case; somebody else must decide it.", duty=done)
    except LacksAuthority:
        return not_your_post(sheet)
    if sheet.suspended:
        return tr("A special procedure is running; end it first.")
    if sheet.tolerance_open:
        return tr("{count} promised materials have not come in yet.", count=sheet.tolerance_open)
    return ""


def not_your_post(sheet: CaseSheet) -> str:
    """The post or the register of authority leaves this step to others."""
    profile = value("profile", sheet.profile, current().short)
    return tr("Your post or authority does not cover this step ({profile}).", profile=profile)


def require_others(sheet: CaseSheet, login: str, duty: Duty) -> None:
    """Refuse when the person holds a duty in the case that this one must be kept apart from."""
    for done in sheet.duties:
        if done.login == login and done.group != group_of(sheet.profile, duty):
            raise DutySeparation(done=done.duty, wanted=duty.value)
