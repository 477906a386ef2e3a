"""`diagram`: how tickets and cases move, drawn from the transition table into the README."""

import argparse
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hall_client.cli.answers import DONE, REFUSED, complain, put
from hall_client.cli.reports import file_bytes, write_file
from hall_client.domain.transitions import TRANSITIONS, CaseState, TicketState
from hall_client.places import ROOT
from hall_client.words import say, value

if TYPE_CHECKING:
    from hall_client.cli.program import Program

README = ROOT / "README.md"
BEGIN, END = "<!-- transitions:begin -->", "<!-- transitions:end -->"
AGGREGATES = {"ticket": ("ticket-state", TicketState), "case": ("state", CaseState)}
OUTSIDE = "[*]"
# A state that only these leave is an end all the same.
WAYS_BACK = {"UndoLast", "ReopenCase"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="exit 1 when the README is behind")
    parser.add_argument("--write", action="store_true", help="bring the README up to date")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Print the diagrams, or compare or write those of the README."""
    if not (args.check or args.write):
        put(diagrams())
        return DONE
    before = file_bytes(README).decode("utf-8")
    after = drawn(before)
    if args.write and after != before:
        write_file(README, after)
    elif after != before:
        complain(say("cli", "diagram-behind", program.language))
        return REFUSED
    return DONE


def drawn(text: str) -> str:
    """The text with the diagrams between their marks."""
    between = re.compile(f"(?<={BEGIN}\n).*?(?={END})", re.DOTALL)
    return between.sub(lambda _: diagrams() + "\n", text)


def diagrams() -> str:
    """Both state diagrams as Mermaid blocks."""
    return "\n\n".join(
        "\n".join(["```mermaid", "stateDiagram-v2", *_lines(one), "```"]) for one in AGGREGATES
    )


def _lines(aggregate: str) -> Iterator[str]:
    kind, states = AGGREGATES[aggregate]
    for state in states:
        yield f"    {state}: {state}<br/>{value(kind, state, 'zh')}"
    for (source, to), commands in _arrows(aggregate).items():
        yield f"    {source} --> {to}: {'<br/>'.join(commands)}"
    onward = {source for (source, _), names in _arrows(aggregate).items() if {*names} - WAYS_BACK}
    for state in states:
        if state not in onward:
            yield f"    {state} --> {OUTSIDE}"


def _arrows(aggregate: str) -> dict[tuple[str, str], list[str]]:
    """(from, to) -> the commands that lead there; what stays in its state draws no arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for line in TRANSITIONS:
        if line.aggregate != aggregate:
            continue
        for source in line.sources or (OUTSIDE,):
            for to in line.to:
                names = arrows.setdefault((str(source), str(to)), [])
                if source != to and line.command not in names:
                    names.append(line.command)
    return {pair: names for pair, names in arrows.items() if names}
