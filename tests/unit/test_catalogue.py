"""Service items: what must hold before publishing, what an applicant brings, files without loss."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_client.app.catalogue_file import read_catalogue, write_catalogue
from hall_client.domain.catalogue import (
    BroughtMaterial,
    CodeScheme,
    FeeItem,
    ItemKind,
    ItemResult,
    ItemStatus,
    LegalBasis,
    MaterialForm,
    MaterialRequirement,
    Office,
    Profile,
    RequestKind,
    ResultKind,
    ServiceItem,
    committed_days_for,
    may_tolerate,
    missing,
    requirements_for,
    situation_of,
    unlisted,
)
from hall_client.domain.errors import SituationRequired
from hall_client.domain.item_checks import check, check_together, is_vague
from hall_client.domain.item_codes import handle_code_problem, task_code_problem
from hall_client.domain.situations import Option, Question, situations

REAL_TASK_CODE = "11370883MB2857374H4370173001002"
COPY, ORIGINAL = MaterialForm.COPY, MaterialForm.ORIGINAL
MATERIALS = (
    MaterialRequirement("M01", "食品经营许可申请书", ORIGINAL),
    MaterialRequirement("M02", "营业执照", COPY),
    MaterialRequirement("M03", "从业人员健康证明", COPY, copies=2, tolerable=True),
    MaterialRequirement("M04", "中央厨房配送方案", ORIGINAL, situations=("kitchen",)),
    MaterialRequirement("M05", "门头照片", COPY, required=False),
)
KITCHEN = Question(
    "是否餐饮？",
    (
        Option("sales", "食品销售", committed_days=3),
        Option(
            "catering",
            "餐饮服务",
            question=Question(
                "是否设中央厨房？", (Option("kitchen", "设", 10), Option("none", "不设"))
            ),
        ),
    ),
)
FOOD = ServiceItem(
    code="1005",
    version=1,
    status=ItemStatus.PUBLISHED,
    name="食品经营许可",
    pinyin="spjyxk",
    scheme=CodeScheme.NATIONAL,
    official_code=REAL_TASK_CODE,
    kind=ItemKind.COMMITTED,
    request_kinds=(RequestKind.NEW,),
    profile=Profile.FOUR_SEPARATED,
    queue="A",
    section="S1",
    departments=("SCJG",),
    statutory_days=20,
    committed_days=8,
    legal_basis=(LegalBasis("中华人民共和国食品安全法", "第三十五条"),),
    conditions=("具有相应的场所",),
    result=ItemResult(ResultKind.CERTIFICATE, "食品经营许可证", has_certificate=True),
    materials=MATERIALS,
    office=Office("棠溪市行政审批局", "一楼1号窗口", "0899-5550111", "0899-5550199"),
    tolerance_allowed=True,
    question=KITCHEN,
)


def codes(item: ServiceItem) -> set[str]:
    return {found.code for found in check(item)}


def test_a_sound_item_has_no_findings() -> None:
    assert check(FOOD) == []


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ({"committed_days": 21}, "committed-over-statutory"),
        ({"kind": ItemKind.IMMEDIATE}, "immediate-with-days"),
        ({"departments": ()}, "department-missing"),
        ({"fees": (FeeItem("证书费", 1000, 1000, " "),)}, "fee-without-basis"),
        ({"fees": (FeeItem("证书费", 2000, 1000, "某文件"),)}, "fee-range"),
        ({"result": ItemResult(ResultKind.NONE, "")}, "result-missing"),
        ({"legal_basis": ()}, "legal-basis-empty"),
        ({"official_code": REAL_TASK_CODE[:-1]}, "task-code-length"),
        ({"correction_days": 6}, "correction-days"),
        ({"delivery_days": 11}, "delivery-days"),
        ({"major": True}, "major-profile"),
        ({"must_appear_in_person": True}, "agent-and-in-person"),
        ({"promise_allowed": True}, "promise-after-check"),
        ({"tolerance_allowed": False}, "tolerance-flags"),
        ({"question": None}, "option-unknown"),
        ({"name": "食品\n经营许可"}, "text-unclean"),
        ({"name": "  "}, "text-empty"),
        ({"materials": ()}, "materials-empty"),
        ({"materials": (*MATERIALS, MATERIALS[0])}, "material-twice"),
        ({"request_kinds": ()}, "request-kinds-empty"),
        ({"pinyin": "食品"}, "pinyin-form"),
    ],
)
def test_each_rule_names_its_breach(broken: dict[str, Any], code: str) -> None:
    assert code in codes(replace(FOOD, **broken))


def test_a_draft_may_lack_its_supervising_department() -> None:
    draft = replace(FOOD, status=ItemStatus.DRAFT, departments=())
    assert "department-missing" not in codes(draft)


def test_a_local_code_is_not_measured_by_the_national_scheme() -> None:
    sichuan = "511A0138000000-511602000000-000-115113010833722043-1-00"
    local = replace(FOOD, scheme=CodeScheme.LOCAL, official_code=sichuan)
    assert check(local) == []
    assert "task-code-length" in codes(replace(FOOD, official_code=sichuan))


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        (REAL_TASK_CODE, None),
        (REAL_TASK_CODE + "1", "task-code-length"),
        ("11370883MB2857374J4370173001002", "task-code-body"),
        ("11370883MB2857374H7370173001002", "task-code-level"),
        ("11370883MB2857374H43701O3001002", "catalogue-code-form"),
        ("11370883MB2857374H4377773001002", "catalogue-code-type"),
    ],
)
def test_task_codes_of_31_characters(code: str, finding: str | None) -> None:
    assert task_code_problem(code) == finding


def test_a_handle_code_continues_its_task_code() -> None:
    assert handle_code_problem(REAL_TASK_CODE + "01", REAL_TASK_CODE) is None
    assert handle_code_problem(REAL_TASK_CODE + "00", REAL_TASK_CODE) == "handle-code-sequence"
    assert handle_code_problem("1" * 33, REAL_TASK_CODE) == "handle-code-task"


@pytest.mark.parametrize(
    "name",
    ["其他材料", "有关材料", "法律法规规定的其他文件", "营业执照等材料", "相关证明", "申请材料"],
)
def test_vague_materials_are_found(name: str) -> None:
    assert is_vague(name)


@pytest.mark.parametrize("name", ["营业执照", "学历证明", "从业人员健康证明", "验资证明"])
def test_a_named_paper_is_not_vague(name: str) -> None:
    assert not is_vague(name)


def test_a_vague_material_warns_and_does_not_stop() -> None:
    vague = replace(FOOD, materials=(*MATERIALS, MaterialRequirement("M06", "其他材料", COPY)))
    reading = read_catalogue(write_catalogue([vague]))
    assert reading.ok
    assert [found.code for found in reading.findings] == ["material-vague"]


def test_two_items_of_one_document_may_not_clash() -> None:
    other = replace(FOOD, code="1006")
    assert {found.code for found in check_together([FOOD, FOOD])} >= {"item-twice"}
    assert {found.code for found in check_together([FOOD, other])} == {"official-code-twice"}


def test_the_situation_narrows_the_material_list_and_the_days() -> None:
    assert [one.code for one in situations(KITCHEN)] == [
        "sales",
        "catering/kitchen",
        "catering/none",
    ]
    assert [one.code for one in requirements_for(FOOD, "sales")] == ["M01", "M02", "M03", "M05"]
    assert "M04" in {one.code for one in requirements_for(FOOD, "catering/kitchen")}
    assert committed_days_for(FOOD, "sales") == 3
    assert committed_days_for(FOOD, "catering/none") == 8
    assert committed_days_for(FOOD, "catering/kitchen") == 10


@pytest.mark.parametrize("code", [None, "", "catering", "kitchen", "catering/other"])
def test_an_unanswered_question_is_refused(code: str | None) -> None:
    with pytest.raises(SituationRequired):
        requirements_for(FOOD, code)


def test_an_item_that_asks_nothing_has_no_situation() -> None:
    plain = replace(FOOD, question=None, materials=MATERIALS[:2], tolerance_allowed=False)
    assert situation_of(plain, None) is None
    with pytest.raises(SituationRequired):
        situation_of(plain, "sales")


def test_what_is_missing_counts_copies_and_demands_originals() -> None:
    wanted = requirements_for(FOOD, "sales")
    brought = [
        BroughtMaterial("M01", COPY),
        BroughtMaterial("M02", ORIGINAL),
        BroughtMaterial("M03", COPY, copies=1),
    ]
    assert [one.code for one in missing(wanted, brought)] == ["M01", "M03"]
    complete = [*brought, BroughtMaterial("M01", ORIGINAL), BroughtMaterial("M03", COPY)]
    assert missing(wanted, complete) == ()


def test_only_tolerable_materials_may_be_promised() -> None:
    wanted = requirements_for(FOOD, "sales")
    assert may_tolerate(FOOD, [wanted[2]])
    assert not may_tolerate(FOOD, [wanted[0], wanted[2]])
    assert not may_tolerate(replace(FOOD, tolerance_allowed=False), [wanted[2]])


def test_the_material_list_is_closed() -> None:
    brought = [BroughtMaterial("M01", ORIGINAL), BroughtMaterial("M09", COPY)]
    assert unlisted(requirements_for(FOOD, "sales"), brought) == ("M09",)


def test_a_fee_range_charges_its_minimum_and_a_suspended_fee_nothing() -> None:
    fee = FeeItem("占用费", 1000, 9000, "城市道路管理条例第三十七条")
    assert fee.due_fen() == 1000
    assert replace(fee, suspended_by="财税〔2017〕20号").due_fen() == 0


def test_only_a_published_version_in_force_takes_cases() -> None:
    day = date(2026, 3, 2)
    assert FOOD.takes_cases(day)
    assert not replace(FOOD, status=ItemStatus.CANCELLED).takes_cases(day)
    assert not replace(FOOD, effective_on=date(2026, 3, 3)).takes_cases(day)
    assert not replace(FOOD, cancelled_on=day).takes_cases(day)


# -- the document --------------------------------------------------------------------------------


def broken_document(**changes: object) -> str:
    document = json.loads(write_catalogue([FOOD]))
    document["items"][0].update(changes)
    return json.dumps(document, ensure_ascii=False)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "not-json"),
        ("[]", "not-object"),
        ("{}", "document-format"),
        ("[" * 100_000, "not-json"),
        ('{"format": "hall-catalogue-1", "items": []}', "catalogue-empty"),
        ('{"format": "hall-catalogue-1", "items": [], "items": []}', "json-strict"),
        ('{"format": "hall-catalogue-1", "items": [NaN]}', "json-strict"),
        ('{"format": "hall-catalogue-1", "items": {}}', "field-form"),
        ('{"format": "hall-catalogue-1", "items": [], "more": 1}', "field-unknown"),
        ("{“}".encode("gbk"), "not-utf8"),
        (broken_document(price=3), "field-form"),
        (broken_document(committed_days="8"), "field-form"),
        (broken_document(committed_days=True), "field-form"),
        (broken_document(kind="quick"), "field-form"),
        (broken_document(committed_days=21), "committed-over-statutory"),
    ],
)
def test_a_bad_document_gives_no_item_and_says_why(data: str | bytes, code: str) -> None:
    reading = read_catalogue(data)
    assert reading.items == ()
    assert not reading.ok
    assert code in {found.code for found in reading.findings}


def test_one_bad_row_stops_all_and_every_bad_row_is_named() -> None:
    rows = [replace(FOOD, code=str(n)) for n in range(1000, 1005)]
    document = json.loads(write_catalogue(rows))
    document["items"][1]["committed_days"] = 99
    del document["items"][3]["name"]
    reading = read_catalogue(json.dumps(document))
    named = {found.where.split(".")[0] for found in reading.findings if "items[" in found.where}
    assert reading.items == ()
    assert named == {"items[1]", "items[3]"}


def test_a_utf8_mark_is_no_obstacle() -> None:
    assert read_catalogue(b"\xef\xbb\xbf" + write_catalogue([FOOD]).encode()).items == (FOOD,)


names = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF, exclude_categories=["Cs", "Cc", "Cf"]),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() == text)


@st.composite
def items(draw: st.DrawFn) -> ServiceItem:
    """Sound items whose every text is arbitrary, rare characters and formula signs included."""
    statutory = draw(st.integers(1, 60))
    materials = tuple(
        MaterialRequirement(
            f"M{n:02d}",
            draw(names),
            draw(st.sampled_from(MaterialForm)),
            copies=draw(st.integers(1, 9)),
            retain=draw(st.booleans()),
            note=draw(st.text("=+-@ 甲乙𠮷", max_size=8)).strip(),
        )
        for n in range(1, draw(st.integers(1, 4)) + 1)
    )
    return replace(
        FOOD,
        code=draw(st.from_regex(r"[0-9]{4}", fullmatch=True).filter(str.isascii)),
        name=draw(names),
        statutory_days=statutory,
        committed_days=draw(st.integers(1, statutory)),
        conditions=tuple(draw(st.lists(names, max_size=3))),
        fees=tuple(
            FeeItem(name, 0, draw(st.integers(0, 10**9)), draw(names))
            for name in draw(st.lists(names, max_size=2, unique=True))
        ),
        effective_on=draw(st.none() | st.dates()),
        materials=materials,
        tolerance_allowed=False,
        question=None,
    )


@given(items())
def test_what_is_written_is_read_back_equal(item: ServiceItem) -> None:
    text = write_catalogue([item])
    assert read_catalogue(text).items == (item,)
    assert write_catalogue(read_catalogue(text).items) == text
