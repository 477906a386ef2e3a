"""What a clerk can do with a received case: accept, give the one notice, or refuse acceptance."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from hall_client.app.corrections import Defect
from hall_client.app.rows import CaseSheet, ClockRow, MaterialRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import LongTextField, TextField
from hall_client.ui.form import Ask, Finding, Form
from hall_client.ui.parts import STRETCH, Panel, column, label, named, row, scrolling
from hall_client.ui.picked_fields import Choice, ChoiceField, DateField
from hall_client.ui.presenters.acceptance import REFUSAL_KINDS, Ways
from hall_client.ui.theme import dress
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

if TYPE_CHECKING:
    from hall_client.ui.screens.checked_in import CheckedInPanel

WAYS = (
    Action("accept", mark("Accept"), "check", "F10", command="AcceptCase"),
    Action(
        "accept-estimated",
        mark("Accept with the estimated date"),
        "calendar",
        "Ctrl+F10",
        command="AcceptCase",
    ),
    Action(
        "correction",
        mark("Correction notice"),
        "document",
        "F11",
        command="GiveCorrectionNotice",
    ),
    Action("refusal", mark("Refuse acceptance"), "close", "Ctrl+R", command="RefuseAcceptance"),
    Action("mend", mark("Correct on the spot"), "edit", "Ctrl+E", command="CorrectOnTheSpot"),
)
NOTICE = (
    Action(
        "give-notice",
        mark("Give the notice"),
        "document",
        "Ctrl+Return",
        command="GiveCorrectionNotice",
    ),
    Action("notice-back", mark("Back"), "back", "Esc"),
)
REFUSE = (
    Action(
        "refuse-acceptance",
        mark("Refuse acceptance"),
        "close",
        "Ctrl+Return",
        command="RefuseAcceptance",
    ),
    Action("refusal-back", mark("Back"), "back", "Esc"),
)


class AcceptancePage(Panel):
    """Accept with one key when that is possible; say why when it is not."""

    def __init__(self, panel: "CheckedInPanel") -> None:
        super().__init__("plain")
        self._panel = panel
        self.deed = ActionSet(self, WAYS)
        self.title = label(role="heading", wrap=True)
        self.told = label(role="muted", wrap=True)
        self.problem = label(role="strong", tone="danger", wrap=True)
        self.problem.setObjectName("acceptance-problem")
        self.promises = Promises()
        self.by_promise = named(QCheckBox(), "by-promise", tr("Notify-and-commit"))
        self.by_promise.setText(tr("Notify-and-commit (the applicant promises in writing)"))
        self.by_promise.toggled.connect(lambda on: self.promises.setEnabled(not on))
        self._accept = self.deed.button("accept", "primary")
        self._estimated = self.deed.button("accept-estimated", "primary")
        self._correct_first = self.deed.button("correction", "primary")
        self._correct_first.setObjectName("button-correction-first")
        self._correct = self.deed.button("correction")
        self._build()

    def blank(self) -> None:
        """Nothing can be pressed until the case has been read."""
        for name in ("accept", "correction", "refusal", "mend"):
            self.deed.enable(name, enabled=False)
        self.title.setText("")
        self.told.setText("")
        self._settle()

    def show_ways(self, sheet: CaseSheet, ways: Ways) -> None:
        self.problem.hide()
        self.title.setText(self._title(ways))
        self.told.setText(self._told(ways))
        self.promises.show_materials(ways.tolerable if ways.acceptable else (), ways.promise_by)
        self.by_promise.setVisible(ways.by_promise)
        self.by_promise.setChecked(ways.by_promise and len(ways.tolerable) < len(ways.lacking))
        lacking = tr("Required materials are missing that may not follow later.")
        self.deed.enable("accept", ways.acceptable, lacking)
        for name in ("correction", "refusal", "mend"):
            self.deed.enable(name, ways.open)
        self._settle()
        self._accept.setVisible(ways.acceptable)
        self._correct_first.setVisible(not ways.acceptable)
        self._correct.setVisible(ways.acceptable)

    def ask_estimated(self, words: str) -> None:
        """The due date rests on a year that is not loaded: show it and ask once more."""
        self.show_problem("accept", words)
        self.deed.enable("accept-estimated", enabled=True)
        self._estimated.show()
        self._accept.hide()
        self._estimated.setFocus()

    def show_problem(self, _field: str, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    def _settle(self) -> None:
        self.deed.enable("accept-estimated", enabled=False)
        self._estimated.hide()

    def _title(self, ways: Ways) -> str:
        if not ways.open:
            return tr("Only a clerk can go on with this case.")
        if ways.complete:
            return tr("The papers are complete.")
        if ways.acceptable:
            return tr("{count} may follow later", count=len(ways.lacking))
        return tr("{count} missing: not to be accepted yet", count=len(ways.lacking))

    def _told(self, ways: Ways) -> str:
        if not ways.open:
            return ""
        if ways.complete:
            return tr("The notice of acceptance gets its number and both due dates now.")
        if ways.acceptable:
            return tr("The applicant promises in writing to hand these in by the days below.")
        return tr("Tell the applicant once, in writing, everything that is missing.")

    def _build(self) -> None:
        line = row(self.deed.button("refusal", "danger"), STRETCH, spacing=12)
        for part in (self._correct, self._correct_first, self._accept, self._estimated):
            line.addWidget(part)
        head = row(self.title, self.deed.button("mend", "quiet"), spacing=12)
        head.setStretch(0, 1)
        self.setLayout(
            column(
                head,
                self.told,
                scrolling(self.promises, "promises-scroll"),
                self.by_promise,
                self.problem,
                line,
                spacing=12,
            )
        )
        self.deed.bind("accept", self._do_accept)
        self.deed.bind("accept-estimated", self._panel.presenter.confirm_estimated)
        self.deed.bind("correction", self._panel.show_correction)
        self.deed.bind("refusal", self._panel.show_refusal)
        self.deed.bind("mend", self._panel.show_mending)
        unasked = (self.problem, self.by_promise, self._estimated, self._correct_first)
        for hidden in unasked:
            hidden.hide()

    def _do_accept(self) -> None:
        chosen = self.by_promise.isVisible() and self.by_promise.isChecked()
        if chosen or self.promises.accept():
            days = {} if chosen else self.promises.days()
            self._panel.presenter.accept(days, chosen)


class Promises(Panel):
    """For each material that may follow: the day it is promised for."""

    def __init__(self) -> None:
        super().__init__("plain")
        self._form = Form(())
        self._codes: tuple[str, ...] = ()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._form)
        self._stack.addStretch(1)

    def show_materials(self, rows: Sequence[MaterialRow], due: date | None) -> None:
        """Ask for each of them; days that were typed stay while the list stays the same."""
        codes = tuple(one.requirement for one in rows)
        if codes == self._codes and codes:
            return
        self._codes = codes
        self._stack.removeWidget(self._form)
        self._form.deleteLater()
        fields = [DateField(Ask(f"promise-{one.requirement}", one.name, True)) for one in rows]
        self._form = Form(fields)
        self._form.show_values(dict.fromkeys((f"promise-{code}" for code in codes), due))
        self._stack.insertWidget(0, self._form)

    def accept(self) -> bool:
        return self._form.accept()

    def days(self) -> dict[str, date]:
        return {name.removeprefix("promise-"): day for name, day in self._form.values().items()}


class CorrectionPage(Panel):
    """The one notice (一次性告知): everything that is missing is ticked already."""

    def __init__(self, panel: "CheckedInPanel") -> None:
        super().__init__("plain")
        self._panel = panel
        self.deed = ActionSet(self, NOTICE)
        self.problem = label(role="strong", tone="danger", wrap=True)
        self.problem.setObjectName("notice-problem")
        self._rows: list[tuple[str, QCheckBox, QLineEdit]] = []
        self._inside = Panel("plain")
        self._stack = QVBoxLayout(self._inside)
        self._stack.setContentsMargins(0, 0, 8, 0)
        self._stack.setSpacing(8)
        self._stack.addStretch(1)
        self._build()

    def show_sheet(self, sheet: CaseSheet | None, prefilled: Sequence[Defect]) -> None:
        self.problem.hide()
        while self._rows:
            _, box, edit = self._rows.pop()
            box.deleteLater()
            edit.deleteLater()
        known = {one.requirement: one.problem for one in prefilled}
        rows = sheet.materials if sheet else ()
        for material in sorted(rows, key=lambda one: one.requirement not in known):
            self._add(material, known.get(material.requirement, ""))
        if self._rows:
            self.setFocusProxy(self._rows[0][2])

    def show_problem(self, _field: str, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    def _add(self, material: MaterialRow, problem: str) -> None:
        code = material.requirement
        told = f"{material.no}. {material.name}"
        box = named(QCheckBox(told), f"defect-{code}", told)
        edit = named(QLineEdit(problem), f"problem-{code}", f"{tr('What is wrong')} {told}")
        edit.setPlaceholderText(tr("What is wrong and what is needed"))
        edit.setMaxLength(200)
        edit.textEdited.connect(lambda text: box.setChecked(bool(text.strip())))
        box.setChecked(bool(problem))
        place = self._stack.count() - 1
        self._stack.insertWidget(place, box)
        self._stack.insertWidget(place + 1, edit)
        self._rows.append((code, box, edit))

    def _build(self) -> None:
        line = row(self.deed.button("notice-back"), STRETCH, spacing=12)
        line.addWidget(self.deed.button("give-notice", "primary"))
        told = tr("Told once, with everything in it; a second notice is not lawful (Art. 32).")
        content = column(
            label(tr("Correction notice"), "heading"),
            label(told, "muted", wrap=True),
            scrolling(self._inside, "notice-scroll"),
            self.problem,
            line,
            spacing=12,
        )
        content.setStretch(2, 1)
        self.setLayout(content)
        self.deed.bind("give-notice", self._give)
        self.deed.bind("notice-back", self._panel.back)
        self.problem.hide()

    def _give(self) -> None:
        ticked = [Defect(code, edit.text()) for code, box, edit in self._rows if box.isChecked()]
        self._panel.presenter.give_notice(ticked)


class RefusalPage(Panel):
    """Refusal at once: no licence is required, or another body is competent (Art. 32(1)-(2))."""

    def __init__(self, panel: "CheckedInPanel") -> None:
        super().__init__("plain")
        self._panel = panel
        self.deed = ActionSet(self, REFUSE)
        language = current().short
        kinds = [Choice(code, value("refusal", code, language), code) for code in REFUSAL_KINDS]
        self.form = Form(
            (
                ChoiceField(Ask("kind", mark("Kind of refusal"), required=True), kinds),
                LongTextField(Ask("reason", mark("Reason and legal basis"), required=True)),
                TextField(Ask("authority", mark("Competent body, where to apply"))),
            )
        )
        self.setFocusProxy(self.form["kind"])
        self._build()

    def clear(self) -> None:
        self.form.clear()

    def show_problem(self, field: str, text: str) -> None:
        place = field if field in {one.ask.name for one in self.form.fields} else "reason"
        self.form[place].show_finding(Finding(text))
        self.form.focus_field(place)

    def _build(self) -> None:
        line = row(self.deed.button("refusal-back"), STRETCH, spacing=12)
        line.addWidget(self.deed.button("refuse-acceptance", "danger"))
        told = tr(
            "The decision is numbered and handed to the applicant today. Not corrected, false "
            "material and banned applicants are refused by the section chief, under Cases."
        )
        content = column(
            label(tr("Refuse acceptance"), "heading"),
            label(told, "muted", wrap=True),
            self.form,
            STRETCH,
            line,
            spacing=12,
        )
        self.setLayout(content)
        self.deed.bind("refuse-acceptance", self._refuse)
        self.deed.bind("refusal-back", self._panel.back)

    def _refuse(self) -> None:
        if self.form.accept():
            asked = self.form.values()
            authority = asked["authority"] or ""
            self._panel.presenter.refuse(asked["kind"], asked["reason"], authority)


class DonePage(Panel):
    """What has come out: numbers, days, papers; and on to the next."""

    def __init__(self, buttons: QWidget) -> None:
        super().__init__("plain")
        self.title = label(role="title")
        self.title.setObjectName("done-title")
        self.papers = label(role="strong", wrap=True)
        self.papers.setObjectName("done-papers")
        self.days = label(wrap=True)
        self.days.setObjectName("done-days")
        self.setFocusProxy(buttons)
        content = column(self.title, self.papers, self.days, STRETCH, buttons, spacing=16)
        self.setLayout(content)

    def show_sheet(self, sheet: CaseSheet) -> None:
        language = current().short
        self.title.setText(value("state", sheet.state, language))
        dress(self.title, role="title", tone="success" if sheet.accepted_on else "warning")
        numbered = [paper for paper in sheet.documents if paper.kind != "receipt"]
        told = [f"{value('paper', one.kind, language)}  {one.document_no}" for one in numbered]
        self.papers.setText("\n".join(told))
        self.days.setText("\n".join(self._days(sheet)))

    def _days(self, sheet: CaseSheet) -> list[str]:
        if sheet.accepted_on is None:
            return []
        told = [tr("Accepted on {day}", day=sheet.accepted_on)]
        told += [_clock(clock) for clock in sheet.clocks]
        promised = [m for m in sheet.materials if m.state == "promised"]
        told += [tr("{name}: by {day}", name=m.name, day=m.promised_on) for m in promised]
        return told


def _clock(clock: ClockRow) -> str:
    name = value("clock", clock.clock, current().short)
    facts = {"name": name, "due": clock.due, "explanation": clock.explanation}
    said = tr("{name}: {due} ({explanation})", **facts)
    return f"{said} {tr('estimated')}" if clock.estimated else said
