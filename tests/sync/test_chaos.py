"""A short chaos run, by the same code as `python -m tests.sync.chaos`: nothing may break.

It ends when enough was done and every kind of trouble was met, however slow the machine is.
"""

from pathlib import Path

import pytest

from hall_client.crash_points import POINTS
from tests.sync.chaos.desk import Life
from tests.sync.chaos.run import Plan, Run
from tests.sync.chaos.trouble import Apart

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(400)]
PLAN = Plan(
    seed=7,
    stations=3,
    seconds=240,  # a limit, not an aim
    enough=80,
    points=5,
    longest_spell=1.0,
    longest_life=Life(seconds=60.0, acts=12),
    cuts_apart=Apart(seconds=2.0, acts=40),
)


def test_nothing_is_lost_or_done_twice_whatever_breaks(tmp_path: Path) -> None:
    """Killed at named places and by hand, with bad lines and a power cut, and work got through."""
    report = Run(PLAN, tmp_path, lambda _: None).report()
    told = "\n".join(report.lines())
    print(told)
    assert not report.violations, told
    assert report.answered >= PLAN.enough, told
    assert len(POINTS) - len(report.missing_points) >= PLAN.points, told
    assert report.by_hand, told
    assert report.cuts, told
    assert report.met.total() >= PLAN.faults, told
    assert report.blocks, told
    assert report.told["done"], told
