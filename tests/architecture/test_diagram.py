"""The README draws what the transition table says."""

import re

from hall_client.cli.diagram import README, diagrams, drawn
from hall_client.domain.transitions import TRANSITIONS, CaseState, TicketState

ARROW = re.compile(r"^    (\S+) --> (\S+): (.+)$", re.MULTILINE)


def test_the_diagrams_of_the_readme_are_those_of_the_table() -> None:
    text = README.read_text(encoding="utf-8")
    assert diagrams() in text, "run python main.py diagram --write"
    assert drawn(text) == text


def test_every_step_that_leads_elsewhere_has_its_arrow() -> None:
    steps = {
        (str(source), str(to), line.command)
        for line in TRANSITIONS
        for source in line.sources
        for to in line.to
        if source != to
    }
    shown = {
        (a, b, name) for a, b, names in ARROW.findall(diagrams()) for name in names.split("<br/>")
    }
    assert {arrow for arrow in shown if arrow[0] != "[*]"} == steps
    assert {b for a, b, _ in shown if a == "[*]"} == {"WAITING", "RECEIVED"}


def test_every_state_has_its_two_names_and_the_ends_are_ends() -> None:
    drawing = diagrams()
    for state in (*TicketState, *CaseState):
        assert re.search(rf"^    {state}: {state}<br/>[\u4e00-\u9fff]+$", drawing, re.MULTILINE)
    ends = set(re.findall(r"^    (\S+) --> \[\*\]$", drawing, re.MULTILINE))
    assert ends == {"DONE", "VOID", "ARCHIVED"}


def test_what_stands_around_the_marks_is_left_alone() -> None:
    text = "a\n<!-- transitions:begin -->\nold\n<!-- transitions:end -->\nb\n"
    assert drawn(text).startswith("a\n<!-- transitions:begin -->\n```mermaid\n")
    assert drawn(text).endswith("```\n<!-- transitions:end -->\nb\n")
    assert drawn(drawn(text)) == drawn(text)
    assert drawn("no marks") == "no marks"
