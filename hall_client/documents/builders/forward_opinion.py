"""转报意见书: first review here, the body above decides (行政许可法 Art. 35, 43)."""

from reportlab.platypus import Flowable

from hall_client.app.papers import Paper
from hall_client.documents.blocks import FLUSH, material_table, say, section
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import LICENSING, sentence

NEEDS: tuple[str, ...] = ("accepted_on", "content")


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    body: list[Flowable] = [
        say(f"{facts.get('upper_body') or '上级行政机关'}：", FLUSH),
        say(
            f"{paper.case.applicant}提出的“{paper.case.item_name}”申请，本机关于{facts['accepted_on']}受理，"
            f"现已审查完毕。依据{LICENSING}第三十五条、第四十三条的规定，"
            "将初步审查意见和全部申请材料报送你机关，请予审查决定。"
        ),
        *section("一、初步审查意见"),
        say(sentence(facts.get("opinion") or facts["content"])),
    ]
    if facts.get("legal_basis"):
        body += [*section("二、依据"), say(sentence(facts["legal_basis"]))]
    if paper.materials:
        body += [*section("附：报送材料清单"), *material_table(paper.materials)]
    return Sheet("转报意见书", body, signers=("接收人（签名）",))
