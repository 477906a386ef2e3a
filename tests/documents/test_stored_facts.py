"""Every kind of paper can be set from the facts that its handler stored."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall_client.app.papers import Paper, PaperKind, read_paper
from hall_client.app.paperwork import ID_KINDS, TITLES
from hall_client.documents.render import render
from hall_client.domain.certificates import IdKind
from hall_client.domain.decisions import Document
from tests.day import whole_day
from tests.documents.reading import text_of
from tests.hall import Hall


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory, hall_file: Path) -> list[Paper]:
    """The papers of a day on which every command was run."""
    place = tmp_path_factory.mktemp("day") / "hall.db"
    shutil.copy(hall_file, place)
    hall = Hall(str(place))
    whole_day(hall)
    issued = [read_paper(one.paper) for one in hall.rows(Document)]
    hall.close()
    return issued


def each(papers: list[Paper], *kinds: PaperKind) -> Iterator[str]:
    """The text of every paper of these kinds."""
    for paper in papers:
        if paper.kind in kinds:
            yield text_of(render(paper))


def test_the_day_issues_papers_of_every_kind(papers: list[Paper]) -> None:
    assert {paper.kind for paper in papers} == set(PaperKind)


@pytest.mark.parametrize("kind", PaperKind)
def test_it_is_set_with_its_title_and_its_case(papers: list[Paper], kind: PaperKind) -> None:
    said = list(each(papers, kind))
    assert said
    title = "不受理告知书" if kind is PaperKind.REFUSAL_NOTICE else TITLES[kind]
    for text in said:
        assert title in text
        assert "H126" in text


def test_who_is_refused_learns_where_to_object(papers: list[Paper]) -> None:
    for text in each(papers, PaperKind.REFUSAL_NOTICE, PaperKind.DENIAL_DECISION):
        assert "行政复议" in text
        assert "六十日" in text


def test_a_correction_notice_names_forms_as_people_do(papers: list[Paper]) -> None:
    told = [one.materials for one in papers if one.kind is PaperKind.CORRECTION_NOTICE]
    assert all(told)
    assert {line.form for lines in told for line in lines} <= {"原件", "复印件", "电子件"}
    assert all(line.note for lines in told for line in lines)


def test_what_time_brought_about_says_so_and_why(papers: list[Paper]) -> None:
    deemed = [text for text in each(papers, PaperKind.ACCEPTANCE_NOTICE) if "系统时钟" in text]
    assert len(deemed) == 1
    assert "自收到申请材料之日即2026年9月21日起即为受理" in deemed[0]
    assert "材料齐全" not in deemed[0]
    endings = list(each(papers, PaperKind.TERMINATION_NOTICE))
    lapsed = [text for text in endings if "未在告知的期限内补正" in text]
    assert len(lapsed) == 1
    assert "补正期限至2026年10月26日" in lapsed[0]


def test_every_kind_of_certificate_has_its_name_on_paper() -> None:
    assert set(ID_KINDS) == set(IdKind)
