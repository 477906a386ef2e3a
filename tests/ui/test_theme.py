"""Colours: readable in both themes, and nowhere but in the token table."""

import re
from pathlib import Path

import pytest

from hall_client.places import RESOURCES, ROOT
from hall_client.ui.icons import icon
from hall_client.ui.theme import STYLES, TONES, style_sheet, tokens

THEMES = ("light", "contrast")
PYTHON = sorted((ROOT / "hall_client" / "ui").rglob("*.py"))
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|\brgba?\(")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_weak(theme: str, pairs: str, least: float) -> dict[str, float]:
    colours = tokens()["themes"][theme]
    found = {f"{a} on {b}": contrast(colours[a], colours[b]) for a, b in tokens()[pairs]}
    return {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least}


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_on_its_ground(theme: str) -> None:
    assert too_weak(theme, "text_on", 4.5) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_and_focus_rings_can_be_seen(theme: str) -> None:
    assert too_weak(theme, "edge_on", 3.0) == {}


def test_both_themes_have_the_same_tokens_and_every_tone_is_judged() -> None:
    light, dark = (tokens()["themes"][theme] for theme in THEMES)
    assert light.keys() == dark.keys()
    judged = {tuple(pair) for pair in tokens()["text_on"]}
    assert {(tone, f"{tone}-soft") for tone in TONES} <= judged


def test_the_sheet_has_no_colour_of_its_own_and_no_token_is_left() -> None:
    assert not COLOUR.search((STYLES / "hall.qss").read_text("utf-8"))
    assert "@" not in style_sheet()


@pytest.mark.parametrize("file", PYTHON, ids=lambda file: file.name)
def test_no_colour_stands_in_python(file: Path) -> None:
    source = file.read_text("utf-8")
    assert not COLOUR.search(source)
    assert not re.search(r"GlobalColor\.(?!transparent)", source)


def test_every_icon_is_a_line_drawing_that_takes_a_tint(qapp: object) -> None:
    for file in sorted((RESOURCES / "icons").glob("*.svg")):
        source = file.read_text("utf-8")
        assert "currentColor" in source
        assert not COLOUR.search(source)
        picture = icon(file.stem, "danger").pixmap(24, 24).toImage()
        inked = {
            picture.pixelColor(x, y).name()
            for x in range(24)
            for y in range(24)
            if picture.pixelColor(x, y).alpha() > 128
        }
        assert inked, file.name
