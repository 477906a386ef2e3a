"""Separation of duties (审批四分离): who may not be whom in one case (rules §2.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hall_client.domain.errors import DutySeparation, LacksAuthority
from hall_client.domain.people import Role


class Duty(StrEnum):
    """A step of one case that the law or the hall keeps apart from others."""

    ACCEPT = "accept"
    REVIEW = "review"
    SURVEY = "survey"
    DECIDE = "decide"
    HELP = "help"


@dataclass(frozen=True, kw_only=True)
class DutyDone:
    """One person has performed a duty in a case; rows with different `group` must differ in login.

    Duties that one person may hold together share a group (一审制: all; 一审一核: accept, review).
    """

    id: str
    hall_id: str
    version: int = 1
    case_id: str
    login: str
    duty: Duty
    group: str


_TOGETHER: dict[str, frozenset[Duty]] = {
    "one-step": frozenset({Duty.ACCEPT, Duty.REVIEW, Duty.DECIDE}),
    "review-and-approve": frozenset({Duty.ACCEPT, Duty.REVIEW}),
    "four-separated": frozenset(),
    "major": frozenset(),
}

_REVIEWERS: dict[str, frozenset[Role]] = {
    "one-step": frozenset({Role.CLERK, Role.REVIEWER, Role.CHIEF}),
    "review-and-approve": frozenset({Role.CLERK, Role.REVIEWER, Role.CHIEF}),
    "four-separated": frozenset({Role.REVIEWER, Role.CHIEF}),
    "major": frozenset({Role.CHIEF}),
}

_APPROVERS: dict[str, frozenset[Role]] = {
    "one-step": frozenset({Role.CLERK, Role.REVIEWER, Role.CHIEF, Role.DEPUTY, Role.HEAD}),
    "review-and-approve": frozenset({Role.CHIEF, Role.DEPUTY, Role.HEAD}),
    "four-separated": frozenset({Role.CHIEF, Role.DEPUTY, Role.HEAD}),
    "major": frozenset({Role.DEPUTY, Role.HEAD}),
}


def group_of(profile: str, duty: Duty) -> str:
    """Return the group of a duty: within one group the same person may do several duties."""
    return "together" if duty in _TOGETHER[profile] else duty.value


def require_separate(done: Iterable[DutyDone], login: str, duty: Duty, profile: str) -> None:
    """Refuse when `login` already holds a duty of another group in this case."""
    group = group_of(profile, duty)
    for past in done:
        if past.login == login and past.group != group:
            raise DutySeparation(done=past.duty.value, wanted=duty.value)


def require_post(profile: str, duty: Duty, roles: frozenset[Role]) -> None:
    """Refuse when the item's authority profile reserves the duty for other posts."""
    posts = _APPROVERS[profile] if duty is Duty.DECIDE else _REVIEWERS[profile]
    if not posts & roles:
        raise LacksAuthority(profile=profile, duty=duty.value)


def may_hold(profile: str, duty: Duty, roles: frozenset[Role], groups_held: Iterable[str]) -> bool:
    """Whether a person of these posts, who did duties of these groups, may do this one too."""
    posts = _APPROVERS[profile] if duty is Duty.DECIDE else _REVIEWERS[profile]
    group = group_of(profile, duty)
    return bool(posts & roles) and all(held == group for held in groups_held)
