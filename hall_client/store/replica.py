"""The station's own copy of the hall: what is done here, what central knows, what it has said."""

import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from hall_client.app.codec import encode
from hall_client.app.command import Command
from hall_client.app.dispatch import body_text
from hall_client.app.faults import FAULTS, Fault, StationCopied
from hall_client.app.printing import PrintJob
from hall_client.app.replication import (
    OPEN,
    ActAnswer,
    ActState,
    Cursor,
    Image,
    Key,
    Page,
    PushAnswer,
    StationAct,
)
from hall_client.app.retelling import command_from
from hall_client.app.work import JournalEntry
from hall_client.domain.errors import NoSuchRecord, NotKnownHere
from hall_client.domain.people import Staff
from hall_client.store.central import Told
from hall_client.store.database import SqlDatabase, note_info
from hall_client.store.images import journal_rows
from hall_client.store.laying import (
    add_changes,
    add_jobs,
    add_journal,
    drop_changes,
    lay_free,
    replace_journal,
)
from hall_client.store.numbers import Lent, Terms
from hall_client.store.opening import read_info
from hall_client.store.tables.reference import credential
from hall_client.store.tables.stations import alias, intent, outbox, upload
from hall_client.store.tables.tickets import ticket
from hall_client.store.uploads import queue
from hall_client.store.upserts import dialect_insert
from hall_client.store.work import SqlWork

REMEMBERED = timedelta(days=7)
"""How long a person may sign in without central."""
KEPT = timedelta(days=30)
"""How long acts that central has answered are kept, in case it goes back to a backup."""
NOT_THERE = (ActState.CONFLICT, ActState.REFUSED)
OFFERED = "offered"
"""Noted: the newest act that has left the house; central may have it, answered or not."""


class StationWork(SqlWork):
    """A transaction at a station: what it did is told to central later, in this order."""

    def record(self, entry: JournalEntry, jobs: Sequence[PrintJob]) -> None:
        super().record(entry, jobs)
        row = {name: getattr(entry, name) for name in ("id", "command", "actor", "station", "at")}
        told = {"numbers": self.taken, "base": self.touches.base(), "touches": self.touches.keys()}
        place = {"seq": _next_seq(self.connection), "body": entry.body, "facts": {}}
        self.connection.execute(
            insert(outbox).values({**row, **told, **place, "state": ActState.PENDING})
        )

    def withdraw(self, command_id: str) -> JournalEntry | None:
        self.connection.execute(delete(intent).where(intent.c.id == command_id))
        return None

    def _own_tickets(self) -> list[ColumnElement[bool]]:
        """Cut off, a station calls only whom it gave a ticket that central has never heard of:
        nobody else can."""
        if self.alone is None:
            return []
        offered = int(read_info(self.connection).get(OFFERED, "0"))
        untold = (outbox.c.state == ActState.PENDING, outbox.c.seq > offered)
        return [ticket.c.last_command.in_(select(outbox.c.id).where(*untold))]


