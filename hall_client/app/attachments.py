"""Attaching a file to a case: the act names the file by its hash, the bytes follow it."""

from dataclasses import dataclass

from hall_client.app.bus import Done, handles
from hall_client.app.case_acts import CaseFact, answer, materials_of
from hall_client.app.work import Work
from hall_client.domain.attachments import HASH, KINDS, Attachment, require_size
from hall_client.domain.cases import Case
from hall_client.domain.errors import BadCommand, UnknownRequirement
from hall_client.domain.ids import derive
from hall_client.domain.people import Role

NAME_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class AttachFile(CaseFact):
    """A scan or photo is added to a case. The file was taken in before; its bytes follow the act
    to central."""

    case_id: str
    name: str
    sha256: str
    size: int
    mime: str
    requirement: str | None = None

    roles = frozenset({Role.CLERK, Role.REVIEWER, Role.SURVEYOR, Role.DELIVERY})
    outcome = ("attachment_id",)


@handles(AttachFile)
def attach_file(command: AttachFile, work: Work) -> Done:
    case = work.of(Case).get(command.case_id)
    _require_file(command)
    if command.requirement is not None:
        listed = {row.requirement for row in materials_of(case, work)}
        if command.requirement not in listed:
            work.object_to(UnknownRequirement(requirement=command.requirement))
    added = Attachment(
        id=derive(command.id, 1),
        hall_id=command.hall_id,
        case_id=case.id,
        requirement=command.requirement,
        name=command.name.strip(),
        sha256=command.sha256,
        size=command.size,
        mime=command.mime,
        added_at=command.at,
        added_by=command.actor,
    )
    work.of(Attachment).add(added)
    return answer(case, attachment_id=added.id)


def _require_file(command: AttachFile) -> None:
    if not 0 < len(command.name.strip()) <= NAME_LENGTH:
        raise BadCommand(problem=f"name: 1 to {NAME_LENGTH} signs")
    if not HASH.fullmatch(command.sha256):
        raise BadCommand(problem="sha256: 64 hex digits")
    if command.mime not in KINDS:
        raise BadCommand(problem=f"mime: {', '.join(KINDS)}")
    if command.size < 1:
        raise BadCommand(problem="size: at least 1")
    require_size(command.name, command.size)
