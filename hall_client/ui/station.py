"""What a station does beside its screens: prints what waits and announces what was called."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from hall_client.app.dispatch import Outcome
from hall_client.app.events import CounterChanged
from hall_client.app.faults import Fault
from hall_client.app.papers import Paper, read_paper
from hall_client.app.ports import Done
from hall_client.app.ports import Outcome as PrintOutcome
from hall_client.app.print_desk import PrintDesk, PrintStanding
from hall_client.app.printing import JobState
from hall_client.app.queries import Papers
from hall_client.ui.calls import Calls
from hall_client.ui.desk import Desk
from hall_client.ui.notices import NoticeAction
from hall_client.ui.ports import StationDevices
from hall_client.ui.words import tr
from hall_client.words import say_fault

T = TypeVar("T")
PRINTING = "printing"
DEVICES = "devices"
AGAIN_MS = 1_000


class PaperFolder:
    """Prints documents as PDF files into a folder: the system printer's honest stand-in."""

    def __init__(self, render: Callable[[Paper], bytes], folder: Path) -> None:
        self._render = render
        self._folder = folder

    def print_document(self, title: str, paper: Paper, done: Done) -> None:
        name = "".join(sign if sign.isalnum() or sign in "〔〕-" else "_" for sign in title)
        again = "-again" if paper.reprint else ""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / f"{paper.kind}-{name}{again}.pdf").write_bytes(self._render(paper))
        except OSError as error:
            done(PrintOutcome(JobState.FAILED, str(error)))
        else:
            done(PrintOutcome(JobState.PRINTED))


class StationRuntime(QObject):
    """Owned by a window; works on lanes of its own, so that no printer delays an act.

    `printers_changed` comes on the GUI thread with a PrintStanding whenever jobs have moved on.
    """

    printers_changed = Signal(object)
    _ended = Signal()

    def __init__(self, desk: Desk, announces: bool = False) -> None:
        super().__init__(desk)
        self._desk = desk
        self._announces = announces
        self._devices: StationDevices | None = None
        self._printing: PrintDesk | None = None
        self._calls: Calls | None = None
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._print)
        # A job ends on a device's thread.
        self._ended.connect(self._print, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Build the devices, look after what a crash left, then print and announce."""
        host, station = self._desk.host, self._desk.station
        self._desk.jobs.run(partial(host.devices, station), self._ready, lane=DEVICES, owner=self)

    def print_again(self, job_id: str) -> None:
        """A person decided: send a failed, unknown or printed job once more."""
        self._decide(lambda printing: printing.print_again(job_id))

    def came_out(self, job_id: str) -> None:
        """A person has the paper of a failed or unknown job in hand."""
        self._decide(lambda printing: printing.came_out(job_id))

    # -- inside --------------------------------------------------------------------------------

    def _ready(self, devices: StationDevices) -> None:
        desk = self._desk
        self._devices = devices
        folder = PaperFolder(desk.host.render, desk.host.papers)
        printing = PrintDesk(desk.database, desk.station, devices, folder, self._paper)
        printing.told = partial(_emit, self._ended)
        self._printing = printing
        self._calls = Calls(desk, devices, self._announces, self)
        desk.acted.connect(self._acted)
        desk.changed.connect(self._print)
        self._about_printing(PrintDesk.recover, lambda _: self._print())

    def _paper(self, document_id: str) -> Paper:
        desk = self._desk
        row = desk.database.ask(Papers(document_id=document_id), desk.staff)[0]
        return read_paper(row.paper)

    def _acted(self, outcome: Outcome) -> None:
        devices = self._devices
        assert devices is not None
        for event in outcome.events:
            if isinstance(event, CounterChanged):
                self._desk.jobs.run(partial(devices.show, event.sign), lane=DEVICES, owner=self)
        self._print()

    def _print(self) -> None:
        """Print what waits (acts of this window or of anybody for this station) and look."""

        def work(printing: PrintDesk) -> PrintStanding:
            printing.work_off()
            return printing.standing()

        self._about_printing(work, self.printers_changed.emit)

    def _decide(self, act: Callable[[PrintDesk], object]) -> None:
        """What a person has decided is not lost: when it fails it is told, with Retry."""
        desk = self._desk

        def failed(fault: Fault) -> None:
            retry = NoticeAction(tr("Try again"), partial(self._decide, act))
            desk.notices.error(say_fault(fault, desk.language), fault.code, retry)

        self._about_printing(act, lambda _: self._print(), failed)

    def _about_printing(
        self,
        act: Callable[[PrintDesk], T],
        done: Callable[[T], object],
        failed: Callable[[Fault], object] | None = None,
    ) -> None:
        """Do something at the print desk; when the database is away, look again a little later."""
        if self._printing is None:
            return

        def landed(value: T) -> None:
            done(value)

        def broke(problem: BaseException) -> None:
            if not isinstance(problem, Fault):
                raise problem
            self._again.start()
            if failed is not None:
                failed(problem)

        self._desk.jobs.run(partial(act, self._printing), landed, broke, PRINTING, self)

    def close(self) -> None:
        if self._calls is not None:
            self._calls.stop()
        if self._devices is not None:
            self._desk.jobs.run(self._devices.close, lane=DEVICES)


def _emit(signal: SignalInstance) -> None:
    """Tell the window, if it is still there, from a device's thread."""
    with suppress(RuntimeError):
        signal.emit()
