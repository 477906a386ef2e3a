"""Answers about the files of a case."""

from hall_client.app.file_rows import AttachmentRow
from hall_client.app.queries import Attachments
from hall_client.domain.attachments import Attachment
from hall_client.domain.cases import CaseMaterial
from hall_client.store.queries.asking import Asking, answers
from hall_client.store.queries.cases import find_case
from hall_client.store.tables.cases import attachment, case_material


@answers(Attachments)
def attachments(query: Attachments, asking: Asking) -> list[AttachmentRow]:
    case = find_case(asking, query.case_no, query.case_id)
    materials = asking.load(CaseMaterial, case_material.c.case_id == case.id)
    names = {one.requirement: one.name for one in materials}
    added = asking.load(Attachment, attachment.c.case_id == case.id, order=attachment.c.added_at)
    return [
        AttachmentRow(
            attachment_id=one.id,
            case_id=case.id,
            case_no=case.case_no,
            requirement=one.requirement,
            material=names.get(one.requirement or ""),
            name=one.name,
            size=one.size,
            mime=one.mime,
            sha256=one.sha256,
            added_at=one.added_at,
            added_by=asking.reference.name_of(one.added_by),
        )
        for one in added
    ]
