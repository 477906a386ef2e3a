"""Invariants of what was told to central and what central said to it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from hall_client.app.replication import OPEN
from tests.sync.chaos.acts import LOST
from tests.sync.chaos.evidence import Evidence, StationFile

NOT_DONE_THERE = ("conflict", "refused")
BARRED = "WithdrawCall"
NO_ROW = "no-such-record"


def done_there(act_id: str, evidence: Evidence) -> bool:
    """Whether central did this act; the line that bars its id is none."""
    entry = evidence.journal.get(act_id)
    return entry is not None and bool(entry["request"])


# -- 3 every local act at central once, in the station's order -------------------------------------


def every_local_act_is_there_once_in_order(evidence: Evidence) -> Iterator[str]:
    for station in evidence.stations:
        told = [(row["seq"], row["id"]) for row in evidence.inbox.get(station.name, [])]
        yield from (_untold if station.speaks else _unheard)(station, told)
    for name, rows in evidence.inbox.items():
        for row in rows:
            there = row["id"] in evidence.journal
            if there == (row["state"] in NOT_DONE_THERE) and not _barred(row["id"], evidence):
                yield f"{name}: {row['command']} {row['id']} is {row['state']}, {there=}"


def _barred(act_id: str, evidence: Evidence) -> bool:
    return act_id in evidence.journal and not done_there(act_id, evidence)


def _untold(station: StationFile, told: list[tuple[int, str]]) -> Iterator[str]:
    """The outbox of whoever speaks for a station is its inbox, since this file has it."""
    mine = [(row["seq"], row["id"]) for row in station.outbox]
    since = [one for one in told if one[0] >= station.first_seq]
    if since != mine:
        both = sorted({*since} ^ {*mine})
        yield f"{station.name}: outbox and inbox differ in {both[:5]} ({len(both)})"
    if any(b != a + 1 for (a, _), (b, _) in pairwise([(station.first_seq - 1, ""), *mine])):
        yield f"{station.name}: the outbox has holes"


def _unheard(station: StationFile, told: list[tuple[int, str]]) -> Iterator[str]:
    """What a file that speaks no longer has not told is listed with it."""
    for row in station.outbox:
        if (row["seq"], row["id"]) not in told and row["id"] not in station.listed:
            yield f"{station.name}: {row['id']} of an old file was never told and is not listed"


def what_builds_on_an_act_follows_it(evidence: Evidence) -> Iterator[str]:
    """Acts of one station change a row in the order in which the station did them."""
    place = {row["id"]: (n, row["seq"]) for n, told in evidence.inbox.items() for row in told}
    for key, written in evidence.changes.items():
        by_station: dict[str, list[int]] = defaultdict(list)
        for act_id, _ in written:
            if act_id in place:
                by_station[place[act_id][0]].append(place[act_id][1])
        for name, seqs in by_station.items():
            if seqs != sorted(seqs):
                yield f"{name}: {key} was changed in the order {seqs}"


def nobody_did_what_nobody_wished(evidence: Evidence) -> Iterator[str]:
    """Every act of a station at central was pressed there, or stands in its outbox."""
    names = {station.name for station in evidence.stations}
    pressed = {one for s in evidence.stations for act in s.acts for one in (act.id, act.final_id)}
    kept = {row["id"] for station in evidence.stations for row in station.outbox}
    for act_id, entry in evidence.journal.items():
        if entry["station"] in names and act_id not in pressed | kept:
            yield f"{entry['station']}: nobody did {entry['command']} {act_id}"


# -- 3 every answer holds --------------------------------------------------------------------------


def every_answer_holds(evidence: Evidence) -> Iterator[str]:
    """Done is at central or in the list of the station; not done is nowhere."""
    for station in evidence.stations:
        kept = {row["id"] for row in station.outbox}
        for act in station.acts:
            if act.done and act.final_id not in evidence.journal and act.final_id not in kept:
                yield f"{station.name}: {act.verb} {act.final_id} was done and is nowhere"
            taken_back = act.id in evidence.withdrawn or not done_there(act.id, evidence)
            if act.code not in (None, LOST) and not taken_back:
                yield f"{station.name}: {act.verb} {act.id} was answered {act.code} and is done"
            if act.done and act.final_id != act.id and not taken_back:
                yield f"{station.name}: {act.verb} {act.id} is done, and {act.final_id} too"
        for row in station.intents:
            if row["state"] == "undone" and done_there(row["id"], evidence):
                yield f"{station.name}: {row['command']} {row['id']} is undone here, done there"


def what_was_withdrawn_never_comes(evidence: Evidence) -> Iterator[str]:
    """A wish that central had not fulfilled when it was withdrawn is barred."""
    for entry in evidence.journal.values():
        if entry["command"] != BARRED or not entry["request"]:
            continue
        call_id = json.loads(entry["body"])["call_id"]
        never = json.loads(entry["outcome"])["withdrawn"] is None
        if never and not _barred(call_id, evidence):
            there = evidence.journal.get(call_id, {"command": "not barred"})["command"]
            yield f"{entry['station']}: {call_id} was withdrawn in time and is {there}"


def ids_that_were_given_stay_good(evidence: Evidence) -> Iterator[str]:
    """Nobody hears "no such record" of a ticket that central has from this station."""
    for station in evidence.stations:
        given: set[str] = set()
        for act in station.acts:
            ticket = act.body.get("ticket_id")
            if act.code == NO_ROW and ticket in given:
                yield f"{station.name}: {act.verb} {act.id} names {ticket}, which was given here"
            if done_there(act.final_id, evidence) and act.outcome.get("ticket_id"):
                given.add(act.outcome["ticket_id"])
        for row in station.outbox:
            ticket = json.loads(row["body"]).get("ticket_id")
            if row["code"] == NO_ROW and ticket in given:
                yield f"{station.name}: {row['command']} {row['id']} names {ticket}, given here"


# -- 7 every conflict or refusal is in somebody's list ---------------------------------------------


def every_refusal_is_in_a_list(evidence: Evidence) -> Iterator[str]:
    for station in evidence.stations:
        for row in (*station.outbox, *station.intents):
            if row["state"] in OPEN and row["id"] not in station.listed:
                yield f"{station.name}: {row['command']} {row['id']} is in nobody's list"
            if row["state"] == "asked" and row["id"] not in station.listed - _speaks(station):
                yield f"{station.name}: what became of {row['command']} {row['id']} is not known"
            if row["state"] == "settled" and "settled_by" not in row["facts"]:
                yield f"{station.name}: nobody has settled {row['command']} {row['id']}"
        yield from _said_otherwise(station, evidence)
        yield from _forgotten(station, evidence)


def _speaks(station: StationFile) -> set[str]:
    return station.listed if station.speaks else set()


def _said_otherwise(station: StationFile, evidence: Evidence) -> Iterator[str]:
    said = {row["id"]: row["state"] for row in evidence.inbox.get(station.name, [])}
    for row in station.outbox:
        told = said.get(row["id"])
        if station.speaks and row["state"] not in (told, "settled"):
            yield f"{station.name}: {row['id']} is {row['state']} here, {told} at central"


def _forgotten(station: StationFile, evidence: Evidence) -> Iterator[str]:
    """An act whose answer was lost was done, or is in the list, or was withdrawn."""
    known = {row["id"] for row in (*station.outbox, *station.intents)}
    for act in station.acts:
        if act.code == LOST and act.id not in known and act.id not in evidence.journal:
            yield f"{station.name}: {act.verb} {act.id} was lost and nobody was told"


def nobody_is_in_conflict_with_himself(evidence: Evidence) -> Iterator[str]:
    """Where an act met other rows than it had seen, somebody else had changed them."""
    for station in evidence.speaking():
        own = {row["id"]: row for row in station.outbox}
        for row in station.outbox:
            writers = {one[2]["last_command"] for one in row["theirs"] or () if one[2]}
            mine = [own[one] for one in writers if one in own]
            ours = mine and len(mine) == len(writers)
            if row["state"] == "conflict" and ours and all(one["state"] == "done" for one in mine):
                yield f"{station.name}: {row['command']} {row['id']} is in conflict with its own"
