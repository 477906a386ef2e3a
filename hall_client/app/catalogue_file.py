"""The catalogue as a document: strict JSON in, items or a row-by-row report out; all or nothing.

    {"format": "hall-catalogue-1", "items": [{"code": "1001", "version": 1, ...}, ...]}

A field that has its default may be left out; an unknown field is an error.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hall_client.app.codec import CodecError, decode
from hall_client.app.json_document import check_format, dump, load_object, sparse
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.findings import Finding, error, has_errors
from hall_client.domain.item_checks import check, check_together

FORMAT = "hall-catalogue-1"


@dataclass(frozen=True)
class CatalogueReading:
    """What a document held: `items` is empty as soon as one problem is an error."""

    items: tuple[ServiceItem, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not has_errors(self.findings)


def read_catalogue(data: str | bytes) -> CatalogueReading:
    """Read a catalogue document; bytes are UTF-8, with or without its mark."""
    document, findings = load_object(data)
    if not findings:
        findings = check_format(document, FORMAT, frozenset({"items"}))
    if findings:
        return CatalogueReading((), tuple(findings))
    rows = document["items"]
    if not isinstance(rows, list):
        return CatalogueReading((), (error("field-form", "items", what="list"),))
    return read_rows(rows)


def read_rows(rows: Sequence[Any]) -> CatalogueReading:
    """Read items given as plain JSON data, each checked alone and all together."""
    findings: list[Finding] = [] if rows else [error("catalogue-empty", "items")]
    items: list[ServiceItem] = []
    for number, row in enumerate(rows):
        where = f"items[{number}]"
        try:
            item = decode(ServiceItem, row, where)
        except CodecError as fault:
            findings.append(error("field-form", where, what=str(fault)))
            continue
        items.append(item)
        findings.extend(found.under(where) for found in check(item))
    findings.extend(check_together(items))
    kept = () if has_errors(findings) else tuple(items)
    return CatalogueReading(kept, tuple(findings))


def write_catalogue(items: Iterable[ServiceItem]) -> str:
    """Write a document that `read_catalogue` reads back to equal items; defaults are left out."""
    return dump({"format": FORMAT, "items": [sparse(item) for item in items]})
