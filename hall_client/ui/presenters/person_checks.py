"""What is said beside the fields of an applicant while they are typed in."""

from dataclasses import dataclass

from hall_client.domain.certificates import IdKind, Problem
from hall_client.domain.identity import AUTO, Checked, check
from hall_client.ui.presenters.desk import Desk
from hall_client.words import say

KINDS = ("person", "organisation")
ID_KINDS = {
    "person": tuple(kind.value for kind in IdKind if kind is not IdKind.USCC),
    "organisation": (IdKind.USCC.value, IdKind.OTHER.value),
}
NAME_KINDS = {"person": "name", "organisation": "organisation-name"}
FULL_LENGTH = 18
LONG_NUMBERS = (IdKind.RESIDENT_ID, IdKind.USCC, IdKind.HMT_RESIDENCE, IdKind.FOREIGN_RESIDENCE)


@dataclass(frozen=True)
class Remark:
    """What a check has to say. `blocks`: the case cannot be checked in with this value.

    `short`: so many signs are still to come, and nothing is wrong so far.
    """

    text: str
    blocks: bool
    short: int = 0


class PersonChecks:
    """Checks values as the commands will, and says it in words."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def id_number(self, value: str, kind: str) -> Remark | None:
        checked = check(value, kind, self._desk.today)
        short = FULL_LENGTH - len(checked.normalised)
        if checked.problem == Problem.WRONG_LENGTH and short > 0 and kind in LONG_NUMBERS:
            return Remark(self._words(Problem.WRONG_LENGTH), True, short)
        return self._remark(checked)

    def name(self, value: str, applicant_kind: str) -> Remark | None:
        return self._remark(check(value, NAME_KINDS[applicant_kind], self._desk.today))

    def phone(self, value: str) -> Remark | None:
        return self._remark(check(value, "phone", self._desk.today))

    def address(self, value: str) -> Remark | None:
        return self._remark(check(value, "address", self._desk.today))

    def recognise(self, value: str) -> tuple[str, str] | None:
        """Applicant kind and id kind of a whole number that says itself what it is."""
        found = check(value, AUTO, self._desk.today)
        if not found.valid:
            return None
        organisation = found.kind == IdKind.USCC
        return ("organisation" if organisation else "person"), found.kind

    def _remark(self, checked: Checked) -> Remark | None:
        if checked.problem:
            return Remark(self._words(checked.problem), blocks=True)
        if checked.warnings:
            said = " ".join(self._words(code) for code in checked.warnings)
            return Remark(said, blocks=False)
        return None

    def _words(self, code: str) -> str:
        return say("problems", code, self._desk.language)
