"""Wording that people use again and again (常用意见), shipped in `resources/defaults`."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from hall_client.app.reference import Reference
from hall_client.places import RESOURCES


@cache
def _shipped() -> Mapping[str, Any]:
    path = RESOURCES / "defaults" / "opinions.json"
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def templates(kind: str) -> tuple[str, ...]:
    """Texts of a kind: grant, deny, forward (opinions), denial, return, extend, procedure."""
    return tuple(_shipped().get(kind, ()))


def content(decision: str, item_name: str) -> str:
    """What a grant or a report to the upper body says, to begin with."""
    words: str = _shipped()["forwarded" if decision == "forward" else "content"]
    return words.format(item=item_name)


def remedy(reference: Reference) -> str:
    """The ways to object, with this body's addressees filled in (行政许可法 Art. 38)."""
    agency = reference.agency
    words: str = _shipped()["remedy"]
    return words.format(review_body=agency.review_body, court=agency.court)
