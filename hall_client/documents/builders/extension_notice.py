"""延期决定通知书: once, at most ten days, by the head of the body (行政许可法 Art. 42)."""

from hall_client.app.papers import Paper
from hall_client.documents.blocks import address, form, say
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import LICENSING, sentence

NEEDS: tuple[str, ...] = ("reason", "days", "former_due_on", "due_on", "approved_by")


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    basis = facts.get("legal_basis") or f"{LICENSING}第四十二条第一款"
    body = [
        address(paper),
        say(
            f"你（单位）提出的“{paper.case.item_name}”申请，在法定期限内不能作出决定。依据{basis}的规定，"
            f"经本行政机关负责人批准，决定延长办理期限{facts['days']}个工作日。"
        ),
        form(
            {
                "原届满日期": facts["former_due_on"],
                "延长期限": f"{facts['days']}个工作日",
                "延期后届满日期": facts["due_on"],
                "批准人": facts["approved_by"],
            }
        ),
        say(f"延期理由：{sentence(facts['reason'])}"),
    ]
    return Sheet("延期决定通知书", body, signers=("受送达人（签名或盖章）",))
