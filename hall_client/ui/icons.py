"""The product's own icons: line drawings in `resources/icons`, tinted from the token table."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from hall_client.places import RESOURCES
from hall_client.ui.theme import colour, look

ICONS = RESOURCES / "icons"
SIZES = (16, 18, 24, 36, 48, 96)


def icon(name: str, tint: str = "text", checked: str = "") -> QIcon:
    """The icon of file `name`.svg in the colour of token `tint`; an empty name gives none.

    A button that can be checked shows it in the colour of `checked` while it is.
    """
    return _drawn(name, tint, checked or tint, look().theme) if name else QIcon()


def pixmap(name: str, tint: str, side: int) -> QPixmap:
    """One icon as a picture of `side` device-independent pixels."""
    return icon(name, tint).pixmap(side, side)


@lru_cache(maxsize=512)
def _drawn(name: str, tint: str, checked: str, _theme: str) -> QIcon:
    made = QIcon()
    kinds = {
        (QIcon.Mode.Normal, QIcon.State.Off): tint,
        (QIcon.Mode.Disabled, QIcon.State.Off): "disabled",
    }
    if checked != tint:
        kinds[QIcon.Mode.Normal, QIcon.State.On] = checked
    for (mode, state), token in kinds.items():
        renderer = QSvgRenderer(QByteArray(_source(name, token).encode()))
        for side in SIZES:
            made.addPixmap(_picture(renderer, side), mode, state)
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
