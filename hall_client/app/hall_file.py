"""The hall's configuration as a document: strict JSON in, one setup or a report out.

{"format": "hall-setup-1", "hall": {...}, "agency": {...}, "queues": [...], ...}
"""

from dataclasses import dataclass, fields

from hall_client.app.codec import CodecError, decode
from hall_client.app.json_document import check_format, dump, load_object, sparse
from hall_client.domain.findings import Finding, error, has_errors
from hall_client.domain.hall_setup import HallSetup, check_setup

FORMAT = "hall-setup-1"


@dataclass(frozen=True)
class HallReading:
    """What a document held: `setup` is None as soon as one problem is an error."""

    setup: HallSetup | None
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return self.setup is not None


def read_hall(data: str | bytes) -> HallReading:
    """Read a hall document; bytes are UTF-8, with or without its mark."""
    document, findings = load_object(data)
    if not findings:
        findings = check_format(document, FORMAT, _FIELDS)
    if findings:
        return HallReading(None, tuple(findings))
    body = {name: value for name, value in document.items() if name != "format"}
    try:
        setup: HallSetup = decode(HallSetup, body)
    except CodecError as fault:
        return HallReading(None, (error("field-form", "", what=str(fault)),))
    findings = check_setup(setup)
    return HallReading(None if has_errors(findings) else setup, tuple(findings))


def write_hall(setup: HallSetup) -> str:
    """Write a document that `read_hall` reads back to an equal setup; defaults are left out."""
    named = {field.name: sparse(getattr(setup, field.name)) for field in fields(HallSetup)}
    return dump({"format": FORMAT, **named})


_FIELDS = frozenset(field.name for field in fields(HallSetup))
