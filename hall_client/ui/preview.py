"""A document as it will lie on paper: its pages as pictures, as wide as the room there is.

    self.preview = Preview(place.desk, "seal-preview", tr("Choose a document."))
    self.preview.show_document(row.document_id)     # a stored document
    self.preview.show_paper(paper)                  # a paper that is not stored
    self.preview.show_document(None)                # nothing: the words given at first

Reading, setting and drawing happen on a lane of their own; of several wishes in a row only the
last is drawn. PgUp and PgDn turn the pages whatever has the focus in the window.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from hall_client.app.faults import Fault
from hall_client.app.papers import Paper, read_paper
from hall_client.app.paperwork import TITLES
from hall_client.app.queries import Papers
from hall_client.domain.errors import NoSuchRecord, Refusal
from hall_client.domain.people import Staff
from hall_client.log import record_bug
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.desk import Desk
from hall_client.ui.parts import STRETCH, Panel, button, column, label, named, row, scrolling
from hall_client.ui.theme import dress
from hall_client.ui.words import mark, tr
from hall_client.words import say_fault, say_refusal

LANE = "preview"
SETTLE_MS = 60  # a list walked through with the arrow keys draws only where it stops
PAPER_INCHES = 8.27  # A4
MOST_PAGES = 30
NARROWEST = 320
PAGE_UP = Action("preview-back", mark("Previous page"), "up", "PgUp")
PAGE_DOWN = Action("preview-on", mark("Next page"), "down", "PgDown")


@dataclass(frozen=True)
class _Drawn:
    """One document, set and drawn for a width."""

    title: str
    pdf: bytes
    pages: tuple[QImage, ...]


class Preview(Panel):
    """The pages of one document below one another, or words that say why there are none."""

    def __init__(self, desk: Desk, name: str, empty: str = "") -> None:
        super().__init__("page")
        self.setObjectName(name)
        self._desk = desk
        self._empty = empty
        self._source: Callable[[], Paper] | None = None
        self._drawn: _Drawn | None = None
        self._wish = 0
        self._settled = 0
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._draw)
        self.title = label(role="strong", wrap=True)
        self.place = label(role="muted")
        self.said = label(role="muted", wrap=True)
        self.retry = button(f"{name}-retry", tr("Try again"), "refresh")
        self.retry.clicked.connect(self._draw)
        self._build(name)
        self._show_words(empty)

    @property
    def pages(self) -> int:
        """How many pages are shown now."""
        return len(self._drawn.pages) if self._drawn else 0

    @property
    def settled(self) -> bool:
        """Whether what was wished for last is shown (or it is said why it cannot be)."""
        return self._settled == self._wish

    def show_document(self, document_id: str | None) -> None:
        """Show a stored document; None: nothing."""
        if document_id is None:
            self._want(None)
            return
        self._want(partial(_stored, self._desk, self._desk.staff, document_id))

    def show_paper(self, paper: Paper) -> None:
        """Show a paper that is not stored: what would be issued."""
        self._want(lambda: paper)

    def turn(self, step: int) -> None:
        """Go on (1) or back (-1) by nearly one screen."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + step * max(1, bar.pageStep() - 48))

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Preview"))
        self._area.setAccessibleName(tr("Pages of the document"))
        self.retry.setText(tr("Try again"))
        self._count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._source is not None and event.oldSize().width() != event.size().width():
            self._settle.start()

    # -- inside --------------------------------------------------------------------------------

    def _build(self, name: str) -> None:
        deed = ActionSet(self, (PAGE_UP, PAGE_DOWN))
        deed.bind("preview-back", partial(self.turn, -1))
        deed.bind("preview-on", partial(self.turn, 1))
        self._deed = deed
        sheet = QWidget()
        self._sheets = QVBoxLayout(sheet)
        self._sheets.setContentsMargins(0, 0, 0, 0)
        self._sheets.setSpacing(12)
        self._area = scrolling(sheet, f"{name}-pages")
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self._area.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._count())
        bar.rangeChanged.connect(lambda _least, _most: self._count())
        dress(self._area, role="sheets")
        words = Panel("plain")
        words.setLayout(column(STRETCH, self.said, row(STRETCH, self.retry, STRETCH), STRETCH))
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setMinimumWidth(NARROWEST - 80)
        self._stack = QStackedWidget()
        for part in (words, self._area):
            self._stack.addWidget(part)
        head = row(self.title, self.place, spacing=12)
        head.setStretch(0, 1)
        body = column(head, self._stack, spacing=8)
        body.setStretch(1, 1)
        self.setLayout(body)
        self.setMinimumWidth(NARROWEST)
        self.retranslate()

    def _want(self, source: Callable[[], Paper] | None) -> None:
        self._source = source
        self._wish += 1
        if source is None:
            self._settle.stop()
            self._settled = self._wish
            self._show_words(self._empty)
        else:
            self._settle.start()

    def _draw(self) -> None:
        source, wish = self._source, self._wish
        if source is None:
            return
        if self._drawn is None:
            self._show_words(tr("The document is being set …"))
        host, dpi, dense = self._desk.host, self._dpi(), self.devicePixelRatioF()

        def work() -> _Drawn | None:
            if wish != self._wish:
                return None
            paper = source()
            pdf = host.render(paper)
            return _Drawn(_title(paper), pdf, _pages(partial(host.page_image, pdf), dpi, dense))

        done, failed = partial(self._show_drawn, wish), partial(self._show_failed, wish)
        self._desk.jobs.run(work, done, failed, LANE, self)

    def _dpi(self) -> int:
        # The pages may never have been shown yet: their own width says nothing then.
        bar = self._area.verticalScrollBar().sizeHint().width()
        room = max(NARROWEST, self._stack.width() - bar) - 8
        return max(40, int(room * self.devicePixelRatioF() / PAPER_INCHES))

    def _show_drawn(self, wish: int, drawn: _Drawn | None) -> None:
        if drawn is None or wish != self._wish:
            return
        self._settled = wish
        again = self._drawn is not None and self._drawn.pdf == drawn.pdf
        self._drawn = drawn
        self.title.setText(drawn.title)
        self._fill(drawn)
        if not again:
            self._area.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self._area)
        self._count()

    def _fill(self, drawn: _Drawn) -> None:
        _clear(self._sheets)
        for number, image in enumerate(drawn.pages, start=1):
            sheet = QLabel()
            sheet.setPixmap(QPixmap.fromImage(image))
            told = tr("{title}, page {page}", title=drawn.title, page=number)
            named(sheet, f"page-{number}", told)
            self._sheets.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._sheets.addStretch(1)

    def _show_failed(self, wish: int, problem: BaseException) -> None:
        if wish != self._wish:
            return
        self._settled = wish
        if isinstance(problem, Refusal):
            words = say_refusal(problem, self._desk.language)
        elif isinstance(problem, Fault):
            words = say_fault(problem, self._desk.language)
        else:
            bug = record_bug(problem, "preview")
            words = tr("This document cannot be shown. Tell IT: {bug}", bug=bug)
        self._show_words(words, failed=True)

    def _show_words(self, words: str, failed: bool = False) -> None:
        self._drawn = None
        self.title.setText("")
        self.said.setText(words)
        dress(self.said, tone="danger" if failed else "")
        self.retry.setVisible(failed)
        self._stack.setCurrentIndex(0)
        self._count()

    def _count(self) -> None:
        bar, pages = self._area.verticalScrollBar(), self.pages
        self.place.setVisible(pages > 0)
        if pages:
            whole = max(1, bar.maximum() + bar.pageStep())
            middle = bar.value() + bar.pageStep() / 2
            at = min(pages, 1 + int(middle * pages / whole))
            self.place.setText(tr("Page {page} of {pages}", page=at, pages=pages))


def _stored(desk: Desk, viewer: Staff, document_id: str) -> Paper:
    rows = desk.database.ask(Papers(document_id=document_id), viewer)
    if not rows:
        raise NoSuchRecord(kind="document", id=document_id)
    return read_paper(rows[0].paper)


def _title(paper: Paper) -> str:
    return " ".join(filter(None, (TITLES[paper.kind], paper.number or paper.case.case_no)))


def _pages(page_image: Callable[[int, int], bytes], dpi: int, dense: float) -> tuple[QImage, ...]:
    """All pages of a PDF as pictures, drawn at `dpi` for a screen `dense` times as fine."""
    pages: list[QImage] = []
    while len(pages) < MOST_PAGES:
        try:
            drawn = page_image(len(pages), dpi)
        except IndexError:
            break
        image = QImage.fromData(drawn)
        image.setDevicePixelRatio(dense)
        pages.append(image)
    return tuple(pages)


def _clear(layout: QVBoxLayout) -> None:
    while (old := layout.takeAt(0)) is not None:
        if (part := old.widget()) is not None:
            part.deleteLater()
