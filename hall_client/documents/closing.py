"""The end of a document: place for the seal, issuer and date, signatures, copies."""

from math import ceil

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from hall_client.app.papers import Paper
from hall_client.documents.lines import break_lines
from hall_client.documents.sheet import Sheet
from hall_client.documents.text import Style, draw_string, text_width
from hall_client.documents.words import chinese_day

RING = 42 * mm  # the diameter that the rules on official seals give a county body
NAME_ROOM = 66 * mm
SEAL_NOTE = Style(size=7.5, leading=10, align="centre", grey=0.4)
SIGNED = Style(size=12, leading=20)
HAND = Style(size=10.5, leading=20)
COPIES = Style(size=9, leading=13)
BLANK_DATE = "　　　　年　　月　　日"
SIGN_HEIGHT = 15 * mm


class Closing(Flowable):
    """Signature lines at the left; at the right issuer and date inside the place of the seal.

    The place is a dashed ring with words, never a picture of a seal.
    """

    def __init__(self, paper: Paper, sheet: Sheet) -> None:
        super().__init__()
        self.paper, self.sheet = paper, sheet

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        left = len(self.sheet.signers) * SIGN_HEIGHT + 22 * mm
        right = RING + 2 * mm if self.sheet.sealed else 16 * mm
        self.width, self.height = avail_width, max(left, right) + 4 * mm
        return self.width, self.height

    def draw(self) -> None:
        free = self._issued() - 4 * mm
        self._signatures(free)
        self._copies(free)

    def _issued(self) -> float:
        """Draw issuer and date (and the ring); return the left end of what was drawn."""
        lines = [*balanced(self.paper.issuer.name), chinese_day(self.paper.issued_on)]
        half = max(RING * self.sheet.sealed, *(text_width(line, SIGNED) for line in lines)) / 2
        middle = self.width - half
        top = self.height - 4 * mm
        y = top - RING * 0.55 if self.sheet.sealed else top - 5 * mm
        for n, line in enumerate(lines):
            x = middle - text_width(line, SIGNED) / 2
            draw_string(self.canv, x, y - n * SIGNED.leading, line, SIGNED)
        if self.sheet.sealed:
            self._ring(middle, top - RING / 2)
        return middle - half

    def _ring(self, x: float, y: float) -> None:
        self.canv.saveState()
        self.canv.setDash(3, 2)
        self.canv.setLineWidth(0.6)
        self.canv.setStrokeGray(0.45)
        self.canv.circle(x, y, RING / 2)
        self.canv.restoreState()
        note = f"（此处盖章：{self.paper.issuer.seal}）"
        room = RING * 0.72 / SEAL_NOTE.size
        lines = break_lines(note, (room,), SEAL_NOTE.fonts.width)
        at = y + RING * 0.13 + (len(lines) - 1) * SEAL_NOTE.leading
        for n, line in enumerate(lines):
            wide = text_width(line.text, SEAL_NOTE)
            draw_string(self.canv, x - wide / 2, at - n * SEAL_NOTE.leading, line.text, SEAL_NOTE)

    def _signatures(self, right: float) -> None:
        y = self.height - 9 * mm
        draw_string(self.canv, 0, y, f"{self.sheet.handler}：{self.paper.handler}", HAND)
        for signer in self.sheet.signers:
            y -= SIGN_HEIGHT / 2
            draw_string(self.canv, 0, y, f"{signer}：", HAND)
            start = text_width(f"{signer}：", HAND)
            self.canv.setLineWidth(0.5)
            self.canv.line(start, y - 2, max(right, start + 60), y - 2)
            y -= SIGN_HEIGHT / 2
            draw_string(self.canv, start, y, BLANK_DATE, HAND)

    def _copies(self, right: float) -> None:
        """份数与去向, at the foot of the left side."""
        if not self.paper.copies:
            return
        text = f"份数与去向：{'；'.join(self.paper.copies)}。"
        lines = break_lines(text, (right / COPIES.size,), COPIES.fonts.width)
        for n, line in enumerate(reversed(lines)):
            draw_string(self.canv, 0, 3 + n * COPIES.leading, line.text, COPIES)


def balanced(name: str) -> list[str]:
    """Break a long name of a body into lines of about one length."""
    wide = text_width(name, SIGNED)
    count = ceil(wide / NAME_ROOM)
    room = wide / count / SIGNED.size + (count > 1) * 0.5
    return [line.text for line in break_lines(name, (room,), SIGNED.fonts.width)]
