"""The contract as data: JSON Schema of commands and rows, codes, and who may run what."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Union, get_args, get_origin

from hall_client.app.codec import hints
from hall_client.app.command import HEADER, Command
from hall_client.app.faults import FAULTS
from hall_client.app.queries import PLANNED, QUERIES, row_type
from hall_client.app.registry import built
from hall_client.domain.errors import REGISTRY as REFUSALS

# In the contract, not built yet: (route, authority, roles, fields).
Planned = tuple[str, str, tuple[str, ...], tuple[str, ...]]
R, L, C, Q, K = "CENTRAL_IF_REACHABLE", "LOCAL", "CENTRAL_ONLY", "QUEUE", "CASE"
PLANNED_COMMANDS: Mapping[str, Planned] = {
    "ServePaper": (R, Q, ("clerk",), ("number", "query_code", "counter")),
    "HoldTicket": (R, Q, ("clerk",), ("ticket_id", "counter", "kind", "reason")),
    "ResumeTicket": (C, Q, ("clerk", "guide"), ("ticket_id", "counter", "reason")),
    "TransferTicket": (
        C,
        Q,
        ("clerk", "guide"),
        ("ticket_id", "counter", "to_queue", "to_counter", "reason"),
    ),
    "RejoinTicket": (C, Q, ("clerk", "guide"), ("ticket_id", "reason")),
    "CancelTicket": (C, Q, ("clerk", "guide"), ("ticket_id", "reason")),
    "UndoLast": (R, Q, ("clerk",), ("counter",)),
    "BookAppointment": (
        C,
        Q,
        ("guide", "clerk", "kiosk"),
        ("queue", "certificate_no", "name", "slot"),
    ),
    "CancelAppointment": (C, Q, ("guide", "clerk", "kiosk"), ("appointment_id",)),
    "CheckInAppointment": (R, Q, ("kiosk", "guide"), ("appointment_id", "certificate_no")),
    "RateService": (L, Q, ("kiosk",), ("ticket_id", "case_no", "grade", "remark")),
    "AskWindow": (C, K, ("reviewer",), ("case_id", "question")),
    "AnswerFromWindow": (C, K, ("clerk",), ("case_id", "answer", "materials")),
    "RequestSurvey": (C, K, ("reviewer",), ("case_id",)),
    "AssignSurvey": (C, K, ("chief",), ("survey_id", "surveyors")),
    "RecordSurvey": (L, K, ("surveyor",), ("survey_id", "findings", "conclusion")),
    "ReopenCase": (C, K, ("supervisor",), ("case_id", "reason")),
    "ClaimPush": (C, K, ("oversight",), ("push_id",)),
    "GiveFeedback": (C, K, ("oversight",), ("push_id",)),
    "WithdrawCard": (C, K, ("supervisor",), ("card_id", "reason")),
    "UrgeCase": (C, K, ("supervisor",), ("case_id", "reason")),
    "AnswerUrge": (C, K, ("clerk", "reviewer"), ("case_id", "reason")),
}


def contract() -> dict[str, Any]:
    """The whole contract, as `schema` prints it."""
    commands = {name: _command(kind) for name, kind in built().items()}
    planned = {n: _planned(p) for n, p in PLANNED_COMMANDS.items() if n not in commands}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "commands": dict(sorted((commands | planned).items())),
        "queries": {name: _query(kind) for name, kind in sorted(QUERIES.items())}
        | {name: {"available": False} for name in PLANNED},
        "refusals": sorted(REFUSALS),
        "faults": sorted(FAULTS),
    }


def _command(kind: type[Command]) -> dict[str, Any]:
    return {
        "available": True,
        "route": kind.route,
        "authority": kind.authority,
        "roles": sorted(kind.roles),
        "outcome": list(kind.outcome),
        "description": (kind.__doc__ or "").strip(),
        "fields": _object(kind, skip=HEADER),
    }


def _planned(planned: Planned) -> dict[str, Any]:
    route, authority, roles, names = planned
    return {
        "available": False,
        "route": route,
        "authority": authority,
        "roles": list(roles),
        "fields": {"type": "object", "properties": {name: {} for name in names}},
    }


def _query(kind: Any) -> dict[str, Any]:
    return {
        "available": True,
        "description": (kind.__doc__ or "").strip(),
        "parameters": _object(kind),
        "row": _object(row_type(kind)),
    }


def _object(kind: Any, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    known = hints(kind)
    shown = [f for f in fields(kind) if f.name not in skip and not f.metadata.get("resolved")]
    required = [
        f.name.rstrip("_") for f in shown if f.default is MISSING and f.default_factory is MISSING
    ]
    return {
        "type": "object",
        "properties": {f.name.rstrip("_"): _type(known[f.name]) for f in shown},
        "required": required,
        "additionalProperties": False,
    }


_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    time: {"type": "string", "format": "time"},
}


def _type(hint: Any) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        options = [_type(o) for o in get_args(hint) if o is not type(None)]
        nullable = type(None) in get_args(hint)
        return {"anyOf": [*options, {"type": "null"}]} if nullable else {"anyOf": options}
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _type(get_args(hint)[0])}
    if is_dataclass(hint):
        return _object(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    return _PLAIN.get(hint, {})
