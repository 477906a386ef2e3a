"""Workbooks from outside: what is refused before a cell is believed."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from hall_client.domain.findings import Finding, error

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 200_000_000
MOST_PARTS = 500
MOST_ROWS = 200_000
MOST_COLUMNS = 200


def package_finding(data: bytes) -> Finding | None:
    """Look at the zip package without unpacking it: size, bombs, document types of XML."""
    if len(data) > LARGEST_FILE:
        return error("sheet-large", "", what=f"{len(data)} B")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _parts_finding(package)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return error("sheet-unreadable", "")


def _parts_finding(package: zipfile.ZipFile) -> Finding | None:
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        return error("sheet-large", "", what=f"{len(parts)} parts, {unpacked} B")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with package.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(4096).upper():
                    return error("sheet-unreadable", part.filename)
    return None


def sheet_findings(sheet: Any) -> Iterator[Finding]:
    """What a sheet may not have: merged cells, formulas, no end."""
    name = sheet.title
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        yield error("sheet-large", name, what=f"{sheet.max_row} x {sheet.max_column}")
        return
    merged = ", ".join(str(cells) for cells in sheet.merged_cells.ranges)
    if merged:
        yield error("sheet-merged", name, sheet=name, cells=merged)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                yield error("sheet-formula", name, cell=f"{name}!{cell.coordinate}")
