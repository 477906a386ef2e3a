"""What is done with an open case at the counter: take in materials, a fee, end it undecided."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from hall_client.app.rows import CaseSheet
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.fields import CodeField, LongTextField, TextField
from hall_client.ui.form import Ask, Form
from hall_client.ui.parts import STRETCH, Panel, column, label, named, row, scrolling
from hall_client.ui.picked_fields import Choice, ChoiceField
from hall_client.ui.presenters.cases import REFUSAL_KINDS, CasesPresenter
from hall_client.ui.screens.material_table import LackingStrip, MaterialTable
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

BACK = Action("deed-back", mark("Back"), "back", "Esc")
FEN = 100


class DeedPage(Panel):
    """A page with a title, a body, one act (Ctrl+Enter) and the way back (Esc)."""

    def __init__(self, act: Action, back: Callable[[], object], danger: bool = False) -> None:
        super().__init__("plain")
        back_action = Action(f"{act.id}-back", BACK.text, BACK.icon, BACK.shortcut)
        self.deed = ActionSet(self, (act, back_action))
        self.problem = label(role="strong", tone="danger", wrap=True)
        self.problem.setObjectName(f"{act.id}-problem")
        self.problem.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        buttons = row(self.deed.button(back_action.id), STRETCH)
        self.act_button = self.deed.button(act.id, "danger" if danger else "primary")
        buttons.addWidget(self.act_button)
        whole = column(label(tr(act.text), "heading"), self.body, self.problem, buttons, spacing=12)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.deed.bind(act.id, self.submit)
        self.deed.bind(back_action.id, back)

    def prepare(self) -> None:
        """Fill the page for the open case."""
        self.problem.hide()

    def submit(self) -> None:
        """Do it, or say beside the fields why not."""
        raise NotImplementedError

    def show_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()


class TakeInPage(DeedPage):
    """Supplemented or promised materials, ticked as at the intake."""

    def __init__(self, presenter: CasesPresenter, back: Callable[[], object]) -> None:
        act = Action("take-in-submit", mark("Take in materials"), "material", "Ctrl+Return")
        super().__init__(act, back)
        self._presenter = presenter
        self.table = MaterialTable(presenter.materials, "take-in-materials")
        self.lacking = LackingStrip()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.lacking)
        self.setFocusProxy(self.table)
        self.table.edited.connect(self._count)
        self.table.submitted.connect(self.submit)

    def prepare(self) -> None:
        super().prepare()
        self._presenter.prepare_materials()
        self.table.refresh()
        self.table.select_first()
        self._count()

    def submit(self) -> None:
        self._presenter.take_in()

    def _count(self) -> None:
        materials = self._presenter.materials
        self.lacking.show_lines(materials.lacking, bool(materials.lines))


class FeePage(DeedPage):
    """A fee of the published table: its amount cannot be typed."""

    def __init__(self, presenter: CasesPresenter, back: Callable[[], object]) -> None:
        act = Action("fee-submit", mark("Enter a fee"), "fee", "Ctrl+Return")
        super().__init__(act, back)
        self._presenter = presenter
        self.fee = ChoiceField(Ask("fee", mark("Fee by the published table"), required=True))
        self.receipt = CodeField(Ask("receipt_no", mark("Number of the receipt"), required=True))
        self.form = Form((self.fee, self.receipt))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.setFocusProxy(self.receipt)

    def prepare(self) -> None:
        super().prepare()
        self.form.clear()
        fees = self._presenter.fees
        self.fee.offer([Choice(one, _fee_words(one.name, one.due_fen())) for one in fees])
        if fees:
            self.fee.show_value(fees[0])

    def submit(self) -> None:
        if self.form.accept():
            asked = self.form.values()
            self._presenter.record_fee(asked["fee"], asked["receipt_no"])


class WithdrawPage(DeedPage):
    """The written request, and which materials go back."""

    def __init__(self, presenter: CasesPresenter, back: Callable[[], object]) -> None:
        words = mark("Withdraw the application")
        act = Action("withdraw-submit", words, "undo", "Ctrl+Return", command="WithdrawCase")
        super().__init__(act, back, danger=True)
        self._presenter = presenter
        reason = Ask("reason", mark("Reason, by the applicant's written request"), required=True)
        self.reason = LongTextField(reason)
        self.form = Form((self.reason,))
        self.returned = ReturnedList("returned")
        self.body.addWidget(self.form)
        self.body.addWidget(self.returned, 1)
        self.setFocusProxy(self.reason)

    def prepare(self) -> None:
        super().prepare()
        self.form.clear()
        self.returned.show_sheet(self._presenter.sheet)

    def submit(self) -> None:
        if self.form.accept():
            self._presenter.withdraw(self.reason.text(), self.returned.names())


class LapsePage(DeedPage):
    """The correction did not come in time: the clerk confirms it, and what goes back."""

    def __init__(self, presenter: CasesPresenter, back: Callable[[], object]) -> None:
        act = Action("lapse-submit", mark("Close as not corrected"), "close", "Ctrl+Return")
        super().__init__(act, back, danger=True)
        self._presenter = presenter
        self.told = label(role="muted", wrap=True)
        self.returned = ReturnedList("lapse-returned")
        self.body.addWidget(self.told)
        self.body.addWidget(self.returned, 1)
        self.setFocusProxy(self.act_button)

    def prepare(self) -> None:
        super().prepare()
        sheet = self._presenter.sheet
        self.told.setText(
            tr(
                "The time to supplement ended on {day}. The notice says that the case ends; "
                "the applicant may apply again.",
                day=sheet.answer_by if sheet else "",
            )
        )
        self.returned.show_sheet(sheet)

    def submit(self) -> None:
        self._presenter.lapse(self.returned.names())


class ReturnedList(Panel):
    """Which of the materials go back to the applicant: originals, unless it is told otherwise."""

    def __init__(self, name: str) -> None:
        super().__init__("plain")
        self._name = name
        self._boxes: list[QCheckBox] = []
        inside = Panel("plain")
        self._stack = QVBoxLayout(inside)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addStretch(1)
        title = label(tr("Materials that are returned"), "label")
        whole = column(title, scrolling(inside, f"{name}-scroll"))
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_sheet(self, sheet: CaseSheet | None) -> None:
        while self._boxes:
            self._boxes.pop().deleteLater()
        for one in sheet.materials if sheet else ():
            if one.copies:
                box = named(QCheckBox(one.name), f"{self._name}-{one.requirement}", one.name)
                box.setChecked(one.form == "original")
                self._stack.insertWidget(len(self._boxes), box)
                self._boxes.append(box)

    def names(self) -> list[str]:
        return [box.text() for box in self._boxes if box.isChecked()]


class RefusePage(DeedPage):
    """Refusal of acceptance by the section chief: every kind of the closed list."""

    def __init__(self, presenter: CasesPresenter, back: Callable[[], object]) -> None:
        words = mark("Refuse acceptance")
        act = Action("refuse-submit", words, "close", "Ctrl+Return", command="RefuseAcceptance")
        super().__init__(act, back, danger=True)
        self._presenter = presenter
        language = current().short
        kinds = [Choice(code, value("refusal", code, language), code) for code in REFUSAL_KINDS]
        self.kind = ChoiceField(Ask("refusal-kind", mark("Kind of refusal"), required=True), kinds)
        self.reason = LongTextField(
            Ask("refusal-reason", mark("Reason and legal basis"), required=True)
        )
        self.authority = TextField(Ask("refusal-authority", mark("Competent body, where to apply")))
        self.form = Form((self.kind, self.reason, self.authority))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.setFocusProxy(self.kind)

    def prepare(self) -> None:
        super().prepare()
        self.form.clear()

    def submit(self) -> None:
        if self.form.accept():
            kind = str(self.kind.value())
            self._presenter.refuse(kind, self.reason.text(), self.authority.text())


def _fee_words(name: str, fen: int) -> str:
    return tr("{name}: {amount} yuan", name=name, amount=f"{fen / FEN:.2f}")
