"""A hall's day, rehearsed: deterministic acts that any database can play.

Nothing here reads a clock or a file. The day's visitors are also for others to take:
`arrivals(seed, reference, day)`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hall_client.app.reference import Reference
from hall_client.app.rehearsal_front import Front
from hall_client.app.rehearsal_office import Office
from hall_client.app.rehearsal_stage import Act, Play, Stage
from hall_client.app.rehearsal_visits import CASES, Visit, arrivals, comebacks

DAY = date(2026, 9, 21)
SEED = 1


@dataclass(frozen=True)
class Rehearsal:
    """Which day is played: the same values give the same acts, ids and words."""

    seed: int = SEED
    day: date = DAY
    cases: int = CASES

    @property
    def eve(self) -> datetime:
        """When the hall is set up for it: before anybody comes."""
        return datetime.combine(self.day, time(6, 0), UTC) - timedelta(days=1)


def rehearse(rehearsal: Rehearsal, reference: Reference, stage: Stage) -> None:
    """Play the day and what follows from it in the back office on later working days.

    Acts come in the order of their time. A refusal ends the rehearsal: it is not foreseen.
    """
    play = Play(rehearsal.seed, reference, stage)
    front = Front(play, Office(play))
    today = arrivals(rehearsal.seed, reference, rehearsal.day, rehearsal.cases)
    front.open_day(rehearsal.day, today)
    later: dict[date, list[Visit]] = {}
    for visit in comebacks(today, reference):
        later.setdefault(reference.day_of(visit.arrives_at), []).append(visit)
    for day, visits in sorted(later.items()):
        front.open_day(day, visits, small=True)
    play.agenda.run()


__all__ = ["CASES", "DAY", "SEED", "Act", "Rehearsal", "Stage", "Visit", "arrivals", "rehearse"]
