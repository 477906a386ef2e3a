"""The repository holds the product and nothing of whoever worked on it."""

import os
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from hall_client.places import ROOT
from tests.architecture.sources import expect_none, versioned_files

LARGEST_BYTES = 300_000
# Fonts and voice are data that the product cannot make.
LARGE_BY_NATURE = ("resources/fonts/", "resources/voice/")
# Written in two parts, so that this file does not name what it forbids.
PERSONAL = [
    re.compile("/" + place)
    for place in (r"work/", r"root/", r"home/\w+/", r"tmp/\w+/v\b", "Users/")
]
SECRET = [
    re.compile(r"-----BEGIN [A-Z ]*PRIVATE " + "KEY-----"),
    re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    re.compile(r"\bgh[pousr]_[A-Za-z0-9]{30,}"),
    re.compile(
        r"\b(?i:password|passwd|secret|token)\s*=\s*[\"'](?![A-Z_]+[\"'])[^\"'{}<>$ ]{8,}[\"']"
    ),
]
IGNORED = re.compile(r"#\s*type:\s*ig" + r"nore")
TEXT = {".py", ".md", ".toml", ".json", ".txt", ".sh", ".sql", ".csv", ".qss", ".ts", ".mako", ""}
LOCKS = ["modern", "legacy-x86_64", "legacy-arm64"]


def texts() -> list[tuple[str, str]]:
    """(name, text) of every text file of the project."""
    paths = [path for path in versioned_files() if path.suffix in TEXT]
    return [(named(path), path.read_text(encoding="utf-8", errors="replace")) for path in paths]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def hits(patterns: list[re.Pattern[str]]) -> list[str]:
    return [
        f"{name}: {found[0]}"
        for name, text in texts()
        for pattern in patterns
        if (found := pattern.search(text))
    ]


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    expect_none(hits(PERSONAL))


def test_no_file_holds_a_secret() -> None:
    expect_none(hits(SECRET))


def test_no_big_file_lies_about() -> None:
    big = [
        f"{named(path)}: {path.stat().st_size}"
        for path in versioned_files()
        if path.stat().st_size > LARGEST_BYTES and not named(path).startswith(LARGE_BY_NATURE)
    ]
    expect_none(big)


def test_nothing_is_left_for_later_without_a_word() -> None:
    left = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    marks = [name for name, text in texts() if left.search(text) and name.endswith(".py")]
    expect_none(marks)


def test_the_linter_is_not_silenced_where_it_stands() -> None:
    """Except on reportlab, which calls methods by names of its own style."""
    silenced = re.compile(r"#\s*no" + r"qa")
    expect_none(
        f"{name}: {line.strip()}"
        for name, line in code_lines()
        if silenced.search(line) and not name.startswith("hall_client/documents/")
    )


def test_types_are_ignored_only_by_name_and_at_most_ten_times() -> None:
    """A library without types leaves no other way; more than a few mean another design."""
    ignored = [f"{name}: {line.strip()}" for name, line in code_lines() if IGNORED.search(line)]
    expect_none(told for told in ignored if "ignore[" not in told)
    assert len(ignored) <= 10, "\n".join(ignored)


def code_lines() -> list[tuple[str, str]]:
    sources = [(name, text) for name, text in texts() if name.endswith(".py")]
    return [(name, line) for name, text in sources for line in text.splitlines()]


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locked_packages_are_those_that_the_project_asks_for(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    expect_none(unfit(project["project"]["dependencies"], f"constraints-{lock}.txt"))


def test_the_locked_tools_are_those_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    expect_none(unfit(project["dependency-groups"]["dev"], "constraints-checks.txt"))


def unfit(wanted: list[str], lock: str) -> list[str]:
    """Requirements that the lock misses or has in another version: run installers/relock."""
    text = (ROOT / "installers" / lock).read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE))
    requirements = [Requirement(line) for line in wanted]
    versions = [(each, locked.get(canonical(each.name))) for each in requirements]
    return [str(each) for each, found in versions if not found or found not in each.specifier]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_first_screen_of_the_readme_is_the_two_commands() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:12]
    commands = [line.split()[0] for line in first if line.startswith("installers/")]
    assert commands == ["installers/try", "installers/test"]


def test_what_the_readme_points_to_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named_there = re.findall(r"`((?:hall_client|resources|db|installers|tests)/[\w./-]*)`", text)
    expect_none(name for name in named_there if not (ROOT / name).exists())


@pytest.mark.parametrize("script", ["installers/try", "installers/test", ".ci/run"])
def test_the_doors_can_be_opened(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
