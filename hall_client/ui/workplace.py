"""What a screen is given: the desk, the scanner, the way to other screens.

A screen is a widget class built with one Workplace. It may have `show_subject(subject)`: `go`
calls it with what is to be shown (a case number, a ticket id, a scanned code).
"""

from collections.abc import Callable
from dataclasses import dataclass

from hall_client.ui.desk import Desk
from hall_client.ui.presenters.drafts import CaseDrafts, DraftFile
from hall_client.ui.scanner import Scanner
from hall_client.ui.shell import StatusLine
from hall_client.ui.station import StationRuntime


@dataclass(frozen=True)
class Workplace:
    """One window's place of work."""

    desk: Desk
    runtime: StationRuntime
    scanner: Scanner
    status: StatusLine
    go: Callable[[str, object], None]

    def draft_file(self, kind: str = "intake") -> DraftFile:
        """Where what this person has begun here survives the program."""
        desk = self.desk
        return DraftFile(desk.host.drafts, desk.station, desk.staff.login, kind)

    def case_drafts(self, kind: str) -> CaseDrafts:
        """What this person has written about cases here."""
        return CaseDrafts(self.draft_file(kind))
