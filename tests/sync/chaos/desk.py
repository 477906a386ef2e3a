"""One station of a chaos run: its process, its line, and the person who works there."""

import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hall_client.domain.ids import uuid7
from tests.faultline import Proxy
from tests.stations import BY_OUR_HAND, StationGone, StationProcess, StationSilent
from tests.sync.chaos.acts import AWAY, Act
from tests.sync.chaos.crashes import CrashPlan
from tests.sync.chaos.people import Person

PASSWORD = secrets.token_urlsafe(9)
IDLE_SECONDS = 0.2
THINKING_SECONDS = 0.06
"""At most, between an answer and the next act: a person never outruns the machine for long."""
AGAIN = 0.25
"""How often an act without an answer is said once more, under the same id, by the next life."""


@dataclass(frozen=True)
class Life:
    """How long a process lives at most until it is killed by hand."""

    seconds: float
    acts: int


class Desk:
    """Acts until told to stop; starts its process again whenever that has ended."""

    def __init__(
        self, name: str, folder: Path, line: Proxy, central_url: str, person: Person
    ) -> None:
        self.name, self.line, self.person = name, line, person
        self.settings = {
            "HALL_CENTRAL": line.through(central_url),
            "HALL_STATION": name,
            "HALL_PASSWORD": PASSWORD,
        }
        self.process = StationProcess(folder, "act", "--as", person.actor, **self.settings)
        self.acts: list[Act] = []
        self.starts = 0
        self.refused_starts: Counter[int] = Counter()
        self.wrongs: list[str] = []
        self.path = folder / "state" / f"station-{name}.db"

    @property
    def joined(self) -> bool:
        return self.path.exists()

    def program(self, *words: str) -> StationProcess:
        """Another command of the same station, once nobody works there."""
        return StationProcess(self.process.folder, *words, **self.settings)

    def clear_up(self) -> None:
        """Whoever works here goes home: the process ends by itself, or as it was armed to."""
        if self.process.alive:
            try:
                self.process.end()
            except StationSilent:
                self.wrongs.append(f"{self.name}: did not end\n{self.process.said}")
        self.process.kill()


class Shift:
    """The thread in which a desk's person works through lives of the process."""

    def __init__(self, desk: Desk, plan: CrashPlan, dice: random.Random, longest: Life) -> None:
        self.desk, self.plan, self.dice, self.longest = desk, plan, dice, longest
        self.before_life: Callable[[str], None] = lambda _crash_at: None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, name=desk.name, daemon=True)
        self._last_point: str | None = None
        self._unanswered: Act | None = None
        self.problem: BaseException | None = None

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._over.set()

    def wait(self, timeout_seconds: float) -> None:
        self._thread.join(timeout_seconds)
        if self._thread.is_alive():
            self.desk.wrongs.append(f"{self.desk.name}: the shift does not end")
        if self.problem:
            raise self.problem

    def _work(self) -> None:
        try:
            while not self._over.is_set():
                self._live()
        except BaseException as problem:
            self.problem = problem
            raise

    def _live(self) -> None:
        """One life of the process, from its start to whatever ends it."""
        desk = self.desk
        stock_low = desk.starts < 3 or self.dice.random() < 0.2
        crash_at = self.plan.next(desk.joined, self._last_point, stock_low)
        self.before_life(crash_at)
        before = Counter(desk.process.deaths)
        desk.process.start(crash_at=crash_at)
        desk.starts += 1
        share = self.dice.uniform(0.3, 1)
        until = time.monotonic() + self.longest.seconds * share
        try:
            self._act_until(until, int(self.longest.acts * share))
        except StationGone as gone:
            self._note_end(gone, Counter(desk.process.deaths) - before)
        except StationSilent:
            desk.wrongs.append(f"{desk.name}: no answer in time to {desk.acts[-1].line}")
            desk.process.kill()
            self._last_point = None

    def _act_until(self, until: float, most: int) -> None:
        before = len(self.desk.acts)
        while not self._over.is_set():
            if time.monotonic() > until or len(self.desk.acts) - before > most:
                self.desk.process.kill()
                self._last_point = None
                return
            act = self._next_act()
            if act is not None:
                self.desk.acts.append(act)
                self._unanswered = act
                act.answer = self.desk.process.send(act.line)
                self._unanswered = None
                self.desk.person.heard(act)
            idle = act is None or act.code == AWAY
            time.sleep(IDLE_SECONDS if idle else self.dice.uniform(0, THINKING_SECONDS))
            if not self.desk.process.alive:
                raise StationGone(self.desk.process.wait(), "")

    def _next_act(self) -> Act | None:
        """What was not answered may be said again, word by word; else what the person wants."""
        lost, self._unanswered = self._unanswered, None
        if lost is not None:
            self.desk.person.heard(lost)
            if self.dice.random() < AGAIN:
                return Act(lost.id, lost.station, lost.actor, lost.verb, lost.body)
        wish = self.desk.person.wish()
        if wish is None:
            return None
        act_id = uuid7(time.time_ns() // 1_000_000, self.dice.randbytes(10))
        return Act(act_id, self.desk.name, self.desk.person.actor, *wish)

    def _note_end(self, gone: StationGone, deaths: Counter[str]) -> None:
        self._last_point = None
        for cause in deaths:
            if cause != BY_OUR_HAND:
                self._last_point = cause.partition(":")[0]
                self.plan.hit(self._last_point)
        if not gone.killed:
            self.desk.refused_starts[gone.status] += 1
            self._over.wait(0.5)
