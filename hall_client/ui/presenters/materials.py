"""The closed list of materials at the counter: what is asked for, what lies there, what is missing.

Copies and pages are typed as `2` (copies), `2/15` (copies and pages) or `/15` (pages).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hall_client.domain.catalogue import (
    BroughtMaterial,
    MaterialForm,
    MaterialRequirement,
    satisfies,
)

FORMS = tuple(MaterialForm)
MOST_COPIES = 99
MOST_PAGES = 9999
_TYPED = re.compile(r"(\d*)(?:/(\d*))?")


@dataclass(frozen=True)
class MaterialLine:
    """One line of the list: what is asked for, and what was brought for it (None: nothing)."""

    no: int
    wanted: MaterialRequirement
    brought: BroughtMaterial | None = None

    @property
    def code(self) -> str:
        return self.wanted.code

    @property
    def enough(self) -> bool:
        return self.brought is not None and satisfies(self.wanted, (self.brought,))

    @property
    def lacking(self) -> bool:
        return self.wanted.required and not self.enough

    @property
    def flaw(self) -> str:
        """Why what was brought does not do: `form`, `copies`; empty when it does."""
        if self.brought is None or self.enough:
            return ""
        right_copies = replace(self.brought, copies=self.wanted.copies)
        return "copies" if satisfies(self.wanted, (right_copies,)) else "form"


class MaterialList:
    """What lies on the counter. Codes that the list does not know are refused by `find`."""

    def __init__(self) -> None:
        self._lines: tuple[MaterialLine, ...] = ()

    @property
    def lines(self) -> tuple[MaterialLine, ...]:
        return self._lines

    def show(self, wanted: Sequence[MaterialRequirement]) -> None:
        """Ask for these; what was brought for those that stay is kept."""
        kept = {line.code: line.brought for line in self._lines}
        self._lines = tuple(
            MaterialLine(no, one, kept.get(one.code)) for no, one in enumerate(wanted, start=1)
        )

    def find(self, text: str, item_code: str) -> str | None:
        """The code on this list that was scanned or typed: `M01`, `1005-M01`, a whole name."""
        sought = text.strip().upper().removeprefix(f"{item_code}-")
        for line in self._lines:
            if sought in (line.code.upper(), line.wanted.name.upper()):
                return line.code
        return None

    def toggle(self, code: str) -> None:
        """Brought as asked for, or nothing at all."""
        line = self._line(code)
        self._put(code, None if line.brought else _as_asked(line.wanted))

    def tick(self, code: str) -> bool:
        """Brought as asked for; False when it was ticked before."""
        line = self._line(code)
        if line.enough:
            return False
        self._put(code, _as_asked(line.wanted))
        return True

    def write(self, code: str, typed: str) -> None:
        """Set copies and pages as typed; no copies means that nothing was brought."""
        found = _TYPED.fullmatch(typed)
        if found is None or typed in ("", "/"):
            return
        now = self._line(code).brought or _as_asked(self._line(code).wanted)
        copies = min(int(found[1]), MOST_COPIES) if found[1] else now.copies
        pages = min(int(found[2]), MOST_PAGES) if found[2] else now.pages
        self._put(code, replace(now, copies=copies, pages=pages) if copies else None)

    def next_form(self, code: str) -> None:
        """Original, copy, electronic, and round again."""
        now = self._line(code).brought or _as_asked(self._line(code).wanted)
        following = FORMS[(FORMS.index(now.form) + 1) % len(FORMS)]
        self._put(code, replace(now, form=following))

    def clear(self) -> None:
        self._lines = tuple(replace(line, brought=None) for line in self._lines)

    @property
    def brought(self) -> tuple[BroughtMaterial, ...]:
        return tuple(line.brought for line in self._lines if line.brought)

    @property
    def lacking(self) -> tuple[MaterialLine, ...]:
        """Everything required that is missing: the whole of one notice (Art. 32(4))."""
        return tuple(line for line in self._lines if line.lacking)

    def put_back(self, lines: tuple[MaterialLine, ...]) -> None:
        """Be again as `lines` were."""
        self._lines = lines

    def draft(self) -> list[dict[str, Any]]:
        """What was brought, fit for JSON."""
        return [
            {"code": b.requirement, "form": b.form.value, "copies": b.copies, "pages": b.pages}
            for b in self.brought
        ]

    def restore(self, draft: Iterable[Mapping[str, Any]]) -> None:
        known = {line.code for line in self._lines}
        for one in draft:
            if one["code"] in known:
                form = MaterialForm(one["form"])
                brought = BroughtMaterial(one["code"], form, one["copies"], one["pages"])
                self._put(one["code"], brought)

    def _line(self, code: str) -> MaterialLine:
        return next(line for line in self._lines if line.code == code)

    def _put(self, code: str, brought: BroughtMaterial | None) -> None:
        self._lines = tuple(
            replace(line, brought=brought) if line.code == code else line for line in self._lines
        )


def _as_asked(wanted: MaterialRequirement) -> BroughtMaterial:
    return BroughtMaterial(wanted.code, wanted.form, wanted.copies, wanted.copies)
