"""`doctor`: whether this machine can run a hall, and what to do where it cannot."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from hall_client.app.diagnosis import Diagnosis, Level
from hall_client.cli import machine
from hall_client.cli.answers import DONE, REFUSED, put
from hall_client.words import say

if TYPE_CHECKING:
    from hall_client.cli.program import Program

CATALOGUE = "doctor"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Print a row for each thing looked at; exit 1 when any is a fault."""
    diagnoses = list(examine(program))
    if args.json:
        put(json.dumps(_document(diagnoses, program.language), ensure_ascii=False, indent=1))
    else:
        _tell(diagnoses, program.language)
    return REFUSED if any(each.level is Level.FAULT for each in diagnoses) else DONE


def examine(program: "Program") -> Iterator[Diagnosis]:
    """Look at everything; nothing is changed, nothing is printed on paper."""
    from hall_client.devices.probe import probe_devices

    return chain(
        machine.examine(), probe_devices(), program.probe_display(), program.probe_database()
    )


def advice(diagnosis: Diagnosis, language: str) -> str | None:
    """What to do about it; None where all is well."""
    if diagnosis.level is Level.OK:
        return None
    return _said(diagnosis, f"{diagnosis.code}.do", language)


def _said(diagnosis: Diagnosis, code: str, language: str) -> str:
    """Words of a code; a fault of the environment in the facts has words of its own."""
    facts = dict(diagnosis.facts)
    if "problem" in facts:
        facts["problem"] = say("faults", facts["problem"], language, **facts)
    return say(CATALOGUE, code, language, **facts)


def _document(diagnoses: list[Diagnosis], language: str) -> dict[str, object]:
    rows = [
        {
            "topic": each.topic,
            "code": each.code,
            "level": each.level,
            "message": _said(each, each.code, language),
            "advice": advice(each, language),
            "facts": dict(each.facts),
        }
        for each in diagnoses
    ]
    return {"healthy": not any(row["level"] is Level.FAULT for row in rows), "findings": rows}


def _tell(diagnoses: list[Diagnosis], language: str) -> None:
    for each in diagnoses:
        level = say(CATALOGUE, f"level-{each.level}", language)
        topic = say(CATALOGUE, f"topic-{each.topic}", language)
        put(f"{level}  {topic}: {_said(each, each.code, language)}")
        remedy = advice(each, language)
        if remedy:
            put(f"        → {remedy}")
    counted = Counter(each.level for each in diagnoses)
    put(say(CATALOGUE, "total", language, **{level: counted[level] for level in Level}))
