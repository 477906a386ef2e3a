"""Invariants of what was printed and of the numbers on it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from hall_client.app.print_orders import job_id
from hall_client.app.withdrawals import REASON
from tests.sync.chaos.evidence import Evidence, Row, StationFile
from tests.sync.hall_of_stations import NOT_THERE

REPLACED = "station replaced"
PIECES = 12
"""At most so many papers come of one act."""


def no_number_twice(evidence: Evidence) -> Iterator[str]:
    """Neither at central nor on paper."""
    numbered = {
        "ticket": [(row["day"], row["number"]) for row in evidence.of("ticket")],
        "case": [row["case_no"] for row in evidence.of("case")],
        "document": [row["number"] for row in evidence.of("document")],
        "handoff": [row["number"] for row in evidence.of("handoff")],
        "paper": [_title(row) for row in _each_once(evidence).values()],
    }
    for kind, numbers in numbered.items():
        for number, times in Counter(numbers).items():
            if times > 1:
                yield f"{kind} {number}: {times} times"


def _each_once(evidence: Evidence) -> dict[str, Row]:
    """Papers by id: a copied file holds those of the other one too."""
    return {row["id"]: row for station in evidence.stations for row in station.papers}


def _title(job: Row) -> tuple[str, ...]:
    """What tells one paper from another: of a document its id, of a slip its day too."""
    payload = json.loads(job["payload"])
    if job["device"] == "document":
        return ("document", payload["document_id"])
    day = payload["issued_at"][:10] if job["device"] == "ticket" else ""
    return (job["device"], job["title"], day)


def every_paper_is_at_central(evidence: Evidence) -> Iterator[str]:
    """The rows behind every slip, label and document; a slip of a withdrawn ticket is none.

    What central refused is in a list (see 7), or was settled by a person with the paper in hand.
    """
    slips = {(row["number"], row["query_code"]): row for row in evidence.of("ticket")}
    cases = {row["case_no"] for row in evidence.of("case")}
    documents = {row["id"] for row in evidence.of("document")}
    excused = _papers_not_done(evidence)
    for station, job in _jobs(evidence):
        if job["id"] in excused[station.name]:
            continue
        payload = json.loads(job["payload"])
        if job["device"] == "document":
            found = payload["document_id"] in documents
        elif job["device"] == "label":
            found = payload["code"].partition("-")[0] in cases
        else:
            row = slips.get((payload["number"], payload["query_code"]))
            found = row is not None and row["reason"] != REASON
        if not found:
            yield f"{station.name}: {job['device']} {job['title']} ({job['id']}) has no row"


def _jobs(evidence: Evidence) -> Iterator[tuple[StationFile, Row]]:
    for station in evidence.stations:
        for job in station.papers:
            yield station, job


def _papers_not_done(evidence: Evidence) -> dict[str, set[str]]:
    """By station: the papers of acts that a person has, or had, in the list."""
    found: dict[str, set[str]] = defaultdict(set)
    for station in evidence.stations:
        undone = {row["id"] for row in station.outbox if row["state"] in NOT_THERE}
        old = set() if station.speaks else station.listed
        found[station.name] |= _papers_of(undone | old)
    return found


def _papers_of(act_ids: Iterable[str]) -> set[str]:
    return {job_id(act_id, n) for act_id in act_ids for n in range(PIECES)}


def every_paper_has_come_out_once(evidence: Evidence) -> Iterator[str]:
    """What an act at central prints is in the book of its station; what was told prints nothing."""
    names = {station.name for station in evidence.stations}
    booked = {(station.name, job["id"]) for station, job in _jobs(evidence)}
    told = _papers_of(row["id"] for rows in evidence.inbox.values() for row in rows)
    for order in evidence.paper_orders:
        if order["station"] in names and (order["station"], order["id"]) not in booked:
            yield f"{order['station']}: {order['title']} ({order['id']}) never came out"
        if order["id"] in told:
            yield f"{order['station']}: {order['title']} ({order['id']}) was told, and printed anew"


def ranges_are_whole(evidence: Evidence) -> Iterator[str]:
    """Blocks of one day join without gap or overlap up to the counter; what a block says was
    used is what cases and refused acts carry."""
    own: dict[tuple[str, str, int], int] = {}
    for b in (b for station in evidence.stations for b in station.blocks):
        place = b["series"], b["period"], b["lo"]
        own[place] = max(b["used"], own.get(place, 0))
    lent: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in evidence.blocks:
        lent[row["series"], row["period"]].append(row)
    tops = {(row["series"], row["period"]): row["last"] for row in evidence.series}
    used = _used(evidence)
    for key, blocks in lent.items():
        blocks.sort(key=lambda row: row["lo"])
        covered = [n for row in blocks for n in range(row["lo"], row["hi"] + 1)]
        if covered != list(range(1, tops[key] + 1)):
            yield f"{key}: lent {[(b['lo'], b['hi']) for b in blocks]}, counted to {tops[key]}"
        for row in blocks:
            upto = own.get((*key, row["lo"]), row["used"])
            lost = row["reason"] == REPLACED  # what was told alone is known of its numbers
            if row["returned_at"] is not None and row["used"] != upto and not lost:
                yield f"{key} {row['lo']}: returned as used to {row['used']}, was to {upto}"
            taken = {n for n in used[key[1]] if row["lo"] <= n <= row["hi"]}
            if taken != set(range(row["lo"], upto + 1)):
                yield f"{key} {row['lo']}-{row['hi']}: used to {upto}, found {sorted(taken)}"


def _used(evidence: Evidence) -> dict[str, set[int]]:
    """Case numbers by day: of the cases, and of acts that central did not do."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in evidence.of("case"):
        found[row["received_on"].isoformat()].add(int(row["case_no"][-5:]))
    for station in evidence.stations:
        for row in station.outbox:
            if row["state"] in NOT_THERE or not station.speaks:
                for series, period, number in row["numbers"]:
                    if series == "case":
                        found[period].add(number)
    return found
