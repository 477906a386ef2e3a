"""A hall without people and hardware: acts run in the database, devices write files."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hall_client.app.announcer import Announcer
from hall_client.app.codec import decode
from hall_client.app.dispatch import Dispatcher, Outcome
from hall_client.app.events import CounterChanged
from hall_client.app.papers import Label, Paper, TicketSlip, read_paper
from hall_client.app.ports import Done
from hall_client.app.print_desk import PrintDesk
from hall_client.app.print_orders import jobs_for
from hall_client.app.queries import Board, Papers
from hall_client.app.registry import command_class
from hall_client.app.rehearsal import Act
from hall_client.cli.demo_press import Press
from hall_client.devices.profiles import load_profiles
from hall_client.devices.simulated.recorder import Recorder
from hall_client.documents.labels import render_labels
from hall_client.domain.errors import BadCommand

if TYPE_CHECKING:
    from hall_client.store.database import SqlDatabase

CALLS = ("CallNext", "RecallTicket")
VIEWER = "board1"
Progress = Callable[[str], None]


class DayPrinters:
    """The recorder's printers; keeps the labels for the one PDF at the end."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.labels: list[Label] = []

    def print_slip(self, slip: TicketSlip, done: Done) -> None:
        self._recorder.print_slip(slip, done)

    def print_label(self, label: Label, done: Done) -> None:
        self.labels.append(label)
        self._recorder.print_label(label, done)


class HeadlessHall:
    """The rehearsal's stage. The hall's clock is that of the act under way."""

    def __init__(self, database: "SqlDatabase", folder: Path, progress: Progress) -> None:
        self._database = database
        self._folder = folder
        self._progress = progress
        self._now: datetime | None = None
        self._dispatcher = Dispatcher(database, self._clock)
        self._recorder = Recorder(folder, load_profiles())
        self._printers = DayPrinters(self._recorder)
        self._press = Press(folder / "documents")
        self._announcer = Announcer((self._recorder, self._recorder), repeats=1)
        self._desks: dict[str, PrintDesk] = {}
        reference = database.reference()
        self._hall = reference.hall.code
        self._viewer = reference.staff[VIEWER]

    def perform(self, act: Act) -> Mapping[str, Any]:
        self._now = act.at
        outcome = self._dispatcher.perform(self._command(act))
        for event in outcome.events:
            if isinstance(event, CounterChanged):
                self._recorder.show(event.sign)
        if act.name in CALLS:
            board = self._database.ask(Board(limit=2), self._viewer, act.at)
            self._announcer.play(board, act.at)
        self._print(act.station, outcome)
        self._press.settle()
        self._progress(act.name)
        return outcome.result

    def finish(self) -> None:
        """Wait for the last documents, and put all labels on one roll."""
        self._press.settle(wait=True)
        if self._printers.labels:
            labels = self._folder / "labels.pdf"
            labels.write_bytes(render_labels(self._printers.labels))

    def close(self) -> None:
        self._press.close()

    def _clock(self) -> datetime:
        assert self._now is not None, "the dispatcher asks while it performs"
        return self._now

    def _command(self, act: Act) -> Any:
        kind = command_class(act.name)
        if kind is None:
            raise BadCommand(problem=act.name)
        header = {"id": act.id, "at": act.at, "actor": act.actor, "station": act.station}
        return decode(kind, {**act.fields, **header, "hall_id": self._hall})

    def _print(self, station: str, outcome: Outcome) -> None:
        """What the act has put into the print queue goes to the printers at once."""
        desk = self._desks.get(station)
        if desk is None:
            desk = PrintDesk(self._database, station, self._printers, self._press, self._paper)
            self._desks[station] = desk
        if jobs_for(outcome.command, outcome.events):
            desk.work_off()

    def _paper(self, document_id: str) -> Paper:
        row = self._database.ask(Papers(document_id=document_id), self._viewer, self._now)[0]
        return read_paper(row.paper)
