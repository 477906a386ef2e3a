"""The form of a delivery (送达): how, to whom, where; who may collect is one press away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_client.app.rows import RecipientRow
from hall_client.ui.fields import CodeField, TextField
from hall_client.ui.form import Ask, Form, Problem
from hall_client.ui.parts import STRETCH, Panel, button, column, label, row
from hall_client.ui.picked_fields import Choice, ChoiceField
from hall_client.ui.presenters.delivery import AT_THE_HALL, METHODS, Handing
from hall_client.ui.presenters.delivery import Problem as Wrong
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

KINDS = {
    "applicant": mark("Applicant: {name}"),
    "organisation": mark("Applicant: {name}"),
    "agent": mark("Agent: {name}"),
}


class DeliveryForm(Panel):
    """Fields of a delivery; `asked` comes when Enter is pressed in one of them."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("plain")
        self.setObjectName("delivery-form")
        self.method = ChoiceField(Ask("delivery-method", mark("Method"), required=True))
        self.recipient = TextField(Ask("recipient", mark("Received by"), required=True))
        self.relation = TextField(
            Ask("relation", mark("Relation to the applicant"), hint=mark("Empty: as in the case"))
        )
        self.recipient_id = CodeField(Ask("recipient_id", mark("Certificate checked")))
        self.place = TextField(
            Ask("delivery-place", mark("Place"), hint=mark("Empty: at the hall"))
        )
        fields = (self.recipient, self.relation, self.recipient_id, self.method, self.place)
        self.form = Form(fields, columns=3)
        self._people = QHBoxLayout()
        self._people.setSpacing(8)
        self._rows: Sequence[RecipientRow] = ()
        self.asking = label(tr("Who collects?"), "label")
        self.setLayout(column(row(self.asking, self._people, STRETCH, spacing=12), self.form))
        self.setFocusProxy(self.recipient)
        for field in (self.recipient, self.relation, self.recipient_id, self.place):
            field.edit.returnPressed.connect(self.asked)
        self.method.edit.textChanged.connect(lambda _text: self._suggest_place())
        self._offer()

    def begin(self, recipients: Sequence[RecipientRow]) -> None:
        """Start anew for a case, at the window; who collects is always said by a person."""
        self._rows = recipients
        self.form.clear()
        self.method.show_value(AT_THE_HALL)
        _empty(self._people)
        people = [self._person(one) for one in recipients]
        for person in people:
            self._people.addWidget(person)
        self.setFocusProxy(people[0] if people else self.recipient)

    def handing(self) -> Handing | None:
        """What is entered, or None when the form itself finds something wrong."""
        if not self.form.accept():
            return None
        told = self.form.values()
        return Handing(
            method=told["delivery-method"],
            recipient=told["recipient"],
            recipient_id=told["recipient_id"] or "",
            relation=told["relation"] or "",
            place=told["delivery-place"] or "",
        )

    def show_problems(self, problems: Sequence[Wrong]) -> None:
        names = {"place": "delivery-place"}
        self.form.show_problems([Problem(names.get(p.field, p.field), p.text) for p in problems])

    # -- inside --------------------------------------------------------------------------------

    def _offer(self) -> None:
        language = current().short
        self.method.offer([Choice(one, value("method", one, language), one) for one in METHODS])

    def _person(self, one: RecipientRow) -> QWidget:
        made = button(f"collects-{one.kind}", tr(KINDS[one.kind], name=one.name), "person")
        made.setToolTip(one.id_number)
        made.clicked.connect(partial(self._fill, one))
        if not one.may_collect:
            made.setEnabled(False)
            made.setToolTip(tr("The agency does not cover collecting."))
        return made

    def _fill(self, one: RecipientRow) -> None:
        self.recipient.show_text(one.name)
        self.relation.show_text("")
        self.recipient.judge()
        self.recipient.edit.setFocus()

    def _suggest_place(self) -> None:
        """By post it goes to the address the applicant gave."""
        known = {one.address for one in self._rows}
        address = next((one.address for one in self._rows if one.address), "")
        posted = self.method.value() == "post"
        if posted and not self.place.text():
            self.place.show_text(address)
        elif not posted and self.place.text() in known:
            self.place.show_text("")


def _empty(layout: QHBoxLayout) -> None:
    while (old := layout.takeAt(0)) is not None:
        if (part := old.widget()) is not None:
            part.hide()
            part.deleteLater()
