"""A hall whose cases lie where a test of the back office needs them."""

from collections.abc import Iterator
from contextlib import contextmanager

from hall_client.domain.catalogue import ServiceItem
from hall_client.ui.presenters.drafts import CaseDrafts, DraftFile
from tests.direct_desk import DirectDesk
from tests.hall import Facts, Hall
from tests.ui.seat import Room, aside


class Office:
    """A room and its hall, kept at the same time of day."""

    def __init__(self, room: Room) -> None:
        self.room = room
        with aside():
            self.hall = Hall(str(room.place))

    @contextmanager
    def work(self) -> Iterator[Hall]:
        """Somebody works in the hall: windows come later, and none is looked at meanwhile."""
        with aside():
            self.hall.now = max(self.hall.now, self.room.clock.now)
            yield self.hall
            self.room.clock.now = self.hall.now

    def desk(self, login: str, station: str = "office1") -> DirectDesk:
        """A desk that answers at once; use it inside `work`."""
        made = DirectDesk(self.hall.database, login, station)
        made.now = self.hall.now
        return made

    def drafts(self) -> CaseDrafts:
        """The drafts of somebody at a desk, as the next start finds them too."""
        return CaseDrafts(DraftFile(self.room.drafts, "office1", "somebody"))

    def item(self, **wanted: object) -> ServiceItem:
        """An item that goes through four hands, unless something else is wanted."""
        usual = {"profile": "four-separated", "kind": "committed"}
        return self.hall.item(**{**usual, **wanted})

    def special_item(self) -> ServiceItem:
        """One that may need a special procedure."""
        return next(
            one
            for one in self.hall.reference.published.values()
            if one.special_procedures and one.kind == "committed" and one.question is None
        )

    def tray(self, *cases: Facts, section: str) -> Facts:
        return self.hall.handed_over(*cases, section=section)
