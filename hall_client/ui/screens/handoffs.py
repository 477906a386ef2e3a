"""Hand-off (移交): one screen, two sides; a person sees the side of the own role, or both."""

from PySide6.QtWidgets import QTabWidget

from hall_client.domain.people import Role
from hall_client.ui.parts import Panel, column
from hall_client.ui.presenters.handoffs import sides
from hall_client.ui.screens.hand_over import HandOverPanel
from hall_client.ui.screens.take_over import TakeOverPanel
from hall_client.ui.words import tr
from hall_client.ui.workplace import Workplace


class HandoffScreen(Panel):
    """Front and back are tabs where somebody works at both."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("handoff-screen")
        mine = sides(frozenset(Role(role) for role in place.desk.staff.roles))
        self.sides: list[HandOverPanel | TakeOverPanel] = []
        if "front" in mine:
            self.sides.append(HandOverPanel(place))
        if "back" in mine:
            self.sides.append(TakeOverPanel(place))
        self._build()
        place.scanner.listen(self, self._scanned)
        for side in self.sides:
            side.presenter.refresh()

    def show_subject(self, subject: object) -> None:
        """A case number or label: put it on its tray, or open the tray it comes on."""
        for side in self.sides:
            side.presenter.show_case(str(subject))

    def _build(self) -> None:
        if len(self.sides) == 1:
            self.setLayout(column(self.sides[0], spacing=0))
            self.setFocusProxy(self.sides[0])
            return
        tabs = QTabWidget()
        tabs.setObjectName("handoff-sides")
        tabs.setAccessibleName(tr("Sides of the hand-off"))
        for side in self.sides:
            words = tr("Hand over") if isinstance(side, HandOverPanel) else tr("Take over")
            side.setContentsMargins(0, 8, 0, 0)
            tabs.addTab(side, words)
        self.setLayout(column(tabs, spacing=0))
        self.setFocusProxy(tabs)

    def _scanned(self, code: str) -> None:
        for side in self.sides:
            if side.isVisible():
                side.presenter.scanned(code)
                return