class Replica(SqlDatabase):
    """A SQLite file that belongs to one station; `cut_off` while central cannot be reached."""

    cut_off = False

    @property
    def station(self) -> str:
        return self._info["station"]

    @property
    def hall(self) -> str:
        return self._info["hall"]

    def _work(self, connection: Connection, command: Command) -> StationWork:
        alone = self._info["series"] if self.cut_off else None
        left_out = int(self._info.get("left_out", "0"))
        terms = Terms(numbers=Lent(self.station, left_out), alone=alone)
        return StationWork(connection, command, self.known(connection), terms)

    @property
    def lies(self) -> str:
        """Which file of which machine this is: a copy is another one."""
        return f"{platform.node()}/{self._file and self._file[1]}"

    def bar(self, problem: Fault) -> None:
        """Let nothing be done in this file until central knows it again."""
        self.note(barred=problem.code)

    def require_own(self) -> None:
        """Refuse to act in a file that a copy or another file speaks for: nothing comes twice."""
        code = self._info.get("barred")
        if code:
            raise FAULTS[code](station=self.station)

    def _stay_in_place(self) -> None:
        if self._which_file() != self._file:  # a copy was put in its place under our hands
            raise StationCopied(station=self.station)

    def notes(self) -> dict[str, str]:
        """What the station has noted of itself and of central."""
        with self.reading() as connection:
            return read_info(connection)

    def note(self, **values: str) -> None:
        with self.writing() as connection:
            note_info(connection, **values)
        self._info |= values

    @property
    def skew(self) -> timedelta:
        """How far this machine's clock was behind central's when they were last compared."""
        return timedelta(milliseconds=int(self._info.get("skew_ms", "0")))

    def note_skew(self, skew: timedelta) -> None:
        self.note(skew_ms=str(int(skew.total_seconds() * 1000)))

    # -- what was done here --------------------------------------------------------------------

    def pending(self, limit: int) -> list[StationAct]:
        """Acts that central does not know yet, oldest first."""
        names = [f.name for f in fields(StationAct)]
        query = select(*(outbox.c[name] for name in names)).order_by(outbox.c.seq).limit(limit)
        with self.reading() as connection:
            rows = connection.execute(query.where(outbox.c.state == ActState.PENDING)).all()
        return [_act(row._mapping) for row in rows]

    def offer(self, seq: int) -> None:
        """Note that acts up to `seq` are about to leave the house."""
        if seq > int(self._info.get(OFFERED, "0")):
            self.note(**{OFFERED: str(seq)})

    def pending_count(self) -> int:
        """How many acts wait to be told."""
        with self.reading() as connection:
            return self.waiting(connection)

    def waiting(self, connection: Connection) -> int:
        query = select(func.count()).where(outbox.c.state == ActState.PENDING)
        return int(connection.execute(query).scalar_one())

    def newest_told(self) -> int:
        """The last act that central has answered; 0 when there is none."""
        query = select(func.max(outbox.c.seq)).where(outbox.c.state != ActState.PENDING)
        with self.reading() as connection:
            newest = connection.execute(query).scalar()
        return int(newest or self._info["last_seq"])

    def answered(self, told: PushAnswer, now: datetime) -> None:
        """Enter what central said and lay its rows here, but for rows with acts still to tell."""
        with self.writing() as connection:
            before = _before(connection, [one.id for one in told.answers])
            said = [_said(connection, told, one, before[one.id]) for one in told.answers]
            entered = update(outbox).where(outbox.c.id == bindparam("told"))
            connection.execute(entered, [one | {"answered_at": now} for one in said])
            for one in told.answers:
                _note_aliases(connection, self.hall, one.aliases)
                if one.state in NOT_THERE:
                    drop_changes(connection, one.id, _touches(connection, one.id))
            queue(connection, [one.id for one in told.answers if one.state not in NOT_THERE])
            lay_free(connection, self.hall, told.images)
            replace_journal(connection, told.journal)

    def tell_again(self, first: int) -> int:
        """Central lost acts from `first` on (it went back to a backup): they wait once more."""
        again = update(outbox).where(outbox.c.seq >= first).values(state=ActState.PENDING)
        with self.writing() as connection:
            return connection.execute(again).rowcount

    def first_kept(self) -> int:
        """The oldest act that can be told again."""
        with self.reading() as connection:
            oldest = connection.execute(select(func.min(outbox.c.seq))).scalar()
            return oldest or _next_seq(connection)

    def forget_told(self, now: datetime) -> int:
        """Let go of acts that central has had for a month; the newest always stays."""
        old = (outbox.c.state.in_((ActState.DONE, ActState.SETTLED)),)
        newest = select(func.max(outbox.c.seq)).scalar_subquery()
        told = (outbox.c.answered_at < now - KEPT, outbox.c.seq < newest)
        under_way = outbox.c.id.in_(select(upload.c.act_id))
        gone = delete(outbox).where(*old, *told, ~under_way)
        with self.writing() as connection:
            return connection.execute(gone).rowcount

    def newest_seq(self) -> int:
        """The last act done here, told or not."""
        with self.reading() as connection:
            return _next_seq(connection) - 1

    def newest_at(self) -> datetime | None:
        """When the last act was done here; None where none is kept."""
        with self.reading() as connection:
            last = select(outbox.c.at).order_by(outbox.c.seq.desc()).limit(1)
            return connection.execute(last).scalar()

    def act_at(self, seq: int) -> str | None:
        """The id of the act with this number; None where it is not kept here."""
        with self.reading() as connection:
            return connection.execute(select(outbox.c.id).where(outbox.c.seq == seq)).scalar()

    def unsettled_count(self) -> int:
        """How many acts a person has to look at."""
        with self.reading() as connection:
            counted = (
                select(func.count()).where(table.c.state.in_(OPEN)) for table in (outbox, intent)
            )
            return sum(int(connection.execute(one).scalar_one()) for one in counted)

    # -- what central was asked ----------------------------------------------------------------

    def ask_first(self, command: Command) -> None:
        """Write down what central is about to be asked: a lost answer is looked for later."""
        row = {name: getattr(command, name) for name in ("id", "actor", "station", "at")}
        row |= {"command": command.verb, "body": body_text(command), "facts": {}}
        with self.writing() as connection:
            made = dialect_insert(connection, intent).values({**row, "state": ActState.ASKED})
            connection.execute(made.on_conflict_do_nothing())

    def is_asked(self, command_id: str) -> bool:
        """Whether central was asked for this act, and has not answered."""
        mine = (intent.c.id == command_id, intent.c.state == ActState.ASKED)
        with self.reading() as connection:
            return connection.execute(select(intent.c.id).where(*mine)).first() is not None

    def has_heard(self, command_id: str) -> bool:
        """Whether an act stands in this copy's journal, done here or heard of."""
        with self.reading() as connection:
            return bool(journal_rows(connection, [command_id]))

    def asked(self) -> list[Command]:
        """The questions that have no answer yet, oldest first."""
        query = select(intent).where(intent.c.state == ActState.ASKED).order_by(intent.c.at)
        with self.reading() as connection:
            rows = connection.execute(query).all()
        return [command_from(dict(row._mapping), self.hall) for row in rows]

    def never_done(self, command_id: str) -> None:
        """Central did not do it and never will: a person is told."""
        undone = update(intent).where(intent.c.id == command_id).values(state=ActState.UNDONE)
        with self.writing() as connection:
            connection.execute(undone)

    def drop_question(self, command_id: str) -> None:
        """The question was answered with a no, or another act took its place."""
        with self.writing() as connection:
            connection.execute(delete(intent).where(intent.c.id == command_id))

    def lay_told(self, told: Told) -> None:
        """An act at central: its journal row, rows and print jobs become this station's too."""
        with self.writing() as connection:
            ids = [row["id"] for row in told.journal]
            connection.execute(delete(intent).where(intent.c.id.in_(ids)))
            add_journal(connection, told.journal)
            lay_free(connection, self.hall, told.images)
            add_changes(
                connection,
                self.hall,
                [(t, k, row["id"]) for row in told.journal for t, k in row["touches"]],
            )
            add_jobs(connection, told.jobs)

    def lay_jobs(self, jobs: Sequence[PrintJob]) -> None:
        with self.writing() as connection:
            add_jobs(connection, jobs)

    # -- who and what a person decides ---------------------------------------------------------

    def remember(self, login: str, password: str, now: datetime) -> None:
        """Keep a verifier of a password that central has just accepted."""
        self.set_passwords({login: password})
        known = update(credential).where(credential.c.login == login)
        with self.writing() as connection:
            connection.execute(known.values(changed_at=now))

    def sign_in_alone(self, login: str, password: str, now: datetime) -> Staff:
        """Sign in without central, by a verifier that is not older than a week."""
        with self.reading() as connection:
            changed = select(credential.c.changed_at).where(credential.c.login == login)
            kept = connection.execute(changed).scalar()
        if kept is None or now - kept > REMEMBERED:
            raise NotKnownHere(login=login)
        return self.sign_in(login, password)

    def kept(self, act_id: str, new_id: str, at: datetime, actor: str) -> Command:
        """The act as a new one, by the person who decides to do it again."""
        with self.reading() as connection:
            row = _kept(connection, act_id)
        told = {name: row[name] for name in ("command", "station", "body")}
        return command_from({**told, "id": new_id, "at": at, "actor": actor}, self.hall)

    def settle(self, act_id: str, actor: str) -> None:
        """Take an act from the list of what a person has to look at."""
        with self.writing() as connection:
            facts = {**_kept(connection, act_id)["facts"], "settled_by": actor}
            for table in (outbox, intent):
                mine = (table.c.id == act_id, table.c.state.in_(OPEN))
                values = {"state": ActState.SETTLED, "facts": facts}
                connection.execute(update(table).where(*mine).values(values))

    def meant(self, command: Command) -> Command:
        """The command with a ticket that was served by its slip alone called by its true id."""
        given = getattr(command, "ticket_id", None)
        if given is None:
            return command
        query = select(alias.c.meant).where(alias.c.given == given)
        with self.reading() as connection:
            known = connection.execute(query).scalar()
        return replace(command, **{"ticket_id": known}) if known else command

    # -- the feed ------------------------------------------------------------------------------

    @property
    def cursor(self) -> Cursor:
        return Cursor.of(self.notes()["cursor"])

    def lay_page(self, page: Page) -> None:
        """Take in a page of the change feed, and remember how far it went."""
        with self.writing() as connection:
            lay_free(connection, self.hall, page.images)
            add_journal(connection, page.journal)
            add_changes(connection, self.hall, page.changes)
            note_info(connection, cursor=str(page.cursor))


