"""The board as a PNG file without any display: what the hall saw at one moment."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication

from hall_client.app.rows import BoardRow, QueueRow
from hall_client.ui.application import load_fonts
from hall_client.ui.board_sheet import BoardFace, BoardSheet
from hall_client.ui.presenters.board import recent
from hall_client.ui.words import Speech

FULL_HD = (1920, 1080)


def board_picture(
    path: Path,
    rows: Sequence[BoardRow],
    queues: Sequence[QueueRow] = (),
    clock_text: str = "",
    size: tuple[int, int] = FULL_HD,
) -> None:
    """Draw the newest calls (`rows` as the board query answers them) into a PNG file.

    For the main thread, which may go on to use the database: no window is ever shown.
    """
    _application()
    tr = Speech("zh_CN").tr
    note = tr("Data updated at {time}", time=clock_text) if clock_text else ""
    face = BoardFace(tr("Now calling"), clock_text, recent(rows), tuple(queues), note)
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    BoardSheet(painter, QSizeF(*size), tr).draw(face)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path)):
        raise OSError(f"cannot write {path}")


_made: list[QApplication] = []


def _application() -> None:
    """Fonts need an application; make one that asks for no display where none runs yet."""
    if QGuiApplication.instance() is not None:
        return
    before = os.environ.get("QT_QPA_PLATFORM")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _made.append(QApplication(["hall-client"]))
    load_fonts(_made[0])
    if before is None:
        del os.environ["QT_QPA_PLATFORM"]
    else:
        os.environ["QT_QPA_PLATFORM"] = before
