"""One process of the hall announces in a zone; another one goes on where it stopped."""

import itertools
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from hall_client.app.announcer import RENEWED_SECONDS, Announcer, OwnSign
from hall_client.app.papers import SignText
from hall_client.app.queries import Board
from hall_client.app.rows import BoardRow
from hall_client.domain.tickets import Ticket
from hall_client.places import ROOT
from hall_client.store.tables.stations import lease
from tests.hall import Facts
from tests.processes import environment, spawn, until_we_die
from tests.sync.hall_of_stations import HallOfStations, StationPlace

pytestmark = pytest.mark.postgres
ZONE = "main"


@dataclass
class Loud:
    """A sign and a voice that keep what they were given."""

    spoken: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    def show(self, sign: SignText) -> None:
        self.shown.append(f"{sign.counter} {sign.text}")

    def speak(self, text: str) -> None:
        self.spoken.append(text)


class Speaker:
    """The announcer of a station's process, with its devices."""

    def __init__(self, place: StationPlace) -> None:
        self.place = place
        self.heard = Loud()
        self.start()

    def start(self) -> None:
        """A new process: it remembers nothing."""
        both = (self.heard, self.heard)
        ticks = itertools.count(step=10)  # a lease is never so fresh that it is not asked for
        hall = self.place.hall
        self.announcer = Announcer(both, 1, ZONE, hall, monotonic=lambda: float(next(ticks)))

    def rows(self) -> list[BoardRow]:
        viewer = self.place.hall.reference().staff["board1"]
        now = self.place.halls.central.now
        return self.place.hall.ask(Board(zone=ZONE, limit=20), viewer, now)

    def play(self) -> list[str]:
        """What is said now."""
        before = len(self.heard.spoken)
        self.announcer.play(self.rows(), self.place.halls.central.now)
        return self.heard.spoken[before:]


def called(place: StationPlace) -> Facts:
    place.do("IssueTicket", "clerk1", queue="A", channel="clerk")
    return place.do("CallNext", "clerk1", counter="1")


def let_the_lease_run_out(halls: HallOfStations) -> None:
    past = datetime.now(UTC) - timedelta(minutes=1)
    with halls.central.database.writing() as connection:
        connection.execute(update(lease).values(until=past))


def ticket_of(halls: HallOfStations) -> str:
    """The ticket that was issued last."""
    return halls.central.rows(Ticket)[-1].id


def served(halls: HallOfStations, counter: StationPlace) -> None:
    there = {"counter": "1", "ticket_id": ticket_of(halls)}
    counter.do("ServeTicket", "clerk1", **there)
    counter.do("FinishTicket", "clerk1", outcome="consulted", **there)


@pytest.fixture
def counter(halls: HallOfStations) -> StationPlace:
    place = halls.at("counter1")
    place.do("OpenCounter", "clerk1", counter="1")
    return place


def test_of_two_that_could_one_announces(halls: HallOfStations, counter: StationPlace) -> None:
    one, two = Speaker(halls.at("board1")), Speaker(halls.at("kiosk1"))
    called(counter)
    halls.catch_up()
    assert one.play() == ["请A001号到1号窗口办理"]
    assert one.heard.shown == ["1 请A001号"]
    assert two.play() == []
    assert one.play() == []


def test_another_takes_over_after_the_lease_and_says_what_was_not_said(
    halls: HallOfStations, counter: StationPlace
) -> None:
    one, two = Speaker(halls.at("board1")), Speaker(halls.at("kiosk1"))
    called(counter)
    halls.catch_up()
    assert len(one.play()) == 1
    one.place.shut()
    served(halls, counter)
    called(counter)
    for place in (counter, two.place):
        place.catch_up()
    assert two.play() == []
    let_the_lease_run_out(halls)
    assert two.play() == ["请A002号到1号窗口办理"]


