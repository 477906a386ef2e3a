"""A central that has fallen silent: every act comes back, in words, and is done at most once."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from hall_client.app.faults import AnswerLost, CentralAway, Fault
from hall_client.app.links import LinkState
from hall_client.domain.cases import Case
from hall_client.domain.tickets import Ticket
from hall_client.domain.transitions import CaseState, TicketState
from hall_client.store.central import Central
from hall_client.sync.opening import Site
from hall_client.words import say_fault
from tests.hall import Facts, require_lawful
from tests.sync.hall_of_stations import HallOfStations, StationPlace

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(300)]
PATIENCE_SECONDS = 3.0
HERE, THERE = 2.5, 12.0
"""Seconds: what is done here never waits for central; what is asked waits, for connecting too."""


@dataclass(frozen=True, kw_only=True)
class HastySite(Site):
    def reach(self) -> Central:
        return Central.reach(self.central_url, PATIENCE_SECONDS)


class HastyPlace(StationPlace):
    site = HastySite


@pytest.fixture
def one(halls: HallOfStations) -> StationPlace:
    place = HastyPlace(halls, "counter1")
    halls._stations["counter1"] = place
    place.open()
    place.do("OpenCounter", "clerk1", counter="1")
    return place


def within(seconds: float, act: Callable[[], Facts]) -> Facts | Fault:
    """What came of it, in this time; a Fault says in both languages what happened."""
    began = time.monotonic()
    try:
        came: Facts | Fault = act()
    except (AnswerLost, CentralAway) as fault:
        came = fault
    assert time.monotonic() - began < seconds
    if isinstance(came, Fault):
        assert all(len(say_fault(came, language)) > 20 for language in ("zh", "en"))
    return came


@pytest.mark.parametrize("mode", ["black-hole", "drop-replies"])
def test_tickets_and_calls_go_on_when_central_falls_silent(
    halls: HallOfStations, one: StationPlace, mode: str
) -> None:
    one.line.obey(mode)
    own = within(THERE, lambda: one.do("IssueTicket", "clerk1", queue="A", channel="clerk"))
    assert isinstance(own, dict)
    called = within(THERE, lambda: one.do("CallNext", "clerk1", counter="1"))
    assert isinstance(called, dict)
    assert called["number"] == own["number"]
    there = {"counter": "1", "ticket_id": called["ticket_id"]}
    done = within(THERE, lambda: one.do("FinishTicket", "clerk1", **there, outcome="consulted"))
    assert isinstance(done, dict)
    one.plug()
    halls.catch_up()
    live = [row for row in halls.central.rows(Ticket) if row.state is not TicketState.VOID]
    assert [(row.number, row.state) for row in live] == [(own["number"], TicketState.DONE)]
    halls.require_same()
    require_lawful(halls.central)


@pytest.mark.parametrize("mode", ["black-hole", "drop-replies"])
def test_papers_are_taken_in_at_once_and_an_acceptance_is_not_left_hanging(
    halls: HallOfStations, one: StationPlace, mode: str
) -> None:
    case = one.check_in(halls.central.item())
    halls.catch_up()
    one.line.obey(mode)
    first = within(THERE, lambda: one.do("AcceptCase", "clerk1", case_id=case["case_id"]))
    assert isinstance(first, Fault)
    for _ in range(2):
        assert isinstance(within(HERE, lambda: one.check_in(halls.central.item())), dict)
    second = within(THERE, lambda: one.do("AcceptCase", "clerk1", case_id=case["case_id"]))
    assert isinstance(second, CentralAway)
    one.plug()
    halls.catch_up()
    assert len(halls.central.rows(Case)) == 3
    accepted = halls.central.one(Case, case_no=case["case_no"]).state is CaseState.ACCEPTED
    unknown = isinstance(first, AnswerLost)  # else the person was told that it was not done
    listed = {row.state for row in one.pending()}
    assert listed == ({"undone"} if unknown and not accepted else set())
    assert unknown or not accepted
    halls.require_same()
    require_lawful(halls.central)


@pytest.mark.parametrize("mode", ["black-hole", "drop-replies"])
def test_signing_in_and_catching_up_do_not_hang(
    halls: HallOfStations, one: StationPlace, mode: str
) -> None:
    halls.central.database.set_password("clerk1", "Ein-Wort-2026")
    one.hall.sign_in("clerk1", "Ein-Wort-2026")
    one.line.obey(mode)
    began = time.monotonic()
    assert one.hall.sign_in("clerk1", "Ein-Wort-2026").login == "clerk1"
    with pytest.raises(Fault):
        one.hall.catch_up(THERE)
    assert time.monotonic() - began < 2 * THERE
    assert one.hall.standing().state is LinkState.OFFLINE
    one.plug()
    one.catch_up()
