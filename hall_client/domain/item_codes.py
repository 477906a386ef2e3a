"""Codes of the national item list (政务服务事项): catalogue, task, handle-item (rules §4.1).

catalogue code 基本编码, 12:       region 2, type 2, main item 5, sub-item 3
task code 实施编码, 31:            credit code of the body 18, level 1, catalogue code 12
handle-item code 业务办理项编码, 33: task code 31, sequence 2 (01-99)
"""

import re
from datetime import date

from hall_client.domain.certificates import IdKind, certificate_problem

ITEM_TYPES = frozenset({*(f"{n:02d}" for n in range(1, 11)), "20", "30"})
LICENCE_TYPE = "01"
_CATALOGUE = re.compile(r"\d{4}[0-9A-HJ-NP-RTUW-Y]{5}\d{3}")


def task_code_problem(code: str) -> str | None:
    """Say what is wrong with a 31-digit task code (实施编码), as a kebab word; None: it holds."""
    if len(code) != 31:
        return "task-code-length"
    if not credit_code_holds(code[:18]):
        return "task-code-body"
    if code[18] not in "123456":
        return "task-code-level"
    return catalogue_code_problem(code[19:])


def catalogue_code_problem(code: str) -> str | None:
    """The same for the 12 digits of a catalogue code (基本编码)."""
    if not _CATALOGUE.fullmatch(code):
        return "catalogue-code-form"
    if code[2:4] not in ITEM_TYPES:
        return "catalogue-code-type"
    return None


def handle_code_problem(code: str, task_code: str) -> str | None:
    """The same for the 33 digits of a handle-item code of that task."""
    if len(code) != 33 or not code.startswith(task_code):
        return "handle-code-task"
    if not code[31:].isdecimal() or code[31:] == "00":
        return "handle-code-sequence"
    return None


def credit_code_holds(code: str) -> bool:
    """Whether 18 characters are a unified social credit code by GB 32100, check digit included."""
    return certificate_problem(code, IdKind.USCC, date.min) is None
