"""One window with its session: sign-in, screens of the person's roles, lock, sign-out, closing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from hall_client.ui.main_window import Admission, MainWindow
from hall_client.ui.notices import Notice, Notices
from hall_client.ui.screen_list import workspaces
from hall_client.ui.words import tr

if TYPE_CHECKING:  # nothing heavy before the first paint
    from hall_client.app.print_desk import PrintStanding
    from hall_client.domain.people import Staff
    from hall_client.ui.desk import Desk
    from hall_client.ui.host import Host
    from hall_client.ui.link_line import LinkLine
    from hall_client.ui.scanner import Scanner
    from hall_client.ui.station import StationRuntime
    from hall_client.ui.workplace import Workplace

RETRY_MS = 3_000


class WindowSession:
    """Ties a MainWindow to a desk. `as_login` enters without password (rehearsal, stations).

    The desk knows the whole program behind it, so it is made only after the first paint, and the
    scanner is asked for when the login can be typed.
    """

    def __init__(
        self, host: "Host", station: str, scanner: "Callable[[], Scanner]", as_login: str = ""
    ) -> None:
        self.notices = Notices()
        self.window = MainWindow(workspaces(self._workplace), self.notices, self._time)
        self.notices.setParent(self.window)
        self.runtime: StationRuntime | None = None
        self._host = host
        self._station = station
        self._desk: Desk | None = None
        self._scanner = scanner
        self._as_login = as_login
        self._first = ""
        self._link: LinkLine | None = None
        self._again: Once | None = None
        self._ready: list[Callable[[], object]] = []
        self._painted: list[Callable[[], object]] = []
        self._connect()

    def _time(self) -> str:
        """The hall's time as the header shows it."""
        desk = self._desk
        now = desk.now if desk else self._host.clock()
        local = desk.reference.local(now) if desk and self.window.entered else now.astimezone()
        return local.strftime("%H:%M")

    @property
    def desk(self) -> "Desk":
        if self._desk is None:
            self._desk = self._make_desk()
        return self._desk

    def open(self, workspace: str = "") -> None:
        """Show the window, then open the database behind it."""
        self._first = workspace
        self._watch = FirstPaint(self.window, self._after_paint)
        self.window.show()

    def when_ready(self, call: Callable[[], object]) -> None:
        """Be called once the database is open and the login can be typed."""
        self._ready.append(call)

    def when_painted(self, call: Callable[[], object]) -> None:
        """Be called once, right after the window was painted for the first time."""
        self._painted.append(call)

    def show_bare(self) -> None:
        """Leave the frame away: a kiosk or board shows its one screen only."""
        self.window.show_bare()

    def _connect(self) -> None:
        window = self.window
        window.sign_in.wait(True)
        window.sign_in.submitted.connect(self._sign_in)
        window.unlock_requested.connect(self._unlock)
        window.find_requested.connect(lambda sought: self.go("cases", sought))
        window.closing.connect(self.close)
        self.notices.posted.connect(self._tell_before_entry)
        window.signed_out.connect(self._signed_out)

    def _tell_before_entry(self, notice: Notice) -> None:
        """Nobody has signed in: the sign-in says what is wrong and tries again by itself."""
        if self.window.entered:
            return
        sign_in, action = self.window.sign_in, notice.action
        sign_in.refuse(notice.sentence)
        if action is None:
            return
        sign_in.wait(True)
        self._again = Once(action.act)
        sign_in.offer(action.text, self._again, danger=not action.by_itself)
        if action.by_itself:
            QTimer.singleShot(RETRY_MS, self.window, self._again)

    def _after_paint(self) -> None:
        for call in self._painted:
            call()
        self.desk.open(self._opened)

    def _make_desk(self) -> "Desk":
        from hall_client.ui.desk import Desk

        desk = Desk(self._host, self._station, self.notices, self.window)
        desk.jobs.busy_changed.connect(self.window.show_busy)
        desk.signed_in.connect(self._signed_in)
        desk.joining.connect(self.window.sign_in.show_progress)
        return desk

    def _opened(self, hall: str) -> None:
        self.window.show_hall(hall, self._kind_of_place())
        self.window.sign_in.refuse("")
        self.window.sign_in.wait(False)
        self._scanner()
        for call in self._ready:
            call()
        if self._as_login:
            self.desk.sign_in_as(self._as_login)

    def _kind_of_place(self) -> str:
        """What stands under the sign-in: a station and its link, or a machine of its own."""
        from hall_client.app.links import LinkState
        from hall_client.words import value

        desk = self.desk
        state = desk.database.standing().state
        rehearsal = tr("Rehearsal") if desk.database.rehearsal else ""
        if state is LinkState.SINGLE:
            return rehearsal or tr("Single machine")
        station = tr("Station {station}", station=desk.station)
        return " · ".join(filter(None, (station, value("link", state, desk.language), rehearsal)))

    def _sign_in(self, login: str, password: str) -> None:
        self.desk.sign_in(login, password, self.window.sign_in.refuse)

    def _unlock(self, login: str, password: str) -> None:
        self.desk.sign_in(login, password, self.window.unlock.refuse)

    def _signed_in(self, staff: "Staff") -> None:
        from hall_client.ui.link_line import LinkLine
        from hall_client.ui.station import StationRuntime

        if self.runtime is not None:
            self.window.show_unlocked()
            self.window.unlock.wait(False)
            return
        announces = "board" in staff.roles and not self._host.demo  # the demo hall has one voice
        self.runtime = StationRuntime(self.desk, announces)
        self.runtime.printers_changed.connect(self._show_printers)
        self.runtime.start()
        self.window.admit(self._admission(staff))
        self._link = LinkLine(self.window, self.desk, self.go)
        if any(place.id == self._first for place in self.window.places()):
            self.window.open(self._first)

    def _show_printers(self, standing: "PrintStanding") -> None:
        """Say how printing stands whichever screen is open."""
        from hall_client.ui.presenters.printing import told_standing

        self.window.shell.status.show_fact("printers", *told_standing(standing))

    def _signed_out(self) -> None:
        """The next person gets devices and screens of their own; the old ones hear no more."""
        self.desk.forget_watchers()
        if self._link is not None:
            self._link.stop()
            self._link = None
        if self.runtime is not None:
            self.runtime.close()
            self.runtime.deleteLater()
            self.runtime = None

    def _admission(self, staff: "Staff") -> Admission:
        from hall_client.words import value

        duty = "、".join(value("role", role, self.desk.language) for role in sorted(staff.roles))
        counter = self.desk.counter
        shown = tr("Counter {counter}", counter=counter) if counter else ""
        station = self.desk.database.as_station is not None
        return Admission(staff.login, staff.name, duty, frozenset(staff.roles), shown, station)

    def _workplace(self) -> "Workplace":
        from hall_client.ui.workplace import Workplace

        assert self.runtime is not None
        status = self.window.shell.status
        return Workplace(self.desk, self.runtime, self._scanner(), status, self.go)

    def go(self, screen: str, subject: object) -> None:
        """Open a screen and show something in it (None: just open it)."""
        page = self.window.open(screen)
        show = getattr(page, "show_subject", None)
        if show is not None and subject is not None:
            show(subject)

    def close(self) -> None:
        if self.runtime is not None:
            self.runtime.close()
        if self._desk is not None:
            QTimer.singleShot(0, self._desk.close)
        QCoreApplication.processEvents()


class Once:
    """Something that a person or the clock does, whoever is first."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act: Callable[[], object] | None = act

    def __call__(self) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()


class FirstPaint(QObject):
    """Watches a window for its first paint event and calls once after it."""

    def __init__(self, window: QWidget, call: Callable[[], object]) -> None:
        super().__init__(window)
        self._call = call
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._call)
        return False
