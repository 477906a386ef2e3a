"""Child processes that do not outlive the tests, and the environment they live in."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

# Linux counts the *thread* that started a child as its parent: this one stays to the end, so that
# a child started in a thread that ends is not taken for an orphan.
_PARENT = ThreadPoolExecutor(1, thread_name_prefix="parent-of-processes")


def until_we_die(signal: str) -> list[str]:
    """Words before a command: it gets this signal when the tests die, however they die."""
    return ["setpriv", "--pdeathsig", signal] if shutil.which("setpriv") else []


def spawn(command: Sequence[str | Path], **options: Any) -> "subprocess.Popen[bytes]":
    """A process in the care of a thread that lasts as long as the tests."""
    return _PARENT.submit(lambda: subprocess.Popen(command, **options)).result()


def environment(state: Path, **extra: str) -> dict[str, str]:
    """This process's own without anybody's settings; `state` is the HALL_STATE_DIR."""
    kept = {name: word for name, word in os.environ.items() if not name.startswith("HALL_")}
    return {**kept, "HALL_STATE_DIR": str(state), "LC_ALL": "C", **extra}
