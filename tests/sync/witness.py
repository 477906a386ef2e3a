"""Who sees everything that happens in a hall led step by step, and judges it in the end.

Every press of a button is written down with its answer, as in a chaos run, so that the same
invariants (`tests.sync.chaos.invariants`) are asked of both.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from sqlalchemy import text

from hall_client import crash_points
from hall_client.app.command import Command
from hall_client.app.faults import Fault
from hall_client.app.links import LinkState
from hall_client.domain.errors import Refusal
from hall_client.sync.looking import look_at_untold
from tests.hall import Facts, require_lawful
from tests.sync.chaos.acts import Act
from tests.sync.chaos.evidence import Evidence, StationFile, Witnessed
from tests.sync.chaos.invariants import violations
from tests.sync.stepped_hall import SteppedHall
from tests.sync.stepwise import Crash, SteppedStation

T = TypeVar("T")
ROUNDS = 8
SETTLED_SECONDS = 30.0
NEWEST = "SELECT max(xid) < pg_snapshot_xmin(pg_current_snapshot()) FROM change"


@dataclass
class Witness:
    """`act` at a station, let its courier `go` on, and in the end ask for `breaches`."""

    hall: SteppedHall
    acts: dict[SteppedStation, list[Act]] = field(default_factory=dict)
    old_files: list[StationFile] = field(default_factory=list)
    spoken: list[str] | None = None
    crashes: Counter[str] = field(default_factory=Counter)
    bugs: list[str] = field(default_factory=list)
    commands: dict[str, Command] = field(default_factory=dict)

    def __enter__(self) -> "Witness":
        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(crash_points, "end_here", self._crash)
        self._patch.setattr(crash_points, "_armed", {})
        self._log = _BugList(self.bugs)
        logging.getLogger("hall_client.bug").addHandler(self._log)
        return self

    def __exit__(self, *reason: object) -> None:
        logging.getLogger("hall_client.bug").removeHandler(self._log)
        self._patch.undo()

    def _crash(self, name: str) -> None:
        self.crashes[name] += 1
        raise Crash(name)

    # -- what happens --------------------------------------------------------------------------

    def act(self, name: str, verb: str, actor: str, /, **body: object) -> Act:
        """A press of a button half a minute later; the process may die of it."""
        place = self.hall.at(name)
        self.hall.central.later(seconds=30)
        command = self.hall.central.command(verb, actor, station=name, **body)
        self.commands[command.id] = command
        act = Act(command.id, name, actor, verb, body)
        self.acts.setdefault(place, []).append(act)
        self.press(place, act)
        return act

    def done(self, name: str, verb: str, actor: str, /, **body: object) -> Facts:
        """The same, where nothing may keep it from being done."""
        act = self.act(name, verb, actor, **body)
        assert act.done, act
        return act.outcome

    def press(self, place: SteppedStation, act: Act) -> None:
        """Once, or once more under the same id."""
        act.answer = self.go(place, lambda: _answered(place, self.commands[act.id]))

    def go(self, place: SteppedStation, step: Callable[[], T]) -> T | None:
        """A step of a station; None: its process died of it and was started again."""
        try:
            return step()
        except Crash:
            place.line.plan(None)
            self.start(place)
            return None

    def start(self, place: SteppedStation, replacing: bool = False) -> None:
        """Start its process anew; where that is cut short too, once more."""
        for _ in range(len(crash_points.POINTS)):
            place.shut()
            try:
                place.open(replacing)
            except Crash:
                place.line.plan(None)
                continue
            return

    # -- files that speak no longer ------------------------------------------------------------

    def retire(self, place: SteppedStation, heard_of: bool = True) -> StationFile:
        """Keep what a station's file holds, which is about to be replaced or is lost.

        `heard_of` False: its disk is not read again, so all that it held is excused.
        """
        file = StationFile.read(place.replica.engine, self._seen(place, speaks=False))
        if not heard_of:
            file.listed = {row["id"] for row in (*file.outbox, *file.intents)}
        self.old_files.append(file)
        self.acts[place] = []
        return file

    def _seen(self, place: SteppedStation, speaks: bool = True) -> Witnessed:
        listed = {row.act_id for row in place.pending()} if speaks else set()
        acts = self.acts.get(place, [])
        return Witnessed(name=place.name, acts=acts, listed=listed, speaks=speaks)

    # -- the end -------------------------------------------------------------------------------

    def breaches(self) -> list[str]:
        """Heal and drain, then everything that is not as it must be."""
        unrest = self.drain()
        return [*unrest, *violations(self.evidence())]

    def require_all(self) -> None:
        found = self.breaches()
        assert not found, "\n".join(found[:20])
        require_lawful(self.hall.central)

    def drain(self) -> list[str]:
        """No more trouble, and everybody tells and takes in all there is; who does not rest."""
        crash_points._armed.clear()
        for place in self.hall.places():
            place.line.plan(None)
            place.line.cut = False
        self._wait_until_nothing_is_under_way()
        for _ in range(ROUNDS):
            unrest = [one for one in map(self._rest, self.hall.places()) if one]
            if not unrest:
                break
        for place in self.hall.places():  # what the last one told, all others have then
            place.round()
        return unrest

    def _rest(self, place: SteppedStation) -> str:
        if place.round() and place.up and not place.replica.pending_count():
            return ""
        stand = place.hall.standing()
        return f"no rest: {place.name}: {stand.state} {stand.problem}, {stand.pending} to tell"

    def _wait_until_nothing_is_under_way(self) -> None:
        """The server's own housekeeping may hold the feed back for a moment."""
        until = time.monotonic() + SETTLED_SECONDS
        while time.monotonic() < until:
            with self.hall.central.database.engine.connect() as connection:
                if connection.execute(text(NEWEST)).scalar() is not False:
                    return
            time.sleep(0.05)
        raise AssertionError("something is under way at central for ever")

    def evidence(self) -> Evidence:
        """What central and all files hold now."""
        files = [
            StationFile.read(place.replica.engine, self._seen(place))
            for place in self.hall.places()
        ]
        for file in files[:1]:
            file.bugs = self.bugs
        evidence = Evidence.gathered(self.hall.central.url, [*self.old_files, *files])
        evidence.spoken = self.spoken
        return evidence


