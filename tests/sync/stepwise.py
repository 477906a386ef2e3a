"""A station, one step at a time: no thread, no wait, and trouble exactly where it is put.

Everything is the product's own, with a real PostgreSQL and real files; only the courier's thread
does not run: its errands are called one by one. Trouble hits the connection itself, between the
driver and the server, or ends the station's process (here: `Crash`) before or after a commit.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event

from hall_client.app.dispatch import Outcome
from hall_client.app.links import PendingRow
from hall_client.app.queries import Pending
from hall_client.domain.catalogue import ServiceItem
from hall_client.store.central import Central
from hall_client.store.replica import Replica
from hall_client.sync.courier import Courier
from hall_client.sync.hall import StationHall
from hall_client.sync.opening import Site, open_station
from tests.hall import PERSON, Facts, Hall, materials

T = TypeVar("T")
NOWHERE = "/nowhere/at/all"


class Crash(BaseException):
    """The station's process ends here, as by a power cut."""


class Kind(StrEnum):
    """What happens: the question is lost on its way, the answer is, or the process ends."""

    REQUEST = "lost request"
    COMMIT = "lost commit"
    REPLY = "lost reply"
    CRASH = "crash"


@dataclass(frozen=True)
class Trouble:
    """`after`: how many transactions with central (a crash: ends of any commit) go well before."""

    kind: Kind
    after: int = 0


class Line:
    """The line of one station: cut or whole, with at most one trouble planned."""

    def __init__(self) -> None:
        self.cut = False
        self.hits: Counter[Kind] = Counter()
        self._trouble: Trouble | None = None
        self._left = 0
        self._doomed: Kind | None = None

    @property
    def planned(self) -> bool:
        return self._trouble is not None and self._left >= 0

    def plan(self, trouble: Trouble | None) -> None:
        self._trouble, self._doomed = trouble, None
        self._left = trouble.after if trouble else 0

    def reach(self, url: str) -> Central:
        """Central through this line; over a cut one nobody is there."""
        folder = url.partition("host=")[2].partition("&")[0]
        central = Central.reach(url.replace(folder, NOWHERE) if self.cut else url)
        event.listen(central.engine, "begin", self._begins)
        _tap(central.engine, self._commits, self._committed)
        return central

    def watch(self, replica: Replica) -> None:
        """Let a crash come between the writes of a station's own file too."""
        _tap(replica.engine, lambda _: self._may_crash(), lambda _: self._may_crash())

    def _begins(self, connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        self._may_crash()
        if self.cut:
            driver.close()
        elif self._trouble and self._trouble.kind is not Kind.CRASH and self._due():
            self._doomed = self._trouble.kind
            if self._doomed is Kind.REQUEST:
                driver.close()

    def _commits(self, driver: Any) -> None:
        if self._doomed is Kind.COMMIT:
            self._doomed = None
            driver.close()

    def _committed(self, driver: Any) -> None:
        if self._doomed is Kind.REPLY:
            self._doomed = None
            driver.close()
            driver.commit()  # whoever asks a closed connection for its answer hears just this
        self._may_crash()

    def _may_crash(self) -> None:
        if self._trouble and self._trouble.kind is Kind.CRASH and self._due():
            raise Crash

    def _due(self) -> bool:
        assert self._trouble is not None
        self._left -= 1
        if self._left == -1:
            self.hits[self._trouble.kind] += 1
        return self._left == -1


def _tap(engine: Engine, before: Callable[[Any], None], after: Callable[[Any], None]) -> None:
    """Come by before and after every commit of an engine's connections."""
    commit = engine.dialect.do_commit

    def do_commit(connection: Any) -> None:
        before(connection.driver_connection)
        commit(connection)
        after(connection.driver_connection)

    vars(engine.dialect)["do_commit"] = do_commit


@dataclass(frozen=True, kw_only=True)
class SteppedSite(Site):
    line: Line

    def reach(self) -> Central:
        return self.line.reach(self.central_url)


class SteppedStation:
    """One station. `run` does a step of it, with trouble; after a crash it is opened again."""

    def __init__(self, central: Hall, path: Path) -> None:
        self.central = central
        self.path = path
        self.name = path.stem
        self.line = Line()
        self._hall: StationHall | None = None

    @property
    def opened(self) -> bool:
        return self._hall is not None

    @property
    def hall(self) -> StationHall:
        assert self._hall is not None
        return self._hall

    @property
    def replica(self) -> Replica:
        return self.hall._replica

    @property
    def courier(self) -> Courier:
        return self.hall._station.courier

    @property
    def up(self) -> bool:
        return self.hall.standing().up

    def clock(self) -> datetime:
        return self.central.now

    # -- life ----------------------------------------------------------------------------------

    def open(self, replacing: bool = False) -> None:
        site = SteppedSite(
            path=self.path, station=self.name, central_url=self.central.url, line=self.line
        )
        station = open_station(site, self.clock, lambda _progress: None, replacing)
        self.line.watch(station.replica)
        self._hall = StationHall(station)

    def shut(self) -> None:
        """End the process; what is not on the disk or at central is gone."""
        if self._hall is not None:
            self._hall.close()
            self._hall = None

    def restart(self) -> None:
        self.shut()
        self.open()

    def lose_file(self) -> None:
        """The machine breaks; its disk is not read again."""
        self.shut()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def run(
        self,
        step: Callable[[], T],
        trouble: Trouble | None = None,
        again: Callable[[], None] | None = None,
    ) -> T | None:
        """A step, and the trouble within it; None when the process did not live to its end: it
        was started again then, by `again` where that is not as usual."""
        self.line.plan(trouble)
        try:
            return step()
        except Crash:
            self.line.plan(None)
            (again or self.restart)()
            return None
        finally:
            self.line.plan(None)

    # -- the courier's errands -----------------------------------------------------------------

    def meet(self) -> bool:
        return self.courier.attempt(self.courier.meet)

    def round(self) -> bool:
        """What the courier does when it is woken: one round, or another try to reach central."""
        return self.courier.attempt(self.courier.round) if self.up else self.meet()

    def unplug(self) -> None:
        """The line is cut, and the station has noticed."""
        self.line.cut = True
        assert not self.round()

    def plug(self) -> None:
        self.line.cut = False
        assert self.meet(), self.hall.standing()

    # -- acting --------------------------------------------------------------------------------

    def perform(self, verb: str, actor: str, /, **body: Any) -> Outcome:
        """Act half a minute later."""
        self.central.later(seconds=30)
        command = self.central.command(verb, actor, **{"station": self.name, **body})
        return self.hall.perform(command)

    def do(self, verb: str, actor: str, /, **body: Any) -> Facts:
        return self.perform(verb, actor, **body).result

    def check_in(self, item: ServiceItem, actor: str = "clerk1") -> Facts:
        body = {"applicant": PERSON, "channel": "window", "materials": materials(item)}
        return self.do("CheckInCase", actor, item_code=item.code, **body)

    def pending(self, **asked: Any) -> list[PendingRow]:
        viewer = self.hall.reference().staff["clerk1"]
        return self.hall.ask(Pending(**asked), viewer)
