"""Every part of the kit in one window: `python -m tests.ui.gallery OUT.png [theme] [text size]`."""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QSplitter, QWidget

from hall_client.ui import application
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import CodeField, LongTextField, MoneyField, NumberField, TextField
from hall_client.ui.form import Ask, Finding, Form
from hall_client.ui.main_window import Admission, MainWindow
from hall_client.ui.notices import Level, Notice, NoticeAction, Notices
from hall_client.ui.parts import STRETCH, Panel, card, column, label, row, rule, scrolling
from hall_client.ui.picked_fields import Choice, ChoiceField, DateField
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import Look
from hall_client.ui.workspace import Workspace


@dataclass(frozen=True)
class CaseRow:
    """A row as a to-do list would have it."""

    case_no: str
    item: str
    applicant: str
    days_left: int


ROWS = tuple(
    CaseRow(f"H12611{day:02}{serial:04}", item, who, left)
    for day, serial, item, who, left in (
        (3, 12, "企业设立登记", "江城市青禾农业有限公司", -1),
        (4, 3, "食品经营许可（新办）", "赵𠮷𬭎", 0),
        (6, 21, "建设工程规划许可证核发", "江城市第三中学", 2),
        (9, 8, "公共场所卫生许可", "陈䶮", 5),
        (10, 33, "公司变更登记（法定代表人）", "江城恒远物流有限公司", 8),
        (12, 2, "户外广告设施设置审批", "刘晓明", 11),
    )
)


def days_tone(row: CaseRow) -> str:
    return "danger" if row.days_left < 0 else "warning" if row.days_left <= 2 else ""


COLUMNS: tuple[Column[CaseRow], ...] = (
    Column("办件编号", lambda row: row.case_no, width=150, strong=True),
    Column("事项", lambda row: row.item),
    Column("申请人", lambda row: row.applicant, width=190),
    Column(
        "剩余工作日",
        lambda row: f"逾期 {-row.days_left} 天" if row.days_left < 0 else f"{row.days_left} 天",
        width=120,
        align="right",
        tone=days_tone,
        sign=days_tone,
        sort=lambda row: row.days_left,
    ),
)

ACTIONS = (
    Action("call-next", "呼叫下一位", "call", "F2"),
    Action("recall", "重呼", "recall", "F3"),
    Action("pass", "过号", "pass", "F4"),
    Action("transfer", "转移", "transfer", "F6"),
    Action("hold", "挂起", "hold", "F7"),
    Action("finish", "办结", "finish", "F8"),
)


def build_counter() -> QWidget:
    page = Panel("page")
    deed = ActionSet(page, ACTIONS)
    for name in ("recall", "pass"):
        deed.enable(name, False, why="当前没有正在呼叫的排队号。")
    number = label("A012", role="number")
    facts = column(
        row(label("正在办理", role="muted"), STRETCH, label("综合服务", "badge", "info")),
        number,
        label("企业设立登记 · 已办理 6 分钟", role="muted"),
        deed.button("call-next", "primary"),
        rule(),
        row(deed.button("recall"), deed.button("hold"), deed.button("transfer")),
        row(deed.button("finish"), STRETCH, deed.button("pass", "danger")),
        spacing=12,
    )
    left = column(card(facts), STRETCH)
    right = card(column(label("受理登记", role="heading"), scrolling(form(), "form-scroll")))
    page.setLayout(row(left, right, spacing=16))
    page.layout().setStretch(1, 1)
    return page


def form() -> Form:
    made = Form(
        (
            ChoiceField(
                Ask("item", "事项", required=True, hint="可输入名称、拼音首字母或编码", wide=True),
                [Choice(1, "企业设立登记", "qysldj"), Choice(2, "食品经营许可", "spjyxk")],
            ),
            TextField(Ask("name", "申请人姓名", required=True)),
            CodeField(
                Ask("id", "居民身份证号码", required=True, check=lambda _v: "校验位不正确。")
            ),
            CodeField(
                Ask(
                    "phone",
                    "联系电话",
                    live=True,
                    check=lambda v: None if len(v) == 11 else Finding("还差几位", "muted"),
                )
            ),
            DateField(Ask("from", "有效期自", hint="例如 2026-10-01")),
            NumberField(Ask("copies", "份数")),
            MoneyField(Ask("fee", "应缴费用")),
            LongTextField(Ask("remark", "备注", wide=True), 2),
        ),
        columns=2,
    )
    made.show_values({"name": "赵𠮷𬭎", "id": "110101199003070000", "item": 1, "fee": 12850})
    return made


def build_todo() -> QWidget:
    page = Panel("page")
    model = TableModel(COLUMNS, key=lambda row: row.case_no)
    table = TableView(model, "todo-table", "待办办件", empty="没有待办办件。")
    model.set_rows(ROWS)
    detail = card(column(label("办件详情", role="heading"), label("按 ↑ ↓ 选择", "muted"), STRETCH))
    table.current.connect(lambda _row: None)
    table.select_first()
    split = QSplitter()
    split.addWidget(table)
    split.addWidget(detail)
    split.setSizes([700, 300])
    page.setLayout(column(label("待办", role="title"), split, spacing=12))
    page.layout().setStretch(1, 1)
    return page


PLACES = (
    Workspace("counter", "窗口受理", "counter", build_counter),
    Workspace("todo", "待办", "todo", build_todo),
    Workspace("handoff", "材料移交", "handoff", build_todo),
    Workspace("decide", "审批决定", "decide", build_todo),
    Workspace("seal", "用印", "seal", build_todo),
    Workspace("deliver", "送达", "deliver", build_todo),
)


def window(notices: Notices) -> MainWindow:
    made = MainWindow(PLACES, notices, now=lambda: "09:41")
    made.show_hall("江城市政务服务大厅", "单机模式 · 演练数据库")
    return made


def admit(made: MainWindow) -> None:
    made.admit(Admission("clerk1", "张晓红", "综合窗口人员", frozenset({"clerk"}), "3 号窗口"))
    made.shell.status.show_fact("link", "联机", "success", "online")
    made.shell.status.show_fact("waiting", "等候 12 人")
    made.shell.status.show_fact("longest", "最长等候 18 分钟", "warning", "warning")
    made.shell.status.show_fact("printer", "打印机正常", "muted", "print")


def main(out: Path, theme: str = "light", size: str = "normal") -> None:
    app = application.start(Look(theme, size), "zh_CN")
    notices = Notices()
    made = window(notices)
    made.resize(1366, 768)
    made.show()
    shots = {"sign-in": lambda: made.sign_in.refuse("登录名或密码不正确，请重新输入。")}
    shots["counter"] = lambda: (admit(made), _busy(made, notices))
    shots["todo"] = lambda: made.open("todo")
    for name, prepare in shots.items():
        prepare()
        app.processEvents()
        app.processEvents()
        made.grab().save(str(out / f"{name}-{theme}-{size}.png"))


def _busy(made: MainWindow, notices: Notices) -> None:
    notices.success("A011 已办结。", NoticeAction("撤销", lambda: None))
    notices.post(Notice(Level.WARNING, "标签打印机缺纸，标签已排队，装纸后自动打印。"))
    made.shell.content.currentWidget().findChild(Form).accept()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
