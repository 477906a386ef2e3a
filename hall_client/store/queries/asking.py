"""What every answer needs: connection, reference, the person who asks and may see what."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, select

from hall_client.app.queries import Query
from hall_client.app.reference import Reference
from hall_client.domain.cases import Case
from hall_client.domain.identity import mask_name
from hall_client.domain.people import Staff
from hall_client.store.tables.whole import KINDS

Q = TypeVar("Q", bound=Query[Any])
T = TypeVar("T")
Answer = Callable[[Any, "Asking"], list[Any]]
ANSWERS: dict[type, Answer] = {}
NEVER = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Asking:
    """One question being answered."""

    connection: Connection
    reference: Reference
    viewer: Staff
    now: datetime

    @property
    def hall(self) -> str:
        return self.reference.hall.code

    def today(self) -> date:
        return self.reference.day_of(self.now)

    def load(
        self,
        kind: type[T],
        *conditions: ColumnElement[bool],
        order: Any = None,
        limit: int | None = None,
    ) -> list[T]:
        """Load domain values of this hall, the first `limit` of them in that order."""
        table = KINDS[kind]
        query: Select[Any] = select(*(table.c[f.name] for f in fields(kind)))  # type: ignore[arg-type]
        query = query.where(table.c.hall_id == self.hall, *conditions)
        query = query.order_by(table.c.id if order is None else order).limit(limit)
        return [kind(**row._mapping) for row in self.connection.execute(query)]

    def day_bounds(self, day: date) -> tuple[datetime, datetime]:
        """The UTC moments between which a business day lies."""
        if not 1900 <= day.year < 3000:  # no act lies there, and its neighbours leave the calendar
            return NEVER, NEVER
        start = datetime.combine(day, datetime.min.time(), self.reference.zone)
        return start.astimezone(UTC), (start + timedelta(days=1)).astimezone(UTC)

    def remaining(self, due: date | None, today: date) -> int | None:
        """Working days left until `due`; less than 0: overdue by that many."""
        if due is None:
            return None
        calendar = self.reference.calendar
        return calendar.wd(today, due) if today <= due else -calendar.wd(due, today)


def answers(kind: type[Q]) -> Callable[[Callable[[Q, Asking], list[Any]]], Answer]:
    """Register the function that answers a query class."""

    def register(function: Callable[[Q, Asking], list[Any]]) -> Answer:
        ANSWERS[kind] = function
        return function

    return register


def applicant_of(case: Case) -> str:
    """The applicant's name as lists show it: persons masked, organisations not."""
    if case.applicant_kind == "person":
        return mask_name(case.applicant_name)
    return case.applicant_name


def present(value: Any, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """The condition `column = value`, or none when nothing is asked."""
    return [] if value is None else [column == value]
