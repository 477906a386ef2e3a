"""Stations as real processes: a JSON line in, a JSON line out, killed and started again at will.

    with StationProcess(folder, "act", "--as", "clerk1", "--database", url) as station:
        station.start(crash_at="journal-written:3")
        answer = station.send({"command": "OpenCounter", "counter": "1"})

Nothing waits without a limit, and no process outlives the tests.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from hall_client.places import ROOT
from tests.processes import environment, spawn, until_we_die

PROGRAM = (sys.executable, str(ROOT / "main.py"))
CRASH_AT = "HALL_CRASH_AT"
"""`name:n`: the process kills itself when it passes the crash point for the n-th time."""
ANSWERS_WITHIN_SECONDS = 60.0
BY_OUR_HAND = "killed"
CHUNK = 65536


class StationGone(Exception):
    """It ended without an answer; whether the command took effect is not known."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(status, said)
        self.status = status

    @property
    def killed(self) -> bool:
        return self.status == -signal.SIGKILL


class StationSilent(Exception):
    """It lives and does not answer in time; nothing can be sent to it until it is restarted."""


class StationProcess:
    """One station. Its settings and files are in `folder`; its complaints in `folder`/errors.log.

    `deaths` counts how it ended against its will: by our hand, or at which crash point.
    """

    def __init__(
        self, folder: Path, *words: str, program: tuple[str, ...] = PROGRAM, **extra: str
    ) -> None:
        self.folder, self.words, self.program, self.extra = folder, words, program, extra
        self.process: subprocess.Popen[bytes] | None = None
        self.crash_at: str | None = None
        self.deaths: Counter[str] = Counter()
        self._heard = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.kill()

    # -- life and death ------------------------------------------------------------------------

    def start(self, *, crash_at: str | None = None, **extra: str) -> None:
        """`extra` goes into the environment from now on; a crash point only for this life."""
        assert not self.alive, "the station runs already"
        if self.process:
            self._bury()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.extra |= extra
        self.crash_at, self._heard = crash_at, b""
        crash = {CRASH_AT: crash_at} if crash_at else {}
        with self.errors.open("ab") as errors:
            self.process = spawn(
                [*until_we_die("KILL"), *self.program, *self.words],
                env=environment(self.folder / "state", **self.extra, **crash),
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                bufsize=0,
                start_new_session=True,
            )

    def restart(self, *, crash_at: str | None = None, **extra: str) -> None:
        """The same station again, in the same folder; one that still runs is killed first."""
        self.kill()
        self.start(crash_at=crash_at, **extra)

    def kill(self) -> None:
        """SIGKILL to the process and all that it started."""
        if self.process:
            by_hand = self.alive
            if by_hand:
                os.killpg(self.process.pid, signal.SIGKILL)
            self._bury(by_hand)

    def end(self, within_seconds: float = ANSWERS_WITHIN_SECONDS) -> int:
        """Nothing more is to come; waits for its exit status."""
        assert self.process
        assert self.process.stdin
        self.process.stdin.close()
        return self.wait(within_seconds)

    def wait(self, within_seconds: float = ANSWERS_WITHIN_SECONDS) -> int:
        """For it to end by itself; its exit status, negative: the signal that ended it."""
        assert self.process
        try:
            self.process.wait(within_seconds)
        except subprocess.TimeoutExpired:
            raise StationSilent(f"still running after {within_seconds} s\n{self.said}") from None
        return self._bury()

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _bury(self, by_hand: bool = False) -> int:
        """Its status; a violent end is counted, and the pipes are closed, once for each life."""
        assert self.process
        assert self.process.stdin
        assert self.process.stdout
        status = self.process.wait(ANSWERS_WITHIN_SECONDS)
        if not self.process.stdout.closed and status < 0:
            at_crash_point = self.crash_at if status == -signal.SIGKILL else None
            cause = BY_OUR_HAND if by_hand else at_crash_point or f"signal {-status}"
            self.deaths[cause] += 1
        self.process.stdin.close()
        self.process.stdout.close()
        return status

    # -- the conversation ----------------------------------------------------------------------

    def send(
        self, line: Mapping[str, Any], within_seconds: float = ANSWERS_WITHIN_SECONDS
    ) -> dict[str, Any]:
        """One line and its answer. Raises StationGone, StationSilent."""
        deadline = time.monotonic() + within_seconds
        self.say(line, deadline)
        return self.hear(deadline)

    def say(self, line: Mapping[str, Any], deadline: float | None = None) -> None:
        """Only the line: answers come in order, by `hear`."""
        assert self.process
        assert self.process.stdin
        if self.process.stdin.closed:
            raise self._gone()
        rest = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        try:
            while rest:
                self._await([], [self.process.stdin], deadline)
                # A pipe that is ready takes this much at once.
                rest = rest[os.write(self.process.stdin.fileno(), rest[: select.PIPE_BUF]) :]
        except BrokenPipeError:
            raise self._gone() from None

    def hear(self, deadline: float | None = None) -> dict[str, Any]:
        assert self.process
        assert self.process.stdout
        if self.process.stdout.closed:
            raise self._gone()
        while b"\n" not in self._heard:
            self._await([self.process.stdout], [], deadline)
            data = os.read(self.process.stdout.fileno(), CHUNK)
            if not data:
                raise self._gone()
            self._heard += data
        line, _, self._heard = self._heard.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _await(self, readable: list[Any], writable: list[Any], deadline: float | None) -> None:
        left = (deadline or time.monotonic() + ANSWERS_WITHIN_SECONDS) - time.monotonic()
        if not any(select.select(readable, writable, [], max(0, left))):
            raise StationSilent(self.said)

    def _gone(self) -> StationGone:
        return StationGone(self.wait(), self.said)

    @property
    def errors(self) -> Path:
        return self.folder / "errors.log"

    @property
    def said(self) -> str:
        """The end of what it wrote to standard error, over all its lives."""
        return self.errors.read_text(errors="replace")[-4000:]
