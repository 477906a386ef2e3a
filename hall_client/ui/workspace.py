"""A place to work in, as data: what the rail of a window offers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Workspace:
    """A place to work in: an entry of the rail. `build` makes its page when first opened.

    `text` is English and marked; `roles` are the role codes that may see it (empty: everyone).
    One of a `station` is there only beside a central database.
    """

    id: str
    text: str
    icon: str
    build: Callable[[], QWidget]
    roles: frozenset[str] = field(default_factory=frozenset)
    station: bool = False

    def open_to(self, roles: frozenset[str], station: bool = False) -> bool:
        fits = station or not self.station
        return fits and (not self.roles or bool(self.roles & roles))
