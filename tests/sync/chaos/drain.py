"""After the healing: every station tells and takes in all there is, by `sync now`."""

import json
from collections.abc import Callable
from typing import Any

from tests.stations import StationProcess
from tests.sync.chaos.desk import Desk

ROUNDS = 6
AFTER_IT_IS_DRY = 2
"""Rounds after nothing waits any more: what the last one told, all others have then."""


def drain(desks: list[Desk], told: Callable[[str], object]) -> list[str]:
    """What does not come to rest; the desks have no processes any more."""
    dry = 0
    stands: dict[str, dict[str, Any]] = {}
    for _ in range(ROUNDS):
        for desk in desks:
            stands[desk.name] = _sync_now(desk)
        waiting = {name: s for name, s in stands.items() if s.get("pending") != 0}
        dry = 0 if waiting else dry + 1
        if dry == AFTER_IT_IS_DRY:
            return []
        told(f"draining: {waiting or 'dry'}")
    return [f"{name} does not come to rest: {stand}" for name, stand in waiting.items()]


def _sync_now(desk: Desk) -> dict[str, Any]:
    with desk.program("sync", "now", "--json") as now:
        now.start()
        answer = _last_line(now)
        return answer or {"failed": now.said[-600:]}


def _last_line(now: StationProcess) -> dict[str, Any]:
    assert now.process
    assert now.process.stdout
    out = now.process.stdout.read()
    now.wait()
    lines = out.decode().strip().splitlines()
    return json.loads(lines[-1]) if lines else {}


def pending_by_shell(desk: Desk) -> set[str]:
    """The ids in the list that a person at this station sees."""
    with desk.program("ask", "--as", desk.person.actor, "pending") as ask:
        ask.start()
        assert ask.process
        assert ask.process.stdout
        out = ask.process.stdout.read()
        ask.wait()
        return {json.loads(line)["act_id"] for line in out.decode().splitlines() if line}
