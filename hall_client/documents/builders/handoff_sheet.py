"""材料交接单: one case's papers change hands, both sides sign."""

from hall_client.app.papers import Paper
from hall_client.documents.blocks import form, material_table
from hall_client.documents.sheet import Sheet

NEEDS: tuple[str, ...] = ("handoff_no", "from_section", "to_section", "sent_at", "sent_by")


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    head = {
        "交接批次": facts["handoff_no"],
        "移交": f"{facts['from_section']}　{facts['sent_by']}　{facts['sent_at']}",
        "接收": facts["to_section"],
    }
    body = [form(head), *material_table(paper.materials)]
    signers = ("移交人（签名）", "接收人（签名）")
    return Sheet("材料交接单", body, sealed=False, signers=signers, handler="制单人")
