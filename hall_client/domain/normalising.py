"""Typed or pasted text made clean: full-width, spaces, what cannot be seen."""

import unicodedata

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FULL_WIDTH_ALNUM = {
    code: half for code, half in _FULL_WIDTH.items() if chr(half).isalnum() or half == 0x20
}
# Left behind by web pages and office programs: no width, no meaning in a name or a number.
_UNSEEN = dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0x00AD))
_DOTS = dict.fromkeys(map(ord, "\u2022\u30fb\u2027\u22c5\u2219\uff65\uff0e\u0387"), "\u00b7")
_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNPRINTABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))


def clean_code(value: str) -> str:
    """Return a number or code half-width, upper case, without any space."""
    half = value.translate(_UNSEEN).translate(_FULL_WIDTH)
    return "".join(half.split()).upper()


def clean_text(value: str) -> str:
    """Return free text trimmed, spaces collapsed, letters and digits half-width.

    Nothing else changes: compatibility forms of Chinese characters are parts of names.
    """
    half = value.translate(_UNSEEN).translate(_FULL_WIDTH_ALNUM).replace("\u00a0", " ").strip()
    return " ".join(part for part in half.split(" ") if part)


def clean_name(value: str) -> str:
    """Return a name as `clean_text` does, with the one separating dot of ethnic names (·)."""
    return clean_text(value).translate(_DOTS)


def has_full_width(value: str) -> bool:
    """Whether letters or digits were typed full-width."""
    return any(ord(character) in _FULL_WIDTH_ALNUM for character in value)


def has_control_character(text: str) -> bool:
    """Whether text holds controls, direction marks or halves of a surrogate pair."""
    return any(
        character in _DIRECTION_MARKS or unicodedata.category(character) in _UNPRINTABLE
        for character in text
    )


def has_private_character(text: str) -> bool:
    """Whether text holds a character of one machine's own font, lost on any other."""
    return any(unicodedata.category(character) == "Co" for character in text)
