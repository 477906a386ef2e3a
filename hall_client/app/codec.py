"""Frozen values <-> JSON: one strict codec for commands, rows, papers and journal bodies."""

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache, lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

PLAIN = frozenset({str, int, bool, float, type(None)})
"""What JSON says as it is; most of what is ever encoded."""
_TEXT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class CodecError(ValueError):
    """The document does not have the expected shape; the text says where and what."""


def encode(value: Any) -> Any:
    """Return plain JSON data: dates and UTC times as ISO text, enums by value, tuples as lists."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, list | tuple):
        return [encode(v) for v in value]
    if isinstance(value, Mapping):
        return {str(encode(k)): encode(v) for k, v in value.items()}
    names = _written_names(value.__class__)
    if names is not None:
        return {written: encode(getattr(value, name)) for name, written in names}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(encode(v) for v in value)
    return value


@cache
def _written_names(kind: type) -> tuple[tuple[str, str], ...] | None:
    """The fields of a dataclass and how each is written; None of any other type."""
    if not is_dataclass(kind):
        return None
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind))


def canonical(value: Any) -> str:
    """JSON text with sorted keys and no spaces: equal values have equal text."""
    return _TEXT.encode(encode(value))


@lru_cache(maxsize=512)
def hints(kind: type) -> dict[str, Any]:
    """Field types of a dataclass, strings resolved."""
    wanted = {f.name for f in fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in wanted}


def decode(kind: Any, data: Any, where: str = "") -> Any:
    """Build a value of type `kind` from JSON data, or raise CodecError naming the place."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _decode_union(get_args(kind), data, where)
    if origin is tuple:
        return tuple(_decode_items(get_args(kind)[0], data, where))
    if origin is frozenset:
        return frozenset(_decode_items(get_args(kind)[0], data, where))
    if origin in (dict, Mapping):
        return _decode_mapping(get_args(kind)[1], data, where)
    if is_dataclass(kind) and isinstance(kind, type):
        return _decode_fields(kind, data, where)
    return _decode_plain(kind, data, where)


def _decode_union(options: tuple[Any, ...], data: Any, where: str) -> Any:
    if data is None and type(None) in options:
        return None
    errors = []
    for option in options:
        if option is type(None):
            continue
        try:
            return decode(option, data, where)
        except CodecError as error:
            errors.append(str(error))
    raise CodecError(errors[0] if errors else f"{where}: unexpected value")


def _decode_items(kind: Any, data: Any, where: str) -> list[Any]:
    if not isinstance(data, list | tuple):
        raise CodecError(f"{where}: a list is expected")
    return [decode(kind, item, f"{where}[{n}]") for n, item in enumerate(data)]


def _decode_mapping(kind: Any, data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise CodecError(f"{where}: an object is expected")
    return {str(key): decode(kind, value, f"{where}.{key}") for key, value in data.items()}


def _decode_fields(kind: type, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise CodecError(f"{where or kind.__name__}: an object is expected")
    known = hints(kind)
    names = {name.rstrip("_"): name for name in known}  # `class_` is written "class"
    unknown = [key for key in data if key not in names]
    if unknown:
        raise CodecError(f"{where or kind.__name__}: unknown field {unknown[0]!r}")
    lacking = [
        f.name
        for f in fields(kind)
        if f.name.rstrip("_") not in data and f.default is MISSING and f.default_factory is MISSING
    ]
    if lacking:
        raise CodecError(f"{where or kind.__name__}: field {lacking[0]!r} is missing")
    prefix = f"{where}." if where else ""
    return kind(**{names[key]: decode(known[names[key]], data[key], prefix + key) for key in data})


def _decode_plain(kind: Any, data: Any, where: str) -> Any:
    if kind is Any or kind is object:
        return data
    if kind is bool or kind is str:
        return _expect(kind, data, where)
    if kind is int:
        if isinstance(data, bool):
            raise CodecError(f"{where}: a whole number is expected")
        return _expect(int, data, where)
    try:
        if isinstance(data, str):
            return _from_text(kind, data)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(data)
    except ValueError:
        pass
    if isinstance(kind, type) and isinstance(data, kind):
        return data
    raise CodecError(f"{where}: {data!r} is not a valid {getattr(kind, '__name__', kind)}")


def _from_text(kind: Any, data: str) -> Any:
    if kind is datetime:
        moment = datetime.fromisoformat(data)
        if moment.tzinfo is None:
            raise ValueError("a time needs its zone")
        if not 1900 <= moment.year < 3000:  # its zone or its neighbours could leave the calendar
            raise ValueError("a time of no hall")
        return moment.astimezone(UTC)
    if kind is date:
        return date.fromisoformat(data)
    if kind is time:
        return time.fromisoformat(data)
    return kind(data)


_NAMES = {str: "text", int: "a whole number", bool: "true or false"}


def _expect(kind: type, data: Any, where: str) -> Any:
    if isinstance(data, kind):
        return data
    raise CodecError(f"{where}: {_NAMES.get(kind, kind.__name__)} is expected")
