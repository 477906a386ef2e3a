"""What a decision lays down, as a form: grant with validity, denial with reasons, or sent up."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from hall_client.ui.fields import LongTextField
from hall_client.ui.form import Ask, Field, Form, Problem
from hall_client.ui.parts import Panel, column, row
from hall_client.ui.picked_fields import DateField
from hall_client.ui.presenters.drafts import CaseDrafts
from hall_client.ui.presenters.ruling import DENIAL, GRANT
from hall_client.ui.screens.choice_bar import ChoiceBar, TemplateMenu
from hall_client.ui.words import mark

SETTLE_MS = 400  # the preview is drawn when typing pauses
SHOWN = {"grant": GRANT, "deny": DENIAL, "forward": ("content",)}
ORDER = ("grant", "forward", "deny")


class DecisionForm(Panel):
    """The choice, and the fields that go with it; what was typed stays until it is decided."""

    settled = Signal()

    def __init__(self, drafts: CaseDrafts) -> None:
        super().__init__("plain")
        self._drafts = drafts
        self._begun: dict[str, str] = {}
        self.choice = ChoiceBar(Ask("decision", mark("Decision"), required=True), "decision")
        reasons = Ask("reason", mark("Facts and reasons"), required=True, wide=True)
        self.reason = LongTextField(reasons, lines=3)
        self.form = Form((*self._grant_fields(), *self._denial_fields()), columns=2)
        self.phrases = TemplateMenu("decision-phrases", self._take, "Ctrl+T")
        self._case_id = ""
        self._wait = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._wait.timeout.connect(self.settled)
        for field in self.form.fields:
            field.edited.connect(self._wait.start)
            field.edited.connect(self._note)
        self.choice.edited.connect(self._choose)
        self.choice.edited.connect(self._note)
        self._phrase_line = QWidget()
        self._phrase_line.setLayout(row("stretch", self.phrases))
        self.setLayout(column(self.choice, self._phrase_line, self.form, spacing=0))
        self.setFocusProxy(self.form["content"])

    @property
    def decision(self) -> str:
        return self.choice.text()

    def show_case(self, case_id: str, decisions: tuple[str, ...], given: Mapping[str, Any]) -> bool:
        """Begin a case with these values; a case that lies open keeps its own (False).

        The first of `decisions` is chosen, and what was written before is put back.
        """
        if case_id == self._case_id:
            return False
        self._case_id = case_id
        self._begun = {}  # nothing is noted while the page is filled
        self.choice.offer(sorted(decisions, key=ORDER.index))
        self.form.show_values(given)
        self.choice.show_text(decisions[0])
        begun, noted = self._texts(), self._drafts.of(case_id)
        for field in (self.choice, *self.form.fields):
            field.show_text(noted.get(field.ask.name, field.text()))
        self.form.show_problems([])
        for field in (self.choice, *self.form.fields):
            field.show_finding(None)
        self._begun = begun
        self._choose()
        return True

    def values(self) -> dict[str, Any]:
        """What is filled in; a day that cannot be read counts as none."""
        fields = {one.ask.name: one for one in self.form.fields if one.isEnabled()}
        return {name: None if one.malformed() else one.value() for name, one in fields.items()}

    def accept(self) -> bool:
        """Whether the fields can be read; shows which cannot."""
        return self.choice.judge() is None and self.form.accept()

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        self.form.show_problems([Problem(name, words) for name, words in wrong.items()])

    # -- inside --------------------------------------------------------------------------------

    def _grant_fields(self) -> tuple[Field, ...]:
        return (
            LongTextField(
                Ask("content", mark("What is laid down"), required=True, wide=True), lines=2
            ),
            DateField(Ask("valid_from", mark("Valid from"))),
            DateField(Ask("valid_to", mark("Valid to"), hint=mark("empty: without an end"))),
        )

    def _denial_fields(self) -> tuple[Field, ...]:
        return (
            self.reason,
            LongTextField(Ask("legal_basis", mark("Clauses"), required=True, wide=True), lines=1),
            LongTextField(Ask("remedy", mark("Ways to object"), required=True, wide=True), lines=2),
        )

    def _texts(self) -> dict[str, str]:
        return {one.ask.name: one.text() for one in (self.choice, *self.form.fields)}

    def _note(self) -> None:
        """Only what differs from the usual is a draft: the usual may be another tomorrow."""
        if self._begun:
            now = self._texts().items()
            changed = {name: text for name, text in now if text != self._begun[name]}
            self._drafts.note(self._case_id, changed)

    def _choose(self) -> None:
        shown = SHOWN.get(self.decision, ())
        for field in self.form.fields:
            on = field.ask.name in shown
            field.setVisible(on)
            field.setEnabled(on)
        self._phrase_line.setVisible(self.decision == "deny")
        self.phrases.offer("denial" if self.decision == "deny" else "")
        self._wait.start()

    def _take(self, text: str) -> None:
        self.reason.append(text)
