"""Pieces that every document is put together from: paragraphs, tables, heading, case head."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Table, TableStyle

from hall_client.app.papers import MaterialLine, Paper
from hall_client.documents.barcodes import OFFICE_BAR, Bars
from hall_client.documents.fonts import REGULAR_NAME
from hall_client.documents.lines import break_lines
from hall_client.documents.sheet import BODY_WIDTH
from hall_client.documents.text import Style, Text, fitted
from hall_client.documents.words import printable

AGENCY = Style(size=16, leading=26, bold=True, align="centre")
TITLE = Style(size=22, leading=36, bold=True, align="centre", after=2)
NUMBER = Style(size=10.5, leading=18, align="right", after=4)
HEAD_LABEL, HEAD_NUMBER = 20 * mm, 44 * mm

BODY = Style(size=12, leading=21, indent=2)
FLUSH = Style(size=12, leading=21, before=6)
HEADING = Style(size=12, leading=21, bold=True, align="left", before=4)
NOTE = Style(size=9, leading=15, align="justify", before=4)
CELL = Style(size=10, leading=15, align="left")
CELL_MIDDLE = Style(size=10, leading=15, align="centre")
LABEL = Style(size=10, leading=15, align="centre", bold=True)
# A row of a table is cut after so many lines.
MAX_LINES = 25

GRID = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR_NAME),  # else empty cells bring Helvetica
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("BOX", (0, 0), (-1, -1), 1, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
)
HEAD_GRID = TableStyle(
    [
        ("SPAN", (1, 3), (3, 3)),
        ("SPAN", (2, 4), (3, 4)),
        ("ALIGN", (2, 4), (3, 4), "CENTER"),
    ],
    parent=GRID,
)


def say(text: str, style: Style = BODY) -> Text:
    """A paragraph; ISO dates in it become Chinese ones."""
    return Text(printable(text), style)


def address(paper: Paper) -> Text:
    """The line that names whom the document speaks to."""
    return say(f"{paper.case.applicant}：", FLUSH)


def heading(paper: Paper, title: str) -> list[Flowable]:
    """机关名称, 文书名, 文号 at the right."""
    number = say(paper.number, NUMBER) if paper.number else Text("", Style(size=4, leading=6))
    agency = fitted(paper.issuer.name, AGENCY, BODY_WIDTH)
    return [Text(paper.issuer.name, agency), Text(title, TITLE), number]


def case_head(paper: Paper) -> Table:
    """The case at a glance, with its number as a barcode."""
    case = paper.case
    bars = Bars(case.case_no, OFFICE_BAR, 11 * mm)
    rows = [
        ["申请人", case.applicant, "证件类型", case.id_kind],
        ["联系人", case.contact, "证件号码", case.id_number],
        ["联系电话", case.phone, "办件编号", case.case_no],
        ["事项名称", case.item_name, "", ""],
        ["实施编码", case.item_code, "", ""],
    ]
    cells = [
        [_cell(one, LABEL if n % 2 == 0 else CELL) for n, one in enumerate(row)] for row in rows
    ]
    cells[4][2:] = [bars, None]
    value = BODY_WIDTH - 2 * HEAD_LABEL - HEAD_NUMBER
    columns = [HEAD_LABEL, value, HEAD_LABEL, HEAD_NUMBER]
    return Table(cells, colWidths=columns, style=HEAD_GRID, spaceAfter=6)


def _cell(content: str, style: Style) -> Flowable | None:
    return say(content, style) if content else None


def grid(heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]) -> Table:
    """A table whose head is repeated on every page; `widths` are shares.

    A column is centred when its head is at most two characters long.
    """
    total = sum(widths)
    columns = [BODY_WIDTH * share / total for share in widths]
    styles = [CELL_MIDDLE if len(head) <= 2 else CELL for head in heads]
    cells = [[say(head, LABEL) for head in heads]]
    for row in rows:
        for part in _parts(row, columns):
            cells.append([say(text, style) for text, style in zip(part, styles, strict=True)])
    return Table(
        cells,
        colWidths=columns,
        style=GRID,
        repeatRows=1,
        spaceBefore=4,
        spaceAfter=6,
    )


def _parts(row: Sequence[str], columns: Sequence[float]) -> Iterator[tuple[str, ...]]:
    """Cut a row that would not fit a page: its long cells go on in further rows."""
    cut = [_pieces(text, width) for text, width in zip(row, columns, strict=True)]
    yield from zip_longest(*cut, fillvalue="")


def _pieces(text: str, width: float) -> list[str]:
    """Cut a cell's text at line ends into pieces of at most MAX_LINES lines."""
    room = int((width - 8) / CELL.size)
    if len(text) <= room * MAX_LINES // 2:
        return [text]
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        broken = break_lines(paragraph, (room,), CELL.fonts.width)
        lines += [line.text + "\n" * line.last for line in broken]
    pieces = [lines[at : at + MAX_LINES] for at in range(0, len(lines), MAX_LINES)]
    return ["".join(piece).removesuffix("\n") for piece in pieces]


def section(title: str) -> list[Flowable]:
    """A bold heading that never stands alone at the foot of a page."""
    return [CondPageBreak(4 * HEADING.leading), say(title, HEADING)]


def form(rows: Mapping[str, str]) -> Table:
    """A two-column form: label, value."""
    columns = (32 * mm, BODY_WIDTH - 32 * mm)
    cells = [
        [say(label, LABEL), say(value, CELL)]
        for row in rows.items()
        for label, value in _parts(row, columns)
    ]
    return Table(cells, colWidths=columns, style=GRID, spaceBefore=4, spaceAfter=6)


def material_table(materials: Sequence[MaterialLine]) -> list[Flowable]:
    """Materials with a line of totals."""
    rows = [(str(m.no), m.name, m.form, str(m.copies), str(m.pages), m.note) for m in materials]
    total = (
        f"合计：{len(materials)}种，{sum(m.copies for m in materials)}份，"
        f"{sum(m.pages for m in materials)}页。"
    )
    heads = ("序号", "材料名称", "形式", "份数", "页数", "备注说明")
    return [grid(heads, (10, 66, 17, 12, 12, 40), rows), say(total, NOTE)]


def material_sentence(materials: Sequence[MaterialLine]) -> str:
    """Materials in one sentence, for documents that only refer to them."""
    named = [f"{m.no}．{m.name}（{m.form}{m.copies}份）" for m in materials]
    return f"申请材料：{'；'.join(named)}。"
