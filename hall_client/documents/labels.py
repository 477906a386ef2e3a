"""Stickers of 60 x 40 mm for folders and materials: QR, Code 128, plain words; one a page."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.units import inch, mm
from reportlab.pdfgen.canvas import Canvas

from hall_client.app.papers import Label
from hall_client.documents.barcodes import LABEL_BAR, Bars, draw_qr, snap
from hall_client.documents.fonts import stack
from hall_client.documents.lines import break_lines
from hall_client.documents.sheet import setting
from hall_client.documents.text import Style, draw_string, text_width

WIDTH, HEIGHT = 60 * mm, 40 * mm
DOT = inch / 203
QR_MODULE = 5 * DOT
MARGIN = 2 * mm
BARS_HEIGHT, BARS_BOTTOM = 8.5 * mm, 5 * mm
LINES = 3

HALL = Style(size=6, leading=8, align="left")
TITLE = Style(size=8, leading=10, bold=True, align="left")
WHO = Style(size=8, leading=11, align="left")
CODE = Style(size=8, leading=9, align="left", bold=True)


def render_labels(labels: Sequence[Label]) -> bytes:
    """Return a PDF with one page per label; equal labels give equal bytes.

    Raises ValueError when there is no label, or a code that is not plain ASCII.
    """
    if not labels:
        raise ValueError("no labels to render")
    out = BytesIO()
    with setting:
        options: dict[str, Any] = {"initialFontName": stack().name, "invariant": 1}
        canvas = Canvas(out, (WIDTH, HEIGHT), **options)
        canvas.setTitle(labels[0].code)
        for label in labels:
            _draw(canvas, label)
            canvas.showPage()
        canvas.save()
    return out.getvalue()


def _draw(canvas: Any, label: Label) -> None:
    top = HEIGHT - MARGIN
    day = f"{label.received_on:%Y-%m-%d} 收"
    draw_string(canvas, MARGIN, top - 6, clip(label.hall, WIDTH * 0.6, HALL), HALL)
    draw_string(canvas, WIDTH - MARGIN - text_width(day, HALL), top - 6, day, HALL)
    left = _qr(canvas, label, top - 4.8 * mm)
    _words(canvas, label, left, top - 4.2 * mm)
    _bars(canvas, label.code)
    x = (WIDTH - text_width(label.code, CODE)) / 2
    draw_string(canvas, x, MARGIN, label.code, CODE)


def _qr(canvas: Any, label: Label, top: float) -> float:
    """Draw the QR under `top`, quiet zone kept; return where words may begin."""
    quiet = 4 * QR_MODULE
    x = snap(quiet, DOT)
    side = draw_qr(canvas, label.code, (x, snap(top, DOT)), QR_MODULE)
    return x + side + quiet


def _words(canvas: Any, label: Label, left: float, top: float) -> None:
    """Title in two or three lines, then whose, which, and until when."""
    room = WIDTH - MARGIN - left
    y = top - TITLE.size
    for line in title_lines(label.title, room, LINES - bool(label.due)):
        draw_string(canvas, left, y, line, TITLE)
        y -= TITLE.leading
    y -= 1.5
    for text in filter(None, (label.applicant, _which(label), label.due and f"{label.due} 到期")):
        draw_string(canvas, left, y, clip(text, room, WHO), WHO)
        y -= WHO.leading


def title_lines(title: str, room: float, limit: int = LINES) -> list[str]:
    """Break a title to the room (points); what does not fit ends with an ellipsis."""
    lines = [line.text for line in break_lines(title, (room / TITLE.size,), TITLE.fonts.width)]
    if len(lines) <= limit:
        return lines
    return [*lines[: limit - 1], clip("".join(lines[limit - 1 :]), room, TITLE)]


def clip(text: str, room: float, style: Style) -> str:
    """Cut a text to the room in points, with an ellipsis where something is cut."""
    if text_width(text, style) <= room:
        return text
    while text and text_width(f"{text}…", style) > room:
        text = text[:-1]
    return f"{text}…"


def _which(label: Label) -> str:
    if label.material is None:
        return f"卷宗　材料{label.total}件" if label.total else "卷宗"
    return f"材料 {label.material}" + (f"/{label.total}" if label.total else "")


def _bars(canvas: Any, code: str) -> None:
    """Draw the Code 128 where it fits at two dots a bar; the QR holds the same code anyway."""
    bars = Bars(code, LABEL_BAR, BARS_HEIGHT)
    if bars.width <= WIDTH:
        bars.drawOn(canvas, snap((WIDTH - bars.width) / 2, DOT), BARS_BOTTOM)
