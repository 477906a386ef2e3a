"""What people at their stations do next, and what they make of the answer."""

import random
from collections.abc import Callable
from typing import Protocol

from hall_client.domain.errors import kebab
from tests.hall import PERSON, materials
from tests.sync.chaos.acts import AWAY, LOST, Act, Facts, Folder, Slip, Tray
from tests.sync.chaos.floor import Floor

Wish = tuple[str, Facts]
SPOILT = 25
"""Tickets that a person holds on to before the next one is called."""
QUEUES = "ABC"


class Person(Protocol):
    """Somebody at one station."""

    actor: str

    def wish(self) -> Wish | None:
        """None: there is nothing to do just now."""
        ...

    def heard(self, act: Act) -> None:
        """The answer; `act.unknown`: there was none."""
        ...


class Visitor:
    """Takes tickets at the kiosk."""

    def __init__(self, actor: str, floor: Floor, dice: random.Random) -> None:
        self.actor, self.floor, self.dice = actor, floor, dice

    def wish(self) -> Wish:
        rank = self.dice.choice(("ordinary", "ordinary", "ordinary", "priority"))
        body: Facts = {"queue": self.dice.choice(QUEUES), "class": rank}
        if self.dice.random() < 0.3:
            body["certificate_no"] = f"E{self.dice.randrange(10**8):08d}"
        return "IssueTicket", body

    def heard(self, act: Act) -> None:
        if act.done:
            self.floor.hand_out(Slip(act.outcome["number"], act.outcome["ticket_id"]))


