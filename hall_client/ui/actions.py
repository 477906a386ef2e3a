"""What a person can do on a screen, said once: buttons, menus and keys are views of it.

    CALL_NEXT = Action("call-next", mark("Call next"), icon="call", shortcut="F2")
    deed = ActionSet(self, (CALL_NEXT, RECALL))
    deed.bind("call-next", presenter.call_next)
    layout.addWidget(deed.button("call-next", role="primary"))
    deed.enable("call-next", False, why=tr("Finish the ticket in hand first."))

A key fires from any focus inside the window as long as the screen is visible, once per press.
Keys belong to the action, never to a button: a button's own shortcut eats fast repeats.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from hall_client.ui.icons import icon
from hall_client.ui.parts import BUTTON_TINTS
from hall_client.ui.theme import dress
from hall_client.ui.words import tr

KEY_FORMAT = QKeySequence.SequenceFormat.PortableText


@dataclass(frozen=True)
class Action:
    """One thing to do. `text` and `tip` are English and marked; `shortcut` as Qt spells it.

    `command` names the class of the command it performs, where there is one: by that class's
    route it is off while central cannot be reached.
    """

    id: str
    text: str
    icon: str = ""
    shortcut: str = ""
    tip: str = ""
    command: str = ""


class ActionSet(QObject):
    """The actions of one screen, alive: `owner` is the screen's widget."""

    def __init__(self, owner: QWidget, actions: Iterable[Action]) -> None:
        super().__init__(owner)
        self._owner = owner
        self._table = {action.id: action for action in actions}
        self._live = {name: self._made(action) for name, action in self._table.items()}
        self._why: dict[str, str] = {}
        self._off: set[str] = set()
        self._why_not: Callable[[str], str] = lambda _command: ""
        self._does = {action.id: action.command for action in self._table.values()}
        owner.installEventFilter(self)
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._live[name]

    @property
    def table(self) -> Mapping[str, Action]:
        return self._table

    def bind(self, name: str, act: Callable[[], object]) -> None:
        """Let `act` happen when the action is triggered, by whatever view of it."""
        self._live[name].triggered.connect(lambda _checked=False: act())

    def trigger(self, name: str) -> None:
        """Do it from elsewhere (a hardware pad); nothing happens while it is disabled."""
        self._live[name].trigger()

    def enable(self, name: str, enabled: bool, why: str = "") -> None:
        """Switch the action; `why` (translated) tells a person why it is off."""
        self._why[name] = "" if enabled else why
        (self._off.discard if enabled else self._off.add)(name)
        self._settle(name)

    def does(self, name: str, command: str) -> None:
        """The action performs another command now (one button for the step that is due)."""
        self._does[name] = command
        self._settle(name)

    def bar(self, why_not: Callable[[str], str]) -> None:
        """Switch off the actions whose command cannot be done anywhere now, and say why.

        `why_not` answers for the name of a command; an empty answer lets the action be as the
        screen has it.
        """
        self._why_not = why_not
        for name in self._table:
            self._settle(name)

    def show(self, name: str, visible: bool) -> None:
        self._live[name].setVisible(visible)

    def button(self, name: str, role: str = "secondary") -> "ActionButton":
        """A button for the action; roles: primary (one per view), secondary, quiet, danger."""
        return ActionButton(self._live[name], self._table[name], role)

    def menu(self, names: Iterable[str], parent: QWidget | None = None) -> QMenu:
        menu = QMenu(parent or self._owner)
        menu.addActions([self._live[name] for name in names])
        return menu

    def retranslate(self) -> None:
        for name, action in self._table.items():
            self._live[name].setText(tr(action.text))
            self._describe(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._owner and event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return False

    def _made(self, action: Action) -> QAction:
        live = QAction(icon(action.icon), "", self._owner)
        live.setObjectName(f"action-{action.id}")
        live.setShortcut(QKeySequence(action.shortcut))
        live.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        live.setAutoRepeat(False)
        self._owner.addAction(live)
        return live

    def _settle(self, name: str) -> None:
        barred = self._why_not(self._does[name])
        self._live[name].setEnabled(name not in self._off and not barred)
        self._describe(name)

    def _describe(self, name: str) -> None:
        action = self._table[name]
        why = self._why_not(self._does[name]) or self._why.get(name, "")
        said = [why, tr(action.tip) if action.tip else ""]
        live = self._live[name]
        live.setToolTip("\n".join(filter(None, [label_of(live), *said])))


class ActionButton(QPushButton):
    """A view of one action: text, key, icon, enabled, visible and tool tip follow it."""

    def __init__(self, live: QAction, action: Action, role: str) -> None:
        super().__init__()
        self._action = live
        self._shown = True
        self.setObjectName(f"button-{action.id}")
        self.setIcon(icon(action.icon, BUTTON_TINTS.get(role, "text")))
        self.setAutoDefault(False)
        dress(self, role=role)
        self.clicked.connect(live.trigger)
        live.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(label_of(self._action))
        self.setAccessibleName(self._action.text())
        self.setAccessibleDescription(self._action.toolTip())
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
        # Only a change counts: showing a button that has no parent yet would open a window.
        if self._action.isVisible() != self._shown:
            self._shown = self._action.isVisible()
            self.setVisible(self._shown)


def label_of(live: QAction) -> str:
    """The action's text with its key behind it."""
    keys = live.shortcut().toString(KEY_FORMAT).replace("Return", "Enter")
    return "  ".join(filter(None, [live.text().replace("&", "&&"), keys]))


def clashes(actions: Iterable[Action]) -> dict[str, list[str]]:
    """Keys that more than one of these actions claims: key -> ids. Empty when all is well."""
    claimed = defaultdict(list)
    for action in actions:
        if action.shortcut:
            key = QKeySequence(action.shortcut).toString(KEY_FORMAT)
            claimed[key or f"unknown key {action.shortcut}"].append(action.id)
    return {
        key: ids for key, ids in claimed.items() if len(ids) > 1 or key.startswith("unknown key")
    }
