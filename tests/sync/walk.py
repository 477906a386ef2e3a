"""What people in a hall led step by step find to do: from their own copy of it, in its order."""

from collections.abc import Callable
from dataclasses import dataclass, field

from hall_client.domain.cases import Case
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.decisions import Document
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import LIVE_AT_COUNTER
from tests.hall import PERSON, Facts, approver_of, materials, reviewer_of, stored
from tests.sync.chaos.acts import AWAY, Act
from tests.sync.stepwise import SteppedStation
from tests.sync.witness import Witness

DESKS = {"counter1": ("1", "clerk1"), "counter2": ("2", "clerk2"), "office1": ("3", "clerk3")}
OVER = "over"


@dataclass
class Walk:
    """One case on its way from the counter to whoever asked for it."""

    case_id: str
    item: ServiceItem
    stage: int = 0
    handoff: Facts = field(default_factory=dict)


class People:
    """The clerks of three desks and the officials behind them."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        central = witness.hall.central
        self.items = [central.item(), central.item(profile="major")]
        self.walks: list[Walk] = []
        self.slips: list[str] = []

    def place(self, name: str) -> SteppedStation:
        return self.witness.hall.at(name)

    # -- the queue -----------------------------------------------------------------------------

    def open(self, name: str) -> Act:
        counter, clerk = DESKS[name]
        return self.witness.act(name, "OpenCounter", clerk, counter=counter)

    def issue(self, name: str, queue: str) -> Act:
        act = self.witness.act(name, "IssueTicket", DESKS[name][1], queue=queue, channel="clerk")
        if act.done:
            self.slips.append(act.outcome["number"])
        return act

    def call(self, name: str) -> Act:
        counter, clerk = DESKS[name]
        return self.witness.act(name, "CallNext", clerk, counter=counter)

    def in_hand(self, name: str) -> Ticket | None:
        """Who is at the counter, as far as this desk knows."""
        here = stored(self.place(name).replica.engine, Ticket, counter=DESKS[name][0])
        return next((one for one in here if one.state in LIVE_AT_COUNTER), None)

    def attend(self, name: str, verb: str) -> Act | None:
        """An act on the ticket in hand; None: nobody is there."""
        ticket = self.in_hand(name)
        if ticket is None:
            return None
        counter, clerk = DESKS[name]
        more = {"outcome": "consulted"} if verb == "FinishTicket" else {}
        body = {"ticket_id": ticket.id, "counter": counter, **more}
        return self.witness.act(name, verb, clerk, **body)

    def serve_paper(self, name: str, which: int) -> Act | None:
        """Somebody shows a slip, whoever gave it and whoever else has called it."""
        if not self.slips:
            return None
        counter, clerk = DESKS[name]
        number = self.slips[-1 - which % min(len(self.slips), 6)]
        return self.witness.act(name, "ServePaper", clerk, counter=counter, number=number)

    # -- cases ---------------------------------------------------------------------------------

    def check_in(self, name: str, item: ServiceItem) -> Act:
        body = {"applicant": PERSON, "channel": "window", "materials": materials(item)}
        act = self.witness.act(name, "CheckInCase", DESKS[name][1], item_code=item.code, **body)
        if act.done:
            self.walks.append(Walk(act.outcome["case_id"], item))
        return act

    def correct(self, name: str, which: int) -> Act | None:
        """Somebody mends a telephone number, on what the desk has seen of the case."""
        cases = stored(self.place(name).replica.engine, Case)
        if not cases:
            return None
        case = sorted(cases, key=lambda one: one.case_no)[-1 - which % min(len(cases), 3)]
        phone = f"139{len(self.witness.commands):08d}"
        body = {"case_id": case.id, "field": "phone", "value": phone}
        return self.witness.act(name, "CorrectOnTheSpot", DESKS[name][1], **body)

    def go_on(self, name: str, which: int) -> Act | None:
        """The next step of a case; None: there is no case that has one."""
        going = [walk for walk in self.walks if walk.stage < len(STEPS)]
        if not going:
            return None
        walk = going[-1 - which % min(len(going), 3)]
        act = STEPS[walk.stage](self, name, walk)
        if act is None or act.done or (act.code not in (None, AWAY) and self._hopeless(act)):
            walk.stage += 1
        return act

    def _hopeless(self, act: Act) -> bool:
        """The rules will not let it, now or ever: the next step then; else it is tried again."""
        return act.code in ("wrong-state", "no-such-record", "document-unsealed", OVER)

    def _case_act(self, name: str, verb: str, actor: str, walk: Walk, **more: object) -> Act:
        return self.witness.act(name, verb, actor, case_id=walk.case_id, **more)

    def accept(self, name: str, walk: Walk) -> Act:
        return self._case_act(name, "AcceptCase", DESKS[name][1], walk, confirm_estimated=True)

    def hand_over(self, name: str, walk: Walk) -> Act:
        body = {"case_ids": [walk.case_id], "to_section": walk.item.section}
        act = self.witness.act(name, "HandOver", DESKS[name][1], **body)
        walk.handoff = act.outcome or walk.handoff
        return act

    def take_over(self, name: str, walk: Walk) -> Act | None:
        if not walk.handoff:
            return None
        tray = {"handoff_id": walk.handoff["handoff_id"], "scanned": list(walk.handoff["labels"])}
        return self.witness.act(name, "AcceptHandoff", reviewer_of(walk.item), **tray)

    def claim(self, name: str, walk: Walk) -> Act:
        return self._case_act(name, "ClaimReview", reviewer_of(walk.item), walk)

    def recommend(self, name: str, walk: Walk) -> Act:
        said = {"recommend": "grant", "opinion": "符合条件"}
        return self._case_act(name, "Recommend", reviewer_of(walk.item), walk, **said)

    def decide(self, name: str, walk: Walk) -> Act:
        return self._case_act(name, "Decide", approver_of(walk.item), walk, decision="grant")

    def seal(self, name: str, walk: Walk) -> Act | None:
        """All papers of the case that this desk knows of."""
        papers = stored(self.place(name).replica.engine, Document, case_id=walk.case_id)
        act = None
        for paper in papers:
            if paper.needs_seal and paper.sealed_at is None:
                body = {"document_no": paper.number, "copies": 2}
                act = self.witness.act(name, "SealDocument", "sealkeeper1", **body)
        return act

    def deliver(self, name: str, walk: Walk) -> Act:
        body = {"method": "window", "recipient": PERSON["name"]}
        return self._case_act(name, "DeliverCase", "delivery1", walk, **body)


Step = Callable[[People, str, Walk], Act | None]
STEPS: tuple[Step, ...] = (
    People.accept,
    People.hand_over,
    People.take_over,
    People.claim,
    People.recommend,
    People.decide,
    People.seal,
    People.deliver,
)


def _attend(people: People, name: str, which: int) -> Act | None:
    verbs = ("ServeTicket", "FinishTicket", "PassTicket")
    return people.attend(name, verbs[which % len(verbs)])


def _call(people: People, name: str, which: int) -> Act:
    act = people.call(name)
    return people.open(name) if act.code == "counter-not-open" else act


Job = Callable[[People, str, int], Act | None]
JOBS: dict[str, Job] = {
    "issue": lambda people, name, which: people.issue(name, "AB"[which % 2]),
    "call": _call,
    "attend": _attend,
    "serve paper": People.serve_paper,
    "check in": lambda people, name, which: people.check_in(name, people.items[which % 2]),
    "correct": People.correct,
    "go on": People.go_on,
    "go on again": People.go_on,
}
