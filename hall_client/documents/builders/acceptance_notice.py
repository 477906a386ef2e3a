"""受理通知书: accepted from which day, and until when it is decided (Art. 32, 42, 45)."""

from reportlab.platypus import Flowable

from hall_client.app.papers import Paper
from hall_client.documents.blocks import NOTE, address, grid, material_sentence, say
from hall_client.documents.builders.special_notice import PROCEDURES
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import LICENSING, working_days

NEEDS: tuple[str, ...] = (
    "accepted_on",
    "committed_days",
    "committed_due_on",
    "statutory_days",
    "statutory_due_on",
)
COMPLETE = (
    f"经审查，申请事项属于本机关职权范围，申请材料齐全、符合法定形式。依据{LICENSING}"
    "第三十二条第一款第五项的规定，本机关自{day}起予以受理。"
)
DEEMED = (
    "本机关未在法定期限内告知需要补正的内容，"
    f"依据{LICENSING}第三十二条第一款第四项的规定，自收到申请材料之日即{{day}}起即为受理。"
)
CLOCK = (
    "办理期限自受理的次日起按工作日计算，不含法定节假日。依法需要听证、招标、拍卖、检验、检测、检疫、"
    f"鉴定和专家评审的，所需时间不计算在期限内，本机关将另行书面告知（{LICENSING}第四十五条）。"
)


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    received = f"于{facts['received_on']}" if facts.get("received_on") else ""
    ground = DEEMED if facts.get("deemed") else COMPLETE
    body = [
        address(paper),
        say(
            f"你（单位）{received}提出的“{paper.case.item_name}”申请收悉。"
            + ground.format(day=facts["accepted_on"])
        ),
        limits(paper),
        say(CLOCK),
    ]
    body += [say(text) for text in _further(paper)]
    if paper.materials:
        body.append(say(material_sentence(paper.materials), NOTE))
    return Sheet("受理通知书", body, signers=("受送达人（签名或盖章）",))


def limits(paper: Paper) -> Flowable:
    """The two limits side by side: the one of the law and the promised one."""
    facts = paper.facts
    mark = "（暂估，以工作日历公布后的通知为准）" if facts.get("estimated") else ""
    rows = [
        (
            name,
            working_days(facts[f"{key}_days"]),
            facts["accepted_on"],
            facts[f"{key}_due_on"] + mark,
        )
        for name, key in (("法定期限", "statutory"), ("承诺期限", "committed"))
    ]
    return grid(("办理期限", "时限", "受理日期", "届满日期"), (30, 35, 40, 55), rows)


def _further(paper: Paper) -> list[str]:
    facts = paper.facts
    special, fee, code = (facts.get(key) for key in ("special_procedures", "fee", "query_code"))
    said = [
        f"本事项可能涉及的特别程序：{_named(special)}。" if special else "",
        f"收费：{fee}。" if fee else "",
        f"办理进度查询码：{code}。" if code else "",
    ]
    return [one for one in said if one]


def _named(kinds: str) -> str:
    """expert-review、hearing -> 专家评审、听证; other words stay."""
    return "、".join(PROCEDURES.get(kind, kind) for kind in kinds.split("、"))
