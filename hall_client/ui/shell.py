"""The frame around every workspace: rail on the left, header above, status line below."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
)

from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.icons import icon, pixmap
from hall_client.ui.notice_bar import NoticeBar
from hall_client.ui.notices import Notices
from hall_client.ui.parts import (
    STRETCH,
    Panel,
    button,
    column,
    icon_button,
    label,
    named,
    row,
    scrolling,
    sign,
)
from hall_client.ui.theme import dress, pixels, scaled
from hall_client.ui.words import mark, tr
from hall_client.ui.workspace import Workspace

TICK_MS = 1_000
LEADING = ("link", "pending", "unsettled", "clock")
"""These stand first in the status line, whenever they are first shown."""
LOCK = Action("lock", mark("Lock"), "lock", "F12")
FIND = Action("find", mark("Find"), "find", "Ctrl+K")
NUMBERED = 9  # so many workspaces have a key


class Shell(Panel):
    """What a person who is signed in sees. `bare` leaves all away but the one screen."""

    def __init__(self, notices: Notices, now: Callable[[], str], bare: bool) -> None:
        super().__init__("page")
        self.bare = bare
        self.rail = Rail()
        self.header = Header(now)
        self.status = StatusLine()
        self.banner = StandingBanner(quiet=bare)
        self.notice_bar = NoticeBar(notices)
        self.content = QStackedWidget()
        self._busy = QProgressBar(maximum=0, textVisible=False)
        self._build()
        numbered = (
            Action(f"place-{number}", mark("Go to workspace"), shortcut=f"Ctrl+{number}")
            for number in range(1, NUMBERED + 1)
        )
        self.deeds = ActionSet(self, (LOCK, FIND, *numbered))
        self.deeds.bind("find", self._focus_find)

    def show_places(self, places: Sequence[Workspace]) -> None:
        self.rail.show_places(places)
        self.rail.setVisible(len(places) > 1 and not self.bare)

    def show_busy(self, busy: bool) -> None:
        """A thin line that moves."""
        self._busy.setMaximum(0 if busy else 1)
        self._busy.setVisible(busy)

    def _build(self) -> None:
        body = Panel("page")
        inner = column(self.notice_bar, self.content, spacing=8)
        inner.setContentsMargins(*((0, 0, 0, 0) if self.bare else (16, 12, 16, 12)))
        inner.setStretchFactor(self.content, 1)
        body.setLayout(inner)
        self._busy.setFixedHeight(3)
        right = column(self.header, self._busy, self.banner, body, self.status, spacing=0)
        right.setStretchFactor(body, 1)
        self.setLayout(row(self.rail, right, spacing=0))
        self._busy.hide()
        for part in (self.header, self.status):
            part.setHidden(self.bare)

    def _focus_find(self) -> None:
        self.header.search.setFocus()
        self.header.search.selectAll()


class Rail(Panel):
    """The workspaces of the person signed in; Ctrl+1 to Ctrl+9 go there as well."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__("rail")
        self.setObjectName("rail")
        self._buttons: dict[str, QToolButton] = {}
        self._texts: dict[str, str] = {}
        self._one = QButtonGroup(self)
        inside = Panel("rail")
        self._stack = QVBoxLayout(inside)
        self._stack.setContentsMargins(0, 8, 0, 8)
        self._stack.setSpacing(4)
        self._stack.addStretch(1)
        self.setLayout(column(scrolling(inside, "rail-scroll"), spacing=0))
        self.setFixedWidth(pixels("rail"))

    def show_places(self, places: Sequence[Workspace]) -> None:
        for old in self._buttons.values():
            self._stack.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        self._buttons = {place.id: self._button(place) for place in places}
        self._texts = {place.id: place.text for place in places}
        for position, made in enumerate(self._buttons.values()):
            self._stack.insertWidget(position, made)
        self.retranslate()

    def mark_current(self, place: str) -> None:
        self._buttons[place].setChecked(True)

    def retranslate(self) -> None:
        for position, (place, made) in enumerate(self._buttons.items(), start=1):
            text = tr(self._texts[place])
            made.setText(text)
            made.setAccessibleName(text)
            made.setToolTip(f"{text}  Ctrl+{position}" if position < 10 else text)

    def _button(self, place: Workspace) -> QToolButton:
        made = QToolButton()
        made.setObjectName(f"place-{place.id}")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setIcon(icon(place.icon, "rail-text", "rail-current-text"))
        made.setIconSize(QSize(scaled(24), scaled(24)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFixedWidth(pixels("rail"))
        dress(made, role="place")
        made.clicked.connect(lambda: self.picked.emit(place.id))
        self._one.addButton(made)
        return made


class Header(Panel):
    """Where one is, who one is, what time it is, and one place to find anything."""

    find_requested = Signal(str)
    lock_requested = Signal()
    leave_requested = Signal()

    def __init__(self, now: Callable[[], str]) -> None:
        super().__init__("header")
        self._now = now
        self.setObjectName("header")
        self.hall = label(role="heading")
        self.place = label(role="muted")
        self.counter = label(role="badge", tone="info")
        self.person = label(role="strong")
        self.duty = label(role="hint")
        self.clock = label(role="clock")
        self.clock.setObjectName("clock")
        self.search = named(QLineEdit(), "find", tr("Find"))
        self.lock = icon_button("lock", "lock", tr("Lock"))
        self.leave = icon_button("leave", "leave", tr("Sign out"))
        self._build()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.show_time)
        self._tick.start()

    def show_person(self, name: str, duty: str, counter: str = "") -> None:
        """Who works here: name, duty in words, and the counter (empty: none)."""
        self.person.setText(name)
        self.duty.setText(duty)
        self.duty.setVisible(bool(duty))
        self.show_counter(counter)

    def show_counter(self, counter: str) -> None:
        self.counter.setText(counter)
        self.counter.setVisible(bool(counter))

    def show_time(self) -> None:
        told = self._now()
        if told != self.clock.text():
            self.clock.setText(told)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(tr("Find a case, person or ticket  Ctrl+K"))
        self.search.setAccessibleName(tr("Find"))
        for made, told in ((self.lock, f"{tr('Lock')}  F12"), (self.leave, tr("Sign out"))):
            made.setToolTip(told)
            made.setAccessibleName(told)

    def _build(self) -> None:
        self.counter.hide()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(pixels("rail") * 3)
        where = column(self.hall, self.place, spacing=0)
        who = column(self.person, self.duty, spacing=0)
        line = row(where, STRETCH, self.search, self.counter, who, self.clock, spacing=16)
        line.addLayout(row(self.lock, self.leave, spacing=0))
        line.setContentsMargins(16, 8, 8, 8)
        line.setStretchFactor(self.search, 2)
        self.setLayout(line)
        self.search.returnPressed.connect(self._find)
        self.lock.clicked.connect(self.lock_requested)
        self.leave.clicked.connect(self.leave_requested)
        self.retranslate()
        self.show_time()

    def _find(self) -> None:
        if sought := self.search.text().strip():
            self.find_requested.emit(sought)


class StatusLine(Panel):
    """Small facts that are always in view, each in its own slot and in the order first shown.

    status.show_fact("link", tr("Online"), "success", "online")
    """

    def __init__(self) -> None:
        super().__init__("status")
        self.setObjectName("status")
        self._slots: dict[str, tuple[QLabel, QLabel | QPushButton]] = {}
        self._acts: dict[str, Callable[[], object]] = {}
        self._said: dict[str, tuple[str, str, str]] = {}
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(16, 4, 16, 4)
        self._line.setSpacing(8)
        self._line.addStretch(1)

    def offer(self, slot: str, act: Callable[[], object]) -> None:
        """A press on this slot's fact does something: say so before it is first shown."""
        self._acts[slot] = act

    def show_fact(self, slot: str, text: str, tone: str = "muted", picture: str = "") -> None:
        """Put `text` into `slot`; an empty text takes the slot away."""
        unseen = slot not in self._slots and not text
        if unseen or self._said.get(slot) == (text, tone, picture):
            return
        self._said[slot] = (text, tone, picture)
        if slot not in self._slots:
            self._slots[slot] = self._add(slot)
        mark, told = self._slots[slot]
        mark.setPixmap(pixmap(picture, tone, scaled(16)))
        mark.setVisible(bool(text and picture))
        told.setText(text)
        told.setAccessibleName(text)
        told.setVisible(bool(text))
        dress(told, tone=tone)

    def fact(self, slot: str) -> str:
        """What is said in a slot (tests, screenshots)."""
        return self._slots[slot][1].text() if slot in self._slots else ""

    def _add(self, slot: str) -> tuple[QLabel, QLabel | QPushButton]:
        mark, told = QLabel(), self._pressed(slot) if slot in self._acts else label(role="fact")
        told.setObjectName(f"status-{slot}")
        told.setContentsMargins(0, 0, 16, 0)
        place = self._place(slot)
        for n, part in enumerate((mark, told)):
            self._line.insertWidget(place + n, part)
        return mark, told

    def _place(self, slot: str) -> int:
        """Where a new slot begins; each has two parts."""
        if slot not in LEADING:
            return self._line.count() - 1
        return 2 * sum(one in self._slots for one in LEADING[: LEADING.index(slot)])

    def _pressed(self, slot: str) -> QPushButton:
        made = button(f"status-{slot}", "", role="fact")
        made.clicked.connect(partial(self._press, slot))
        return made

    def _press(self, slot: str, _checked: bool = False) -> None:
        self._acts[slot]()


class StandingBanner(Panel):
    """What holds for the whole window while it lasts; a person may put it away until it changes.

    A `quiet` one never appears: kiosk and board tell it themselves.
    """

    def __init__(self, quiet: bool) -> None:
        super().__init__("band")
        self.setObjectName("standing-banner")
        self.words = label(wrap=True)
        self.words.setObjectName("standing-words")
        self.words.setMinimumWidth(1)
        self._quiet = quiet
        self._hidden = False
        away = icon_button("standing-hide", "close", tr("Close message"))
        away.clicked.connect(self._put_away)
        self.mark = sign("warning", "text")
        line = row(self.mark, self.words, away, spacing=12)
        line.setContentsMargins(28, 2, 12, 2)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def show_words(self, words: str, tone: str) -> None:
        """Show these; none takes the banner away."""
        if not words:
            self._hidden = False
        if self.words.text() == words:
            return
        self.words.setText(words)
        self.mark.setPixmap(pixmap(tone, tone, scaled(24)))
        dress(self, tone=tone)
        self.setAccessibleName(words)
        self.setVisible(bool(words) and not self._hidden and not self._quiet)

    def _put_away(self) -> None:
        self._hidden = True
        self.hide()
