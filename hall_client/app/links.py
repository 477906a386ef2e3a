"""The link between a station and central, as screens and the command line tell it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from hall_client.app.faults import BARRING, Fault


class LinkState(StrEnum):
    """`single`: this machine is its own authority. `stopped`: a person has to act first."""

    SINGLE = "single"
    JOINING = "joining"
    CATCHING_UP = "catching-up"
    ONLINE = "online"
    OFFLINE = "offline"
    OUTDATED = "outdated"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True)
class LinkStanding:
    """How the link stands: since when, how many acts wait, how many a person has to look at.

    `skew`: how far this machine's clock is behind central's. `problem`: why it is not online.
    `copied_percent`: how far a copy of the whole hall has come that is made meanwhile.
    """

    state: LinkState
    since: datetime
    pending: int = 0
    unsettled: int = 0
    skew: timedelta = timedelta(0)
    problem: Fault | None = None
    copied_percent: int | None = None

    @property
    def parted(self) -> bool:
        """Whether central hears nothing of what is done here, nor this machine of the others."""
        return self.state in (LinkState.OFFLINE, LinkState.OUTDATED, LinkState.STOPPED)

    @property
    def barred(self) -> bool:
        """Whether nothing can be done here until a person has put it right."""
        return self.state is LinkState.STOPPED and isinstance(self.problem, BARRING)

    @property
    def alone(self) -> bool:
        """Whether work goes on here, cut off from the others."""
        return self.parted and not self.barred

    @property
    def up(self) -> bool:
        """Whether central can be asked now."""
        return self.state in (LinkState.SINGLE, LinkState.ONLINE)


Watcher = Callable[[LinkStanding], object]


@dataclass(frozen=True, kw_only=True)
class UntoldAct:
    """An act that lies in a station's old file: `body` is all that it takes to do it again."""

    id: str
    command: str
    actor: str
    at: datetime
    state: str
    code: str | None
    body: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class OldFile:
    """A file of this station that was set aside; `acts` None: it cannot be read."""

    file: str
    acts: tuple[UntoldAct, ...] | None


@dataclass(frozen=True, kw_only=True)
class DifferenceRow:
    """One field of a row as an act wanted it and as it is at central; values as JSON has them."""

    table: str
    field: str
    mine: object
    theirs: object


@dataclass(frozen=True, kw_only=True)
class PendingRow:
    """An act of this station that central does not know yet, flagged, did not do or never heard."""

    act_id: str
    command: str
    actor: str
    at: datetime
    state: str
    code: str | None
    facts: dict[str, object]
    case_id: str | None
    case_no: str | None
    item_name: str | None = None
    number: str | None = None  # of the ticket
    differences: tuple[DifferenceRow, ...] = ()
