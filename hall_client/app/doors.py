"""The hall as windows and command line enter it, whether the machine is alone or a station."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from hall_client.app.dispatch import Clock, Outcome, Performer
from hall_client.app.links import LinkStanding
from hall_client.app.queries import Query
from hall_client.app.reference import Reference
from hall_client.domain.people import Staff

R = TypeVar("R")


class HallDoor(Protocol):
    """What every opened hall offers; calls may wait, so none on the GUI thread."""

    @property
    def place(self) -> str: ...

    @property
    def rehearsal(self) -> bool: ...

    @property
    def server_user(self) -> str | None:
        """The user that a server's URL names; None: people sign in by password."""
        ...

    def reference(self) -> Reference: ...

    def ask(self, query: Query[R], viewer: Staff, now: datetime | None = None) -> list[R]: ...

    def change_mark(self) -> int:
        """A number that grows when anything has changed: cheap enough to be asked all the time."""
        ...

    def performer(self, clock: Clock) -> Performer:
        """Where acts go through; `clock` tells the hall's time."""
        ...

    def sign_in(self, login: str, password: str) -> Staff: ...

    def standing(self) -> LinkStanding:
        """How the link to central stands; does not wait."""
        ...

    def leads(self, duty: str) -> bool:
        """Take or keep what one process of the hall does at a time; False while another has it, or
        central is away. A machine that is its own authority does everything.
        """
        ...

    def announced(self, zone: str) -> frozenset[str]:
        """The calls of a zone that were announced lately."""
        ...

    def note_announced(self, zone: str, call_ids: Sequence[str]) -> None:
        """These are the calls of a zone that were announced lately."""
        ...

    @property
    def as_station(self) -> "StationDoor | None":
        """What only a station can do; None on a machine that is its own authority."""
        ...

    def close(self) -> None: ...


class StationDoor(HallDoor, Protocol):
    """A station's hall: what it has still to tell can be told, settled and done again."""

    @property
    def station(self) -> str: ...

    def catch_up(self, timeout_seconds: float) -> LinkStanding:
        """Tell and take in everything now; the Fault that keeps it from that."""
        ...

    def again(self, act_id: str, actor: str) -> Outcome:
        """Do an act anew that central did not do: a new act on the rows as they are now."""
        ...

    def settle(self, act_ids: Sequence[str], actor: str) -> None:
        """A person has read what central said, and leaves it at that."""
        ...
