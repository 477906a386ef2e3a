"""`clock`: what time alone brings about, once or every minute; one at a time in a database."""

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from hall_client.app.codec import CodecError, decode
from hall_client.app.faults import Fault, NotRehearsal
from hall_client.cli.administration import add_database
from hall_client.cli.answers import DONE, REFUSED, complain, put, put_json
from hall_client.words import say, say_fault, say_refusal

if TYPE_CHECKING:
    from hall_client.app.clock import Told
    from hall_client.cli.program import Program
    from hall_client.store.database import SqlDatabase

TASK = "clock"
PACE_SECONDS = 60
NAP_SECONDS = 1.0  # not every system wakes a longer sleep for Ctrl-C
MOST_NAMED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_database(parser)
    parser.add_argument("--once", action="store_true", help="look once, then end")
    parser.add_argument("--at", type=_moment, metavar="TIME", help="ISO time; rehearsals only")
    parser.add_argument("--json", action="store_true", help="JSON lines")


def _moment(given: str) -> datetime:
    try:
        moment: datetime = decode(datetime, given)
    except CodecError:
        told = "a time with its zone is needed, like 2026-09-25T00:00:00+08:00"
        raise argparse.ArgumentTypeError(told) from None
    return moment


def run(args: argparse.Namespace, program: "Program") -> int:
    """Exit 0 (another clock runs already: too), 1 when an act was refused (--once).

    A station beside central acts on central: its own file has no last word.
    """
    database = program.open_database(args.database or program.central or None)
    if args.at is not None and not database.rehearsal:
        raise NotRehearsal(place=database.place)
    now = database.now if args.at is None else lambda: args.at
    clock = Clock(database, program.station, now, Speech(program.language, args.json))
    return clock.once() if args.once else clock.stay(_asked_to_end())


def _asked_to_end() -> threading.Event:
    """Set by SIGTERM or Ctrl-C; what is being done then is done to its end."""
    ended = threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: ended.set())
    return ended


class Speech:
    """Says what was done, a line each; what waits for a person is said once while it waits."""

    def __init__(self, language: str, as_json: bool) -> None:
        self._language, self._as_json = language, as_json
        self._waiting: set[tuple[str, str]] = set()
        self._named: set[tuple[str, str]] = set()

    def begin(self) -> None:
        """A new look: what it does not name waits no more."""
        self._waiting, self._named = self._named, set()

    def tell(self, told: "Told") -> None:
        if told.waits or told.refusal:
            key = (told.code, told.subject)
            self._named.add(key)
            if key in self._waiting:
                return
        facts: dict[str, Any] = {"subject": told.subject, **told.facts}
        if told.refusal:
            facts |= {
                "refusal": told.refusal.code,
                "message": say_refusal(told.refusal, self._language),
            }
        self._put({"duty": told.duty, "what": told.code, **facts}, self._words(told.code, facts))

    def note(self, code: str) -> None:
        """Something about this clock itself."""
        self._put({"what": code}, self._words(code, {}))

    def progress(self, code: str) -> None:
        complain(self._words(code, {}))

    def fault(self, fault: Fault) -> None:
        """The environment failed; with --json a line of data too."""
        words = say_fault(fault, self._language)
        complain(words)
        if self._as_json:
            self._put({"what": "fault", "fault": fault.code}, words)

    def _words(self, code: str, facts: dict[str, Any]) -> str:
        shown = {name: self._shown(fact) for name, fact in facts.items()}
        return say("clock", code, self._language, **shown)

    def _shown(self, fact: object) -> str:
        """Several numbers as one text, not endlessly many."""
        if not isinstance(fact, list | tuple):
            return str(fact)
        if not fact:
            return say("clock", "none", self._language)
        more = f" … ({len(fact)})" if len(fact) > MOST_NAMED else ""
        return ("、" if self._language == "zh" else ", ").join(map(str, fact[:MOST_NAMED])) + more

    def _put(self, document: dict[str, Any], words: str) -> None:
        if self._as_json:
            put_json({**document, "message": words})
        else:
            put(words)
        sys.stdout.flush()


class Clock:
    """Looks into one database; `now` tells the moment of each look."""

    def __init__(
        self,
        database: "SqlDatabase",
        station: str,
        now: Callable[[], datetime],
        speech: Speech,
    ) -> None:
        self._database = database
        self._station = station
        self._now = now
        self._speech = speech

    def once(self) -> int:
        """Look once; 1 when an act was refused."""
        with self._database.alone(TASK) as held:
            if not held():
                self._speech.note("running-elsewhere")
                return DONE
            told = self._look()
        if not told:
            self._speech.progress("nothing-due")
        return REFUSED if any(one.refusal for one in told) else DONE

    def stay(self, ended: threading.Event) -> int:
        """Look every minute until `ended`; while the database is away, try every minute."""
        while not ended.is_set():
            try:
                with self._database.alone(TASK) as held:
                    if not held():
                        self._speech.note("running-elsewhere")
                        return DONE
                    self._speech.progress("started")
                    while held() and not ended.is_set():
                        self._look()
                        _wait(ended)
            except Fault as fault:
                self._speech.fault(fault)
                _wait(ended)
        return DONE

    def _look(self) -> "list[Told]":
        from hall_client.app.clock import Look, work_off

        self._speech.begin()
        told = []
        for one in chain(
            work_off(Look(self._database, self._station, self._now)), self._cut_feed()
        ):
            self._speech.tell(one)
            told.append(one)
        return told

    def _cut_feed(self) -> "Iterator[Told]":
        """Once a day: what stations that were off need no more, for they copy the hall anew."""
        from hall_client.app.clock import Told
        from hall_client.store.pruning import prune_daily

        gone = prune_daily(self._database)
        if gone:
            yield Told(code="feed-cut", subject="", facts={"count": gone}, duty="feed")


def _wait(ended: threading.Event) -> None:
    """Until the next look is due, or the end is asked for."""
    for _ in range(PACE_SECONDS):
        if ended.wait(NAP_SECONDS):
            return
