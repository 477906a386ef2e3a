"""Text as dots, drawn with the bundled fonts; a rare character falls back to the next font."""

import math
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from hall_client.devices.codecs.wire import Bitmap
from hall_client.places import RESOURCES

REGULAR = "NotoSansSC_400Regular.ttf"
BOLD = "NotoSansSC_700Bold.ttf"
NOBODY = "\U0010fffe"  # no font has it: what it draws is the font's "missing" box
INKED = 128
ASCENT = 0.88  # top of a hanzi above the base line, in em
DESCENT = 0.24  # tail of a "g" below it


class Glyphs:
    """Draws one line of text in black dots, each character in the first font that has it."""

    def __init__(self, regular: tuple[Path, ...], bold: tuple[Path, ...]) -> None:
        self._files = {False: regular, True: bold}

    @classmethod
    def bundled(
        cls, site_fonts: tuple[Path, ...] = (), folder: Path = RESOURCES / "fonts"
    ) -> "Glyphs":
        """Fonts of the hall first, then Noto Sans SC, then whatever else the folder holds."""
        others = [path for path in sorted(folder.glob("*.ttf")) if path.name not in (REGULAR, BOLD)]
        return cls((*site_fonts, folder / REGULAR, *others), (*site_fonts, folder / BOLD, *others))

    def has(self, char: str) -> bool:
        """Whether any font knows the character."""
        return any(_knows(_font(str(path), 24), char) for path in self._files[False])

    def width(self, text: str, dots: int, bold: bool = False) -> int:
        return sum(_advance(self._font_of(char, dots, bold), char) for char in text)

    def draw(self, text: str, dots: int, bold: bool = False) -> Bitmap:
        height = math.ceil(dots * (ASCENT + DESCENT))
        image = Image.new("L", (max(1, self.width(text, dots, bold)), height), 255)
        pen, x = ImageDraw.Draw(image), 0
        for char in text:
            font = self._font_of(char, dots, bold)
            pen.text((x, round(dots * ASCENT)), char, font=font, fill=0, anchor="ls")
            x += _advance(font, char)
        return to_bitmap(image)

    def cell(self, char: str, dots: int) -> Bitmap:
        image = Image.new("L", (dots, dots), 255)
        place = (dots // 2, round(dots * ASCENT))
        font = self._font_of(char, dots, bold=False)
        ImageDraw.Draw(image).text(place, char, font=font, fill=0, anchor="ms")
        return to_bitmap(image)

    def _font_of(self, char: str, dots: int, bold: bool) -> ImageFont.FreeTypeFont:
        fonts = (_font(str(path), dots) for path in self._files[bold])
        return next((f for f in fonts if _knows(f, char)), _font(str(self._files[bold][0]), dots))


def to_bitmap(image: Image.Image) -> Bitmap:
    """Turn a picture (dark on light) into printer dots."""
    bits = image.convert("L").point(lambda value: 255 if value < INKED else 0).convert("1")
    return Bitmap(image.width, image.height, bits.tobytes())


def to_image(bitmap: Bitmap) -> Image.Image:
    """Turn printer dots into a picture, black on white."""
    bits = Image.frombytes("1", (bitmap.width, bitmap.height), bitmap.data)
    return bits.convert("L").point(lambda value: 0 if value else 255)


@lru_cache(maxsize=64)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@lru_cache(maxsize=4096)
def _knows(font: ImageFont.FreeTypeFont, char: str) -> bool:
    if char.isspace():
        return True
    mask, box = font.getmask(char), font.getmask(NOBODY)
    return mask.size != box.size or bytes(mask) != bytes(box)


@lru_cache(maxsize=8192)
def _advance(font: ImageFont.FreeTypeFont, char: str) -> int:
    return round(font.getlength(char))
