from dataclasses import replace

import pytest

from hall_client.app.papers import MaterialLine, Paper, PaperKind
from hall_client.app.paperwork import TITLES
from hall_client.documents.render import BUILDERS, INSTEAD, IncompletePaper, render
from hall_client.documents.words import printable
from tests.documents.reading import codes_of, fonts_of, page_texts, squeezed, text_of
from tests.documents.samples import CASE, FACTS, ISSUER, LIMITS, MATERIALS, paper

# Facts that steer the page but are not printed as they stand.
CODES = {
    (PaperKind.REFUSAL_NOTICE, "refusal_kind"),
    (PaperKind.SPECIAL_NOTICE, "procedure"),
    (PaperKind.TERMINATION_NOTICE, "ending"),
    (PaperKind.TERMINATION_NOTICE, "reason"),
    (PaperKind.FORWARD_OPINION, "content"),
    (PaperKind.DELIVERY_RECEIPT, "documents"),
    (PaperKind.FILE_LIST, "documents"),
}
ORGANISATION = ("成都𬭎䶮𠮷（集团）股份有限公司彭州分公司" * 10)[:200]
LONG_ITEM = ("从事住宿经营活动的公共场所（含集中空调）卫生许可证的申请、变更和延续，" * 8)[:200]


@pytest.fixture(scope="module")
def pages() -> dict[PaperKind, bytes]:
    return {kind: render(paper(kind)) for kind in PaperKind}


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_stated_fact_can_be_read_on_the_page(
    kind: PaperKind, pages: dict[PaperKind, bytes]
) -> None:
    text = text_of(pages[kind])
    stated = [
        TITLES[kind],
        "彭审许受字〔2026〕第0001号",
        "2026年9月22日",
        "王小勤",
        ISSUER.name,
        ISSUER.address,
        ISSUER.phone,
        ISSUER.complaint_phone,
        CASE.applicant,
        CASE.id_kind,
        CASE.id_number,
        CASE.contact,
        CASE.phone,
        CASE.item_name,
        CASE.item_code,
        CASE.case_no,
        "一份交申请人；一份存卷",
        "第1页共1页",
        *(value for key, value in FACTS[kind].items() if (kind, key) not in CODES),
    ]
    missing = [one for one in stated if squeezed(printable(one)).rstrip("。") not in text]
    assert missing == []


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_font_is_embedded_and_none_is_stray(
    kind: PaperKind, pages: dict[PaperKind, bytes]
) -> None:
    fonts = fonts_of(pages[kind])
    assert fonts
    assert all(fonts.values()), fonts
    assert all("NotoSansSC" in name or "HallRareHanzi" in name for name in fonts), fonts


@pytest.mark.parametrize(
    ("kind", "key"), [(kind, key) for kind in PaperKind for key in BUILDERS[kind].NEEDS]
)
def test_a_missing_fact_is_named(kind: PaperKind, key: str) -> None:
    dropped = {key, *INSTEAD.get(key, ())}
    facts = {name: text for name, text in FACTS[kind].items() if name not in dropped}
    with pytest.raises(IncompletePaper, match=key):
        render(paper(kind, facts=facts))
    with pytest.raises(IncompletePaper, match=key):
        render(paper(kind, facts={**facts, key: "  "}))


@pytest.mark.parametrize("dpi", [203, 300])
def test_the_case_number_can_be_scanned(dpi: int, pages: dict[PaperKind, bytes]) -> None:
    for pdf in pages.values():
        assert ("Code 128", CASE.case_no) in codes_of(pdf, dpi)


def test_equal_papers_give_equal_bytes(pages: dict[PaperKind, bytes]) -> None:
    for kind, pdf in pages.items():
        assert render(paper(kind)) == pdf


def test_a_document_that_needs_a_seal_has_a_number_and_the_place_for_the_seal() -> None:
    assert f"（此处盖章：{ISSUER.seal}）" in text_of(render(paper(PaperKind.ACCEPTANCE_NOTICE)))
    with pytest.raises(IncompletePaper, match="number"):
        render(paper(PaperKind.ACCEPTANCE_NOTICE, number=None))
    assert "盖章：" not in text_of(render(paper(PaperKind.RECEIPT, number=None)))


def test_there_is_never_a_picture_on_the_page(pages: dict[PaperKind, bytes]) -> None:
    assert all(b"/Subtype /Image" not in pdf for pdf in pages.values())


def test_a_reprint_says_so_on_every_page() -> None:
    many = tuple(replace(MATERIALS[0], no=n) for n in range(1, 61))
    assert all("补打" in one for one in page_texts(render(_receipt(many, reprint=True))))
    assert not any("补打" in one for one in page_texts(render(_receipt(many))))


def test_forty_materials_break_over_pages_under_a_repeated_head() -> None:
    many = tuple(MaterialLine(n, f"第{n}份{LONG_ITEM[:30]}", "原件", 1, 2) for n in range(1, 41))
    pages = page_texts(render(_receipt(many)))
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        assert f"第{number}页" in page
        assert "序号材料名称形式份数页数" in page
    text = "".join(pages)
    assert all(f"第{n}份" in text for n in range(1, 41))
    assert "合计：40种，40份，80页" in text


