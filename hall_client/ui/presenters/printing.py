"""The print jobs of this station: how each stands, in words, and what a person may decide."""

from collections.abc import Sequence
from typing import Protocol

from hall_client.app.print_desk import DOUBTFUL, REPEATABLE, PrintStanding
from hall_client.app.printing import JobState
from hall_client.app.queries import Prints
from hall_client.app.rows import PrintRow
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.words import mark, tr
from hall_client.words import catalogue, say, value

RECENT = 50
TONES = {
    JobState.WAITING: "muted",
    JobState.PRINTING: "info",
    JobState.PRINTED: "success",
    JobState.FAILED: "danger",
    JobState.UNKNOWN: "warning",
}
SIGNS = {
    JobState.WAITING: "clock",
    JobState.PRINTING: "print",
    JobState.PRINTED: "success",
    JobState.FAILED: "danger",
    JobState.UNKNOWN: "question",
}
MEANINGS = {
    JobState.WAITING: mark("It goes to the printer as soon as the printer is free."),
    JobState.PRINTING: mark("It is at the printer now."),
    JobState.PRINTED: mark("It is on paper. Printed again, a document is marked as a reprint."),
    JobState.FAILED: mark("Nothing was printed. Put right what is wrong, then print again."),
    JobState.UNKNOWN: mark(
        "It may be on paper, whole or in part, or not at all. It is never printed again by "
        "itself: look at the paper in the printer, then decide."
    ),
}


class PrintStation(Protocol):
    """What decides about print jobs: the runtime of the station."""

    def print_again(self, job_id: str) -> None: ...

    def came_out(self, job_id: str) -> None: ...


class PrintingView(Protocol):
    """Where the jobs are shown."""

    def show_jobs(self, rows: Sequence[PrintRow]) -> None: ...


class PrintingPresenter:
    """What needs a person comes first, then what is under way, then what was printed lately."""

    def __init__(self, desk: Desk, station: PrintStation, view: PrintingView) -> None:
        self._desk = desk
        self._station = station
        self._view = view
        self._decided: set[str] = set()

    def refresh(self) -> None:
        self._desk.ask(Prints(station=self._desk.station, recent=RECENT), self._show)

    def print_again(self, row: PrintRow) -> None:
        """Once per press: until the list has been read again, a second press is the same one."""
        if self.may_repeat(row) and row.job_id not in self._decided:
            self._decided.add(row.job_id)
            self._station.print_again(row.job_id)

    def print_failed(self, rows: Sequence[PrintRow]) -> None:
        """Paper is in again: everything of which nothing has come out, in the order of old."""
        for row in sorted(self.failed(rows), key=lambda one: one.made_at):
            self.print_again(row)

    def came_out(self, row: PrintRow) -> None:
        if self.may_settle(row):
            self._station.came_out(row.job_id)

    @staticmethod
    def failed(rows: Sequence[PrintRow]) -> list[PrintRow]:
        return [row for row in rows if row.state == JobState.FAILED]

    @staticmethod
    def may_repeat(row: PrintRow) -> bool:
        return row.state in REPEATABLE

    @staticmethod
    def may_settle(row: PrintRow) -> bool:
        """Whether a person has to say what became of it."""
        return row.state in DOUBTFUL

    def device(self, row: PrintRow) -> str:
        return value("device", row.device, self._desk.language)

    def state(self, row: PrintRow) -> str:
        return value("printer-state", row.state, self._desk.language)

    def problem(self, row: PrintRow) -> str:
        """What went wrong, in words; what a device said in its own words stands behind ours."""
        if not row.problem:
            return ""
        if row.problem in catalogue("devices"):
            return say("devices", row.problem, self._desk.language)
        return tr("The device reports: {problem}", problem=row.problem)

    def _show(self, rows: list[PrintRow]) -> None:
        self._decided.clear()
        order = (*DOUBTFUL, JobState.PRINTING, JobState.WAITING, JobState.PRINTED)
        self._view.show_jobs(sorted(rows, key=lambda row: order.index(JobState(row.state))))


def told_standing(standing: PrintStanding) -> tuple[str, str, str]:
    """The printers' fact of the status line: words, tone, icon."""
    troubles = (
        tr("{count} failed", count=standing.failed) if standing.failed else "",
        tr("{count} unknown", count=standing.unknown) if standing.unknown else "",
    )
    if any(troubles):
        return tr("Printing: {what}", what=", ".join(filter(None, troubles))), "danger", "print"
    if standing.waiting:
        return tr("Printing: {count}", count=standing.waiting), "info", "print"
    return tr("Printed: all"), "success", "print"