class Clerk:
    """Works at a counter: calls, serves, checks in, accepts, hands over."""

    def __init__(self, actor: str, counter: str, floor: Floor, dice: random.Random) -> None:
        self.actor, self.counter, self.floor, self.dice = actor, counter, floor, dice
        self.open = False
        self.hand: str | None = None
        self.served = False
        self.folders: list[Folder] = []
        self.held: list[str] = []
        self._slip: Slip | None = None
        self._chosen: list[Folder] = []

    def wish(self) -> Wish:
        if not self.open:
            return "OpenCounter", {"counter": self.counter}
        return self._with_somebody(self.hand) if self.hand else self._alone()

    def _with_somebody(self, ticket_id: str) -> Wish:
        body = {"ticket_id": ticket_id, "counter": self.counter}
        if not self.served:
            weighted = {"ServeTicket": 75, "PassTicket": 15, "RecallTicket": 5, "FinishTicket": 5}
        else:
            weighted = {"FinishTicket": 50, "CheckInCase": 30, "HoldTicket": 6, "TransferTicket": 9}
        verb = _one(weighted, self.dice)
        more: dict[str, Callable[[], Facts]] = {
            "FinishTicket": lambda: {**body, "outcome": "consulted"},
            "CheckInCase": lambda: self._papers(ticket_id),
            "HoldTicket": lambda: {**body, "kind": "with-applicant", "reason": "复印"},
            "TransferTicket": lambda: {
                **body,
                "to_queue": self.dice.choice(QUEUES),
                "reason": "取错号",
            },
        }
        return verb, more.get(verb, lambda: body)()

    def _alone(self) -> Wish:
        makes: dict[str, Callable[[], Facts | None]] = {
            "CallNext": lambda: {"counter": self.counter},
            "CheckInCase": lambda: self._papers(None),
            "IssueTicket": lambda: {"queue": self.dice.choice(QUEUES), "channel": "clerk"},
            "AcceptCase": lambda: self._case("received", confirm_estimated=True),
            "CorrectOnTheSpot": self._mend,
            "HandOver": self._pack,
            "ServePaper": self._paper_in_hand,
            "RejoinTicket": self._returned,
            "ResumeTicket": self._resumed,
            "UndoLast": lambda: {"counter": self.counter},
            "PauseCounter": lambda: {"counter": self.counter, "reason": "午休"},
            "CloseCounter": lambda: {"counter": self.counter},
            "ClaimReview": lambda: self._case("accepted"),
        }
        weights = (38, 14, 3, 12, 7, 7, 6, 3, 3, 3, 1, 1, 2)
        while True:
            verb = _one(dict(zip(makes, weights, strict=True)), self.dice)
            body = makes[verb]()
            if body is not None:
                return verb, body

    # -- what is asked for ---------------------------------------------------------------------

    def _papers(self, ticket_id: str | None) -> Facts:
        item = self.dice.choice(self.floor.items)
        body: Facts = {"item_code": item.code, "applicant": PERSON, "channel": "window"}
        return {**body, "materials": materials(item), "ticket_id": ticket_id}

    def _case(self, state: str, **more: object) -> Facts | None:
        fit = [folder for folder in self.folders if folder.state == state]
        self._chosen = fit[:1]
        return {"case_id": fit[0].case_id, **more} if fit else None

    def _mend(self) -> Facts | None:
        """Now and then two clerks mend one case."""
        fit = [folder for folder in self.folders if folder.state == "received"]
        folder = self.dice.choice(fit) if fit else None
        if self.dice.random() < 0.3:
            folder = self.floor.look(self.dice) or folder
        phone = f"139{self.dice.randrange(10**8):08d}"
        return {"case_id": folder.case_id, "field": "phone", "value": phone} if folder else None

    def _pack(self) -> Facts | None:
        ready = [folder for folder in self.folders if folder.state == "accepted"]
        if not ready:
            return None
        section = ready[0].section
        self._chosen = [folder for folder in ready if folder.section == section][:3]
        return {"case_ids": [one.case_id for one in self._chosen], "to_section": section}

    def _paper_in_hand(self) -> Facts | None:
        self._slip = self.floor.next_slip(self.dice)
        return {"counter": self.counter, "number": self._slip.number} if self._slip else None

    def _returned(self) -> Facts | None:
        self._slip = self.floor.come_back(self.dice)
        return {"ticket_id": self._slip.ticket_id} if self._slip else None

    def _resumed(self) -> Facts | None:
        body = {"counter": self.counter}
        return {**body, "ticket_id": self.dice.choice(self.held)} if self.held else None

    # -- what came of it -----------------------------------------------------------------------

    def heard(self, act: Act) -> None:
        note = getattr(self, f"_heard_{kebab(act.verb).replace('-', '_')}", None)
        if act.unknown:
            self.open, self.hand = False, None  # opening again tells whom it has in hand
        elif note is not None and (act.done or act.verb == "ServePaper"):
            note(act)
        elif not act.done:
            self._refused(act)

    def _refused(self, act: Act) -> None:
        if act.code == AWAY:
            return
        if "counter" in act.body and act.code not in ("queue-empty", "nothing-to-undo"):
            self.open, self.hand = False, None
        if act.verb == "ResumeTicket" and act.body["ticket_id"] in self.held:
            self.held.remove(act.body["ticket_id"])
        for folder in self._chosen if act.verb in ("AcceptCase", "HandOver", "ClaimReview") else ():
            self._step_on(folder, act.verb)

    def _step_on(self, folder: Folder, verb: str) -> None:
        """It was done before, or never can be: the clerk looks at the next one."""
        if verb == "AcceptCase":
            folder.state = "accepted"
        elif folder in self.folders:
            self.folders.remove(folder)

    def _heard_open_counter(self, act: Act) -> None:
        self.open, self.hand, self.served = True, act.outcome["ticket_id"], False

    def _heard_close_counter(self, act: Act) -> None:
        self.open = False

    _heard_pause_counter = _heard_close_counter

    def _heard_call_next(self, act: Act) -> None:
        self.hand, self.served = act.outcome["ticket_id"], False

    def _heard_serve_ticket(self, act: Act) -> None:
        self.served = True

    def _heard_serve_paper(self, act: Act) -> None:
        if act.done:
            self.hand, self.served = act.outcome["ticket_id"], True
        else:
            self._refused(act)

    def _heard_resume_ticket(self, act: Act) -> None:
        self.hand, self.served = act.outcome["ticket_id"], True
        if self.hand in self.held:
            self.held.remove(self.hand)

    def _heard_undo_last(self, act: Act) -> None:
        self.hand = act.outcome["ticket_id"]
        self.served = act.outcome["state"] == "SERVING"

    def _left(self, act: Act) -> None:
        self.hand, self.served = None, False

    _heard_finish_ticket = _heard_transfer_ticket = _left

    def _heard_pass_ticket(self, act: Act) -> None:
        self._left(act)
        self.floor.let_pass(Slip("", act.outcome["ticket_id"]))

    def _heard_hold_ticket(self, act: Act) -> None:
        self._left(act)
        self.held = [*self.held, act.outcome["ticket_id"]][-SPOILT:]

    def _heard_issue_ticket(self, act: Act) -> None:
        self.floor.hand_out(Slip(act.outcome["number"], act.outcome["ticket_id"]))

    def _heard_check_in_case(self, act: Act) -> None:
        item = next(one for one in self.floor.items if one.code == act.body["item_code"])
        folder = Folder(act.outcome["case_id"], item.section, item.profile, item.code)
        self.folders.append(folder)
        self.floor.show(folder)

    def _heard_accept_case(self, act: Act) -> None:
        for folder in self._chosen:
            folder.state = "accepted"

    def _heard_hand_over(self, act: Act) -> None:
        for folder in self._chosen:
            self.folders.remove(folder)
        handoff = act.outcome["handoff_id"], act.body["to_section"], list(act.outcome["labels"])
        self.floor.send(Tray(*handoff, self._chosen))

    def _heard_claim_review(self, act: Act) -> None:
        for folder in self._chosen:
            self.folders.remove(folder)


