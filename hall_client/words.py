"""Words for codes, in Chinese and English: one catalogue for screens and command line, no Qt.

A catalogue is a file of `resources/words`: `{"code": {"zh": "… {fact} …", "en": "…"}}`. Facts that
are codes themselves (a state, a duty) are said in the words of `values.json`.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache

from hall_client.app.faults import Fault
from hall_client.domain.errors import Refusal
from hall_client.places import RESOURCES

Catalogue = Mapping[str, Mapping[str, str]]

# Which kinds of value a fact may be; `refusal-code.fact` goes before `fact`.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "state": ("state", "ticket-state"),
    "command": ("command",),
    "roles": ("role",),
    "duty": ("duty",),
    "done": ("duty",),
    "wanted": ("duty",),
    "profile": ("profile",),
    "decision": ("decision",),
    "method": ("method",),
    "holder": ("holder",),
    "lacking": ("field",),
    "reason-required.field": ("field",),
    "reason-required.choices": ("termination",),
    "invalid-applicant.field": ("applicant-field",),
    "no-such-record.kind": ("record",),
    "stale-record.kind": ("record",),
    "invalid-identity.kind": ("id-kind",),
    "chief-required.kind": ("refusal",),
    "special-procedure-unknown.kind": ("special",),
    "limit-above-law.limit": ("limit",),
}
_PROBLEMS = ("invalid-identity", "invalid-applicant")
_COMMA = {"zh": "、", "en": ", "}


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
    pattern = _pattern(name, code, language)
    return pattern.format_map(_Facts(facts)) if pattern else code


def say_refusal(refusal: Refusal, language: str) -> str:
    """Say why the rules refuse, the codes among the facts in words."""
    return say("refusals", refusal.code, language, **_facts(refusal, language))


def say_objection(refusal: Refusal, language: str) -> str:
    """Say what the rules hold against an act that has happened and stands all the same."""
    kind = "objections" if refusal.code in catalogue("objections") else "refusals"
    return say(kind, refusal.code, language, **_facts(refusal, language))


def _facts(refusal: Refusal, language: str) -> dict[str, object]:
    return {name: _told(refusal.code, name, fact, language) for name, fact in refusal.facts.items()}


def say_fault(fault: Fault, language: str) -> str:
    """Say what failed around the program."""
    return say("faults", fault.code, language, **fault.facts)


def value(kind: str, code: object, language: str) -> str:
    """Return the word for a code of a row or command: `value("state", "RECEIVED", "zh")`.

    Kinds are the beginnings of the codes in `values.json`. Nothing (None) is an empty text; a
    code without a word is said as it is.
    """
    if code is None:
        return ""
    if kind == "holder":
        return _holder(str(code), language)
    return _pattern("values", f"{kind}.{code}", language) or str(code)


def values(kind: str, codes: Iterable[object], language: str) -> str:
    """Return the words for several codes as one text: 窗口人员、审查员."""
    return _COMMA.get(language, ", ").join(value(kind, code, language) for code in codes)


def _holder(code: str, language: str) -> str:
    """`section:S2` -> 科室 S2, `delivered:post` -> 已送达（邮寄送达）."""
    place, _, name = code.partition(":")
    pattern = _pattern("values", f"holder.{place}", language)
    return pattern.format(name=value("method", name, language)) if pattern else code


def _told(code: str, name: str, fact: object, language: str) -> object:
    """Return the fact in words where it is a code, or several codes joined by ", "."""
    if name == "problem" and code in _PROBLEMS:
        return say("problems", str(fact), language)
    for kind in _KINDS.get(f"{code}.{name}") or _KINDS.get(name, ()):
        codes = str(fact).split(", ")
        if any(value(kind, one, language) != one for one in codes):
            return values(kind, codes, language)
    return fact


def _pattern(name: str, code: str, language: str) -> str | None:
    words = catalogue(name).get(code, {})
    return words.get(language) or words.get("en")


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
