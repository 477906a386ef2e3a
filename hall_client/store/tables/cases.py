"""Tables of the case: case, materials, suspensions, custody, documents, duties."""

from sqlalchemy import CheckConstraint, Index

from hall_client.app.command import Authority
from hall_client.domain.attachments import Attachment
from hall_client.domain.cases import Case, CaseMaterial, CaseSuspension
from hall_client.domain.decisions import Delivery, Document, Fee, SealUse
from hall_client.domain.duties import DutyDone
from hall_client.domain.handoffs import Custody, Handoff
from hall_client.store.tables.schema import table_of

case = table_of(
    "case",
    Case,
    Authority.CASE,
    Index("uq_case_case_no", "case_no", unique=True),
    Index("ix_case_todo", "hall_id", "state", "section", "committed_due_on"),
    Index("ix_case_identity", "hall_id", "id_number"),
    Index("ix_case_applicant", "hall_id", "applicant_name"),
    Index("ix_case_pinyin", "hall_id", "applicant_pinyin"),
    Index("ix_case_received", "hall_id", "received_on"),
    CheckConstraint("committed_days <= statutory_days", name="days"),
)
case_material = table_of(
    "case_material",
    CaseMaterial,
    Authority.CASE,
    Index("uq_case_material_no", "hall_id", "case_id", "no", unique=True),
)
case_suspension = table_of(
    "case_suspension",
    CaseSuspension,
    Authority.CASE,
    Index("ix_case_suspension_case", "hall_id", "case_id"),
)
duty_done = table_of(
    "duty_done",
    DutyDone,
    Authority.CASE,
    Index("ix_duty_done_case", "hall_id", "case_id", "login"),
)
handoff = table_of(
    "handoff", Handoff, Authority.CASE, Index("ix_handoff_state", "hall_id", "state", "to_section")
)
custody = table_of(
    "custody", Custody, Authority.CASE, Index("ix_custody_case", "hall_id", "case_id", "at")
)
document = table_of(
    "document",
    Document,
    Authority.CASE,
    Index("uq_document_number", "number", unique=True),
    Index("ix_document_case", "hall_id", "case_id"),
)
seal_use = table_of(
    "seal_use", SealUse, Authority.CASE, Index("ix_seal_use_at", "hall_id", "used_at")
)
delivery = table_of(
    "delivery", Delivery, Authority.CASE, Index("ix_delivery_case", "hall_id", "case_id")
)
attachment = table_of(
    "attachment",
    Attachment,
    Authority.CASE,
    Index("ix_attachment_case", "hall_id", "case_id"),
)
fee = table_of("fee", Fee, Authority.CASE, Index("ix_fee_case", "hall_id", "case_id"))
