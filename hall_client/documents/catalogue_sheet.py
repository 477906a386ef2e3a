"""The catalogue as a workbook (XLSX): one sheet of items, one for each list an item has."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hall_client.app.catalogue_file import CatalogueReading, read_rows
from hall_client.app.codec import encode
from hall_client.documents.catalogue_columns import (
    CHILD_KEYS,
    CHILD_SHEETS,
    ITEM_COLUMNS,
    ITEM_SHEET,
    OPTION_COLUMNS,
    OPTION_SHEET,
    Cell,
    Column,
)
from hall_client.documents.option_rows import option_rows, question_of
from hall_client.documents.sheet_guard import package_finding, sheet_findings
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.findings import Finding, error

Row = dict[str, Any]


def write_sheets(items: Iterable[ServiceItem]) -> bytes:
    """The workbook as bytes; a text that begins like a formula stays a text."""
    from openpyxl import Workbook

    book = Workbook()
    rows: list[Row] = [encode(item) for item in items]
    _write_sheet(book.active, ITEM_SHEET, ITEM_COLUMNS, rows)
    for name, (field, columns) in CHILD_SHEETS.items():
        children = [_keyed(row, child) for row in rows for child in row[field]]
        _write_sheet(book.create_sheet(), name, (*CHILD_KEYS, *columns), children)
    options = [_keyed(row, child) for row in rows for child in option_rows(row["question"])]
    _write_sheet(book.create_sheet(), OPTION_SHEET, (*CHILD_KEYS, *OPTION_COLUMNS), options)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _keyed(item: Row, child: Row) -> Row:
    return {**child, "item": item["code"], "item_version": item["version"]}


def _write_sheet(sheet: Any, name: str, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    sheet.title = name
    sheet.append([column.heading for column in columns])
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, 2):
        for place, column in enumerate(columns, 1):
            value = _value(row, column.field)
            if value not in (None, "", []):
                _put(sheet.cell(number, place), column.write(value))


def _value(row: Row, field: str) -> Any:
    value: Any = row
    for name in field.split("."):
        value = value[name]
    return value


def _put(cell: Any, value: Cell) -> None:
    """Texts are written as texts, never guessed: `=cmd` must not become a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t", "\r")


def read_sheets(data: bytes) -> CatalogueReading:
    """Items of a workbook or the report of what stops it, told by sheet and row."""
    refused = package_finding(data)
    if refused is not None:
        return CatalogueReading((), (refused,))
    try:
        book = _load(data)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, SyntaxError, OSError):
        return CatalogueReading((), (error("sheet-unreadable", ""),))
    findings = [found for sheet in book.worksheets for found in sheet_findings(sheet)]
    findings.extend(_sheet_names(book.sheetnames))
    if findings:
        return CatalogueReading((), tuple(findings))
    return _read_book(book)


def _load(data: bytes) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), data_only=False, keep_links=False)


def _sheet_names(given: Sequence[str]) -> Iterator[Finding]:
    known = {ITEM_SHEET, OPTION_SHEET, *CHILD_SHEETS}
    for name in sorted(known - set(given)):
        yield error("sheet-missing", name, sheet=name)
    for name in sorted(set(given) - known):
        yield error("sheet-unknown", name, sheet=name)


def _read_book(book: Any) -> CatalogueReading:
    findings: list[Finding] = []
    items = dict(_rows(book[ITEM_SHEET], ITEM_COLUMNS, findings))
    children = {
        field: _grouped(book[name], (*CHILD_KEYS, *columns), items.values(), findings)
        for name, (field, columns) in CHILD_SHEETS.items()
    }
    columns = (*CHILD_KEYS, *OPTION_COLUMNS)
    options = _grouped(book[OPTION_SHEET], columns, items.values(), findings)
    findings.extend(_hanging_options(options))
    if findings:
        return CatalogueReading((), tuple(findings))
    for row in items.values():
        key = (row.get("code"), row.get("version"))
        row.update({field: groups.get(key, []) for field, groups in children.items()})
        row["question"] = question_of(options.get(key, []))
    reading = read_rows(list(items.values()))
    places = [f"{ITEM_SHEET}!{number}" for number in items]
    return replace(reading, findings=tuple(_placed(one, places) for one in reading.findings))


def _hanging_options(options: Mapping[tuple[Any, Any], list[Row]]) -> Iterator[Finding]:
    """Options below an option that does not exist, or below themselves."""
    for (item, _), rows in options.items():
        reached = [row["code"] for row in option_rows(question_of(rows))]
        for code in sorted({str(row.get("code", "")) for row in rows} - set(reached)):
            yield error("option-unknown", OPTION_SHEET, item=item, option=code)


def _grouped(
    sheet: Any, columns: Sequence[Column], items: Iterable[Row], findings: list[Finding]
) -> Mapping[tuple[Any, Any], list[Row]]:
    """Rows of a list sheet by the item version they belong to; orphans are findings."""
    groups: dict[tuple[Any, Any], list[Row]] = {
        (item.get("code"), item.get("version")): [] for item in items
    }
    for number, row in _rows(sheet, columns, findings):
        key = (row.pop("item", None), row.pop("item_version", None))
        if key in groups:
            groups[key].append(row)
        else:
            findings.append(error("sheet-orphan", f"{sheet.title}!{number}", item=key[0]))
    return groups


def _rows(
    sheet: Any, columns: Sequence[Column], findings: list[Finding]
) -> Iterator[tuple[int, Row]]:
    """Rows that are not empty, with their number; cells that do not fit become findings."""
    headings = [_cell_text(cell.value) for cell in sheet[1]]
    expected = [column.heading for column in columns]
    if headings != expected:
        odd = sorted(set(headings) ^ set(expected)) or headings
        findings.append(error("sheet-column", sheet.title, sheet=sheet.title, column=odd[0]))
        return
    for number, cells in enumerate(sheet.iter_rows(min_row=2, values_only=True), 2):
        texts = [_cell_text(cell) for cell in cells]
        if any(texts):
            row: Row = {}
            for column, text in zip(columns, texts, strict=False):
                where = f"{sheet.title}!{number}"
                findings.extend(_fill(row, column, text, where))
            yield number, row


def _fill(row: Row, column: Column, text: str, where: str) -> Iterator[Finding]:
    if not text:
        return
    try:
        value = column.read(text)
    except (ValueError, KeyError):
        yield error("sheet-value", where, given=text, column=column.heading)
        return
    outer, _, inner = column.field.partition(".")
    if inner:
        row.setdefault(outer, {})[inner] = value
    else:
        row[outer] = value


def _cell_text(value: Cell) -> str:
    """What a person sees in the cell; a day as ISO text, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _placed(found: Finding, places: Sequence[str]) -> Finding:
    """The same finding told by the row of the sheet instead of the number of the item."""
    match = re.match(r"items\[(\d+)\]", found.where)
    if match is None:
        return found
    return replace(found, where=places[int(match[1])] + found.where[match.end() :])
