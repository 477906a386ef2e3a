"""What time alone brings about (rules §4b): a list of duties, worked off one after the other.

A duty finds in the data what is due. Acts are those of the system person `clock`, and their ids
follow from what is due: a second run does nothing twice, a late one changes no date of the law.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from hall_client.app.acceptance import AcceptCase
from hall_client.app.command import Command
from hall_client.app.day_close import CloseDay
from hall_client.app.dispatch import Dispatcher
from hall_client.app.queries import OpenDays, Query, Reader, Todo, Untold
from hall_client.app.reference import CLOCK
from hall_client.app.work import Database
from hall_client.domain.errors import Refusal
from hall_client.domain.ids import due_id

R = TypeVar("R")


class ClockDatabase(Database, Reader, Protocol):
    """What the clock looks into and acts upon."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """An act that a day has brought about; `what` tells it from every other of its kind."""

    code: str
    kind: type[Command]
    subject: str
    due_on: date
    what: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Told:
    """One thing that was done, or (`waits`) that a person has to do, or that was refused.

    `code` has words in the catalogue `clock`, `facts` fill them.
    """

    code: str
    subject: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    waits: bool = False
    refusal: Refusal | None = None
    duty: str = ""


class Look:
    """One look at the hall; `now` tells the moment, which in a rehearsal may be any."""

    def __init__(self, database: ClockDatabase, station: str, now: Callable[[], datetime]) -> None:
        self._database = database
        self._dispatcher = Dispatcher(database)
        self._station = station
        self._now = now
        self._hall = database.reference().hall.code

    def ask(self, query: Query[R]) -> list[R]:
        return self._database.ask(query, CLOCK, self._now())

    def do(self, deed: Deed) -> Iterator[Told]:
        """Act once; what was done before, or by another clock meanwhile, is not told again."""
        command = deed.kind(
            id=due_id(f"{self._hall}/{deed.kind.__name__}/{deed.what}", deed.due_on),
            at=self._now(),
            actor=CLOCK.login,
            station=self._station,
            hall_id=self._hall,
            **deed.fields,
        )
        try:
            outcome = self._dispatcher.perform(command)
        except Refusal as refusal:
            yield Told(code="refused", subject=deed.subject, refusal=refusal)
        else:
            if not outcome.repeated:
                yield Told(code=deed.code, subject=deed.subject, facts=outcome.result)


def close_days(look: Look) -> Iterator[Deed | Told]:
    """Close the days of the queue that have passed; a later leftover is a closing of its own."""
    for row in look.ask(OpenDays()):
        day = str(row.day)
        if row.waiting or row.open_counters:
            yield Deed(
                code="day-closed",
                kind=CloseDay,
                subject=day,
                due_on=row.day,
                what=f"{day}/{','.join(row.waiting)}/{','.join(row.open_counters)}",
                fields={"day": row.day},
            )
        if row.unresolved:
            facts = {"numbers": row.unresolved}
            yield Told(code="visit-open", subject=day, facts=facts, waits=True)


def deem_accepted(look: Look) -> Iterator[Deed | Told]:
    """Accept what was not told in time (行政许可法 Art. 32(4)), the due date estimated or not.

    While the end of the limit itself is an estimate nobody is deprived of the notice: it waits.
    """
    for row in look.ask(Untold()):
        if row.estimated:
            facts = {"due_on": str(row.due_on), "year": row.due_on.year}
            yield Told(code="limit-estimated", subject=row.case_no, facts=facts, waits=True)
            continue
        yield Deed(
            code="deemed-accepted",
            kind=AcceptCase,
            subject=row.case_no,
            due_on=row.due_on,
            what=f"{row.case_id}/{row.complete_on}",
            fields={"case_id": row.case_id, "confirm_estimated": True},
        )


def lay_out_lapses(look: Look) -> Iterator[Deed | Told]:
    """Name the corrections that did not come; they stand in the clerks' to-do to be confirmed."""
    for row in look.ask(Todo(step="lapse")):
        facts = {"due_on": str(row.due_on)}
        yield Told(code="correction-lapsed", subject=row.case_no, facts=facts, waits=True)


@dataclass(frozen=True)
class ClockDuty:
    """An entry of the list."""

    name: str
    find: Callable[[Look], Iterator[Deed | Told]]


DUTIES = (
    ClockDuty("close-day", close_days),
    ClockDuty("deemed-acceptance", deem_accepted),
    ClockDuty("correction-lapse", lay_out_lapses),
)


def work_off(look: Look) -> Iterator[Told]:
    """Do what is due now, duty by duty, and tell it as it is done."""
    for duty in DUTIES:
        for found in duty.find(look):
            for told in look.do(found) if isinstance(found, Deed) else (found,):
                yield replace(told, duty=duty.name)
