"""The window of a workplace: it frames workspaces that are plugged in as data.

    window = MainWindow((Workspace("counter", mark("Counter"), "counter", build_counter),), notices)
    window.sign_in.submitted.connect(presenter.sign_in)
    window.admit(Admission("clerk1", "张三", "窗口人员", frozenset({"clerk"}), "3号窗口"))
    window.shell.status.show_fact("waiting", tr("Waiting: {count}", count=12))

It starts with the sign-in; `admit` opens the shell, F12 locks it, `dismiss` goes back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from time import strftime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QScrollArea, QStackedWidget, QWidget

from hall_client.ui.notices import Notices
from hall_client.ui.parts import scrolling
from hall_client.ui.sign_in import SignIn
from hall_client.ui.words import tr
from hall_client.ui.workspace import Workspace

if TYPE_CHECKING:  # the first paint shows the sign-in
    from hall_client.ui.shell import Shell

SMALLEST = (1024, 700)


@dataclass(frozen=True)
class Admission:
    """Who has signed in, as the shell shows it; words are already translated."""

    login: str
    name: str
    duty: str
    roles: frozenset[str]
    counter: str = ""
    station: bool = False


def wall_clock() -> str:
    return strftime("%H:%M")


class MainWindow(QMainWindow):
    """One workplace. A process may have several (the demo does)."""

    opened = Signal(str)
    find_requested = Signal(str)
    unlock_requested = Signal(str, str)
    locked = Signal()
    signed_out = Signal()
    closing = Signal()

    def __init__(
        self,
        workspaces: Sequence[Workspace],
        notices: Notices,
        now: Callable[[], str] = wall_clock,
    ) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self._workspaces = tuple(workspaces)
        self._pages: dict[str, tuple[QWidget, QScrollArea]] = {}
        self._admitted: Admission | None = None
        self._notices = notices
        self._now = now
        self._hall = ""
        self._bare = False
        self.sign_in = SignIn()
        self._front = QStackedWidget()
        self._front.addWidget(self.sign_in)
        self.setCentralWidget(self._front)
        self.setMinimumSize(*SMALLEST)

    # -- what only a person who is signed in sees: made on first use ----------------------------

    @cached_property
    def shell(self) -> "Shell":
        from hall_client.ui.shell import NUMBERED, Shell

        made = Shell(self._notices, self._now, self._bare)
        made.rail.picked.connect(self.open)
        made.header.hall.setText(self._hall)
        made.header.find_requested.connect(self.find_requested)
        made.header.lock_requested.connect(self.show_locked)
        made.header.leave_requested.connect(self.dismiss)
        made.deeds.bind("lock", self.show_locked)
        for number in range(1, NUMBERED + 1):
            made.deeds.bind(f"place-{number}", partial(self._open_numbered, number))
        self._front.addWidget(made)
        return made

    @cached_property
    def unlock(self) -> SignIn:
        made = SignIn()
        made.show_hall(self._hall)
        made.submitted.connect(self.unlock_requested)
        self._front.addWidget(made)
        return made

    # -- what the session uses -----------------------------------------------------------------

    def show_hall(self, hall: str, note: str = "") -> None:
        """The hall's name in header, title and sign-in; `note` stands under the sign-in."""
        self._hall = hall
        self.sign_in.show_hall(hall)
        self.sign_in.show_note(note)
        self.setWindowTitle(f"{hall} · {tr('Hall Client')}")

    @property
    def entered(self) -> bool:
        """Whether somebody has signed in: from then on messages stand in the shell."""
        return self._admitted is not None

    def places(self) -> list[Workspace]:
        """The workspaces of the person who is signed in, in the order of the rail."""
        person = self._admitted
        if person is None:
            return []
        return [one for one in self._workspaces if one.open_to(person.roles, person.station)]

    def admit(self, person: Admission) -> None:
        """Open the shell for `person` with the workspaces of the person's roles."""
        self._admitted = person
        places = self.places()
        self.shell.header.show_person(person.name, person.duty, person.counter)
        self.shell.show_places(places)
        self._front.setCurrentWidget(self.shell)
        if places:
            self.open(places[0].id)

    def open(self, place: str) -> QWidget:
        """Go to a workspace, building its page on the first visit; answers the page.

        The page gets the focus and says with `setFocusProxy` where work begins. It scrolls as a
        whole when the screen is too low for it (old monitors, large text).
        """
        found = next(one for one in self._workspaces if one.id == place)
        if place not in self._pages:
            page = found.build()
            self._pages[place] = page, scrolling(page, f"page-{place}")
            self.shell.content.addWidget(self._pages[place][1])
        page, frame = self._pages[place]
        self.shell.content.setCurrentWidget(frame)
        page.setFocus()
        self.shell.rail.mark_current(place)
        self.shell.header.place.setText(tr(found.text))
        self.opened.emit(place)
        return page

    def show_bare(self) -> None:
        """Only the one screen, without rail, header and status line (kiosk, board)."""
        self._bare = True

    def show_locked(self) -> None:
        """Hide everything until the person's password is given; work in hand stays."""
        if self._admitted is None:
            return
        self.unlock.lock_for(self._admitted.login)
        self._front.setCurrentWidget(self.unlock)
        self.locked.emit()

    def show_unlocked(self) -> None:
        self.unlock.refuse("")
        self._front.setCurrentWidget(self.shell)

    def dismiss(self) -> None:
        """Back to the sign-in; the pages of the person who leaves are thrown away."""
        self._admitted = None
        for _page, frame in self._pages.values():
            self.shell.content.removeWidget(frame)
            frame.deleteLater()
        self._pages.clear()
        self.shell.notice_bar.clear()
        self.sign_in.refuse("")
        self._front.setCurrentWidget(self.sign_in)
        self.signed_out.emit()

    def show_busy(self, busy: bool) -> None:
        """Connect `Jobs.busy_changed` here."""
        if self.entered:
            self.shell.show_busy(busy)

    # -- inside --------------------------------------------------------------------------------

    def _open_numbered(self, number: int) -> None:
        places = self.places()
        if number <= len(places):
            self.open(places[number - 1].id)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
