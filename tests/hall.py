"""A hall to act in: a rehearsal database, the sample people, a clock that the test moves."""

import itertools
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

import pytest
from sqlalchemy import Column, Engine, Table, select, text

from hall_client.app.codec import decode
from hall_client.app.command import REGISTRY, Command
from hall_client.app.dispatch import Dispatcher, Outcome
from hall_client.app.registry import built
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.decisions import Document
from hall_client.domain.errors import Refusal
from hall_client.domain.ids import uuid7
from hall_client.store.database import SqlDatabase
from hall_client.store.tables.whole import KINDS, metadata
from hall_client.words import say_refusal

T = TypeVar("T")
Facts = dict[str, Any]

MORNING = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)
"""A Monday, 9:00 in the hall; the year's calendar is loaded."""
PERSON = {
    "kind": "person",
    "name": "张䶮",
    "id_kind": "resident-id",
    "id_number": "11010519491231002X",
    "phone": "13812345678",
    "address": "文昌路1号",
}
REASON = "说明"
BY_HAND = "by hand"
"""The `last_command` of rows that a test wrote around the program."""
# What each hand-over, review and decision is done by in these tests, by authority profile.
REVIEWER = {"major": "chief1"}
APPROVER = {"one-step": "clerk1", "major": "deputy1"}
# Their rows are long and no command of the hall's day writes them.
LONG = ("config", "item", "staff", "credential")


class Hall:
    """Acts by name: `hall.do("CallNext", "clerk1", counter="1")` gives the outcome."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.database = SqlDatabase.open(url)
        self.now = MORNING
        self.dispatcher = Dispatcher(self.database, lambda: self.now)
        self.acts: list[Command] = []
        self.numbers = itertools.count(1)
        self.reference = self.database.reference()

    def close(self) -> None:
        self.database.close()

    # -- acting ------------------------------------------------------------------------------

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def command(self, verb: str, actor: str, /, **body: Any) -> Command:
        """A command of this moment; header fields in `body` take the place of the usual ones."""
        number = next(self.numbers)
        header: Facts = {
            "id": uuid7(int(self.now.timestamp() * 1000), number.to_bytes(10, "big")),
            "at": self.now,
            "actor": actor,
            "station": station_of(actor),
            "hall_id": "H1",
        }
        made: Command = decode(REGISTRY[verb], header | body)
        return made

    def perform(self, command: Command) -> Outcome:
        outcome = self.dispatcher.perform(command)
        self.acts.append(command)
        return outcome

    def do(self, verb: str, actor: str, /, **body: Any) -> Facts:
        """Act half a minute later, and give the outcome: it has every field of the contract."""
        self.later(seconds=30)
        outcome = self.perform(self.command(verb, actor, **body)).result
        assert set(built()[verb].outcome) <= set(outcome)
        return outcome

    def refused(self, code: str, verb: str, actor: str, /, **body: Any) -> Refusal:
        """The same, refused for this reason, in words of both languages; nothing has changed."""
        before = self.everything()
        with pytest.raises(Refusal) as caught:
            self.dispatcher.perform(self.command(verb, actor, **body))
        assert (caught.value.code, caught.value.facts) == (code, caught.value.facts)
        assert self.everything() == before
        for language in ("zh", "en"):
            said = say_refusal(caught.value, language)
            assert said
            assert "{" not in said
            assert said != code
        return caught.value

    # -- looking -----------------------------------------------------------------------------

    def everything(self) -> dict[str, object]:
        """Every row of every table; of the long ones how many there are.

        But for the numbers that a server gives its transactions: they differ from run to run.
        """
        with self.database.engine.connect() as connection:
            return {
                name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
                if name in LONG
                else sorted(map(repr, connection.execute(select(*_lasting(table)))))
                for name, table in metadata.tables.items()
            }

    def mark(self) -> int:
        return self.database.change_mark()

    def rows(self, kind: type[T], **equal: object) -> list[T]:
        """The stored values of a domain class."""
        return stored(self.database.engine, kind, **equal)

    def one(self, kind: type[T], **equal: object) -> T:
        (found,) = self.rows(kind, **equal)
        return found

    def sql(self, statement: str, **values: object) -> None:
        """Around the program: a plain statement, committed."""
        with self.database.engine.begin() as connection:
            connection.execute(text(statement), values)

    def journal(self) -> list[Mapping[str, Any]]:
        table = metadata.tables["journal"]
        with self.database.engine.connect() as connection:
            return [row._mapping for row in connection.execute(select(table))]

    # -- the queue ---------------------------------------------------------------------------

    def open(self, *counters: str) -> None:
        """Counters opened by the clerks of the same number."""
        for counter in counters:
            self.do("OpenCounter", f"clerk{counter}", counter=counter)

    def ticket(self, queue: str = "A", **more: Any) -> Facts:
        return self.do("IssueTicket", "kiosk1", queue=queue, **more)

    def call(self, counter: str = "1") -> Facts:
        return self.do("CallNext", f"clerk{counter}", counter=counter)

    def act(self, verb: str, ticket: Facts, counter: str = "1", **more: Any) -> Facts:
        """An act on a ticket by the clerk of a counter."""
        body = {"ticket_id": ticket["ticket_id"], "counter": counter}
        return self.do(verb, f"clerk{counter}", **body, **more)

    # -- the case ----------------------------------------------------------------------------

    def item(self, **wanted: object) -> ServiceItem:
        """A published item without a question of situation, with these attributes."""
        fit = (
            item
            for item in self.reference.published.values()
            if item.question is None
            and all(getattr(item, name) == value for name, value in wanted.items())
        )
        return next(fit)

    def check_in(
        self, item: ServiceItem, without: Iterable[str] = (), actor: str = "clerk1", **more: Any
    ) -> Facts:
        body = {"applicant": PERSON, "channel": "window"} | more
        brought = materials(item, without)
        return self.do("CheckInCase", actor, item_code=item.code, materials=brought, **body)

    def accepted(self, item: ServiceItem, actor: str = "clerk1") -> Facts:
        case = self.check_in(item, actor=actor)
        return case | self.do("AcceptCase", actor, case_id=case["case_id"])

    def handed_over(self, *cases: Facts, section: str) -> Facts:
        ids = [case["case_id"] for case in cases]
        return self.do("HandOver", "clerk1", case_ids=ids, to_section=section)

    def claimed(self, item: ServiceItem) -> Facts:
        """Accepted, taken over by the section and claimed by its reviewer."""
        case = self.accepted(item)
        tray = self.handed_over(case, section=item.section)
        reviewer = reviewer_of(item)
        self.do(
            "AcceptHandoff", reviewer, handoff_id=tray["handoff_id"], scanned=list(tray["labels"])
        )
        self.do("ClaimReview", reviewer, case_id=case["case_id"])
        return case

    def recommended(self, item: ServiceItem, recommend: str = "grant") -> Facts:
        case = self.claimed(item)
        body = {"case_id": case["case_id"], "recommend": recommend, "opinion": "符合条件"}
        self.do("Recommend", reviewer_of(item), **body)
        return case

    def granted(self, item: ServiceItem) -> Facts:
        case = self.recommended(item)
        return case | self.do(
            "Decide", approver_of(item), case_id=case["case_id"], decision="grant"
        )

    def seal_all(self, case: Facts) -> None:
        for paper in self.rows(Document, case_id=case["case_id"]):
            if paper.needs_seal and paper.sealed_at is None:
                self.do("SealDocument", "sealkeeper1", document_no=paper.number, copies=2)

    def delivered(self, item: ServiceItem) -> Facts:
        case = self.granted(item)
        self.seal_all(case)
        if item.result.has_certificate:
            self.do("PrepareCertificate", "delivery1", case_id=case["case_id"])
        body = {"case_id": case["case_id"], "method": "window", "recipient": PERSON["name"]}
        return case | self.do("DeliverCase", "delivery1", **body)


def stored(engine: Engine, kind: type[T], **equal: object) -> list[T]:
    """The values of a domain class in a database, oldest id first."""
    table: Table = KINDS[kind]
    columns = [table.c[field.name] for field in fields(cast(Any, kind))]
    query = select(*columns).order_by(table.c.id)
    query = query.where(*(table.c[name] == value for name, value in equal.items()))
    with engine.connect() as connection:
        return [kind(**row._mapping) for row in connection.execute(query)]


def _lasting(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if column.name != "xid"]


def station_of(actor: str) -> str:
    if actor.startswith("clerk"):
        return f"counter{actor.removeprefix('clerk')}"
    return actor if actor == "kiosk1" else "office1"


def reviewer_of(item: ServiceItem) -> str:
    return REVIEWER.get(item.profile, f"reviewer{item.section[1]}")


def approver_of(item: ServiceItem) -> str:
    return APPROVER.get(item.profile, "chief1")


def materials(item: ServiceItem, without: Iterable[str] = ()) -> list[Facts]:
    """Everything on the item's list but these, as it should be."""
    left_out = set(without)
    return [
        {"requirement": one.code, "form": one.form.value, "copies": one.copies, "pages": 2}
        for one in item.materials
        if one.code not in left_out
    ]


