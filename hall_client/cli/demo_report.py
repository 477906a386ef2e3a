"""What a rehearsed day came to, read from its database: the same day gives the same text."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hall_client.app.codec import encode
from hall_client.app.queries import Cases, Documents, Journal, Tickets
from hall_client.app.rehearsal import Rehearsal
from hall_client.app.rows import CaseRow, DocumentRow
from hall_client.cli.demo_press import file_name

if TYPE_CHECKING:
    from hall_client.store.database import SqlDatabase

FORMAT = "hall-day-1"
VIEWER = "manager1"
ALL = 1_000_000
CASE = (
    *("case_no", "item_code", "item_name", "applicant", "kind", "state"),
    *("received_on", "committed_due_on", "statutory_due_on"),
)
DOCUMENT = ("document_no", "kind", "title", "issued_on")


def report(database: "SqlDatabase", rehearsal: Rehearsal) -> dict[str, Any]:
    """The content of day.json: counts by step, tickets, every case with its documents."""
    viewer = database.reference().staff[VIEWER]
    journal = database.ask(Journal(limit=ALL), viewer)
    tickets = database.ask(Tickets(day=rehearsal.day), viewer)
    cases = database.ask(Cases(limit=ALL), viewer)
    papers = database.ask(Documents(), viewer)
    return {
        "format": FORMAT,
        "hall": database.reference().hall.code,
        "seed": rehearsal.seed,
        "day": rehearsal.day.isoformat(),
        "counts": _counted(row.command for row in journal),
        "tickets": _counted(row.state for row in tickets),
        "states": _counted(row.state for row in cases),
        "documents": _counted(row.kind for row in papers),
        "cases": _cases(cases, papers),
    }


def text_of(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _counted(names: Any) -> dict[str, int]:
    return dict(sorted(Counter(map(str, names)).items()))


def _cases(cases: list[CaseRow], papers: list[DocumentRow]) -> list[dict[str, Any]]:
    by_case: dict[str, list[dict[str, Any]]] = {}
    taken: Counter[str] = Counter()
    for paper in papers:
        told = _chosen(paper, DOCUMENT) | {"file": file_name(paper.case_no, paper.kind, taken)}
        by_case.setdefault(paper.case_no, []).append(told)
    return [
        _chosen(case, CASE) | {"documents": by_case.get(case.case_no, [])}
        for case in sorted(cases, key=lambda row: row.case_no)
    ]


def _chosen(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: encode(getattr(row, name)) for name in names}
