"""A first join of a station, as a person lets it go and watches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class JoinProgress:
    """How far a first join has come."""

    rows: int
    of: int


@dataclass(frozen=True)
class Joining:
    """A first join as a person lets it go: who is told how far it is, and whether it takes the
    place of another file that speaks for the station."""

    told: Callable[[JoinProgress], object] = lambda _progress: None
    replacing: bool = False
