"""Three stations beside a real PostgreSQL under any order of acts and trouble (central rules §5).

In CI a bounded run from fixed seeds; a longer one, each time another, for an evening:

    pytest tests/sync/test_sync_machine.py -s --hypothesis-profile sync-long

At the end what happened is printed, and a run that has not seen everything has proved nothing.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from hall_client import crash_points
from hall_client.app.dispatch import carry_out
from hall_client.app.replication import OPEN
from hall_client.domain.errors import Refusal
from hall_client.store import pruning
from hall_client.store.central import server_time
from hall_client.store.inbox import take_in
from hall_client.store.tables.stations import outbox
from tests.hall import Facts, require_lawful
from tests.sync.chaos.acts import LOST, Act
from tests.sync.chaos.crashes import FILES
from tests.sync.chaos.evidence import Evidence
from tests.sync.chaos.invariants import CHECKS, violations
from tests.sync.copying import Copied, lose, put_back, replace_file, twin
from tests.sync.stepped_hall import JOINED, Joined, SteppedHall
from tests.sync.stepwise import Kind, SteppedStation, Trouble
from tests.sync.walk import JOBS, People
from tests.sync.witness import Witness, beat, is_stopped, story

PLACES = st.sampled_from(JOINED)
MONTHS = timedelta(days=70)
JOB = st.tuples(PLACES, st.sampled_from(sorted(JOBS)), st.integers(0, 5))
SOME = st.lists(JOB, max_size=4)
MORE = st.lists(JOB, min_size=2, max_size=6)
Jobs = list[tuple[str, str, int]]
KINDS = (Kind.REQUEST, Kind.COMMIT, Kind.REPLY, Kind.CRASH)
LONG, BOUNDED = "sync-long", "sync-bounded"
IS_LONG = settings.get_current_profile_name() == LONG
settings.register_profile(
    BOUNDED,
    max_examples=5,
    stateful_step_count=40,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
POINTS = [one for one in crash_points.POINTS if one not in FILES]
WANTED = (*map(str, KINDS), *POINTS)
SHOWN = (
    *(
        "blocks lent",
        "block returned: unused",
        "told: done",
        "told: conflict",
        "told: refused",
        "withdrawn",
        "day",
    ),
    *("CheckInCase here", "IssueTicket here", "IssueTicket there", "AcceptCase there"),
    *("AcceptCase central-away", "CallNext there", "held transaction", "copied"),
)
AT_ANY_TIME = ("2 no printed number twice", "6 what is to be told stands in the copy")


class Stations(RuleBasedStateMachine):
    """What people do, what befalls them, and what central does meanwhile."""

    joined: Joined
    folder: Path
    seen: Counter[str]

    @initialize()
    def begin(self) -> None:
        self.files = Path(tempfile.mkdtemp(dir=self.folder))
        self.hall = SteppedHall(self.joined, self.files / "stations")
        self.witness = Witness(self.hall)
        self.witness.__enter__()
        self.people = People(self.witness)
        self.copies: dict[str, Copied] = {}
        self.held: Any = None
        self.replaced = 0
        self.held_open = False
        self.hits = Counter[str]()
        for name in JOINED:
            self.people.open(name)

    def place(self, name: str) -> SteppedStation:
        return self.hall.at(name)

    def note(self, act: Act | None) -> None:
        """How it went: there, here, refused and why, unknown."""
        if act is None:
            return
        place = self.place(act.station)
        way = act.code or "died"
        if act.done:
            way = "here" if has_told(place, act.final_id) else "there"
        self.seen[f"{act.verb} {way}"] += 1

    def go(self, name: str, step: Callable[[], object]) -> None:
        self.witness.go(self.place(name), step)

    # -- what people do ------------------------------------------------------------------------

    @rule(jobs=st.lists(JOB, min_size=3, max_size=8))
    def work(self, jobs: Jobs) -> None:
        for name, job, which in jobs:
            self.note(JOBS[job](self.people, name, which))

    @rule(name=PLACES, jobs=SOME)
    def settle(self, name: str, jobs: Jobs) -> None:
        """A person reads what central said."""
        place = self.place(name)
        rows = [row.act_id for row in place.pending() if row.state in OPEN]
        if rows:
            place.line.plan(None)
            self.go(name, lambda: place.hall.settle(rows[:1], "clerk1"))
            self.seen["settled by a person"] += 1
        self.work(jobs)

    # -- what the courier does -----------------------------------------------------------------

    @rule(names=st.lists(PLACES, min_size=1, max_size=3), up=st.booleans(), jobs=SOME)
    def come_round(self, names: list[str], up: bool, jobs: Jobs) -> None:
        for name in names:
            self.place(name).line.cut &= not up
            self.go(name, self.place(name).round)
        self.work(jobs)

    @rule(name=PLACES)
    def beat(self, name: str) -> None:
        self.go(name, lambda: beat(self.place(name)))

    # -- what befalls them ---------------------------------------------------------------------

    @rule(name=PLACES, kind=st.sampled_from(KINDS), after=st.integers(0, 3), jobs=MORE)
    def trouble(self, name: str, kind: Kind, after: int, jobs: Jobs) -> None:
        """It comes with one of the next things that this station does."""
        self.place(name).line.plan(Trouble(kind, after))
        self.work([(name, job, which) for _, job, which in jobs])

    @rule(points=st.lists(st.sampled_from(POINTS), min_size=1, max_size=3), jobs=MORE)
    def arm(self, points: list[str], jobs: Jobs) -> None:
        """Whoever passes there next dies of it."""
        for point in points:
            crash_points.arm(point)
        self.work(jobs)

    @rule(name=PLACES, noticed=st.booleans(), jobs=MORE)
    def line_down(self, name: str, noticed: bool, jobs: Jobs) -> None:
        self.place(name).line.cut = True
        if noticed:
            self.go(name, self.place(name).round)
        self.work(jobs)

    @rule(name=PLACES)
    def line_up(self, name: str) -> None:
        self.place(name).line.cut = False
        self.go(name, self.place(name).round)

    @rule(name=PLACES, jobs=SOME)
    def kill(self, name: str, jobs: Jobs) -> None:
        self.witness.start(self.place(name))
        self.work([(name, job, which) for _, job, which in jobs])

    @rule(name=PLACES)
    def say_again(self, name: str) -> None:
        """The same press comes once more: what was done is done once, and answered as then."""
        acts = self.witness.acts.get(self.place(name), [])
        if not acts:
            return
        act = acts[-1]
        if act.done and act.final_id == act.id:
            before = act.answer
            self.witness.press(self.place(name), act)
            again, act.answer = act.answer, before
            assert not again or not again["ok"] or same(again["outcome"], act.outcome)
            self.seen["said again"] += 1
        elif act.unknown:
            self.witness.press(self.place(name), act)
            self.note(act)
            self.seen["said again, unheard"] += 1

    @rule(name=PLACES)
    def late_request(self, name: str) -> None:
        """A question that its station has given up comes to central after all."""
        acts = self.witness.acts.get(self.place(name), [])
        lost = [act for act in acts if act.code == LOST or (act.done and act.final_id != act.id)]
        for act in lost[-1:]:
            try:
                self.hall.central.dispatcher.perform(self.witness.commands[act.id])
                self.seen["late request done"] += 1
            except Refusal as no:
                self.seen[f"late request {no.code}"] += 1

    @rule(name=PLACES)
    def told_twice(self, name: str) -> None:
        """A batch comes to central a second time: it hears the same, and nothing changes."""
        place = self.place(name)
        if not place.up or place.courier.central is None or is_stopped(place):
            return
        waiting = place.replica.pending(5)
        if waiting and not place.line.cut and not place.line.planned:
            central, who = place.courier.central, place.hall._station._who
            first = take_in(central, "H1", who, waiting)
            assert take_in(central, "H1", who, waiting).answers == first.answers
            self.seen["told twice"] += 1

    # -- what central does meanwhile -----------------------------------------------------------

    @precondition(lambda self: self.held is None)
    @rule(jobs=MORE)
    def hold(self, jobs: Jobs) -> None:
        """An act at central is under way, its number in the feed taken, while others commit."""
        verb = "CloseCounter" if self.held_open else "OpenCounter"
        command = self.hall.central.command(verb, "clerk5", counter="5")
        self.held = self.hall.central.database.begin(command)
        carry_out(command, self.held.__enter__(), self.hall.central.now)
        self.held_open = verb == "OpenCounter"
        self.work(jobs)
        for name in JOINED:
            self.go(name, self.place(name).round)

    @precondition(lambda self: self.held is not None)
    @rule()
    def release(self) -> None:
        self.held.__exit__(None, None, None)
        self.held = None
        self.seen["held transaction"] += 1

    @rule(name=PLACES)
    def next_day(self, name: str) -> None:
        """The day is over: it is closed, in the morning from any of the stations."""
        if self.held is not None:
            self.release()
        yesterday = self.hall.central.reference.day_of(self.hall.central.now)
        self.hall.central.later(days=1)
        self.held_open = False
        self.note(self.witness.act(name, "CloseDay", "manager1", day=yesterday.isoformat()))
        self.seen["day"] += 1
        for one in JOINED:
            self.go(one, self.place(one).round)
            self.go(one, partial(beat, self.place(one)))

    @rule(names=st.lists(PLACES, min_size=1, max_size=2, unique=True), jobs=MORE)
    def month(self, names: list[str], jobs: Jobs) -> None:
        """While some are away central cuts its feed: they have to copy the hall anew."""
        for name in names:
            self.place(name).line.cut = True
        self.work(jobs)
        for name in set(JOINED) - set(names):
            self.go(name, self.place(name).round)
        with pytest.MonkeyPatch.context() as later:
            later.setattr(pruning, "_now", lambda connection: server_time(connection) + MONTHS)
            later.setattr(pruning, "MARK_SPAN", 0)
            self.seen["feed cut"] += bool(pruning.prune(self.hall.central.database))
        for name in names:
            self.place(name).line.cut = False
            self.go(name, self.place(name).round)

    # -- files ---------------------------------------------------------------------------------

    @rule(name=PLACES)
    def copy(self, name: str) -> None:
        self.place(name).line.plan(None)
        self.copies[name] = Copied.of(self.place(name))
        self.seen["copied"] += 1

    @rule(name=PLACES, how=st.sampled_from([put_back, twin]))
    def use_copy(self, name: str, how: Callable[..., str]) -> None:
        """The copy is put in the file's place, or opened beside it; central tells them apart."""
        place, kept = self.place(name), self.copies.pop(name, None)
        if kept is None or not kept.is_harmless(place):
            return
        place.line.plan(None)
        place.line.cut = False
        with self.without_crash_points():
            self.seen[how(self.witness, place, kept)] += 1

    @precondition(lambda self: self.replaced < 2)
    @rule(name=PLACES, lost=st.booleans())
    def replace(self, name: str, lost: bool) -> None:
        """Another file takes the station's place: the old one tells first what it can."""
        self.replaced += 1
        place = self.place(name)
        place.line.plan(None)
        place.line.cut = False
        self.copies.pop(name, None)
        if lost:
            lose(self.witness, place)
        with self.without_crash_points("joined-not-named"):
            replace_file(self.witness, place)
        self.seen["lost and replaced" if lost else "replaced"] += 1

    def without_crash_points(self, but: str = "") -> Any:
        """A courier's own thread tells in between: no test can die in it."""
        left = {one: n for one, n in crash_points._armed.items() if one == but}
        patch = pytest.MonkeyPatch.context()
        patch.__enter__().setattr(crash_points, "_armed", left)
        return _Undone(patch)

    # -- what must hold ------------------------------------------------------------------------

    @precondition(lambda self: len(self.witness.commands) % 20 == 10)
    @rule()
    def look(self) -> None:
        """What holds at any moment."""
        evidence = self.witness.evidence()
        found = [one for name in AT_ANY_TIME for one in CHECKS[name](evidence)]
        assert not found, found

    def teardown(self) -> None:
        if not hasattr(self, "witness"):
            return
        try:
            self.judge()
        finally:
            self.witness.__exit__()
            self.hall.close()
            shutil.rmtree(self.files, ignore_errors=True)

    def judge(self) -> None:
        if self.held is not None:
            self.release()
        crash_points._armed.clear()
        self.count_hits()
        self.bring_back_who_stopped()
        unrest = self.witness.drain()
        evidence = self.witness.evidence()
        found = [*unrest, *violations(evidence)]
        assert not found, "\n".join([*found[:20], *story(evidence)])
        require_lawful(self.hall.central)
        self.count(evidence)

    def provoke(self, what: str) -> None:
        """Bring it about, on top of whatever has happened."""
        name = JOINED[len(self.seen) % len(JOINED)]
        place = self.place(name)
        place.line.cut = False
        self.go(name, place.round)
        if what in POINTS:
            crash_points.arm(what)
        if what == "jobs-not-taken":
            crash_points.arm("told-not-laid")
        if what in list(Kind):
            place.line.plan(Trouble(Kind(what), 0))
        others = [one for one in JOINED if one != name]
        self.work(
            [(name, "check in", 0), (name, "issue", 0), *((one, "call", 0) for one in others)]
        )
        for one in (*others, name):
            self.go(one, self.place(one).round)
        if what in crash_points._armed and not self.witness.crashes[what]:
            self.next_day(name)
        if what == "joined-not-named":
            self.replace(name, lost=False)
        if what in ("copied-not-laid", "copy-laid"):
            self.month(others, [(name, job, 1) for job in ("issue", "check in", "correct")])
        crash_points._armed.clear()
        place.line.plan(None)
        self.count_hits()

    def disagree(self) -> None:
        """Two that are cut off mend one field, and serve one slip to its end."""
        one, two = (self.place(name) for name in JOINED[:2])
        for place in (one, two):
            place.line.cut = False
            self.go(place.name, place.round)
        self.work([(one.name, "issue", 0), (one.name, "check in", 0)])
        self.go(one.name, one.round)
        self.go(two.name, two.round)
        for place in (one, two):
            place.line.cut = True
            self.work([(place.name, job, 1) for job in ("attend", "call", "attend")])
            self.work([(place.name, job, 0) for job in ("serve paper", "correct")])
            self.work([(place.name, "attend", 1)])

    def bring_back_who_stopped(self) -> None:
        """A person replaces the file of a station that may not go on."""
        for name in JOINED:
            place = self.place(name)
            place.line.plan(None)
            place.line.cut = False
            self.go(name, place.round)
            if is_stopped(place):
                replace_file(self.witness, place)
                self.seen["brought back"] += 1

    def count_hits(self) -> None:
        counters = [place.line.hits for place in self.hall.places()]
        for counter in (*counters, self.witness.crashes):
            self.seen.update({str(what): n for what, n in counter.items()})
            counter.clear()

    def count(self, evidence: Evidence) -> None:
        for file in evidence.stations:
            self.seen.update(f"told: {row['state']}" for row in file.outbox)
            self.seen.update(f"asked: {row['state']}" for row in file.intents)
        self.seen["blocks lent"] += len(evidence.blocks)
        given = [str(row["reason"]) for row in evidence.blocks if row["returned_at"]]
        self.seen.update(f"block returned: {reason}" for reason in given)
        self.seen["withdrawn"] += len(evidence.withdrawn)


