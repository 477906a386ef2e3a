"""特别程序告知书: time that does not count, told in writing (行政许可法 Art. 45)."""

from hall_client.app.papers import Paper
from hall_client.documents.blocks import address, say
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import LICENSING, sentence

NEEDS: tuple[str, ...] = ("procedure", "days", "started_on")
PROCEDURES = {
    "hearing": "听证",
    "tender": "招标",
    "auction": "拍卖",
    "inspection": "检验",
    "testing": "检测",
    "quarantine": "检疫",
    "appraisal": "鉴定",
    "expert-review": "专家评审",
}


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    procedure = PROCEDURES.get(facts["procedure"], facts["procedure"])
    if procedure not in PROCEDURES.values():
        raise ValueError(f"not a special procedure of Art. 45: {facts['procedure']!r}")
    organiser = facts.get("organiser") or "本机关"
    because = f"依据{facts['basis']}，" if facts.get("basis") else ""
    body = [
        address(paper),
        say(
            f"你（单位）提出的“{paper.case.item_name}”申请，{because}作出决定前需要进行{procedure}，"
            f"由{organiser}组织，自{facts['started_on']}起，预计需要{facts['days']}个工作日。"
        ),
        say(
            f"依据{LICENSING}第四十五条的规定，上述{procedure}所需时间不计算在办理期限内。"
            f"{procedure}结束后，办理期限继续计算；所需时间发生变化的，本机关将另行书面告知。"
        ),
    ]
    if facts.get("reason"):
        body.append(say(f"说明：{sentence(facts['reason'])}"))
    return Sheet("特别程序告知书", body, signers=("受送达人（签名或盖章）",))
