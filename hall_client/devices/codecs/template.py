"""Templates of tickets and labels: words of the hall around facts of the paper."""

import unicodedata
from collections.abc import Mapping

from hall_client.devices.codecs.wire import WireError

ELLIPSIS = "…"
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Mn", "Me"}


def filled(template: str, facts: Mapping[str, str]) -> str:
    """Fill a template; empty where one of its facts is empty. Unknown names raise WireError."""
    names = [name for name in facts if "{" + name + "}" in template]
    if any(not facts[name] for name in names):
        return ""
    try:
        return template.format_map(facts)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        raise WireError(f"template {template!r}: {error}") from error


def plain(text: str) -> str:
    """Only what takes ink: control characters could command the printer, selectors print boxes."""
    return "".join(
        " " if char in "\t\r\n" else char
        for char in unicodedata.normalize("NFC", text)
        if char in "\t\r\n" or unicodedata.category(char) not in INVISIBLE
    )


def columns(char: str) -> int:
    """Columns of a character on paper: a hanzi takes two."""
    return 1 if char.isascii() else 2


def wrapped(text: str, width: int) -> list[str]:
    """Break a line at `width` columns, never inside a character."""
    lines, used = [""], 0
    for char in text:
        need = columns(char)
        if used + need > width and lines[-1]:
            lines, used = [*lines, ""], 0
        lines[-1] += char
        used += need
    return lines
