"""Counters and queues of a hall: skills, hours, quotas."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Period:
    """时段 of one day in the hall's own zone: `start` belongs to it, `end` does not."""

    start: time
    end: time

    def holds(self, moment: time) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class Hours:
    """办公时间: periods of a working day; `extended` are those of 延时服务 on rest days."""

    periods: tuple[Period, ...]
    extended: tuple[Period, ...] = ()

    def is_open(self, moment: time, working_day: bool = True) -> bool:
        """Whether the hall serves at that local time; the calendar says what a working day is."""
        periods = self.periods if working_day else self.extended
        return any(period.holds(moment) for period in periods)

    def closing(self, working_day: bool = True) -> time | None:
        """End of the last period; None when the day has none."""
        periods = self.periods if working_day else self.extended
        return max((period.end for period in periods), default=None)


@dataclass(frozen=True, slots=True)
class IntervalQuota:
    """分时限号: at most `limit` tickets taken within the period."""

    period: Period
    limit: int


@dataclass(frozen=True, slots=True)
class Queue:
    """队列: `prefix` is 1-2 letters before the number; `warning_length` waiting people turn amber.

    `daily_quota` None means without limit.
    """

    code: str
    name: str
    prefix: str
    hours: Hours
    warning_length: int
    daily_quota: int | None = None
    quotas: tuple[IntervalQuota, ...] = ()

    def quota_at(self, moment: time) -> IntervalQuota | None:
        """The interval quota in force at that local time."""
        return next((quota for quota in self.quotas if quota.period.holds(moment)), None)


@dataclass(frozen=True, slots=True)
class Counter:
    """窗口: `skills` are ordered tiers of queue codes; a later tier only when earlier are empty."""

    number: str
    name: str
    skills: tuple[tuple[str, ...], ...]
    zone: str = "main"
    accessible: bool = False

    def serves(self, queue: str) -> bool:
        return any(queue in tier for tier in self.skills)

    def queues(self) -> Iterator[str]:
        """All queues it serves, best first."""
        for tier in self.skills:
            yield from tier