class _Undone:
    def __init__(self, patch: Any) -> None:
        self.patch = patch

    def __enter__(self) -> None: ...

    def __exit__(self, *reason: object) -> None:
        self.patch.__exit__(*reason)


def same(one: Facts, other: Facts) -> bool:
    """The same answer, but for how many wait: that is told to the person who gets the slip."""
    return one | {"people_ahead": None} == other | {"people_ahead": None}


def has_told(place: SteppedStation, act_id: str) -> bool:
    """Whether it was done here and is told by the outbox."""
    with place.replica.engine.connect() as connection:
        mine = select(outbox.c.id).where(outbox.c.id == act_id)
        return connection.execute(mine).first() is not None


def play(machine: type[Stations], dice: int) -> None:
    """In CI few examples of a fixed seed, told as they are; the long profile shrinks."""
    if IS_LONG:
        run_state_machine_as_test(machine, settings=settings.get_profile(LONG))
    else:
        bounded = settings.get_profile(BOUNDED)
        run_state_machine_as_test(seed(dice)(machine), settings=bounded)


def bring_about(missing: list[str], machine: type[Stations]) -> None:
    """What chance has not brought is brought about in one more hall, one thing on the other."""
    hall = machine()
    hall.begin()
    for what in missing:
        hall.provoke(what)
    hall.hold([(name, "issue", 0) for name in JOINED])
    hall.release()
    for name, how in zip(JOINED, (twin, put_back), strict=False):
        hall.copy(name)
        hall.use_copy(name, how)
    hall.disagree()
    hall.teardown()


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.timeout(0 if IS_LONG else 600)
@pytest.mark.parametrize("dice", [1, 2])
def test_whatever_people_do_and_whatever_breaks(joined: Joined, tmp_path: Path, dice: int) -> None:
    parts = {"joined": joined, "folder": tmp_path, "seen": Counter[str]()}
    machine = type("Stations", (Stations,), parts)
    play(machine, dice)
    bring_about([one for one in WANTED if not machine.seen[one]], machine)
    told = "\n".join(f"  {what:40}{n:6}" for what, n in sorted(machine.seen.items()))
    print(f"seed {dice}\n{told}")
    missing = [one for one in (*WANTED, *SHOWN) if not machine.seen[one]]
    assert not missing, f"{missing} never came\n{told}"
