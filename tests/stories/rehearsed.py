"""A rehearsed day without devices: the acts alone, in any database with the sample hall."""

from collections.abc import Mapping
from typing import Any

from hall_client.app.codec import decode
from hall_client.app.dispatch import Dispatcher
from hall_client.app.registry import command_class
from hall_client.app.rehearsal import Act, Rehearsal, rehearse
from hall_client.store.database import SqlDatabase


class PlainStage:
    """Carries out acts and keeps them."""

    def __init__(self, database: SqlDatabase) -> None:
        self.acts: list[Act] = []
        self._hall = database.reference().hall.code
        self._dispatcher = Dispatcher(database, lambda: self.acts[-1].at)

    def perform(self, act: Act) -> Mapping[str, Any]:
        self.acts.append(act)
        kind = command_class(act.name)
        header = {"id": act.id, "at": act.at, "actor": act.actor, "station": act.station}
        command = decode(kind, {**act.fields, **header, "hall_id": self._hall})
        return self._dispatcher.perform(command).result


def play(url: str, rehearsal: Rehearsal) -> tuple[SqlDatabase, list[Act]]:
    """Play the day in a database that has the sample hall; the caller closes it."""
    database = SqlDatabase.open(url)
    stage = PlainStage(database)
    rehearse(rehearsal, database.reference(), stage)
    return database, stage.acts
