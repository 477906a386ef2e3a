"""准予行政许可决定书 (行政许可法 Art. 38, 44)."""

from hall_client.app.papers import Paper
from hall_client.documents.blocks import address, form, say
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import LICENSING

NEEDS: tuple[str, ...] = ("content", "accepted_on", "legal_basis")

ISSUE = (
    "本机关自作出本决定之日起十个工作日内向你（单位）颁发、送达行政许可证件"
    f"（{LICENSING}第四十四条）。请在许可的范围内依法从事许可事项的活动，并接受监督检查。"
)
RENEW = (
    "需要延续有效期的，应当在有效期届满三十日前提出申请"
    f"，法律、法规、规章另有规定的，依照其规定（{LICENSING}第五十条）。"
)


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    promise = "以告知承诺方式" if facts.get("promise") else ""
    body = [
        address(paper),
        say(
            f"你（单位）提出的“{paper.case.item_name}”申请，本机关于{facts['accepted_on']}{promise}受理。"
            f"经审查，申请符合法定条件、标准。依据{LICENSING}第三十八条第一款和"
            f"{facts['legal_basis']}的规定，决定准予行政许可，内容如下："
        ),
        form(_granted(paper)),
        say(ISSUE + (RENEW if facts.get("valid_to") else "")),
    ]
    return Sheet("准予行政许可决定书", body, signers=("受送达人（签名或盖章）",))


def _granted(paper: Paper) -> dict[str, str]:
    facts = paper.facts
    rows = {
        "许可内容": facts["content"],
        "许可范围": facts.get("scope", ""),
        "有效期": _valid(facts.get("valid_from", ""), facts.get("valid_to", "")),
        "许可证编号": facts.get("licence_no", ""),
        "决定日期": facts.get("decided_on", ""),
        "批准人": facts.get("approved_by", ""),
    }
    return {label: text for label, text in rows.items() if text}


def _valid(start: str, end: str) -> str:
    if start and end:
        return f"自{start}至{end}"
    return f"自{start}起" if start else f"至{end}" if end else ""
