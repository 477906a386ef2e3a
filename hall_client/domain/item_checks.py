"""What must hold of a service item before it may be published (rules §4.1, §4.2, §4.4)."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from hall_client.domain.catalogue import (
    CodeScheme,
    ItemKind,
    ItemStatus,
    MaterialRequirement,
    Profile,
    ResultKind,
    ServiceItem,
)
from hall_client.domain.findings import Finding, error, repeated, warning
from hall_client.domain.item_codes import task_code_problem
from hall_client.domain.normalising import has_control_character
from hall_client.domain.situations import FIELD_KINDS, depth, options_of

CORRECTION_LIMIT = 5
"""行政许可法 Art. 32(4), working days."""
DELIVERY_LIMIT = 10
"""行政许可法 Art. 44, working days."""
DEEPEST_TREE = 5
LONGEST_NAME = 200
_CODE = re.compile(r"[0-9A-Z][0-9A-Z-]{1,11}")
_MATERIAL_CODE = re.compile(r"M\d{2}")
_OPTION = re.compile(r"[a-z0-9-]+")
_PINYIN = re.compile(r"[a-z0-9]+")
_VAGUE = re.compile(
    r"(其他|其它|有关|相关|必要)的?\S{0,6}(材料|资料|文件|证明)|等(材料|资料|文件|证明)"
    r"|规定的(材料|资料|文件|证明)|^(材料|资料|文件|证明|申请材料|证明材料)$"
)


def is_vague(name: str) -> bool:
    """Whether a material's name leaves open what is asked for (国务院: 兜底条款 are forbidden)."""
    return _VAGUE.search(name) is not None


def check(item: ServiceItem) -> list[Finding]:
    """All findings of one version; errors forbid its import, warnings do not."""
    return [found for rule in _RULES for found in rule(item)]


def check_together(items: Sequence[ServiceItem]) -> list[Finding]:
    """Problems that only show when the items of one document are seen side by side."""
    return [found.under("items") for found in _clashes(items)]


def _clashes(items: Sequence[ServiceItem]) -> Iterator[Finding]:
    for key in repeated(f"{item.code} v{item.version}" for item in items):
        yield error("item-twice", "", item=key)
    published = [item for item in items if item.status is ItemStatus.PUBLISHED]
    for code in repeated(item.code for item in published):
        yield error("item-published-twice", "", item=code)
    for code in repeated(item.official_code for item in published):
        yield error("official-code-twice", "", official_code=code)
    known = {item.code for item in items}
    for row, item in enumerate(items):
        for source in sorted({s for m in item.materials for s in m.source_items} - known):
            yield warning("source-item-unknown", f"[{row}].materials", item=source)


def _identity(item: ServiceItem) -> Iterator[Finding]:
    if not _CODE.fullmatch(item.code):
        yield error("item-code-form", "code", item=item.code)
    if item.version < 1:
        yield error("item-version", "version", version=item.version)
    yield from _text(item.name, "name")
    if not _PINYIN.fullmatch(item.pinyin):
        yield error("pinyin-form", "pinyin", pinyin=item.pinyin)
    for name in ("queue", "section"):
        yield from _text(getattr(item, name), name)
    if item.scheme is CodeScheme.NATIONAL:
        found = task_code_problem(item.official_code)
        if found:
            yield error(found, "official_code", official_code=item.official_code)
    else:
        yield from _text(item.official_code, "official_code")


def _limits(item: ServiceItem) -> Iterator[Finding]:
    for name in ("statutory_days", "committed_days", "correction_days", "delivery_days"):
        if getattr(item, name) < 0:
            yield error("days-negative", name, days=getattr(item, name))
    yield from _committed(item, item.committed_days, "committed_days")
    for option in options_of(item.question):
        if option.committed_days is not None:
            yield from _committed(item, option.committed_days, f"question.{option.code}")
    if item.correction_days > CORRECTION_LIMIT:
        yield error("correction-days", "correction_days", days=item.correction_days)
    if item.delivery_days > DELIVERY_LIMIT:
        yield error("delivery-days", "delivery_days", days=item.delivery_days)
    if item.effective_on and item.cancelled_on and item.cancelled_on <= item.effective_on:
        yield error("cancelled-before-effective", "cancelled_on", day=item.cancelled_on)


def _committed(item: ServiceItem, days: int, where: str) -> Iterator[Finding]:
    if days > item.statutory_days:
        yield error(
            "committed-over-statutory", where, committed=days, statutory=item.statutory_days
        )
    if item.kind is ItemKind.IMMEDIATE and days != 0:
        yield error("immediate-with-days", where, committed=days)
    if item.kind is ItemKind.COMMITTED and days == 0:
        yield error("committed-without-days", where)


def _handling(item: ServiceItem) -> Iterator[Finding]:
    if not item.request_kinds:
        yield error("request-kinds-empty", "request_kinds")
    if item.major != (item.profile is Profile.MAJOR):
        yield error("major-profile", "profile", profile=item.profile)
    if item.agent_allowed and item.must_appear_in_person:
        yield error("agent-and-in-person", "must_appear_in_person")
    if item.promise_allowed != (item.after_check_days is not None):
        yield error("promise-after-check", "after_check_days")
    if item.after_check_days is not None and item.after_check_days < 1:
        yield error("days-negative", "after_check_days", days=item.after_check_days)
    if item.kind is ItemKind.IMMEDIATE and (item.survey_required or item.special_procedures):
        yield error("immediate-with-steps", "kind")


