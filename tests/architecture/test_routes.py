"""The screens know from a command's route what can be done while central is away."""

import ast
from collections.abc import Iterator

from hall_client.app.command import Route
from hall_client.app.registry import built
from tests.architecture.sources import Source, expect_none, product

# A list's Enter takes the ticket up again; there is no button for it.
WITHOUT_BUTTON = {"ResumeTicket"}


def of(folder: str) -> Iterator[Source]:
    return (one for one in product() if one.name.startswith(f"hall_client/ui/{folder}/"))


def test_actions_name_every_command_that_needs_central() -> None:
    """By the command's route the action is off while central is away, and says why."""
    needing = {name for name, kind in built().items() if kind.route is Route.CENTRAL_ONLY}
    nodes = [node for source in of("presenters") for node in ast.walk(source.tree)]
    performed = {n.id for n in nodes if isinstance(n, ast.Name) and n.id in needing}
    named = {
        node.value
        for source in of("screens")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(performed) > 10
    expect_none(sorted(performed - named - WITHOUT_BUTTON))
