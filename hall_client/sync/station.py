"""A station: one door for every act, which goes where the act's route says."""

import threading
from contextlib import suppress
from dataclasses import replace

from hall_client.app.command import Command, Route, new_id
from hall_client.app.dispatch import ALLOWED_SKEW, Dispatcher, Outcome
from hall_client.app.faults import (
    OWN_FILE,
    AnswerLost,
    CentralAway,
    DatabaseBusy,
    DatabaseUnreachable,
    DoneNotKept,
    Fault,
)
from hall_client.app.links import LinkStanding, LinkState
from hall_client.app.replication import LEASE, Introduction
from hall_client.app.threads import forbid_gui_thread
from hall_client.app.tickets import IssueTicket
from hall_client.app.withdrawals import UNDOING, WithdrawCall
from hall_client.crash_points import passing
from hall_client.domain.errors import ClockWrong, NumbersUsedUp, Refusal
from hall_client.store.central import Central
from hall_client.store.replica import Replica
from hall_client.sync.central_time import CentralTime, Clock
from hall_client.sync.courier import OUTDATED, Courier, Reach
from hall_client.sync.link import Link
from hall_client.sync.push import Push

SILENT = (DatabaseUnreachable, DatabaseBusy)


class Station:
    """Runs acts at the station or at central, and keeps the two together."""

    def __init__(self, replica: Replica, reach: Reach, who: Introduction, clock: Clock) -> None:
        self.replica = replica
        self.time = CentralTime(clock, replica.skew, replica.newest_at(), replica.rehearsal)
        self.link = Link(self.time)
        self.clock = self.time.now
        self._who = who
        self._push = Push(replica, who, self.clock)
        self.courier = Courier(replica, reach, who, self.link, self._push)
        self._open: set[str] = set()
        self._here = Dispatcher(replica, self.clock, self._require_clock)
        self._one_by_one = threading.Lock()

    def start(self) -> None:
        """Begin to look for central; work can be done at once."""
        self.courier.start()

    def close(self) -> None:
        self.courier.close()
        self.replica.close()

    @property
    def standing(self) -> LinkStanding:
        return self.link.standing

    def perform(self, command: Command) -> Outcome:
        """Do an act where its route says; Refusal: nothing changed, Fault: see its words.

        It comes with the time of this machine's clock and is done with central's.
        """
        forbid_gui_thread(command.verb)
        self.replica.require_own()
        command = replace(self.replica.meant(command), at=self.time.of(command.at))
        if command.route is Route.LOCAL:
            return self._do_here(command)
        if command.route is Route.CENTRAL_ONLY:
            return self._do_only_there(command)
        return self._do_there_or_alone(command)

    def _do_only_there(self, command: Command) -> Outcome:
        """Ask central alone; an act said once more, of which the copy has heard, was done."""
        known = self.replica.is_asked(command.id) or self.replica.has_heard(command.id)
        if not known:
            self.central()  # refused now, not when the courier is done
        with self._push.turn:
            if self.replica.has_heard(command.id):
                return self._here.perform(command)
            return self._do_there(command)

    def _do_here(self, command: Command) -> Outcome:
        try:
            outcome = self._act_here(command)
        except NumbersUsedUp as refusal:
            if not self.link.up:
                raise
            self._fetch_numbers(str(refusal.facts["day"]))
            outcome = self._act_here(command)
        self._tell_soon()
        return outcome

    def _act_here(self, command: Command) -> Outcome:
        """Act in the station's own file, no earlier than what it did last."""
        with self._one_by_one:
            newest = None if self.replica.rehearsal else self.replica.newest_at()
            if newest is not None and command.at < newest <= command.at + ALLOWED_SKEW:
                command = replace(command, at=newest)
            return self._here.perform(command)

    def _require_clock(self, command: Command) -> None:
        """Cut off, a station whose clock is wrong gives no tickets: nobody could say whose turn
        it is."""
        if isinstance(command, IssueTicket) and self.time.minutes_off:
            raise ClockWrong(minutes=self.time.minutes_off)

    def _tell_soon(self) -> None:
        self.courier.count()
        self.courier.wake()

    def _fetch_numbers(self, day: str) -> None:
        self.courier.stock.fetch(self.central(), [day], enough=1)

    def _do_there(self, command: Command) -> Outcome:
        """Ask central; what it did is laid into the copy before anybody reads it."""
        before = self.replica.is_asked(command.id)
        try:
            central = self._ready(command)
        except Fault as problem:
            if before:  # by a process that was killed: perhaps it was done then
                raise AnswerLost(command=command.verb) from problem
            self.replica.drop_question(command.id)
            raise
        try:
            outcome = Dispatcher(central, self.clock).perform(command)
        except Refusal:
            self.replica.drop_question(command.id)
            raise
        except SILENT as problem:
            self._lost(problem)
            raise AnswerLost(command=command.verb) from problem
        passing("asked-not-told")
        try:
            self._lay(central, command)
        except OWN_FILE as problem:  # the next meeting lays it
            self.courier.fail(problem)
            self.courier.wake()
            raise DoneNotKept(path=self.replica.place) from problem
        return outcome

    def _ready(self, command: Command) -> Central:
        """Central, which knows all that was done here; the question is written down."""
        central = self.central()
        self.replica.ask_first(command)
        passing("asked-not-sent")
        try:
            self._push.drain(central)
            central.knock()
        except SILENT as problem:
            self._lost(problem)
            raise CentralAway(command=command.verb) from problem
        except OUTDATED as problem:
            self.link.stopped(problem, LinkState.OUTDATED)
            raise CentralAway(command=command.verb) from problem
        return central

    def _lay(self, central: Central, command: Command) -> None:
        """The act is done whatever happens now: what is not laid here comes by the feed."""
        try:
            told = central.told(command.hall_id, command.id, command.station)
            if told is not None:
                passing("told-not-laid")
                self.replica.lay_told(told)
                central.jobs_taken([job.id for job in told.jobs])
        except SILENT as problem:
            self.replica.drop_question(command.id)  # it was answered: nobody withdraws it
            self._lost(problem)

    def _do_there_or_alone(self, command: Command) -> Outcome:
        if self.link.up or self.replica.is_asked(command.id):
            with suppress(CentralAway), self._push.turn:
                try:
                    return self._do_there(command)
                except AnswerLost as lost:
                    return self._do_after_all(command, lost)
        return self._do_alone(command)

    def _do_alone(self, command: Command) -> Outcome:
        """Cut off: what this station may do by itself."""
        self.replica.cut_off = True
        self._conclude_questions(command)
        outcome = self._act_here(command)
        self._tell_soon()
        return outcome

    def _conclude_questions(self, command: Command) -> None:
        """What a process that was killed has asked would stand in the way of what is done now:
        nobody here knows whom central has called, or who is in hand there.
        """
        if self.replica.asked():
            with self._push.turn:  # a question under way is whoever asks it
                for asked in self.replica.asked():
                    self._conclude(asked, command)

    def _conclude(self, asked: Command, command: Command) -> None:
        """As where an answer was lost: a wish is withdrawn, a decision is done here too."""
        if self.replica.has_heard(asked.id):
            self.replica.drop_question(asked.id)
        elif asked.verb in UNDOING:
            self._withdraw(replace(asked, at=command.at))
        elif asked.route is not Route.CENTRAL_ONLY and asked.id not in (command.id, *self._open):
            self._open.add(asked.id)  # what is not possible at once stays unknown until it is met
            with suppress(Refusal):
                self._act_here(asked)
                self.replica.drop_question(asked.id)

    def _withdraw(self, wish: Command) -> None:
        header = {n: getattr(wish, n) for n in ("at", "actor", "station", "hall_id")}
        self._act_here(WithdrawCall(id=new_id(), call_id=wish.id, **header))

    def _do_after_all(self, command: Command, lost: AnswerLost) -> Outcome:
        """A wish that central may have fulfilled is withdrawn and wished anew; a decision keeps
        its id, so that it is one act in both places.
        """
        if command.verb in UNDOING:
            self._withdraw(command)
            return self._do_alone(replace(command, id=new_id()))
        try:
            outcome = self._do_alone(command)
        except Refusal:  # not possible here, and perhaps done there: nobody may say no
            raise lost from None
        self.replica.drop_question(command.id)
        return outcome

    def leads(self, duty: str) -> bool:
        """Take or keep a lease of the hall; a Fault when central is away."""
        return self.central().hold(self.replica.hall, duty, self._who, LEASE)

    def central(self) -> Central:
        """Central, where it can be asked now; a Fault where not."""
        central, problem = self.courier.central, self.standing.problem
        if isinstance(problem, OWN_FILE):
            raise type(problem)(**problem.facts)
        if central is None or not self.link.up:
            raise CentralAway()
        return central

    def _lost(self, problem: DatabaseUnreachable | DatabaseBusy) -> None:
        self.link.lost(problem)
        self.courier.wake()
