"""Who somebody is: certificates, credit codes, names, phones, addresses: check and normalise.

A faulty value is not refused here: `Checked` says what is wrong, and the form or command decides.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hall_client.domain.certificates import (
    Doubt,
    IdKind,
    Problem,
    certificate_doubts,
    certificate_problem,
    detect,
)
from hall_client.domain.normalising import (
    clean_code,
    clean_name,
    clean_text,
    has_control_character,
    has_full_width,
    has_private_character,
)

AUTO = "auto"
LONGEST_NAME = 50
LONGEST_ORGANISATION_NAME = 200
LONGEST_ADDRESS = 200

_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?|400[0-9]{7}")
_UNUSUAL_IN_NAME = re.compile(r"[0-9_@#$%^&*=+<>/\\|~!?;:,\"]")


@dataclass(frozen=True)
class Checked:
    """The result of a check. `normalised` is what to store; `problem` is None when it holds."""

    value: str
    kind: str
    valid: bool
    normalised: str
    problem: str | None
    warnings: tuple[str, ...] = ()


def check(value: str, kind: str, today: date) -> Checked:
    """Check a value of a certificate type, `auto` (resident-id or uscc), or a kind of text.

    Kinds of text: name, organisation-name, phone, address. `today` bounds the date of birth.
    """
    if kind in _TEXTS:
        return _TEXTS[kind](value)
    number = clean_code(value)
    if kind != AUTO and kind not in _CERTIFICATES:
        return _result(value, kind, number, Problem.UNKNOWN_KIND)
    found = detect(number, today) if kind == AUTO else IdKind(kind)
    problem = certificate_problem(number, found, today)
    doubts = () if problem else certificate_doubts(number, found)
    return _result(value, found, number, problem, doubts)


def check_name(value: str) -> Checked:
    """Check a person's name: 2-50 characters, the dot of ethnic names, any rare character."""
    name = clean_name(value)
    problem = _text_problem(name, 2, LONGEST_NAME)
    if problem is None and (name.startswith("·") or name.endswith("·")):
        problem = Problem.WRONG_FORM
    doubts = (Doubt.UNUSUAL_CHARACTER,) if _UNUSUAL_IN_NAME.search(name) else ()
    return _result(value, "name", name, problem, doubts)


def check_organisation_name(value: str) -> Checked:
    """Check the statutory name of an organisation: 2-200 characters."""
    name = clean_text(value)
    problem = _text_problem(name, 2, LONGEST_ORGANISATION_NAME)
    return _result(value, "organisation-name", name, problem)


def check_phone(value: str) -> Checked:
    """Check a mobile, landline or 400 number; the area code's hyphen stays, others go."""
    number = clean_code(value).replace("(", "").replace(")", "-").removeprefix("+86")
    if not number.startswith("0"):
        number = number.replace("-", "")
    problem = Problem.WRONG_FORM if number else Problem.EMPTY
    return _result(value, "phone", number, None if _PHONE.fullmatch(number) else problem)


def check_address(value: str) -> Checked:
    """Check an address: free text of at most 200 characters."""
    address = clean_text(value)
    return _result(value, "address", address, _text_problem(address, 1, LONGEST_ADDRESS))


_CERTIFICATES = frozenset(map(str, IdKind))
_TEXTS: dict[str, Callable[[str], Checked]] = {
    "name": check_name,
    "organisation-name": check_organisation_name,
    "phone": check_phone,
    "address": check_address,
}


def _text_problem(text: str, shortest: int, longest: int) -> Problem | None:
    if not text:
        return Problem.EMPTY
    if has_control_character(text):
        return Problem.CONTROL_CHARACTER
    if len(text) < shortest:
        return Problem.TOO_SHORT
    return Problem.TOO_LONG if len(text) > longest else None


def _result(
    value: str,
    kind: str,
    normalised: str,
    problem: Problem | None,
    doubts: tuple[Doubt, ...] = (),
) -> Checked:
    found = [*doubts]
    if has_full_width(value):
        found.append(Doubt.FULL_WIDTH)
    if has_private_character(normalised):
        found.append(Doubt.PRIVATE_CHARACTER)
    return Checked(
        value=value,
        kind=str(kind),
        valid=problem is None,
        normalised=normalised,
        problem=str(problem) if problem else None,
        warnings=tuple(map(str, found)),
    )


# -- masking (rules §8.4) ----------------------------------------------------------------------

_COMPOUND_SURNAME = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|"
    "太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|亓官|司寇|巫马|公西|颛孙|壤驷|公良|"
    "漆雕|乐正|宰父|谷梁|拓跋|夹谷|轩辕|令狐|段干|百里|呼延|东郭|南门|羊舌|微生|梁丘|左丘|西门|第五|南荣|"
    "东里|东宫|仲长|子桑|即墨|达奚|褚师|纳兰|完颜"
)
# A road or house number ends the part in sight: 水乡小区 behind it is an estate, no township.
_TO_STREET = re.compile(r"[^路道巷号0-9]*?(街道|镇(?!市)|乡(?!市)|苏木)")
_TO_COUNTY = re.compile(r"[^路道巷号0-9]*?((?<!小)区|县|旗(?!区))|[^路道巷号0-9]*?[市州]")
_KEPT = re.compile(r"[·\s]")


def mask_id(number: str, head: int = 4) -> str:
    """Return a number with its first `head` (4 or 6 by setting) and last 4 characters in sight."""
    if len(number) > head + 8:
        return number[:head] + "*" * (len(number) - head - 4) + number[-4:]
    seen = len(number) // 4
    return number[:seen] + "*" * (len(number) - 2 * seen) + number[len(number) - seen :]


def mask_phone(number: str) -> str:
    """Return a phone number with its first 3 and last 4 digits in sight: 138****5678."""
    if len(number) < 8:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_name(name: str) -> str:
    """Return a name with the surname in sight: 张*, 欧阳**; the dot of ethnic names stays."""
    if len(name) < 2:
        return "*" * len(name)
    seen = 2 if len(name) > 2 and _COMPOUND_SURNAME.match(name) else 1
    return name[:seen] + "".join(c if _KEPT.match(c) else "*" for c in name[seen:])


def mask_address(address: str) -> str:
    """Return an address down to its street or township (街道, 镇, 乡), the rest hidden."""
    seen = _TO_STREET.match(address) or _TO_COUNTY.match(address)
    return (seen.group() if seen else "") + "****" if address else ""
