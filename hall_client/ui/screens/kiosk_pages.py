"""The four pages of the kiosk; each says its words anew in the language of the moment."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from hall_client.ui.icons import icon
from hall_client.ui.parts import STRETCH, Panel, button, card, column, label, named, row, sign
from hall_client.ui.presenters.kiosk import KioskPresenter, KioskSight, Offer, Slip
from hall_client.ui.theme import dress, scaled

Tr = Callable[..., str]
CENTRE = Qt.AlignmentFlag.AlignCenter
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "0")
TILE_COLUMNS = 2
PAGE_WIDTH = 1400


def centred(*parts: QWidget | QLayout | str, spacing: int = 24) -> QHBoxLayout:
    """A column of limited width in the middle of whatever display this is."""
    inside = Panel("plain")
    inside.setMaximumWidth(scaled(PAGE_WIDTH))
    inside.setLayout(column(*parts, spacing=spacing))
    line = QHBoxLayout()
    line.setContentsMargins(48, 0, 48, 0)
    line.addWidget(inside)
    return line


class StartPage(Panel):
    """Attracts: the hall's name, one big button, how it goes on, how many wait."""

    def __init__(self, presenter: KioskPresenter) -> None:
        super().__init__("plain")
        self.hall = label(role="hall")
        self.invitation = label(role="welcome", wrap=True)
        self.steps = label(role="welcome", wrap=True)
        dress(self.steps, extent="small")
        self.begin = button("kiosk-begin", "", "ticket", "primary")
        dress(self.begin, extent="hero")
        self.begin.clicked.connect(presenter.begin)
        self._waiting = QHBoxLayout()
        self._waiting.setSpacing(20)
        self._cards: list[WaitingCard] = []
        emblem = sign("emblem", "rail-current-text", 88)
        welcome = Panel("welcome")
        for line in (self.hall, self.invitation, self.steps):
            line.setAlignment(CENTRE)
        name = row(STRETCH, emblem, self.hall, STRETCH, spacing=24)
        told = column(STRETCH, name, self.invitation, self.steps, STRETCH, spacing=12)
        told.setContentsMargins(48, 20, 48, 20)
        welcome.setLayout(told)
        whole = column(welcome, self.begin, self._waiting, spacing=20)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_sight(self, sight: KioskSight, tr: Tr) -> None:
        self.invitation.setText(tr("Take a ticket here"))
        self.steps.setText(tr("Choose a service  →  ID number if you like  →  take the slip"))
        told = tr("Touch to start")
        self.begin.setText(told)
        self.begin.setAccessibleName(told)
        while len(self._cards) < len(sight.offers):
            self._cards.append(WaitingCard())
            self._waiting.addWidget(self._cards[-1], 1)
        for place, one in enumerate(self._cards):
            one.setVisible(place < len(sight.offers))
            if place < len(sight.offers):
                one.show_offer(sight.offers[place], tr)


class WaitingCard(Panel):
    """How many wait in one queue; no button, a touch on it begins like any other."""

    def __init__(self) -> None:
        super().__init__("waiting")
        self.name = label(role="heading", wrap=True)
        self.told = label(role="hint", wrap=True)
        for line in (self.name, self.told):
            line.setAlignment(CENTRE)
        inside = column(self.name, self.told, spacing=4)
        inside.setContentsMargins(16, 20, 16, 20)
        self.setLayout(inside)

    def show_offer(self, offer: Offer, tr: Tr) -> None:
        self.name.setText(f"{offer.row.prefix} {offer.row.name}")
        self.told.setText(offer.closed or tr_waiting(offer, tr))


def tr_waiting(offer: Offer, tr: Tr) -> str:
    return tr("{count} waiting", count=offer.row.waiting)


class QueueTile(QPushButton):
    """One queue: letter, name, how many wait; or why it gives no ticket now."""

    def __init__(self, place: int) -> None:
        super().__init__()
        named(self, f"kiosk-queue-{place}", "")
        dress(self, role="tile")
        self.setAutoDefault(False)
        self.letter = label(role="title", tone="info")
        self.name = label(role="heading", wrap=True)
        self.told = label(role="hint", wrap=True)
        for part in (self.letter, self.name, self.told):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = column(STRETCH, self.name, self.told, STRETCH, spacing=8)
        line = row(self.letter, words, spacing=24)
        line.setContentsMargins(28, 16, 28, 16)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_offer(self, offer: Offer, tr: Tr) -> None:
        told = offer.closed or tr_waiting(offer, tr)
        if not offer.closed and not offer.row.open_counters:
            told = " · ".join((told, tr("No counter is open yet")))
        self.letter.setText(offer.row.prefix)
        self.name.setText(offer.row.name)
        self.told.setText(told)
        dress(self.told, tone="danger" if offer.closed else "")
        self.setAccessibleName(f"{offer.row.prefix} {offer.row.name} {told}")
        self.setEnabled(not offer.closed)


