"""Seeded bugs, each at one named seam of the product: what the tests of sync must catch.

Not among them: PRAGMA synchronous=OFF at a station. It loses only what the machine's own memory
loses, which no test on a running machine can take away.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from hall_client.app.announcer import Announcer
from hall_client.app.command import new_id
from hall_client.app.dispatch import carry_out
from hall_client.app.print_orders import jobs_for
from hall_client.app.replication import ActState, PushAnswer
from hall_client.crash_points import passing
from hall_client.store import central, feed, inbox, laying, replica, work
from hall_client.store.lent_blocks import return_blocks
from hall_client.store.numbers import raise_series
from hall_client.store.replica import Replica
from hall_client.store.tables.journal import journal, print_job
from hall_client.sync.courier import Courier
from hall_client.sync.leases import NumberStock
from hall_client.sync.station import Station
from tests.sync import scenes
from tests.sync.scenes import ONE, Scene
from tests.sync.witness import Witness

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Mutant:
    """A bug, the scene in which it shows, and the invariant that must see it there."""

    name: str
    bring: Callable[[Patch, Witness], None]
    scene: Scene
    killed_by: str


def plain_cursor(patch: Patch, _w: Witness) -> None:
    """The feed is read by its count alone: `n >`."""
    by_count = str(feed.CHANGES).replace(
        "(xid, n) > (CAST(:xid AS text)::xid8, :n) AND xid < pg_snapshot_xmin("
        "pg_current_snapshot()) ORDER BY change.xid, n",
        "(CASE WHEN :n < 4000000000000000000 THEN n > :n"
        " ELSE xid > CAST(:xid AS text)::xid8 END) ORDER BY n",
    )
    assert by_count != str(feed.CHANGES)
    patch.setattr(feed, "CHANGES", text(by_count))


def new_id_on_retry(patch: Patch, _w: Witness) -> None:
    real = Station._do_there
    patch.setattr(
        Station, "_do_there", lambda self, command: real(self, replace(command, id=new_id()))
    )


def no_announcing_after_a_crash(patch: Patch, _w: Witness) -> None:
    """Who begins takes all that is on the board for said."""
    real = Announcer.play

    def play(self: Announcer, rows: Any, now: Any) -> Any:
        if self._renewed_at is None:
            self._remember(row.announcement_id for row in rows)
        return real(self, rows, now)

    patch.setattr(Announcer, "play", play)


def no_intent(patch: Patch, _w: Witness) -> None:
    patch.setattr(Replica, "ask_first", lambda self, command: None)


def entered_before_commit(patch: Patch, w: Witness) -> None:
    place = w.hall.at(ONE)

    def early(**told: Any) -> PushAnswer:
        answer = PushAnswer(**told)
        if answer.answers:
            place.replica.answered(answer, place.clock())
        return answer

    patch.setattr(inbox, "PushAnswer", early)


def pending_rows_overwritten(patch: Patch, _w: Witness) -> None:
    patch.setattr(laying, "_held", lambda *_: set())


def cursor_apart(patch: Patch, _w: Witness) -> None:
    real = Replica.lay_page

    def lay_page(self: Replica, page: Any) -> None:
        self.note(cursor=str(page.cursor))
        real(self, page)

    patch.setattr(Replica, "lay_page", lay_page)


def counter_moved_too_little(patch: Patch, _w: Witness) -> None:
    def raised(connection: Any, key: Any, *, by: int = 0, to: int = 0) -> int:
        half = by // 2
        return raise_series(connection, key, by=half, to=to) + by - half

    patch.setattr(central, "raise_series", raised)


def returned_as_central_knows(patch: Patch, _w: Witness) -> None:
    def give(self: NumberStock, authority: Any, today: date) -> None:
        own = self._replica
        lent = authority.blocks(own.hall, own.station)
        past = [one for one in lent if one.period < today.isoformat()]
        authority.give_back(own.hall, past, "unused")
        return_blocks(own, past, self._clock())

    patch.setattr(NumberStock, "_return", give)


def out_of_order(patch: Patch, _w: Witness) -> None:
    real = Replica.pending

    def pending(self: Replica, limit: int) -> Any:
        first, *rest = real(self, limit) or [None]
        return [first, *rest[1:], *rest[:1]] if first else []

    patch.setattr(Replica, "pending", pending)


def refusals_dropped(patch: Patch, _w: Witness) -> None:
    real = replica._said

    def said(*told: Any) -> Any:
        entered = real(*told)
        refused = entered["state"] is ActState.REFUSED
        return entered | ({"state": ActState.SETTLED} if refused else {})

    patch.setattr(replica, "_said", said)


def withdrawal_untold(patch: Patch, _w: Witness) -> None:
    patch.setattr(Station, "_withdraw", lambda self, wish: self.replica.drop_question(wish.id))


def nothing_barred(patch: Patch, _w: Witness) -> None:
    def bar(connection: Any, command: Any, now: Any) -> bool:
        done = select(journal.c.request).where(journal.c.id == command.id)
        return not connection.execute(done).scalar()

    for module in (work, central):
        patch.setattr(module, "bar", bar)


def copies_unrecognised(patch: Patch, _w: Witness) -> None:
    for module in (central, inbox):
        patch.setattr(module, "require_same", lambda *_: None)


def incarnation_ignored(patch: Patch, _w: Witness) -> None:
    patch.setattr(Courier, "_renew_copy", lambda *_: None)


def jobs_taken_first(patch: Patch, _w: Witness) -> None:
    def take(self: Courier, authority: Any) -> None:
        jobs = authority.waiting_jobs(self._who.station)
        if jobs:
            authority.jobs_taken([job.id for job in jobs])
            passing("jobs-not-taken")
            self._replica.lay_jobs(jobs)

    patch.setattr(Courier, "_take_jobs", take)


def aliases_forgotten(patch: Patch, _w: Witness) -> None:
    patch.setattr(replica, "_note_aliases", lambda *_: None)


def told_makes_paper(patch: Patch, _w: Witness) -> None:
    def printed(command: Any, open_work: Any, now: Any) -> Any:
        outcome = carry_out(command, open_work, now)
        for job in jobs_for(outcome.command, outcome.events):
            open_work.connection.execute(insert(print_job).values(**vars(job)))
        return outcome

    patch.setattr(inbox, "carry_out", printed)


COPY, LIST = "6 every copy equals central", "7 every refusal in a list"
MUTANTS = (
    Mutant("plain n > cursor", plain_cursor, scenes.slow_transaction, COPY),
    Mutant("new id on retry", new_id_on_retry, scenes.said_again, "3 nobody did what nobody"),
    Mutant("no re-announce", no_announcing_after_a_crash, scenes.board_dies, "5 every call heard"),
    Mutant("intent not written", no_intent, scenes.question_lost, LIST),
    Mutant("entered before commit", entered_before_commit, scenes.commit_lost, "3 every local act"),
    Mutant(
        "pending rows overwritten",
        pending_rows_overwritten,
        scenes.told_by_halves,
        "6 what is to be told",
    ),
    Mutant("cursor apart", cursor_apart, scenes.dies_while_it_pulls, COPY),
    Mutant(
        "counter not moved", counter_moved_too_little, scenes.numbers_for_tomorrow, "no bug inside"
    ),
    Mutant("block returned too early", returned_as_central_knows, scenes.past_midnight, "8 used"),
    Mutant("push out of order", out_of_order, scenes.one_after_the_other, "7 nobody in conflict"),
    Mutant("refusal dropped", refusals_dropped, scenes.same_folder_twice, LIST),
    Mutant("withdrawal not told", withdrawal_untold, scenes.answer_lost, "3 every answer holds"),
    Mutant("id not barred", nothing_barred, scenes.late_question, "3 what was withdrawn"),
    Mutant("copy not recognised", copies_unrecognised, scenes.two_of_one_file, "2 no printed"),
    Mutant("incarnation ignored", incarnation_ignored, scenes.restored, COPY),
    Mutant("jobs taken first", jobs_taken_first, scenes.paper_unheard_of, "4 every paper has come"),
    Mutant("aliases not kept", aliases_forgotten, scenes.paper_in_hand, "3 ids that were given"),
    Mutant("told act prints", told_makes_paper, scenes.plain_work, "4 every paper has come"),
)
