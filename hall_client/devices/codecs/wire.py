"""What every codec shares: its error, and one-colour pictures as printers take them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class WireError(ValueError):
    """Bytes that the protocol does not allow, or a value that it cannot carry."""


@dataclass(frozen=True)
class Bitmap:
    """A picture of one colour: rows of whole bytes, leftmost dot in the highest bit, 1 = black."""

    width: int
    height: int
    data: bytes

    def __post_init__(self) -> None:
        if len(self.data) != self.stride * self.height:
            raise WireError(
                f"{self.width}x{self.height} dots need {self.stride * self.height} bytes"
            )

    @property
    def stride(self) -> int:
        """Bytes in a row."""
        return (self.width + 7) // 8

    def dot(self, x: int, y: int) -> bool:
        return bool(self.data[y * self.stride + x // 8] & (0x80 >> x % 8))


def merged(width: int, height: int, pieces: Sequence[tuple[int, int, Bitmap]]) -> Bitmap:
    """One picture out of pieces at (x, y); what sticks out is cut off."""
    stride = (width + 7) // 8
    rows = [0] * height
    for x, y, piece in pieces:
        shift = stride * 8 - piece.stride * 8 - x
        for n in range(max(0, min(piece.height, height - y))):
            start = n * piece.stride
            bits = int.from_bytes(piece.data[start : start + piece.stride], "big")
            rows[y + n] |= bits << shift if shift >= 0 else bits >> -shift
    keep = (1 << stride * 8) - (1 << stride * 8 - width)
    return Bitmap(width, height, b"".join((row & keep).to_bytes(stride, "big") for row in rows))


def cropped(picture: Bitmap) -> Bitmap:
    """Cut white rows below and white bytes to the right; the upper left corner stays."""
    stride = picture.stride
    rows = [picture.data[n : n + stride] for n in range(0, len(picture.data), stride)]
    while len(rows) > 1 and not any(rows[-1]):
        rows.pop()
    used = max(len(row.rstrip(b"\x00")) for row in rows) or 1
    return Bitmap(used * 8, len(rows), b"".join(row[:used] for row in rows))


class GlyphSource(Protocol):
    """Draws text; the codecs ask it for what a device's own font does not have."""

    def draw(self, text: str, dots: int, bold: bool = False) -> Bitmap:
        """One line of text, `dots` to the em; higher than that by room for descenders."""

    def cell(self, char: str, dots: int) -> Bitmap:
        """One character in a square of `dots`, as a hanzi printer's font has it."""

    def width(self, text: str, dots: int, bold: bool = False) -> int:
        """How many dots wide `draw` would be."""
