"""Where labels are scanned or typed, and what the last scan was, in words, colour and sound."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLabel

from hall_client.ui.fields import ScanLineEdit
from hall_client.ui.icons import pixmap
from hall_client.ui.parts import Panel, column, label, named, row
from hall_client.ui.presenters.handoffs import Scan
from hall_client.ui.theme import dress, scaled
from hall_client.ui.words import tr

LOOKS = {
    "good": ("success", "success"),
    "again": ("info", "info"),
    "foreign": ("warning", "warning"),
    "unknown": ("danger", "danger"),
}


class ScanLine(Panel):
    """A line for a code, with the answer to the last scan below it."""

    def __init__(self, name: str, told: str, heard: Callable[[str], object]) -> None:
        super().__init__("plain")
        self._heard = heard
        self.title = label(told, "label")
        self.edit = named(ScanLineEdit(), name, told)
        self.edit.setPlaceholderText(tr("Scan a label, or type its number and press Enter"))
        self.edit.scanned.connect(self._typed)
        self.title.setBuddy(self.edit)
        self.words = label(wrap=True)
        self.words.setObjectName(f"{name}-answer")
        self._sign = QLabel()
        self._answer = Panel("notice")
        line = row(self._sign, self.words, spacing=8)
        line.setContentsMargins(12, 8, 12, 8)
        line.setStretch(1, 1)
        self._answer.setLayout(line)
        self.setLayout(column(self.title, self.edit, self._answer, spacing=4))
        self.setFocusProxy(self.edit)
        self.show_scan(None)

    def show_scan(self, scan: Scan | None) -> None:
        """Say what a scan was; anything but a good one beeps. None: nothing was scanned."""
        self._answer.setVisible(scan is not None)
        if scan is None:
            return
        tone, picture = LOOKS[scan.kind]
        self.words.setText(scan.words)
        self._sign.setPixmap(pixmap(picture, tone, scaled(20)))
        dress(self._answer, role="notice", tone=tone)
        if scan.kind != "good":
            QApplication.beep()

    def _typed(self, code: str) -> None:
        self.edit.clear()
        self._heard(code)
