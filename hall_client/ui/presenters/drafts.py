"""The drafts of one person at one station: small files that survive a kill of the program.

They may hold personal data, so only their owner's account may read them, and what was done with
a draft takes the draft away.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


class DraftFile:
    """One draft in `folder`; every method may be called whether or not the file is there."""

    def __init__(self, folder: Path, station: str, login: str, kind: str = "intake") -> None:
        name = "".join(sign if sign.isalnum() else "_" for sign in f"{station}-{login}")
        self._file = folder / f"{kind}-{name}.json"

    def keep(self, draft: dict[str, Any]) -> bool:
        """Write the draft whole or not at all; False when the disk would not take it."""
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            with os.fdopen(
                os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
            ) as out:
                json.dump(draft, out, ensure_ascii=False)
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


class CaseDrafts:
    """What somebody has written about cases that are not finished yet, by case and field.

    `note` is cheap and comes with every key; `keep` writes to the disk when typing pauses.
    """

    def __init__(self, file: DraftFile) -> None:
        self._file = file
        self._texts: dict[str, dict[str, str]] = {
            str(case_id): {str(name): str(text) for name, text in texts.items()}
            for case_id, texts in (file.read() or {}).items()
            if isinstance(texts, dict)
        }
        self._changed = False

    def of(self, case_id: str) -> Mapping[str, str]:
        """What was written about a case; empty when nothing was."""
        return self._texts.get(case_id, {})

    def note(self, case_id: str, texts: Mapping[str, str]) -> None:
        """This is what stands there now; nothing at all forgets the case."""
        if dict(texts) != self.of(case_id):
            self._texts[case_id] = dict(texts)
            self._changed = True

    def forget(self, case_id: str) -> None:
        """The case is done with: its draft goes, from the disk too."""
        if self._texts.pop(case_id, None) is not None:
            self._changed = True
            self.keep()

    def keep(self) -> bool:
        """Write what has changed; False when the disk would not take it."""
        if not self._changed:
            return True
        self._changed = False
        written = {case_id: texts for case_id, texts in self._texts.items() if texts}
        if written:
            return self._file.keep(written)
        self._file.remove()
        return True
