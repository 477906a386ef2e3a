"""Hand-off (移交) at the back: a tray is scanned in; seen, missing and foreign in view."""

from dataclasses import dataclass
from typing import Protocol

from hall_client.app.dispatch import Outcome
from hall_client.app.handoffs import AcceptHandoff
from hall_client.app.queries import Cases, Handoffs
from hall_client.app.rows import CaseRow, HandoffRow
from hall_client.domain.handoffs import compare
from hall_client.domain.numbering import split_label
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.presenters.handoffs import Scan, unknown_words
from hall_client.ui.words import tr
from hall_client.words import value


@dataclass(frozen=True)
class LabelRow:
    """One label of an open tray. `state`: seen, awaited, foreign."""

    label: str
    state: str
    title: str
    folder: bool


class BackView(Protocol):
    """The back side: trays on their way here, and the one being scanned in."""

    def show_trays(self, rows: list[HandoffRow], chosen: str | None) -> None: ...

    def show_labels(self, tray: HandoffRow | None, rows: list[LabelRow]) -> None: ...

    def show_scan(self, scan: Scan | None) -> None: ...

    def show_result(self, words: str, tone: str) -> None: ...


class BackPresenter:
    """One tray is open at a time; each scan is seen, again, foreign or unknown at once."""

    def __init__(self, desk: Desk, view: BackView) -> None:
        self._desk = desk
        self._view = view
        self._trays: list[HandoffRow] = []
        self._titles: dict[str, str] = {}
        self._scans: dict[str, list[str]] = {}  # handoff id -> codes
        self._wanted = ""
        self.tray: HandoffRow | None = None
        desk.watch(self.refresh)

    @property
    def missing(self) -> tuple[str, ...]:
        return () if self.tray is None else compare(awaited(self.tray), self._codes())[0]

    @property
    def foreign(self) -> tuple[str, ...]:
        return () if self.tray is None else compare(self.tray.labels, self._codes())[1]

    @property
    def seen(self) -> tuple[str, ...]:
        """Labels of the open tray that were scanned, in the tray's order."""
        if self.tray is None:
            return ()
        lacking = set(self.missing)
        return tuple(label for label in awaited(self.tray) if label not in lacking)

    def refresh(self) -> None:
        self._desk.ask(Handoffs(state="SENT"), self._listed)

    def open(self, handoff_id: str | None) -> None:
        """Open a tray to scan it in."""
        self.tray = next((row for row in self._trays if row.handoff_id == handoff_id), None)
        self._read_titles()
        self._tell()

    def show_case(self, label: str) -> None:
        """Open the tray that a case is on."""
        self._wanted = label
        self.refresh()

    def scanned(self, code: str) -> None:
        """A scan: opens the tray of a first folder, else counts for the open one."""
        label = code.strip().upper()
        if self.tray is None or self._belongs_elsewhere(label):
            found = self._tray_of(label)
            if found is not None and not self._codes():
                self.open(found.handoff_id)
        if self.tray is None:
            self._ask_what_it_is(label)
        else:
            self._count(label, self.tray)

    def finish(self) -> None:
        """Take over what was scanned; what is missing is named and stays on its way."""
        tray = self.tray
        if tray is not None and self.seen:
            self._desk.perform(
                AcceptHandoff, self._taken, handoff_id=tray.handoff_id, scanned=tuple(self._codes())
            )

    # -- inside --------------------------------------------------------------------------------

    def _codes(self) -> list[str]:
        return self._scans.get(self.tray.handoff_id, []) if self.tray else []

    def _listed(self, rows: list[HandoffRow]) -> None:
        staff = self._desk.staff
        self._trays = [row for row in rows if staff.covers(row.to_section)]
        kept = self.tray.handoff_id if self.tray else None
        if self._wanted and (found := self._tray_of(self._wanted)):
            kept, self._wanted = found.handoff_id, ""
        if kept is None and len(self._trays) == 1:
            kept = self._trays[0].handoff_id
        self.open(kept)

    def _tray_of(self, label: str) -> HandoffRow | None:
        folder = split_label(label)[0]
        return next((row for row in self._trays if folder in awaited(row)), None)

    def _belongs_elsewhere(self, label: str) -> bool:
        return self.tray is not None and label not in self.tray.labels

    def _count(self, label: str, tray: HandoffRow) -> None:
        codes = self._scans.setdefault(tray.handoff_id, [])
        if label in codes:
            words = tr("{label} was scanned before; it counts once.", label=label)
            self._view.show_scan(Scan(label, "again", words))
            return
        if label not in tray.labels:
            self._ask_what_it_is(label)
            return
        codes.append(label)
        left = len(self.missing)
        more = tr("{count} still missing", count=left) if left else tr("the tray is complete")
        self._view.show_scan(Scan(label, "good", f"{label}　{more}"))
        self._tell()

    def _ask_what_it_is(self, label: str) -> None:
        number = split_label(label)[0]
        self._desk.ask(Cases(search=number, limit=2), lambda found: self._explain(label, found))

    def _explain(self, label: str, found: list[CaseRow]) -> None:
        number = split_label(label)[0]
        known = next((row for row in found if row.case_no == number), None)
        other = self._tray_of(label)
        if other is not None:
            words = tr("{label} belongs to tray {tray}.", label=label, tray=other.number)
        elif known is not None:
            words = tr(
                "{label} is not on this tray: {item}, at {holder}.",
                label=label,
                item=known.item_name,
                holder=value("holder", known.holder, self._desk.language),
            )
        else:
            self._view.show_scan(Scan(label, "unknown", unknown_words(label)))
            return
        self._titles.setdefault(number, words)
        if self.tray is not None:
            self._scans.setdefault(self.tray.handoff_id, []).append(label)
        self._view.show_scan(Scan(label, "foreign", words))
        self._tell()

    def _read_titles(self) -> None:
        """Names of the cases on the open tray, to say what is missing in words."""
        tray = self.tray
        if tray is None or all(split_label(one)[0] in self._titles for one in tray.labels):
            return
        self._desk.ask(Cases(holder=f"transit:{tray.number}"), self._titled)

    def _titled(self, rows: list[CaseRow]) -> None:
        self._titles |= {row.case_no: f"{row.item_name}　{row.applicant}" for row in rows}
        self._tell()

    def _tell(self) -> None:
        chosen = self.tray.handoff_id if self.tray else None
        self._view.show_trays(self._trays, chosen)
        self._view.show_labels(self.tray, self._label_rows())

    def _label_rows(self) -> list[LabelRow]:
        if self.tray is None:
            return []
        lacking = set(self.missing)
        rows = [
            self._label(one, "awaited" if one in lacking else "seen") for one in awaited(self.tray)
        ]
        return [*(self._label(one, "foreign") for one in self.foreign), *rows]

    def _label(self, label: str, state: str) -> LabelRow:
        number, material = split_label(label)
        title = self._titles.get(number, "")
        if material is not None:
            title = tr("material {number} of it", number=material)
        return LabelRow(label, state, title, material is None)

    def _taken(self, outcome: Outcome) -> None:
        tray = self.tray
        assert tray is not None
        lacking = tuple(outcome.result["missing"])
        foreign = tuple(outcome.result["unexpected"])
        self._scans.pop(tray.handoff_id, None)
        words = result_words(tray, lacking, foreign)
        self._view.show_result(words, "warning" if lacking or foreign else "success")
        self.tray = None
        self.refresh()


def awaited(tray: HandoffRow) -> tuple[str, ...]:
    """Labels still to be scanned: all, or what a first look found missing."""
    return tray.missing or tray.labels


def result_words(tray: HandoffRow, lacking: tuple[str, ...], foreign: tuple[str, ...]) -> str:
    """What came of scanning a tray in: taken over, missing by name, foreign by name."""
    took = [label for label in awaited(tray) if label not in lacking]
    folders = sum(split_label(label)[1] is None for label in took)
    said = [
        tr(
            "Tray {number}: {folders} folders and {papers} materials taken over.",
            number=tray.number,
            folders=folders,
            papers=len(took) - folders,
        )
    ]
    if lacking:
        said.append(tr("Missing: {labels}.", labels="、".join(lacking)))
    if any(split_label(label)[1] is None for label in lacking):
        said.append(tr("The missing folders stay on their way; scan them when they turn up."))
    if foreign:
        said.append(tr("Foreign, to be sent back: {labels}.", labels="、".join(foreign)))
    return "\n".join(said)
