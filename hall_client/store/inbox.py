"""What stations told central: each act once, in the station's order, its answer kept.

The same handlers run again. What was only told makes no paper and is never lost: where the rules
or the rows object, the act stays in the inbox with the objection, and a person decides.

A batch goes in as a whole; where one of its acts fails, the batch begins again, one by one, so that
the act that fails leaves nothing behind and stops nothing.
"""

import json
import re
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, insert, select, update

from hall_client.app.command import Command, Replay
from hall_client.app.dispatch import Outcome, carry_out
from hall_client.app.faults import CentralWentBack, Fault, StationCopied
from hall_client.app.reference import Reference
from hall_client.app.replication import (
    ActAnswer,
    ActState,
    Introduction,
    Key,
    PushAnswer,
    StationAct,
)
from hall_client.app.retelling import command_from
from hall_client.app.tickets import IssueTicket
from hall_client.app.work import Contended
from hall_client.domain.errors import CallWithdrawn, NotAvailable, NotDone, Refusal, StaleRecord
from hall_client.domain.ids import derive
from hall_client.log import record_bug
from hall_client.store.batch_work import BatchWork
from hall_client.store.central import (
    Central,
    locked_station,
    require_same,
    require_same_schema,
    server_time,
)
from hall_client.store.engines import explain
from hall_client.store.images import images_of, journal_rows
from hall_client.store.integrity import refusal_of
from hall_client.store.numbers import Retold, Terms, note_taken
from hall_client.store.tables.journal import journal
from hall_client.store.tables.stations import alias, inbox, station
from hall_client.store.tables.whole import metadata
from hall_client.store.work import SqlWork, lock_ids

ID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class _OneFails(Exception):
    """An act of a batch was refused or broke a rule of the database."""


def take_in(
    central: Central, hall: str, who: Introduction, acts: Sequence[StationAct]
) -> PushAnswer:
    """Do a batch of acts in one transaction; acts that were told before answer as then.

    StationCopied: the same number came with another act, so two files go by one name.
    """
    try:
        return _taken_in(central, hall, who, acts, as_a_whole=True)
    except _OneFails:
        return _taken_in(central, hall, who, acts, as_a_whole=False)


def _taken_in(
    central: Central, hall: str, who: Introduction, acts: Sequence[StationAct], as_a_whole: bool
) -> PushAnswer:
    with central.writing() as connection:
        require_same_schema(connection)
        row = locked_station(connection, hall, who.station)
        if row is None:
            raise CentralWentBack()
        require_same(row, who)
        if acts and acts[0].seq > row.last_seq + 1:
            return PushAnswer(expected=row.last_seq + 1)
        intake = _Intake(connection, central.known(connection), hall, who.station, as_a_whole)
        intake.recall(acts)
        answers = [*intake.known(row.last_seq, acts), *intake.take(row.last_seq, acts)]
        touched = images_of(connection, hall, intake.touched)
        lines = journal_rows(connection, intake.done_before)
        return PushAnswer(answers=tuple(answers), images=touched, journal=lines)


