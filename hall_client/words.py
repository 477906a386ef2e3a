"""Words for codes, in Chinese and English: one catalogue for screens and command line, no Qt.

A catalogue is a file of `resources/words`: `{"code": {"zh": "… {fact} …", "en": "…"}}`.
"""

import json
from collections.abc import Mapping
from functools import cache

from hall_client.domain.errors import Refusal
from hall_client.places import RESOURCES

Catalogue = Mapping[str, Mapping[str, str]]


@cache
def catalogue(name: str) -> Catalogue:
    """Return all words of one catalogue, by code and language."""
    path = RESOURCES / "words" / f"{name}.json"
    loaded: Catalogue = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def say(name: str, code: str, language: str, /, **facts: object) -> str:
    """Return the words of a code in a language ("zh", "en") with the facts put in.

    A code without words is said as it is, a missing fact as its name: less clear, never a crash.
    """
    words = catalogue(name).get(code, {})
    pattern = words.get(language) or words.get("en")
    return pattern.format_map(_Facts(facts)) if pattern else code


def say_refusal(refusal: Refusal, language: str) -> str:
    return say("refusals", refusal.code, language, **refusal.facts)


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
