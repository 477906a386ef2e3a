"""收件凭证: proof of what was handed in, when, and how to ask after it (not an acceptance)."""

from hall_client.app.papers import Paper
from hall_client.documents.blocks import address, material_table, say
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import LICENSING

NEEDS: tuple[str, ...] = ("received_at", "query_code")


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    body = [
        address(paper),
        say(
            f"你（单位）办理“{paper.case.item_name}”提交的下列材料，"
            f"本机关已于{facts['received_at']}收到："
        ),
        *material_table(paper.materials),
    ]
    if facts.get("missing"):
        body.append(say(f"尚缺材料：{facts['missing']}。"))
    body += [
        say(
            "本凭证只证明收到上述材料，不表示申请已被受理。申请材料不齐全或者不符合法定形式的，"
            "本机关将当场或者在五个工作日内一次告知需要补正的全部内容；逾期不告知的，"
            f"自收到申请材料之日起即为受理（{LICENSING}第三十二条第一款第四项）。"
        ),
        say(
            f"办理进度查询码：{facts['query_code']}。凭办件编号和查询码可以查询办理进度，请妥善保管。"
        ),
    ]
    return Sheet("收件凭证", body, sealed=False, signers=("交件人（签名）",), handler="收件人")
