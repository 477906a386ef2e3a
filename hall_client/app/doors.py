"""The hall as windows and command line enter it, whether the machine is alone or a station."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from hall_client.app.dispatch import Clock, Outcome, Performer
from hall_client.app.links import LinkStanding
from hall_client.app.queries import Query
from hall_client.app.reference import Reference
from hall_client.domain.attachments import KeptFile
from hall_client.domain.people import Staff

R = TypeVar("R")


class NamedFile(Protocol):
    """An attachment, as far as its bytes can be found by it."""

    @property
    def name(self) -> str: ...

    @property
    def sha256(self) -> str: ...

    @property
    def size(self) -> int: ...


class CaseFiles(Protocol):
    """Where the bytes of attachments are; every call may wait, so none on the GUI thread."""

    def take_in(self, source: Path) -> KeptFile:
        """Keep a copy of a file, or refuse: too large, empty, neither PDF nor JPEG nor PNG."""
        ...

    def path_of(self, one: NamedFile) -> Path:
        """The whole file; a station fetches it from central where it is not here.

        FileVanished, FileDamaged, FileNotYetThere; CentralAway where it would have to be fetched.
        """
        ...


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

    @property
    def look_seconds(self) -> float:
        """How long a window rests between two looks at the change mark."""
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

    @property
    def files(self) -> CaseFiles:
        """The files of attachments; NoPlaceForFiles: here is no folder for them."""
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