@dataclass
class _Intake:
    """One batch from one station, as a whole or each act with a savepoint of its own."""

    connection: Connection
    reference: Reference
    hall: str
    station: str
    as_a_whole: bool
    batch: BatchWork | None = None
    touched: list[Key] = field(default_factory=list)
    done_before: list[str] = field(default_factory=list)
    now: datetime = field(init=False)
    meant_by: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = server_time(self.connection)

    def known(self, last_seq: int, acts: Sequence[StationAct]) -> list[ActAnswer]:
        """The answers to acts that came before: the reply was lost, or a backup was passed."""
        old = [act for act in acts if act.seq <= last_seq]
        if not old:
            return []
        mine = (inbox.c.hall_id == self.hall, inbox.c.station == self.station)
        query = select(inbox).where(*mine, inbox.c.seq.in_([act.seq for act in old]))
        rows = {row.seq: row for row in self.connection.execute(query)}
        for act in old:
            if act.seq not in rows or rows[act.seq].id != act.id:
                raise StationCopied(station=self.station)
        self._touch_again([act.id for act in old])
        self.done_before += [act.id for act in old if rows[act.seq].state == ActState.DONE]
        self.touched += [key for act in old for key in act.touches]
        return [replace(_answer(rows[act.seq]), aliases=self._known_aliases(act)) for act in old]

    def _touch_again(self, ids: list[str]) -> None:
        query = select(journal.c.touches).where(journal.c.id.in_(ids))
        for touches in self.connection.execute(query).scalars():
            self.touched += [(table, key) for table, key in touches]

    def take(self, last_seq: int, acts: Sequence[StationAct]) -> list[ActAnswer]:
        """Do the new acts one after the other; each that fails leaves nothing behind."""
        new = [act for act in acts if act.seq > last_seq]
        if not new:
            return []
        lock_ids(self.connection, [act.id for act in new])
        query = select(journal.c.id).where(journal.c.id.in_([act.id for act in new]))
        done = set(self.connection.execute(query).scalars())
        taken = [number for act in new for number in act.numbers]
        note_taken(self.connection, self.hall, self.station, taken)
        answers = [self._known_act(act) if act.id in done else self._act(act) for act in new]
        self._write_down()
        kept = [self._kept(act, answer) for act, answer in zip(new, answers, strict=True)]
        self.connection.execute(insert(inbox), kept)
        self.touched += [key for act in new for key in act.touches]
        mine = (station.c.hall_id == self.hall, station.c.name == self.station)
        told = {"last_seq": new[-1].seq, "seen_at": self.now}
        self.connection.execute(update(station).where(*mine).values(told))
        return answers

    def _write_down(self) -> None:
        """What a batch has kept back; a row that the database objects to is found one by one."""
        from sqlalchemy.exc import IntegrityError

        if self.batch is not None:
            try:
                self.batch.write_down()
            except IntegrityError as problem:
                raise _OneFails from problem

    def _known_act(self, act: StationAct) -> ActAnswer:
        """Central did it when it was asked directly; only the answer was lost."""
        query = select(journal.c.request, journal.c.body).where(journal.c.id == act.id)
        kept = self.connection.execute(query).one()
        if not kept.request:  # it was looked for, and barred, before the station did it alone
            no = CallWithdrawn(command=act.command)
            told = partial(ActAnswer, seq=act.seq, id=act.id, state=ActState.REFUSED)
            return told(code=no.code, facts=no.facts)
        self._touch_again([act.id])
        self.done_before.append(act.id)
        found = self._aliases(act, json.loads(kept.body).get("ticket_id"))
        return ActAnswer(seq=act.seq, id=act.id, state=ActState.DONE, aliases=found)

    def _act(self, act: StationAct, again: bool = True) -> ActAnswer:
        from sqlalchemy.exc import IntegrityError

        try:
            return self._attempt(act)
        except Contended:
            raise
        except Exception as problem:
            if all_fails(problem):
                raise
            if self.as_a_whole:
                raise _OneFails from problem
            if again and isinstance(problem, IntegrityError):
                return self._act(act, again=False)  # others were first with a key: it is seen now
            return self._not_done(act, problem)

    def _not_done(self, act: StationAct, problem: Exception) -> ActAnswer:
        told = partial(ActAnswer, seq=act.seq, id=act.id)
        if isinstance(problem, Refusal):
            conflict = isinstance(problem, StaleRecord)
            state = ActState.CONFLICT if conflict else ActState.REFUSED
            return told(state=state, code=problem.code, facts=problem.facts)
        kept = NotDone(command=act.command, bug=record_bug(problem, "inbox"))
        return told(state=ActState.REFUSED, code=kept.code, facts=kept.facts)

    def _attempt(self, act: StationAct) -> ActAnswer:
        work = self._work(self._command(act), Terms(numbers=Retold(act.numbers), told=True))
        with nullcontext() if self.as_a_whole else self.connection.begin_nested():
            outcome = self._carried_out(act, work)
        self.touched += work.touches.keys()
        first = work.objections[0] if work.objections else None
        return ActAnswer(
            seq=act.seq,
            id=act.id,
            state=ActState.FLAGGED if first else ActState.DONE,
            code=first.code if first else None,
            facts=first.facts if first else {},
            aliases=self._aliases(act, _ticket_of(outcome)),
        )

    def _work(self, command: Command, terms: Terms) -> SqlWork:
        if not self.as_a_whole:
            return SqlWork(self.connection, command, self.reference, terms)
        if self.batch is None:
            self.batch = BatchWork(self.connection, command, self.reference, terms)
        self.batch.go_on(command, terms)
        return self.batch

    def _carried_out(self, act: StationAct, work: SqlWork) -> Outcome:
        from sqlalchemy.exc import IntegrityError

        if work.command.replay is Replay.EDIT:
            self._require_unchanged(act)
        try:
            return carry_out(work.command, work, self.now)
        except IntegrityError as broken:
            raise refusal_of(broken) from broken

    def _require_unchanged(self, act: StationAct) -> None:
        """The rows are still as the person saw them; else both versions are for a person."""
        if self.batch is not None:
            self.batch.write_rows()
        for name, key, written_by in act.base:
            table = metadata.tables[name]
            mine = (table.c.hall_id == self.hall, table.c.id == key)
            found = self.connection.execute(select(table.c.last_command).where(*mine)).scalar()
            if found != written_by:
                raise StaleRecord(kind=name, id=key)

    def _command(self, act: StationAct) -> Command:
        told = {name: getattr(act, name) for name in ("id", "command", "actor", "station", "at")}
        command = command_from({**told, "body": self._meant(act.body)}, self.hall)
        if command.replay is Replay.NEVER:
            raise NotAvailable(command=act.command)
        return command

    def recall(self, acts: Sequence[StationAct]) -> None:
        """Which of the rows that these acts name were made from paper alone."""
        named = {one for act in acts for one in (_named(act), *ID.findall(act.body)) if one}
        mine = (alias.c.hall_id == self.hall, alias.c.given.in_(named))
        rows = self.connection.execute(select(alias).where(*mine))
        self.meant_by = {row.given: row.meant for row in rows}

    def _meant(self, body: str) -> str:
        """The body with rows that were made from paper alone called by their true ids."""
        for given, meant in self.meant_by.items():
            body = body.replace(given, meant)
        return body

    def _aliases(self, act: StationAct, theirs: str | None) -> dict[str, str]:
        """A ticket that was served from its slip alone, and the ticket that it is."""
        mine = _named(act)
        if not mine or not theirs or mine == theirs or mine in self.meant_by:
            return {}
        self.meant_by[mine] = theirs
        row = {"hall_id": self.hall, "given": mine, "meant": theirs}
        self.connection.execute(insert(alias).values(row))
        return {mine: theirs}

    def _known_aliases(self, act: StationAct) -> dict[str, str]:
        given = _named(act)
        return {given: self.meant_by[given]} if given in self.meant_by else {}

    def _kept(self, act: StationAct, answer: ActAnswer) -> dict[str, Any]:
        names = [f.name for f in fields(StationAct) if f.name in inbox.c]
        row = {name: getattr(act, name) for name in names}
        said = {"state": answer.state, "code": answer.code, "facts": answer.facts}
        place = {"hall_id": self.hall, "station": self.station, "received_at": self.now}
        return {**row, **place, **said}


def _named(act: StationAct) -> str | None:
    """The ticket that an act of a station names, or has made there."""
    if act.command == IssueTicket.__name__:
        return derive(act.id, 0)
    named: str | None = json.loads(act.body).get("ticket_id")
    return named


def _ticket_of(outcome: Outcome) -> str | None:
    """The ticket that it was at central."""
    chosen: str | None = getattr(outcome.command, "ticket_id", None)
    return chosen or outcome.result.get("ticket_id")


def _answer(row: Any) -> ActAnswer:
    return ActAnswer(
        seq=row.seq, id=row.id, state=ActState(row.state), code=row.code, facts=row.facts
    )


def all_fails(error: Exception) -> bool:
    """Whether the server or the way to it failed, and not this act: the batch comes again."""
    from sqlalchemy.exc import DBAPIError

    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or isinstance(explain(error, ""), Fault)
