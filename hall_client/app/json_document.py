"""Strict JSON text of documents. Duplicate keys, NaN and other encodings are refused."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, NoReturn

from hall_client.app.codec import encode
from hall_client.domain.findings import Finding, error

LINE_WIDTH = 100
LARGEST_DOCUMENT = 20_000_000
"""Bytes; a city's whole catalogue of 2000 items needs about 8 million."""


class _BadJson(ValueError):
    """Something that JSON parsers let pass and a strict document does not have."""


def load_object(data: str | bytes) -> tuple[Mapping[str, Any], list[Finding]]:
    """Read one JSON object; an empty one and the problem when the text is none."""
    if len(data) > LARGEST_DOCUMENT:
        return {}, [error("document-large", "", largest=LARGEST_DOCUMENT)]
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        document = json.loads(text, object_pairs_hook=_once, parse_constant=_constant)
    except UnicodeDecodeError as fault:
        return {}, [error("not-utf8", "", byte=fault.start)]
    except _BadJson as fault:
        return {}, [error("json-strict", "", what=str(fault))]
    except json.JSONDecodeError as fault:
        return {}, [error("not-json", "", line=fault.lineno, column=fault.colno)]
    except (RecursionError, ValueError):  # brackets or figures without end
        return {}, [error("not-json", "", line=1, column=1)]
    if not isinstance(document, dict):
        return {}, [error("not-object", "")]
    return document, []


def check_format(document: Mapping[str, Any], name: str, known: frozenset[str]) -> list[Finding]:
    """The head of a document: `format` names its kind, no other fields than those known."""
    found = []
    if document.get("format") != name:
        found.append(error("document-format", "format", expected=name))
    for field in sorted(set(document) - known - {"format"}):
        found.append(error("field-unknown", field, field=field))
    for field in sorted(known - set(document)):
        found.append(error("field-missing", field, field=field))
    return found


def dump(document: Mapping[str, Any]) -> str:
    """Readable JSON text with a final line end; equal documents have equal text."""
    return _laid_out(encode(document), "") + "\n"


def _laid_out(value: object, indent: str) -> str:
    """A part that fits goes on one line: a person compares such documents line by line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= LINE_WIDTH or not isinstance(value, list | dict):
        return line
    deeper = indent + " "
    if isinstance(value, list):
        rows = [_laid_out(one, deeper) for one in value]
    else:
        keys = {key: json.dumps(key, ensure_ascii=False) for key in value}
        rows = [f"{keys[key]}: {_laid_out(one, deeper)}" for key, one in value.items()]
    opening, closing = "[]" if isinstance(value, list) else "{}"
    body = ",\n".join(deeper + row for row in rows)
    return f"{opening}\n{body}\n{indent}{closing}"


def sparse(value: object) -> object:
    """Plain JSON data of a value without the fields that have their default."""
    if isinstance(value, list | tuple):
        return [sparse(one) for one in value]
    if not is_dataclass(value) or isinstance(value, type):
        return encode(value)
    return {
        field.name: sparse(getattr(value, field.name))
        for field in fields(value)
        if field.default is MISSING or getattr(value, field.name) != field.default
    }


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        raise _BadJson(next(name for name in names if names.count(name) > 1))
    return result


def _constant(name: str) -> NoReturn:
    raise _BadJson(name)
