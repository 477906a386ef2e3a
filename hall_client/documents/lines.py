"""Where a line of Chinese text may end (避头尾): numbers stay whole, brackets hold their words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

OPENING = "（《〈「『【〔“‘(["
CLOSING = "，。；：！？、）》〉」』】〕”’…—％℃,.;:!?%)]"
# Full-width marks whose right half is blank: they may stand half outside the margin.
HANGING = "，。；：、）》〉」』】〕"

_TOKEN = re.compile(
    rf"[{re.escape(OPENING)}]*"
    r"(?:[0-9A-Za-z*#][0-9A-Za-z._/@+*#&:%-]*|\s|[^\s])"
    rf"[{re.escape(CLOSING)}]*"
)


@dataclass(frozen=True)
class Line:
    """One set line; `width` in ems without trailing blanks, `last` of its paragraph."""

    text: str
    width: float
    last: bool = False


def break_lines(
    text: str, rooms: Sequence[float], width_of: Callable[[str], float]
) -> tuple[Line, ...]:
    """Break one paragraph (no line feeds) into lines.

    `rooms` is the room in ems of the first line, the second … the last one holds for all
    further lines.
    """
    found: list[Line] = []
    line, used = "", 0.0
    for token in _tokens(text, min(rooms), width_of):
        room = rooms[min(len(found), len(rooms) - 1)]
        wide = sum(map(width_of, token))
        slack = 0.5 if token[-1] in HANGING else 0.0
        if line and used + wide - slack > room + 1e-6:
            found.append(_line(line, width_of))
            line, used = "", 0.0
            if token.isspace():
                continue
        line += token
        used += wide
    return (*found, _line(line, width_of, last=True))


def _tokens(text: str, room: float, width_of: Callable[[str], float]) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        token = match.group()
        if len(token) > 1 and sum(map(width_of, token)) > room:
            yield from token  # longer than a whole line: break anywhere rather than overflow
        else:
            yield token


def _line(text: str, width_of: Callable[[str], float], last: bool = False) -> Line:
    shown = text.rstrip()
    return Line(shown, sum(map(width_of, shown)), last)
