"""The hall that a measurement acts in: the sample with as many counters as it needs."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from hall_client.app.codec import decode
from hall_client.app.command import REGISTRY, Command, new_id
from hall_client.app.dispatch import Dispatcher
from hall_client.app.hall_file import read_hall, write_hall
from hall_client.app.reference import SETUP
from hall_client.app.registry import built
from hall_client.domain.hall_setup import HallSetup
from hall_client.places import SEED
from hall_client.store.bare import Recorder, Transaction
from hall_client.store.creation import create
from hall_client.store.database import SqlDatabase

HALL = "H1"
DOCUMENTS = (("ImportCalendar", "calendar.json"), ("ImportCatalogue", "items.json"))


@dataclass(frozen=True)
class Measured:
    """What one connection did: milliseconds of each call, when it began and ended, what it said."""

    milliseconds: list[float]
    began: float
    ended: float
    transactions: list[Transaction]


class BenchHall:
    """Acts by name in one database, at the moment they are done."""

    def __init__(self, url: str) -> None:
        assert built(), "importing the registry brings the handlers"
        self.database = SqlDatabase.open(url)
        self._dispatcher = Dispatcher(self.database)

    @cached_property
    def _recorder(self) -> Recorder:
        return Recorder(self.database)

    def act(self, verb: str, actor: str, /, **body: Any) -> dict[str, Any]:
        return self._dispatcher.perform(command(verb, actor, **body)).result

    def measure(self, call: Callable[[int], None], count: int) -> Measured:
        """Time `call(0)`, `call(1)`, …; its transactions are kept for the floor."""
        self._recorder.taken()
        began, times = time.time(), []
        for number in range(count):
            start = time.perf_counter()
            call(number)
            times.append((time.perf_counter() - start) * 1000)
        return Measured(times, began, time.time(), self._recorder.taken())


def command(verb: str, actor: str, /, **body: Any) -> Command:
    """A command of this moment, or of the moment `at`, done at the actor's own counter."""
    header = {
        "id": new_id(),
        "at": datetime.now(UTC),
        "actor": actor,
        "station": actor.replace("clerk", "counter"),
        "hall_id": HALL,
    }
    made: Command = decode(REGISTRY[verb], header | body)
    return made


def build_hall(url: str, counters: int, at: datetime | None = None) -> None:
    """A new rehearsal database with the sample hall, every counter open, at this moment or now."""
    create(url, rehearsal=True).close()
    hall, when = BenchHall(url), {"at": at} if at else {}
    hall.act("ImportHall", SETUP.login, document=write_hall(_setup(counters)), **when)
    for verb, name in DOCUMENTS:
        document = (SEED / name).read_text(encoding="utf-8")
        hall.act(verb, SETUP.login, document=document, **when)
    for number in range(1, counters + 1):
        hall.act("OpenCounter", f"clerk{number}", counter=str(number), **when)
    hall.database.close()


def _setup(counters: int) -> HallSetup:
    """The sample hall, with more counters and clerks like the first where it has too few."""
    setup = read_hall((SEED / "hall.json").read_bytes()).setup
    assert setup is not None, "the sample hall holds"
    clerk = next(one for one in setup.staff if one.login == "clerk1")
    known = {one.number for one in setup.counters}
    extra = [str(n) for n in range(1, counters + 1) if str(n) not in known]
    more = tuple(replace(setup.counters[0], number=number) for number in extra)
    people = tuple(replace(clerk, login=f"clerk{number}") for number in extra)
    place = next(one for one in setup.stations if one.counter)
    places = tuple(replace(place, name=f"counter{number}", counter=number) for number in extra)
    return replace(
        setup,
        counters=setup.counters + more,
        staff=setup.staff + people,
        stations=setup.stations + places,
    )
