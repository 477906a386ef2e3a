"""A counter's day in the mix that halls have: visits, check-ins, corrections, hand-overs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from hall_client.app.command import Command
from hall_client.app.queries import Cases, Reader
from hall_client.app.reference import Reference
from hall_client.cli.bench_hall import BenchHall, build_hall, command
from hall_client.domain.catalogue import ServiceItem

PERSON = {
    "kind": "person",
    "name": "张䶮",
    "id_kind": "resident-id",
    "id_number": "11010519491231002X",
    "phone": "13812345678",
    "address": "文昌路1号",
}
MATERIALS = 5
VISITS = ("A", "B", "C", "A")
ROUND = 20
"""Acts: a visit is four; then two check-ins, a correction, a hand-over or another correction."""
CHECK_INS_A_DAY = 80  # a station is lent 100 numbers for each day
PACE = timedelta(seconds=5)
MORNING_HOUR = 8
Perform = Callable[[Command], dict[str, Any]]


def simple_item(reference: Reference) -> ServiceItem:
    """An item without questions that asks for five materials or little more."""
    known = reference.published.values()
    fit = [one for one in known if len(one.materials) >= MATERIALS and not one.question]
    return min(fit, key=lambda one: (len(one.materials), one.code))


def check_in_body(item: ServiceItem) -> dict[str, Any]:
    """What comes to the counter with five materials."""
    brought = [
        {"requirement": one.code, "form": one.form, "copies": one.copies, "pages": 2}
        for one in item.materials[:MATERIALS]
    ]
    return {"item_code": item.code, "applicant": PERSON, "materials": brought}


def build_day(url: str, counters: int, acts: int) -> None:
    """The hall before the day: each counter has cases to hand over while it does so many acts."""
    build_hall(url, counters)
    hall = BenchHall(url)
    body = check_in_body(simple_item(hall.database.reference()))
    for number in range(1, counters + 1):
        for _ in range(whole_rounds(acts) // ROUND // 2):
            case = hall.act("CheckInCase", f"clerk{number}", **body)["case_id"]
            hall.act("AcceptCase", f"clerk{number}", case_id=case)
    hall.database.close()


def whole_rounds(acts: int) -> int:
    """About so many acts, in whole rounds."""
    return max(acts // ROUND, 1) * ROUND


def ready_cases(reader: Reader, reference: Reference, number: int) -> list[str]:
    """Cases accepted at this counter that are still in its hands."""
    asked = Cases(state="ACCEPTED", holder=f"front:counter{number}", limit=10_000)
    return [row.case_id for row in reader.ask(asked, reference.staff[f"clerk{number}"])]


class CounterDay:
    """One counter's acts, one after the other, through `perform`; `ready`: cases to hand over."""

    def __init__(
        self, perform: Perform, reference: Reference, number: int, ready: list[str]
    ) -> None:
        self._perform = perform
        self._clerk, self._counter = f"clerk{number}", str(number)
        self._item = simple_item(reference)
        self._ready = iter(ready)
        self._cases: list[str] = []
        # From the morning on, whenever it is measured: numbers are lent for days, and a day that
        # goes past midnight would need one more.
        self._now = reference.local(datetime.now(UTC)).replace(hour=MORNING_HOUR)

    def run(self, acts: int) -> int:
        """About so many acts, in whole rounds; how many they were."""
        for turn in range(whole_rounds(acts) // ROUND):
            for queue in VISITS:
                self._visit(queue)
            self._check_in()
            self._check_in()
            self._correct(self._cases[-1])
            case = next(self._ready, None) if turn % 2 else None
            self._hand_over(case) if case else self._correct(self._cases[-2])
        return whole_rounds(acts)

    def _do(self, verb: str, **body: Any) -> dict[str, Any]:
        self._now += PACE
        days = timedelta(days=len(self._cases) // CHECK_INS_A_DAY)
        return self._perform(command(verb, self._clerk, at=self._now + days, **body))

    def _visit(self, queue: str) -> None:
        self._do("IssueTicket", queue=queue, channel="window")
        here = {"counter": self._counter}
        here["ticket_id"] = self._do("CallNext", **here)["ticket_id"]
        self._do("ServeTicket", **here)
        self._do("FinishTicket", outcome="consulted", **here)

    def _check_in(self) -> None:
        done = self._do("CheckInCase", **check_in_body(self._item))
        self._cases.append(done["case_id"])

    def _correct(self, case_id: str) -> None:
        self._do("CorrectOnTheSpot", case_id=case_id, field="address", value="文昌路2号")

    def _hand_over(self, case_id: str) -> None:
        self._do("HandOver", case_ids=[case_id], to_section=self._item.section)
