"""How a command answers: data on standard output, reasons on standard error, an exit status."""

import json
import re
import sys
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hall_client.domain.errors import Refusal
from hall_client.words import say, say_refusal

DONE = 0
REFUSED = 1
WRONG_USAGE = 2
ENVIRONMENT = 3

HALL_ZONE = ZoneInfo("Asia/Shanghai")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT = re.compile(r"[0-9]{1,6}")


class WrongUsage(Exception):
    """An argument cannot be understood; `code` and `facts` give the sentence of the catalogue."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


def day_of(option: str, given: str) -> date:
    """Read a day written 2026-03-02; `option` is named in the complaint."""
    try:
        if _ISO_DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise WrongUsage("bad-day", option=option, given=given)


def count_of(option: str, given: str) -> int:
    """Read a number of days, 0 or more."""
    if _COUNT.fullmatch(given):
        return int(given)
    raise WrongUsage("bad-number", option=option, given=given)


def today_in_hall() -> date:
    return datetime.now(HALL_ZONE).date()


def put(text: str) -> None:
    """Write a line of data; bytes of a foreign encoding in it are escaped, never fatal."""
    print(_printable(text))


def put_json(document: Mapping[str, object]) -> None:
    put(json.dumps(document, ensure_ascii=False))


def complain(text: str) -> None:
    """Write a line for people to standard error."""
    print(_printable(text), file=sys.stderr)


def usage_answer(fault: WrongUsage, language: str) -> int:
    complain(say("cli", fault.code, language, **fault.facts))
    return WRONG_USAGE


def refusal_answer(refusal: Refusal, language: str, *, as_json: bool) -> int:
    """Say why the rules refuse: the sentence, and with --json the code as data too."""
    message = say_refusal(refusal, language)
    complain(message)
    if as_json:
        put_json({"ok": False, "refusal": refusal.code, "message": message})
    return REFUSED


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
