"""Pictures of what the simulated printers printed: for the simulated-devices window and tests."""

import barcode
import segno
from PIL import Image

from hall_client.devices.codecs.escpos_decode import Code, Control, Element, Picture, Text
from hall_client.devices.codecs.wire import GlyphSource
from hall_client.devices.codecs.zpl_decode import LabelCode, ZplLabel
from hall_client.devices.glyphs import to_image

CELL = 24
BAR_DOTS = 64
MARGIN = 12


def ticket_picture(elements: tuple[Element, ...], dots: int, glyphs: GlyphSource) -> Image.Image:
    """The slip, black on white, `dots` wide."""
    strips: list[tuple[Image.Image, int]] = []
    row: list[Image.Image] = []
    align = 0
    for element in elements:
        if isinstance(element, Control) and element.name == "align":
            align = element.value
        elif isinstance(element, Control) and element.name == "newline":
            strips.append((_beside(row), align))
            row = []
        else:
            row += _pieces(element, glyphs)
            if isinstance(element, Code) or (isinstance(element, Picture) and not element.inline):
                strips.append((_beside(row), align))
                row = []
    return _stacked(strips, dots)


def label_picture(label: ZplLabel) -> Image.Image:
    """The sticker, black on white."""
    paper = Image.new("L", (label.width, label.height), 255)
    for x, y, bitmap in label.pictures:
        paper.paste(to_image(bitmap), (x, y))
    for code in label.codes:
        paper.paste(_label_code(code), (code.x, code.y))
    return paper


def _label_code(code: LabelCode) -> Image.Image:
    return qr_picture(code.data, code.size) if code.kind == "qr" else bars(code.data, code.size)


def _pieces(element: Element, glyphs: GlyphSource) -> list[Image.Image]:
    if isinstance(element, Text):
        return [to_image(glyphs.draw(element.text, CELL * element.scale, element.bold))]
    if isinstance(element, Picture):
        return [to_image(element.bitmap)]
    if isinstance(element, Code):
        drawn = qr_picture if element.kind == "qr" else bars
        return [drawn(element.data, element.size)]
    return []


def _beside(pieces: list[Image.Image]) -> Image.Image:
    width, height = sum(p.width for p in pieces), max((p.height for p in pieces), default=CELL)
    row, x = Image.new("L", (max(1, width), height), 255), 0
    for piece in pieces:
        row.paste(piece, (x, 0))
        x += piece.width
    return row


def _stacked(strips: list[tuple[Image.Image, int]], dots: int) -> Image.Image:
    height = sum(strip.height + 4 for strip, _ in strips) + 2 * MARGIN
    paper, y = Image.new("L", (dots, height), 255), MARGIN
    for strip, align in strips:  # 0 left, 1 centre, 2 right
        paper.paste(strip, ((dots - strip.width) * align // 2, y))
        y += strip.height + 4
    return paper


def qr_picture(text: str, size: int) -> Image.Image:
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix_iter(size, border=0)]
    return _modules(rows)


def bars(text: str, size: int) -> Image.Image:
    modules = barcode.get("code128", text).build()[0]
    row = bytes(int(module) for module in modules for _ in range(size))
    return _modules([row] * BAR_DOTS)


def _modules(rows: list[bytes]) -> Image.Image:
    dots = b"".join(bytes(0 if dot else 255 for dot in row) for row in rows)
    return Image.frombytes("L", (len(rows[0]), len(rows)), dots)
