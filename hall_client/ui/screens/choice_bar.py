"""A choice of a few, side by side, each with its key: what is recommended, what is decided."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton

from hall_client.ui.form import Ask, Field
from hall_client.ui.parts import Panel, button, named
from hall_client.ui.presenters.opinions import templates
from hall_client.ui.theme import dress
from hall_client.ui.words import current, tr
from hall_client.words import value

SIGNS = {"grant": "check", "deny": "close", "forward": "up"}
KEYS = {"grant": "A", "deny": "R", "forward": "A"}
LONGEST_LINE = 38


class ChoiceBar(Field):
    """One of a few codes as buttons that stay down; `kind` names their words. No key: no hint."""

    chosen = Signal(str)

    def __init__(self, ask: Ask, kind: str, keyed: bool = True) -> None:
        super().__init__(ask)
        self._kind = kind
        self._keyed = keyed
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._line = QHBoxLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        bar = Panel("plain")
        bar.setLayout(self._line)
        self.place(named(bar, ask.name, tr(ask.label)))

    def offer(self, codes: Sequence[str]) -> None:
        """Offer these codes; what was chosen stays when it is still among them."""
        if tuple(self._buttons) == tuple(codes):
            return
        for old in self._buttons.values():
            self._group.removeButton(old)
            self._line.removeWidget(old)
            old.deleteLater()
        self._buttons = {code: self._made(code) for code in codes}

    def text(self) -> str:
        return next((code for code, one in self._buttons.items() if one.isChecked()), "")

    def show_text(self, text: str) -> None:
        self._group.setExclusive(False)
        for code, one in self._buttons.items():
            one.setChecked(code == text)
        self._group.setExclusive(True)

    def choose(self, code: str) -> None:
        """Press a button from elsewhere (a key)."""
        if code in self._buttons:
            self._buttons[code].click()

    def _made(self, code: str) -> QPushButton:
        words = value(self._kind, code, current().short)
        key = f"  {KEYS[code]}" if self._keyed else ""
        made = button(f"{self.ask.name}-{code}", words + key, SIGNS[code])
        made.setCheckable(True)
        made.clicked.connect(partial(self._press, code))
        self._group.addButton(made)
        self._line.addWidget(made, 1)
        return made

    def _press(self, code: str, _checked: bool = False) -> None:
        self.touched()
        self.chosen.emit(code)


class TemplateMenu(QPushButton):
    """Texts to begin with (常用意见): a button that drops a menu; arrow keys and Enter choose."""

    def __init__(self, name: str, take: Callable[[str], object], key: str = "") -> None:
        super().__init__()
        self._take = take
        told = tr("Phrases")
        named(self, name, told)
        self.setText(f"{told}  {key}" if key else told)
        self.setAutoDefault(False)
        dress(self, role="quiet")
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)

    def offer(self, kind: str) -> None:
        """Offer the texts of a kind: grant, deny, forward, return, extend, procedure."""
        self._menu.clear()
        for place, text in enumerate(templates(kind), start=1):
            short = text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"
            entry = self._menu.addAction(f"&{place} {short}")
            entry.setToolTip(text)
            entry.triggered.connect(partial(self._chosen, text))
        self.setEnabled(bool(templates(kind)))

    def drop(self) -> None:
        """Drop the menu (a key), where it is in view and has something to offer."""
        if self.isVisible() and self.isEnabled():
            self.showMenu()

    def _chosen(self, text: str, _checked: bool = False) -> None:
        self._take(text)