def story(evidence: Evidence) -> list[str]:
    """What each station did and what was said to it, for whoever looks for a cause."""
    return [
        f"{file.name} {row['seq']} {row['id'][9:]} {row['command']} {row['state']} {row['code']} "
        f"{row['body'][:120] if row['command'] != 'CheckInCase' else ''}"
        for file in evidence.stations
        for row in file.outbox
    ]


def untold_at(place: SteppedStation, file: StationFile) -> None:
    """Put into an old file's list what people find where it was set aside."""
    for old in look_at_untold(place.path):
        file.listed |= {act.id for act in old.acts or ()}


def _answered(place: SteppedStation, command: Command) -> Facts:
    try:
        outcome = place.hall.perform(command)
    except (Refusal, Fault) as no:
        return {"ok": False, "id": command.id, "refusal": no.code}
    return {"ok": True, "id": outcome.command.id, "outcome": outcome.result}


class _BugList(logging.Handler):
    """Keeps what the program says is wrong with itself."""

    def __init__(self, bugs: list[str]) -> None:
        super().__init__()
        self._bugs = bugs

    def emit(self, record: logging.LogRecord) -> None:
        self._bugs.append(self.format(record))


def is_stopped(place: SteppedStation) -> bool:
    """Whether only a person can bring it back."""
    return place.hall.standing().state is LinkState.STOPPED


def beat(place: SteppedStation) -> None:
    """A sign of life, and what comes with it: numbers are fetched and given back."""
    courier, central = place.courier, place.courier.central
    if place.up and central is not None:
        courier.attempt(lambda: courier._beat(central))
