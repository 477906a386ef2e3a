"""The ticket in hand: its number large, what is known of the person, the next step below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QStackedWidget, QVBoxLayout

from hall_client.ui.actions import ActionSet
from hall_client.ui.parts import STRETCH, Panel, card, column, label, row, rule
from hall_client.ui.presenters.counter import Clocks
from hall_client.ui.presenters.counter_sight import CounterSight, Stage
from hall_client.ui.screens.counter_actions import PRIMARY
from hall_client.ui.screens.counter_lists import minutes, rank_tone, rank_words
from hall_client.ui.theme import dress
from hall_client.ui.words import current, tr
from hall_client.words import value

STATE_TONES = {"OPEN": "success", "PAUSED": "warning", "CLOSED": ""}
AFFIRMED_BY_ENTER = (Stage.CLOSED, Stage.PAUSED, Stage.FOUND, Stage.CALLED)


class TicketFacts(Panel):
    """Who is in hand: number, state, class, queue, name, how long."""

    def __init__(self) -> None:
        super().__init__("plain")
        self.number = label(role="ticket")
        self.number.setObjectName("ticket-number")
        self.state = label(role="badge", tone="info")
        self.rank = label(role="badge")
        self.person = label(role="strong", wrap=True)
        self.times = label(role="muted", wrap=True)
        badges = QVBoxLayout()
        badges.setSpacing(4)
        for badge in (self.state, self.rank):
            badges.addWidget(badge, 0, Qt.AlignmentFlag.AlignRight)
        self.setLayout(
            column(
                row(self.number, STRETCH, badges, spacing=12),
                self.person,
                self.times,
                spacing=4,
            )
        )

    def show_sight(self, sight: CounterSight) -> None:
        ticket = sight.ticket
        self.number.setText(ticket.number if ticket else "—")
        told = tr("Ticket {number}", number=ticket.number) if ticket else tr("No ticket in hand")
        self.number.setAccessibleName(told)
        dress(self.number, tone="" if ticket else "disabled")
        self.state.setVisible(ticket is not None)
        self.rank.setVisible(ticket is not None)
        self.person.setText(_standing(sight))
        if ticket is not None:
            self.state.setText(value("ticket-state", ticket.state, current().short))
            dress(self.state, tone="success" if ticket.state == "SERVING" else "info")
            self.rank.setText(rank_words(ticket))
            dress(self.rank, tone=rank_tone(ticket))
            name = ticket.name or tr("No name given")
            self.person.setText(f"{ticket.queue_name} · {name}")

    def show_clocks(self, sight: CounterSight, clocks: Clocks) -> None:
        ticket = sight.ticket
        if ticket is None:
            self.times.setText("")
            return
        waited = tr("Waited {minutes}", minutes=minutes(ticket.waited_min))
        here = tr("at the counter {minutes}", minutes=minutes(clocks.minutes))
        self.times.setText(f"{waited} · {here}")


def _standing(sight: CounterSight) -> str:
    """What stands in place of a person."""
    clerk = sight.place.clerk_name if sight.place else ""
    return {
        Stage.LOADING: tr("Reading the queue…"),
        Stage.CHOOSE: tr("Choose the counter you work at."),
        Stage.TAKEN: tr("{clerk} works at this counter.", clerk=clerk or ""),
        Stage.CLOSED: tr("This counter is closed."),
        Stage.PAUSED: tr("This counter is paused."),
    }.get(sight.stage, tr("Nobody is at the counter."))


class TicketCard(Panel):
    """Facts, the primary step, and the other acts on the ticket."""

    def __init__(self, deeds: ActionSet, questions: tuple[Panel, ...]) -> None:
        super().__init__("plain")
        self._deeds = deeds
        self._stage = Stage.LOADING
        self.counter = label(role="heading")
        self.state = label(role="badge")
        self.facts = TicketFacts()
        self.said = label(role="said", tone="warning", wrap=True)
        self.said.setObjectName("counter-said")
        self.recalls = label(role="hint")
        self.primaries: dict[str, QPushButton] = {}
        self.primary = self._build_primary()
        self._acts = self._build_acts()
        self._questions = questions
        for question in questions:
            question.hide()
        self._build()

    @property
    def primary_button(self) -> QPushButton | None:
        return self.primaries.get(PRIMARY.get(self._stage, ""))

    def show_sight(self, sight: CounterSight, asked: Panel | None) -> None:
        place = sight.place
        self._stage = sight.stage
        self.counter.setText(place.name if place else tr("Counter"))
        self.state.setVisible(place is not None)
        if place is not None:
            self.state.setText(value("counter-state", place.state, current().short))
            dress(self.state, tone=STATE_TONES.get(place.state, ""))
        self.facts.show_sight(sight)
        self._say(sight.said)
        if (made := self.primary_button) is not None:
            self.primary.setCurrentWidget(made)
        self.primary.setVisible(asked is None)
        self._acts.setVisible(asked is None)
        for question in self._questions:
            question.setVisible(question is asked)
        in_stage = sight.stage in AFFIRMED_BY_ENTER and asked is None
        for key in self._affirm:
            key.setEnabled(in_stage)

    def show_clocks(self, sight: CounterSight, clocks: Clocks) -> None:
        self.facts.show_clocks(sight, clocks)
        self.recalls.setText(_recall_words(clocks) if sight.stage is Stage.CALLED else "")

    def _say(self, said: str) -> None:
        if said and said != self.said.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        self.said.setText(said)
        self.said.setVisible(bool(said))

    def _build(self) -> None:
        title = row(self.counter, STRETCH, self.state)
        leave = row(
            self._deeds.button("pause", "quiet"), STRETCH, self._deeds.button("close", "quiet")
        )
        inner = column(
            title,
            rule(),
            self.facts,
            self.primary,
            self.said,
            *self._questions,
            self._deeds.button("drop-question", "quiet"),
            self._acts,
            STRETCH,
            rule(),
            leave,
            spacing=12,
        )
        frame: QFrame = card(inner)
        self.setLayout(column(frame, spacing=0))
        self._affirm = [QShortcut(QKeySequence(key), self) for key in ("Return", "Enter")]
        for key in self._affirm:
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self._step)

    def _step(self) -> None:
        """Enter in the card says yes to the primary step; never calls, never finishes."""
        self._deeds.trigger(PRIMARY[self._stage])

    def _build_primary(self) -> QStackedWidget:
        stack = QStackedWidget()
        for name in dict.fromkeys(PRIMARY.values()):
            self.primaries[name] = self._deeds.button(name, "primary")
            stack.addWidget(self.primaries[name])
        stack.setFixedHeight(stack.sizeHint().height())
        return stack

    def _build_acts(self) -> Panel:
        acts = Panel("plain")
        grid = QGridLayout(acts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        places = (("intake", "finish-next"), ("recall", "transfer"), ("hold", "pass"))
        for line, names in enumerate(places):
            for at, name in enumerate(names):
                role = "danger" if name == "pass" else "secondary"
                grid.addWidget(self._deeds.button(name, role), line, at)
        grid.addWidget(self.recalls, len(places), 0, 1, 2)
        return acts


def _recall_words(clocks: Clocks) -> str:
    if not clocks.recalls_left:
        return tr("No recall left: pass the ticket if nobody comes.")
    left = tr("Recalls left: {count}", count=clocks.recalls_left)
    wait = tr("next in {seconds} s", seconds=clocks.recall_wait_s)
    return f"{left} · {wait}" if clocks.recall_wait_s else left