def test_a_restart_says_what_was_called_meanwhile_and_nothing_twice(
    halls: HallOfStations, counter: StationPlace
) -> None:
    board = Speaker(halls.at("board1"))
    called(counter)
    halls.catch_up()
    assert len(board.play()) == 1
    board.start()
    let_the_lease_run_out(halls)
    assert board.play() == []
    halls.central.later(seconds=30)
    counter.do("RecallTicket", "clerk1", counter="1", ticket_id=ticket_of(halls))
    halls.catch_up()
    board.start()
    halls.central.later(minutes=3)
    assert board.play() == ["请A001号到1号窗口办理"]


def test_who_is_served_already_is_not_called_late(
    halls: HallOfStations, counter: StationPlace
) -> None:
    board = Speaker(halls.at("board1"))
    called(counter)
    counter.do("ServeTicket", "clerk1", counter="1", ticket_id=ticket_of(halls))
    halls.catch_up()
    halls.central.later(minutes=3)
    assert board.play() == []


def test_cut_off_a_counter_shows_its_call_at_its_own_sign_and_no_voice_speaks(
    halls: HallOfStations, counter: StationPlace
) -> None:
    speaker, own = Speaker(counter), OwnSign(sign := Loud())
    counter.unplug()
    number = called(counter)["number"]
    assert speaker.play() == []
    for _ in range(2):
        own.play(speaker.rows(), "1", halls.central.now)
    assert sign.shown == [f"1 请{number}号"]
    counter.plug()
    counter.catch_up()
    assert speaker.play() == [f"请{number}号到1号窗口办理"]


class SpeakerProcess:
    """A board's program of its own; all of them are heard in one room."""

    def __init__(self, halls: HallOfStations, station: str, heard: Path) -> None:
        folder = halls.folder / "speakers"
        folder.mkdir(exist_ok=True)
        words = (folder / f"{station}.db", station, halls.central.url, heard, halls.central.now)
        self._command = [sys.executable, "-m", "tests.sync.speaker", *map(str, words)]
        self._environment = environment(folder / "state")
        self.start()

    def start(self) -> None:
        command = [*until_we_die("KILL"), *self._command]
        self.process = spawn(command, env=self._environment, cwd=ROOT)

    def tell(self, sign: signal.Signals) -> None:
        self.process.send_signal(sign)
        if sign is signal.SIGKILL:
            self.process.wait(10)


@pytest.fixture
def speakers(halls: HallOfStations, tmp_path: Path) -> Iterator[list[SpeakerProcess]]:
    heard = tmp_path / "heard"
    heard.touch()
    started = [SpeakerProcess(halls, name, heard) for name in ("board1", "kiosk1")]
    yield started
    for one in started:
        one.tell(signal.SIGKILL)


def test_of_two_processes_one_speaks_and_each_call_is_heard_once_whoever_dies_or_sleeps(
    halls: HallOfStations, counter: StationPlace, speakers: list[SpeakerProcess], tmp_path: Path
) -> None:
    by_pid = {one.process.pid: one for one in speakers}

    def heard() -> list[list[str]]:
        return [line.split() for line in (tmp_path / "heard").read_text("utf-8").splitlines()]

    def next_call() -> SpeakerProcess:
        """Call somebody; who says it, once it is heard."""
        words = f"请{called(counter)['number']}号到1号窗口办理"
        counter.until(lambda: any(said == words for _, said in heard()))
        served(halls, counter)
        return by_pid[int(heard()[-1][0])]

    first = next_call()
    assert [next_call() for _ in range(2)] == [first, first]
    first.tell(signal.SIGKILL)
    let_the_lease_run_out(halls)
    second = next_call()
    assert second is not first
    first.start()
    by_pid[first.process.pid] = first
    assert [next_call() for _ in range(2)] == [second, second]
    second.tell(signal.SIGSTOP)
    let_the_lease_run_out(halls)
    time.sleep(RENEWED_SECONDS)  # the process that sleeps has to ask again
    assert next_call() is first
    second.tell(signal.SIGCONT)
    assert next_call() is first
    time.sleep(1)
    assert Counter(said for _, said in heard()).most_common(1)[0][1] == 1
    assert len(heard()) == 8
