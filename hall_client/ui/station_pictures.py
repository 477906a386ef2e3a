"""How a station stands, for pictures and the map: the rehearsed day as one beside central has it.

No central is needed: the standing and the acts to settle are given, all else is the day's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from hall_client.app.faults import DatabaseUnreachable, DiskFull, ProgramOutdated, StationCopied
from hall_client.app.joining import Joining
from hall_client.app.links import DifferenceRow, LinkStanding, LinkState, PendingRow
from hall_client.app.queries import Cases, Pending, Query
from hall_client.app.replication import ActState
from hall_client.app.rows import CaseRow
from hall_client.domain.people import Staff
from hall_client.ui.host import Host
from hall_client.ui.ports import HallDatabase

STATION, LOGIN = "counter1", "clerk1"
AWAY = timedelta(minutes=23)
NEWER = "1.2.0"


@dataclass(frozen=True)
class Scene:
    """One state of the link and the screen that tells most of it; `part` is what it shows there."""

    name: str
    place: str
    standing: LinkStanding
    part: str | None = None


def scenes(at: datetime) -> tuple[Scene, ...]:
    """Every state that a person may meet at a counter, at this time."""
    online = LinkStanding(state=LinkState.ONLINE, since=at - AWAY, unsettled=4)
    away = DatabaseUnreachable(place="central", why="no answer")
    lost = replace(online, state=LinkState.OFFLINE, pending=6, problem=away)
    catching_up = replace(online, state=LinkState.CATCHING_UP, pending=5)
    old = ProgramOutdated(found="0.1.0", needed=NEWER)
    full = DiskFull(path="station-counter1.db")
    copied = StationCopied(station=STATION)
    return (
        Scene("online", "counter", replace(online, unsettled=0)),
        Scene("lost", "counter", lost),
        Scene("catching-up", "intake", catching_up),
        Scene("outdated", "todo", replace(lost, state=LinkState.OUTDATED, problem=old)),
        Scene("stopped", "counter", replace(lost, state=LinkState.STOPPED, problem=copied)),
        Scene("disk-full", "counter", replace(lost, state=LinkState.STOPPED, problem=full)),
        Scene("wrong-clock", "counter", replace(lost, skew=timedelta(minutes=-12))),
        Scene("settle", "settle", online, ""),
        Scene("to-be-told", "settle", lost, "pending"),
    )


def beside_central(host: Host, scene: Scene) -> Host:
    """The same windows over a station that stands as the scene says, by its machine's clock."""

    def opened(joining: Joining) -> HallDatabase:
        return cast(HallDatabase, PicturedStation(host.open_database(joining), scene.standing))

    def machine() -> datetime:
        return host.clock() - scene.standing.skew

    return replace(host, open_database=opened, clock=machine, beside_central=True)


class PicturedStation:
    """A `HallDatabase` that stands as it is told to and has acts in every state to settle."""

    station = STATION

    def __init__(self, database: HallDatabase, standing: LinkStanding) -> None:
        self._database = database
        self._standing = standing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    def standing(self) -> LinkStanding:
        return self._standing

    @property
    def as_station(self) -> PicturedStation:
        return self

    def ask(self, query: Query[Any], viewer: Staff, now: datetime | None = None) -> Sequence[Any]:
        """Answer as of what the machine's clock says, as a station does."""
        now = now and now + self._standing.skew
        if not isinstance(query, Pending):
            return self._database.ask(query, viewer, now)
        cases = self._database.ask(Cases(), viewer, now)
        away = self._standing.since
        return [one.row(case, away) for one, case in zip(ACTS, cases, strict=False)]


@dataclass(frozen=True)
class _Act:
    """An act of this station, by what there is to tell of it; `after` in minutes."""

    state: ActState
    command: str
    after: int
    code: str | None = None
    facts: Mapping[str, object] | None = None
    differences: tuple[DifferenceRow, ...] = ()

    def row(self, case: CaseRow, since: datetime) -> PendingRow:
        return PendingRow(
            act_id=f"{self.state}-{self.after}",
            command=self.command,
            actor=LOGIN,
            at=since + timedelta(minutes=self.after),
            state=self.state,
            code=self.code,
            facts={"case_no": case.case_no, **(self.facts or {})},
            case_id=case.case_id,
            case_no=case.case_no,
            item_name=case.item_name,
            differences=self.differences,
        )


def _differs(field: str, mine: object, theirs: object) -> DifferenceRow:
    return DifferenceRow(table="case", field=field, mine=mine, theirs=theirs)


ACTS = (
    _Act(
        ActState.CONFLICT,
        "CorrectOnTheSpot",
        2,
        "stale-record",
        {"kind": "case", "id": ""},
        (
            _differs("phone", "13900000002", "13900000001"),
            _differs("applicant_name", "欧阳䶮静", "欧阳静"),
        ),
    ),
    _Act(ActState.REFUSED, "HandOver", 3, "packet-elsewhere", {"holder": "section:S2"}),
    _Act(ActState.FLAGGED, "CheckInCase", 5, "item-cancelled", {"item": "户外广告设置许可"}),
    _Act(ActState.UNDONE, "AcceptCase", 6),
    _Act(ActState.ASKED, "AcceptCase", 8),
    _Act(ActState.PENDING, "CheckInCase", 9),
    _Act(ActState.PENDING, "CorrectOnTheSpot", 11),
    _Act(ActState.PENDING, "CheckInCase", 15),
    _Act(ActState.PENDING, "HandOver", 16),
    _Act(ActState.PENDING, "CheckInCase", 21),
)
