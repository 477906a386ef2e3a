"""A paragraph of Chinese text as a flowable: fallback fonts, justified, no stray line ends."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from reportlab.platypus import Flowable

from hall_client.documents.fonts import FontStack, stack
from hall_client.documents.lines import HANGING, Line, break_lines

# Above this gap (in ems) between characters a line is left ragged: it would fall apart.
MAX_GAP = 0.07


@dataclass(frozen=True)
class Style:
    """How text is set; sizes in points, `indent` in ems."""

    size: float = 12
    leading: float = 22
    bold: bool = False
    align: Literal["left", "centre", "right", "justify"] = "justify"
    indent: float = 0  # first line
    before: float = 0
    after: float = 0
    grey: float = 0
    gap: float = 0  # points added after each character

    @property
    def fonts(self) -> FontStack:
        return stack(self.bold)


class Text(Flowable):
    """One or more paragraphs (split at line feeds) in one style."""

    def __init__(self, text: str, style: Style) -> None:
        super().__init__()
        self.text = text
        self.style = style
        self.spaceBefore = style.before
        self.spaceAfter = style.after
        self._starts = True
        self._fixed: tuple[Line, ...] = ()
        self._broken: tuple[float, tuple[Line, ...]] | None = None

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.width = avail_width
        self.height = len(self._lines(avail_width)) * self.style.leading
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """Break over pages, never leaving a single line behind or ahead."""
        fit = int(avail_height / self.style.leading)
        return [*self.cut(avail_width, min(fit, self.line_count(avail_width) - 2))]

    def line_count(self, width: float) -> int:
        return len(self._lines(width))

    def cut(self, width: float, at: int) -> tuple["Text", ...]:
        """Two texts, the first with `at` lines; nothing when that would leave a single line."""
        lines = self._lines(width)
        if not 2 <= at <= len(lines) - 2:
            return ()
        head, tail = self._part(lines[:at]), self._part(lines[at:])
        head.spaceAfter = tail.spaceBefore = 0
        head._starts, tail._starts = self._starts, lines[at - 1].last
        return head, tail

    def _part(self, lines: tuple[Line, ...]) -> "Text":
        part = Text("", self.style)
        part._fixed = lines
        return part

    def draw(self) -> None:
        y = self.height - self.style.leading / 2 - self.style.size * 0.36
        first = self.style.indent if self._starts else 0
        for line in self._lines(self.width):
            self._draw_line(line, first * self.style.size, y)
            first = self.style.indent if line.last else 0
            y -= self.style.leading

    def _lines(self, width: float) -> tuple[Line, ...]:
        if self._fixed:
            return self._fixed
        if self._broken is None or self._broken[0] != width:
            room = width / self.style.size
            rooms = (room - self.style.indent, room)
            width_of = self.style.fonts.width
            broken = [break_lines(part, rooms, width_of) for part in self.text.split("\n")]
            self._broken = (width, tuple(line for lines in broken for line in lines))
        return self._broken[1]

    def _draw_line(self, line: Line, indent: float, y: float) -> None:
        size, room = self.style.size, self.width - indent
        spare = room - line.width * size
        x = indent
        if self.style.align == "centre":
            x += spare / 2
        elif self.style.align == "right":
            x += spare
        gap = self._gap(line, spare + (size / 2 if line.text[-1:] in HANGING else 0))
        draw_string(self.canv, x, y, line.text, replace(self.style, gap=gap))

    def _gap(self, line: Line, spare: float) -> float:
        if self.style.align != "justify" or line.last or len(line.text) < 2:
            return 0
        gap = spare / (len(line.text) - 1)
        return gap if 0 < gap <= MAX_GAP * self.style.size else 0


def draw_string(canvas: Any, x: float, y: float, text: str, style: Style) -> None:
    """Draw one line at (x, y), run by run."""
    out = canvas.beginText(x, y)
    out.setFillGray(style.grey)
    out.setCharSpace(style.gap)
    for name, part in style.fonts.runs(text):
        out.setFont(name, style.size)
        out.textOut(part)
    canvas.drawText(out)


def fitted(text: str, style: Style, room: float) -> Style:
    """Return the style, its size lowered where one line of the text would not fit the room."""
    wide = text_width(text, style)
    return style if wide <= room else replace(style, size=style.size * room / wide)


def text_width(text: str, style: Style) -> float:
    """Width of one line in points."""
    return sum(map(style.fonts.width, text)) * style.size
