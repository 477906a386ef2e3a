"""What must hold when every station has told and taken in everything (central rules §5)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise

from hall_client.domain.ids import derive
from tests.sync.chaos.acts import AWAY, Act
from tests.sync.chaos.evidence import Evidence, StationFile, guarded
from tests.sync.chaos.papers import (
    every_paper_has_come_out_once,
    every_paper_is_at_central,
    no_number_twice,
    ranges_are_whole,
)
from tests.sync.chaos.tellings import (
    every_answer_holds,
    every_local_act_is_there_once_in_order,
    every_refusal_is_in_a_list,
    ids_that_were_given_stay_good,
    nobody_did_what_nobody_wished,
    nobody_is_in_conflict_with_himself,
    what_builds_on_an_act_follows_it,
    what_was_withdrawn_never_comes,
)
from tests.sync.hall_of_stations import NOT_THERE, differences

Check = Callable[[Evidence], Iterator[str]]


def violations(evidence: Evidence) -> list[str]:
    """Every breach, told with the number of its invariant."""
    return [f"{name}: {told}" for name, check in CHECKS.items() for told in check(evidence)]


def _calls(evidence: Evidence) -> Iterator[tuple[StationFile, Act]]:
    for station in evidence.stations:
        for act in station.acts:
            if act.verb == "CallNext" and act.done:
                yield station, act


def no_ticket_called_twice(evidence: Evidence) -> Iterator[str]:
    """A call that somebody heard stands in central's history of the ticket, unless another
    counter had its paper in hand."""
    for station, act in _calls(evidence):
        entry = evidence.journal.get(act.final_id)
        ticket = act.outcome["ticket_id"]
        history = evidence.changes.get(("ticket", evidence.aliases.get(ticket, ticket)), [])
        if entry is None and act.final_id in station.listed and not station.speaks:
            continue  # nobody will tell it: it is listed with the old file
        if entry is None and not any(_by_paper(one, evidence) for one, _ in history):
            said = [row["code"] for row in station.outbox if row["id"] == act.final_id]
            yield f"{station.name} called {act.outcome['number']} ({act.final_id}), there: {said}"


def _by_paper(act_id: str, evidence: Evidence) -> bool:
    return evidence.journal[act_id]["command"] == "ServePaper"


def every_call_is_announced(evidence: Evidence) -> Iterator[str]:
    """At exactly the counter whose clerk was told of it."""
    announced = {row["id"]: row for row in evidence.of("announcement")}
    for station, act in _calls(evidence):
        if act.final_id not in evidence.journal:
            continue  # see no_ticket_called_twice
        row = announced.get(derive(act.final_id, 1))
        ticket = act.outcome["ticket_id"]
        wanted = (act.body["counter"], evidence.aliases.get(ticket, ticket))
        if row is None or (row["counter"], row["ticket_id"]) != wanted:
            yield f"{station.name}: {act.outcome} is announced as {row}"


def every_call_is_heard(evidence: Evidence) -> Iterator[str]:
    """Where a board listened: every call that stands is spoken, at its counter."""
    if evidence.spoken is None:
        return
    numbers = {row["id"]: row["number"] for row in evidence.of("ticket")}
    for row in evidence.of("announcement"):
        words = f"请{numbers[row['ticket_id']]}号到{row['counter']}号窗口办理"
        if words not in evidence.spoken:
            yield f"{words} was never said"


def what_is_to_be_told_stands_in_the_copy(evidence: Evidence) -> Iterator[str]:
    """No word of central hides what a person here did last and central has not heard of."""
    for station in evidence.speaking():
        last: dict[tuple[str, str], str] = {}
        for row in station.outbox:
            if row["state"] == "pending":
                last |= dict.fromkeys(map(tuple, row["touches"]), row["id"])
        for key, act_id in last.items():
            written_by = station.copy.get(key, {"last_command": "nobody"})["last_command"]
            if written_by != act_id:
                yield f"{station.name}: {key} is as {written_by} made it, not {act_id}"


def every_copy_is_the_same(evidence: Evidence) -> Iterator[str]:
    silent = {("journal", i) for i, row in evidence.journal.items() if not row["touches"]}
    theirs = {key: row for key, row in evidence.rows.items() if key not in silent}
    for station in evidence.speaking():
        own = {i for i, row in station.own_journal.items() if not row["touches"]}
        left_out = {("journal", act_id) for act_id in own} | {
            ("journal", row["id"]) for row in station.outbox if row["state"] in NOT_THERE
        }
        mine = {key: row for key, row in station.copy.items() if key not in left_out}
        for key, here, there in differences(mine, theirs)[:4]:
            yield f"{station.name}: {key} {_unlike(here, there)}"


def _unlike(here: dict | None, there: dict | None) -> str:
    if here is None or there is None:
        return f"here {here}, at central {there}"
    names = [name for name in there if here.get(name) != there[name]]
    return " ".join(f"{n}: {here.get(n)!r} here, {there[n]!r} at central;" for n in names)


def duties_are_apart(evidence: Evidence) -> Iterator[str]:
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in evidence.of("duty_done"):
        groups[row["case_id"], row["login"]].add(row["group"])
    for key, held in groups.items():
        if len(held) > 1:
            yield f"{key} holds {held}"


def every_change_is_in_the_journal(evidence: Evidence) -> Iterator[str]:
    for (table, key), row in evidence.rows.items():
        if table not in guarded():
            continue
        entry = evidence.journal.get(row["last_command"])
        if entry is None or [table, key] not in [list(one) for one in entry["touches"]]:
            yield f"{table} {key}: last command {row['last_command']} has no journal row"
        versions = [values.get("version") for _, values in evidence.changes.get((table, key), [])]
        steps = [(a, b) for a, b in pairwise(versions) if a is not None and b is not None]
        if any(b != a + 1 for a, b in steps):
            yield f"{table} {key}: versions {versions}"


def nothing_went_wrong_inside(evidence: Evidence) -> Iterator[str]:
    for station in evidence.stations:
        by_kind = Counter(bug.strip().splitlines()[-1][:300] for bug in station.bugs)
        for kind, times in by_kind.items():
            whole = next(bug for bug in station.bugs if kind in bug)
            yield f"{station.name}: {times} times {kind}\n{whole[-3000:]}"


CHECKS: dict[str, Check] = {
    "1 no ticket called twice": no_ticket_called_twice,
    "2 no printed number twice": no_number_twice,
    "3 every local act at central once, in order": every_local_act_is_there_once_in_order,
    "3 what builds on an act follows it": what_builds_on_an_act_follows_it,
    "3 nobody did what nobody wished": nobody_did_what_nobody_wished,
    "3 every answer holds": every_answer_holds,
    "3 what was withdrawn never comes": what_was_withdrawn_never_comes,
    "3 ids that were given stay good": ids_that_were_given_stay_good,
    "4 every paper at central": every_paper_is_at_central,
    "4 every paper has come out, once": every_paper_has_come_out_once,
    "5 every call announced there": every_call_is_announced,
    "5 every call heard": every_call_is_heard,
    "6 every copy equals central": every_copy_is_the_same,
    "6 what is to be told stands in the copy": what_is_to_be_told_stands_in_the_copy,
    "7 every refusal in a list": every_refusal_is_in_a_list,
    "7 nobody in conflict with himself": nobody_is_in_conflict_with_himself,
    "8 used and void are the range": ranges_are_whole,
    "10 duties are apart": duties_are_apart,
    "12 no change without its journal row": every_change_is_in_the_journal,
    "no bug inside": nothing_went_wrong_inside,
}
__all__ = ["AWAY", "CHECKS", "violations"]
