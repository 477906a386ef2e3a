"""The names are the glossary's: a word means one thing in the whole program."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Source, expect_none, names_of, product

SHAPELESS = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "base"}
# The manager's board is a screen of the hall (a person's role), not a module that manages things.
PEOPLE = {"hall_client/ui/screens/manager.py", "hall_client/ui/presenters/manager.py"}
# What the glossary calls by another word; checked as whole words of class names. A desk is no
# counter here: it is the door through which screens perform commands.
FOREIGN = {"Order", "Customer", "Alarm", "Operator"}
DOORS = {"desk.py"}


def annotated(source: Source) -> Iterator[tuple[ast.AnnAssign, str]]:
    """Fields of classes: (node, name)."""
    for node in (line for owner in source.classes() for line in owner.body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node, node.target.id


def words(class_name: str) -> list[str]:
    return re.findall(r"[A-Z][a-z0-9]*", class_name)


def test_no_module_has_a_name_that_says_nothing() -> None:
    shapeless = [
        source.name
        for source in product()
        if {*source.path.with_suffix("").parts} & SHAPELESS and source.name not in PEOPLE
    ]
    expect_none(shapeless)


def test_classes_use_the_words_of_the_glossary() -> None:
    wrong = [
        f"{source.where(node)} {node.name}"
        for source in product()
        for node in source.classes()
        if set(words(node.name)) & FOREIGN
    ]
    expect_none(wrong)


def classes_in(folder: str) -> Iterator[tuple[Source, ast.ClassDef]]:
    for source in product():
        if source.name.startswith(folder):
            yield from (
                (source, node) for node in source.tree.body if isinstance(node, ast.ClassDef)
            )


def test_read_models_of_lists_and_forms_end_in_row() -> None:
    """A case whole is no row: it is the sheet that holds the rows of its lists."""
    wrong = [
        n.name
        for _, n in classes_in("hall_client/app/rows.py")
        if not n.name.endswith(("Row", "Sheet"))
    ]
    expect_none(wrong)


def test_each_presenter_file_has_a_class_that_ends_in_presenter() -> None:
    expect_none(files_without("hall_client/ui/presenters/", "Presenter"))


def test_each_screen_file_has_a_class_that_ends_in_screen() -> None:
    expect_none(files_without("hall_client/ui/screens/", "Screen"))


def files_without(folder: str, suffix: str) -> list[str]:
    """Files of the folder that no screen or presenter of the same noun lives in.

    Parts of a screen may have a file of their own when another file imports them.
    """
    sources = [
        s
        for s in product()
        if s.name.startswith(folder) and s.path.name not in {"__init__.py", *DOORS}
    ]
    having = [s for s in sources if any(n.name.endswith(suffix) for n in s.classes())]
    imported = {
        node.module.rsplit(".", 1)[-1]
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module
    }
    return [s.name for s in sources if s not in having and s.path.stem not in imported]


def test_rows_presenters_and_screens_stand_where_their_names_say() -> None:
    homes = {"Presenter": "hall_client/ui/", "Screen": "hall_client/ui/"}
    strayed = [
        f"{source.where(node)} {node.name}"
        for source in product()
        for node in source.classes()
        for suffix, home in homes.items()
        if node.name.endswith(suffix) and not source.name.startswith(home)
    ]
    expect_none(strayed)


def test_times_end_in_at() -> None:
    """Or in a word that only a moment can follow: now, since, until, before, after."""
    allowed = re.compile(r"(^|_)(at|now|since|until|before|after)$")
    wrong = [
        f"{source.where(node)} {name}"
        for source in product()
        for node, name in annotated(source)
        if plainly(node.annotation) == "datetime" and not allowed.search(name)
    ]
    expect_none(wrong)


def test_days_end_in_on() -> None:
    """Or in a word that only a day can follow; `due` and `base_due` stand in the contract."""
    allowed = re.compile(r"(^|_)(on|day|today|from|to|by|until|start|end|due)$")
    wrong = [
        f"{source.where(node)} {name}"
        for source in product()
        for node, name in annotated(source)
        if plainly(node.annotation) == "date" and not allowed.search(name)
    ]
    expect_none(wrong)


def plainly(annotation: ast.expr) -> str:
    """The type's name when it is that type, or that type or None; otherwise empty."""
    named = names_of(annotation)
    return named.pop() if len(named) == 1 and not isinstance(annotation, ast.Subscript) else ""


def test_durations_carry_their_unit() -> None:
    bare = re.compile(r"(^|_)(timeout|duration|delay|interval)$")
    wrong = [
        f"{source.where(node)} {name}"
        for source in product()
        for node, name in annotated(source)
        if bare.search(name) and plainly(node.annotation) in {"int", "float"}
    ]
    expect_none(wrong)


def test_only_the_rules_and_faults_of_the_world_are_exceptions() -> None:
    """Refusals are a state of affairs: their names do not end in Error or Exception."""
    wrong = [n.name for _, n in classes_in("hall_client/domain/errors.py") if "Err" in n.name]
    expect_none(wrong)
