"""The kiosk: start, choose a queue, perhaps an identity number, the ticket; then all is wiped.

Three touches to a ticket. What is closed, full or out of paper is said before the choice.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import Any

from hall_client.app.dispatch import Outcome
from hall_client.app.events import TicketIssued
from hall_client.app.printing import Device, JobState
from hall_client.app.queries import Prints, Queues
from hall_client.app.rows import PrintRow, QueueRow
from hall_client.app.tickets import IssueTicket
from hall_client.domain.errors import Refusal
from hall_client.domain.identity import check
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.words import Speech
from hall_client.words import say, say_refusal

TICKET_SECONDS = 10
LONGER_SECONDS = 30
IDLE_SECONDS = 60
WARN_SECONDS = 15
ID_LENGTH = 18
LOOK_AT_PRINTER = (8, 5, 2)  # seconds left on the ticket's page
FAULT_COUNTS_FOR = timedelta(minutes=30)
CHINESE, ENGLISH = "zh_CN", "en"


class Page(Enum):
    """Where the person is."""

    START = "start"
    QUEUES = "queues"
    PERSON = "person"
    TICKET = "ticket"


@dataclass(frozen=True)
class Offer:
    """A queue as the kiosk offers it. `closed`: why no ticket is given now, in words."""

    row: QueueRow
    closed: str = ""


@dataclass(frozen=True)
class Slip:
    """The ticket that was given. `printed` None: the printer has not answered yet; `alone`: its
    number is the station's own, and other counters do not know of it yet."""

    number: str
    queue: str
    people_ahead: int
    query_code: str
    printed: bool | None = None
    alone: bool = False


@dataclass(frozen=True)
class KioskSight:
    """All that the kiosk shows. `seconds` left before it starts anew; 0: nothing to say."""

    page: Page = Page.START
    offers: tuple[Offer, ...] = ()
    queue: QueueRow | None = None
    typed: str = ""
    problem: str = ""
    slip: Slip | None = None
    printer_fault: bool = False
    disconnected: bool = False
    alone: bool = False
    large: bool = False
    seconds: int = 0


