"""What a decision lays down, as a form: grant with validity, denial with reasons, or sent up."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from hall_client.ui.fields import DateField, LongTextField
from hall_client.ui.form import Ask, Field, Form, Problem
from hall_client.ui.parts import Panel, column, row
from hall_client.ui.presenters.ruling import DENIAL, GRANT
from hall_client.ui.screens.choice_bar import ChoiceBar, TemplateMenu
from hall_client.ui.words import mark

SETTLE_MS = 400  # the preview is drawn when typing pauses
SHOWN = {"grant": GRANT, "deny": DENIAL, "forward": ("content",)}


class DecisionForm(Panel):
    """The choice, and the fields that go with it; what was typed stays while the case is open."""

    settled = Signal()

    def __init__(self) -> None:
        super().__init__("plain")
        self.choice = ChoiceBar(Ask("decision", mark("Decision"), required=True), "decision")
        self.form = Form((*self._grant_fields(), *self._denial_fields()), columns=2)
        self.phrases = TemplateMenu("decision-phrases", self._take, "Ctrl+T")
        self._case_id = ""
        self._wait = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._wait.timeout.connect(self.settled)
        for field in self.form.fields:
            field.edited.connect(self._wait.start)
        self.choice.edited.connect(self._choose)
        self._phrase_line = QWidget()
        self._phrase_line.setLayout(row("stretch", self.phrases))
        self.setLayout(column(self.choice, self._phrase_line, self.form, spacing=0))
        self.setFocusProxy(self.form["content"])

    @property
    def decision(self) -> str:
        return self.choice.text()

    def show_case(self, case_id: str, decisions: tuple[str, ...], given: Mapping[str, Any]) -> bool:
        """Begin a case with these values; a case that lies open keeps its own (False)."""
        if case_id == self._case_id:
            return False
        self._case_id = case_id
        self.choice.offer(decisions)
        self.form.show_values(given)
        self.form.show_problems([])
        for field in (self.choice, *self.form.fields):
            field.show_finding(None)
        return True

    def begin_with(self, decision: str) -> None:
        """Choose what was recommended."""
        self.choice.show_text(decision)
        self._choose()

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
            LongTextField(
                Ask("reason", mark("Facts and reasons"), required=True, wide=True), lines=3
            ),
            LongTextField(Ask("legal_basis", mark("Clauses"), required=True, wide=True), lines=1),
            LongTextField(Ask("remedy", mark("Ways to object"), required=True, wide=True), lines=2),
        )

    def _choose(self) -> None:
        shown = SHOWN.get(self.decision, ())
        for field in self.form.fields:
            on = field.ask.name in shown
            field.setVisible(on)
            field.setEnabled(on)
        self._phrase_line.setVisible(self.decision == "deny")
        self.phrases.offer("denial")
        self._wait.start()

    def _take(self, text: str) -> None:
        field = self.form["reason"]
        field.show_text("\n".join(filter(None, (field.text(), text))))
        field.control.setFocus()
        self._wait.start()
