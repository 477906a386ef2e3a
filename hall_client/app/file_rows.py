"""Rows of files: what a case has of scans and photos."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class AttachmentRow:
    """One attachment; `size` in bytes, `sha256` names its bytes in 64 hex digits."""

    attachment_id: str
    case_id: str
    case_no: str
    requirement: str | None
    material: str | None
    name: str
    size: int
    mime: str
    sha256: str
    added_at: datetime
    added_by: str
