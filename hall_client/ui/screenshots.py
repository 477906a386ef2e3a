"""Pictures and the map of every screen, drawn from a rehearsed day that was stopped at work."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from hall_client.app.codec import decode
from hall_client.app.joining import Joining
from hall_client.app.queries import Counters
from hall_client.app.registry import command_class
from hall_client.app.rehearsal import Act, Rehearsal, rehearse
from hall_client.domain.ids import uuid7
from hall_client.ui import launch, ui_map
from hall_client.ui.demo import DemoHall, station_of
from hall_client.ui.host import Host
from hall_client.ui.jobs import Jobs
from hall_client.ui.ports import HallDatabase
from hall_client.ui.scanner import Scanner
from hall_client.ui.session import WindowSession
from hall_client.ui.station_pictures import LOGIN, STATION, Scene, beside_central, scenes

Hears = Callable[[], Scanner]
STOP_AT = datetime(2026, 9, 22, 1, 30, tzinfo=UTC)  # the second morning: every list has work
WAITING = (
    ("A", "欧阳静"),
    ("B", "张䶮"),
    ("A", "李𬭎"),
    ("C", "王小明"),
    ("A", "赵敏"),
    ("B", "阿依古丽·买买提"),
    ("C", "陈𠮷"),
    ("A", "周洁"),
)
DESK = (1366, 768)
WALL = (1920, 1080)
PEOPLE = (
    "clerk1",
    "reviewer1",
    "chief1",
    "deputy1",
    "head1",
    "sealkeeper1",
    "delivery1",
    "archivist1",
    "guide1",
    "manager1",
)
BARE = ("kiosk1", "board1")
PATIENCE_SECONDS = 15.0
SETTLE_SECONDS = 0.7  # a preview waits for a pause in typing, then draws


class _EnoughPlayed(Exception):
    """The rehearsal has come to the moment at which the pictures are taken."""


@dataclass
class _Stage:
    """Plays acts in the rehearsal's database until it is time."""

    database: HallDatabase
    until: datetime

    def perform(self, act: Act) -> Mapping[str, Any]:
        if act.at > self.until:
            raise _EnoughPlayed
        kind = command_class(act.name)
        assert kind is not None, act.name
        header = {"id": act.id, "at": act.at, "actor": act.actor, "station": act.station}
        hall = self.database.reference().hall.code
        command = decode(kind, {**act.fields, **header, "hall_id": hall})
        return self.database.performer(lambda: act.at).perform(command).result


@dataclass(frozen=True)
class Shot:
    """One window as it is to be drawn; `screen` is what `parts` of it belong to on the map."""

    name: str
    window: QWidget
    screen: str
    parts: tuple[QWidget, ...]


def draw_all(host: Host, out: Path, language: str, text_size: str) -> list[Path]:
    """Draw every screen of every kind of person into `out`; returns the files."""
    out.mkdir(parents=True, exist_ok=True)
    look = replace(host.look, language=language, text_size=text_size)
    drawn = []
    with _rehearsed(replace(host, look=look)) as shots:
        for shot in shots:
            file = out / f"{shot.name}.png"
            if file not in drawn:
                shot.window.grab().save(str(file))
                drawn.append(file)
    return drawn


