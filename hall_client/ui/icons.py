"""The product's own icons: line drawings in `resources/icons`, tinted from the token table."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from hall_client.places import RESOURCES
from hall_client.ui.theme import colour, look

ICONS = RESOURCES / "icons"
SIZES = (16, 20, 24, 32, 48, 64, 96)


def icon(name: str, tint: str = "text") -> QIcon:
    """The icon of file `name`.svg in the colour of token `tint`; an empty name gives none."""
    return _drawn(name, tint, look().theme) if name else QIcon()


def pixmap(name: str, tint: str, side: int) -> QPixmap:
    """One icon as a picture of `side` device-independent pixels."""
    return icon(name, tint).pixmap(side, side)


@lru_cache(maxsize=512)
def _drawn(name: str, tint: str, _theme: str) -> QIcon:
    made = QIcon()
    for mode, token in ((QIcon.Mode.Normal, tint), (QIcon.Mode.Disabled, "disabled")):
        renderer = QSvgRenderer(QByteArray(_source(name, token).encode()))
        for side in SIZES:
            made.addPixmap(_picture(renderer, side), mode)
    return made


def _source(name: str, token: str) -> str:
    drawing = (ICONS / f"{name}.svg").read_text("utf-8")
    return drawing.replace("currentColor", colour(token).name())


def _picture(renderer: QSvgRenderer, side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture
