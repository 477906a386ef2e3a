"""A chaos run from the first station's joining to the last invariant."""

import random
import time
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hall_client.app.faults import Fault
from hall_client.crash_points import POINTS
from hall_client.store.central import Central
from hall_client.store.creation import create
from hall_client.store.sample import load_sample
from tests.faultline import Proxy
from tests.postgres import Cluster, own_cluster
from tests.stations import BY_OUR_HAND
from tests.sync.chaos.crashes import ELSEWHERE, CrashPlan
from tests.sync.chaos.desk import PASSWORD, Desk, Life, Shift
from tests.sync.chaos.drain import drain
from tests.sync.chaos.evidence import Evidence, read_desk
from tests.sync.chaos.floor import Floor
from tests.sync.chaos.invariants import violations
from tests.sync.chaos.people import Clerk, Official, Person, Visitor
from tests.sync.chaos.report import Report
from tests.sync.chaos.trouble import Apart, PowerCuts, Sky

HALL = "H1"
NAMES = ("counter1", "kiosk1", "counter2", "office1", "counter3", "counter4", "counter5")
Told = Callable[[str], object]
LIFE = Life(seconds=20.0, acts=10**6)
APART = Apart(seconds=60.0, acts=0)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run is like. It ends after `seconds`, or earlier when `enough` acts were answered
    `points` crash points, a kill by hand, a power cut and `faults` of the lines were met; `enough`
    0: never earlier."""

    seed: int
    stations: int = 5
    seconds: float = 60.0
    enough: int = 0
    points: int = len(POINTS) - len(ELSEWHERE)
    faults: int = 5
    longest_spell: float = 3.0
    longest_life: Life = LIFE
    cuts_apart: Apart = APART


@dataclass
class Run:
    """One run in a folder of its own; its files stay there for whoever looks for a cause."""

    plan: Plan
    folder: Path
    told: Told = print
    desks: list[Desk] = field(default_factory=list)
    skies: list[Sky] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)

    def report(self) -> Report:
        dice = random.Random(self.plan.seed)
        self.crashes = CrashPlan(random.Random(dice.random()))
        with ExitStack() as stack:
            cluster = stack.enter_context(own_cluster(durable=True, listening=True))
            url = self._found(cluster)
            floor = Floor(_items(url))
            for name in NAMES[: self.plan.stations]:
                line = stack.enter_context(Proxy(cluster.socket))
                self._settle_in(name, line, url, floor, random.Random(dice.random()))
            cuts = PowerCuts(
                cluster, random.Random(dice.random()), self.plan.cuts_apart, self._answered
            )
            try:
                self._work(cuts)
            finally:
                self._end(cuts)
            problems = drain(self.desks, self.told)
            evidence = Evidence.gathered(url, [read_desk(desk) for desk in self.desks])
            found = [*problems, *violations(evidence)]
            return Report.of(self, evidence, cuts.cuts, found)

    def _found(self, cluster: Cluster) -> str:
        """Central with the sample hall, everybody with the same password."""
        url = cluster.make_database()
        database = create(url, rehearsal=True)
        load_sample(database)
        database.set_passwords(dict.fromkeys(database.reference().staff, PASSWORD))
        database.close()
        self.url = url
        return url

    def _settle_in(
        self, name: str, line: Proxy, url: str, floor: Floor, dice: random.Random
    ) -> None:
        desk = Desk(name, self.folder / name, line, url, _person(name, floor, dice))
        shift = Shift(desk, self.crashes, dice, self.plan.longest_life)
        shift.before_life = lambda crash_at: self._before_life(name, crash_at)
        self.desks.append(desk)
        self.shifts.append(shift)
        self.skies.append(Sky(dice.randrange(2**31), line, self.plan.longest_spell))

    def _before_life(self, name: str, crash_at: str) -> None:
        """A block that was lent for a day that is over is there to be returned."""
        if crash_at.startswith("returned-not-noted"):
            self._past = getattr(self, "_past", 0) + 1
            day = datetime.now(UTC).date() - timedelta(days=1 + self._past)
            # In a power cut: the next time then.
            with suppress(Fault), closing(Central.reach(self.url)) as central:
                central.lend(HALL, name, [("case", day.isoformat(), 20)])

    def _work(self, cuts: PowerCuts) -> None:
        for beginning in (*self.shifts, *self.skies, cuts):
            beginning.start()
        until = time.monotonic() + self.plan.seconds
        told = time.monotonic()
        while time.monotonic() < until and not self._enough(cuts):
            time.sleep(0.5)
            if time.monotonic() - told > 30:
                told = time.monotonic()
                starts = sum(desk.starts for desk in self.desks)
                self.told(f"{self._answered()} acts, {starts} starts, {dict(self.crashes.hits)}")

    def _answered(self) -> int:
        return sum(act.answer is not None for desk in self.desks for act in list(desk.acts))

    def _enough(self, cuts: PowerCuts) -> bool:
        if any(shift.problem for shift in self.shifts):
            return True
        plan = self.plan
        met = sum(desk.line.injected.total() for desk in self.desks)
        killed = any(desk.process.deaths[BY_OUR_HAND] for desk in self.desks)
        points = len(self.crashes.hits)
        worked = 0 < plan.enough <= self._answered()
        return worked and killed and points >= plan.points and met >= plan.faults and cuts.cuts > 0

    def _end(self, cuts: PowerCuts) -> None:
        for shift in self.shifts:
            shift.end()
        cuts.clear_up()
        for sky in self.skies:
            sky.clear_up()
        for shift in self.shifts:
            shift.wait(120)
        for desk in self.desks:
            desk.clear_up()


def _items(url: str) -> list:
    """Items that a clerk can take in without a question, of every authority profile."""
    central = Central.reach(url)
    try:
        published = central.reference().published.values()
    finally:
        central.close()
    plain = [one for one in published if one.question is None]
    by_profile = {(one.profile, one.section): one for one in plain}
    return list(by_profile.values())


def _person(name: str, floor: Floor, dice: random.Random) -> Person:
    if name.startswith("kiosk"):
        return Visitor(name, floor, dice)
    if name.startswith("office"):
        return Official("chief1", None, floor, dice)
    number = name.removeprefix("counter")
    return Clerk(f"clerk{number}", number, floor, dice)
