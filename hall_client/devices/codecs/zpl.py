"""ZPL II: a label whose words are one picture and whose codes the printer draws itself."""

import base64
import binascii
import re
import zlib
from dataclasses import dataclass

from hall_client.app.papers import Label
from hall_client.devices.codecs.template import ELLIPSIS, filled, plain
from hall_client.devices.codecs.wire import Bitmap, GlyphSource, WireError, cropped, merged
from hall_client.devices.profiles import Graphics, LabelLine, LabelProfile

CODE = re.compile(r"[A-Za-z0-9-]{1,20}")
WORDS_BELOW = 34  # dots under the bars for the printer's own digits
QR_ROOM = 21 + 4  # modules of the smallest code and its quiet zone
PITCH = 1.15  # line height in em


@dataclass(frozen=True)
class _Row:
    """One line of words, laid out."""

    text: str
    dots: int
    bold: bool

    @property
    def pitch(self) -> int:
        return round(self.dots * PITCH)


def encode_label(label: Label, profile: LabelProfile, glyphs: GlyphSource) -> bytes:
    """Return one ZPL job for one sticker; raises WireError if its code cannot be a code."""
    if not CODE.fullmatch(label.code):
        raise WireError(f"a label's code is letters, digits and hyphens, not {label.code!r}")
    width, height = profile.width_mm * profile.dots_per_mm, profile.height_mm * profile.dots_per_mm
    words = words_of(label, profile, glyphs)
    qr_x = width - profile.margin - 21 * profile.qr_size
    bars_y = height - profile.bar_height - WORDS_BELOW
    bar_width, bars_x = _bars(label.code, profile, width)
    fields = (
        f"^FO{profile.margin},{profile.margin}{picture(words, profile.graphics)}^FS",
        f"^FO{qr_x},{profile.margin}^BQN,2,{profile.qr_size}^FDMA,{label.code}^FS",
        f"^BY{bar_width},3,{profile.bar_height}",
        f"^FO{bars_x},{bars_y}^BCN,{profile.bar_height},Y,N,N,A^FD{label.code}^FS",
    )
    darkness = "" if profile.darkness is None else f"~SD{profile.darkness:02d}\n"
    head = f"{darkness}^XA^CI28^LH0,0^PW{width}^LL{height}"
    return "\n".join((head, *fields, "^PQ1^XZ\n")).encode("ascii")


def _bars(code: str, profile: LabelProfile, width: int) -> tuple[int, int]:
    """Dots of the narrowest bar and the left edge, quiet zones of ten modules kept."""
    modules = 11 * len(code) + 35
    for bar in range(profile.bar_width, 0, -1):
        if (modules + 20) * bar <= width:
            return bar, (width - modules * bar) // 2
    raise WireError(f"the code {code} is wider than the label")


def label_facts(label: Label) -> dict[str, str]:
    """Facts that a label layout may name."""
    folder = label.material is None
    facts = {
        "title": label.title,
        "applicant": label.applicant,
        "hall": label.hall,
        "received": label.received_on.isoformat(),
        "due": label.due or "",
        "code": label.code,
        "material": "" if folder else str(label.material),
        "total": "" if folder or not label.total else str(label.total),
        "folder_total": str(label.total) if folder and label.total else "",
    }
    return {name: plain(value) for name, value in facts.items()}


def words_of(label: Label, profile: LabelProfile, glyphs: GlyphSource) -> Bitmap:
    """The text block: the title as large as it fits, then the profile's lines."""
    facts = label_facts(label)
    width = profile.width_mm * profile.dots_per_mm - 2 * profile.margin - QR_ROOM * profile.qr_size
    height = (
        profile.height_mm * profile.dots_per_mm
        - profile.margin
        - profile.bar_height
        - WORDS_BELOW
        - 4
    )
    rows = [row for line in profile.lines for row in _fact_rows(line, facts, width, glyphs)]
    left = height - sum(row.pitch for row in rows)
    rows = [*_title(facts["title"], (width, left), profile, glyphs), *rows]
    pieces, y = [], 0
    for row in rows:
        pieces.append((0, y, glyphs.draw(row.text, row.dots, row.bold)))
        y += row.pitch
    return cropped(merged(width, height, pieces))


def _fact_rows(
    line: LabelLine, facts: dict[str, str], width: int, glyphs: GlyphSource
) -> list[_Row]:
    text = filled(line.text, facts)
    row = _Row(text, line.dots, line.bold)
    return [_Row(_shortened(row, width, glyphs), line.dots, line.bold)] if text else []


def _title(
    title: str, room: tuple[int, int], profile: LabelProfile, glyphs: GlyphSource
) -> list[_Row]:
    """Wrap; shrink while too high; at the smallest size cut with an ellipsis."""
    width, height = room
    for dots in range(profile.title_dots, profile.smallest - 1, -2):
        rows = _broken(_Row(title, dots, bold=True), width, glyphs)
        if sum(row.pitch for row in rows) <= height:
            return rows
    rows = _broken(_Row(title, profile.smallest, bold=True), width, glyphs)
    fitting = max(1, height // rows[0].pitch)
    rest = "".join(row.text for row in rows[fitting - 1 :])
    last = _Row(rest, profile.smallest, bold=True)
    cut = _Row(_shortened(last, width, glyphs), profile.smallest, bold=True)
    return [*rows[: fitting - 1], cut]


def _broken(row: _Row, width: int, glyphs: GlyphSource) -> list[_Row]:
    lines, used = [""], 0
    for char in row.text:
        need = glyphs.width(char, row.dots, row.bold)
        if used + need > width and lines[-1]:
            lines, used = [*lines, ""], 0
        lines[-1] += char
        used += need
    return [_Row(line, row.dots, row.bold) for line in lines]


def _shortened(row: _Row, width: int, glyphs: GlyphSource) -> str:
    text = row.text
    if glyphs.width(text, row.dots, row.bold) <= width:
        return text
    room = width - glyphs.width(ELLIPSIS, row.dots, row.bold)
    kept = _broken(_Row(text[:room], row.dots, row.bold), room, glyphs)[0].text
    return kept + ELLIPSIS


def picture(bitmap: Bitmap, graphics: Graphics) -> str:
    """The ^GF field: hexadecimal, or deflated with its own checksum (an eighth of the size)."""
    size = len(bitmap.data)
    if graphics is Graphics.HEX:
        data = bitmap.data.hex().upper()
    else:
        packed = base64.b64encode(zlib.compress(bitmap.data, 9))
        data = f":Z64:{packed.decode('ascii')}:{checksum(packed):04X}"
    return f"^GFA,{size},{size},{bitmap.stride},{data}"


def checksum(packed: bytes) -> int:
    """CRC-16/XMODEM over the base64 text."""
    return binascii.crc_hqx(packed, 0)
