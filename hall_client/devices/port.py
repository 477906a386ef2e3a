"""One thread per port: jobs in order, an honest outcome for each, back again after an outage."""

import logging
import queue
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from hall_client.app.ports import Done, Outcome
from hall_client.app.printing import JobState
from hall_client.devices.codecs.wire import WireError
from hall_client.devices.line import Line, LineLost, open_line
from hall_client.devices.profiles import SerialSettings

LOG = logging.getLogger(__name__)
WATCH_SECONDS = 0.25  # how often an idle port looks whether its device is still there
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
ATTEMPTS = 3
SILENT = "no-answer"


@dataclass(frozen=True)
class PortState:
    """Whether the device is there; `error` tells why it is not."""

    url: str
    online: bool
    error: str = ""


@dataclass(frozen=True)
class Check:
    """A question to the device and how to judge its answer.

    `judge` gets all bytes so far: None = not complete yet, "" = good, other text = the problem.
    """

    ask: bytes
    judge: Callable[[bytes], str | None]
    seconds: float = 0.5


@dataclass(frozen=True)
class Job:
    """What to write. `compose` runs on the port's thread and may raise WireError.

    `before` can hold the job back (paper out: nothing is written); a device that does not answer
    it is tried all the same. Without `confirm`, written is printed; with it, the answer decides.
    """

    compose: Callable[[], bytes]
    name: str = ""
    before: tuple[Check, ...] = ()
    confirm: Check | None = None


@dataclass(frozen=True)
class _Waiting:
    job: Job
    done: Done
    since: float


class DevicePort:
    """A device or bus behind a URL. All methods but `close` return at once, from any thread."""

    def __init__(
        self,
        url: str,
        on_state: Callable[[PortState], None],
        settings: SerialSettings | None = None,
    ) -> None:
        self.state = PortState(url, online=False, error="not opened yet")
        self._url = url
        self._on_state = on_state
        self._settings = settings or SerialSettings()
        self._jobs: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._line: Line | None = None
        self._wait = FIRST_WAIT
        self._mute = False
        self._next_try = 0.0
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"port {url}", daemon=True)
        self._thread.start()

    def submit(self, job: Job, done: Done) -> None:
        """Queue a job; `done` is called exactly once, on the port's thread."""
        self._jobs.put(_Waiting(job, done, time.monotonic()))

    def close(self, seconds: float = 15) -> bool:
        """Do what is queued (without waiting for a device that is gone), then end the thread.

        Tells whether the thread ended in time.
        """
        self._closing.set()
        self._jobs.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    # -- the port's thread ---------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            try:
                waiting = self._jobs.get(timeout=self._idle_seconds())
            except queue.Empty:
                self._watch()
                continue
            if waiting is None:
                break
            self._finish(waiting, self._perform(waiting))
        self._drop()

    def _idle_seconds(self) -> float:
        if self._line:
            return WATCH_SECONDS
        return max(0.0, self._next_try - time.monotonic())

    def _watch(self) -> None:
        if self._line is None:
            self._open()
            return
        try:
            self._line.drain()
        except LineLost as lost:
            self._lose(lost)

    def _perform(self, waiting: _Waiting) -> Outcome:
        try:
            data = waiting.job.compose()
        except WireError as error:
            return Outcome(JobState.FAILED, str(error))
        except Exception as error:
            LOG.exception("composing %s", waiting.job.name)
            return Outcome(JobState.FAILED, repr(error))
        for _ in range(ATTEMPTS):
            line = self._present(waiting.since)
            if line is None:
                break
            try:
                problem = self._asked_before(line, waiting.job)
            except LineLost as lost:
                self._lose(lost)
                continue  # nothing was written: the next line may take it
            if problem:
                return Outcome(JobState.FAILED, problem)
            return self._write(line, data, waiting.job)
        return Outcome(JobState.FAILED, self.state.error)

    def _present(self, since: float) -> Line | None:
        """The open line; waits for a device that is gone as long as the profile has patience."""
        while self._line is None:
            now = time.monotonic()
            patient = now - since < self._settings.patience_seconds and not self._closing.is_set()
            if not self._open() and not patient:
                return None
            if self._line is None:
                self._closing.wait(min(WATCH_SECONDS, self._settings.patience_seconds))
        return self._line

    def _asked_before(self, line: Line, job: Job) -> str:
        line.drain()
        for check in job.before if line.answers and not self._mute else ():
            problem = self._ask(line, check, job.name)
            if problem == SILENT:
                self._mute = True  # not every model answers: do not wait again for nothing
                return ""
            if problem:
                return problem
        return ""

    def _write(self, line: Line, data: bytes, job: Job) -> Outcome:
        try:
            line.write(data, job.name)
            problem = self._confirmed(line, job)
        except LineLost as lost:
            self._lose(lost)
            return Outcome(JobState.UNKNOWN, str(lost))
        if problem == SILENT:
            return Outcome(JobState.UNKNOWN, SILENT)
        return Outcome(JobState.FAILED if problem else JobState.PRINTED, problem)

    def _confirmed(self, line: Line, job: Job) -> str:
        return self._ask(line, job.confirm, job.name) if job.confirm and line.answers else ""

    def _ask(self, line: Line, check: Check, name: str) -> str:
        if check.ask:
            line.write(check.ask, name)
        heard, until = b"", time.monotonic() + check.seconds
        while time.monotonic() < until:
            heard += line.read()
            verdict = check.judge(heard)
            if verdict is not None:
                return verdict
        return SILENT

    def _open(self) -> bool:
        try:
            self._line = open_line(self._url, self._settings)
            self._line.drain()
        except LineLost as lost:
            self._lose(lost)
            return False
        self._wait = FIRST_WAIT
        self._mute = False
        self._tell(PortState(self._url, online=True))
        return True

    def _lose(self, lost: LineLost) -> None:
        self._drop()
        now = time.monotonic()
        if now >= self._next_try:  # tries that a job asked for do not lengthen the wait
            self._next_try = now + self._wait * random.uniform(0.8, 1.2)
            self._wait = min(LONGEST_WAIT, self._wait * 2)
        self._tell(PortState(self._url, online=False, error=str(lost) or "lost"))

    def _drop(self) -> None:
        if self._line:
            self._line.close()
        self._line = None

    def _tell(self, state: PortState) -> None:
        if state == self.state:
            return
        self.state = state
        try:
            self._on_state(state)
        except Exception:
            LOG.exception("telling the state of %s", self._url)

    def _finish(self, waiting: _Waiting, outcome: Outcome) -> None:
        try:
            waiting.done(outcome)
        except Exception:
            LOG.exception("telling the outcome of %s", waiting.job.name)
