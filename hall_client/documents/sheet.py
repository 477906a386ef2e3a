"""The A4 sheet: margins, running head, foot with page x of y, and the build itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from hall_client.app.papers import Paper
from hall_client.documents.fonts import stack
from hall_client.documents.text import Style, draw_string, text_width

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 26 * mm, 24 * mm, 22 * mm, 25 * mm
BODY_WIDTH = WIDTH - LEFT - RIGHT

SMALL = Style(size=8, leading=12, align="left", grey=0.15)
MARK = Style(size=12, leading=16, bold=True)
REPRINT = "补打"
# Fonts are parsed with one shared read position, so one document is set at a time.
setting = Lock()
rl_config.useA85 = 0  # binary streams: a quarter smaller


@dataclass(frozen=True)
class Sheet:
    """What a builder hands over: title, flowables, who signs, whether a seal belongs on it."""

    title: str
    body: Sequence[Flowable]
    sealed: bool = True
    signers: tuple[str, ...] = ()
    handler: str = "承办人"


class Total(Flowable):
    """Stands last in the story: the page that it is drawn on is the number of pages."""

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.beginForm("total")
        draw_string(self.canv, 0, 0, f"共{self.canv.getPageNumber()}页", SMALL)
        self.canv.endForm()


def build(paper: Paper, title: str, story: Sequence[Flowable]) -> bytes:
    """Set the story on numbered sheets; equal input gives equal bytes."""
    out = BytesIO()
    with setting:
        document = BaseDocTemplate(
            out,
            pagesize=A4,
            title=f"{title} {paper.number or paper.case.case_no}",
            author=paper.issuer.name,
            lang="zh-CN",
            initialFontName=stack().name,
            invariant=1,
        )
        frame = Frame(LEFT, BOTTOM, BODY_WIDTH, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)
        document.addPageTemplates(
            PageTemplate(frames=[frame], onPage=lambda canvas, _: _margins(canvas, paper, title))
        )
        document.build([*story, Total()])
    return out.getvalue()


def _margins(canvas: Any, paper: Paper, title: str) -> None:
    """Draw what stands around the text of every page."""
    if paper.reprint:
        _reprint_mark(canvas)
    if canvas.getPageNumber() > 1:
        head = f"{title}　{paper.number or ''}　办件编号 {paper.case.case_no}（续）"
        draw_string(canvas, LEFT, HEIGHT - TOP + 4 * mm, head, SMALL)
        _rule(canvas, HEIGHT - TOP + 2.5 * mm)
    _rule(canvas, BOTTOM - 3 * mm)
    issuer = paper.issuer
    phones = f"咨询电话：{issuer.phone}　　投诉电话：{issuer.complaint_phone}"
    draw_string(canvas, LEFT, BOTTOM - 7.5 * mm, phones, SMALL)
    draw_string(canvas, LEFT, BOTTOM - 12 * mm, f"地址：{issuer.address}", SMALL)
    page = f"第{canvas.getPageNumber()}页　"
    x = WIDTH - RIGHT - text_width(f"{page}共1页", SMALL)
    draw_string(canvas, x, BOTTOM - 7.5 * mm, page, SMALL)
    canvas.saveState()
    canvas.translate(x + text_width(page, SMALL), BOTTOM - 7.5 * mm)
    canvas.doForm("total")
    canvas.restoreState()


def _reprint_mark(canvas: Any) -> None:
    wide = text_width(REPRINT, MARK)
    x, y = WIDTH - RIGHT - wide - 6, HEIGHT - 15 * mm
    canvas.setLineWidth(1)
    canvas.rect(x - 6, y - 5, wide + 12, 20)
    draw_string(canvas, x, y, REPRINT, MARK)


def _rule(canvas: Any, y: float) -> None:
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, y, WIDTH - RIGHT, y)
