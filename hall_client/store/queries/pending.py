"""What a station has still to tell, and what central did not do as it was done here."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select

from hall_client.app.links import DifferenceRow, PendingRow
from hall_client.app.queries import Pending
from hall_client.app.replication import OPEN, ActState
from hall_client.domain.identity import mask_id
from hall_client.store.queries.asking import Asking, answers
from hall_client.store.tables.cases import case
from hall_client.store.tables.journal import journal
from hall_client.store.tables.stations import intent, outbox
from hall_client.store.tables.tickets import ticket

SHOWN = (*OPEN, ActState.PENDING, ActState.ASKED)
UNSAID = ("version", "last_command")
ID_NUMBERS = ("id_number", "agent_id_number", "recipient_id", "person")


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
        case_no, item_name = _case(case_id, asking)
        yield PendingRow(
            act_id=row.id,
            command=row.command,
            actor=row.actor,
            at=row.at,
            state=row.state,
            code=row.code,
            facts=row.facts,
            case_id=case_id,
            case_no=body.get("case_no") or case_no,
            item_name=item_name or _item_name(body.get("item_code"), asking),
            number=body.get("number") or _ticket_number(body.get("ticket_id"), asking),
            differences=tuple(_differences(row, asking)),
        )


def _case(case_id: str | None, asking: Asking) -> tuple[str | None, str | None]:
    """Number and item of a case, where it is known here."""
    query = select(case.c.case_no, case.c.item_name).where(case.c.id == case_id)
    row = asking.connection.execute(query).first() if case_id else None
    return (row.case_no, row.item_name) if row else (None, None)


def _item_name(code: str | None, asking: Asking) -> str | None:
    item = asking.reference.published.get(code) if code else None
    return item.name if item else None


def _ticket_number(ticket_id: str | None, asking: Asking) -> str | None:
    if ticket_id is None:
        return None
    query = select(ticket.c.number).where(ticket.c.id == ticket_id)
    return asking.connection.execute(query).scalar()


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
                told = {"mine": _masked(name, mine), "theirs": _masked(name, there.get(name))}
                yield DifferenceRow(table=table, field=name, **told)


def _masked(name: str, value: Any) -> Any:
    return mask_id(value) if name in ID_NUMBERS and value else value
