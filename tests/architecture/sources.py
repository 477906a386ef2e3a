"""The sources as the architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from hall_client.places import ROOT

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file of the product."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its path inside the project, with forward slashes."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def classes(self) -> Iterator[ast.ClassDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def where(self, node: ast.stmt) -> str:
        return f"{self.name}:{node.lineno}"


@cache
def product() -> tuple[Source, ...]:
    """Every module of hall_client."""
    return tuple(read(path) for path in sorted((ROOT / "hall_client").rglob("*.py")))


def read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path, text, ast.parse(text, str(path)))


@cache
def versioned_files() -> tuple[Path, ...]:
    """What git tracks and what it would offer to add: everything that is the project's."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / name for name in told.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def length(function: Function) -> int:
    """Lines from `def` to the last statement, decorators left out."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def names_of(node: ast.expr) -> set[str]:
    """The last parts of all names in an expression: `typing.Protocol[T]` has `Protocol`."""
    parts = [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
    parts += [n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)]
    return set(parts)


def expect_none(found: Iterable[str], advice: str = "") -> None:
    """Fails with every finding on a line of its own."""
    __tracebackhide__ = True
    lines = sorted(found)
    if lines:
        pytest.fail("\n".join([advice, *lines] if advice else lines), pytrace=False)
