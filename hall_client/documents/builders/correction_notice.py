"""申请材料补正告知书: everything that is missing or wrong, told once (行政许可法 Art. 32(1)4)."""

from hall_client.app.papers import Paper
from hall_client.documents.blocks import address, grid, say
from hall_client.documents.sheet import Sheet
from hall_client.documents.words import LICENSING, sentence

NEEDS: tuple[str, ...] = ("received_on", "answer_by")
LAPSE = "逾期未补正的，视为撤回本次申请；材料齐备后可以重新提出申请"


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    unexplained = [line.name for line in paper.materials if not line.note.strip()]
    if unexplained or not paper.materials:
        raise ValueError(f"correction notice does not say what to correct: {unexplained}")
    rows = [(str(line.no), line.name, line.note) for line in paper.materials]
    body = [
        address(paper),
        say(
            f"你（单位）于{facts['received_on']}提出的“{paper.case.item_name}”申请收悉。经审查，"
            f"申请材料不齐全或者不符合法定形式。依据{LICENSING}第三十二条第一款第四项的规定，"
            "现将需要补正的全部内容一次告知如下："
        ),
        grid(("序号", "材料名称", "存在的问题和补正要求"), (10, 60, 90), rows),
        say(
            f"请于{facts['answer_by']}前（含当日）将补正材料送至{paper.issuer.address}。"
            "按照本告知书的要求提交全部补正材料后，本机关依法予以受理。"
            f"{sentence(facts.get('consequence') or LAPSE)}"
        ),
    ]
    return Sheet("申请材料补正告知书", body, signers=("受送达人（签名或盖章）",))