def _kept(connection: Connection, act_id: str) -> dict[str, Any]:
    for table in (outbox, intent):
        row = connection.execute(select(table).where(table.c.id == act_id)).first()
        if row is not None:
            return dict(row._mapping)
    raise NoSuchRecord(kind="act", id=act_id)


def _next_seq(connection: Connection) -> int:
    newest = connection.execute(select(func.max(outbox.c.seq))).scalar()
    return (newest or int(read_info(connection)["last_seq"])) + 1


def _act(row: Any) -> StationAct:
    lists = ("numbers", "base", "touches")
    return StationAct(**{**row, **{name: tuple(map(tuple, row[name])) for name in lists}})


def _before(connection: Connection, ids: list[str]) -> dict[str, Any]:
    c = outbox.c
    kept = select(c.id, c.code, c.facts, c.theirs).where(c.id.in_(ids))
    return {row.id: row for row in connection.execute(kept)}


def _touches(connection: Connection, command_id: str) -> set[Key]:
    query = select(outbox.c.touches).where(outbox.c.id == command_id)
    return {(table, key) for table, key in connection.execute(query).scalar_one()}


def _theirs(images: Iterable[Image], touched: set[Key]) -> list[Any]:
    """Central's rows that an act could not change, kept to be shown beside the person's own."""
    mine = [image for image in images if (image.table, image.key) in touched]
    return [[image.table, image.key, encode(image.values)] for image in mine]


def _said(connection: Connection, told: PushAnswer, one: ActAnswer, before: Any) -> dict[str, Any]:
    """An answer as the outbox keeps it; with central's rows where a person has to look at it.

    What a person had to read, or has settled, stays so when central is told again.
    """
    kept = {"told": one.id, "theirs": before.theirs, "code": before.code, "facts": before.facts}
    if "settled_by" in before.facts:
        return {**kept, "state": ActState.SETTLED}
    if before.code and one.state is ActState.DONE:
        return {**kept, "state": ActState.FLAGGED}
    open_ = one.state in OPEN
    theirs = _theirs(told.images, _touches(connection, one.id)) if open_ else None
    return {"told": one.id, "theirs": theirs, "code": one.code, "facts": one.facts} | {
        "state": one.state
    }


def _note_aliases(connection: Connection, hall: str, aliases: Mapping[str, str]) -> None:
    for given, meant in aliases.items():
        made = dialect_insert(connection, alias).values(hall_id=hall, given=given, meant=meant)
        connection.execute(made.on_conflict_do_nothing())
