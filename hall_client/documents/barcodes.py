"""Machine-readable codes drawn in whole printer dots: Code 128 and QR. ASCII only, ids only."""

from math import floor
from typing import Any

import segno
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import inch
from reportlab.platypus import Flowable

# 6 dots of a 600 dpi office printer, 3 dots at 300 dpi, 2 dots of a 203 dpi label printer.
OFFICE_BAR = inch * 3 / 300
LABEL_BAR = inch * 2 / 203
QUIET_BARS = 10


class Bars(Flowable):
    """A Code 128 with its quiet zones; `bar` is the narrowest bar in points."""

    def __init__(self, value: str, bar: float, height: float) -> None:
        super().__init__()
        if not (value and value.isascii() and value.isprintable()):
            raise ValueError(f"not a payload for a barcode: {value!r}")
        self.bar = bar
        quiet = QUIET_BARS * bar
        self._code = Code128(
            value, barWidth=bar, barHeight=height, quiet=True, lquiet=quiet, rquiet=quiet
        )
        self.width, self.height = self._code.width, height

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        x, _ = self.canv.absolutePosition(0, 0)
        self._code.drawOn(self.canv, snap(x, self.bar) - x, 0)


def snap(position: float, dot: float) -> float:
    """Return the nearest place at or before `position` that is a whole number of dots."""
    return floor(position / dot + 1e-6) * dot


def draw_qr(canvas: Any, value: str, corner: tuple[float, float], module: float) -> float:
    """Draw a QR (level M) under its upper left `corner`; return its side in points.

    The quiet zone of four modules is the caller's to leave.
    """
    rows = [bytes(row) for row in segno.make_qr(value, error="m").matrix]
    x, y = corner
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for n, row in enumerate(rows):
        for start, length in _dark(row):
            left, bottom = x + start * module, y - (n + 1) * module
            path.rect(left, bottom, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)
    return len(rows) * module


def _dark(row: bytes) -> list[tuple[int, int]]:
    """Runs of dark modules as (start, length)."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at, 1))
    return found
