"""ESC/POS read back: bytes -> what a GBK ticket printer puts on paper."""

from collections.abc import Callable
from dataclasses import dataclass

from hall_client.devices.codecs.wire import Bitmap, WireError

RARE = "〓"  # a printed picture in the line: the paper shows a character, the bytes do not name it


@dataclass(frozen=True)
class Text:
    """Characters in one style."""

    text: str
    scale: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture: inside the line (one cell) or across the paper."""

    bitmap: Bitmap
    inline: bool


@dataclass(frozen=True)
class Code:
    """A code that the printer draws itself."""

    kind: str  # "qr" or "code128"
    data: str
    size: int


@dataclass(frozen=True)
class Control:
    """Everything else: init, newline, feed, cut, align, status, hanzi."""

    name: str
    value: int = 0


Element = Text | Picture | Code | Control
Short = IndexError  # where the bytes end inside a command, plain indexing raises it too


class EscposReader:
    """Reads a stream piece by piece; an unfinished command waits for the rest."""

    def __init__(self) -> None:
        self._waiting = b""
        self._reset()

    def feed(self, data: bytes) -> list[Element]:
        """Return what the bytes so far complete; raises WireError and starts afresh."""
        self._waiting += data
        elements: list[Element] = []
        while self._waiting:
            try:
                element, used = self._one(self._waiting)
            except Short:
                break
            except WireError:
                self._waiting = b""
                raise
            self._waiting = self._waiting[used:]
            elements += [element] if element else []
        return _merged(elements)

    @property
    def unfinished(self) -> bool:
        return bool(self._waiting)

    def _reset(self) -> None:
        self._scale, self._bold, self._hanzi = 1, False, False
        self._code_size, self._stored = 3, ""

    def _one(self, data: bytes) -> tuple[Element | None, int]:
        if data[0] == 0x0A:
            return Control("newline"), 1
        if data[0] in _PREFIXES:
            for opcode, read in _COMMANDS.items():
                if data.startswith(opcode):
                    element, used = read(self, data[len(opcode) :])
                    return element, len(opcode) + used
            if any(opcode.startswith(data) for opcode in _COMMANDS):
                raise Short
            raise WireError(f"unknown command {data[:4].hex(' ')}")
        return self._char(data)

    def _char(self, data: bytes) -> tuple[Element, int]:
        if 0x20 <= data[0] < 0x7F:
            return Text(chr(data[0]), self._scale, self._bold), 1
        if data[0] < 0x80 or not self._hanzi:
            raise WireError(f"byte {data[0]:02X} outside of hanzi mode")
        try:
            char = bytes((data[0], data[1])).decode("gbk")
        except UnicodeDecodeError as error:
            raise WireError(f"{data[:2].hex(' ')} is no GBK character") from error
        return Text(char, self._scale, self._bold), 2

    # -- commands: each gets the bytes after its opcode, returns the element and bytes used -----

    def _init(self, _rest: bytes) -> tuple[Element, int]:
        self._reset()
        return Control("init"), 0

    def _hanzi_on(self, _rest: bytes) -> tuple[Element, int]:
        self._hanzi = True
        return Control("hanzi", 1), 0

    def _hanzi_off(self, _rest: bytes) -> tuple[Element, int]:
        self._hanzi = False
        return Control("hanzi", 0), 0

    def _set_bold(self, rest: bytes) -> tuple[None, int]:
        self._bold = bool(rest[0] & 1)
        return None, 1

    def _set_size(self, rest: bytes) -> tuple[None, int]:
        self._scale = (rest[0] >> 4 & 7) + 1
        return None, 1

    def _column_image(self, rest: bytes) -> tuple[Element, int]:
        width = int.from_bytes(_exactly(rest, 2), "little")
        stripes = _exactly(rest[2:], width * 3)
        rows = bytearray((width + 7) // 8 * 24)
        for x in range(width):
            bits = int.from_bytes(stripes[x * 3 : x * 3 + 3], "big")
            for y in range(24):
                if bits >> (23 - y) & 1:
                    rows[y * ((width + 7) // 8) + x // 8] |= 0x80 >> x % 8
        return Picture(Bitmap(width, 24, bytes(rows)), inline=True), 2 + width * 3

    def _raster(self, rest: bytes) -> tuple[Element, int]:
        head = _exactly(rest, 5)
        stride, height = int.from_bytes(head[1:3], "little"), int.from_bytes(head[3:5], "little")
        dots = _exactly(rest[5:], stride * height)
        return Picture(Bitmap(stride * 8, height, dots), inline=False), 5 + len(dots)

    def _code128(self, rest: bytes) -> tuple[Element, int]:
        data = _exactly(rest[1:], rest[0])
        if not data.startswith(b"{B"):
            raise WireError("Code 128 without its set prefix")
        return Code("code128", _ascii(data[2:].replace(b"{{", b"{")), 2), 1 + len(data)

    def _symbol(self, rest: bytes) -> tuple[Element | None, int]:
        length = int.from_bytes(_exactly(rest, 2), "little")
        body = _exactly(rest[2:], length)
        kind, value = body[:2], body[2:]
        if kind == b"1C" and value:
            self._code_size = value[0]
        elif kind == b"1P" and value:
            self._stored = _ascii(value[1:])
        elif kind == b"1Q":
            return Code("qr", self._stored, self._code_size), 2 + length
        elif kind not in (b"1A", b"1E"):
            raise WireError(f"unknown symbol function {body[:2].hex(' ')}")
        return None, 2 + length


Reading = Callable[[EscposReader, bytes], tuple[Element | None, int]]


def _one_byte(name: str) -> Reading:
    return lambda _reader, rest: (Control(name, rest[0]), 1)


_PREFIXES = b"\x10\x1b\x1c\x1d"
_COMMANDS: dict[bytes, Reading] = {
    b"\x10\x04": _one_byte("status"),
    b"\x1b@": EscposReader._init,
    b"\x1b*!": EscposReader._column_image,
    b"\x1bE": EscposReader._set_bold,
    b"\x1ba": _one_byte("align"),
    b"\x1bd": _one_byte("feed"),
    b"\x1bJ": _one_byte("feed-dots"),
    b"\x1c&": EscposReader._hanzi_on,
    b"\x1c.": EscposReader._hanzi_off,
    b"\x1c!": _one_byte("hanzi-size"),
    b"\x1d!": EscposReader._set_size,
    b"\x1d(k": EscposReader._symbol,
    b"\x1dVB": _one_byte("cut"),
    b"\x1dh": _one_byte("bar-height"),
    b"\x1dkI": EscposReader._code128,
    b"\x1dv0": EscposReader._raster,
    b"\x1dw": _one_byte("bar-width"),
    b"\x1dH": _one_byte("bar-words"),
}


def decode_ticket(data: bytes) -> list[Element]:
    """Read whole jobs; raises WireError for unknown or unfinished commands."""
    reader = EscposReader()
    elements = reader.feed(data)
    if reader.unfinished:
        raise WireError("the bytes end inside a command")
    return elements


def printed_lines(elements: list[Element]) -> list[str]:
    """The words on the paper, line by line; a drawn character shows as 〓."""
    lines = [""]
    for element in elements:
        if isinstance(element, Text):
            lines[-1] += element.text
        elif isinstance(element, Picture) and element.inline:
            lines[-1] += RARE
        elif isinstance(element, Control) and element.name == "newline":
            lines.append("")
    return [line for line in lines if line]


def _merged(elements: list[Element]) -> list[Element]:
    merged: list[Element] = []
    for element in elements:
        last = merged[-1] if merged else None
        if isinstance(element, Text) and isinstance(last, Text) and _same_style(last, element):
            merged[-1] = Text(last.text + element.text, last.scale, last.bold)
        else:
            merged.append(element)
    return merged


def _same_style(one: Text, other: Text) -> bool:
    return (one.scale, one.bold) == (other.scale, other.bold)


def _exactly(data: bytes, count: int) -> bytes:
    if len(data) < count:
        raise Short
    return data[:count]


def _ascii(data: bytes) -> str:
    try:
        return data.decode("ascii")
    except UnicodeDecodeError as error:
        raise WireError("a code carries ASCII only") from error
