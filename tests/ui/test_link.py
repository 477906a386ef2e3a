"""The link to central, as a window tells it: facts, banner, news, and what cannot be done now."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from hall_client.app.faults import ProgramOutdated, StationCopied
from hall_client.app.links import LinkStanding, LinkState
from hall_client.store.database import SqlDatabase
from hall_client.ui.presenters.link import LinkFact, LinkPresenter
from tests.direct_desk import MORNING, DirectDesk
from tests.ui.seat import aside


class PosedDesk(DirectDesk):
    """A desk whose link stands as the test says."""

    posed = LinkStanding(state=LinkState.ONLINE, since=MORNING)

    @property
    def standing(self) -> LinkStanding:
        return self.posed

    def pose(self, **parts: object) -> None:
        self.posed = replace(self.posed, **parts)


@dataclass
class Shown:
    """Keeps what a window would show."""

    facts: dict[str, LinkFact] = field(default_factory=dict)
    banner: str = ""
    tone: str = ""
    offered: list[str] = field(default_factory=list)
    renewed: int = 0

    def show_link_fact(self, fact: LinkFact) -> None:
        self.facts[fact.slot] = fact

    def show_banner(self, words: str, tone: str) -> None:
        self.banner, self.tone = words, tone

    def offer_list(self, words: str) -> None:
        self.offered.append(words)

    def renew_actions(self) -> None:
        self.renewed += 1


@pytest.fixture
def desk(hall_file: Path) -> Iterator[PosedDesk]:
    with aside():
        database = SqlDatabase.open(str(hall_file))
        yield PosedDesk(database, "clerk1", "counter1")
        database.close()


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def link(desk: PosedDesk, shown: Shown) -> LinkPresenter:
    made = LinkPresenter(desk, shown)
    made.hear()
    return made


def test_cut_off_tells_since_when_how_long_and_what_waits(
    desk: PosedDesk, link: LinkPresenter, shown: Shown
) -> None:
    desk.pose(state=LinkState.OFFLINE, since=MORNING, pending=3)
    desk.now = MORNING + timedelta(minutes=72)
    link.hear()
    assert shown.facts["link"].text == "与中心断开：09:00 起（1 小时 12 分钟）"
    assert (shown.facts["link"].tone, shown.facts["link"].picture) == ("warning", "offline")
    assert shown.facts["pending"].text == "3 项待上传"
    assert "与中心断开" in shown.banner
    desk.now += timedelta(minutes=1)
    link.tick()
    assert "1 小时 13 分钟" in shown.facts["link"].text
    assert "1 小时 13 分钟" in shown.banner


def test_the_return_says_what_was_told_and_what_needs_a_person(
    desk: PosedDesk, link: LinkPresenter, shown: Shown
) -> None:
    desk.pose(state=LinkState.OFFLINE, pending=3)
    link.hear()
    desk.pose(state=LinkState.CATCHING_UP)
    link.hear()
    assert desk.told == []
    desk.pose(state=LinkState.ONLINE, pending=0, unsettled=1)
    link.hear()
    assert desk.told == ["已恢复与中心的连接，断开期间办理的 3 项已上传。"]
    assert shown.offered == ["1 项待处理"]
    assert shown.banner == ""
    assert shown.facts["unsettled"].text == "1 项待处理"


def test_a_start_beside_central_is_no_return(desk: PosedDesk, shown: Shown) -> None:
    desk.pose(state=LinkState.CATCHING_UP)
    link = LinkPresenter(desk, shown)
    link.hear()
    desk.pose(state=LinkState.ONLINE)
    link.hear()
    assert desk.told == []


def test_only_what_needs_central_is_off_while_it_is_away(
    desk: PosedDesk, link: LinkPresenter, shown: Shown
) -> None:
    assert link.why_not("AcceptCase") == ""
    desk.pose(state=LinkState.OFFLINE)
    link.hear()
    assert shown.renewed == 2
    assert "受理" in link.why_not("AcceptCase")
    assert link.why_not("CheckInCase") == ""
    assert link.why_not("CallNext") == ""
    assert link.why_not("") == ""
    desk.pose(state=LinkState.ONLINE)
    link.hear()
    assert shown.renewed == 3
    assert link.why_not("AcceptCase") == ""


@pytest.mark.parametrize(
    ("state", "problem", "words"),
    [
        (LinkState.STOPPED, StationCopied(station="counter1"), "复制或还原"),
        (LinkState.OUTDATED, ProgramOutdated(found="0.1", needed="0.2"), "不低于 0.2"),
    ],
)
def test_what_only_a_person_can_mend_stands_in_the_banner(
    desk: PosedDesk,
    link: LinkPresenter,
    shown: Shown,
    state: LinkState,
    problem: StationCopied | ProgramOutdated,
    words: str,
) -> None:
    desk.pose(state=state, problem=problem)
    link.hear()
    assert words in shown.banner
    assert shown.tone == shown.facts["link"].tone == "danger"


def test_nothing_is_offered_where_another_file_speaks_for_the_station(
    desk: PosedDesk, link: LinkPresenter, shown: Shown
) -> None:
    desk.pose(state=LinkState.OFFLINE)
    link.hear()
    desk.pose(state=LinkState.STOPPED, problem=StationCopied(station="counter1"))
    link.hear()
    assert shown.renewed == 3
    assert "停止办理" in link.why_not("CheckInCase")
    assert "停止办理" in link.why_not("CallNext")
    assert link.why_not("") == ""
    assert not desk.standing.alone


@pytest.mark.parametrize(
    ("seconds", "words", "banner"),
    [
        (59, "", False),
        (-130, "本机时钟快 2 分钟", False),
        (400, "本机时钟慢 6 分钟", True),
    ],
)
def test_a_wrong_clock_is_said(
    desk: PosedDesk, link: LinkPresenter, shown: Shown, seconds: int, words: str, banner: bool
) -> None:
    desk.pose(skew=timedelta(seconds=seconds))
    link.hear()
    assert shown.facts["clock"].text == words
    assert bool(shown.banner) == banner


def test_cut_off_with_a_wrong_clock_no_tickets_are_promised(
    desk: PosedDesk, link: LinkPresenter, shown: Shown
) -> None:
    desk.pose(state=LinkState.OFFLINE)
    link.hear()
    assert "取号、叫号照常" in shown.banner
    desk.pose(skew=timedelta(minutes=12))
    link.hear()
    assert "照常" in shown.banner
    assert "取号、叫号" not in shown.banner
    assert "不能取号" in shown.banner
