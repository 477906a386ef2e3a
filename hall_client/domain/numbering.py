"""Numbers that people read: tickets, cases, labels, documents (domain rules §3 Numbering)."""

from datetime import date

from hall_client.domain.errors import BadCommand


def ticket_number(prefix: str, sequence: int) -> str:
    """A001 … A999, then A1000: restarted daily per queue."""
    return f"{prefix}{sequence:03d}"


def case_number(hall: str, day: date, sequence: int) -> str:
    """13 characters: hall (2), yyMMdd, five digits; fits Code 128 on a 60 mm label."""
    if len(hall) != 2 or not 0 < sequence < 100_000:
        raise BadCommand(problem=f"case number of hall {hall!r}, sequence {sequence}")
    return f"{hall}{day:%y%m%d}{sequence:05d}"


def material_label(case_no: str, material_no: int) -> str:
    return f"{case_no}-{material_no:02d}"


def split_label(label: str) -> tuple[str, int | None]:
    """Take a scanned label apart: case number and material number (None: the folder)."""
    case_no, _, material = label.strip().upper().partition("-")
    return case_no, int(material) if material.isdigit() else None


DOCUMENT_WORDS = {
    "correction-notice": "许补",
    "acceptance-notice": "许受",
    "tolerance-notice": "许容",
    "refusal-notice": "许不受",
    "handoff-sheet": "许交",
    "special-notice": "许特",
    "extension-notice": "许延",
    "grant-decision": "许准",
    "denial-decision": "许不准",
    "forward-opinion": "许报",
    "termination-notice": "许终",
    "delivery-receipt": "许送",
}


def document_number(agency: str, kind: str, year: int, sequence: int) -> str:
    """文号: agency, kind word, 〔year〕 (U+3014/3015), sequence restarting yearly per kind."""
    return f"{agency}{DOCUMENT_WORDS[kind]}字〔{year}〕第{sequence:04d}号"
