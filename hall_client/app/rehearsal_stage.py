"""The stage of a rehearsal: acts with their times, the clock that orders them, who plays whom."""

import hashlib
import heapq
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any, Protocol

from hall_client.app.codec import encode
from hall_client.app.reference import Reference
from hall_client.app.rehearsal_visits import Visit
from hall_client.domain.ids import uuid7
from hall_client.domain.people import Role, StationKind

# Yields the moment at which it wants to go on.
Process = Generator[datetime, None, None]
DESK_OPENS, DESK_MINUTES = time(9, 5), 430
SEAL_AFTER = timedelta(minutes=25)
SEALED_COPIES = 2


@dataclass(frozen=True)
class Place:
    """Who acts where."""

    actor: str
    station: str


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act of the day: a command's name and its fields as JSON data under its header."""

    id: str
    at: datetime
    name: str
    actor: str
    station: str
    fields: Mapping[str, Any]


class Stage(Protocol):
    """Where the acts are carried out."""

    def perform(self, act: Act) -> Mapping[str, Any]:
        """Carry the act out and return its outcome as plain data; a refusal is raised."""
        ...


@dataclass(frozen=True)
class Folder:
    """A running case and the visit that it came from."""

    visit: Visit
    case_id: str
    case_no: str


class Agenda:
    """Runs processes side by side in the order of their moments; equal moments as they came."""

    def __init__(self) -> None:
        self._turns = count()
        self._heap: list[tuple[datetime, int, Process]] = []

    def add(self, at: datetime, process: Process) -> None:
        heapq.heappush(self._heap, (at, next(self._turns), process))

    def run(self) -> None:
        while self._heap:
            _, _, process = heapq.heappop(self._heap)
            again = next(process, None)
            if again is not None:
                self.add(again, process)


class Play:
    """What all parts of a rehearsal share: seed, reference, agenda, and acts with derived ids."""

    def __init__(self, seed: int, reference: Reference, stage: Stage) -> None:
        self.reference = reference
        self.agenda = Agenda()
        self.folders: dict[str, Folder] = {}  # by the visit's key
        self._seed = seed
        self._stage = stage
        self._acts = count()
        kinds = {one.kind: one.name for one in sorted(reference.stations.values(), key=str)}
        self.kiosk = Place(self.login(Role.KIOSK), kinds[StationKind.KIOSK])
        self.office = kinds[StationKind.OFFICE]

    def act(self, place: Place, at: datetime, name: str, /, **fields: Any) -> Mapping[str, Any]:
        """Carry out one act; what it puts under a document number is sealed a little later."""
        digest = hashlib.sha256(f"{self._seed}/{next(self._acts)}".encode()).digest()
        outcome = self._stage.perform(
            Act(
                id=uuid7(int(at.timestamp() * 1000), digest),
                at=at,
                name=name,
                actor=place.actor,
                station=place.station,
                fields=encode(fields),
            )
        )
        if name != "SealDocument":
            for key in ("document_no", "tolerance_document_no"):
                if outcome.get(key):
                    self.agenda.add(at + SEAL_AFTER, self._seal(outcome[key], at + SEAL_AFTER))
        return outcome

    def _seal(self, document_no: str, at: datetime) -> Process:
        keeper = self.at_office(Role.SEALKEEPER)
        self.act(keeper, at, "SealDocument", document_no=document_no, copies=SEALED_COPIES)
        yield from ()

    def dice(self, *of: object) -> Random:
        """Dice that belong to one thing and to nothing else."""
        return Random("/".join(map(str, (self._seed, *of))))

    def login(self, role: Role, section: str | None = None) -> str:
        """The first person of a post (in a section)."""
        return self.logins(role, section)[0]

    def logins(self, role: Role, section: str | None = None) -> list[str]:
        people = sorted(self.reference.staff.items())
        return [
            login
            for login, one in people
            if role in one.roles and one.active and section in (None, one.section)
        ]

    def at_office(self, role: Role, section: str | None = None) -> Place:
        return Place(self.login(role, section), self.office)

    def moment(self, day: date, clock: time) -> datetime:
        """A time of day at the hall."""
        return datetime.combine(day, clock, self.reference.zone)

    def desk_time(self, since: datetime, days: int, dice: Random) -> datetime:
        """Some moment at the desks, `days` working days after `since` and never before it."""
        day = self.reference.calendar.add(self.reference.day_of(since), days)
        drawn = timedelta(seconds=dice.randrange(60 * DESK_MINUTES))
        return max(since + timedelta(minutes=3), self.moment(day, DESK_OPENS) + drawn)
