"""What a station has still to tell, and what central did not do as it was done here."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select

from hall_client.app.links import DifferenceRow, PendingRow
from hall_client.app.queries import Pending
from hall_client.app.replication import OPEN, ActState
from hall_client.store.queries.asking import Asking, answers
from hall_client.store.tables.cases import case
from hall_client.store.tables.journal import journal
from hall_client.store.tables.stations import intent, outbox

SHOWN = (*OPEN, ActState.PENDING, ActState.ASKED)
UNSAID = ("version", "last_command")


@answers(Pending)
def pending(query: Pending, asking: Asking) -> list[PendingRow]:
    rows = [*_kept(select(outbox), query, asking), *_kept(select(intent), query, asking)]
    return sorted(rows, key=lambda row: row.at)


def _kept(table: Select[Any], query: Pending, asking: Asking) -> Iterator[PendingRow]:
    state = table.selected_columns["state"]
    wanted = state == query.state if query.state else state.in_(SHOWN)
    for row in asking.connection.execute(table.where(wanted)):
        body = json.loads(row.body)
        case_id = body.get("case_id")
        yield PendingRow(
            act_id=row.id,
            command=row.command,
            actor=row.actor,
            at=row.at,
            state=row.state,
            code=row.code,
            facts=row.facts,
            case_id=case_id,
            case_no=body.get("case_no") or _case_no(case_id, asking),
            differences=tuple(_differences(row, asking)),
        )


def _case_no(case_id: str | None, asking: Asking) -> str | None:
    if case_id is None:
        return None
    return asking.connection.execute(select(case.c.case_no).where(case.c.id == case_id)).scalar()


def _differences(row: Any, asking: Asking) -> Iterator[DifferenceRow]:
    """Field by field what the act wrote here and what stands at central."""
    theirs = {(table, key): values for table, key, values in getattr(row, "theirs", None) or ()}
    if not theirs:
        return
    written = select(journal.c.new_values).where(journal.c.id == row.id)
    for table, key, values in asking.connection.execute(written).scalar() or ():
        there = theirs.get((table, key)) or {}
        for name, mine in values.items():
            if name not in UNSAID and there.get(name) != mine:
                told = {"mine": _said(mine), "theirs": _said(there.get(name))}
                yield DifferenceRow(table=table, field=name, **told)


def _said(value: Any) -> str:
    return "" if value is None else str(value)