def _special(item: ServiceItem) -> Iterator[Finding]:
    for kind in repeated(one.kind for one in item.special_procedures):
        yield error("special-twice", "special_procedures", kind=kind)
    for row, one in enumerate(item.special_procedures):
        if one.days < 1:
            yield error("special-days", f"special_procedures[{row}].days", days=one.days)
        yield from _text(one.basis, f"special_procedures[{row}].basis")


def _law(item: ServiceItem) -> Iterator[Finding]:
    if not item.legal_basis:
        yield error("legal-basis-empty", "legal_basis")
    for row, basis in enumerate(item.legal_basis):
        yield from _text(basis.law, f"legal_basis[{row}].law")
        yield from _text(basis.article, f"legal_basis[{row}].article")
    if not item.conditions:
        yield warning("conditions-empty", "conditions")
    for row, condition in enumerate(item.conditions):
        yield from _text(condition, f"conditions[{row}]")
    if item.status is ItemStatus.PUBLISHED:
        yield from _published(item)


def _published(item: ServiceItem) -> Iterator[Finding]:
    if not item.departments:
        yield error("department-missing", "departments")
    for name in ("authority", "place", "phone", "complaint_phone"):
        yield from _text(getattr(item.office, name), f"office.{name}")


def _result(item: ServiceItem) -> Iterator[Finding]:
    result = item.result
    if result.kind is ResultKind.NONE:
        if item.kind is not ItemKind.FORWARDED:
            yield error("result-missing", "result.kind")
        return
    yield from _text(result.name, "result.name")
    if result.valid_months is not None and result.valid_months < 1:
        yield error("result-validity", "result.valid_months", months=result.valid_months)
    if result.kind is ResultKind.CERTIFICATE and not result.has_certificate:
        yield error("result-certificate", "result.has_certificate")


def _fees(item: ServiceItem) -> Iterator[Finding]:
    for row, fee in enumerate(item.fees):
        where = f"fees[{row}]"
        yield from _text(fee.name, f"{where}.name")
        if not fee.basis.strip():
            yield error("fee-without-basis", f"{where}.basis", fee=fee.name)
        if not 0 <= fee.min_fen <= fee.max_fen:
            yield error("fee-range", f"{where}.min_fen", fee=fee.name)
    for name in repeated(fee.name for fee in item.fees):
        yield error("fee-twice", "fees", fee=name)


def _materials(item: ServiceItem) -> Iterator[Finding]:
    if not item.materials:
        yield error("materials-empty", "materials")
    for code in repeated(one.code for one in item.materials):
        yield error("material-twice", "materials", material=code)
    for row, one in enumerate(item.materials):
        for found in _material(one):
            yield found.under(f"materials[{row}]")
    tolerable = any(one.tolerable for one in item.materials)
    if item.tolerance_allowed != tolerable:
        yield error("tolerance-flags", "tolerance_allowed")


def _material(one: MaterialRequirement) -> Iterator[Finding]:
    if not _MATERIAL_CODE.fullmatch(one.code):
        yield error("material-code-form", "code", material=one.code)
    yield from _text(one.name, "name")
    if one.note:
        yield from _text(one.note, "note")
    if is_vague(one.name):
        yield warning("material-vague", "name", material=one.name)
    if one.copies < 1:
        yield error("material-copies", "copies", copies=one.copies)
    if one.tolerable and not one.required:
        yield error("tolerable-optional", "tolerable", material=one.name)


def _situations(item: ServiceItem) -> Iterator[Finding]:
    if depth(item.question) > DEEPEST_TREE:
        yield error("question-depth", "question", deepest=DEEPEST_TREE)
    codes = [option.code for option in options_of(item.question)]
    for code in repeated(codes):
        yield error("option-twice", "question", option=code)
    for option in options_of(item.question):
        if not _OPTION.fullmatch(option.code):
            yield error("option-form", "question", option=option.code)
        yield from _text(option.text, f"question.{option.code}")
        for extra in option.fields:
            yield from _text(extra.label, f"question.{option.code}.fields")
            if not _OPTION.fullmatch(extra.code) or extra.kind not in FIELD_KINDS:
                yield error("extra-field", f"question.{option.code}.fields", field=extra.code)
        if option.question is not None and not option.question.options:
            yield error("question-empty", f"question.{option.code}")
    if item.question is not None and not item.question.options:
        yield error("question-empty", "question")
    for row, one in enumerate(item.materials):
        for unknown in sorted(set(one.situations) - set(codes)):
            yield error("option-unknown", f"materials[{row}].situations", option=unknown)


def _text(value: str, where: str) -> Iterator[Finding]:
    """A text that people read: not empty, not endless, no control characters, no edges of space."""
    if not value.strip():
        yield error("text-empty", where)
    elif value != value.strip() or has_control_character(value):
        yield error("text-unclean", where, text=value)
    elif len(value) > LONGEST_NAME:
        yield error("text-long", where, longest=LONGEST_NAME)


_RULES: tuple[Callable[[ServiceItem], Iterable[Finding]], ...] = (
    _identity,
    _limits,
    _handling,
    _special,
    _law,
    _result,
    _fees,
    _materials,
    _situations,
)
