"""Whoever is refused reads why, in Chinese and in English."""

import json
import string

from hall_client.domain.errors import REGISTRY
from hall_client.places import RESOURCES
from tests.architecture.sources import expect_none

LANGUAGES = {"zh", "en"}


def catalogue() -> dict[str, dict[str, str]]:
    """Words by refusal code and language."""
    text = (RESOURCES / "words" / "refusals.json").read_text(encoding="utf-8")
    told: dict[str, dict[str, str]] = json.loads(text, object_pairs_hook=without_repeats)
    return told


def without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """JSON takes the last of two equal keys in silence: here both would be meant."""
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"written twice: {[k for k in keys if keys.count(k) > 1]}"
    return dict(pairs)


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_refusal_has_words_in_both_languages() -> None:
    words = catalogue()
    mute = [
        code for code in REGISTRY if LANGUAGES - {k for k, v in words.get(code, {}).items() if v}
    ]
    expect_none(sorted(mute))


def test_no_words_are_kept_for_a_refusal_that_does_not_exist() -> None:
    expect_none(sorted(set(catalogue()) - set(REGISTRY)))


def test_both_languages_tell_the_same_facts() -> None:
    differing = [
        code
        for code, words in catalogue().items()
        if placeholders(words["zh"]) != placeholders(words["en"])
    ]
    expect_none(differing)


def test_chinese_words_are_chinese_and_english_words_are_english() -> None:
    def has_hanzi(words: str) -> bool:
        return any("\u4e00" <= letter <= "\u9fff" for letter in words)

    swapped = [
        code
        for code, words in catalogue().items()
        if not has_hanzi(words["zh"]) or has_hanzi(words["en"])
    ]
    expect_none(swapped)
