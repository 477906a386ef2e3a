"""Hand-off (移交) at the front: folders go onto the tray of their section, the tray goes off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hall_client.app.dispatch import Outcome
from hall_client.app.handoffs import HandOver
from hall_client.app.queries import Cases
from hall_client.app.rows import CaseRow
from hall_client.domain.numbering import split_label
from hall_client.domain.people import Role
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.words import brief, tr
from hall_client.words import value


@dataclass(frozen=True)
class Scan:
    """What a scan was, in words. `kind`: good, again, foreign, unknown."""

    code: str
    kind: str
    words: str


class FrontView(Protocol):
    """The front side: packets at the front and the trays they go on."""

    def show_packets(self, rows: list[CaseRow], ticked: frozenset[str]) -> None: ...

    def show_trays(self, counts: Mapping[str, int], chosen: str) -> None:
        """How many folders lie on the tray of each section, and which section is shown."""
        ...

    def show_scan(self, scan: Scan | None) -> None: ...

    def show_sent(self, number: str, labels: tuple[str, ...]) -> None:
        """A tray has left: its number and what the other side will scan."""
        ...


class FrontPresenter:
    """Folders are ticked or scanned onto the tray of their section; one tray is one hand-off."""

    def __init__(self, desk: Desk, view: FrontView) -> None:
        self._desk = desk
        self._view = view
        self._rows: list[CaseRow] = []
        self._ticked: dict[str, str] = {}  # case id -> section
        self._wanted = ""
        self.section = ""
        desk.watch(self.refresh)

    @property
    def packets(self) -> list[CaseRow]:
        """The packets at the front for the section that is shown, longest waiting first."""
        return [row for row in self._rows if row.section == self.section]

    @property
    def tray(self) -> tuple[str, ...]:
        """Case ids on the tray of the section that is shown."""
        here = {row.case_id for row in self.packets}
        return tuple(
            one for one, section in self._ticked.items() if section == self.section and one in here
        )

    def refresh(self) -> None:
        self._desk.ask(Cases(state="ACCEPTED", holder="front"), self._listed)

    def show_section(self, section: str) -> None:
        self.section = section
        self._tell()

    def show_case(self, case_no: str) -> None:
        """Show the tray of a case's section and put the case on it."""
        self._wanted = case_no
        self.refresh()

    def tick(self, case_id: str, on_tray: bool) -> None:
        row = next((row for row in self._rows if row.case_id == case_id), None)
        if row is not None and on_tray:
            self._ticked[case_id] = row.section
        else:
            self._ticked.pop(case_id, None)
        self._tell()

    def tick_all(self) -> None:
        """Everything shown goes on the tray; once more takes everything off."""
        full = len(self.tray) == len(self.packets)
        for row in self.packets:
            if full:
                self._ticked.pop(row.case_id, None)
            else:
                self._ticked[row.case_id] = row.section
        self._tell()

    def scanned(self, code: str) -> None:
        """A folder label (or one of its material labels) goes onto the tray of its section."""
        case_no = split_label(code)[0]
        row = next((row for row in self._rows if row.case_no == case_no), None)
        if row is None:
            self._desk.ask(Cases(search=case_no, limit=2), lambda found: self._explain(code, found))
            return
        self.section = row.section
        again = row.case_id in self._ticked
        self._ticked[row.case_id] = row.section
        self._tell()
        if again:
            words = tr("{number} lies on the tray already.", number=case_no)
            self._view.show_scan(Scan(code, "again", words))
        else:
            words = tr("{number} lies on the tray: {item}", number=case_no, item=row.item_name)
            self._view.show_scan(Scan(code, "good", words))

    def hand_over(self) -> None:
        """Send the tray that is shown."""
        case_ids = self.tray
        if case_ids:
            self._desk.perform(HandOver, self._sent, case_ids=case_ids, to_section=self.section)

    # -- inside --------------------------------------------------------------------------------

    def _listed(self, rows: list[CaseRow]) -> None:
        self._rows = [row for row in reversed(rows) if row.kind != "immediate"]
        here = {row.case_id for row in self._rows}
        self._ticked = {one: place for one, place in self._ticked.items() if one in here}
        wanted = next((row for row in self._rows if row.case_no == self._wanted), None)
        if wanted is not None:
            self.section, self._wanted = wanted.section, ""
            self._ticked[wanted.case_id] = wanted.section
        if self.section not in self._desk.reference.sections or not self.packets:
            self.section = self._fullest()
        self._tell()

    def _fullest(self) -> str:
        """The section most packets wait for."""
        counts = dict.fromkeys(self._desk.reference.sections, 0)
        for row in self._rows:
            counts[row.section] += 1
        return max(counts, key=lambda code: counts[code])

    def _tell(self) -> None:
        counts = dict.fromkeys(self._desk.reference.sections, 0)
        for row in self._rows:
            counts[row.section] += 1
        self._view.show_packets(self.packets, frozenset(self.tray))
        self._view.show_trays(counts, self.section)

    def _explain(self, code: str, found: list[CaseRow]) -> None:
        number = split_label(code)[0]
        known = next((row for row in found if row.case_no == number), None)
        if known is None:
            self._view.show_scan(Scan(code, "unknown", unknown_words(code)))
            return
        words = tr(
            "{number} cannot go on a tray: it is {state} and lies at {holder}.",
            number=number,
            state=value("state", known.state, self._desk.language),
            holder=value("holder", known.holder, self._desk.language),
        )
        self._view.show_scan(Scan(code, "foreign", words))

    def _sent(self, outcome: Outcome) -> None:
        for case_id in self.tray:
            self._ticked.pop(case_id, None)
        number = str(outcome.result["number"])
        labels = tuple(outcome.result["labels"])
        self._desk.tell(tr("Tray {number} is on its way.", number=number))
        self._view.show_sent(number, labels)
        self.refresh()


def unknown_words(code: str) -> str:
    return tr("Nothing here has the code {code}; it was not counted.", code=brief(code))


def sides(roles: frozenset[Role]) -> tuple[str, ...]:
    """Which sides of the hand-off a person works at: front, back or both."""
    front = roles & {Role.CLERK, Role.FLOW_CLERK}
    back = roles & {Role.REVIEWER, Role.CHIEF, Role.FLOW_CLERK}
    return (*(("front",) if front else ()), *(("back",) if back else ()))
