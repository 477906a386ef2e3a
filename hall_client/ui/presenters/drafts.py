"""The draft of one person at one station: a small file that survives a kill of the program.

It holds personal data, so only its owner's account may read it, and it goes with the check-in.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any


class DraftFile:
    """One draft in `folder`; every method may be called whether or not the file is there."""

    def __init__(self, folder: Path, station: str, login: str) -> None:
        name = "".join(sign if sign.isalnum() else "_" for sign in f"{station}-{login}")
        self._file = folder / f"intake-{name}.json"

    def keep(self, draft: dict[str, Any]) -> bool:
        """Write the draft whole or not at all; False when the disk would not take it."""
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            with os.fdopen(
                os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
            ) as out:
                json.dump(draft, out)
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(self._file)
            return True
        return False

    def read(self) -> dict[str, Any] | None:
        """The draft, or None when there is none or it cannot be read."""
        with suppress(OSError, ValueError):
            draft = json.loads(self._file.read_text(encoding="utf-8"))
            return draft if isinstance(draft, dict) else None
        return None

    def remove(self) -> None:
        for file in (self._file, self._file.with_suffix(".new")):
            with suppress(OSError):
                file.unlink()
