"""The fields of stored rows in words: what a field is called and what its value says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hall_client.app.links import DifferenceRow
from hall_client.app.reference import Reference
from hall_client.ui.presenters.case_words import clock_time
from hall_client.ui.words import tr
from hall_client.words import value, values

UNSAID = frozenset(
    {
        *("id", "hall_id", "version", "last_command", "case_id", "ticket_id", "handoff_id"),
        *("case_ids", "applicant_pinyin", "query_code", "item_code", "item_version", "requirement"),
        *("paper", "last_move", "group", "passed_after", "priority_run", "called", "zone"),
    }
)
"""What says nothing to a person: keys, the program's own reckoning, what stands beside it."""
REPLAYED = (
    *("announcement", "case", "case_material", "counter_session", "custody", "delivery"),
    *("document", "fee", "handoff", "ticket"),
)
"""The kinds of record that acts done at a station change, as far as people know of them."""
KINDS: Mapping[str, str] = {
    "case.state": "state",
    "ticket.state": "ticket-state",
    "counter_session.state": "counter-state",
    "handoff.state": "handoff-state",
    "case_material.state": "material-state",
    "case.kind": "kind",
    "document.kind": "paper",
    "announcement.kind": "announcement",
    "form": "form",
    "holder": "holder",
    "from_holder": "holder",
    "method": "method",
    "channel": "channel",
    "profile": "profile",
    "request_kind": "request",
    "id_kind": "id-kind",
    "applicant_kind": "applicant",
    "agent_scope": "scope",
    "outcome": "outcome",
    "hold_kind": "hold",
    "duty": "duty",
    "rank": "rank",
    "decision": "decision",
    "recommendation": "recommendation",
}
"""Which kind of code a field holds, by table and field or by field."""
PEOPLE = ("login", "clerk", "reviewer")
FEN = 100


@dataclass(frozen=True)
class DifferenceLine:
    """One field in words: as it was wanted here and as it is at central."""

    field: str
    mine: str
    theirs: str


def difference_lines(
    rows: tuple[DifferenceRow, ...], reference: Reference, language: str
) -> list[DifferenceLine]:
    """What a person has to compare; a field that says nothing to people is left out."""
    told = Telling(reference, language)
    shown = [row for row in rows if row.table in REPLAYED and row.field not in UNSAID]
    several = len({row.table for row in shown}) > 1
    return [told.line(row, several) for row in shown]


@dataclass(frozen=True)
class Telling:
    """Says values in one language, for one hall."""

    reference: Reference
    language: str

    def line(self, row: DifferenceRow, several: bool) -> DifferenceLine:
        name = value("column", row.field, self.language)
        if several:
            record = value("record", row.table, self.language)
            name = tr("{record}: {field}", record=record, field=name)
        return DifferenceLine(name, self.say(row, row.mine), self.say(row, row.theirs))

    def say(self, row: DifferenceRow, found: object) -> str:
        """A value in words; nothing is said as a dash."""
        if found is None or found in ("", []):
            return "—"
        kind = KINDS.get(f"{row.table}.{row.field}") or KINDS.get(row.field, "")
        if isinstance(found, list):
            return values(kind, found, self.language)
        if kind:
            return value(kind, found, self.language)
        if isinstance(found, bool):
            return tr("yes") if found else tr("no")
        return self._plain(row.field, found)

    def _plain(self, field: str, found: object) -> str:
        if (field.endswith("_by") and field != "answer_by") or field in PEOPLE:
            return self.reference.name_of(str(found))
        if field.endswith("_at") or field in ("at", "since"):
            return clock_time(self.reference, datetime.fromisoformat(str(found)))
        if field in ("section", "to_section"):
            section = self.reference.sections.get(str(found))
            return section.name if section else str(found)
        if field.endswith("_fen"):
            return f"{int(str(found)) / FEN:.2f}"
        return str(found)
