"""What the counter asks beside the ticket: how the visit ended, why it is held, where it goes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QGridLayout, QPushButton

from hall_client.domain.tickets import HoldKind, TicketOutcome
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import TextField
from hall_client.ui.form import Ask, Form
from hall_client.ui.parts import Panel, button, column, label
from hall_client.ui.picked_fields import Choice, ChoiceField
from hall_client.ui.presenters.counter import CounterPresenter
from hall_client.ui.scanner import LoneKey, Scanner
from hall_client.ui.screens.counter_actions import OUTCOMES
from hall_client.ui.theme import pixels
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

SUBMIT = Action("submit-question", mark("Confirm"), "check", "Ctrl+Return")
HOLDS = (HoldKind.WITH_APPLICANT, HoldKind.AT_COUNTER, HoldKind.WAITING_FOR_EVENT)
REASON = Ask("reason", mark("Reason"), required=True)


class OutcomeQuestion(Panel):
    """Six outcomes, chosen by 1 to 6 or a click."""

    def __init__(self, scanner: Scanner, choose: Callable[[TicketOutcome], object]) -> None:
        super().__init__("plain")
        self.setObjectName("outcome-question")
        self._title = label(role="strong")
        self._deeds = ActionSet(self, [_outcome_action(n) for n in range(1, len(OUTCOMES) + 1)])
        self._buttons: list[QPushButton] = []
        self._choose = choose
        self._pressed: TicketOutcome | None = None
        self._alone = LoneKey(self, scanner, self._settle)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, outcome in enumerate(OUTCOMES):
            name = f"outcome-{place + 1}"
            self._deeds.bind(name, partial(self._press, outcome))
            made = button(f"button-{name}", "", role="secondary")
            made.clicked.connect(partial(self._pick, outcome))
            made.setMinimumHeight(pixels("primary"))
            self._buttons.append(made)
            grid.addWidget(made, place // 2, place % 2)
        self.setLayout(column(self._title, grid, spacing=8))
        self.retranslate()

    def show_for(self, number: str, then_next: bool) -> None:
        told = tr("How did {number} end?", number=number)
        after = tr("The next one is called after it.") if then_next else ""
        self._title.setText("  ".join(filter(None, (told, after))))
        self._buttons[0].setFocus()

    def _press(self, outcome: TicketOutcome) -> None:
        """A digit counts when it stands alone: a scanner's digits come in a burst."""
        self._pressed = None if self._alone.waiting else outcome
        self._alone.press()

    def _settle(self) -> None:
        if self._pressed is not None:
            self._choose(self._pressed)

    def _pick(self, outcome: TicketOutcome, _checked: bool = False) -> None:
        self._choose(outcome)

    def retranslate(self) -> None:
        for place, made in enumerate(self._buttons):
            told = f"{place + 1}  {value('outcome', OUTCOMES[place], current().short)}"
            made.setText(told)
            made.setAccessibleName(told)


def _outcome_action(number: int) -> Action:
    return Action(f"outcome-{number}", mark("Choose the outcome"), shortcut=str(number))


@dataclass(frozen=True)
class Place:
    """Where a ticket can be sent: a queue, or one counter."""

    queue: str | None = None
    counter: str | None = None


class FormQuestion(Panel):
    """A short form with its confirmation; Ctrl+Enter confirms, which does `command`."""

    def __init__(self, name: str, form: Form, act: Callable[[], object], command: str) -> None:
        super().__init__("plain")
        self.setObjectName(name)
        self.form = form
        self.title = label(role="strong")
        self._act = act
        deeds = ActionSet(self, (replace(SUBMIT, command=command),))
        deeds.bind("submit-question", self.submit)
        confirm = deeds.button("submit-question", "primary")
        confirm.setObjectName(f"{name}-submit")
        self.setLayout(column(self.title, form, confirm, spacing=8))

    def submit(self) -> None:
        if self.form.accept():
            self._act()

    def show_titled(self, title: str, first: str) -> None:
        self.title.setText(title)
        self.form.clear()
        self.form.focus_field(first)


class HoldQuestion(FormQuestion):
    """Which of the three kinds of hold, and why."""

    def __init__(self, presenter: CounterPresenter) -> None:
        self._kind = ChoiceField(Ask("hold-kind", mark("Kind of hold"), required=True))
        reason = TextField(Ask("hold-reason", REASON.label, required=True))
        self._presenter = presenter
        super().__init__("hold-question", Form((self._kind, reason)), self._hold, "HoldTicket")

    def show_for(self, number: str) -> None:
        said = [value("hold", kind, current().short) for kind in HOLDS]
        self._kind.offer([Choice(kind, text) for kind, text in zip(HOLDS, said, strict=True)])
        self.show_titled(tr("Put {number} on hold", number=number), "hold-kind")
        self._kind.show_value(HOLDS[0])
        self.form.focus_field("hold-reason")

    def _hold(self) -> None:
        told = self.form.values()
        self._presenter.hold(told["hold-kind"], told["hold-reason"])


class TransferQuestion(FormQuestion):
    """Which queue or counter it goes to, and why."""

    def __init__(self, presenter: CounterPresenter) -> None:
        self._to = ChoiceField(Ask("transfer-to", mark("To queue or counter"), required=True))
        reason = TextField(Ask("transfer-reason", REASON.label, required=True))
        self._presenter = presenter
        super().__init__(
            "transfer-question", Form((self._to, reason)), self._transfer, "TransferTicket"
        )

    def show_for(self, number: str) -> None:
        self._to.offer(self._places())
        self.show_titled(tr("Transfer {number}", number=number), "transfer-to")

    def _places(self) -> list[Choice]:
        sight = self._presenter.sight
        queues = self._presenter.other_queues()
        choices = [Choice(Place(queue=code), f"{code}  {name}") for code, name in queues]
        ticket = sight.ticket
        for place in sight.places:
            fits = ticket is not None and ticket.queue in place.queues
            if fits and place.state == "OPEN" and place.counter != sight.counter:
                told = tr("Counter {counter}", counter=place.counter)
                choices.append(Choice(Place(counter=place.counter), told, place.counter))
        return choices

    def _transfer(self) -> None:
        told = self.form.values()
        to: Place = told["transfer-to"]
        self._presenter.transfer(to.queue, to.counter, told["transfer-reason"])