def map_all(host: Host) -> list[dict[str, str]]:
    """Every control a person acts on, screen by screen."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    with _rehearsed(host) as shots:
        for shot in shots:
            for row in [row for part in shot.parts for row in ui_map.rows(part)]:
                line = {"screen": shot.screen, "name": row.name}
                line |= {"role": row.role, "label": row.label}
                found.setdefault((shot.screen, row.name), line)
    return list(found.values())


@contextmanager
def _rehearsed(host: Host) -> Iterator[Iterator[Shot]]:
    app = launch.start(host)
    jobs = Jobs()
    played: list[bool] = []
    jobs.run(lambda: _play(host), lambda _: played.append(True))
    _spin(app, lambda: bool(played), 120)
    stopped = replace(host, clock=lambda: STOP_AT)
    yield _shots(app, stopped)


def _play(host: Host) -> None:
    database = host.open_database(Joining())
    try:
        rehearse(Rehearsal(cases=24), database.reference(), _Stage(database, STOP_AT))
    except _EnoughPlayed:
        _fill_hall(database)
    finally:
        database.close()


def _fill_hall(database: HallDatabase) -> None:
    """People wait and one is at the counter: an empty hall would show little."""
    stage = _Stage(database, STOP_AT)
    for n, (queue, name) in enumerate(WAITING):
        at = STOP_AT - timedelta(minutes=2 * (len(WAITING) - n))
        fields = {"queue": queue, "name": name, "channel": "kiosk"}
        stage.perform(_act(at, "IssueTicket", ("kiosk1", "kiosk1"), fields))
    counters = database.ask(Counters(), database.reference().staff["guide1"], STOP_AT)
    busy = {one.counter for one in counters if one.number or one.state != "open"}
    for n, number in enumerate(sorted({"1", "3", "5"} - busy)):
        at = STOP_AT - timedelta(seconds=90 - n)
        who = f"clerk{number}", f"counter{number}"
        stage.perform(_act(at, "CallNext", who, {"counter": number}))


def _act(at: datetime, name: str, who: tuple[str, str], fields: dict[str, Any]) -> Act:
    made = uuid7(int(at.timestamp() * 1000), f"{name:<10}".encode())
    return Act(id=made, at=at, name=name, actor=who[0], station=who[1], fields=fields)


def _shots(app: QApplication, host: Host) -> Iterator[Shot]:
    scanner = cache(partial(Scanner, app))
    yield from _first_window(app, host, scanner)
    for login in PEOPLE:
        yield from _person(app, host, scanner, login)
    for login in BARE:
        session = WindowSession(host, station_of(login), scanner, login)
        session.show_bare()
        session.window.resize(*WALL)
        _enter(app, session)
        name = login.rstrip("1")
        yield Shot(name, session.window, name, (session.window.open(name),))
        session.window.close()
    yield from _demo(app, host, scanner)
    for scene in scenes(STOP_AT):
        yield _beside_central(app, beside_central(host, scene), scanner, scene)


def _first_window(app: QApplication, host: Host, scanner: Hears) -> Iterator[Shot]:
    ready: list[bool] = []
    session = WindowSession(host, "counter1", scanner)
    session.when_ready(lambda: ready.append(True))
    session.window.resize(*DESK)
    session.open()
    _spin(app, lambda: bool(ready))
    _settle(app)
    yield Shot("sign-in", session.window, "sign-in", (session.window.sign_in,))
    session.window.close()


def _person(app: QApplication, host: Host, scanner: Hears, login: str) -> Iterator[Shot]:
    session = WindowSession(host, station_of(login), scanner, login)
    session.window.resize(*DESK)
    _enter(app, session)
    for place in session.window.places():
        session.go(place.id, None)
        _settle(app)
        _spin(app, lambda: not session.desk.jobs.under_way)
        page = session.window.open(place.id)
        yield Shot(f"{login}-{place.id}", session.window, place.id, (page,))
    # The last picture once more: what stands around every screen.
    window = session.window
    shell = window.shell
    frame = (shell.rail, shell.header, shell.banner, shell.notice_bar, shell.status)
    yield Shot(f"{login}-{place.id}", window, "frame", frame)
    window.close()


def _beside_central(app: QApplication, host: Host, scanner: Hears, scene: Scene) -> Shot:
    session = WindowSession(host, STATION, scanner, LOGIN)
    session.window.resize(*DESK)
    _enter(app, session)
    session.go(scene.place, scene.part)
    _settle(app)
    _spin(app, lambda: not session.desk.jobs.under_way)
    page = session.window.open(scene.place)
    shot = Shot(f"station-{scene.name}", session.window, scene.place, (page,))
    session.window.close()
    return shot


def _demo(app: QApplication, host: Host, scanner: Hears) -> Iterator[Shot]:
    demo = DemoHall(host, scanner)
    demo.open()
    _settle(app, 2.0)
    yield Shot("demo-hall", demo, "demo-hall", (demo,))
    demo.close()


def _enter(app: QApplication, session: WindowSession) -> None:
    session.open()
    _spin(app, lambda: session.window.entered)
    _settle(app)


def _settle(app: QApplication, seconds: float = SETTLE_SECONDS) -> None:
    end = time.monotonic() + seconds
    _spin(app, lambda: time.monotonic() > end)


def _spin(app: QApplication, done: Callable[[], bool], patience: float = PATIENCE_SECONDS) -> None:
    """Let the windows live until `done`; TimeoutError when it takes too long."""
    end = time.monotonic() + patience
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("a window did not get ready")
        app.processEvents()
        time.sleep(0.005)
