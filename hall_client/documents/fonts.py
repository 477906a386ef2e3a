"""Bundled fonts in the PDF library: fallback run by run, right text behind every glyph."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

from hall_client.places import RESOURCES

FONTS = RESOURCES / "fonts"
REGULAR = FONTS / "NotoSansSC_400Regular.ttf"
BOLD = FONTS / "NotoSansSC_700Bold.ttf"
RARE = FONTS / "HallRareHanzi-Regular.ttf"
REGULAR_NAME, BOLD_NAME, RARE_NAME, SITE_NAME = "HallRegular", "HallBold", "HallRare", "HallSite"
# The sign of Chinese editors for a character that cannot be set.
PLACEHOLDER = 0x25A1
BLANK = 0x20
INVISIBLE = {"Cf", "Mn", "Cc"}

_site: list[Path] = []


def to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """Return the ToUnicode CMap of one subset: UTF-16BE, blocks of at most 100 entries.

    Replaces the library's function, which writes code points above U+FFFF as five hex digits
    (readers take them for another character) and all entries in one block (the PDF standard
    allows 100).
    """
    entries = [
        f"<{n:02X}> <{chr(code).encode('utf-16-be').hex()}>" for n, code in enumerate(subset)
    ]
    blocks = [entries[at : at + 100] for at in range(0, len(entries), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def",
            f"/CMapName /{fontname} def /CMapType 2 def",
            f"1 begincodespacerange <00> <{len(subset) - 1:02X}> endcodespacerange",
            *("\n".join([f"{len(b)} beginbfchar", *b, "endbfchar"]) for b in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


ttfonts.makeToUnicodeCMap = to_unicode


class FontStack:
    """Fonts in the order in which they are asked for a character."""

    def __init__(self, fonts: Sequence[TTFont]) -> None:
        self.fonts = tuple(fonts)
        self.name: str = fonts[0].fontName
        self._homes: dict[str, tuple[str, float]] = {}

    def width(self, char: str) -> float:
        """Advance of one character in ems."""
        return self._home(char)[1]

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield (font name, part) in the order of the text."""
        for name, chars in groupby(text, lambda char: self._home(char)[0]):
            yield name, "".join(chars)

    def _home(self, char: str) -> tuple[str, float]:
        home = self._homes.get(char)
        if home is None:
            home = self._homes[char] = self._find(char)
        return home

    def _find(self, char: str) -> tuple[str, float]:
        code = ord(char)
        font = next((one for one in self.fonts if code in one.face.charToGlyph), None)
        if font is None:
            font = self.fonts[0]
            _stand_in(font, char)
        width = font.face.charWidths.get(code, font.face.defaultWidth)
        return font.fontName, width / 1000


def _stand_in(font: TTFont, char: str) -> None:
    """Give a character of no font a visible box (or nothing, for an invisible one).

    Its own code stays in the text of the page.
    """
    code, face = ord(char), font.face
    hidden = unicodedata.category(char) in INVISIBLE
    shown = BLANK if hidden else PLACEHOLDER
    face.charToGlyph[code] = face.charToGlyph[shown]
    face.charWidths[code] = 0 if hidden else face.charWidths[shown]


def use_site_font(path: Path | None) -> None:
    """Ask a TrueType font of the hall for characters that the bundled ones lack (None: no more).

    Call before the first page is set; raises reportlab's TTFError when the file cannot be used.
    """
    if path is not None:
        _load(SITE_NAME, path)
    _site[:] = [path] if path else []
    stack.cache_clear()


@cache
def stack(bold: bool = False) -> FontStack:
    """Return the fonts of one weight; the first call reads the files."""
    first = _load(BOLD_NAME, BOLD) if bold else _load(REGULAR_NAME, REGULAR)
    site = [_load(SITE_NAME, path) for path in _site]
    return FontStack([first, _load(RARE_NAME, RARE), *site])


@cache
def _load(name: str, path: Path) -> TTFont:
    font = TTFont(name, str(path), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font
