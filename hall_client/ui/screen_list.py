"""The list of screens: whose each is and where its widget class lives; imported when opened."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from hall_client.ui.words import mark
from hall_client.ui.workspace import Workspace

if TYPE_CHECKING:
    from hall_client.ui.workplace import Workplace


@dataclass(frozen=True)
class Screen:
    """An entry of the rail: where its widget class is, and whose it is."""

    id: str
    text: str
    icon: str
    module: str
    widget: str
    roles: frozenset[str]
    station: bool = False


def _roles(*names: str) -> frozenset[str]:
    return frozenset(names)


BACK = _roles("reviewer", "chief", "deputy", "head", "clerk")
CASE_PEOPLE = BACK | _roles("sealkeeper", "delivery", "archivist", "flow-clerk", "supervisor")
PAPER_PEOPLE = CASE_PEOPLE | _roles("guide", "manager")
SCREENS: tuple[Screen, ...] = (
    Screen("counter", mark("Counter"), "counter", "counter", "CounterScreen", _roles("clerk")),
    Screen("intake", mark("Intake"), "intake", "intake", "IntakeScreen", _roles("clerk")),
    Screen("todo", mark("To do"), "todo", "todo", "TodoScreen", CASE_PEOPLE - {"supervisor"}),
    Screen(
        "handoffs",
        mark("Hand-off"),
        "handoff",
        "handoffs",
        "HandoffScreen",
        _roles("clerk", "flow-clerk", "reviewer", "chief"),
    ),
    Screen("review", mark("Review"), "review", "review", "ReviewScreen", BACK),
    Screen(
        "decision",
        mark("Decision"),
        "decide",
        "decision",
        "DecisionScreen",
        _roles("chief", "deputy", "head"),
    ),
    Screen("seal", mark("Seal"), "seal", "seal", "SealScreen", _roles("sealkeeper")),
    Screen(
        "delivery",
        mark("Delivery"),
        "deliver",
        "delivery",
        "DeliveryScreen",
        _roles("delivery", "archivist"),
    ),
    Screen("cases", mark("Cases"), "folder", "cases", "CasesScreen", CASE_PEOPLE),
    Screen("queue", mark("Queue"), "queue", "queue", "QueueScreen", _roles("guide", "manager")),
    Screen("printing", mark("Printing"), "print", "printing", "PrintingScreen", PAPER_PEOPLE),
    Screen("settle", mark("To settle"), "refresh", "settle", "SettleScreen", PAPER_PEOPLE, True),
    Screen("kiosk", mark("Kiosk"), "kiosk", "kiosk", "KioskScreen", _roles("kiosk")),
    Screen("board", mark("Board"), "board", "board", "BoardScreen", _roles("board")),
)


def build(screen: Screen, place: "Workplace") -> QWidget:
    """Import the screen's module on the first visit and build its widget."""
    module = import_module(f"hall_client.ui.screens.{screen.module}")
    made: QWidget = getattr(module, screen.widget)(place)
    return made


def workspaces(place_of: "Callable[[], Workplace]") -> tuple[Workspace, ...]:
    """All screens as entries of the shell; each is built when first opened."""

    def builder(screen: Screen) -> QWidget:
        return build(screen, place_of())

    return tuple(
        Workspace(one.id, one.text, one.icon, partial(builder, one), one.roles, one.station)
        for one in SCREENS
    )
