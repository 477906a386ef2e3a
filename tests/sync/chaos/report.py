"""What a run has shown: coverage first, then every breach."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hall_client.crash_points import POINTS
from tests.stations import BY_OUR_HAND
from tests.sync.chaos.acts import Act
from tests.sync.chaos.evidence import Evidence
from tests.sync.chaos.invariants import CHECKS

if TYPE_CHECKING:
    from tests.sync.chaos.run import Run


@dataclass
class Report:
    """Figures of one run; `violations` is empty when all is well."""

    seed: int
    kills: Counter[str]
    by_hand: int
    foul: Counter[str]
    met: Counter[str]
    cuts: int
    went: dict[str, Counter[str]]
    told: Counter[str]
    blocks: int
    starts: int
    refused_starts: Counter[int]
    violations: list[str]

    @classmethod
    def of(cls, run: "Run", evidence: Evidence, cuts: int, violations: list[str]) -> "Report":
        desks = run.desks
        wrongs = [wrong for desk in desks for wrong in desk.wrongs]
        return cls(
            seed=run.plan.seed,
            kills=_points(run),
            by_hand=sum(desk.process.deaths[BY_OUR_HAND] for desk in desks),
            foul=sum((sky.foul for sky in run.skies), Counter()),
            met=sum((desk.line.injected for desk in desks), Counter()),
            cuts=cuts,
            went=_ways(evidence),
            told=Counter(row["state"] for rows in evidence.inbox.values() for row in rows),
            blocks=len(evidence.blocks),
            starts=sum(desk.starts for desk in desks),
            refused_starts=sum((desk.refused_starts for desk in desks), Counter()),
            violations=[*wrongs, *violations],
        )

    @property
    def answered(self) -> int:
        return sum(n for ways in self.went.values() for way, n in ways.items() if way != "died")

    @property
    def missing_points(self) -> list[str]:
        return [point for point in POINTS if not self.kills[point]]

    def lines(self) -> list[str]:
        return [
            f"seed {self.seed}: {self.answered} commands answered, {self.starts} starts",
            f"kills at named places: {self.kills.total()}, by hand: {self.by_hand}",
            *(f"  {point:20}{self.kills[point]:5}" for point in POINTS),
            f"foul spells of the lines: {self.foul.total()}",
            *(f"  {kind:26}{n:5}" for kind, n in sorted(self.foul.items())),
            f"faults that met a connection, message or line: {_few(self.met)}",
            f"power cuts of PostgreSQL: {self.cuts}",
            f"blocks of numbers lent: {self.blocks}; starts refused: {dict(self.refused_starts)}",
            f"acts told to central: {_few(self.told)}",
            *_table(self.went),
            f"invariants checked: {'; '.join(CHECKS)}",
            f"violations: {len(self.violations)}",
            *(f"  - {one}" for one in self.violations[:60]),
        ]


def _points(run: "Run") -> Counter[str]:
    found: Counter[str] = Counter()
    for desk in run.desks:
        for cause, times in desk.process.deaths.items():
            if cause != BY_OUR_HAND:
                found[cause.partition(":")[0]] += times
    return found


def _ways(evidence: Evidence) -> dict[str, Counter[str]]:
    """By verb: done there, done here and told later, refused (by its code), lost, died."""
    found: dict[str, Counter[str]] = {}
    for station in evidence.stations:
        here = {row["id"] for row in station.outbox}
        for act in station.acts:
            found.setdefault(act.verb, Counter())[_way(act, here)] += 1
    return found


def _way(act: Act, here: set[str]) -> str:
    if act.answer is None:
        return "died"
    if act.done:
        return "here" if act.final_id in here else "there"
    return str(act.code)


def _table(went: dict[str, Counter[str]]) -> list[str]:
    usual = ("there", "here", "central-away", "answer-lost", "died")
    head = f"{'':18}" + "".join(f"{name:>14}" for name in usual) + "  refused"
    lines = [head]
    for verb, ways in sorted(went.items()):
        refused = Counter({way: n for way, n in ways.items() if way not in usual})
        cells = "".join(f"{ways[name]:>14}" for name in usual)
        lines.append(f"{verb:18}{cells}  {refused.total()} {_few(refused)}")
    return lines


def _few(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {n}" for name, n in counted.most_common())