class Official:
    """Takes trays in, reviews, and decides where the posts allow it."""

    def __init__(self, actor: str, section: str | None, floor: Floor, dice: random.Random) -> None:
        self.actor, self.section, self.floor, self.dice = actor, section, floor, dice
        self.tray: Tray | None = None
        self.claimed: list[Folder] = []
        self._chosen: Folder | None = None
        self._waits = False

    def wish(self) -> Wish | None:
        if self._waits:
            self._waits = False
            return None
        self.tray = self.tray or self.floor.arrive(self.section)
        if self.tray and (not self.claimed or self.dice.random() < 0.5):
            body = {"handoff_id": self.tray.handoff_id, "scanned": self.tray.labels}
            return "AcceptHandoff", body
        self._chosen = self.dice.choice(self.claimed) if self.claimed else None
        if self._chosen is None:
            return None
        body = {"case_id": self._chosen.case_id}
        if self._chosen.state == "arrived":
            return "ClaimReview", body
        if self._chosen.state == "claimed":
            return "Recommend", {**body, "recommend": "grant", "opinion": "符合条件"}
        return "Decide", {**body, "decision": "grant"}

    def heard(self, act: Act) -> None:
        if act.verb == "AcceptHandoff" and self.tray:
            self._arrived(act, self.tray)
        elif self._chosen and not act.unknown and act.code != AWAY:
            self._went_on(act, self._chosen)

    def _arrived(self, act: Act, tray: Tray) -> None:
        if act.code == "no-such-record" or act.code in (AWAY, LOST) or act.unknown:
            self.floor.send(tray)  # its sheet is not known here yet
            self._waits = True
        elif act.done:
            for folder in tray.folders:
                folder.state = "arrived"
            self.claimed = [*self.claimed, *tray.folders][-SPOILT:]
        self.tray = None

    def _went_on(self, act: Act, folder: Folder) -> None:
        after = {"ClaimReview": "claimed", "Recommend": "recommended"}
        if act.done and act.verb in after:
            folder.state = after[act.verb]
        elif folder in self.claimed:
            self.claimed.remove(folder)


def _one(weighted: dict[str, int], dice: random.Random) -> str:
    return dice.choices(list(weighted), list(weighted.values()))[0]
