"""A paper's values in, a PDF out: picks the builder and checks that nothing is missing."""

from collections.abc import Mapping
from typing import Protocol

from reportlab.platypus import Flowable, KeepTogether

from hall_client.app.papers import Paper, PaperKind
from hall_client.documents.blocks import case_head, heading
from hall_client.documents.builders import (
    acceptance_notice,
    correction_notice,
    delivery_receipt,
    denial_decision,
    extension_notice,
    file_list,
    forward_opinion,
    grant_decision,
    handoff_sheet,
    receipt,
    refusal_notice,
    special_notice,
    termination_notice,
    tolerance_notice,
)
from hall_client.documents.closing import Closing
from hall_client.documents.sheet import BODY_WIDTH, Sheet, build
from hall_client.documents.text import Text


class Builder(Protocol):
    """A module that writes one kind of document from the facts that it names."""

    NEEDS: tuple[str, ...]

    def build(self, paper: Paper) -> Sheet: ...


class IncompletePaper(ValueError):
    """A fact that this kind of document must state is missing: a bug of the caller."""


BUILDERS: Mapping[PaperKind, Builder] = {
    PaperKind.RECEIPT: receipt,
    PaperKind.CORRECTION_NOTICE: correction_notice,
    PaperKind.ACCEPTANCE_NOTICE: acceptance_notice,
    PaperKind.TOLERANCE_NOTICE: tolerance_notice,
    PaperKind.REFUSAL_NOTICE: refusal_notice,
    PaperKind.HANDOFF_SHEET: handoff_sheet,
    PaperKind.SPECIAL_NOTICE: special_notice,
    PaperKind.EXTENSION_NOTICE: extension_notice,
    PaperKind.GRANT_DECISION: grant_decision,
    PaperKind.DENIAL_DECISION: denial_decision,
    PaperKind.FORWARD_OPINION: forward_opinion,
    PaperKind.TERMINATION_NOTICE: termination_notice,
    PaperKind.DELIVERY_RECEIPT: delivery_receipt,
    PaperKind.FILE_LIST: file_list,
}
# A remedy may be the case's own text, or the two bodies that fill the standard wording.
INSTEAD = {"remedy": ("review_body", "court")}


def render(paper: Paper) -> bytes:
    """Return the PDF of a paper; equal papers give equal bytes.

    Raises IncompletePaper, or ValueError where a fact is not one of a closed list.
    """
    builder = BUILDERS[paper.kind]
    lacking = [key for key in builder.NEEDS if not _has(paper, key)]
    if lacking:
        raise IncompletePaper(f"{paper.kind} lacks {', '.join(lacking)}")
    sheet = builder.build(paper)
    if sheet.sealed and not paper.number:
        raise IncompletePaper(f"{paper.kind} lacks its number")
    return build(paper, sheet.title, _story(paper, sheet))


def _has(paper: Paper, key: str) -> bool:
    if paper.facts.get(key, "").strip():
        return True
    others = INSTEAD.get(key, ())
    return bool(others) and all(paper.facts.get(other, "").strip() for other in others)


def _story(paper: Paper, sheet: Sheet) -> list[Flowable]:
    """Heading, case head, body; the end of the last piece stays with the place for the seal."""
    *body, last = sheet.body
    if isinstance(last, Text) and (parts := last.cut(BODY_WIDTH, last.line_count(BODY_WIDTH) - 3)):
        body, last = [*body, parts[0]], parts[1]
    end = KeepTogether([last, Closing(paper, sheet)])
    return [*heading(paper, sheet.title), case_head(paper), *body, end]
