"""Drawing the hall's board: plain geometry in parts of the display's height, for any display.

The newest call has capitals of at least 11 % of the height (readable from the last row of
seats), everything else less; colours are those of the contrast theme, whatever the hall wears.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen, QPolygonF

from hall_client.app.rows import BoardRow, QueueRow
from hall_client.ui.theme import tokens

NEWEST_CAP = 0.12
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter
Tr = Callable[..., str]


@dataclass(frozen=True)
class BoardFace:
    """What stands on the board, in words. `lit`: the newest call is highlighted (blinking)."""

    title: str
    clock: str
    calls: tuple[BoardRow, ...]
    queues: tuple[QueueRow, ...]
    note: str
    lost: bool = False
    lit: bool = False


def ink(token: str) -> QColor:
    """A colour of the contrast theme: 7:1 and more on its canvas."""
    return QColor(tokens()["themes"]["contrast"][token])


def cap_font(cap: float, bold: bool = True) -> QFont:
    """The program's font, so large that its capitals are `cap` pixels high."""
    font = QFont(QGuiApplication.font())
    font.setBold(bold)
    font.setPixelSize(1000)
    font.setPixelSize(max(1, round(cap * 1000 / QFontMetricsF(font).capHeight())))
    return font


class BoardSheet:
    """Draws one face with one painter into a display of `size`."""

    def __init__(self, painter: QPainter, size: QSizeF, tr: Tr) -> None:
        self._painter = painter
        self._width, self._height = size.width(), size.height()
        self._tr = tr
        self._margin = 0.03 * self._height
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def portrait(self) -> bool:
        return self._height > self._width

    def clear(self) -> None:
        self._painter.fillRect(QRectF(0, 0, self._width, self._height), ink("canvas"))

    def draw(self, face: BoardFace) -> None:
        self.clear()
        header = 0.06 if self.portrait else 0.09
        self._header(face, self._part(0, header))
        top = header + 0.01
        if self.portrait:
            self._newest(face, self._part(top, 0.40))
            self._older(face, self._part(top + 0.41, 0.28))
            self._queues(face, self._part(top + 0.70, 0.13))
        else:
            self._newest(face, self._part(top, 0.28, 0.72))
            self._older(face, self._part(top + 0.29, 0.52, 0.72))
            self._queues(face, self._part(top, 0.81, 0.26, 0.74))
        self._note(face, self._part(0.93, 0.06))

    # -- parts ---------------------------------------------------------------------------------

    def _part(self, top: float, height: float, width: float = 1, left: float = 0) -> QRectF:
        """A part of the display within its margins; widths count between the margins."""
        inner = self._width - 2 * self._margin
        return QRectF(
            self._margin + left * inner,
            top * self._height,
            width * inner,
            height * self._height,
        )

    def _text(
        self, place: QRectF, words: str, cap: float, colour: str, how: Qt.AlignmentFlag
    ) -> float:
        """Write `words`; `cap` in parts of the height. Answers the width used."""
        font = cap_font(cap * self._height)
        self._painter.setFont(font)
        self._painter.setPen(ink(colour))
        self._painter.drawText(place, how.value, words)
        return QFontMetricsF(font).horizontalAdvance(words)

    def _header(self, face: BoardFace, place: QRectF) -> None:
        cap = 0.018 if self.portrait else 0.03
        self._text(place, face.title, cap, "text", LEFT)
        self._text(place, face.clock, cap * 1.3, "text", RIGHT)

    def _newest(self, face: BoardFace, place: QRectF) -> None:
        painter = self._painter
        painter.setPen(QPen(ink("accent"), 0.004 * self._height))
        painter.setBrush(ink("accent" if face.lit else "surface"))
        painter.drawRoundedRect(place, 0.012 * self._height, 0.012 * self._height)
        tr = self._tr
        if not face.calls:
            self._text(place, tr("Nobody has been called yet"), 0.04, "muted", CENTRE)
            return
        call = face.calls[0]
        colour = "on-accent" if face.lit else "accent"
        inner = place.adjusted(0.03 * self._height, 0, -0.03 * self._height, 0)
        if self.portrait:
            half = inner.height() / 2
            above = QRectF(inner.left(), inner.top(), inner.width(), half)
            self._text(above, call.number, NEWEST_CAP, colour, LEFT)
            self._where(call, above.translated(0, half), NEWEST_CAP, colour)
        else:
            used = self._text(inner, call.number, NEWEST_CAP, colour, LEFT)
            rest = inner.adjusted(used + 0.04 * self._height, 0, 0, 0)
            self._where(call, rest, NEWEST_CAP, colour)

    def _where(self, call: BoardRow, place: QRectF, cap: float, colour: str) -> None:
        """Arrow, counter number, and 号窗口 in the room that is left."""
        length = cap * self._height * 1.15
        self._arrow(QPointF(place.left(), place.center().y()), length, colour)
        rest = place.adjusted(length + 0.3 * length, 0, 0, 0)
        used = self._text(rest, call.counter, cap, colour, LEFT)
        rest.adjust(used + 0.12 * length, 0, 0, 0)
        tr = self._tr
        words = tr("counter")
        small = min(cap * 0.45, cap * rest.width() / max(1.0, self._wide(words, cap)))
        self._text(rest, words, small, colour, LEFT)

    def _wide(self, words: str, cap: float) -> float:
        return QFontMetricsF(cap_font(cap * self._height)).horizontalAdvance(words)

    def _arrow(self, start: QPointF, length: float, colour: str) -> None:
        head, thick = 0.42 * length, 0.09 * length
        x, y, end = start.x(), start.y(), start.x() + length
        shape = [
            QPointF(x, y - thick),
            QPointF(end - head, y - thick),
            QPointF(end - head, y - head * 0.8),
            QPointF(end, y),
            QPointF(end - head, y + head * 0.8),
            QPointF(end - head, y + thick),
            QPointF(x, y + thick),
        ]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ink(colour))
        self._painter.drawPolygon(QPolygonF(shape))

    def _older(self, face: BoardFace, place: QRectF) -> None:
        height = place.height() / 5
        cap = 0.45 * height / self._height
        for at, call in enumerate(face.calls[1:]):
            line = QRectF(place.left(), place.top() + at * height, place.width(), height)
            self._painter.fillRect(QRectF(line.bottomLeft(), QSizeF(line.width(), 1)), ink("line"))
            self._old_call(call, line.adjusted(0.03 * self._height, 0, 0, 0), cap)

    def _old_call(self, call: BoardRow, line: QRectF, cap: float) -> None:
        tr, passed = self._tr, call.state == "PASSED"
        colour = "muted" if passed else "text"
        self._text(line, call.number, cap, colour, LEFT)
        self._where(call, line.adjusted(0.40 * line.width(), 0, 0, 0), cap, colour)
        if passed:
            self._text(line, tr("passed"), cap * 0.6, "warning", RIGHT)

    def _queues(self, face: BoardFace, place: QRectF) -> None:
        painter = self._painter
        painter.setPen(QPen(ink("line"), 1))
        painter.setBrush(ink("surface"))
        painter.drawRoundedRect(place, 0.012 * self._height, 0.012 * self._height)
        inner = place.adjusted(*(side * 0.02 * self._height for side in (1, 1, -1, -1)))
        count = max(1, len(face.queues))
        for at, queue in enumerate(face.queues):
            self._queue(queue, self._share(inner, at, count))

    def _share(self, place: QRectF, at: int, count: int) -> QRectF:
        """One queue's part: side by side on a tall display, below one another on a wide one."""
        if self.portrait:
            width = place.width() / count
            return QRectF(place.left() + at * width, place.top(), width, place.height())
        height = place.height() / max(4, count)
        return QRectF(place.left(), place.top() + at * height, place.width(), height)

    def _queue(self, queue: QueueRow, place: QRectF) -> None:
        tr, name = self._tr, f"{queue.prefix} {queue.name}"
        cap = 0.013 if self.portrait else 0.022
        above = QRectF(place.left(), place.top(), place.width(), place.height() * 0.4)
        below = QRectF(above.bottomLeft(), QSizeF(place.width(), place.height() * 0.5))
        self._text(above, name, cap, "muted", LEFT)
        told = tr("{count} waiting", count=queue.waiting)
        self._text(below, told, cap * 1.6, "text", LEFT)

    def _note(self, face: BoardFace, place: QRectF) -> None:
        cap = 0.012 if self.portrait else 0.02
        self._text(place, face.note, cap, "warning" if face.lost else "muted", LEFT)
