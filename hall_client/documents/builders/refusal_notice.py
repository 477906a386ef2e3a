"""不予受理决定书 and 不受理告知书: the closed list of grounds (行政许可法 Art. 32, 78, 79)."""

from hall_client.app.papers import Paper
from hall_client.documents.blocks import address, say
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import LICENSING, remedy, sentence

NEEDS: tuple[str, ...] = ("refusal_kind", "reason", "remedy")
# ground: (article, what the law says)
GROUNDS = {
    "not-required": ("第三十二条第一款第一项", "申请事项依法不需要取得行政许可"),
    "not-competent": ("第三十二条第一款第二项", "申请事项依法不属于本机关职权范围"),
    "not-corrected": (
        "第三十二条第一款第四项、第五项",
        "申请材料不齐全或者不符合法定形式，经一次告知后仍未按照要求补正",
    ),
    "false-material": ("第七十八条", "申请人隐瞒有关情况或者提供虚假材料"),
    "banned": ("第七十八条、第七十九条", "申请人处于依法不得再次申请该行政许可的期间内"),
}


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    kind = facts["refusal_kind"]
    if kind not in GROUNDS:
        raise ValueError(f"not a ground to refuse acceptance: {kind!r}")
    told = kind == "not-required"
    title = "不受理告知书" if told else "不予受理决定书"
    article, ground = GROUNDS[kind]
    basis = facts.get("legal_basis") or f"{LICENSING}{article}"
    outcome = "现告知你（单位），本机关不受理该申请。" if told else "本机关决定不予受理。"
    body = [
        address(paper),
        say(
            f"你（单位）提出的“{paper.case.item_name}”申请收悉。经审查，{ground}。"
            f"依据{basis}的规定，{outcome}"
        ),
        say(f"具体理由：{sentence(facts['reason'])}"),
    ]
    if kind == "not-competent":
        body.append(say(f"请向{_authority(paper)}提出申请。"))
    body += [say(remedy(facts, title[-3:]))]
    return Sheet(title, body, signers=("受送达人（签名或盖章）",))


def _authority(paper: Paper) -> str:
    authority = paper.facts.get("competent_authority", "").strip()
    if not authority:
        raise ValueError("refused as not competent without naming the competent authority")
    return authority
