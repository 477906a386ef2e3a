"""Certificates and credit codes: GB 11643 (resident's number), GB 32100 (unified credit code).

The numbers given here are normalised already: half-width, upper case, no spaces.
"""

import re
from datetime import date
from enum import StrEnum
from string import ascii_uppercase, digits


class IdKind(StrEnum):
    """Certificate types (证件类型)."""

    RESIDENT_ID = "resident-id"  # 居民身份证
    HMT_RESIDENCE = "hmt-residence"  # 港澳台居民居住证
    HOME_RETURN = "home-return"  # 港澳居民来往内地通行证 (回乡证)
    TAIWAN_PERMIT = "taiwan-permit"  # 台湾居民来往大陆通行证 (台胞证)
    PASSPORT = "passport"  # 护照
    FOREIGN_RESIDENCE = "foreign-residence"  # 外国人永久居留身份证
    MILITARY = "military"  # 军官证
    USCC = "uscc"  # 统一社会信用代码
    OTHER = "other"  # 其他


class Problem(StrEnum):
    """Why a value does not hold; words for each in `resources/words/problems.json`."""

    UNKNOWN_KIND = "unknown-kind"
    EMPTY = "empty"
    WRONG_LENGTH = "wrong-length"
    WRONG_CHARACTER = "wrong-character"
    WRONG_FORM = "wrong-form"
    WRONG_PREFIX = "wrong-prefix"
    WRONG_CHECK = "wrong-check"
    OLD_NUMBER = "old-number"
    NO_SUCH_DATE = "no-such-date"
    BIRTH_IN_FUTURE = "birth-in-future"
    BIRTH_TOO_EARLY = "birth-too-early"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    CONTROL_CHARACTER = "control-character"


class Doubt(StrEnum):
    """What deserves a look though the value holds; words in the same file."""

    FULL_WIDTH = "full-width"
    REGION_UNKNOWN = "region-unknown"
    BORN_BEFORE_1900 = "born-before-1900"
    ORGANISATION_CHECK = "organisation-check"
    PRIVATE_CHARACTER = "private-character"
    UNUSUAL_CHARACTER = "unusual-character"


_EARLIEST_BIRTH = date(1800, 1, 1)
_UNLIKELY_BIRTH = date(1900, 1, 1)  # the standard's own sample is older, so it is no refusal
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_LOOKS_RESIDENT = re.compile(r"[0-9]{6}(19|20).*|[0-9]*X?")
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECK = "10X98765432"

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z
_CREDIT_CODE = re.compile(f"[{_CREDIT_ALPHABET}]{{18}}")
_CREDIT_WEIGHTS = tuple(pow(3, n, 31) for n in range(17))
_ORGANISATION_ALPHABET = digits + ascii_uppercase
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_PREFIXES = {
    IdKind.HMT_RESIDENCE: ("81", "82", "83"),
    IdKind.FOREIGN_RESIDENCE: ("9",),
}
_FORMS = {
    IdKind.HOME_RETURN: re.compile(r"[HM][0-9]{8}([0-9]{2})?"),
    IdKind.TAIWAN_PERMIT: re.compile(r"[0-9]{8}|[0-9]{10}[0-9A-Z]?"),
    IdKind.PASSPORT: re.compile(r"[0-9A-Z]{5,17}"),
    IdKind.MILITARY: re.compile(r"[0-9A-Z\u4e00-\u9fff()-]{4,30}"),
    IdKind.OTHER: re.compile(r"[^\x00-\x1f\x7f]{1,50}"),
}
_OLD_FOREIGN_RESIDENCE = re.compile(r"[A-Z]{3}[0-9]{12}")


def detect(number: str, today: date) -> IdKind:
    """Tell a resident's number from a credit code: by which holds, else by which it looks like."""
    candidates = [IdKind.RESIDENT_ID, IdKind.USCC]
    if number.startswith("9"):
        candidates = [IdKind.USCC, IdKind.FOREIGN_RESIDENCE]
    for kind in candidates:
        if certificate_problem(number, kind, today) is None:
            return kind
    return IdKind.RESIDENT_ID if _LOOKS_RESIDENT.fullmatch(number) else IdKind.USCC


