"""Garbage is collected on the GUI thread alone.

Python collects on whatever thread makes the next object, and an object of Qt that dies on a
worker's thread takes the process with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class GarbageCollector(QObject):
    """Collects while events are handled; automatic collection is off from now on."""

    def __init__(self, app: QObject) -> None:
        super().__init__(app)
        gc.disable()
        self._clock = QTimer(self, interval=EVERY_MS)
        self._clock.timeout.connect(collect_due)
        self._clock.start()


def collect_due() -> None:
    """Collect what Python itself would collect by now, oldest generation first."""
    due = [n for n in (2, 1, 0) if 0 < gc.get_threshold()[n] < gc.get_count()[n]]
    if due:
        gc.collect(due[0])
