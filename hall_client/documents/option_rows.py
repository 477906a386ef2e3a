"""Situations as rows of a sheet and back: a tree of questions, a row for each option."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def option_rows(question: Mapping[str, Any] | None, parent: str = "") -> Iterator[Row]:
    """Rows of the tree, parents before children; `parent` is the option that asks on."""
    for option in question["options"] if question else ():
        yield {
            "parent": parent,
            "question": question["text"] if question else "",
            "code": option["code"],
            "text": option["text"],
            "committed_days": option["committed_days"],
            "fields": [_field_text(field) for field in option["fields"]],
        }
        yield from option_rows(option["question"], option["code"])


def question_of(rows: Sequence[Row], parent: str = "", above: frozenset[str] = frozenset()) -> Any:
    """The tree under an option as plain data; None when nothing hangs there.

    A row that is its own ancestor ends its branch: the check of the item names the doubled code.
    """
    own = [row for row in rows if row.get("parent", "") == parent]
    if not own or parent in above:
        return None
    options = [_option(row, rows, above | {parent}) for row in own]
    return {"text": own[0].get("question", ""), "options": options}


def _option(row: Row, rows: Sequence[Row], above: frozenset[str]) -> Row:
    code = row.get("code", "")
    option: Row = {
        "code": code,
        "text": row.get("text", ""),
        "committed_days": row.get("committed_days"),
        "fields": [_field(line) for line in row.get("fields", [])],
    }
    option["question"] = question_of(rows, code, above) if code else None
    return option


def _field_text(field: Mapping[str, Any]) -> str:
    parts = [field["code"], field["label"], field["kind"], "是" if field["required"] else "否"]
    return "|".join(parts)


def _field(line: str) -> Row:
    code, label, kind, required = (line.split("|") + [""] * 4)[:4]
    return {"code": code, "label": label, "kind": kind or "text", "required": required == "是"}
