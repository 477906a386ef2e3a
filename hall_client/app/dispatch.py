"""Dispatch: permission, time, once-only, handler, journal: the one road of every act."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from hall_client.app.bus import HANDLERS, Done
from hall_client.app.codec import canonical, encode
from hall_client.app.command import HEADER, Command, body_fields
from hall_client.app.events import Event
from hall_client.app.permissions import require_permission
from hall_client.app.print_orders import jobs_for
from hall_client.app.threads import forbid_gui_thread
from hall_client.app.work import Contended, Database, JournalEntry, Work
from hall_client.domain.errors import CallWithdrawn, IdReused, NotAvailable, Refusal, TimeIsOff

TRIES = 5
ALLOWED_SKEW = timedelta(minutes=5)
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Outcome:
    """The answer to one act. `repeated`: the id was done before, nothing changed now."""

    command: Command
    result: dict[str, Any]
    events: tuple[Event, ...] = ()
    repeated: bool = False


class Performer(Protocol):
    """Whatever acts go through: a database's dispatcher, or a station that knows where to go."""

    def perform(self, command: Command) -> Outcome: ...


class Dispatcher:
    """Runs commands in one database; every caller (screen, command line, sync) goes through it.

    `forbid` may refuse what was not done before.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock = system_clock,
        forbid: Callable[[Command], object] = lambda _command: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._forbid = forbid

    def perform(self, command: Command) -> Outcome:
        """Run the command once, however often it comes; refuse with a Refusal, change nothing."""
        forbid_gui_thread(command.verb)
        if command.verb not in HANDLERS:
            raise NotAvailable(command=command.verb)
        for _ in range(TRIES - 1):
            try:
                return self._attempt(command)
            except Contended:
                continue
        try:
            return self._attempt(command)
        except Contended as lost:
            raise lost.reason from lost

    def _attempt(self, command: Command) -> Outcome:
        with self._database.begin(command) as work:
            past = work.journaled(command.id)
            if past is not None:
                return _repeat(command, past)
            self._require_time(command)
            self._forbid(command)
            return carry_out(command, work, self._clock())

    def _require_time(self, command: Command) -> None:
        if self._database.rehearsal:
            return
        skew = abs(self._clock() - command.at)
        if skew > ALLOWED_SKEW:
            raise TimeIsOff(minutes=int(skew.total_seconds() // 60))


def carry_out(command: Command, work: Work, now: datetime) -> Outcome:
    """Check permission, run the handler, write the journal; `now` is when it is recorded.

    What is only told makes no paper here: it came out where it was done.
    """
    try:
        require_permission(command, work.reference)
    except Refusal as refusal:
        work.object_to(refusal)
    done: Done = HANDLERS[command.verb](command, work)
    resolved = done.resolved or command
    entry = JournalEntry(
        id=command.id,
        hall_id=command.hall_id,
        station=command.station,
        actor=command.actor,
        command=command.verb,
        at=command.at,
        recorded_at=now,
        request=request_text(command),
        body=body_text(resolved),
        outcome=canonical(done.outcome),
    )
    work.record(entry, [] if work.told else jobs_for(resolved, done.events))
    return Outcome(resolved, encode(done.outcome), done.events)


def body_text(command: Command) -> str:
    """Canonical text of the command's own fields, which the codec reads back for a replay."""
    return canonical(_fields(command, with_resolved=True))


def request_text(command: Command) -> str:
    """Canonical text of who asked for what: a repeat must ask the same again."""
    asked = _fields(command, with_resolved=False)
    return canonical({"command": command.verb, "actor": command.actor, **asked})


def _fields(command: Command, with_resolved: bool) -> dict[str, Any]:
    """Values by the names of the contract: `class_` is written "class"."""
    names = body_fields(type(command), with_resolved)
    return {name.rstrip("_"): getattr(command, name) for name in names}


def _repeat(command: Command, past: JournalEntry) -> Outcome:
    if not past.request:
        raise CallWithdrawn(command=command.verb)
    if past.request != request_text(command):
        raise IdReused(id=command.id)
    return Outcome(command, decode_outcome(past), repeated=True)


def decode_outcome(entry: JournalEntry) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(entry.outcome)
    return result


__all__ = ["HEADER", "Dispatcher", "Outcome", "Performer", "request_text", "system_clock"]
