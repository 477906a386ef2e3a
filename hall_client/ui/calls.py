"""The calls of the hall as this station plays them: for a zone, or at its own sign alone."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from hall_client.app.announcer import Announcer, OwnSign
from hall_client.app.faults import Fault
from hall_client.app.queries import Board
from hall_client.app.rows import BoardRow
from hall_client.log import record_bug
from hall_client.ui.desk import Desk
from hall_client.ui.ports import StationDevices

LANE = "calls"
KEEP_MS = 5_000
READ_AT_ONCE = 20


class Calls(QObject):
    """Owned by a station's runtime. Where it may announce it asks now and then whether it does."""

    def __init__(
        self, desk: Desk, devices: StationDevices, announces: bool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._own = OwnSign(devices)
        counters = desk.reference.counters.values()
        zones = sorted({one.zone for one in counters}) if announces else []
        both = (devices, devices)
        record = desk.database
        self._zones = {zone: Announcer(both, zone=zone, record=record) for zone in zones}
        self._keep = QTimer(self, interval=KEEP_MS)
        self._keep.timeout.connect(self.hear)
        self._stopped = False
        if zones:
            self._keep.start()
        desk.changed.connect(self.hear)
        self.hear()

    def hear(self) -> None:
        """Read the calls and play what is new."""
        desk = self._desk
        if self._stopped:
            return
        if desk.standing.parted:
            if desk.counter:
                query = Board(limit=READ_AT_ONCE)
                desk.ask(query, self._show_own, failed=_later)
            return
        for zone in self._zones:
            query = Board(zone=zone, limit=READ_AT_ONCE)
            desk.ask(query, partial(self._announce, zone), failed=_later)

    def stop(self) -> None:
        self._keep.stop()
        self._stopped = True

    # -- inside --------------------------------------------------------------------------------

    def _announce(self, zone: str, rows: list[BoardRow]) -> None:
        act = partial(self._zones[zone].play, rows, self._desk.now)
        self._desk.jobs.run(act, _played, _not_played, LANE, self)

    def _show_own(self, rows: list[BoardRow]) -> None:
        counter, now = self._desk.counter, self._desk.now
        if counter is not None:
            act = partial(self._own.play, rows, counter, now)
            self._desk.jobs.run(act, _played, _not_played, LANE, self)


def _later(_fault: Fault) -> None:
    """The status line says that the database is away; calls are read again soon."""


def _played(_rows: object) -> None:
    """Nothing waits for it."""


def _not_played(problem: BaseException) -> None:
    """A dead sign or a lost line never undoes a call; it is tried again with the next reading."""
    if not isinstance(problem, Fault):
        record_bug(problem, "calls")
