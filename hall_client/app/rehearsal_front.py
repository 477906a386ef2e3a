"""The front of a rehearsed hall: people take tickets, counters call them and take their papers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from hall_client.app.reference import Reference
from hall_client.app.rehearsal_office import Office
from hall_client.app.rehearsal_stage import Folder, Place, Play, Process
from hall_client.app.rehearsal_visits import TOLERATED, Course, Visit
from hall_client.domain.catalogue import Profile, ServiceItem
from hall_client.domain.people import Role

OPENS, NOON, BACK, CLOSES = time(9, 0), time(12, 0), time(13, 0), time(17, 0)
LOOKS_EVERY = timedelta(seconds=30)
RECALL_AFTER = timedelta(seconds=40)
COMES_IN = timedelta(seconds=25)
NEIGHBOUR = "邻溪市行政审批局"
PROBLEMS = ("未提交", "缺少签名或者盖章", "复印件不清晰，未核对原件", "填写不完整，缺少日期")
SMALL_DAY = 3  # counters that are open when only those come who were told to


@dataclass
class HallDay:
    """One day at the front: who is expected, who waits, what lies in the trays."""

    day: date
    expected: int
    waiting: int = 0
    visits: dict[str, Visit] = field(default_factory=dict)  # by ticket
    trays: dict[str, list[Folder]] = field(default_factory=dict)  # by counter's station

    @property
    def quiet(self) -> bool:
        return not self.expected and not self.waiting


class Front:
    """Runs the counters of the hall."""

    def __init__(self, play: Play, office: Office) -> None:
        self._play = play
        self._office = office
        stations = {s.counter: s.name for s in play.reference.stations.values() if s.counter}
        numbers = sorted(number for number in play.reference.counters if number in stations)
        clerks = play.logins(Role.CLERK)
        self._counters = [
            (number, Place(clerk, stations[number]))
            for number, clerk in zip(numbers, clerks, strict=False)
        ]

    @property
    def _reference(self) -> Reference:
        return self._play.reference

    def open_day(self, day: date, visits: Iterable[Visit], small: bool = False) -> None:
        """Put a day's visitors and counters on the agenda."""
        coming = list(visits)
        hall = HallDay(day, len(coming))
        for visit in coming:
            self._play.agenda.add(visit.arrives_at, self._take_ticket(visit, hall))
        opening = self._play.moment(day, OPENS)
        used = self._counters[::2][:SMALL_DAY] if small else self._counters
        for n, (number, place) in enumerate(used):
            at = opening - timedelta(minutes=5) + timedelta(seconds=7 * n)
            self._play.agenda.add(at, self._counter(number, place, hall, at))

    def _take_ticket(self, visit: Visit, hall: HallDay) -> Process:
        place, at = self._play.kiosk, visit.arrives_at
        taken = self._play.act(
            place,
            at,
            "IssueTicket",
            queue=visit.queue,
            certificate_no=visit.certificate_no,
            name=visit.name,
            **{"class": visit.class_},
        )
        hall.visits[taken["ticket_id"]] = visit
        hall.expected -= 1
        hall.waiting += 1
        yield from ()

    def _counter(self, number: str, place: Place, hall: HallDay, now: datetime) -> Process:
        """A clerk's day at one counter, with a break at noon."""
        noon = self._play.moment(hall.day, NOON)
        end = self._play.moment(hall.day, CLOSES)
        rested = False
        self._play.act(place, now, "OpenCounter", counter=number)
        while now < end or not hall.quiet:
            if now >= noon and not rested:
                rested = True
                yield from self._pause(number, place, hall, now)
                now = max(now, self._play.moment(hall.day, BACK))
                self._play.act(place, now, "OpenCounter", counter=number)
            elif hall.waiting:
                now = yield from self._visit(number, place, hall, now)
            else:
                now += LOOKS_EVERY
            yield now
        self._send_trays(place, hall, now)
        self._play.act(place, now, "CloseCounter", counter=number)

    def _pause(self, number: str, place: Place, hall: HallDay, now: datetime) -> Process:
        self._send_trays(place, hall, now)
        self._play.act(place, now, "PauseCounter", counter=number, reason="午休")
        yield max(now, self._play.moment(hall.day, BACK))

    def _visit(self, number: str, place: Place, hall: HallDay, now: datetime) -> Any:
        """Call somebody and see them out; returns when the counter is free again."""
        hall.waiting -= 1
        called = self._play.act(place, now, "CallNext", counter=number)
        visit = hall.visits[called["ticket_id"]]
        ticket = {"ticket_id": called["ticket_id"], "counter": number}
        if visit.course is Course.ABSENT:
            return (yield from self._nobody_comes(place, ticket, now))
        now += COMES_IN
        yield now
        self._play.act(place, now, "ServeTicket", **ticket)
        now += timedelta(seconds=visit.seconds)
        yield now
        outcome, folder = self._business(place, visit, ticket["ticket_id"], now)
        now += timedelta(seconds=30)
        yield now
        if folder and self._settle(place, visit, folder, now):
            hall.trays.setdefault(place.station, []).append(folder)
        cases = [folder.case_id] if folder else []
        self._play.act(place, now, "FinishTicket", **ticket, outcome=outcome, case_ids=cases)
        return now + timedelta(seconds=20)

    def _nobody_comes(self, place: Place, ticket: dict[str, str], now: datetime) -> Any:
        for name in ("RecallTicket", "RecallTicket", "PassTicket"):
            now += RECALL_AFTER
            yield now
            self._play.act(place, now, name, **ticket)
        return now + timedelta(seconds=5)

    # -- what is done while the person stands there ----------------------------------------------

    def _business(
        self, place: Place, visit: Visit, ticket_id: str, now: datetime
    ) -> tuple[str, Folder | None]:
        """Take the papers in; returns the outcome of the visit and the case."""
        if visit.course is Course.CONSULT:
            return "consulted", None
        if visit.follows:
            return "accepted", self._take_more(place, visit, now)
        done = self._play.act(
            place,
            now,
            "CheckInCase",
            item_code=visit.item_code,
            situation=visit.situation,
            request_kind=visit.request_kind,
            applicant=visit.applicant,
            agent=visit.agent,
            ticket_id=ticket_id,
            channel="window",
            materials=visit.brought,
        )
        folder = Folder(visit, done["case_id"], done["case_no"])
        self._play.folders[visit.key] = folder
        outcomes = {
            Course.CORRECTION: "corrected",
            Course.SILENT: "corrected",
            Course.REFUSED: "not-accepted",
        }
        return outcomes.get(visit.course, "accepted"), folder

    def _take_more(self, place: Place, visit: Visit, now: datetime) -> Folder:
        folder = self._play.folders[visit.follows]
        name = "FulfilTolerance" if visit.course is Course.FULFIL else "ReceiveCorrection"
        self._play.act(place, now, name, case_id=folder.case_id, materials=visit.materials)
        return folder

    def _settle(self, place: Place, visit: Visit, folder: Folder, now: datetime) -> bool:
        """Say yes, no, or what is lacking; true when the packet goes into the tray."""
        if visit.course in (Course.CORRECTION, Course.SILENT):
            self._tell_defects(place, folder, now)
        elif visit.course is Course.REFUSED:
            self._refuse(place, folder, now)
        elif visit.course is not Course.FULFIL:
            item = self._reference.published[visit.item_code]
            self._accept(place, folder, item, now)
            if visit.course is not Course.IMMEDIATE:
                return True
            self._at_once(place, folder, item, now)
        return False

    def _accept(self, place: Place, folder: Folder, item: ServiceItem, now: datetime) -> None:
        course = folder.visit.course
        today = self._reference.day_of(now)
        promised = self._reference.calendar.add(today, 2)
        lacking = folder.visit.lacking if course in TOLERATED else ()
        self._play.act(
            place,
            now,
            "AcceptCase",
            case_id=folder.case_id,
            tolerance=[{"requirement": one, "promised_on": promised} for one in lacking],
            promise=course is Course.PROMISED,
            confirm_estimated=True,
        )
        due = [fee for fee in item.fees if fee.due_fen()]
        for fee in due[:1]:
            number = f"519900{folder.case_no[2:]}"
            paid = {"amount_fen": fee.due_fen(), "receipt_no": number, "name": fee.name}
            self._play.act(place, now, "RecordFee", case_id=folder.case_id, **paid)

    def _tell_defects(self, place: Place, folder: Folder, now: datetime) -> None:
        dice = self._play.dice("defects", folder.visit.key)
        lacking = folder.visit.lacking
        defects = [{"requirement": one, "problem": dice.choice(PROBLEMS)} for one in lacking]
        self._play.act(place, now, "GiveCorrectionNotice", case_id=folder.case_id, defects=defects)
        if folder.visit.course is Course.SILENT:
            self._office.wait_in_vain(folder, now)

    def _refuse(self, place: Place, folder: Folder, now: datetime) -> None:
        told = {"kind": "not-required", "reason": "申请的活动依法不需要取得行政许可，可以自行开展"}
        if self._play.dice("refusal", folder.visit.key).random() < 0.6:
            told = {
                "kind": "not-competent",
                "reason": "申请事项所在地不在本市行政区域内",
                "competent_authority": NEIGHBOUR,
            }
        self._play.act(place, now, "RefuseAcceptance", case_id=folder.case_id, **told)
        self._office.close(folder, now)

    def _at_once(self, place: Place, folder: Folder, item: ServiceItem, now: datetime) -> None:
        """An immediate item: the clerk decides, or reviews for the chief who is at hand."""
        if item.profile is Profile.ONE_STEP:
            self._office.grant(place, folder, now)
        else:
            self._play.act(place, now, "ClaimReview", case_id=folder.case_id)
            self._office.recommend(place, folder, now)
            self._office.decide_soon(folder, now)

    def _send_trays(self, place: Place, hall: HallDay, now: datetime) -> None:
        """Hand over what lies in the tray, one tray for each section."""
        packets: dict[str, list[Folder]] = {}
        for folder in hall.trays.pop(place.station, []):
            section = self._reference.published[folder.visit.item_code].section
            packets.setdefault(section, []).append(folder)
        for section, folders in sorted(packets.items()):
            ids = [folder.case_id for folder in folders]
            sent = self._play.act(place, now, "HandOver", case_ids=ids, to_section=section)
            self._office.expect(section, sent["handoff_id"], sent["labels"], folders, now)
