"""Reads: Core selects in, frozen rows out; one module per noun."""

from typing import Any, TypeVar

from hall_client.app.queries import Query
from hall_client.store.queries import (
    attachments,
    case_sheet,
    cases,
    catalogue,
    day_close,
    deliveries,
    documents,
    pending,
    tickets,
    todo,
)
from hall_client.store.queries.asking import ANSWERS, Asking

R = TypeVar("R")


def answer(query: Query[R], asking: Asking) -> list[R]:
    """Answer a query by the function registered for its class."""
    found: list[Any] = ANSWERS[type(query)](query, asking)
    return found


__all__ = [
    "Asking",
    "answer",
    "attachments",
    "case_sheet",
    "cases",
    "catalogue",
    "day_close",
    "deliveries",
    "documents",
    "pending",
    "tickets",
    "todo",
]
