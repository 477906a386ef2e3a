"""The top level is fixed: who opens the project finds the same eleven things."""

from hall_client.places import ROOT
from tests.architecture.sources import expect_none, product, versioned_files

FILES = {"main.py", "pyproject.toml", "README.md", "LICENSE"}
FOLDERS = {"hall_client", "resources", "db", "installers", "tests"}
PACKAGES = {"domain", "app", "store", "sync", "devices", "documents", "cli", "ui"}
MODULES = {
    *("__init__.py", "bootstrap.py", "settings.py", "log.py", "places.py", "words.py"),
    "crash_points.py",  # where a test may end the process: named in every layer that writes
}
TESTS = {
    *("unit", "store", "sync", "devices", "documents", "ui", "stories", "architecture", "bench"),
    *("conftest.py", "hall.py", "day.py", "direct_desk.py"),
    *("postgres.py", "processes.py", "faultline", "stations.py"),
}


def visible(folder: str = "") -> set[str]:
    """Names directly in a folder of the project, dotfiles left out."""
    start = ROOT / folder
    inside = (path.relative_to(start) for path in versioned_files() if path.is_relative_to(start))
    return {path.parts[0] for path in inside if not path.parts[0].startswith(".")}


def test_nothing_new_lies_at_the_top() -> None:
    expect_none(visible() - FILES - FOLDERS)


def test_the_program_has_its_layers_and_nothing_beside_them() -> None:
    expect_none(visible("hall_client") - PACKAGES - MODULES)


def test_tests_lie_in_the_folder_of_what_they_test() -> None:
    expect_none(visible("tests") - TESTS)


def test_main_is_three_lines() -> None:
    statements = [line for line in (ROOT / "main.py").read_text().splitlines() if line.strip()]
    assert len(statements) <= 5


def test_the_folder_constants_are_written_once() -> None:
    """`places.py` alone derives folders from `__file__`."""
    elsewhere = [s.name for s in product() if "__file__" in s.text and s.path.stem != "places"]
    expect_none(elsewhere)
