"""Every module and every Protocol says what it is for."""

import ast

from tests.architecture.sources import expect_none, names_of, product


def test_every_module_has_a_docstring() -> None:
    expect_none([s.name for s in product() if not ast.get_docstring(s.tree)])


def test_every_protocol_has_a_docstring() -> None:
    mute = [
        f"{source.where(node)} {node.name}"
        for source in product()
        for node in source.classes()
        if any("Protocol" in names_of(base) for base in node.bases) and not ast.get_docstring(node)
    ]
    expect_none(mute)


def test_every_refusal_says_which_state_of_affairs_it_names() -> None:
    mute = [
        node.name
        for source in product()
        if source.name == "hall_client/domain/errors.py"
        for node in source.classes()
        if not ast.get_docstring(node)
    ]
    expect_none(mute)
