"""Certificates, credit codes, names, phones, addresses: what holds, what does not, what hides."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_client.domain.certificates import (
    Doubt,
    IdKind,
    Problem,
    born_on,
    credit_check,
    is_male,
    resident_check,
)
from hall_client.domain.identity import (
    check,
    mask_address,
    mask_id,
    mask_name,
    mask_phone,
)
from hall_client.places import RESOURCES

TODAY = date(2026, 11, 22)

CREDIT_CODES = [
    "91350100M000100Y43",
    "12441500196720244T",
    "11370883MB2857374H",
    "91330102MA28NBU477",
    "91110000600037341L",
]
RESIDENTS = [
    "11010519491231002X",
    "440524188001010014",  # the standard's own sample; the county no longer exists
    "510182198506151233",  # 彭州
    "810000199001010019",  # residence permit
    "110105200002290013",  # leap day
]


@pytest.mark.parametrize("kind", ["uscc", "auto"])
@pytest.mark.parametrize("code", CREDIT_CODES)
def test_credit_codes_that_hold(code: str, kind: str) -> None:
    checked = check(code, kind, TODAY)
    assert (checked.valid, checked.kind, checked.problem) == (True, "uscc", None)
    assert (checked.normalised, checked.warnings) == (code, ())


@pytest.mark.parametrize("kind", ["resident-id", "auto"])
@pytest.mark.parametrize("number", RESIDENTS)
def test_resident_numbers_that_hold(number: str, kind: str) -> None:
    checked = check(number, kind, TODAY)
    assert (checked.valid, checked.kind, checked.problem) == (True, "resident-id", None)
    assert checked.normalised == number


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91350100M000100Y44", Problem.WRONG_CHECK),
        ("91350100M000100Y4", Problem.WRONG_LENGTH),
        ("91350100I000100Y43", Problem.WRONG_CHARACTER),
        ("００", Problem.WRONG_LENGTH),
        ("", Problem.EMPTY),
        ("   ", Problem.EMPTY),
    ],
)
def test_credit_codes_that_do_not_hold(code: str, problem: Problem) -> None:
    checked = check(code, "uscc", TODAY)
    assert (checked.valid, checked.problem) == (False, problem)
    assert not check(code, "auto", TODAY).valid


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("110105194912310021", Problem.WRONG_CHECK),
        ("110105199902290013", Problem.NO_SUCH_DATE),
        ("11010519900230001X", Problem.NO_SUCH_DATE),
        ("110105209912310029", Problem.BIRTH_IN_FUTURE),
        ("1101051949123100", Problem.WRONG_LENGTH),
        ("110105194912310O2X", Problem.WRONG_CHARACTER),
        ("110105491231002", Problem.OLD_NUMBER),
        ("110105000000000000", Problem.NO_SUCH_DATE),
        ("11010519491231002٣", Problem.WRONG_CHARACTER),
    ],
)
def test_resident_numbers_that_do_not_hold(number: str, problem: Problem) -> None:
    checked = check(number, "resident-id", TODAY)
    assert (checked.valid, checked.problem) == (False, problem)
    found = check(number, "auto", TODAY)
    assert (found.valid, found.kind) == (False, "resident-id")


@pytest.mark.parametrize(
    "typed", ["１１０１０５１９４９１２３１００２Ｘ", "１１０１０５１９４９１２３１００２ｘ"]
)
def test_full_width_input_is_normalised_and_said(typed: str) -> None:
    checked = check(typed, "auto", TODAY)
    assert (checked.valid, checked.normalised) == (True, "11010519491231002X")
    assert checked.warnings == (Doubt.FULL_WIDTH,)
    assert checked.value == typed


def test_pasted_spaces_and_small_letters_are_cleaned() -> None:
    for typed in (" 11010519491231002x\n", "110105 19491231 002X", "\ufeff11010519491231002X"):
        assert check(typed, "resident-id", TODAY).normalised == "11010519491231002X"
    assert check("91350100m000100y43", "uscc", TODAY).normalised == "91350100M000100Y43"


def test_the_day_of_birth_is_held_against_the_given_day() -> None:
    number = "51018220261122001"
    number += resident_check(number)
    assert check(number, "resident-id", date(2026, 11, 22)).valid
    assert check(number, "resident-id", date(2026, 11, 21)).problem == Problem.BIRTH_IN_FUTURE


def test_an_unknown_region_is_a_doubt_never_a_refusal() -> None:
    number = "99010519491231002"
    checked = check(number + resident_check(number), "resident-id", TODAY)
    assert (checked.valid, checked.warnings) == (True, (Doubt.REGION_UNKNOWN,))
    old = check("440524188001010014", "resident-id", TODAY)
    assert old.warnings == (Doubt.BORN_BEFORE_1900,)


def test_the_organisation_code_inside_only_warns() -> None:
    body = "91350100M000100Y5"[:16] + "7"
    checked = check(body + credit_check(body), "uscc", TODAY)
    assert (checked.valid, checked.warnings) == (True, (Doubt.ORGANISATION_CHECK,))


def test_birth_and_sex_are_read_from_the_number() -> None:
    assert born_on("510182198506151233") == date(1985, 6, 15)
    assert is_male("510182198506151233")
    assert not is_male("440524188001010024")


@given(st.sampled_from(RESIDENTS + CREDIT_CODES), st.integers(0, 17), st.characters())
def test_no_single_wrong_character_passes(number: str, place: int, wrong: str) -> None:
    kind = "resident-id" if number in RESIDENTS else "uscc"
    changed = number[:place] + wrong + number[place + 1 :]
    checked = check(changed, kind, TODAY)
    assert not checked.valid or checked.normalised == number


@given(st.text(max_size=40), st.sampled_from(["auto", *map(str, IdKind)]))
def test_any_text_gets_an_answer(text: str, kind: str) -> None:
    checked = check(text, kind, TODAY)
    assert checked.valid == (checked.problem is None)
    assert check(checked.normalised, kind, TODAY).normalised == checked.normalised


def test_the_credit_code_agrees_with_an_independent_library() -> None:
    oracle = pytest.importorskip("stdnum.cn.uscc")
    for code in CREDIT_CODES:
        assert oracle.is_valid(code)
        assert oracle.calc_check_digit(code[:17]) == credit_check(code)


@pytest.mark.parametrize(
    ("kind", "number", "valid"),
    [
        ("hmt-residence", "810000199001010019", True),
        ("hmt-residence", "110105200002290013", False),
        ("foreign-residence", "ABC110123456789", True),
        ("foreign-residence", "110105200002290013", False),
        ("home-return", "H12345678", True),
        ("home-return", "M1234567801", True),
        ("home-return", "X12345678", False),
        ("taiwan-permit", "12345678", True),
        ("taiwan-permit", "1234", False),
        ("passport", "E12345678", True),
        ("passport", "E1", False),
        ("military", "军字第1234567号", True),
        ("other", "任意 123", True),
        ("other", "", False),
        ("nothing-known", "123", False),
    ],
)
def test_other_certificates(kind: str, number: str, valid: bool) -> None:
    assert check(number, kind, TODAY).valid is valid


def test_a_foreigner_s_new_card_begins_with_nine() -> None:
    number = "91144019900101001"
    number += resident_check(number)
    assert check(number, "foreign-residence", TODAY).valid
    assert check(number, "auto", TODAY).kind == "foreign-residence"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("张三", "张三"),
        (" 张　三 ", "张 三"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提・艾力", "买买提·艾力"),
        ("𠮷田", "𠮷田"),
        ("䶮𬭎", "䶮𬭎"),
        ("张\U00031350", "张\U00031350"),
        ("Ｊｏｈｎ　Smith", "John Smith"),
        ("\uf9e9\u0045", "\uf9e9E"),  # a compatibility character is a name, not a variant
        ("阿" * 50, "阿" * 50),
    ],
)
def test_names_are_kept_as_they_are_written(typed: str, stored: str) -> None:
    checked = check(typed, "name", TODAY)
    assert (checked.valid, checked.normalised) == (True, stored)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", Problem.EMPTY),
        ("张", Problem.TOO_SHORT),
        ("阿" * 51, Problem.TOO_LONG),
        ("张\t三", Problem.CONTROL_CHARACTER),
        ("张\u202e三", Problem.CONTROL_CHARACTER),
        ("张\ud842", Problem.CONTROL_CHARACTER),
        ("·艾力", Problem.WRONG_FORM),
    ],
)
def test_names_that_cannot_be(typed: str, problem: Problem) -> None:
    assert check(typed, "name", TODAY).problem == problem


def test_private_characters_and_digits_in_a_name_are_doubts() -> None:
    assert check("张\ue000", "name", TODAY).warnings == (Doubt.PRIVATE_CHARACTER,)
    assert check("张3", "name", TODAY).warnings == (Doubt.UNUSUAL_CHARACTER,)


def test_organisations_have_long_names() -> None:
    assert check("彭" * 200, "organisation-name", TODAY).valid
    assert not check("彭" * 201, "organisation-name", TODAY).valid
    assert (
        check("某某（四川）有限公司", "organisation-name", TODAY).normalised
        == "某某（四川）有限公司"
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13812345678", "13812345678"),
        ("１３８ 1234 5678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("028-83701234", "028-83701234"),
        ("(028)83701234", "028-83701234"),
        ("08313701234-12", "08313701234-12"),
        ("400-123-4567", "4001234567"),
    ],
)
def test_phones_that_hold(typed: str, stored: str) -> None:
    checked = check(typed, "phone", TODAY)
    assert (checked.valid, checked.normalised) == (True, stored)


@pytest.mark.parametrize(
    "typed", ["", "12812345678", "1381234567", "83701234", "abc", "138123456789"]
)
def test_phones_that_do_not_hold(typed: str) -> None:
    assert not check(typed, "phone", TODAY).valid


def test_addresses_are_free_text_of_two_hundred_characters() -> None:
    assert check("天彭街道　１２３号", "address", TODAY).normalised == "天彭街道 123号"
    assert check("路" * 201, "address", TODAY).problem == Problem.TOO_LONG


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("510182198506151233", "5101**********1233"),
        ("E12345678", "E1*****78"),
        ("123", "***"),
        ("", ""),
    ],
)
def test_numbers_are_masked(number: str, masked: str) -> None:
    assert mask_id(number) == masked


def test_the_first_six_may_stay_by_setting() -> None:
    assert mask_id("510182198506151233", 6) == "510182********1233"


@given(st.text(min_size=1, max_size=30))
def test_a_mask_hides_at_least_half_of_it_or_five_characters(number: str) -> None:
    masked = mask_id(number)
    assert len(masked) == len(number)
    assert masked.count("*") >= min(5, (len(number) + 1) // 2)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("买买提·艾力", "买**·**"),
        ("𠮷田", "𠮷*"),
        ("王", "*"),
        ("", ""),
    ],
)
def test_names_are_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("13812345678", "138****5678"), ("028-83701234", "028*****1234"), ("12345", "*****")],
)
def test_phones_are_masked(number: str, masked: str) -> None:
    assert mask_phone(number) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("四川省彭州市天彭街道金彭东路123号", "四川省彭州市天彭街道****"),
        ("彭州市丽春镇花街村3组", "彭州市丽春镇****"),
        ("四川省彭州市牡丹大道88号水乡小区", "四川省彭州****"),
        ("江西省景德镇市珠山区某路1号", "江西省景德镇市珠山区****"),
        ("河南省新乡市红旗区平原路", "河南省新乡市红旗区****"),
        ("某小区3号", "****"),
        ("", ""),
    ],
)
def test_addresses_are_masked_below_the_street(address: str, masked: str) -> None:
    assert mask_address(address) == masked


def test_every_problem_and_doubt_has_words_in_both_languages() -> None:
    words = json.loads((RESOURCES / "words" / "problems.json").read_text(encoding="utf-8"))
    for code in (*Problem, *Doubt):
        assert words[code]["zh"]
        assert words[code]["en"]