def together(*acts: Callable[[], object], failing: type[Exception] = Refusal) -> list[object]:
    """Run all at the same moment, each in its thread; give what came of them.

    What is refused (or raises `failing`) comes as its code.
    """
    ready = threading.Barrier(len(acts), timeout=20)
    came: list[object] = [None] * len(acts)

    def run(place: int) -> None:
        ready.wait()
        try:
            came[place] = acts[place]()
        except failing as refusal:
            came[place] = getattr(refusal, "code", "failed")

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return came


def require_lawful(hall: Hall) -> None:
    """What holds in every database of ours, whatever was done in it."""
    kept = hall.journal()
    for row in kept:
        authority = REGISTRY[row["command"]].authority
        for name, _key in row["touches"]:
            assert metadata.tables[name].info["authority"] == authority, row["command"]
        assert {name for name, _ in row["touches"]} == {name for name, *_ in row["new_values"]}
        json.loads(row["body"])
        json.loads(row["outcome"])
    written = [
        (name, key, values["version"])
        for row in kept
        for name, key, values in row["new_values"]
        if "version" in values
    ]
    assert len(written) == len(set(written)), "a version of a row was written twice"
    known = {row["id"] for row in kept}
    named = Counter((name, key) for row in kept for name, key in row["touches"])
    with hall.database.engine.connect() as connection:
        for table in KINDS.values():
            for key, version in connection.execute(select(table.c.id, table.c.version)):
                assert named[table.name, key] <= version, "an act names a row it left alone"
        for name, table in metadata.tables.items():
            if "last_command" in table.c:
                last = connection.execute(select(table.c.last_command)).scalars()
                assert set(last) <= known | {BY_HAND}, name
