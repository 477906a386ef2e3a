"""The desk of one window: person, station, database and notices; never the process's.

Acts and questions run on the database lane and come back as calls on the GUI thread. A refusal
becomes a notice in words, a fault a notice with Retry (the same act, the same id), anything else
is a bug: logged with an id and told as one, and the window goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from hall_client.app.faults import AnswerLost, Fault, JoinStopped, StationTaken
from hall_client.app.joining import Joining, JoinProgress
from hall_client.app.links import LinkStanding, LinkState
from hall_client.domain.errors import Refusal
from hall_client.log import record_bug
from hall_client.ui.jobs import DATABASE, Jobs
from hall_client.ui.notices import Level, Notice, NoticeAction, Notices
from hall_client.ui.words import current, tr
from hall_client.words import say_fault, say_refusal

if TYPE_CHECKING:  # acts and questions come after the sign-in
    from hall_client.app.command import Command
    from hall_client.app.dispatch import Outcome, Performer
    from hall_client.app.doors import StationDoor
    from hall_client.app.queries import Query
    from hall_client.app.reference import Reference
    from hall_client.domain.people import Staff
    from hall_client.ui.host import Host
    from hall_client.ui.ports import HallDatabase

R = TypeVar("R")
WATCH = "watch"


class Desk(QObject):
    """The `presenters.desk.Desk` of a window, and the one who signs in at it."""

    changed = Signal()
    acted = Signal(object)  # an Outcome whose events this station's devices play
    signed_in = Signal(object)
    joining = Signal(int, int)  # rows that a first join has copied, of how many
    link_changed = Signal()  # how the link to central stands, or whether the database answers

    def __init__(
        self, host: Host, station: str, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.host = host
        self.jobs = Jobs(parent=self)
        self.notices = notices
        self._station = station
        self._database: HallDatabase | None = None
        self._dispatcher: Performer | None = None
        self._staff: Staff | None = None
        self._reference: Reference | None = None
        self._in_flight: set[str] = set()
        self._watchers: list[Callable[[], object]] = []
        self._mark = -1
        self._looking = False
        self._closing = False
        self._link = (True, LinkStanding(state=LinkState.SINGLE, since=host.clock()))
        self._poll = QTimer(self)
        self._poll.timeout.connect(self._look)

    # -- opening and signing in ----------------------------------------------------------------

    def open(self, opened: Callable[[str], object], replacing: bool = False) -> None:
        """Open the database and tell the hall's name; a fault is told with Retry.

        A station joins first where it has no file yet; `replacing`: in place of another file.
        """

        def work() -> tuple[HallDatabase, str, int]:
            database = self.host.open_database(Joining(self._join_told, replacing))
            # The mark comes before whatever a screen reads: no change falls in between.
            return database, database.hall_name(), database.change_mark()

        def done(found: tuple[HallDatabase, str, int]) -> None:
            self._database, hall, self._mark = found
            self._link = (True, self._database.standing())
            self._poll.start(round(self._database.look_seconds * 1000))
            opened(hall)
            # While a person types; what fails here fails at the sign-in again, and is told there.
            self.jobs.run(self._prepare, failed=lambda _problem: None, lane=DATABASE)

        self.jobs.run(work, done, partial(self._not_opened, opened), DATABASE, self)

    def _join_told(self, progress: JoinProgress) -> None:
        """Called on the database lane; a window that is closed stops the join."""
        if self._closing:
            raise JoinStopped
        self.joining.emit(progress.rows, progress.of)

    def _not_opened(self, opened: Callable[[str], object], problem: BaseException) -> None:
        if self._closing:
            return
        if isinstance(problem, StationTaken):  # whether to replace is for a person to say
            replace = partial(self.open, opened, replacing=True)
            action = NoticeAction(tr("Take that computer's place"), replace, by_itself=False)
            self.notices.error(say_fault(problem, self.language), problem.code, action)
        else:
            self._failed(problem, partial(self.open, opened), refused=None)

    def _prepare(self) -> tuple[Reference, Performer]:
        """Read the hall's whole configuration; load what acts and questions need."""
        return self.database.make_ready(), self.database.performer(self.host.clock)

    def sign_in(self, login: str, password: str, refused: Callable[[str], object]) -> None:
        """Sign in with a password; `refused` gets the words."""
        self._admit(lambda: self.database.sign_in(login, password), refused)

    def sign_in_as(self, login: str) -> None:
        """Sign in without a password: station accounts, and everybody in a rehearsal's demo."""

        def person() -> Staff:
            found = self.database.reference().person(login)
            if found is None:
                raise LookupError(login)
            return found

        self._admit(person, lambda _: None)

    def _admit(self, person: Callable[[], Staff], refused: Callable[[str], object]) -> None:
        def work() -> tuple[Staff, Reference, Performer]:
            return person(), *self._prepare()

        def done(found: tuple[Staff, Reference, Performer]) -> None:
            self._staff, self._reference, self._dispatcher = found
            self.signed_in.emit(found[0])

        def failed(problem: BaseException) -> None:
            if isinstance(problem, Refusal):
                refused(say_refusal(problem, self.language))
            elif isinstance(problem, Fault):
                refused(say_fault(problem, self.language))
            else:
                refused(self._bug_words(problem))

        self.jobs.run(work, done, failed, DATABASE, self)

    def close(self) -> None:
        """Stop looking, finish what is under way, close the database."""
        self._closing = True
        self._poll.stop()
        if self._database is not None:
            self.jobs.run(self._database.close, lane=DATABASE)
        self.jobs.close()

    # -- what presenters use -------------------------------------------------------------------

    @property
    def database(self) -> HallDatabase:
        assert self._database is not None, "the desk is not open yet"
        return self._database

    @property
    def staff(self) -> Staff:
        assert self._staff is not None, "nobody has signed in"
        return self._staff

    @property
    def station(self) -> str:
        return self._station

    @property
    def standing(self) -> LinkStanding:
        """How the link to central stands, as it was last heard."""
        return self._link[1]

    @property
    def reached(self) -> bool:
        """Whether the database answers."""
        return self._link[0]

    @property
    def counter(self) -> str | None:
        place = self.reference.stations.get(self._station)
        return place.counter if place else None

    @property
    def reference(self) -> Reference:
        assert self._reference is not None, "the desk is not open yet"
        return self._reference

    @property
    def language(self) -> str:
        return current().short

    @property
    def now(self) -> datetime:
        return self.host.clock() + self.standing.skew

    @property
    def today(self) -> date:
        return self.reference.day_of(self.now)

    def perform(
        self,
        kind: type[Command],
        /,
        done: Callable[[Outcome], object] | None = None,
        refused: Callable[[Refusal], object] | None = None,
        **fields: Any,
    ) -> None:
        """Do an act; while it is under way the same press is not sent again."""
        from hall_client.app.command import new_id

        if kind.__name__ in self._in_flight:
            return
        header = {
            "id": new_id(),
            "at": self.host.clock(),
            "actor": self.staff.login,
            "station": self._station,
            "hall_id": self.reference.hall.code,
        }
        command = kind(**{**header, **fields})
        self._send(command, done, refused)

    def ask(
        self,
        query: Query[R],
        done: Callable[[list[R]], object],
        failed: Callable[[Fault], object] | None = None,
    ) -> None:
        viewer, now = self.staff, self.host.clock()  # a station corrects it
        retry = partial(self.ask, query, done)

        def explain(problem: BaseException) -> None:
            if failed is not None and isinstance(problem, Fault):
                failed(problem)
            else:
                self._failed(problem, retry, refused=None)

        self.jobs.run(
            lambda: self.database.ask(query, viewer, now),
            lambda rows: _call(done, rows),
            explain,
            DATABASE,
            self,
        )

    def again(
        self,
        act_id: str,
        done: Callable[[Outcome], object],
        refused: Callable[[Refusal], object],
    ) -> None:
        """At a station: do an act anew that central did not do."""
        station, actor = self._as_station(), self.staff.login
        if act_id not in self._in_flight:
            retry = partial(self.again, act_id, done, refused)
            self._run(act_id, lambda: station.again(act_id, actor), done, (retry, refused))

    def settle(self, act_ids: Sequence[str], done: Callable[[], object]) -> None:
        """At a station: a person has read what central said, and leaves it at that."""
        station, actor = self._as_station(), self.staff.login
        failed = partial(self._failed, retry=partial(self.settle, act_ids, done), refused=None)
        work = partial(station.settle, tuple(act_ids), actor)
        self.jobs.run(work, lambda _: _end(done), failed, DATABASE, self)

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        action = NoticeAction(tr("Undo"), undo) if undo else None
        self.notices.success(text, action)

    def warn(self, text: str) -> None:
        self.notices.warn(text)

    def watch(self, changed: Callable[[], object]) -> None:
        self._watchers.append(changed)

    def forget_watchers(self) -> None:
        """The screens that watched are gone with the person who signed out."""
        self._watchers.clear()

    # -- inside --------------------------------------------------------------------------------

    def _send(
        self,
        command: Command,
        done: Callable[[Outcome], object] | None,
        refused: Callable[[Refusal], object] | None,
    ) -> None:
        dispatcher = self._dispatcher
        assert dispatcher is not None, "nobody has signed in"
        retry = partial(self._send, command, done, refused)
        self._run(command.verb, lambda: dispatcher.perform(command), done, (retry, refused))

    def _run(
        self,
        name: str,
        act: Callable[[], Outcome],
        done: Callable[[Outcome], object] | None,
        otherwise: tuple[Callable[[], object], Callable[[Refusal], object] | None],
    ) -> None:
        """Run an act; its events go to the devices. While it runs, its name is in flight."""
        self._in_flight.add(name)

        def ended(outcome: Outcome) -> None:
            self._in_flight.discard(name)
            self.acted.emit(outcome)
            if done is not None:
                done(outcome)

        def failed(problem: BaseException) -> None:
            self._in_flight.discard(name)
            self._failed(problem, *otherwise)

        self.jobs.run(act, ended, failed, DATABASE, self)

    def _as_station(self) -> StationDoor:
        station = self.database.as_station
        assert station is not None, "this machine is its own authority"
        return station

    def _failed(
        self,
        problem: BaseException,
        retry: Callable[[], object],
        refused: Callable[[Refusal], object] | None,
    ) -> None:
        if isinstance(problem, Refusal):
            if refused is not None:
                refused(problem)
            else:
                self.notices.warn(say_refusal(problem, self.language), problem.code)
        elif isinstance(problem, Fault):
            words = say_fault(problem, self.language)
            again = NoticeAction(tr("Try again"), retry)
            # What may have been done is never sent again: the station finds out by itself.
            known = not isinstance(problem, AnswerLost)
            self.notices.error(words, problem.code, again if known else None)
        else:
            self.notices.post(Notice(Level.ERROR, self._bug_words(problem)))

    def _bug_words(self, problem: BaseException) -> str:
        bug = record_bug(problem, "desk")
        return tr("The program made a mistake. Nothing was lost. Tell IT: {bug}", bug=bug)

    def _look(self) -> None:
        """Poll for anybody's commit; the next look waits until this one has answered."""
        if self._database is None:
            return
        self._tell_link(self.reached)
        if self._looking:
            return
        self._looking = True
        self.jobs.run(self._database.change_mark, self._looked, self._lost, WATCH, self)

    def _looked(self, mark: int) -> None:
        self._looking = False
        self._tell_link(True)
        if mark != self._mark:
            self._mark = mark
            self.changed.emit()
            self._call_watchers()

    def _call_watchers(self) -> None:
        for watcher in list(self._watchers):
            watcher()

    def _lost(self, _problem: BaseException) -> None:
        self._looking = False
        self._tell_link(False)

    def _tell_link(self, reached: bool) -> None:
        now, before = (reached, self.database.standing()), self._link
        if now == before:
            return
        self._link = now
        self.link_changed.emit()
        if now[1].state is not before[1].state:
            self._call_watchers()


def _call(done: Callable[[list[R]], object], rows: list[R]) -> None:
    done(rows)


def _end(done: Callable[[], object]) -> None:
    done()
