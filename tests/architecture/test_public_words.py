"""Whoever is refused, or reads a code on a screen, reads words in Chinese and in English."""

import ast
import json
import string
from collections.abc import Iterable, Iterator, Mapping

import pytest

from hall_client.app import (
    applicants,
    corrections,
    deliveries,
    endings,
    papers,
    paperwork,
    registry,
)
from hall_client.app.acceptance import AT_ONCE, BY_CHIEF
from hall_client.app.contract import PLANNED_COMMANDS
from hall_client.app.corrections import CORRECTABLE
from hall_client.app.decisions import TARGET
from hall_client.app.faults import FAULTS
from hall_client.app.links import LinkState
from hall_client.app.printing import Device, JobState
from hall_client.app.replication import ActState
from hall_client.domain import catalogue as items
from hall_client.domain import deadlines, limits, people
from hall_client.domain.certificates import IdKind
from hall_client.domain.duties import Duty
from hall_client.domain.errors import REGISTRY
from hall_client.domain.findings import Severity
from hall_client.domain.limits import Limit
from hall_client.domain.tickets import CLASSES, HoldKind, TicketOutcome
from hall_client.domain.transitions import TRANSITIONS, CaseState, TicketState
from hall_client.places import RESOURCES
from hall_client.store.images import replicated
from hall_client.store.queries import todo
from hall_client.store.tables.whole import KINDS
from hall_client.ui.presenters.differences import REPLAYED, UNSAID
from tests.architecture.sources import Source, expect_none, product

LANGUAGES = {"zh", "en"}
ANSWERS: Mapping[str, Mapping[str, type[Exception]]] = {"refusals": REGISTRY, "faults": FAULTS}
EVERY = [*ANSWERS, "objections", "values"]

# Every kind of value that a screen shows, and the codes it may have.
VALUES: Mapping[str, Iterable[str]] = {
    "state": CaseState,
    "ticket-state": TicketState,
    "counter-state": ("OPEN", "PAUSED", "CLOSED"),
    "handoff-state": ("SENT", "RECEIVED"),
    "command": {*registry.built(), *PLANNED_COMMANDS, *(line.command for line in TRANSITIONS)},
    "duty": Duty,
    "power": people.Power,
    "profile": items.Profile,
    "role": people.Role,
    "kind": items.ItemKind,
    "request": items.RequestKind,
    "outcome": TicketOutcome,
    "hold": HoldKind,
    "class": CLASSES,
    "rank": [str(rank) for rank in CLASSES.values()],
    "announcement": ("call", "recall", "pause", "resume"),
    "channel": ("window", "kiosk", "guide"),
    "material-state": ("present", "missing", "promised", "defective"),
    "form": items.MaterialForm,
    "source": items.MaterialSource,
    "signature": items.Signature,
    "step": {"claim", "seal", "take-over", *(wait[0] for wait in todo.WAITS)},
    "method": deliveries.METHODS,
    "termination": endings.TERMINATION_REASONS,
    "recommendation": TARGET,
    "decision": TARGET,
    "refusal": {*AT_ONCE, *BY_CHIEF},
    "entry": {*CORRECTABLE},
    "special": items.SpecialKind,
    "id-kind": IdKind,
    "applicant": applicants.NAME_KIND,
    "scope": ("submit", "supplement", "collect", "sign"),
    "applicant-field": {
        *corrections.CORRECTABLE,
        *("kind", "name", "phone", "address", "agent.name", "agent.phone"),
    },
    "field": ("kind", "problem", "reason", "result", "document", "legal_basis", "remedy"),
    "holder": ("front", "transit", "section", "archive", "delivered"),
    "link": LinkState,
    "act-state": ActState,
    "column": {
        column.name
        for table in replicated()
        if table.name in REPLAYED
        for column in table.columns
        if column.name not in UNSAID
    },
    "record": {"hall", "act", "section", "staff", *(table.name for table in KINDS.values())},
    "limit": {one.code for one in vars(limits).values() if isinstance(one, Limit)},
    "clock": deadlines.ClockKind,
    "paper": papers.PaperKind,
    "printer-state": JobState,
    "device": Device,
    "item-status": items.ItemStatus,
    "scheme": items.CodeScheme,
    "power-source": items.PowerSource,
    "result": items.ResultKind,
    "hall-level": people.HallLevel,
    "seal-kind": people.SealKind,
    "station-kind": people.StationKind,
    "severity": Severity,
    "figure": ("called", "average_wait", "average_service", "received", "accepted", "decided"),
}


