"""The courier of a station: one thread that keeps the copy and central together.

It introduces the station, tells what was done here, takes in what others did, and waits for a
hint. Whatever fails is said by the link; the courier comes again, sooner or later by how often it
has failed.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from hall_client.app.faults import (
    BARRING,
    OWN_FILE,
    CentralNewer,
    CentralOlder,
    CentralWentBack,
    Fault,
    HallDiffers,
    JoinStopped,
    ProgramOutdated,
    StationCopied,
)
from hall_client.app.joining import JoinProgress
from hall_client.app.links import LinkState
from hall_client.app.replication import Introduction, Welcome
from hall_client.crash_points import passing
from hall_client.log import record_bug
from hall_client.store.central import Central
from hall_client.store.joining import register
from hall_client.store.pruning import prune_daily
from hall_client.store.recopying import copy_anew
from hall_client.store.replica import Replica
from hall_client.store.station_file import STALE
from hall_client.store.versions import require_recent
from hall_client.sync.central_time import since, steady
from hall_client.sync.leases import NumberStock
from hall_client.sync.link import Link
from hall_client.sync.listen import Listener
from hall_client.sync.pull import pull
from hall_client.sync.push import Push
from hall_client.sync.rejoining import rejoin, went_back
from hall_client.sync.uploads import Uploads

PATIENCE = (1.0, 2.0, 3.0, 5.0)
"""Seconds between tries to reach central."""
BEAT_SECONDS = 10.0
POLL_SECONDS = 3.0
"""Without a hint: one may be lost, or come while an older transaction still held the feed back."""
FINAL = (*BARRING, HallDiffers, CentralWentBack)
OUTDATED = (ProgramOutdated, CentralNewer, CentralOlder)
Reach = Callable[[], Central]


class Courier:
    """Started once; `wake` it when something was done here, `close` it at the end."""

    def __init__(
        self, replica: Replica, reach: Reach, who: Introduction, link: Link, push: Push
    ) -> None:
        self.central: Central | None = None
        self.uploads = Uploads(replica)
        self._sending = False
        self.stock = NumberStock(replica, link.clock)
        self._replica = replica
        self._reach = reach
        self._who = who
        self._link = link
        self._push = push
        self._listener = Listener()
        self._closed = threading.Event()
        self._tried = threading.Event()
        self._came = threading.Condition()
        self._begun = self._rounds = self._failures = 0
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        self.count()
        self._thread.start()

    def wake(self) -> None:
        """Something was done here, or a person wants central now."""
        self._listener.wake()

    def close(self) -> None:
        self._closed.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(timeout=20)
        self._listener.close()
        if self.central is not None:
            self.central.close()

    def tried(self, timeout_seconds: float) -> bool:
        """Wait until central was met, or did not answer, for the first time."""
        return self._tried.wait(timeout_seconds)

    def settled(self, timeout_seconds: float) -> bool:
        """Wait until everything was told, sent and taken in once more; False when it was not."""
        with self._came:
            under_way, failed = self._begun, self._failures
            self.wake()
            self._came.wait_for(
                lambda: self._done_since(under_way) or self._failures > failed, timeout_seconds
            )
            return self._done_since(under_way)

    def _done_since(self, under_way: int) -> bool:
        return self._rounds > under_way and not self._sending

    # -- errands: what the thread does, one after the other -------------------------------------

    def _run(self) -> None:
        failures = 0
        while not self._closed.is_set():
            if self.attempt(self.meet):
                failures = 0
                self.attempt(self._stay)
            self._listener.leave()
            if not self._closed.is_set():
                self._rest(PATIENCE[min(failures, len(PATIENCE) - 1)])
            failures += 1

    def attempt(self, errand: Callable[[], None]) -> bool:
        """Run one errand to central; what keeps it from its end is told by the link."""
        try:
            errand()
        except FINAL as problem:
            self._stop(problem)
        except OUTDATED as problem:
            self._link.stopped(problem, LinkState.OUTDATED)
        except Fault as problem:
            self.fail(problem)
        except Exception as bug:  # the hall goes on alone, and IT finds the number
            record_bug(bug, "courier")
            self._link.stopped(Fault(bug="courier"), LinkState.OFFLINE)
        else:
            self._tried.set()
            return True
        self._failed()
        return False

    def fail(self, problem: Fault) -> None:
        """Central did not answer; or our own file does not take in what it says, which somebody
        has to mend: then everything comes again."""
        theirs = self.central is not None and problem.facts.get("path") == self.central.place
        if isinstance(problem, OWN_FILE) and not theirs:
            self._link.stopped(problem)
        else:
            self._link.lost(problem)

    def _stop(self, problem: Fault) -> None:
        """Where another file speaks for the station, nothing is done in this one any more."""
        if isinstance(problem, BARRING):
            with suppress(Fault):
                self._replica.bar(problem)
        self._link.stopped(problem)

    def _failed(self) -> None:
        self._tried.set()
        with self._came:
            self._failures += 1
            self._came.notify_all()

    def meet(self) -> None:
        """Introduce the station and bring both sides together."""
        if self.central is None:
            self.central = self._reach()
        central, began = self.central, steady()
        central.knock()
        welcome = self._greet(central)
        self._measure(welcome.now, began)
        self._require_recent(central, welcome)
        self._link.enter(LinkState.CATCHING_UP)
        self._listener.listen(central)
        self.uploads.begin_anew()
        self._renew_copy(central, welcome)
        self._settle(central)
        self._round(central)
        self._beat(central)
        self._link.enter(LinkState.ONLINE)

    def _greet(self, central: Central) -> Welcome:
        """Is it our hall, and are its past and ours the same? Then this process speaks for it."""
        replica = self._replica
        here = central.reference().hall.code
        if here != replica.hall:
            raise HallDiffers(given=replica.hall, here=here)
        anew = central.incarnation() != replica.notes()["incarnation"]
        welcome = central.greet(self._who)
        if welcome is None and anew:  # it was put back to a time before this station joined
            register(central, self._who)
            welcome = central.greet(self._who)
        if welcome is None or (not anew and went_back(replica, welcome)):
            raise CentralWentBack()
        same = replica.act_at(welcome.last_seq) in (None, welcome.last_id)
        if welcome.last_seq > replica.newest_seq() or not same:
            raise StationCopied(station=self._who.station)
        central.enter(self._who, welcome)
        replica.note(series=welcome.series, lies=replica.lies, barred="")
        return welcome

    def _require_recent(self, central: Central, welcome: Welcome) -> None:
        """Below the version that central asks for, what was done here is told, and no more."""
        try:
            require_recent(self._who.program, welcome.min_client)
        except ProgramOutdated:
            if welcome.incarnation == self._replica.notes()["incarnation"]:
                self._settle(central)
                self._push.drain(central)
                self.count()
            raise

    def _renew_copy(self, central: Central, welcome: Welcome) -> None:
        """Have the hall as central has it where the feed alone would not bring it."""
        notes = self._replica.notes()
        if welcome.incarnation != notes["incarnation"]:
            with self._push.turn:
                rejoin(central, self._who, welcome, self._push, self._copied)
        elif notes.get(STALE):
            self._catch_up_anew(central)

    def _settle(self, central: Central) -> None:
        """Find out what became of questions whose answer never came."""
        with self._push.turn:  # a question under way is whoever asks it
            for command in self._replica.asked():
                told = central.settle(command)
                if told is None:
                    self._replica.never_done(command.id)
                else:
                    self._replica.lay_told(told)

    def _stay(self) -> None:
        """Be there until the connection breaks: a hint, an act of ours, or a while has passed."""
        central = self.central
        assert central is not None
        while not self._closed.is_set():
            self._rest(0 if self._sending else POLL_SECONDS)
            if not self._link.up:
                return  # a screen has lost central meanwhile: what became of its act is looked for
            if not self._closed.is_set():
                self._round(central)
                if self._sending:
                    self.uploads.step(central)
                if self._listener.beat_due(BEAT_SECONDS):
                    self._beat(central)
        self._push.drain(central)  # the machine may stay off until tomorrow

    def _beat(self, central: Central) -> None:
        """A sign of life, and what is done now and then."""
        began = steady()
        now = central.beat(self._who, self._replica.hall, self._link.standing.skew)
        self._measure(now, began)
        self.stock.renew(central)
        self._replica.forget_told(self._link.clock())
        prune_daily(self._replica)

    def round(self) -> None:
        """Tell what was done here and take in what others did; central was met before."""
        assert self.central is not None
        self._round(self.central)

    def _round(self, central: Central) -> None:
        self._begun += 1
        self._tell(central)
        while not pull(central, self._replica, self._push.turn):
            self._catch_up_anew(central)
        self.count()
        with self._came:
            self._rounds, self._sending = self._begun, self.uploads.waiting
            self._came.notify_all()

    def _tell(self, central: Central) -> None:
        with self._push.turn:  # what a withdrawal took back makes no paper
            self._push.drain(central)
            self._take_jobs(central)

    def _catch_up_anew(self, central: Central) -> None:
        """The feed does not bring it any more, or not to this schema: the hall is copied anew."""
        before = self._link.standing.state
        self._link.enter(LinkState.CATCHING_UP)
        self.stock.renew(central)  # what was lent for today, work goes on with meanwhile
        with self._push.turn:
            copy_anew(central, self._replica, self._copied)
        self._tell(central)
        self._link.enter(before)

    def _copied(self, progress: JoinProgress) -> None:
        """A copy is under way; whoever closes the station does not wait for its end."""
        if self._closed.is_set():
            raise JoinStopped()
        self._link.copied(progress)

    def _take_jobs(self, central: Central) -> None:
        """Paper that acts of ours at central have made, where we did not hear of it."""
        jobs = central.waiting_jobs(self._who.station)
        if jobs:
            self._replica.lay_jobs(jobs)
            passing("jobs-not-taken")
            central.jobs_taken([job.id for job in jobs])

    def _rest(self, seconds: float) -> None:
        self._listener.rest(seconds)
        self.look_at_clock()

    def _measure(self, theirs: datetime, began: float) -> None:
        """Compare clocks; central was asked when `steady` said `began`."""
        self._link.time.measure(theirs, since(began))
        self.look_at_clock()

    def look_at_clock(self) -> None:
        """Tell how wrong this machine's clock is; a start without central goes by what is noted."""
        if self._link.look_at_clock():
            with suppress(Fault):
                self._replica.note_skew(self._link.standing.skew)

    def count(self) -> None:
        """Let the link say how many acts wait, and how many need a person."""
        self._link.count(self._replica.pending_count(), self._replica.unsettled_count())
