"""Who may run what: the command class names the roles, the register of staff names the people."""

from hall_client.app.command import Command
from hall_client.app.reference import Reference
from hall_client.domain.errors import NotPermitted, NotSignedIn
from hall_client.domain.people import Role, Staff


def require_permission(command: Command, reference: Reference) -> Staff:
    """Return the acting person, or refuse: unknown or closed login, or no role for the act."""
    staff = reference.person(command.actor)
    if staff is None or not staff.active:
        raise NotSignedIn(login=command.actor)
    if not staff.holds(*command.roles):
        raise NotPermitted(command=command.verb, roles=", ".join(sorted(command.roles)))
    return staff


def may(kind: type[Command], roles: frozenset[Role]) -> bool:
    """Whether a holder of `roles` may run this kind of command (screens enable by it)."""
    return not kind.roles.isdisjoint(roles)
