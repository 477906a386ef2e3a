"""The catalogue as a workbook: nothing lost, nothing executed, nothing believed unseen."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from hall_client.app.catalogue_file import read_catalogue
from hall_client.documents import sheet_guard
from hall_client.documents.catalogue_sheet import read_sheets, write_sheets
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.findings import Severity
from hall_client.places import SEED

ITEMS = read_catalogue((SEED / "items.json").read_bytes()).items
SOME = ITEMS[:6]
Change = Callable[[Workbook], object]


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def after(change: Change, items: tuple[ServiceItem, ...] = SOME) -> set[str]:
    book = load_workbook(io.BytesIO(write_sheets(items)))
    change(book)
    reading = read_sheets(saved(book))
    assert reading.items == ()
    return {found.code for found in reading.findings}


def test_the_whole_seed_comes_back_equal() -> None:
    reading = read_sheets(write_sheets(ITEMS))
    assert reading.findings == ()
    assert reading.items == ITEMS


def test_a_person_reads_headings_and_words_of_the_field() -> None:
    sheet = load_workbook(io.BytesIO(write_sheets(SOME)))["事项"]
    row = {heading.value: cell.value for heading, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["事项名称"] == "公司设立登记"
    assert row["办件类型"] == "即办件"
    assert row["审批方式"] == "一审"
    assert row["容缺受理"] == "是"


@pytest.mark.parametrize("name", ["=cmd|'/c calc'!A1", "+1+1", "-2", "@SUM(A1)", "𠮷䶮𬭎"])
def test_a_text_like_a_formula_stays_a_text(name: str) -> None:
    item = replace(ITEMS[2], name=name)
    data = write_sheets([item])
    cell = load_workbook(io.BytesIO(data))["事项"]["D2"]
    assert (cell.data_type, cell.value) == ("s", name)
    assert read_sheets(data).items == (item,)


def test_what_a_spreadsheet_program_makes_of_codes_and_days_is_understood() -> None:
    book = load_workbook(io.BytesIO(write_sheets(SOME)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.isdecimal():
                    cell.value = float(cell.value)
    assert read_sheets(saved(book)).items == SOME


def put(sheet: str, cell: str, value: Any) -> Change:
    return lambda book: book[sheet].__setitem__(cell, value)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (put("事项", "D2", "=1+1"), "sheet-formula"),
        (lambda book: book["材料"].merge_cells("A2:B3"), "sheet-merged"),
        (lambda book: book.create_sheet("备注"), "sheet-unknown"),
        (lambda book: book.remove(book["收费"]), "sheet-missing"),
        (put("事项", "D1", "名称"), "sheet-column"),
        (lambda book: book["事项"].insert_cols(3), "sheet-column"),
        (put("事项", "H2", "快办件"), "sheet-value"),
        (put("事项", "O2", "三天"), "sheet-value"),
        (put("事项", "K2", "TRUE"), "sheet-value"),
        (put("材料", "A2", "9999"), "sheet-orphan"),
        (put("情形", "C2", "nowhere"), "option-unknown"),
        (put("事项", "P2", 5), "committed-over-statutory"),
        (put("事项", "D2", None), "field-form"),
        (lambda book: book["事项"].delete_rows(2, 99), "sheet-orphan"),
    ],
)
def test_each_fault_of_a_workbook_is_named(change: Change, code: str) -> None:
    assert code in after(change)


def test_the_row_of_the_sheet_is_told() -> None:
    book = load_workbook(io.BytesIO(write_sheets(SOME)))
    book["事项"]["P4"] = 99
    book["事项"]["E6"] = "拼音"
    found = read_sheets(saved(book)).findings
    where = {one.where for one in found if one.severity is Severity.ERROR}
    assert where == {"事项!4.committed_days", "事项!6.pinyin"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"{}", "事项,名称".encode("gbk")])
def test_what_is_no_workbook_is_said_to_be_none(data: bytes) -> None:
    assert [found.code for found in read_sheets(data).findings] == ["sheet-unreadable"]


def package(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_zip_of_something_else_is_no_workbook() -> None:
    assert [f.code for f in read_sheets(package({"a.txt": b"a"})).findings] == ["sheet-unreadable"]


def test_a_zip_bomb_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_guard, "LARGEST_UNPACKED", 1_000_000)
    bomb = package({"xl/worksheets/sheet1.xml": bytes(2_000_000)})
    assert len(bomb) < 10_000
    assert [found.code for found in read_sheets(bomb).findings] == ["sheet-large"]


def test_too_many_parts_are_refused() -> None:
    parts = package({f"xl/{n}.xml": b"" for n in range(sheet_guard.MOST_PARTS + 1)})
    assert [found.code for found in read_sheets(parts).findings] == ["sheet-large"]


def test_an_entity_bomb_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(write_sheets(SOME))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/sharedStrings.xml"] = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><sst/>'
    assert [f.code for f in read_sheets(package(parts)).findings] == ["sheet-unreadable"]
