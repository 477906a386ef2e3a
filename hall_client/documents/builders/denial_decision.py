"""不予行政许可决定书: reasons, clause and ways to object, or no decision (Art. 38, 55)."""

from reportlab.platypus import Flowable

from hall_client.app.papers import Paper
from hall_client.documents.blocks import address, say, section
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import LICENSING, remedy, sentence

NEEDS: tuple[str, ...] = ("accepted_on", "reason", "legal_basis", "remedy")


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    body: list[Flowable] = [
        address(paper),
        say(
            f"你（单位）提出的“{paper.case.item_name}”申请，本机关于{facts['accepted_on']}受理。"
            "经审查，该申请不符合法定条件、标准。"
        ),
    ]
    if facts.get("findings"):
        body += [*section("一、查明的事实"), say(sentence(facts["findings"]))]
    numbers = iter("二三四五" if facts.get("findings") else "一二三四")
    body += [
        *section(f"{next(numbers)}、不予许可的理由"),
        say(sentence(facts["reason"])),
        *section(f"{next(numbers)}、依据和决定"),
        say(
            f"依据{LICENSING}第三十八条第二款和{facts['legal_basis']}的规定，"
            f"{_standard(paper)}本机关决定不予行政许可。"
        ),
        *section(f"{next(numbers)}、救济途径"),
        say(remedy(facts, "决定")),
    ]
    return Sheet("不予行政许可决定书", body, signers=("受送达人（签名或盖章）",))


def _standard(paper: Paper) -> str:
    """Art. 55: a refusal after inspection or testing names the technical standard."""
    standard = paper.facts.get("technical_standard", "")
    return f"所依据的技术标准、技术规范为{standard}。" if standard else ""
