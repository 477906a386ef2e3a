"""卷内目录: what lies in the file, on which pages."""

from hall_client.app.papers import MaterialLine, Paper
from hall_client.documents.blocks import form, grid, say
from hall_client.documents.sheet import Sheet

NEEDS: tuple[str, ...] = ("archive_no", "archived_on", "documents")


def build(paper: Paper) -> Sheet:
    facts = paper.facts
    head = {"档号": facts["archive_no"], "归档日期": facts["archived_on"]}
    if facts.get("retention"):
        head["保管期限"] = facts["retention"]
    titles = [one for one in facts["documents"].split("；") if one]
    rows = [*_documents(titles), *_materials(paper.materials, len(titles))]
    pages = sum(line.pages for line in paper.materials)
    heads = ("序号", "文件材料题名", "形式", "份数", "页号", "备注")
    body = [
        form(head),
        grid(heads, (10, 72, 18, 12, 20, 28), rows),
        say(
            f"本卷共{len(rows)}件，其中文书{len(titles)}件，申请材料{len(paper.materials)}件{pages}页。"
        ),
    ]
    return Sheet("卷内目录", body, sealed=False, signers=("检查人（签名）",), handler="立卷人")


def _documents(titles: list[str]) -> list[tuple[str, ...]]:
    return [(str(n), title, "文书", "1", "", "") for n, title in enumerate(titles, 1)]


def _materials(materials: tuple[MaterialLine, ...], before: int) -> list[tuple[str, ...]]:
    """Rows with running page numbers: 1-3, 4, 5-9."""
    rows: list[tuple[str, ...]] = []
    first = 1
    for n, line in enumerate(materials, before + 1):
        last = first + line.pages - 1
        span = "" if line.pages < 1 else str(first) if first == last else f"{first}-{last}"
        rows.append((str(n), line.name, line.form, str(line.copies), span, line.note))
        first += line.pages
    return rows
