"""Ten counters are cut off for half an hour and work on; the rest of the hall goes on as well."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from hall_client.cli.bench_hall import build_hall
from hall_client.domain.cases import Case
from hall_client.domain.errors import QueueEmpty, WrongState
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import TicketState
from tests.hall import MORNING, Facts, require_lawful
from tests.sync.hall_of_stations import HallOfStations, StationPlace, acts_of

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(300)]
COUNTERS = 10
ROUND = timedelta(minutes=6)
ROUNDS = 5


@pytest.fixture
def hall(make_database: Callable[[], str], tmp_path: Path) -> Iterator[HallOfStations]:
    url = make_database()
    build_hall(url, COUNTERS, MORNING)
    made = HallOfStations(url, tmp_path)
    yield made
    made.close()


class Window:
    """A counter's work, the same whether central can be reached or not."""

    def __init__(self, hall: HallOfStations, number: int) -> None:
        self.hall, self.number, self.clerk = hall, str(number), f"clerk{number}"
        self.place: StationPlace = hall.at(f"counter{number}")

    def do(self, verb: str, **body: object) -> Facts:
        return self.place.do(verb, self.clerk, **body)

    def here(self, ticket_id: str) -> dict[str, str]:
        return {"counter": self.number, "ticket_id": ticket_id}

    def serve_own(self) -> None:
        """A person takes a ticket here and is called here."""
        self.do("IssueTicket", queue="A", channel="clerk")
        self.finish(self.do("CallNext", counter=self.number)["ticket_id"])

    def serve_slip(self, slip: str) -> None:
        """A person shows the slip of the kiosk, which nobody here may have heard of."""
        self.finish(self.do("ServePaper", counter=self.number, number=slip)["ticket_id"])

    def finish(self, ticket_id: str) -> None:
        with suppress(WrongState):  # a slip in the hand is being served already
            self.do("ServeTicket", **self.here(ticket_id))
        self.do("FinishTicket", **self.here(ticket_id), outcome="consulted")

    def check_in(self) -> str:
        return str(self.place.check_in(self.hall.central.item(), self.clerk)["case_no"])


def test_ten_counters_work_on_cut_off_and_are_alike_again(hall: HallOfStations) -> None:
    windows = [Window(hall, number) for number in range(1, COUNTERS + 1)]
    kiosk = hall.at("kiosk1")
    for window in windows:
        window.serve_own()
    hall.catch_up()

    for window in windows:
        window.place.unplug()
    began, cases, slips = hall.central.now, [], []
    for turn in range(ROUNDS):
        hall.central.now = began + turn * ROUND
        slips += [kiosk.do("IssueTicket", "kiosk1", queue="A")["number"] for _ in range(2)]
        for window in windows:
            window.serve_own()
            cases.append(window.check_in())
    for window, slip in zip(windows, slips, strict=False):
        window.serve_slip(slip)
    left = windows[0].do("IssueTicket", queue="A", channel="clerk")["number"]
    hall.central.now = began + ROUNDS * ROUND
    assert hall.central.now - began == timedelta(minutes=30)
    assert hall.central.rows(Case) == []
    with pytest.raises(QueueEmpty):
        windows[1].do("CallNext", counter="2")  # another station's ticket is not seen here

    for window in windows:
        window.place.plug()
    hall.catch_up()

    assert len(cases) == len(set(cases)) == COUNTERS * ROUNDS
    assert {case.case_no for case in hall.central.rows(Case)} == set(cases)
    tickets = hall.central.rows(Ticket)
    assert max(Counter(ticket.number for ticket in tickets).values()) == 1
    own = COUNTERS * (1 + ROUNDS)
    done = [one for one in tickets if one.state is TicketState.DONE]
    assert len(done) == own + len(slips)
    assert {one.number for one in done} >= set(slips)
    (waiting,) = (one for one in tickets if one.state is TicketState.WAITING)
    assert waiting.number == left  # back in the common queue: any counter calls it now
    assert windows[4].do("CallNext", counter="5")["number"] == left
    hall.catch_up()
    told = [act.id for window in windows for act in acts_of(window.place)]
    journal = [row["id"] for row in hall.central.journal()]
    assert len(journal) == len(set(journal))
    assert set(told) <= set(journal)
    for window in windows:
        mine = [act.id for act in acts_of(window.place)]
        central = [one for one in journal if one in set(mine)]
        assert central == mine, "in the station's order"
        assert window.place.pending() == []
    hall.require_same()
    require_lawful(hall.central)
