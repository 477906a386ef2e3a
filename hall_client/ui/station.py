"""What a station does beside its screens: prints what waits and announces what was called."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from hall_client.app.announcer import Announcer
from hall_client.app.codec import decode
from hall_client.app.dispatch import Outcome
from hall_client.app.events import CounterChanged
from hall_client.app.papers import Paper
from hall_client.app.ports import Done
from hall_client.app.ports import Outcome as PrintOutcome
from hall_client.app.print_desk import PrintDesk
from hall_client.app.printing import JobState
from hall_client.app.queries import Board, Papers
from hall_client.app.rows import BoardRow
from hall_client.ui.desk import Desk
from hall_client.ui.ports import StationDevices

PRINTING = "printing"
DEVICES = "devices"


class PaperFolder:
    """Prints documents as PDF files into a folder: the system printer's honest stand-in."""

    def __init__(self, render: Callable[[Paper], bytes], folder: Path) -> None:
        self._render = render
        self._folder = folder

    def print_document(self, title: str, paper: Paper, done: Done) -> None:
        name = "".join(sign if sign.isalnum() or sign in "〔〕-" else "_" for sign in title)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / f"{paper.kind}-{name}.pdf").write_bytes(self._render(paper))
        except OSError as error:
            done(PrintOutcome(JobState.FAILED, str(error)))
        else:
            done(PrintOutcome(JobState.PRINTED))


class StationRuntime(QObject):
    """Owned by a window; works on lanes of its own, so that no printer delays an act."""

    def __init__(self, desk: Desk, announces: bool = False) -> None:
        super().__init__(desk)
        self._desk = desk
        self._announces = announces
        self._devices: StationDevices | None = None
        self._printing: PrintDesk | None = None
        self._announcer: Announcer | None = None
        self._again = QTimer(self, singleShot=True, interval=1_000)
        self._again.timeout.connect(self._print)

    def start(self) -> None:
        """Build the devices, look after what a crash left, then print and announce."""
        host, station = self._desk.host, self._desk.station
        self._desk.jobs.run(partial(host.devices, station), self._ready, lane=DEVICES, owner=self)

    def _ready(self, devices: StationDevices) -> None:
        desk = self._desk
        self._devices = devices
        folder = PaperFolder(desk.host.render, desk.host.papers)
        printing = PrintDesk(desk.database, desk.station, devices, folder, self._paper)
        self._printing = printing
        self._announcer = Announcer(devices, devices)
        desk.acted.connect(self._acted)
        desk.changed.connect(self._hear)
        desk.jobs.run(printing.recover, lane=PRINTING, owner=self, done=lambda _: self._print())

    def _paper(self, document_id: str) -> Paper:
        import json

        desk = self._desk
        row = desk.database.ask(Papers(document_id=document_id), desk.staff)[0]
        paper: Paper = decode(Paper, json.loads(row.paper))
        return paper

    def _acted(self, outcome: Outcome) -> None:
        devices = self._devices
        assert devices is not None
        for event in outcome.events:
            if isinstance(event, CounterChanged):
                self._desk.jobs.run(partial(devices.show, event.sign), lane=DEVICES, owner=self)
        self._print()

    def _print(self) -> None:
        if self._printing is not None:
            self._desk.jobs.run(self._printing.work_off, lane=PRINTING, owner=self)

    def print_again(self, job_id: str) -> None:
        """A person decided: send a failed or unknown job once more."""
        printing, desk = self._printing, self._desk
        assert printing is not None

        def work() -> None:
            states = (JobState.FAILED, JobState.UNKNOWN, JobState.PRINTED)
            for job in desk.database.print_jobs(desk.station, *states):
                if job.id == job_id:
                    printing.send(job)

        desk.jobs.run(work, lane=PRINTING, owner=self)

    def _hear(self) -> None:
        if self._announces:
            self._desk.ask(Board(limit=20), self._announce)

    def _announce(self, rows: list[BoardRow]) -> None:
        announcer, now = self._announcer, self._desk.host.clock()
        assert announcer is not None
        self._desk.jobs.run(partial(announcer.play, rows, now), lane=DEVICES, owner=self)

    def close(self) -> None:
        if self._devices is not None:
            self._desk.jobs.run(self._devices.close, lane=DEVICES)
