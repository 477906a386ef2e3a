"""What a file that no longer speaks for its station holds and central has never heard of."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update

from hall_client.app.links import UntoldAct
from hall_client.app.replication import OPEN, ActState
from hall_client.store.central import Central
from hall_client.store.replica import Replica
from hall_client.store.tables.stations import intent, outbox

UNHEARD = (*OPEN, ActState.PENDING, ActState.ASKED)
AT_ONCE = 500


def untold(replica: Replica) -> list[UntoldAct]:
    """The acts of this file that a person has to look at, oldest first."""
    with replica.reading() as connection:
        rows = [
            row
            for table in (outbox, intent)
            for row in connection.execute(select(table).where(table.c.state.in_(UNHEARD)))
        ]
    return [_act(row) for row in sorted(rows, key=lambda row: row.at)]


def ask_of_untold(central: Central, replica: Replica) -> None:
    """Ask central which acts of this file it knows: only the others are still to be done."""
    with replica.reading() as connection:
        states = {
            row.id: row.state
            for table in (intent, outbox)
            for row in connection.execute(select(table.c.id, table.c.state))
        }
    known: set[str] = set()
    ids = list(states)
    for start in range(0, len(ids), AT_ONCE):
        known |= central.heard_of(replica.hall, ids[start : start + AT_ONCE])
    told = [
        one for one in ids if one in known and states[one] in (ActState.PENDING, ActState.ASKED)
    ]
    lost = [one for one in ids if one not in known and states[one] is ActState.DONE]
    with replica.writing() as connection:
        _enter(connection, told, ActState.DONE)
        _enter(connection, lost, ActState.PENDING)
        for start in range(0, len(told), AT_ONCE):
            some = intent.c.id.in_(told[start : start + AT_ONCE])
            connection.execute(delete(intent).where(some))


def _enter(connection: Connection, ids: Sequence[str], state: ActState) -> None:
    for start in range(0, len(ids), AT_ONCE):
        some = outbox.c.id.in_(ids[start : start + AT_ONCE])
        connection.execute(update(outbox).where(some).values(state=state))


def _act(row: Any) -> UntoldAct:
    told = {name: getattr(row, name) for name in ("id", "command", "actor", "at", "state", "code")}
    return UntoldAct(**told, body=json.loads(row.body))
