"""The demo hall: one window from which every place of the hall opens, and people keep arriving.

Beside central it is one station of the hall: the places of that station open, and of all such
processes one lets people arrive.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QMainWindow, QWidget

from hall_client.app.ports import Twins
from hall_client.app.rehearsal_visits import Visit, arrivals
from hall_client.app.tickets import IssueTicket
from hall_client.ui.desk import Desk
from hall_client.ui.host import Host
from hall_client.ui.notice_bar import NoticeBar
from hall_client.ui.notices import Notices
from hall_client.ui.parts import STRETCH, Panel, button, card, column, label, row, scrolling
from hall_client.ui.scanner import Scanner
from hall_client.ui.session import WindowSession
from hall_client.ui.station import StationRuntime
from hall_client.ui.theme import scaled
from hall_client.ui.words import tr
from hall_client.words import value, values

ARRIVAL_MS = 12_000
LOOK_MS = 500
TWINS = "twins"
ARRIVALS = "rehearsal/arrivals"
PAPER_WIDTH = 300
STATIONS = {"kiosk1": "kiosk1", "board1": "board1"}
FRONT = ("kiosk1", "board1", *(f"clerk{n}" for n in range(1, 7)), "guide1", "manager1")
BACK = (
    *(f"reviewer{n}" for n in range(1, 6)),
    "chief1",
    "deputy1",
    "head1",
    "sealkeeper1",
    "delivery1",
    "archivist1",
)
COLUMNS = 3
OFFICE = (1366, 768)
TITLE = 40  # what a window manager puts around a window, at most


def station_of(login: str) -> str:
    """Where a person of the sample hall works: clerks at their counters, the rest in the office."""
    if login.startswith("clerk"):
        return f"counter{login.removeprefix('clerk')}"
    return STATIONS.get(login, "office1")


class DemoHall(QMainWindow):
    """Opens a window per place, each with its own session; closing this one closes the hall."""

    def __init__(self, host: Host, scanner: Callable[[], Scanner]) -> None:
        super().__init__()
        self.setObjectName("demo-hall")
        self._host = host
        self._scanner = scanner
        self._station = host.station if host.beside_central else ""
        self._desk = Desk(host, self._station or "kiosk1", Notices(self), self)
        self._leads = not host.beside_central
        self._sessions: dict[str, WindowSession] = {}
        self._people: Iterator[Visit] = iter(())
        self._arrive = QTimer(self, interval=ARRIVAL_MS)
        self._arrive.timeout.connect(self.let_one_in)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._ask_twins)
        self.arriving = button("demo-arriving", tr("People arrive"), "person", "secondary")
        self._pictures: dict[str, QLabel] = {}
        self._runtime: StationRuntime | None = None
        self._drawing = False

    @property
    def notices(self) -> Notices:
        return self._desk.notices

    def open(self) -> None:
        self.setWindowTitle(tr("Demo hall"))
        self.resize(1180, 700)
        self.setCentralWidget(self._waiting())
        self.show()
        self._desk.open(lambda _: self._desk.sign_in_as("kiosk1"))
        self._desk.joining.connect(self._show_joining)
        self._desk.signed_in.connect(lambda _: self._opened())

    def enter(self, login: str) -> WindowSession:
        """Open (or raise) the window of one person or station account."""
        if login not in self._sessions:
            session = WindowSession(self._host, station_of(login), self._scanner, login)
            session.window.closing.connect(lambda: self._sessions.pop(login, None))
            self._sessions[login] = session
            _fit(session.window)
            session.open()
            if login in STATIONS:
                session.show_bare()
        self._sessions[login].window.activateWindow()
        return self._sessions[login]

    def let_one_in(self) -> None:
        """The next person of the rehearsed day takes a ticket at the kiosk."""
        self._ask_whether_here()
        if not self._leads:
            return
        person = next(self._people, None)
        if person is None:
            self._arrive.stop()
            return
        self._desk.perform(
            IssueTicket,
            refused=lambda _: None,
            queue=person.queue,
            certificate_no=person.certificate_no,
            name=person.name,
            class_=person.class_,
            channel="kiosk",
        )

    # -- inside --------------------------------------------------------------------------------

    def _waiting(self) -> QWidget:
        page = Panel("page")
        self._join_words = label(role="muted")
        told = (label(tr("Preparing the demo hall…"), "title"), self._join_words)
        body = column(NoticeBar(self.notices), STRETCH, *told, STRETCH)
        body.setContentsMargins(24, 20, 24, 20)
        page.setLayout(body)
        return page

    def _show_joining(self, rows: int, of: int) -> None:
        words = "First join: {rows} of {of} records copied. Leave this window open."
        self._join_words.setText(tr(words, rows=f"{rows:,}", of=f"{of:,}"))

    def _ask_whether_here(self) -> None:
        """Of several processes one lets people arrive; cut off, each goes on as it was."""
        if not self._desk.standing.parted:
            self._desk.jobs.run(
                partial(self._desk.database.leads, ARRIVALS), self._lead, owner=self
            )

    def _lead(self, leads: bool) -> None:
        self._leads = leads

    def _here(self, logins: tuple[str, ...]) -> tuple[str, ...]:
        """Who works at this machine: everybody in a hall of one machine."""
        stations = {station_of(one) for one in (*FRONT, *BACK)}
        if self._station not in stations:
            return logins
        return tuple(one for one in logins if station_of(one) == self._station)

    def _opened(self) -> None:
        # The hall speaks and prints also while neither kiosk nor board is open.
        self._runtime = StationRuntime(self._desk, announces=True)
        self._runtime.start()
        reference = self._desk.reference
        day = reference.day_of(self._host.clock())
        self._people = iter(arrivals(self._host.seed, reference, day))
        self.setCentralWidget(self._build())
        self._toggle(True)
        self._look.start()

    def _build(self) -> QWidget:
        page = Panel("page")
        title = label(self._desk.reference.hall.name, "title")
        self._told = label(role="muted")
        self._tell_place()
        self._desk.link_changed.connect(self._tell_place)
        self.arriving.setCheckable(True)
        self.arriving.clicked.connect(self._toggle)
        head = row(column(title, self._told, spacing=4), STRETCH, self.arriving)
        places = Panel("page")
        parts: list[QWidget | QLayout | str] = []
        for heading, logins in ((tr("Front hall"), FRONT), (tr("Back office"), BACK)):
            if here := self._here(logins):
                parts += [label(heading, "heading"), self._tiles(here)]
        places.setLayout(column(*parts, STRETCH, spacing=12))
        inner = row(scrolling(places, "demo-places"), self._devices(), spacing=16)
        inner.setStretch(0, 1)
        body = column(NoticeBar(self.notices), head, inner, spacing=16)
        body.setContentsMargins(24, 20, 24, 20)
        body.setStretch(2, 1)
        page.setLayout(body)
        return page

    def _tell_place(self) -> None:
        """Which station this is and how its link stands."""
        desk = self._desk
        if not self._station:
            told = tr("Rehearsal: nothing here is real. Open any place of the hall.")
        else:
            station = tr("Station {station}", station=self._station)
            told = f"{station} · {value('link', desk.standing.state, desk.language)}"
        self._told.setText(told)

    def _tiles(self, logins: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for n, login in enumerate(logins):
            grid.addWidget(self._tile(login, partial(self.enter, login)), n // COLUMNS, n % COLUMNS)
        return grid

    def _tile(self, login: str, act: Callable[[], object]) -> QWidget:
        person = self._desk.reference.person(login)
        roles = values("role", sorted(person.roles), self._desk.language) if person else ""
        at = self._station or station_of(login)
        station = self._desk.reference.stations.get(at)
        where = f" · {station.counter}号窗口" if station and station.counter else ""
        name = person.name if person else login
        made = button(f"demo-{login}", f"{name}　{roles}{where}")
        made.setMinimumHeight(scaled(48))
        made.clicked.connect(act)
        return made

    def _devices(self) -> QWidget:
        parts: list[QWidget | str] = [label(tr("Simulated devices"), "heading")]
        for name, text in (
            ("ticket", tr("Ticket printer")),
            ("label", tr("Label printer")),
            ("signs", tr("Window signs")),
            ("voice", tr("Voice")),
        ):
            shown = QLabel(tr("Nothing yet"))
            shown.setObjectName(f"demo-{name}")
            shown.setWordWrap(True)
            self._pictures[name] = shown
            parts.append(card(column(label(text, "strong"), shown, spacing=4)))
        inside = Panel("page")
        inside.setLayout(column(*parts, STRETCH, spacing=12))
        frame = scrolling(inside, "demo-devices")
        frame.setFixedWidth(scaled(360))
        return frame

    def _ask_twins(self) -> None:
        """Have the papers drawn away from the windows; the next look waits for the answer."""
        twins = self._host.twins()
        if twins is not None and not self._drawing:
            self._drawing = True
            self._desk.jobs.run(lambda: _seen(twins), self._show_twins, lane=TWINS, owner=self)

    def _show_twins(self, seen: "Seen") -> None:
        self._drawing = False
        for name, png in (("ticket", seen.ticket), ("label", seen.label)):
            if png is not None:
                picture = QPixmap()
                picture.loadFromData(png)
                picture = picture.scaledToWidth(
                    scaled(PAPER_WIDTH), Qt.TransformationMode.SmoothTransformation
                )
                self._pictures[name].setWordWrap(False)
                self._pictures[name].setMinimumHeight(picture.height())
                self._pictures[name].setPixmap(picture)
        signs = [f"{counter}号窗口　{words or '—'}" for counter, words in seen.signs.items()]
        self._pictures["signs"].setText("\n".join(signs))
        self._pictures["voice"].setText("\n".join(seen.spoken[-6:]) or tr("Nothing yet"))

    def _toggle(self, on: bool) -> None:
        self.arriving.setChecked(on)
        if on:
            self._arrive.start()
            self.let_one_in()
        else:
            self._arrive.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._arrive.stop()
        self._look.stop()
        if self._runtime is not None:
            self._runtime.close()
        for session in list(self._sessions.values()):
            session.window.close()
        self._desk.close()
        super().closeEvent(event)


@dataclass(frozen=True)
class Seen:
    """What the simulated devices have put out, drawn."""

    ticket: bytes | None
    label: bytes | None
    signs: dict[str, str]
    spoken: list[str]


def _seen(twins: Twins) -> Seen:
    return Seen(twins.ticket_picture(), twins.label_picture(), twins.signs(), twins.spoken())


def _fit(window: QWidget) -> None:
    """An office display's size, or the whole of a smaller one: nothing lies below its edge."""
    space = window.screen().availableSize()
    if space.width() < OFFICE[0] or space.height() < OFFICE[1] + TITLE:
        window.setWindowState(Qt.WindowState.WindowMaximized)
    else:
        window.resize(*OFFICE)
