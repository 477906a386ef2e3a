"""How the link to central stands, told in one window: status line, banner, notices, actions."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from hall_client.ui.actions import ActionSet
from hall_client.ui.desk import Desk
from hall_client.ui.main_window import MainWindow
from hall_client.ui.notices import Level, Notice, NoticeAction
from hall_client.ui.presenters.link import LinkFact, LinkPresenter
from hall_client.ui.words import tr

TICK_MS = 1_000
SETTLE = "settle"
LISTED = {"pending": "pending", "unsettled": ""}
"""Facts of the status line that open the list of acts, and which part of it."""


class LinkLine(QObject):
    """The `LinkView` of a window; it goes when the person signs out (`stop`)."""

    def __init__(self, window: MainWindow, desk: Desk, go: Callable[[str, object], None]) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._go = go
        self.presenter = LinkPresenter(desk, self)
        for slot, part in LISTED.items():
            window.shell.status.offer(slot, partial(go, SETTLE, part))
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.presenter.tick)
        self._tick.start()
        desk.link_changed.connect(self.presenter.hear)
        window.opened.connect(self.renew_actions)
        self.presenter.hear()

    def stop(self) -> None:
        """Nobody is signed in any more."""
        self._tick.stop()
        self._desk.link_changed.disconnect(self.presenter.hear)
        self._window.opened.disconnect(self.renew_actions)
        self._window.shell.banner.show_words("", "danger")
        self.deleteLater()

    # -- LinkView ------------------------------------------------------------------------------

    def show_link_fact(self, fact: LinkFact) -> None:
        self._window.shell.status.show_fact(fact.slot, fact.text, fact.tone, fact.picture)

    def show_banner(self, words: str, tone: str) -> None:
        self._window.shell.banner.show_words(words, tone)

    def offer_list(self, words: str) -> None:
        action = NoticeAction(tr("Show"), lambda: self._go(SETTLE, ""))
        self._desk.notices.post(Notice(Level.WARNING, words, action))

    def renew_actions(self) -> None:
        """Every action of the window's screens is off while its command cannot be done."""
        for deeds in self._window.findChildren(ActionSet):
            deeds.bar(self.presenter.why_not)