class KioskPresenter:
    """State and intentions of the kiosk; the screen calls `tick` once a second."""

    def __init__(
        self, desk: Desk, show: Callable[[KioskSight], object], keeps_hours: bool = True
    ) -> None:
        self._desk = desk
        self._show = show
        self._keeps_hours = keeps_hours
        self.speech = Speech(CHINESE)
        self.sight = KioskSight()
        self._left = IDLE_SECONDS
        self._fault_since = desk.now - FAULT_COUNTS_FOR

    def start(self) -> None:
        self._desk.watch(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        self._desk.ask(Queues(), self._heard_queues, self._lost)
        self._desk.ask(Prints(station=self._desk.station), self._heard_jobs, self._lost)

    # -- what a person touches -----------------------------------------------------------------

    def begin(self) -> None:
        self._turn(page=Page.QUEUES)

    def choose(self, offer: Offer) -> None:
        if not offer.closed:
            self._turn(page=Page.PERSON, queue=offer.row, typed="", problem="")

    def type(self, sign: str) -> None:
        """A key of the pad: a digit, or X as the last sign."""
        typed = self.sight.typed
        if len(typed) < ID_LENGTH and (sign != "X" or len(typed) == ID_LENGTH - 1):
            self._turn(typed=typed + sign, problem="")

    def erase(self) -> None:
        self._turn(typed=self.sight.typed[:-1], problem="")

    def take(self) -> None:
        """A ticket with the number typed, which must be right."""
        found = check(self.sight.typed, "resident-id", self._desk.today)
        if found.problem is not None:
            self._turn(problem=say("problems", found.problem, self.speech.short))
            return
        self._issue(certificate_no=found.normalised)

    def take_without(self) -> None:
        """A ticket without a name: anonymous."""
        self._issue()

    def back(self) -> None:
        if self.sight.page is Page.PERSON:
            self._turn(page=Page.QUEUES, queue=None, typed="", problem="")
        else:
            self.start_anew()

    def stay(self) -> None:
        """Somebody is still there: reading the ticket, or thinking."""
        more = LONGER_SECONDS if self.sight.page is Page.TICKET else IDLE_SECONDS
        self._left = max(self._left, more)
        self._change(seconds=self._told())

    def start_anew(self) -> None:
        """Forget the person: number, ticket, language, large print."""
        self.speech = Speech(CHINESE)
        self._left = IDLE_SECONDS
        kept = KioskSight(
            offers=self.sight.offers,
            printer_fault=self.sight.printer_fault,
            disconnected=self.sight.disconnected,
            alone=self.sight.alone,
        )
        self.sight = kept
        self._show(kept)
        self.refresh()

    def switch_language(self) -> None:
        other = ENGLISH if self.speech.language == CHINESE else CHINESE
        self.speech = Speech(other)
        self._turn(problem="")
        self.refresh()

    def switch_size(self) -> None:
        self._turn(large=not self.sight.large)

    def tick(self) -> None:
        """A second has gone by."""
        if self.sight.page is Page.START:
            return
        self._left -= 1
        if self._left <= 0:
            self.start_anew()
            return
        if self.sight.page is Page.TICKET and self._left in LOOK_AT_PRINTER:
            self._desk.ask(Prints(station=self._desk.station), self._heard_jobs, self._lost)
        if self.sight.seconds != self._told():
            self._change(seconds=self._told())

    # -- inside --------------------------------------------------------------------------------

    def _told(self) -> int:
        if self.sight.page is Page.TICKET or self._left <= WARN_SECONDS:
            return self._left
        return 0

    def _turn(self, **parts: Any) -> None:
        """Somebody touched: the time begins anew."""
        self._left = IDLE_SECONDS
        self._change(**parts, seconds=0)

    def _change(self, **parts: Any) -> None:
        self.sight = replace(self.sight, **parts)
        self._show(self.sight)

    def _issue(self, certificate_no: str | None = None) -> None:
        queue = self.sight.queue
        if queue is not None and self.sight.page is Page.PERSON:
            self._desk.perform(
                IssueTicket,
                self._issued,
                self._refused,
                queue=queue.queue,
                certificate_no=certificate_no,
                channel="kiosk",
            )

    def _issued(self, outcome: Outcome) -> None:
        told, queue = outcome.result, self.sight.queue
        slip = Slip(
            number=told["number"],
            queue=queue.name if queue else "",
            people_ahead=told["people_ahead"],
            query_code=told["query_code"],
            alone=any(isinstance(e, TicketIssued) and e.slip.offline for e in outcome.events),
        )
        self._left = TICKET_SECONDS
        self._change(
            page=Page.TICKET, slip=slip, typed="", problem="", queue=None, seconds=TICKET_SECONDS
        )

    def _refused(self, refusal: Refusal) -> None:
        self._turn(problem=say_refusal(refusal, self.speech.short))

    def _heard_queues(self, rows: list[QueueRow]) -> None:
        offers = tuple(Offer(row, self._closed(row)) for row in rows)
        alone = self._desk.standing.alone
        news = offers != self.sight.offers or alone != self.sight.alone
        if news or self.sight.disconnected:
            self._change(offers=offers, disconnected=False, alone=alone)

    def _lost(self, _fault: object) -> None:
        self._change(disconnected=True)

    def _closed(self, row: QueueRow) -> str:
        """Why this queue gives no ticket now; empty when it does."""
        reference, tr = self._desk.reference, self.speech.tr
        queue = reference.queues[row.queue]
        if queue.daily_quota is not None and row.issued >= queue.daily_quota:
            return tr("All tickets of today have been taken.")
        working = reference.calendar.is_working(self._desk.today)
        moment = reference.local(self._desk.now).time()
        if not self._keeps_hours or queue.hours.is_open(moment, working):
            return ""
        periods = queue.hours.periods if working else queue.hours.extended
        if not periods:
            return tr("Closed today.")
        hours = "  ".join(f"{one.start:%H:%M}–{one.end:%H:%M}" for one in periods)
        return tr("Closed now. Hours today: {hours}", hours=hours)

    def _heard_jobs(self, rows: list[PrintRow]) -> None:
        slips = [row for row in rows if row.device == Device.TICKET]
        self._judge_slip(slips)
        broken = (JobState.FAILED, JobState.UNKNOWN)
        recent = [row for row in slips if row.made_at > self._fault_since]
        fault = any(row.state in broken for row in recent)
        if fault != self.sight.printer_fault:
            self._change(printer_fault=fault)

    def _judge_slip(self, slips: list[PrintRow]) -> None:
        """Say whether the ticket in view has come out on paper."""
        slip = self.sight.slip
        if slip is None or slip.printed is not None:
            return
        states = [row.state for row in slips if row.title == slip.number]
        if not states:
            self._fault_since = self._desk.now
            self._change(slip=replace(slip, printed=True))
        elif states[-1] in (JobState.FAILED, JobState.UNKNOWN):
            self._change(slip=replace(slip, printed=False))