def test_names_of_200_characters_wrap_and_are_complete() -> None:
    case = replace(CASE, applicant=ORGANISATION, item_name=LONG_ITEM)
    issuer = replace(ISSUER, name="新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县行政审批局")
    for kind in PaperKind:
        text = text_of(render(paper(kind, case=case, issuer=issuer)))
        assert ORGANISATION in text
        assert LONG_ITEM in text


def test_no_text_leaves_the_margins() -> None:
    import pypdfium2

    case = replace(CASE, applicant=ORGANISATION, item_name=LONG_ITEM)
    with pypdfium2.PdfDocument(render(paper(PaperKind.GRANT_DECISION, case=case))) as document:
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_charbox(n) for n in range(text.count_chars())]
            assert min(box[0] for box in boxes if box[2] > box[0]) >= 72
            # marks at the end of a line may stand with their blank half in the margin
            assert max(box[2] for box in boxes) <= page.get_width() - 62


def test_a_text_longer_than_a_page_is_kept_whole() -> None:
    reason = "\n".join(f"第{n}点，{LONG_ITEM}" for n in range(1, 25))
    facts = {**FACTS[PaperKind.DENIAL_DECISION], "reason": reason}
    text = "".join(page_texts(render(paper(PaperKind.DENIAL_DECISION, facts=facts))))
    assert all(f"第{n}点，从事" in text for n in range(1, 25))
    notes = (replace(MATERIALS[0], note="缺※" * 900),)
    text = text_of(render(paper(PaperKind.CORRECTION_NOTICE, materials=notes)))
    assert text.count("※") == 900
    granted = {**FACTS[PaperKind.GRANT_DECISION], "content": "许※" * 900}
    text = text_of(render(paper(PaperKind.GRANT_DECISION, facts=granted)))
    assert text.count("※") == 900


def test_a_denial_names_both_remedies_and_their_terms() -> None:
    text = text_of(render(paper(PaperKind.DENIAL_DECISION)))
    assert "六十日内" in text
    assert "向彭州市人民政府申请行政复议" in text
    assert "六个月内" in text
    assert "向成都铁路运输第一法院提起行政诉讼" in text


def test_a_remedy_text_that_names_both_ways_stands_alone() -> None:
    own = "可以在60日内向甲机关申请行政复议，或者在6个月内向乙法院提起行政诉讼"
    facts = {**FACTS[PaperKind.DENIAL_DECISION], "remedy": own, "review_body": "", "court": ""}
    text = text_of(render(paper(PaperKind.DENIAL_DECISION, facts=facts)))
    assert own in text
    assert "六十日" not in text


@pytest.mark.parametrize(
    ("kind", "title", "words"),
    [
        ("not-required", "不受理告知书", "第三十二条第一款第一项"),
        ("not-competent", "不予受理决定书", "请向都江堰市行政审批局提出申请"),
        ("not-corrected", "不予受理决定书", "仍未按照要求补正"),
        ("false-material", "不予受理决定书", "第七十八条"),
        ("banned", "不予受理决定书", "第七十九条"),
    ],
)
def test_each_ground_of_refusal_has_its_words(kind: str, title: str, words: str) -> None:
    facts = {**FACTS[PaperKind.REFUSAL_NOTICE], "refusal_kind": kind}
    text = text_of(render(paper(PaperKind.REFUSAL_NOTICE, facts=facts)))
    assert title in text
    assert words in text


@pytest.mark.parametrize(
    ("kind", "change", "problem"),
    [
        (PaperKind.REFUSAL_NOTICE, {"refusal_kind": "other"}, "not a ground"),
        (PaperKind.REFUSAL_NOTICE, {"competent_authority": " "}, "competent authority"),
        (PaperKind.SPECIAL_NOTICE, {"procedure": "现场勘验"}, "Art. 45"),
        (PaperKind.TERMINATION_NOTICE, {"ending": "granted"}, "not an ending"),
    ],
)
def test_what_the_law_does_not_know_is_refused(
    kind: PaperKind, change: dict[str, str], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        render(paper(kind, facts={**FACTS[kind], **change}))


def test_a_correction_notice_says_what_is_wrong_with_each_material() -> None:
    with pytest.raises(ValueError, match="营业执照"):
        render(paper(PaperKind.CORRECTION_NOTICE, materials=(replace(MATERIALS[1], note=""),)))


def test_an_estimated_limit_is_marked() -> None:
    facts = {**FACTS[PaperKind.ACCEPTANCE_NOTICE], **LIMITS, "estimated": "yes"}
    assert "暂估" in text_of(render(paper(PaperKind.ACCEPTANCE_NOTICE, facts=facts)))
    assert "暂估" not in text_of(render(paper(PaperKind.ACCEPTANCE_NOTICE)))


def _receipt(materials: tuple[MaterialLine, ...], reprint: bool = False) -> Paper:
    return paper(PaperKind.RECEIPT, number=None, materials=materials, reprint=reprint)
