"""The back office of a rehearsed hall: trays come up, cases are reviewed, decided, delivered."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from hall_client.app.reference import Reference
from hall_client.app.rehearsal_stage import Folder, Place, Play, Process
from hall_client.app.rehearsal_visits import RETURN_DAYS, Course
from hall_client.domain.catalogue import Profile, ServiceItem
from hall_client.domain.people import Role

UP_THE_STAIRS = timedelta(minutes=20)
HOUR = timedelta(hours=1)
FOUND_AFTER = timedelta(minutes=30)  # a folder that was left lying
FORGOTTEN = 0.3  # trays from which one label was not scanned
FOREIGN = 0.15  # trays in which somebody else's label lay
OPINION = {
    "grant": "经审查，申请材料齐全，内容真实，符合规定的条件，建议准予许可。",
    "deny": "经审查，申请不符合规定的条件，建议不予许可。",
    "forward": "经初步审查，申请材料齐全，符合法定形式，拟同意转报上级机关审批。",
}
REASON = "经核查，申请人的场所和设施与申报内容不一致，不符合法律规定的许可条件"
REMEDY = "行政复议申请书的格式文本可以在大厅咨询台领取"
UPPER_DAYS, ARCHIVE_DAYS = 10, 3
UPPER_DOCUMENT = "川林审〔{year}〕{number}号"


class Office:
    """What happens to a case after the counter."""

    def __init__(self, play: Play) -> None:
        self._play = play

    @property
    def _reference(self) -> Reference:
        return self._play.reference

    def _item(self, folder: Folder) -> ServiceItem:
        return self._reference.published[folder.visit.item_code]

    def _dice(self, folder: Folder) -> Random:
        return self._play.dice("office", folder.visit.key)

    def _start(self, at: datetime, process: Process) -> None:
        self._play.agenda.add(at, process)

    # -- from the front -------------------------------------------------------------------------

    def expect(
        self,
        section: str,
        handoff_id: str,
        labels: Sequence[str],
        folders: list[Folder],
        now: datetime,
    ) -> None:
        """A tray is on its way to a section."""
        at = now + UP_THE_STAIRS
        self._start(at, self._take_over(section, handoff_id, labels, folders, at))

    def _take_over(
        self,
        section: str,
        handoff_id: str,
        labels: Sequence[str],
        folders: list[Folder],
        now: datetime,
    ) -> Process:
        """Scan a tray in: now and then a label is forgotten or a foreign one lies there."""
        dice = self._play.dice("tray", folders[0].visit.key)
        reviewer = self._play.at_office(Role.REVIEWER, section)
        scanned = list(labels)
        if dice.random() < FORGOTTEN:
            scanned.remove(dice.choice(labels))
        if dice.random() < FOREIGN:
            scanned.append(f"{labels[0][:8]}99{dice.randrange(100, 1000)}-01")
        tray = {"handoff_id": handoff_id}
        self._play.act(reviewer, now, "AcceptHandoff", **tray, scanned=scanned)
        left = [folder.case_no for folder in folders if folder.case_no not in scanned]
        if left:
            now += FOUND_AFTER
            yield now
            self._play.act(reviewer, now, "AcceptHandoff", **tray, scanned=left)
        for folder in folders:
            dice = self._dice(folder)
            at = self._play.desk_time(now, dice.choice((0, 1)), dice)
            self._start(at, self._review(folder, at, dice))

    # -- review and decision --------------------------------------------------------------------

    def _reviewer(self, folder: Folder) -> Place:
        item = self._item(folder)
        if item.profile is Profile.MAJOR:
            return self._play.at_office(Role.CHIEF)
        return self._play.at_office(Role.REVIEWER, item.section)

    def _approver(self, folder: Folder) -> Place:
        major = self._item(folder).profile is Profile.MAJOR
        return self._play.at_office(Role.DEPUTY if major else Role.CHIEF)

    def _review(self, folder: Folder, now: datetime, dice: Random) -> Process:
        """A case that needs time: claimed, looked into, recommended, decided by somebody else."""
        course = folder.visit.course
        reviewer = self._reviewer(folder)
        self._play.act(reviewer, now, "ClaimReview", case_id=folder.case_id)
        if course is Course.WITHDRAWN:
            yield from self._withdraw(folder, now, dice)
            return
        if course is Course.SPECIAL:
            now = yield from self._special(reviewer, folder, now, dice)
        if course is Course.EXTENDED:
            now = yield from self._extend(folder, now, dice)
        now = self._play.desk_time(now, self._pace(folder, dice), dice)
        yield now
        if course is Course.BROKEN:
            yield from self._terminate(folder, now, dice)
            return
        self.recommend(reviewer, folder, now)
        if course is Course.RETURNED:
            now = yield from self._send_back(reviewer, folder, now, dice)
        now = self._play.desk_time(now, 1, dice)
        yield now
        self._decide(folder, now)

    def _pace(self, folder: Folder, dice: Random) -> int:
        """Working days until the opinion: within the promised limit, and after what is promised."""
        days = max(1, self._item(folder).committed_days // 2)
        waits = RETURN_DAYS.get(folder.visit.course, 0)
        late = 3 if folder.visit.course is Course.BROKEN else 0
        return max(waits, late, dice.randint(1, days) if days > 1 else 0)

    def recommend(self, place: Place, folder: Folder, now: datetime) -> None:
        wanted = self._wanted(folder)
        opinion = OPINION[wanted]
        told = {"case_id": folder.case_id, "recommend": wanted, "opinion": opinion}
        self._play.act(place, now, "Recommend", **told)

    def _wanted(self, folder: Folder) -> str:
        decisions = {Course.DENIED: "deny", Course.FORWARDED: "forward"}
        return decisions.get(folder.visit.course, "grant")

    def _special(self, reviewer: Place, folder: Folder, now: datetime, dice: Random) -> Any:
        """A special procedure of the item: the clock stands still meanwhile."""
        procedure = dice.choice(self._item(folder).special_procedures)
        now += HOUR
        yield now
        days = max(1, procedure.days - dice.randint(0, 3))
        self._play.act(
            reviewer,
            now,
            "BeginSpecialProcedure",
            case_id=folder.case_id,
            kind=procedure.kind.value,
            days=days,
            organiser=self._reference.agency.name,
        )
        now = self._play.desk_time(now, max(1, days - 1), dice)
        yield now
        done = {"case_id": folder.case_id, "result": "程序已完成，结论合格，报告附卷"}
        self._play.act(reviewer, now, "EndSpecialProcedure", **done)
        return now

    def _extend(self, folder: Folder, now: datetime, dice: Random) -> Any:
        now = self._play.desk_time(now, 1, dice)
        yield now
        told = {"days": dice.randint(3, 10), "reason": "案情复杂，现场情况需要补充核实"}
        head = self._play.at_office(Role.HEAD)
        self._play.act(head, now, "ExtendDeadline", case_id=folder.case_id, **told)
        return now

    def _send_back(self, reviewer: Place, folder: Folder, now: datetime, dice: Random) -> Any:
        now = self._play.desk_time(now, 1, dice)
        yield now
        told = {"case_id": folder.case_id, "reason": "请补充说明场地核实情况"}
        self._play.act(self._approver(folder), now, "ReturnForReview", **told)
        now = self._play.desk_time(now, 1, dice)
        yield now
        self.recommend(reviewer, folder, now)
        return now

    def decide_soon(self, folder: Folder, now: datetime) -> None:
        """The applicant of an immediate item waits for the chief's yes."""
        at = now + timedelta(minutes=8)
        self._start(at, self._decide_at(folder, at))

    def _decide_at(self, folder: Folder, now: datetime) -> Process:
        self._decide(folder, now)
        yield from ()

    def _decide(self, folder: Folder, now: datetime) -> None:
        approver, wanted = self._approver(folder), self._wanted(folder)
        if wanted == "grant":
            self.grant(approver, folder, now)
        elif wanted == "forward":
            self._play.act(approver, now, "Decide", case_id=folder.case_id, decision="forward")
            self._start(now, self._hear_from_above(folder, now))
        else:
            basis = "；".join(str(one) for one in self._item(folder).legal_basis[:1])
            told = {"reason": REASON, "legal_basis": basis, "remedy": REMEDY}
            self._play.act(approver, now, "Decide", case_id=folder.case_id, decision="deny", **told)
            self.close(folder, now)

    def grant(self, place: Place, folder: Folder, now: datetime) -> None:
        """Grant, for as long as the item's certificate holds."""
        months = self._item(folder).result.valid_months
        day = self._reference.day_of(now)
        until = {"valid_from": day, "valid_to": _last_day(day, months)} if months else {}
        self._play.act(place, now, "Decide", case_id=folder.case_id, decision="grant", **until)
        self.close(folder, now, certificate=self._item(folder).result.has_certificate)

    def _hear_from_above(self, folder: Folder, now: datetime) -> Process:
        dice = self._play.dice("above", folder.visit.key)
        now = self._play.desk_time(now, UPPER_DAYS, dice)
        yield now
        year = self._reference.day_of(now).year
        document = UPPER_DOCUMENT.format(year=year, number=dice.randint(100, 999))
        told = {"result": "grant", "document": document}
        approver = self._approver(folder)
        self._play.act(approver, now, "RecordUpperResult", case_id=folder.case_id, **told)
        self.close(folder, now)

    # -- other endings --------------------------------------------------------------------------

    def _withdraw(self, folder: Folder, now: datetime, dice: Random) -> Process:
        now = self._play.desk_time(now, 1, dice)
        yield now
        clerk = self._play.at_office(Role.CLERK)
        told = {"case_id": folder.case_id, "reason": "申请人书面申请撤回", **_returned(folder)}
        self._play.act(clerk, now, "WithdrawCase", **told)
        self.close(folder, now)

    def _terminate(self, folder: Folder, now: datetime, dice: Random) -> Process:
        now = self._play.desk_time(now, 1, dice)
        yield now
        told = {"reason": "tolerance-not-fulfilled", **_returned(folder)}
        chief = self._play.at_office(Role.CHIEF)
        self._play.act(chief, now, "TerminateCase", case_id=folder.case_id, **told)
        self.close(folder, now)

    def wait_in_vain(self, folder: Folder, now: datetime) -> None:
        """A correction notice went out; nobody will answer it."""
        self._start(now, self._unanswered(folder, now))

    def _unanswered(self, folder: Folder, now: datetime) -> Process:
        days = self._reference.number("correction_answer_days", 20)
        now = self._play.desk_time(now, days + 1, self._dice(folder))
        yield now
        told = {"kind": "not-corrected", "reason": "申请人在告知的期限内没有补正申请材料"}
        chief = self._play.at_office(Role.CHIEF)
        self._play.act(chief, now, "RefuseAcceptance", case_id=folder.case_id, **told)
        self.close(folder, now)

    # -- certificate, delivery, archive ---------------------------------------------------------

    def close(self, folder: Folder, now: datetime, certificate: bool = False) -> None:
        """Everything is said: certificate, delivery and archive follow."""
        self._start(now, self._deliver(folder, now, certificate))

    def _deliver(self, folder: Folder, now: datetime, certificate: bool) -> Process:
        dice = self._play.dice("delivery", folder.visit.key)
        desk = self._play.at_office(Role.DELIVERY)
        now += HOUR
        yield now
        if certificate:
            self._play.act(desk, now, "PrepareCertificate", case_id=folder.case_id)
            now += timedelta(minutes=10)
            yield now
        self._play.act(desk, now, "DeliverCase", case_id=folder.case_id, **_handed(folder, dice))
        now = self._play.desk_time(now, ARCHIVE_DAYS, dice)
        yield now
        archivist = self._play.at_office(Role.ARCHIVIST)
        self._play.act(archivist, now, "ArchiveCase", case_id=folder.case_id)


def _handed(folder: Folder, dice: Random) -> dict[str, str]:
    visit = folder.visit
    handed = {"method": "window", "recipient": visit.name}
    if dice.random() < 0.2:
        handed = {"method": "post", "recipient": visit.name, "place": visit.applicant.address}
    return handed | ({"relation": "代理人"} if visit.agent else {})


def _returned(folder: Folder) -> dict[str, list[str]]:
    """Originals go back to the applicant."""
    return {"returned_materials": ["全部申请材料"]} if folder.visit.materials else {}


def _last_day(start: date, months: int) -> date:
    """The last day of so many months from `start`: 2026-09-28 and 48 give 2030-09-27."""
    years, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + years, month + 1, 1)
    after = date(first.year + month // 11, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=start.day - 1), after) - timedelta(days=1)
