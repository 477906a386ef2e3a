"""Named places between two writes where a test may end the process, as a power cut would.

`HALL_CRASH_AT=push-answered:3` kills the process when it comes by there for the third time.
"""

import os
import signal

POINTS = (
    "asked-not-sent",
    "asked-not-told",
    "told-not-laid",
    "acted-not-pushed",
    "pushed-not-entered",
    "page-not-laid",
    "page-laid",
    "copied-not-laid",
    "copy-laid",
    "chunk-sent",
    "blob-not-noted",
    "chunk-fetched",
    "lent-not-kept",
    "returned-not-noted",
    "joined-not-named",
    "jobs-not-taken",
)
_armed: dict[str, int] = {}


def arm(spec: str) -> None:
    """Arm one place: "name:count"; an unknown name is a mistake of the test."""
    name, _, count = spec.partition(":")
    if name not in POINTS:
        raise ValueError(f"no crash point {name!r}")
    _armed[name] = int(count or 1)


def passing(name: str) -> None:
    """Come by a place; the process may end here."""
    left = _armed.get(name)
    if left is None:
        return
    _armed[name] = left - 1
    if left == 1:
        end_here(name)


def end_here(_name: str) -> None:
    """End the process at once, as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)
