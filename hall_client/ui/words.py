"""What the screens say: English in the source, translated at the moment of showing.

`resources/translations/<language>.ts` is Qt's own translation format, read as it lies: there is
no build step, and Qt Linguist can edit it. This module knows no Qt, so presenters use it too.
Texts that stand in a table rather than in a call are marked with `mark` and looked up later with
`tr`. `installers/make-translations` collects every `tr("…")` and `mark("…")` into the files.
"""

from collections.abc import Mapping
from functools import cache
from xml.parsers import expat

from hall_client.places import RESOURCES

LONGEST_CODE = 40
SOURCE_LANGUAGE = "en"
TRANSLATIONS = RESOURCES / "translations"
LANGUAGES = ("zh_CN", SOURCE_LANGUAGE)


class Speech:
    """One language. The kiosk has one of its own; all other windows share the module's."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}, known: {', '.join(LANGUAGES)}")
        self.language = language
        self._texts = _texts_of(language)

    def tr(self, text: str, **facts: object) -> str:
        """Translate English `text`, then fill its `{placeholders}` with `facts`."""
        found = self._texts.get(text, text)
        return found.format(**facts) if facts else found

    @property
    def short(self) -> str:
        """`zh` or `en`: the key of the words kept for refusals."""
        return self.language.partition("_")[0]


@cache
def _texts_of(language: str) -> Mapping[str, str]:
    if language == SOURCE_LANGUAGE:
        return {}
    texts: dict[str, str] = {}
    parts: dict[str, str] = {}  # of the message in hand: element -> what it says
    words: list[str] = []

    def end(element: str) -> None:
        parts[element] = "".join(words)
        if element == "message":
            if parts.get("translation"):
                texts[parts["source"]] = parts["translation"]
            parts.clear()

    reader = expat.ParserCreate()  # half the time of a tree, and the first paint waits for it
    reader.StartElementHandler = lambda _element, _attributes: words.clear()
    reader.CharacterDataHandler = words.append
    reader.EndElementHandler = end
    reader.Parse((TRANSLATIONS / f"{language}.ts").read_bytes(), True)
    return texts


_current = [Speech(SOURCE_LANGUAGE)]


def use(language: str) -> None:
    """Speak `language` from now on; windows hear of it through `application.speak`."""
    _current[0] = Speech(language)


def current() -> Speech:
    return _current[0]


def tr(text: str, **facts: object) -> str:
    """Translate into the language in use: see `Speech.tr`."""
    return _current[0].tr(text, **facts)


def mark(text: str) -> str:
    """Collect `text` for translation and leave it as it is."""
    return text


def brief(code: str) -> str:
    """A code of anybody's making as it is repeated in a sentence: a long one is cut."""
    return code if len(code) <= LONGEST_CODE else f"{code[: LONGEST_CODE - 1]}…"
