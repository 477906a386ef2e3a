"""容缺受理通知书: accepted with promised materials still to come (容缺后补)."""

from hall_client.app.papers import Paper
from hall_client.documents.blocks import address, grid, say
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import sentence

NEEDS: tuple[str, ...] = ("accepted_on", "promised_on", "committed_due_on")
FAILURE = "逾期未补齐的，视为撤回本次申请，本机关终止办理并退回已收材料"


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    if not paper.materials:
        raise ValueError("tolerance notice without a promised material")
    rows = [(str(m.no), m.name, m.form, m.note) for m in paper.materials]
    body = [
        address(paper),
        say(
            f"你（单位）提出的“{paper.case.item_name}”申请，主要申请材料齐全、符合法定形式，"
            f"仅缺少下列可以容缺的材料。根据你（单位）的书面承诺，本机关自{facts['accepted_on']}起"
            "先予受理，并同步审查："
        ),
        grid(("序号", "容缺材料名称", "形式", "承诺"), (10, 80, 20, 50), rows),
        say(
            f"请于{facts['promised_on']}前（含当日）补齐上述材料，以本机关收到的时间为准。"
            f"承诺办结日期为{facts['committed_due_on']}。材料补齐前，"
            "本机关不作出准予决定，不颁发证件。"
            f"{sentence(facts.get('consequence') or FAILURE)}"
        ),
        say(
            "申请人承诺：已知晓容缺受理的内容、期限和后果，自愿适用容缺受理，"
            "保证按期提交真实、有效、符合法定形式的材料，并承担不履行承诺的责任。"
        ),
    ]
    return Sheet("容缺受理通知书", body, signers=("申请人（签名或盖章）",))
