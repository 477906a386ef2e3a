"""A desk that answers at once, in the caller's thread, on a real database: for presenters."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hall_client.app.command import Command, new_id
from hall_client.app.dispatch import Dispatcher, Outcome
from hall_client.app.faults import Fault
from hall_client.app.links import LinkStanding
from hall_client.app.queries import Query
from hall_client.app.reference import Reference
from hall_client.domain.errors import Refusal
from hall_client.domain.people import Staff
from hall_client.store.database import SqlDatabase

MORNING = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)  # 9:00 in the hall


class DirectDesk:
    """Implements hall_client.ui.presenters.desk.Desk; `told`, `warned` keep what was said."""

    language = "zh"

    def __init__(self, database: SqlDatabase, login: str, station: str) -> None:
        self.database = database
        self.dispatcher = Dispatcher(database)
        self.login = login
        self.station = station
        self.now = MORNING
        self.told: list[str] = []
        self.undo: Callable[[], object] | None = None
        self.warned: list[str] = []
        self.watchers: list[Callable[[], object]] = []

    @property
    def reference(self) -> Reference:
        return self.database.reference()

    @property
    def staff(self) -> Staff:
        return self.reference.staff[self.login]

    @property
    def counter(self) -> str | None:
        place = self.reference.stations.get(self.station)
        return place.counter if place else None

    @property
    def standing(self) -> LinkStanding:
        return self.database.standing()

    @property
    def reached(self) -> bool:
        return True

    @property
    def today(self) -> date:
        return self.reference.day_of(self.now)

    def perform(
        self,
        kind: type[Command],
        /,
        done: Callable[[Outcome], object] | None = None,
        refused: Callable[[Refusal], object] | None = None,
        **fields: Any,
    ) -> None:
        self.now += timedelta(seconds=15)
        header = {
            "id": new_id(),
            "at": self.now,
            "actor": self.login,
            "station": self.station,
            "hall_id": self.reference.hall.code,
        }
        command = kind(**{**header, **fields})
        try:
            outcome = self.dispatcher.perform(command)
        except Refusal as refusal:
            if refused is None:
                self.warned.append(refusal.code)
            else:
                refused(refusal)
            return
        if done is not None:
            done(outcome)
        for changed in self.watchers:
            changed()

    def ask(
        self,
        query: Query[Any],
        done: Callable[[list[Any]], object],
        failed: Callable[[Fault], object] | None = None,
    ) -> None:
        try:
            rows = self.database.ask(query, self.staff, self.now)
        except Fault as fault:
            if failed is None:
                raise
            failed(fault)
        else:
            done(rows)

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self.told.append(text)
        self.undo = undo

    def warn(self, text: str) -> None:
        self.warned.append(text)

    def watch(self, changed: Callable[[], object]) -> None:
        self.watchers.append(changed)
