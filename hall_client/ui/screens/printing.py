"""Printing: what this station prints, what went wrong with it, and what a person decides."""

from collections.abc import Callable, Sequence
from functools import partial

from hall_client.app.printing import JobState
from hall_client.app.rows import PrintRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.parts import STRETCH, Panel, card, column, label, named, row, rule
from hall_client.ui.presenters.printing import MEANINGS, SIGNS, TONES, PrintingPresenter
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import dress, pixels
from hall_client.ui.words import mark, tr
from hall_client.ui.workplace import Workplace

PRINT_AGAIN = Action("print-again", mark("Print again"), "print", "F9")
ONE_MORE = Action("print-one-more", mark("Print one more copy"), "print", "Shift+F9")
ALL_FAILED = Action("print-failed", mark("Print all failed again"), "recall", "Ctrl+F9")
CAME_OUT = Action(
    "came-out",
    mark("It is on paper"),
    "check",
    "F8",
    mark("You have the paper in hand: the job is done."),
)
SHARES = (2, 1)  # of the width: the list, the job
NOTHING = mark("Choose a print job in the list.")


class PrintingScreen(Panel):
    """The list on the left, the job and what can be done about it on the right."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("printing")
        self.presenter = PrintingPresenter(place.desk, place.runtime, self)
        self._zone = place.desk.reference.zone
        self.model = TableModel(self._columns(), key=lambda one: one.job_id)
        self.table = TableView(self.model, "print-jobs", tr("Print jobs"))
        self.deed = ActionSet(self, (PRINT_AGAIN, CAME_OUT, ONE_MORE, ALL_FAILED))
        self.state = label(role="heading")
        self.title = label(role="strong", wrap=True)
        self.device = label(role="muted")
        self.problem = label(wrap=True)
        self.meaning = label(wrap=True)
        self.times = label(role="muted", wrap=True)
        self._build()
        self.setFocusProxy(self.table)
        place.desk.watch(self.presenter.refresh)
        place.runtime.printers_changed.connect(self.presenter.refresh)
        self.presenter.refresh()

    def show_jobs(self, rows: Sequence[PrintRow]) -> None:
        before = self.table.current_row()
        self.model.set_rows(rows)
        now = self.table.current_row()
        if now is None or (self._doubtful(before) and not self._doubtful(now)):
            self.table.select_first()  # what was decided is done: on to the next one
        failed = len(self.presenter.failed(rows))
        self.deed.show("print-failed", failed > 1)

    def show_subject(self, subject: object) -> None:
        """Go to a job by its id."""
        self.table.select_key(str(subject))

    def retranslate(self) -> None:
        self.table.set_empty(tr("Nothing was printed at this station yet."))

    def _columns(self) -> tuple[Column[PrintRow], ...]:
        say = self.presenter
        return (
            Column(
                mark("State"),
                say.state,
                width=112,
                tone=lambda one: TONES[JobState(one.state)],
                sign=lambda one: SIGNS[JobState(one.state)],
            ),
            Column(mark("Title"), lambda one: one.title, strong=True),
            Column(mark("Printer"), say.device, width=104),
            Column(mark("Ordered at"), self._time, width=120, sort=lambda one: one.made_at),
        )

    def _time(self, one: PrintRow) -> str:
        return f"{one.made_at.astimezone(self._zone):%m-%d %H:%M:%S}"

    def _build(self) -> None:
        self.deed.bind("print-again", partial(self._decide, self.presenter.print_again))
        self.deed.bind("print-one-more", partial(self._decide, self.presenter.print_again))
        self.deed.bind("came-out", partial(self._decide, self.presenter.came_out))
        self.deed.bind("print-failed", lambda: self.presenter.print_failed(self.model.shown))
        self.deed.show("print-failed", False)
        self.table.current.connect(self._show_job)
        told = (self.state, self.title, self.device, rule(), self.problem, self.meaning)
        deeds = (
            self.deed.button("print-again", "primary"),
            self.deed.button("came-out"),
            self.deed.button("print-one-more"),
        )
        body = column(*told, self.times, rule(), *deeds, STRETCH, spacing=12)
        side = named(card(body), "print-job", tr("Print job"))
        side.setMaximumWidth(pixels("panel"))
        left = column(self.table, row(STRETCH, self.deed.button("print-failed")))
        line = row(left, side, spacing=16)
        for at, share in enumerate(SHARES):
            line.setStretch(at, share)
        self.setLayout(line)
        self.retranslate()
        self._show_job(None)

    def _show_job(self, found: object) -> None:
        doubtful = self._doubtful(found)
        printed = isinstance(found, PrintRow) and found.state == JobState.PRINTED
        for name, now in (
            ("print-again", doubtful),
            ("came-out", doubtful),
            ("print-one-more", printed),
        ):
            self.deed.enable(name, now, tr("Nothing to decide here."))
            self.deed.show(name, now)
        self._tell(found if isinstance(found, PrintRow) else None)

    def _doubtful(self, found: object) -> bool:
        return isinstance(found, PrintRow) and self.presenter.may_settle(found)

    def _tell(self, one: PrintRow | None) -> None:
        said = self.presenter
        state = JobState(one.state) if one else None
        self.state.setText(said.state(one) if one else "")
        dress(self.state, tone=TONES[state] if state else "")
        self.title.setText(one.title if one else "")
        self.device.setText(f"{said.device(one)} · {self._time(one)}" if one else "")
        self.problem.setText(said.problem(one) if one else "")
        dress(self.problem, tone=TONES[state] if state else "")
        self.problem.setVisible(bool(self.problem.text()))
        self.meaning.setText(tr(MEANINGS[state]) if state else tr(NOTHING))
        times = one.printed if one else 0
        self.times.setText(tr("Printed {times} times.", times=times) if times > 1 else "")
        self.times.setVisible(times > 1)

    def _decide(self, decide: Callable[[PrintRow], None]) -> None:
        one = self.table.current_row()
        if isinstance(one, PrintRow):
            decide(one)
