"""The board on the hall's display: recent calls, waiting people, clock, and how old it all is."""

from datetime import datetime

from PySide6.QtCore import QSizeF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_client.ui.board_sheet import BoardFace, BoardSheet
from hall_client.ui.presenters.board import BoardPresenter, BoardSight
from hall_client.ui.words import tr
from hall_client.ui.workplace import Workplace

TICK_MS = 1_000
BLINK_MS = 400
BLINKS = 3
# A pixel a minute around a small square keeps a panel that always runs from burning in.
SHIFT_MS = 60_000
SHIFTS = ((0, 0), (4, 0), (8, 0), (8, 4), (8, 8), (4, 8), (0, 8), (0, 4))


class BoardScreen(QWidget):
    """Built with one Workplace of a board's station account; shown without the frame."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("board-screen")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._desk = place.desk
        self.presenter = BoardPresenter(place.desk, self.show_sight)
        self.blinks_left = 0
        self._minute = 0
        for interval, beat in (
            (TICK_MS, self._tick),
            (BLINK_MS, self._blink),
            (SHIFT_MS, self._shift),
        ):
            timer = QTimer(self, interval=interval)
            timer.timeout.connect(beat)
            timer.start()
        self.presenter.start()

    def show_sight(self, sight: BoardSight) -> None:
        if sight.fresh:
            # Lit and dark count one each; it begins lit and ends dark.
            self.blinks_left = 2 * BLINKS - 1
        self.setAccessibleName(_spoken(sight))
        self.update()

    def face(self) -> BoardFace:
        """What stands on the board now, in words."""
        sight = self.presenter.sight
        return BoardFace(
            title=self._desk.reference.hall.name,
            clock=self._time(self._desk.now, "%H:%M"),
            calls=sight.calls,
            queues=sight.queues,
            note=self._note(sight),
            lost=sight.lost_since is not None,
            lit=self.blinks_left % 2 == 1,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        dx, dy = SHIFTS[self._minute % len(SHIFTS)]
        sheet = BoardSheet(painter, QSizeF(self.size()), tr)
        sheet.clear()
        painter.translate(dx - 4, dy - 4)
        sheet.draw(self.face())
        painter.end()

    # -- inside --------------------------------------------------------------------------------

    def _tick(self) -> None:
        self.presenter.refresh()
        self.update()

    def _blink(self) -> None:
        if self.blinks_left:
            self.blinks_left -= 1
            self.update()

    def _shift(self) -> None:
        self._minute += 1
        self.update()

    def _note(self, sight: BoardSight) -> str:
        if sight.lost_since is not None:
            since = self._time(sight.lost_since, "%H:%M:%S")
            return tr("Disconnected since {time}. What is shown is from then.", time=since)
        if sight.read_at is None:
            return tr("Reading the queue…")
        return tr("Data updated at {time}", time=self._time(sight.read_at, "%H:%M:%S"))

    def _time(self, moment: datetime, pattern: str) -> str:
        return self._desk.reference.local(moment).strftime(pattern)


def _spoken(sight: BoardSight) -> str:
    return sight.calls[0].words if sight.calls else tr("Nobody has been called yet")
