"""The product's own icons: line drawings in `resources/icons`, tinted from the token table."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
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
    """One icon as a picture of `side` device-independent pixels; an empty name gives none."""
    if not name:
        return QPixmap()
    screens = QGuiApplication.instance()
    ratio = screens.devicePixelRatio() if isinstance(screens, QGuiApplication) else 1.0
    return _alone(name, tint, side, ratio, look().theme)


@lru_cache(maxsize=512)
def _alone(name: str, tint: str, side: int, ratio: float, _theme: str) -> QPixmap:
    made = _picture(_renderer(name, tint), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    return made


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
        renderer = _renderer(name, token)
        for side in SIZES:
            made.addPixmap(_picture(renderer, side), mode, state)
    return made


def _renderer(name: str, token: str) -> QSvgRenderer:
    drawing = (ICONS / f"{name}.svg").read_text("utf-8")
    coloured = drawing.replace("currentColor", colour(token).name())
    return QSvgRenderer(QByteArray(coloured.encode()))


def _picture(renderer: QSvgRenderer, side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture
