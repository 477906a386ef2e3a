"""Files on the command line: read, write, and the report of what was found in a document."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from hall_client.app.faults import FileUnreadable
from hall_client.cli.answers import DONE, REFUSED, complain, put, put_json
from hall_client.domain.findings import Finding, has_errors
from hall_client.words import say


def file_bytes(path: Path) -> bytes:
    """The whole file; FileUnreadable when it cannot be had."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise FileUnreadable(path=str(path), why=fault.strerror) from fault


def write_file(path: Path, content: str | bytes) -> None:
    """Write the file whole; FileUnreadable when there is no room or no right to."""
    data = content.encode() if isinstance(content, str) else content
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise FileUnreadable(path=str(path), why=fault.strerror) from fault


def report(
    findings: Sequence[Finding], counts: Mapping[str, object], language: str, *, as_json: bool
) -> int:
    """Tell what was found, a line each, and the counts; exit 1 when the document cannot be used."""
    ok = not has_errors(findings)
    if as_json:
        rows = [_row(found, language) for found in findings]
        put_json({"ok": ok, **counts, "findings": rows})
    else:
        for found in findings:
            complain(f"{found.severity}  {found.where}  {_words(found, language)}")
        put("  ".join(f"{name}={value}" for name, value in counts.items()))
    return DONE if ok else REFUSED


def outcome(document: Mapping[str, object], *, as_json: bool) -> int:
    """Print what an import or export did."""
    if as_json:
        put_json(document)
    else:
        put("  ".join(f"{name}={value}" for name, value in document.items()))
    return DONE


def _row(found: Finding, language: str) -> dict[str, object]:
    return {
        "where": found.where,
        "code": found.code,
        "severity": found.severity,
        "message": _words(found, language),
    }


def _words(found: Finding, language: str) -> str:
    return say("findings", found.code, language, **found.facts)
