"""The manager's question at closing time: what becomes void, who still stands in the way, why."""

from collections.abc import Callable

from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import TextField
from hall_client.ui.form import Ask, Form
from hall_client.ui.parts import STRETCH, Panel, card, column, label
from hall_client.ui.presenters.queue import Leftover
from hall_client.ui.theme import dress
from hall_client.ui.words import mark, tr

CLOSE = Action("close-day-submit", mark("Close the day"), "close", "Ctrl+Return")
BACK = Action("close-day-back", mark("Back"), "back", "Esc")


class ClosingForm(Panel):
    """Asks before numbers become void; `close` gets the reason, which may be empty."""

    def __init__(self, close: Callable[[str], object], back: Callable[[], object]) -> None:
        super().__init__("plain")
        self._close = close
        self.told = label(wrap=True)
        self.told.setObjectName("close-day-told")
        self.said = label(role="said", wrap=True)
        self.said.setObjectName("close-day-said")
        hint = mark("Needed before closing time")
        self.reason = TextField(Ask("close-day-reason", mark("Reason"), hint=hint))
        self.form = Form((self.reason,))
        self.deeds = ActionSet(self, (CLOSE, BACK))
        self.deeds.bind("close-day-submit", self.submit)
        self.deeds.bind("close-day-back", back)
        self._build()

    def begin(self) -> None:
        """Ask anew."""
        self.form.clear()
        self.say("")
        self.form.focus_field("close-day-reason")

    def show_leftover(self, left: Leftover) -> None:
        """What closing would do now; it cannot be done while somebody is being served."""
        words = tr("{count} numbers of today become void.", count=left.void)
        if left.unresolved:
            numbers = tr(", ").join(left.unresolved)
            words = tr("First finish or pass at the counter: {numbers}.", numbers=numbers)
        self.told.setText(words)
        dress(self.told, tone="warning" if left.unresolved else "")
        self.deeds.enable("close-day-submit", not left.unresolved, words)

    def submit(self) -> None:
        if self.form.accept():
            self._close(str(self.form.values()["close-day-reason"] or ""))

    def say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _build(self) -> None:
        deed = self.deeds.button("close-day-submit", "danger")
        back = self.deeds.button("close-day-back")
        title = label(tr("Close the day"), "heading")
        inner = column(title, self.told, self.form, self.said, deed, back, STRETCH, spacing=12)
        self.setLayout(column(card(inner), spacing=0))
        self.setFocusProxy(self.reason)
