"""The toolkit does not wear out the interpreter."""

import sys

from PySide6.QtCore import QCoreApplication


def test_calls_into_qt_keep_the_count_of_none(qapp: QCoreApplication) -> None:
    """PySide6 6.12 on Python 3.11 loses one reference to None a call and aborts after hours."""
    before = sys.getrefcount(None)
    for _ in range(500):
        qapp.processEvents()
    assert abs(sys.getrefcount(None) - before) < 50
