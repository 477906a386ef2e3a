"""Colours, sizes and the style sheet: every value stands in `resources/styles`, none here."""

import json
import re
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from hall_client.places import RESOURCES

STYLES = RESOURCES / "styles"
TONES = ("info", "success", "warning", "danger")


@dataclass(frozen=True)
class Look:
    """How the windows of this process look; the bootstrap fills it from the settings."""

    theme: str = "light"
    text_size: str = "normal"
    site_font: str = ""


@cache
def tokens() -> dict[str, Any]:
    """The whole token table as it lies in `tokens.json`."""
    table: dict[str, Any] = json.loads((STYLES / "tokens.json").read_text("utf-8"))
    return table


_look = [Look()]


def look() -> Look:
    return _look[0]


def colour(token: str) -> QColor:
    """The colour of a token in the theme in use."""
    return QColor(tokens()["themes"][look().theme][token])


def pixels(token: str) -> int:
    """A length that grows with the text size."""
    return scaled(tokens()["pixels"][token])


def scaled(length: int) -> int:
    """`length` pixels at the normal text size, in the text size in use."""
    return int(length * tokens()["scales"][look().text_size])


def points(token: str) -> float:
    """A font size in points."""
    return float(tokens()["points"][token] * tokens()["scales"][look().text_size])


def style_sheet() -> str:
    """`hall.qss` with its `@tokens` filled in for the look in use."""
    table = tokens()
    values: dict[str, str] = dict(table["themes"][look().theme])
    values |= {f"pt-{name}": f"{points(name):g}pt" for name in table["points"]}
    values |= {f"px-{name}": f"{pixels(name)}px" for name in table["pixels"]}
    values |= {f"picture-{name}": _picture(name, tint) for name, tint in table["pictures"].items()}
    sheet = (STYLES / "hall.qss").read_text("utf-8")
    return re.sub(r"@([a-z-]+)", lambda found: values[found[1]], sheet)


@cache
def _pictures() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="hall-client-")


def _picture(name: str, tint: str) -> str:
    """An icon in a colour as a file: a style sheet takes pictures only from files."""
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")
    file = Path(_pictures().name) / f"{look().theme}-{name}.svg"
    file.write_text(drawing.replace("currentColor", colour(tint).name()), "utf-8")
    return file.as_posix()


def palette() -> QPalette:
    """What the style paints without the sheet: text, selections, placeholder, tool tips."""
    role = QPalette.ColorRole
    filled = QPalette()
    for target, token in {
        role.Window: "canvas",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "stripe",
        role.Text: "text",
        role.Button: "surface",
        role.ButtonText: "text",
        role.Highlight: "accent",
        role.HighlightedText: "on-accent",
        role.PlaceholderText: "muted",
        role.ToolTipBase: "surface",
        role.ToolTipText: "text",
        role.Link: "accent-text",
    }.items():
        filled.setColor(target, colour(token))
    for target in (role.WindowText, role.Text, role.ButtonText):
        filled.setColor(QPalette.ColorGroup.Disabled, target, colour("disabled"))
    return filled


def wear(app: QApplication, chosen: Look) -> None:
    """Put the look on the whole program; may be called again while windows are open."""
    _look[0] = chosen
    font = app.font()
    font.setPointSizeF(points("body"))
    app.setFont(font)
    app.setPalette(palette())
    app.setStyleSheet(style_sheet())


def dress(widget: QWidget, **properties: str | bool) -> None:
    """Set dynamic properties that `hall.qss` selects by (`role`, `tone`, `density`, …)."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    # A widget that was never shown is polished later anyway.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
