"""Short scenes in a hall led step by step, each with the trouble that one rule of sync is for.

A scene may give breaches that it saw on its way; what must hold in the end is asked afterwards.
"""

import itertools
from collections.abc import Callable
from contextlib import suppress

import pytest

from hall_client import crash_points
from hall_client.app.announcer import Announcer
from hall_client.app.dispatch import carry_out
from hall_client.app.queries import Board
from hall_client.domain.errors import Refusal
from hall_client.store.restoring import note_restored
from hall_client.sync import push
from tests.hall import PERSON, Facts, Hall, materials
from tests.postgres import database_of
from tests.sync.chaos.acts import LOST, Act
from tests.sync.chaos.invariants import CHECKS
from tests.sync.copying import Copied
from tests.sync.stepwise import Kind, SteppedStation, Trouble
from tests.sync.witness import Witness, beat, is_stopped, untold_at

ONE, TWO, THREE = "counter1", "counter2", "office1"
Scene = Callable[[Witness, pytest.MonkeyPatch], list[str]]


def rounds(w: Witness, *names: str) -> None:
    for name in names or (ONE, TWO, THREE):
        place = w.hall.at(name)
        w.go(place, place.round)


def check_in(w: Witness, name: str = ONE) -> Facts:
    item = w.hall.central.item()
    body = {"applicant": PERSON, "channel": "window", "materials": materials(item)}
    return w.done(name, "CheckInCase", "clerk1", item_code=item.code, **body)


def correct(w: Witness, case: Facts, name: str = ONE) -> Act:
    phone = f"139{len(w.commands):08d}"
    body = {"case_id": case["case_id"], "field": "phone", "value": phone}
    return w.act(name, "CorrectOnTheSpot", "clerk1", **body)


def issue(w: Witness, name: str = ONE) -> Act:
    return w.act(name, "IssueTicket", "clerk1", queue="A", channel="clerk")


def plan(w: Witness, kind: Kind, after: int = 0, name: str = ONE) -> SteppedStation:
    place = w.hall.at(name)
    place.line.plan(Trouble(kind, after))
    return place


