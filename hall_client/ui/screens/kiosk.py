"""The kiosk: a touch screen without sign-in that gives tickets in at most three touches."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from hall_client.ui.parts import STRETCH, Panel, button, column, label, row, sign
from hall_client.ui.presenters.kiosk import (
    CHINESE,
    KioskPresenter,
    KioskSight,
    Page,
)
from hall_client.ui.screens.kiosk_pages import PersonPage, QueuesPage, StartPage, TicketPage
from hall_client.ui.theme import dress
from hall_client.ui.workplace import Workplace

TICK_MS = 1_000


class Banner(Panel):
    """A sentence across the page: what is wrong, or that time is running out."""

    def __init__(self, name: str, picture: str, tone: str) -> None:
        super().__init__("notice")
        self.setObjectName(name)
        dress(self, tone=tone)
        self.words = label(wrap=True)
        line = row(sign(picture, tone, 36), self.words, spacing=16)
        line.setContentsMargins(24, 12, 24, 12)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.line = line

    def tell(self, words: str) -> None:
        self.words.setText(words)
        self.setVisible(bool(words))


class KioskScreen(Panel):
    """Built with one Workplace of a station account; shown without the frame."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("kiosk-screen")
        dress(self, density="touch")
        keeps_hours = not place.desk.database.rehearsal
        self.presenter = KioskPresenter(place.desk, self.show_sight, keeps_hours)
        self._hall = place.desk.reference.hall.name
        self.start_page = StartPage(self.presenter)
        self.queues = QueuesPage(self.presenter)
        self.person = PersonPage(self.presenter)
        self.ticket = TicketPage(self.presenter)
        self._pages: dict[Page, StartPage | QueuesPage | PersonPage | TicketPage] = {
            Page.START: self.start_page,
            Page.QUEUES: self.queues,
            Page.PERSON: self.person,
            Page.TICKET: self.ticket,
        }
        self._build()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.presenter.tick)
        self._tick.start()
        self.show_sight(self.presenter.sight)
        self.presenter.start()

    def show_sight(self, sight: KioskSight) -> None:
        tr = self.presenter.speech.tr
        self._dress(sight)
        self.header.setText(self._hall)
        self.header.setVisible(sight.page is not Page.START)
        self.start_page.hall.setText(self._hall)
        for page in self._pages.values():
            page.show_sight(sight, tr)
        self._stack.setCurrentWidget(self._pages[sight.page])
        self.fault.tell(self._fault_words(sight))
        asked = sight.seconds and sight.page is not Page.TICKET
        self.idle.tell(
            tr("Are you still there? Back to the start in {seconds} s.", seconds=sight.seconds)
            if asked
            else ""
        )
        self._name(self.stay, tr("Go on"))
        self._name(self.back, tr("Back"))
        goes_back = sight.page in (Page.QUEUES, Page.PERSON)
        self.back.setEnabled(goes_back)
        self.back.setVisible(goes_back)
        self._name(self.large, tr("Normal print") if sight.large else tr("Large print"))
        chinese = self.presenter.speech.language == CHINESE
        self._name(self.language, "English" if chinese else "中文")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch beside the buttons begins, or says that somebody is still there."""
        if self.presenter.sight.page is Page.START:
            self.presenter.begin()
        else:
            self.presenter.stay()
        event.accept()

    # -- inside --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = label(role="heading")
        self.fault = Banner("kiosk-fault", "warning", "warning")
        self.idle = Banner("kiosk-idle", "clock", "info")
        self.stay = button("kiosk-stay", "")
        self.idle.line.addWidget(self.stay)
        self.back = button("kiosk-back", "", "back")
        self.large = button("kiosk-large", "", "eye")
        self.language = button("kiosk-language", "")
        for made, act in (
            (self.stay, self.presenter.stay),
            (self.back, self.presenter.back),
            (self.large, self.presenter.switch_size),
            (self.language, self.presenter.switch_language),
        ):
            made.clicked.connect(act)
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        bar = row(self.back, STRETCH, self.large, self.language, spacing=16)
        whole = column(self.header, self.fault, self.idle, self._stack, bar, spacing=16)
        whole.setContentsMargins(48, 24, 48, 24)
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)

    def _dress(self, sight: KioskSight) -> None:
        size = "larger" if sight.large else ""
        if self.property("text") != size:
            dress(self, text=size)
            # Rules of the sheet look at this property from every part below.
            for made in self.findChildren(QWidget):
                dress(made)

    def _name(self, made: QPushButton, told: str) -> None:
        made.setText(told)
        made.setAccessibleName(told)

    def _fault_words(self, sight: KioskSight) -> str:
        tr = self.presenter.speech.tr
        if sight.disconnected:
            return tr("No tickets at the moment. Please go to the guide desk.")
        if sight.alone:
            return tr(
                "The network is down: you get an offline number. Keep the slip and show it at a "
                "counter or the guide desk."
            )
        if sight.printer_fault:
            return tr("No paper slips at the moment: your number is shown on this screen.")
        return ""