def catalogue(name: str) -> dict[str, dict[str, str]]:
    """Words by code and language."""
    text = (RESOURCES / "words" / f"{name}.json").read_text(encoding="utf-8")
    told: dict[str, dict[str, str]] = json.loads(text, object_pairs_hook=without_repeats)
    return told


def without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """JSON takes the last of two equal keys in silence: here both would be meant."""
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"written twice: {[k for k in keys if keys.count(k) > 1]}"
    return dict(pairs)


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def mute(name: str, codes: Iterable[str]) -> list[str]:
    """Codes that lack words in one of the languages."""
    words = catalogue(name)
    said = {code for code, told in words.items() if all(told.get(key) for key in LANGUAGES)}
    return sorted(set(codes) - said)


def value_codes() -> set[str]:
    return {f"{kind}.{code}" for kind, codes in VALUES.items() for code in codes}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_refusal_and_fault_has_words_in_both_languages(name: str) -> None:
    expect_none(mute(name, ANSWERS[name]))


@pytest.mark.parametrize("name", ANSWERS)
def test_no_words_are_kept_for_what_does_not_exist(name: str) -> None:
    expect_none(sorted(set(catalogue(name)) - set(ANSWERS[name])))


def test_every_value_on_a_screen_has_words_in_both_languages() -> None:
    expect_none(mute("values", value_codes()))


def test_no_words_are_kept_for_a_value_that_does_not_exist() -> None:
    expect_none(sorted(set(catalogue("values")) - value_codes()))


def test_screens_and_papers_call_a_thing_by_one_name() -> None:
    words = catalogue("values")
    printed = {f"paper.{kind}": title for kind, title in paperwork.TITLES.items()}
    printed |= {f"method.{code}": title for code, title in deliveries.METHODS.items()}
    expect_none([code for code, title in printed.items() if words[code]["zh"] != title])


@pytest.mark.parametrize("name", EVERY)
def test_both_languages_tell_the_same_facts(name: str) -> None:
    differing = [
        code
        for code, words in catalogue(name).items()
        if placeholders(words["zh"]) != placeholders(words["en"])
    ]
    expect_none(differing)


@pytest.mark.parametrize("name", EVERY)
def test_chinese_words_are_chinese_and_english_words_are_english(name: str) -> None:
    def has_hanzi(words: str) -> bool:
        return any("\u4e00" <= letter <= "\u9fff" for letter in words)

    swapped = [
        code
        for code, words in catalogue(name).items()
        if not has_hanzi(words["zh"]) or has_hanzi(words["en"])
    ]
    expect_none(swapped)


# Modules that find the class in a table, by a sign in the driver's words, and the facts they give.
BY_SIGN: Mapping[str, set[str]] = {
    "hall_client/store/integrity.py": set(),
    "hall_client/store/engines.py": {"path", "place", "seconds", "why"},
}


def raised(source: Source, names: Iterable[str]) -> Iterator[tuple[str, set[str]]]:
    """Class name and facts of every place in a module that makes one of the classes."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node.func.id, {word.arg for word in node.keywords if word.arg}
        elif isinstance(node, ast.Tuple) and source.name in BY_SIGN:
            for one in node.elts:
                if isinstance(one, ast.Name) and one.id in names:
                    yield one.id, BY_SIGN[source.name]


@pytest.mark.parametrize("name", ANSWERS)
def test_words_name_only_facts_that_every_place_gives(name: str) -> None:
    codes = {kind.__name__: code for code, kind in ANSWERS[name].items()}
    given: dict[str, set[str]] = {}
    for source in product():
        for made, facts in raised(source, codes):
            given[codes[made]] = given.get(codes[made], facts) & facts
    words = catalogue(name)
    expect_none(
        [
            f"{code}: {sorted(absent)}"
            for code, told in words.items()
            if (absent := placeholders(told["zh"]) - given.get(code, set()))
        ]
    )
