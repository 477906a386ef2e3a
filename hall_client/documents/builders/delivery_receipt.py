"""送达回证: what was delivered, to whom, how; the day signed is the day of delivery."""

from hall_client.app.papers import Paper
from hall_client.documents.blocks import form
from hall_client.documents.sheet import Sheet

NEEDS: tuple[str, ...] = ("documents", "recipient", "method", "place", "server")
RULE = (
    "受送达人拒绝签收的，送达人应当注明拒收事由和日期，由见证人签名或者拍照、录像，"
    "将文书留在受送达人的住所，即视为送达。"
)


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    recipient = f"{facts['recipient']}（{facts['relation']}）" if facts.get("relation") else ""
    blank = "　　　　年　　月　　日　　时　　分"
    rows = {
        "送达文书名称及文号": facts["documents"].replace("；", "\n"),
        "受送达人": paper.case.applicant,
        "签收人（与受送达人的关系）": recipient or facts["recipient"],
        "送达方式": facts["method"],
        "送达地点": facts["place"],
        "送达时间": facts.get("delivered_at") or blank,
        "送达人": facts["server"],
        "邮件号码": facts.get("tracking_no", ""),
        "拒收事由及见证人": facts.get("refusal", ""),
        "备注": "；".join(filter(None, (facts.get("remark"), RULE))),
    }
    kept = {label: text for label, text in rows.items() if text or label == "拒收事由及见证人"}
    signers = ("签收人（签名或盖章）", "送达人（签名）")
    return Sheet("送达回证", [form(kept)], sealed=False, signers=signers, handler="经办人")