def certificate_problem(number: str, kind: IdKind, today: date) -> Problem | None:
    """Return what is wrong with a normalised number of this kind, or None."""
    if not number:
        return Problem.EMPTY
    if kind in _FORMS:
        return None if _FORMS[kind].fullmatch(number) else Problem.WRONG_FORM
    if kind is IdKind.USCC:
        return _credit_problem(number)
    if kind is IdKind.FOREIGN_RESIDENCE and _OLD_FOREIGN_RESIDENCE.fullmatch(number):
        return None
    problem = _resident_problem(number, today)
    if problem is None and not number.startswith(_PREFIXES.get(kind, ("",))):
        return Problem.WRONG_PREFIX
    return problem


def certificate_doubts(number: str, kind: IdKind) -> tuple[Doubt, ...]:
    """Return what deserves a look in a number that holds.

    A region is information: counties are abolished and renumbered, so it never refuses.
    """
    if kind is IdKind.USCC:
        complies = organisation_check(number[8:16]) == number[16]
        return () if complies else (Doubt.ORGANISATION_CHECK,)
    doubts = []
    if kind is IdKind.RESIDENT_ID and not _PROVINCE.match(number):
        doubts.append(Doubt.REGION_UNKNOWN)
    if kind is IdKind.RESIDENT_ID and born_on(number) < _UNLIKELY_BIRTH:
        doubts.append(Doubt.BORN_BEFORE_1900)
    return tuple(doubts)


def born_on(number: str) -> date:
    """Return the date of birth in a valid resident's number."""
    return date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")


def is_male(number: str) -> bool:
    """Whether the sequence digit of a valid resident's number is odd."""
    return int(number[16]) % 2 == 1


def resident_check(number: str) -> str:
    """Return the check character of a resident's number from its first 17 digits (GB 11643)."""
    total = sum(w * int(c) for w, c in zip(_RESIDENT_WEIGHTS, number[:17], strict=True))
    return _RESIDENT_CHECK[total % 11]


def credit_check(code: str) -> str:
    """Return the check character of a credit code from its first 17 characters (GB 32100)."""
    values = (_CREDIT_ALPHABET.index(c) for c in code[:17])
    total = sum(w * v for w, v in zip(_CREDIT_WEIGHTS, values, strict=True))
    return _CREDIT_ALPHABET[-total % 31]


def organisation_check(body: str) -> str:
    """Return the check character of an organisation code from its 8 characters (GB 11714).

    In a credit code these are characters 9-16; not every code in use complies.
    """
    values = (_ORGANISATION_ALPHABET.index(c) for c in body)
    total = sum(w * v for w, v in zip(_ORGANISATION_WEIGHTS, values, strict=True))
    return "0123456789X"[-total % 11]


def _resident_problem(number: str, today: date) -> Problem | None:
    if len(number) == 15 and number.isdecimal():
        return Problem.OLD_NUMBER
    if len(number) != 18:
        return Problem.WRONG_LENGTH
    if not _RESIDENT.fullmatch(number):
        return Problem.WRONG_CHARACTER
    problem = _birth_problem(number, today)
    if problem is None and resident_check(number) != number[17]:
        return Problem.WRONG_CHECK
    return problem


def _birth_problem(number: str, today: date) -> Problem | None:
    try:
        birth = born_on(number)
    except ValueError:
        return Problem.NO_SUCH_DATE
    if birth < _EARLIEST_BIRTH:
        return Problem.BIRTH_TOO_EARLY
    return Problem.BIRTH_IN_FUTURE if birth > today else None


def _credit_problem(code: str) -> Problem | None:
    if len(code) != 18:
        return Problem.WRONG_LENGTH
    if not _CREDIT_CODE.fullmatch(code):
        return Problem.WRONG_CHARACTER
    return None if credit_check(code) == code[17] else Problem.WRONG_CHECK
