"""Every paper that a whole round of cases brings about, as an independent reader sees it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall_client.app.papers import Paper, PaperKind, read_paper
from hall_client.app.queries import CaseWhole, Documents, Papers
from hall_client.app.rehearsal import Rehearsal
from hall_client.app.rows import CaseSheet, DocumentRow
from hall_client.documents.render import render
from hall_client.documents.words import chinese_day
from hall_client.domain.people import Staff
from hall_client.store.database import SqlDatabase
from tests.documents.reading import squeezed, text_of
from tests.stories.rehearsed import play

ROUND = 24
Issued = tuple[DocumentRow, Paper, str]


class Round:
    """A round of cases in a database of its own."""

    def __init__(self, database: SqlDatabase) -> None:
        self.database = database
        self.viewer: Staff = database.reference().staff["manager1"]

    def case(self, case_no: str) -> CaseSheet:
        return self.database.ask(CaseWhole(case_no=case_no), self.viewer)[0]

    def issued(self) -> Iterator[Issued]:
        """Every document with its paper and the text of its PDF."""
        for row in self.database.ask(Documents(), self.viewer):
            found = self.database.ask(Papers(document_id=row.document_id), self.viewer)
            paper = read_paper(found[0].paper)
            yield row, paper, text_of(render(paper))


@pytest.fixture(scope="module")
def day(hall_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Round]:
    path = tmp_path_factory.mktemp("round") / "hall.db"
    shutil.copyfile(hall_file, path)
    database, _ = play(str(path), Rehearsal(seed=3, cases=ROUND))
    yield Round(database)
    database.close()


@pytest.fixture(scope="module")
def papers(day: Round) -> list[Issued]:
    return list(day.issued())


def of_kind(papers: list[Issued], kind: PaperKind) -> list[Issued]:
    found = [one for one in papers if one[0].kind == kind]
    assert found, f"no {kind} in the round"
    return found


def test_a_round_brings_about_every_kind_of_document(papers: list[Issued]) -> None:
    assert {row.kind for row, _, _ in papers} == set(PaperKind)


def test_every_document_names_its_case_its_applicant_and_itself(
    day: Round, papers: list[Issued]
) -> None:
    for row, paper, text in papers:
        assert row.case_no in text, row.document_no
        assert squeezed(paper.case.applicant) in text, row.document_no
        assert squeezed(paper.case.item_name) in text, row.document_no
        item = day.database.reference().item(day.case(row.case_no).item_code)
        assert item.official_code in text, row.document_no
        if row.needs_seal:
            assert squeezed(row.document_no) in text


def test_an_acceptance_notice_tells_both_limits_by_their_days(
    day: Round, papers: list[Issued]
) -> None:
    for row, paper, text in of_kind(papers, PaperKind.ACCEPTANCE_NOTICE):
        case = day.case(row.case_no)
        assert case.accepted_on
        assert chinese_day(case.accepted_on) in text
        for key in ("committed_due_on", "statutory_due_on"):
            year, month, dated = paper.facts[key].split("-")
            assert f"{year}年{int(month)}月{int(dated)}日" in text
        assert paper.facts["query_code"] in text


def test_who_is_refused_or_denied_learns_why_and_where_to_object(papers: list[Issued]) -> None:
    refused = of_kind(papers, PaperKind.REFUSAL_NOTICE)
    for _, paper, text in [*refused, *of_kind(papers, PaperKind.DENIAL_DECISION)]:
        assert squeezed(paper.facts["reason"]) in text
        assert "棠溪市人民政府申请行政复议" in text
        assert "棠溪市人民法院提起行政诉讼" in text


def test_what_a_person_receives_lists_the_decision(day: Round, papers: list[Issued]) -> None:
    decisions = {row.case_no: row.document_no for row, _, _ in papers if "准字" in row.document_no}
    assert decisions
    for row, paper, _ in of_kind(papers, PaperKind.DELIVERY_RECEIPT):
        listed = paper.facts["documents"]
        assert decisions.get(row.case_no, "") in listed
        assert "转报意见书" not in listed
        certificate = day.case(row.case_no).certificate_no
        assert certificate is None or certificate in listed


def test_rare_hanzi_reach_the_page(papers: list[Issued]) -> None:
    written = {char for _, _, text in papers for char in text}
    assert {*"𠮷䶮𬭎·"} <= written
