"""A station's hall as windows and command line use it: acts by their route, reads from the copy."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from hall_client.app.command import new_id
from hall_client.app.dispatch import Clock, Outcome, Performer
from hall_client.app.faults import (
    OWN_FILE,
    AnswerLost,
    CentralAway,
    DatabaseBusy,
    DatabaseUnreachable,
)
from hall_client.app.links import LinkStanding
from hall_client.app.printing import JobState, PrintJob
from hall_client.app.queries import Query
from hall_client.app.reference import Reference
from hall_client.domain.people import Staff
from hall_client.sync.files import StationFiles
from hall_client.sync.station import Station

R = TypeVar("R")


class StationHall:
    """The `HallDatabase` port over a station. Closing it ends the courier, unless others work with
    the same station: then `leave` is called.
    """

    look_seconds = 0.05  # a copy of one's own costs nobody else anything

    def __init__(self, station: Station, leave: Callable[[], object] | None = None) -> None:
        self._station = station
        self._leave = leave or station.close
        self._replica = station.replica
        self.place = station.replica.place
        self.station = station.replica.station
        self.perform = station.perform

    def performer(self, clock: Clock) -> Performer:
        return self._station

    def standing(self) -> LinkStanding:
        return self._station.standing

    @property
    def as_station(self) -> "StationHall":
        return self

    @property
    def files(self) -> StationFiles:
        replica = self._replica
        return StationFiles(replica.files.folder, replica.hall, self._station.central)

    def close(self) -> None:
        self._leave()

    # -- who ---------------------------------------------------------------------------------

    @property
    def rehearsal(self) -> bool:
        return self._replica.rehearsal

    @property
    def server_user(self) -> str | None:
        """A station signs everybody in by password."""
        return None

    def sign_in(self, login: str, password: str) -> Staff:
        """At central where it can be reached, else by what central said within the last days."""
        central = self._station.courier.central
        if central is not None and self._station.link.up:
            with suppress(DatabaseUnreachable, DatabaseBusy):
                person = central.sign_in(login, password)
                with suppress(*OWN_FILE):  # who has signed in may work; alone, not the next time
                    self._replica.remember(login, password, self._station.clock())
                return person
        return self._replica.sign_in_alone(login, password, self._station.clock())

    # -- reads -------------------------------------------------------------------------------

    def reference(self) -> Reference:
        return self._replica.reference()

    def make_ready(self) -> Reference:
        return self._replica.make_ready()

    def hall_name(self) -> str:
        return self._replica.hall_name()

    def change_mark(self) -> int:
        return self._replica.change_mark()

    def ask(self, query: Query[R], viewer: Staff, now: datetime | None = None) -> list[R]:
        """Answer as of the time of this machine's clock, or now; both are central's in the copy."""
        if now is not None:
            now = self._station.time.of(now)
        elif not self.rehearsal:
            now = self._station.clock()
        return self._replica.ask(query, viewer, now)

    # -- printing ----------------------------------------------------------------------------

    def print_jobs(self, station: str, *states: JobState) -> list[PrintJob]:
        return self._replica.print_jobs(station, *states)

    def set_print_state(self, job_id: str, state: JobState, problem: str = "") -> None:
        self._replica.set_print_state(job_id, state, problem)

    def take_print_job(self, job_id: str, *states: JobState) -> bool:
        return self._replica.take_print_job(job_id, *states)

    # -- what one process of the hall does -----------------------------------------------------

    def leads(self, duty: str) -> bool:
        with suppress(CentralAway, DatabaseUnreachable, DatabaseBusy):
            return self._station.leads(duty)
        return False

    def announced(self, zone: str) -> frozenset[str]:
        return self._station.central().announced(zone)

    def note_announced(self, zone: str, call_ids: Sequence[str]) -> None:
        self._station.central().note_announced(zone, call_ids)

    # -- what a person settles -----------------------------------------------------------------

    def again(self, act_id: str, actor: str) -> Outcome:
        """Do an act anew that central did not do: a new act on the rows as they are now."""
        command = self._replica.kept(act_id, new_id(), self._station.time.machine(), actor)
        try:
            outcome = self._station.perform(command)
        except AnswerLost:  # from now on the new act is the one to be found out about
            self.settle((act_id,), actor)
            raise
        self.settle((act_id,), actor)
        return outcome

    def settle(self, act_ids: Sequence[str], actor: str) -> None:
        """A person has read what central said, and leaves it at that."""
        for act_id in act_ids:
            self._replica.settle(act_id, actor)
        self._station.courier.count()

    def catch_up(self, timeout_seconds: float) -> LinkStanding:
        """Tell and take in everything now; the Fault that keeps it from that."""
        if not self._station.courier.settled(timeout_seconds):
            raise self._station.standing.problem or CentralAway()
        return self._station.standing
