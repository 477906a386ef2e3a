"""终止办理通知书 and 撤回申请确认书: a case ends without a decision on its substance."""

from hall_client.app.papers import Paper
from hall_client.documents.blocks import address, say
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import remedy, sentence

NEEDS: tuple[str, ...] = ("ending", "reason")
ENDINGS = {
    "withdrawn": "你（单位）书面申请撤回，本机关同意撤回，自本通知书送达之日起终止办理。",
    "lapsed": "你（单位）未在告知的期限内补正申请材料，本机关决定终止办理。",
    "terminated": "因出现不能继续办理的情形，本机关决定终止办理。",
}
REASONS = {
    "tolerance-not-fulfilled": "未在承诺的期限内补齐容缺受理的材料",
    "applicant-gone": "申请人死亡、丧失行为能力或者依法终止",
    "item-repealed": "申请事项依据的规定已经修改或者废止",
    "force-majeure": "因不可抗力致使行政许可事项无法实施",
}


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    ending = facts["ending"]
    if ending not in ENDINGS:
        raise ValueError(f"not an ending of a case: {ending!r}")
    reason = REASONS.get(facts["reason"], facts["reason"])
    basis = f"依据：{sentence(facts['legal_basis'])}" if facts.get("legal_basis") else ""
    body = [
        address(paper),
        say(f"你（单位）提出的“{paper.case.item_name}”申请，{ENDINGS[ending]}"),
        say(f"理由：{sentence(reason)}{basis}"),
        say(f"退回材料：{facts.get('returned') or '无'}。"),
        say("本次终止办理不影响你（单位）依法重新提出申请。"),
    ]
    if ending != "withdrawn" and facts.get("review_body") and facts.get("court"):
        body.append(say(remedy(facts, "通知")))
    return Sheet("终止办理通知书", body, signers=("受送达人（签名或盖章）",))
