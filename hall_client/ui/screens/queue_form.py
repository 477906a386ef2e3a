"""The guide desk's form for a ticket: queue, class with its reason, name, number."""

from collections.abc import Callable

from hall_client.app.reference import Reference
from hall_client.domain.identity import check
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import CodeField, TextField
from hall_client.ui.form import Ask, Finding, Form, Problem
from hall_client.ui.parts import STRETCH, Panel, card, column, label
from hall_client.ui.picked_fields import Choice, ChoiceField
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.presenters.queue import CLASSES_BY_HAND, ORDINARY, Wish
from hall_client.ui.words import current, mark, tr
from hall_client.words import say, value

ISSUE = Action("issue-ticket", mark("Issue ticket"), "ticket", "Ctrl+Return", command="IssueTicket")
RANKS = {"urgent": 1, "priority": 2, "ordinary": 4}


class TicketForm(Panel):
    """Fills in a Wish; `issue` gets it when nothing is wrong with it."""

    def __init__(self, desk: Desk, issue: Callable[[Wish], object]) -> None:
        super().__init__("plain")
        self._desk = desk
        self._issue = issue
        self.form = Form(self._fields(desk.reference))
        self.said = label(role="said", wrap=True)
        self.said.setObjectName("queue-said")
        self.said.hide()
        deeds = ActionSet(self, (ISSUE,))
        deeds.bind("issue-ticket", self.submit)
        inner = column(
            label(tr("Issue a ticket"), "heading"),
            self.form,
            deeds.button("issue-ticket", "primary"),
            self.said,
            STRETCH,
            spacing=12,
        )
        self.setLayout(column(card(inner), spacing=0))
        self.setFocusProxy(self.form["issue-queue"].control)
        self.clear()

    def submit(self) -> None:
        if not self.form.accept():
            return
        told = self.form.values()
        if told["issue-class"] != ORDINARY and not told["issue-reason"]:
            why = tr("Say why this person goes before others.")
            self.form.show_problems([Problem("issue-reason", why)])
            return
        number = told["issue-id"]
        self._issue(
            Wish(
                queue=told["issue-queue"],
                class_=told["issue-class"],
                reason=told["issue-reason"],
                name=told["issue-name"],
                certificate_no=number.upper() if number else None,
            )
        )

    def clear(self) -> None:
        """The next person."""
        self.form.clear()
        self.form.show_values({"issue-class": ORDINARY})
        self.form.focus_field("issue-queue")

    def say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _fields(self, reference: Reference) -> tuple[TextField, ...]:
        queues = [
            Choice(one.code, f"{one.prefix} {one.name}", one.code)
            for one in reference.queues.values()
        ]
        ranks = [
            Choice(name, value("rank", RANKS[name], current().short), name)
            for name in CLASSES_BY_HAND
        ]
        return (
            ChoiceField(Ask("issue-queue", mark("Queue"), required=True), queues),
            ChoiceField(Ask("issue-class", mark("Class"), required=True), ranks),
            TextField(Ask("issue-reason", mark("Reason"), hint=mark("Needed unless ordinary"))),
            TextField(Ask("issue-name", mark("Name"), check=self._name_finding)),
            CodeField(Ask("issue-id", mark("ID number"), check=self._id_finding)),
        )

    def _name_finding(self, name: str) -> Finding | None:
        return self._finding(name, "name")

    def _id_finding(self, number: str) -> Finding | None:
        return self._finding(number, "resident-id")

    def _finding(self, text: str, kind: str) -> Finding | None:
        problem = check(text, kind, self._desk.today).problem
        return Finding(say("problems", problem, self._desk.language)) if problem else None
