"""Columns of the catalogue workbook: headings people know, cells to plain data and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from hall_client.domain.catalogue import (
    CodeScheme,
    ItemKind,
    ItemStatus,
    MaterialForm,
    MaterialSource,
    PowerSource,
    Profile,
    RequestKind,
    ResultKind,
    Signature,
    SpecialKind,
)

Cell = str | int | float | bool | date | datetime | None
Read = Callable[[str], object]
Write = Callable[[object], Cell]


@dataclass(frozen=True)
class Column:
    """A heading, the field it fills (`result.name` is nested), and how its cells are read.

    `read` takes the cell's text and raises ValueError when it does not fit.
    """

    heading: str
    field: str
    read: Read
    write: Write


def _text(heading: str, field: str) -> Column:
    return Column(heading, field, str, _plain)


def _plain(value: object) -> Cell:
    return value if isinstance(value, str | int) else None


def _number(heading: str, field: str) -> Column:
    return Column(heading, field, _whole, _plain)


def _whole(text: str) -> int:
    return int(text.removesuffix(".0"))


def _flag(heading: str, field: str) -> Column:
    return Column(heading, field, {"是": True, "否": False}.__getitem__, _yes_no)


def _yes_no(value: object) -> str:
    return "是" if value else "否"


def _day(heading: str, field: str) -> Column:
    return Column(heading, field, lambda text: date.fromisoformat(text[:10]).isoformat(), _plain)


def _yuan(heading: str, field: str) -> Column:
    return Column(heading, field, _fen, lambda value: f"{Decimal(str(value)) / 100:.2f}")


def _fen(text: str) -> int:
    try:
        fen = Decimal(text) * 100
    except InvalidOperation:
        raise ValueError(text) from None
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise ValueError(text)
    return int(fen)


def _lines(heading: str, field: str) -> Column:
    """Several texts in one cell, one a line."""
    return Column(heading, field, _split, _join)


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _join(value: object) -> str:
    return "\n".join(str(one) for one in value) if isinstance(value, list) else ""


def _word(heading: str, field: str, words: Mapping[str, str]) -> Column:
    values = {word: value for value, word in words.items()}
    return Column(heading, field, values.__getitem__, lambda value: words[str(value)])


def _words(heading: str, field: str, words: Mapping[str, str]) -> Column:
    values = {word: value for value, word in words.items()}
    return Column(
        heading,
        field,
        lambda text: [values[word] for word in _split(text)],
        lambda value: _join([words[one] for one in value] if isinstance(value, list) else []),
    )


def _named(kinds: type[StrEnum], words: str) -> dict[str, str]:
    return dict(zip((kind.value for kind in kinds), words.split(), strict=True))


KINDS = _named(ItemKind, "即办件 承诺件 上报件")
REQUESTS = _named(RequestKind, "新办 变更 延续 补证 注销")
PROFILES = _named(Profile, "一审 一审一核 四分离 重大")
STATUSES = _named(ItemStatus, "草稿 已审定 已发布 已取消")
SCHEMES = _named(CodeScheme, "国标 地方")
POWERS = _named(PowerSource, "法定本级 上级下放 上级授权 同级授权 上级委托 同级委托")
RESULTS = _named(ResultKind, "证照 批文 登记 无")
SPECIALS = _named(SpecialKind, "听证 招标 拍卖 检验 检测 检疫 鉴定 专家评审")
FORMS = _named(MaterialForm, "原件 复印件 电子")
SOURCES = _named(MaterialSource, "申请人自备 政府部门核发 其他")
SIGNATURES = _named(Signature, "无 签名 盖章 签名或盖章")

ITEM_SHEET = "事项"
OPTION_SHEET = "情形"
CHILD_KEYS = (_text("事项代码", "item"), _number("版本", "item_version"))
"""What a row of a list sheet begins with: the item version it belongs to."""
ITEM_COLUMNS: Sequence[Column] = (
    _text("事项代码", "code"),
    _number("版本", "version"),
    _word("状态", "status", STATUSES),
    _text("事项名称", "name"),
    _text("拼音首字母", "pinyin"),
    _word("编码规则", "scheme", SCHEMES),
    _text("实施编码", "official_code"),
    _word("办件类型", "kind", KINDS),
    _words("申请类型", "request_kinds", REQUESTS),
    _word("审批方式", "profile", PROFILES),
    _flag("重大项目", "major"),
    _text("队列", "queue"),
    _text("科室", "section"),
    _lines("监管部门", "departments"),
    _number("法定时限", "statutory_days"),
    _number("承诺时限", "committed_days"),
    _number("补正告知时限", "correction_days"),
    _number("送达时限", "delivery_days"),
    _lines("受理条件", "conditions"),
    _word("结果类型", "result.kind", RESULTS),
    _text("结果名称", "result.name"),
    _flag("有证照", "result.has_certificate"),
    _number("有效期（月）", "result.valid_months"),
    _text("实施主体", "office.authority"),
    _text("办理地点", "office.place"),
    _text("咨询电话", "office.phone"),
    _text("投诉电话", "office.complaint_phone"),
    _flag("可代理", "agent_allowed"),
    _flag("须本人到场", "must_appear_in_person"),
    _flag("告知承诺", "promise_allowed"),
    _number("核查期限", "after_check_days"),
    _flag("容缺受理", "tolerance_allowed"),
    _flag("现场勘验", "survey_required"),
    _word("权力来源", "power_source", POWERS),
    _day("生效日期", "effective_on"),
    _day("取消日期", "cancelled_on"),
)
CHILD_SHEETS: Mapping[str, tuple[str, Sequence[Column]]] = {
    "依据": ("legal_basis", (_text("法律法规", "law"), _text("条款", "article"))),
    "材料": (
        "materials",
        (
            _text("材料编号", "code"),
            _text("材料名称", "name"),
            _word("形式", "form", FORMS),
            _number("份数", "copies"),
            _flag("必要", "required"),
            _flag("可容缺", "tolerable"),
            _flag("留存", "retain"),
            _word("来源", "source", SOURCES),
            _word("签章", "signature", SIGNATURES),
            _lines("适用情形", "situations"),
            _lines("来源事项", "source_items"),
            _text("说明", "note"),
        ),
    ),
    "收费": (
        "fees",
        (
            _text("收费项目", "name"),
            _yuan("最低（元）", "min_fen"),
            _yuan("最高（元）", "max_fen"),
            _text("收费依据", "basis"),
            _text("停征文件", "suspended_by"),
        ),
    ),
    "特别程序": (
        "special_procedures",
        (_word("程序", "kind", SPECIALS), _number("天数", "days"), _text("依据", "basis")),
    ),
}
OPTION_COLUMNS: Sequence[Column] = (
    _text("上级选项", "parent"),
    _text("问题", "question"),
    _text("选项代码", "code"),
    _text("选项", "text"),
    _number("承诺时限", "committed_days"),
    _lines("附加字段", "fields"),
)
"""An extra field is written `code|label|kind|是`, one a line."""
