"""A problem found in a document: what a report shows row by row, before anything is imported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the import of the whole document, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """`code` is a stable kebab word, `where` a path like `items[3].materials[1].name`.

    `facts` fill the placeholders of the words kept for the code in `resources/words`.
    """

    code: str
    where: str
    severity: Severity = Severity.ERROR
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.where}: {self.code}({told})"

    def under(self, prefix: str) -> "Finding":
        """The same problem seen from the document that holds the part."""
        joint = "" if self.where.startswith("[") or not self.where or not prefix else "."
        return replace(self, where=f"{prefix}{joint}{self.where}")


def error(code: str, where: str, **facts: object) -> Finding:
    return Finding(code, where, Severity.ERROR, facts)


def warning(code: str, where: str, **facts: object) -> Finding:
    return Finding(code, where, Severity.WARNING, facts)


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(found.severity is Severity.ERROR for found in findings)


def repeated(values: Iterable[str]) -> tuple[str, ...]:
    """Values that occur more than once, each named once, in order of appearance."""
    seen: dict[str, int] = {}
    for value in values:
        seen[value] = seen.get(value, 0) + 1
    return tuple(value for value, times in seen.items() if times > 1)
