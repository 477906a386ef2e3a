"""An error of the application mended on the spot (当场更正, 行政许可法 Art. 32(3))."""

from collections.abc import Callable

from hall_client.app.corrections import CORRECTABLE
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import TextField
from hall_client.ui.form import Ask, Finding, Form
from hall_client.ui.parts import STRETCH, Panel, column, label, row
from hall_client.ui.picked_fields import Choice, ChoiceField
from hall_client.ui.presenters.acceptance import AcceptancePresenter
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

ACTIONS = (
    Action("mend-submit", mark("Correct"), "check", "Ctrl+Return"),
    Action("mend-back", mark("Back"), "back", "Esc"),
)


class SpotCorrectionPage(Panel):
    """Which entry is wrong and what it should say; each one is a step of the timeline."""

    def __init__(self, presenter: AcceptancePresenter, back: Callable[[], object]) -> None:
        super().__init__("plain")
        self._presenter = presenter
        self._back = back
        self.deed = ActionSet(self, ACTIONS)
        language = current().short
        entries = [Choice(name, value("entry", name, language), name) for name in CORRECTABLE]
        self.form = Form(
            (
                ChoiceField(Ask("field", mark("What is wrong"), required=True), entries),
                TextField(Ask("value", mark("Correct entry"), required=True)),
            )
        )
        self.setFocusProxy(self.form["field"])
        told = tr("Errors that can be mended at once need no notice; each one is kept (Art. 32).")
        line = row(self.deed.button("mend-back"), STRETCH, spacing=12)
        line.addWidget(self.deed.button("mend-submit", "primary"))
        head = (label(tr("Correct on the spot"), "heading"), label(told, "muted", wrap=True))
        self.setLayout(column(*head, self.form, STRETCH, line, spacing=12))
        self.deed.bind("mend-submit", self._submit)
        self.deed.bind("mend-back", back)

    def clear(self) -> None:
        self.form.clear()

    def show_problem(self, _field: str, text: str) -> None:
        self.form["value"].show_finding(Finding(text))
        self.form.focus_field("value")

    def _submit(self) -> None:
        if self.form.accept():
            asked = self.form.values()
            self._presenter.mend(asked["field"], asked["value"], self._back)