class QueuesPage(Panel):
    """All queues as tiles."""

    def __init__(self, presenter: KioskPresenter) -> None:
        super().__init__("plain")
        self._presenter = presenter
        self._tiles: list[QueueTile] = []
        self._offers: tuple[Offer, ...] = ()
        self.title = label(role="title", wrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(20)
        self.setLayout(centred(STRETCH, self.title, self._grid, STRETCH, STRETCH))

    def show_sight(self, sight: KioskSight, tr: Tr) -> None:
        self.title.setText(tr("What have you come for?"))
        self._offers = sight.offers
        while len(self._tiles) < len(sight.offers):
            self._add_tile()
        for place, tile in enumerate(self._tiles):
            tile.setVisible(place < len(sight.offers))
            if place < len(sight.offers):
                tile.show_offer(sight.offers[place], tr)

    def _add_tile(self) -> None:
        place = len(self._tiles)
        tile = QueueTile(place + 1)
        tile.clicked.connect(partial(self._choose, place))
        self._tiles.append(tile)
        self._grid.addWidget(tile, place // TILE_COLUMNS, place % TILE_COLUMNS)

    def _choose(self, place: int, _checked: bool = False) -> None:
        self._presenter.choose(self._offers[place])


class PersonPage(Panel):
    """An identity number from the pad, or none; one button takes the ticket."""

    def __init__(self, presenter: KioskPresenter) -> None:
        super().__init__("plain")
        self._presenter = presenter
        self.queue = label(role="title", wrap=True)
        self.advice = label(role="hint", wrap=True)
        self.typed = label(role="digits")
        self.typed.setObjectName("kiosk-typed")
        self.problem = label(role="said", wrap=True)
        self.problem.setObjectName("kiosk-problem")
        self.take = button("kiosk-take", "", "ticket", "primary")
        dress(self.take, extent="big")
        self.take.clicked.connect(self._take)
        left = column(
            self.queue, self.advice, self.typed, self.problem, STRETCH, self.take, spacing=20
        )
        both = row(left, card(self._build_pad()), spacing=40)
        both.setStretch(0, 1)
        self.setLayout(centred(STRETCH, both, STRETCH, STRETCH))

    def show_sight(self, sight: KioskSight, tr: Tr) -> None:
        self.queue.setText(sight.queue.name if sight.queue else "")
        self.advice.setText(tr("You may enter your ID number. It is optional."))
        self.typed.setText(grouped(sight.typed) or tr("ID number (optional)"))
        dress(self.typed, tone="" if sight.typed else "muted")
        said = tr("ID number {number}", number=grouped(sight.typed)) if sight.typed else ""
        self.typed.setAccessibleName(said)
        self.problem.setText(sight.problem)
        self.problem.setVisible(bool(sight.problem))
        told = tr("Take a ticket with this number") if sight.typed else tr("Take a ticket")
        self.take.setText(told)
        self.take.setAccessibleName(told)
        self._erase.setAccessibleName(tr("Delete the last digit"))

    def _build_pad(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, key in enumerate(KEYS):
            made = self._key(f"kiosk-key-{key}", key)
            made.clicked.connect(partial(self._type, key))
            grid.addWidget(made, place // 3, place % 3)
        self._erase = self._key("kiosk-erase", "")
        self._erase.setIcon(icon("back"))
        self._erase.clicked.connect(self._presenter.erase)
        grid.addWidget(self._erase, len(KEYS) // 3, len(KEYS) % 3)
        return grid

    def _key(self, name: str, text: str) -> QPushButton:
        return button(name, text, role="key")

    def _type(self, key: str, _checked: bool = False) -> None:
        self._presenter.type(key)

    def _take(self) -> None:
        if self._presenter.sight.typed:
            self._presenter.take()
        else:
            self._presenter.take_without()


def grouped(number: str) -> str:
    """110105 19491231 002X: as it stands on the card, easier to compare."""
    return " ".join(filter(None, (number[:6], number[6:14], number[14:])))


class TicketPage(Panel):
    """The ticket, large: it counts even when no paper comes out."""

    def __init__(self, presenter: KioskPresenter) -> None:
        super().__init__("plain")
        self.queue = label(role="heading")
        self.number = label(role="number")
        self.number.setObjectName("kiosk-number")
        self.ahead = label(role="heading", wrap=True)
        self.code = label(wrap=True)
        self.slip = label(wrap=True)
        self.slip.setObjectName("kiosk-slip")
        self._sign = sign("print", side=48)
        self.done = button("kiosk-done", "", "check", "primary")
        self.longer = button("kiosk-longer", "", "clock")
        self.done.clicked.connect(presenter.start_anew)
        self.longer.clicked.connect(presenter.stay)
        told = row(STRETCH, self._sign, self.slip, STRETCH, spacing=16)
        inside: QBoxLayout = column(
            self.queue, self.number, self.ahead, self.code, told, spacing=12
        )
        for line in (self.queue, self.number, self.ahead, self.code):
            line.setAlignment(CENTRE)
        buttons = row(self.longer, self.done, spacing=24)
        buttons.setStretch(1, 1)
        self.setLayout(centred(STRETCH, card(inside), buttons, STRETCH))

    def show_sight(self, sight: KioskSight, tr: Tr) -> None:
        self.done.setText(tr("Done ({seconds})", seconds=sight.seconds))
        self.done.setAccessibleName(tr("Done"))
        self.longer.setText(tr("Show longer"))
        self.longer.setAccessibleName(tr("Show longer"))
        if sight.slip is not None:
            self._show_slip(sight.slip, tr)

    def _show_slip(self, slip: Slip, tr: Tr) -> None:
        self.queue.setText(slip.queue)
        self.number.setText(slip.number)
        self.number.setAccessibleName(tr("Ticket {number}", number=slip.number))
        self.ahead.setText(tr("People ahead of you: {count}", count=slip.people_ahead))
        self.code.setText(tr("Query code {code}", code=slip.query_code))
        broken = slip.printed is False
        told = tr("Please take your slip. Wait until your number is called.")
        if slip.alone:
            told = tr("Offline number: keep the slip and show it at a counter or the guide desk.")
        if broken:
            told = tr("The slip could not be printed. Please remember the number; it counts.")
        self.slip.setText(told)
        dress(self.slip, tone="danger" if broken else "")