def slow_transaction(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """An act at central has taken its place in the feed and commits after a later one."""
    issue(w)
    rounds(w)
    central = w.hall.central
    slow = central.command("OpenCounter", "clerk5", counter="5")
    with central.database.begin(slow) as work:
        carry_out(slow, work, central.now)
        issue(w)
        rounds(w)
    rounds(w)
    return []


def said_again(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """The process dies when central has given the number; the same press comes once more."""
    w.hall.at(ONE)
    crash_points.arm("asked-not-told")
    act = issue(w)
    assert w.crashes["asked-not-told"]
    rounds(w, ONE)
    w.press(w.hall.at(ONE), act)
    return []


def board_dies(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """The process with the voice dies between a call and its announcement."""
    heard = w.spoken = []
    place = w.hall.at(THREE)
    w.done(ONE, "OpenCounter", "clerk1", counter="1")
    for _ in range(2):
        issue(w)
        call = w.done(ONE, "CallNext", "clerk1", counter="1")
        rounds(w, THREE)
        ticks = itertools.count(step=10)
        voice = _Voice(heard)
        board = Announcer((voice, voice), 1, "main", place.hall, lambda t=ticks: float(next(t)))
        viewer = place.hall.reference().staff["board1"]
        now = w.hall.central.now
        board.play(place.hall.ask(Board(zone="main", limit=20), viewer, now), now)
        there = {"counter": "1", "ticket_id": call["ticket_id"]}
        w.done(ONE, "FinishTicket", "clerk1", **there, outcome="consulted")
    return []


class _Voice:
    def __init__(self, heard: list[str]) -> None:
        self.heard = heard

    def show(self, sign: object) -> None: ...

    def speak(self, text: str) -> None:
        self.heard.append(text)


def question_lost(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """The question to accept a case never comes to central; then the process dies."""
    case = check_in(w)
    rounds(w)
    place = plan(w, Kind.REQUEST, after=1)
    act = w.act(ONE, "AcceptCase", "clerk1", case_id=case["case_id"])
    assert act.code == LOST
    w.start(place)
    return []


def commit_lost(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """What was told is not committed at central."""
    check_in(w)
    place = plan(w, Kind.COMMIT)
    w.go(place, place.round)
    assert place.line.hits[Kind.COMMIT]
    return []


def told_by_halves(w: Witness, patch: pytest.MonkeyPatch) -> list[str]:
    """Of two changes of one row the first is told; before the second is, the line breaks."""
    patch.setattr(push, "BATCH", 1)
    case = check_in(w)
    rounds(w, ONE)
    for _ in range(2):
        assert correct(w, case).done
    place = plan(w, Kind.REQUEST, after=1)
    w.go(place, place.round)
    assert place.replica.pending_count() == 1
    held = "6 what is to be told stands in the copy"
    return [f"{held}: {told}" for told in CHECKS[held](w.evidence())]


def dies_while_it_pulls(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """The process dies before or after each of the commits of a round."""
    for after in range(8):
        issue(w, TWO)
        place = plan(w, Kind.CRASH, after)
        w.go(place, place.round)
        w.hall.at(ONE).line.plan(None)
        rounds(w, ONE)
    return []


def numbers_for_tomorrow(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """Two stations fetch blocks for a new day."""
    rounds(w)
    w.hall.central.later(days=1)
    for name in (ONE, TWO):
        beat(w.hall.at(name))
        check_in(w, name)
    return []


def past_midnight(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """A case is taken in at midnight, and not told yet when yesterday's numbers go back."""
    check_in(w)
    w.hall.central.later(days=1)
    beat(w.hall.at(ONE))
    return []


def one_after_the_other(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """Some acts that build on each other wait to be told."""
    case = check_in(w)
    for _ in range(3):
        assert correct(w, case).done
    rounds(w, ONE)
    return []


def same_folder_twice(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """Two counters send one folder to its section, one of them cut off."""
    case = check_in(w)
    w.done(ONE, "AcceptCase", "clerk1", case_id=case["case_id"])
    rounds(w)
    tray = {"case_ids": [case["case_id"]], "to_section": w.hall.central.item().section}
    w.hall.at(ONE).line.cut = True
    rounds(w, ONE)
    w.done(ONE, "HandOver", "clerk1", **tray)
    w.done(TWO, "HandOver", "clerk2", **tray)
    rounds(w, TWO)
    return []


def answer_lost(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """Central gives a number; the answer is lost and the station gives one of its own."""
    place = plan(w, Kind.REPLY, after=1)
    act = issue(w)
    assert act.done
    assert act.final_id != act.id
    assert place.line.hits[Kind.REPLY]
    return []


def late_question(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """A question that its station has withdrawn comes to central after all."""
    plan(w, Kind.REQUEST, after=1)
    act = issue(w)
    assert act.final_id != act.id
    rounds(w, ONE)
    with suppress(Refusal):
        w.hall.central.dispatcher.perform(w.commands[act.id])
    return []


def two_of_one_file(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """A copy of the file is opened on another machine; both work on."""
    case = check_in(w)
    rounds(w)
    one = w.hall.at(ONE)
    other = SteppedStation(w.hall.central, w.hall.folder / "twin" / one.path.name)
    Copied.of(one).lay(other)
    other.open()
    other.plug()
    correct(w, case)
    rounds(w, ONE)
    w.hall.move(one, other)
    _check_in_if_it_may(w)
    rounds(w, ONE)
    w.hall.move(other, one)
    _check_in_if_it_may(w)
    rounds(w, ONE)
    _leave_one(w, one, other)
    return []


def _check_in_if_it_may(w: Witness) -> None:
    with suppress(AssertionError):
        check_in(w)


def _leave_one(w: Witness, one: SteppedStation, other: SteppedStation) -> None:
    for stopped, left in ((one, other), (other, one)):
        if is_stopped(stopped):
            file = w.retire(stopped)
            stopped.shut()
            untold_at(stopped, file)
            w.hall.move(stopped, left)


def restored(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """Central goes back to a backup; what it lost is more than made up by what it does then."""
    rounds(w)
    w.hall.central.do("OpenCounter", "clerk4", counter="4")
    _keep_backup(w, lambda: w.hall.central.do("OpenCounter", "clerk5", counter="5"))
    for _ in range(3):
        w.hall.central.do("IssueTicket", "kiosk1", queue="B")
    return []


def _keep_backup(w: Witness, lost: Callable[[], object]) -> None:
    """A backup is made, `lost` is done and seen by all, and the backup is put back."""
    hall, cluster = w.hall, w.hall.cluster
    name = database_of(hall.central.url)
    places = hall.places()
    _apart(w)
    cluster.run(f'CREATE DATABASE "{name}_backup" TEMPLATE "{name}"')
    _together(w, places)
    lost()
    rounds(w)
    _apart(w)
    cluster.drop_database(hall.central.url)
    cluster.run(f'ALTER DATABASE "{name}_backup" RENAME TO "{name}"')
    note_restored(hall.central.url)
    _together(w, places)


def _apart(w: Witness) -> None:
    for place in w.hall.places():
        place.shut()
    w.hall.central.close()


def _together(w: Witness, places: object) -> None:
    old = w.hall.central
    now, numbers = old.now, old.numbers
    vars(old).update(vars(Hall(old.url)))
    old.now, old.numbers = now, numbers
    old.dispatcher._clock = lambda: old.now
    for place in w.hall._stations.values():
        place.open()


def paper_unheard_of(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """An act of the station at central has made paper; the process dies when it fetches it."""
    place = w.hall.at(ONE)
    body = {"queue": "A", "channel": "clerk"}
    command = w.hall.central.command("IssueTicket", "clerk1", station=ONE, **body)
    outcome = w.hall.central.perform(command)
    answer = {"ok": True, "id": command.id, "outcome": outcome.result}
    w.acts.setdefault(place, []).append(
        Act(command.id, ONE, "clerk1", "IssueTicket", body, answer=answer)
    )
    crash_points.arm("jobs-not-taken")
    rounds(w, ONE)
    assert w.crashes["jobs-not-taken"]
    return []


def paper_in_hand(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """Cut off, a counter serves a slip that it has not heard of; in touch again it goes on."""
    one = w.hall.at(ONE)
    w.done(ONE, "OpenCounter", "clerk1", counter="1")
    one.line.cut = True
    rounds(w, ONE)
    slip = issue(w, THREE).outcome
    served = w.done(ONE, "ServePaper", "clerk1", counter="1", number=slip["number"])
    one.line.cut = False
    rounds(w, ONE)
    there = {"counter": "1", "ticket_id": served["ticket_id"]}
    w.act(ONE, "FinishTicket", "clerk1", **there, outcome="consulted")
    return []


def plain_work(w: Witness, _patch: pytest.MonkeyPatch) -> list[str]:
    """A case is taken in and told."""
    check_in(w)
    rounds(w)
    return []
