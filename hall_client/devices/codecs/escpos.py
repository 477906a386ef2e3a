"""ESC/POS: a ticket as GBK text with the printer's own codes, rare characters as drawn cells."""

from itertools import groupby
from zoneinfo import ZoneInfo

from hall_client.app.papers import TicketSlip
from hall_client.devices.codecs.template import filled, plain, wrapped
from hall_client.devices.codecs.wire import Bitmap, GlyphSource, WireError
from hall_client.devices.profiles import Align, LineKind, TicketLine, TicketProfile

INIT = b"\x1b@"
HANZI_ON = b"\x1c&"
CUT = b"\x1dVB\x00"
CELL = 24  # dots of a hanzi in the printer's own font
COLUMN = 12  # dots of a Latin character
LARGEST = 8
ALIGNS = {Align.LEFT: 0, Align.CENTRE: 1, Align.RIGHT: 2}


def encode_slip(slip: TicketSlip, profile: TicketProfile, glyphs: GlyphSource) -> bytes:
    """Return one ticket, from reset to cut, in the profile's layout."""
    page = _Page(profile, glyphs)
    facts = slip_facts(slip, profile)
    for line in profile.layout:
        for text in _texts(line, facts, slip.rules):
            page.write(line, text)
    return page.finished()


def slip_facts(slip: TicketSlip, profile: TicketProfile) -> dict[str, str]:
    """Facts that a layout may name; the time is the hall's, whatever zone the value carries."""
    issued = slip.issued_at.astimezone(ZoneInfo(profile.timezone))
    facts = {
        "hall": slip.hall,
        "queue": slip.queue,
        "number": slip.number,
        "people_ahead": str(slip.people_ahead),
        "wait": slip.wait or "",
        "time": issued.strftime("%Y-%m-%d %H:%M"),
        "query_code": slip.query_code,
        "code": slip.query_code or slip.number,
        "name": slip.name or "",
        "offline": "1" if slip.offline else "",
    }
    return {name: plain(value) for name, value in facts.items()}


def _texts(line: TicketLine, facts: dict[str, str], rules: tuple[str, ...]) -> list[str]:
    if line.when and not facts.get(line.when):
        return []
    if line.kind is LineKind.RULE:
        return [""]
    if "{rule}" in line.text:
        return [filled(line.text, facts | {"rule": plain(rule)}) for rule in rules]
    text = filled(line.text, facts)
    return [text] if text else []


class _Page:
    """One ticket being written: remembers size, weight and place, and sends only changes."""

    def __init__(self, profile: TicketProfile, glyphs: GlyphSource) -> None:
        self.profile = profile
        self.glyphs = glyphs
        self.out = bytearray(INIT + (HANZI_ON if profile.hanzi_command else b""))
        self.align = Align.LEFT
        self.style = (1, False)

    def write(self, line: TicketLine, text: str) -> None:
        self._place(line.align)
        if line.kind is LineKind.QR:
            self.out += self._qr(text)
        elif line.kind is LineKind.CODE128:
            self.out += code128(text)
        elif line.kind is LineKind.RULE:
            self._text("-" * (self.profile.dots // COLUMN), 1, bold=False)
        else:
            self._text(text, min(LARGEST, max(1, line.scale)), line.bold)

    def finished(self) -> bytes:
        feed = b"\x1bd" + bytes([self.profile.feed_lines])
        return bytes(self.out + feed + (CUT if self.profile.cut else b""))

    def _place(self, align: Align) -> None:
        if align != self.align:
            self.out += b"\x1ba" + bytes([ALIGNS[align]])
            self.align = align

    def _text(self, text: str, scale: int, bold: bool) -> None:
        for row in wrapped(text, self.profile.dots // COLUMN // scale):
            if scale > 1 and any(gbk(char) is None for char in row):
                self.out += raster(self.glyphs.draw(row, CELL * scale, bold))  # cells do not scale
            else:
                self._dress(scale, bold)
                self.out += encode_text(row, self.glyphs) + b"\n"

    def _dress(self, scale: int, bold: bool) -> None:
        if bold != self.style[1]:
            self.out += b"\x1bE" + bytes([bold])
        if scale != self.style[0]:
            if self.profile.hanzi_size_command:
                self.out += b"\x1c!" + (b"\x0c" if scale > 1 else b"\x00")
            self.out += b"\x1d!" + bytes([(scale - 1) << 4 | (scale - 1)])
        self.style = (scale, bold)

    def _qr(self, text: str) -> bytes:
        size = self.profile.qr_size
        return native_qr(text, size) if self.profile.native_qr else raster(drawn_qr(text, size))


def encode_text(text: str, glyphs: GlyphSource) -> bytes:
    """GBK bytes; a character outside GBK becomes a picture of one hanzi cell in the line."""
    out = bytearray()
    for known, chars in groupby(plain(text), key=lambda char: gbk(char) is not None):
        run = "".join(chars)
        out += run.encode("gbk") if known else b"".join(_inline(glyphs.cell(c, CELL)) for c in run)
    return bytes(out)


def gbk(char: str) -> bytes | None:
    """The character's GBK bytes, None if a GBK printer has no glyph for it."""
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return None


def _inline(cell: Bitmap) -> bytes:
    """24-dot image in the text line: three bytes a column, top dot in the highest bit."""
    stripes = bytearray()
    for x in range(cell.width):
        bits = sum(1 << (CELL - 1 - y) for y in range(CELL) if cell.dot(x, y))
        stripes += bits.to_bytes(3, "big")
    return b"\x1b*!" + cell.width.to_bytes(2, "little") + bytes(stripes)


def raster(bitmap: Bitmap) -> bytes:
    """A picture across the paper; 1 = black."""
    size = bitmap.stride.to_bytes(2, "little") + bitmap.height.to_bytes(2, "little")
    return b"\x1dv0\x00" + size + bitmap.data


def native_qr(text: str, size: int, level: int = 1) -> bytes:
    """The printer draws the code: model 2, `size` dots a module, level 0-3 = L M Q H."""
    if not text or not text.isascii() or len(text) > 500:
        raise WireError(f"the code on a ticket must be short ASCII, not {text!r}")
    data = text.encode("ascii")
    return b"".join(
        (
            b"\x1d(k\x04\x001A2\x00",
            b"\x1d(k\x03\x001C" + bytes([size]),
            b"\x1d(k\x03\x001E" + bytes([0x30 + level]),
            b"\x1d(k" + (len(data) + 3).to_bytes(2, "little") + b"1P0" + data,
            b"\x1d(k\x03\x001Q0",
        )
    )


def drawn_qr(text: str, size: int) -> Bitmap:
    """The code as a picture, for printers that cannot draw one."""
    import segno  # only such printers need it

    rows = ["".join("01"[dot] for dot in row) for row in segno.make_qr(text).matrix_iter(size, 2)]
    width, stride = len(rows[0]), (len(rows[0]) + 7) // 8
    data = (int(row.ljust(stride * 8, "0"), 2).to_bytes(stride, "big") for row in rows)
    return Bitmap(width, len(rows), b"".join(data))


def code128(text: str, height: int = 64, width: int = 2) -> bytes:
    """Code 128 drawn by the printer with the words below; ASCII only."""
    if not text.isascii() or not text.isprintable() or not 1 <= len(text) <= 60:
        raise WireError(f"Code 128 cannot carry {text!r}")
    data = b"{B" + text.encode("ascii").replace(b"{", b"{{")
    head = b"\x1dh" + bytes([height]) + b"\x1dw" + bytes([width]) + b"\x1dH\x02"
    return head + b"\x1dkI" + bytes([len(data)]) + data
