"""Pages beside a case to be decided: sign, send back, extend, enter the upper body's result."""

from PySide6.QtCore import Signal

from hall_client.app.rows import CaseSheet
from hall_client.domain.deadlines import EXTENSION_LIMIT
from hall_client.ui.fields import LongTextField, NumberField, TextField
from hall_client.ui.form import Ask, Form
from hall_client.ui.parts import STRETCH, Panel, column, label, row
from hall_client.ui.presenters.decision import DecisionPresenter
from hall_client.ui.screens.choice_bar import ChoiceBar, TemplateMenu
from hall_client.ui.screens.decision_form import DecisionForm
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

UPPER_RESULTS = ("grant", "deny")


class BeforeMe(Panel):
    """Who did what before (承办人), and what was recommended: the approver reads this first."""

    def __init__(self) -> None:
        super().__init__("plain")
        self.people = label(wrap=True)
        self.people.setObjectName("duties-done")
        self.recommendation = label(role="badge")
        self.recommendation.setObjectName("recommended")
        self.opinion = label(wrap=True)
        self.opinion.setObjectName("opinion-read")
        head = row(label(tr("Opinion of the review"), "strong"), self.recommendation, STRETCH)
        self.setLayout(column(self.people, head, self.opinion, spacing=4))

    def show_sheet(self, sheet: CaseSheet) -> None:
        language = current().short
        said = [f"{value('duty', one.duty, language)}：{one.name}" for one in sheet.duties]
        self.people.setText("　".join(said))
        self.recommendation.setText(value("recommendation", sheet.recommendation, language))
        self.recommendation.setVisible(sheet.recommendation is not None)
        tone = "danger" if sheet.recommendation == "deny" else "success"
        self.recommendation.setProperty("tone", tone)
        self.recommendation.style().polish(self.recommendation)
        self.opinion.setText(sheet.opinion or tr("No opinion was written."))


class SignPage(Panel):
    """The decision itself, or why this person cannot make it."""

    def __init__(self, presenter: DecisionPresenter) -> None:
        super().__init__("plain")
        self._presenter = presenter
        self._version = 0
        self.form = DecisionForm(presenter.drafts)
        self.form.settled.connect(self._preview)
        self.form.settled.connect(presenter.keep_drafts)
        self.why = label(tone="danger", wrap=True)
        self.why.setObjectName("why-not-decide")
        self.setLayout(column(self.why, self.form, STRETCH, spacing=8))
        self.setFocusProxy(self.form)

    def show_sheet(self, sheet: CaseSheet) -> None:
        presenter = self._presenter
        why = presenter.why_not("decide")
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.form.setVisible(not why)
        changed, self._version = self._version != sheet.version, sheet.version
        decisions = presenter.decisions
        wanted_first = sorted(decisions, key=lambda one: one != sheet.recommendation)
        begun = self.form.show_case(sheet.case_id, tuple(wanted_first), presenter.prefilled())
        if changed and not begun:
            self._preview()

    def submit(self) -> None:
        if self.form.accept():
            given = self.form.values()
            self.form.show_wrong(self._presenter.decide(self.form.decision, given))

    def _preview(self) -> None:
        if self.form.isVisible() and self.form.decision:
            self._presenter.preview(self.form.decision, self.form.values())


class SendBackPage(Panel):
    """Back to the reviewer with a reason; the clock keeps running."""

    done = Signal()

    def __init__(self, presenter: DecisionPresenter) -> None:
        super().__init__("plain")
        self._presenter = presenter
        ask = Ask("return-reason", mark("Why it goes back"), required=True)
        self.reason = LongTextField(ask, lines=4)
        self.form = Form((self.reason,))
        self.phrases = TemplateMenu("return-phrases", self._take)
        self.phrases.offer("return")
        title = label(tr("Back to the reviewer; the clock keeps running"), "strong", wrap=True)
        self.setLayout(column(title, row(STRETCH, self.phrases), self.form, STRETCH, spacing=8))
        self.setFocusProxy(self.reason)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Nothing of the case stands here."""

    def submit(self) -> None:
        if self.form.accept():
            self._presenter.send_back(self.form.values()["return-reason"])
            self.form.clear()
            self.done.emit()

    def _take(self, text: str) -> None:
        self.reason.append(text)


class ExtendPage(Panel):
    """Extension by the head of the body: once, at most ten days (行政许可法 Art. 42)."""

    done = Signal()

    def __init__(self, presenter: DecisionPresenter) -> None:
        super().__init__("plain")
        self._presenter = presenter
        asked = Ask("extend-days", mark("Working days more"), required=True, live=True)
        self.days = NumberField(asked, least=1, most=EXTENSION_LIMIT)
        ask = Ask("extend-reason", mark("Reason told to the applicant"), required=True)
        self.reason = LongTextField(ask, lines=3)
        self.form = Form((self.days, self.reason))
        self.phrases = TemplateMenu("extend-phrases", self._take)
        self.phrases.offer("extend")
        self.effect = label(role="muted", wrap=True)
        self.effect.setObjectName("extend-effect")
        title = label(tr("Extend the legal limit, once and by ten days at most"), "strong")
        title.setWordWrap(True)
        head = row(self.effect, STRETCH, self.phrases)
        self.setLayout(column(title, self.form, head, STRETCH, spacing=8))
        self.setFocusProxy(self.days)
        self.days.edited.connect(self._tell)

    def show_sheet(self, sheet: CaseSheet) -> None:
        self._tell()

    def submit(self) -> None:
        if self.form.accept():
            given = self.form.values()
            self._presenter.extend(given["extend-days"], given["extend-reason"])
            self.form.clear()
            self.done.emit()

    def _tell(self) -> None:
        good = self.days.text() and self.days.finding() is None
        self.effect.setText(self._presenter.extended_to(int(self.days.text())) if good else "")

    def _take(self, text: str) -> None:
        self.reason.append(text)


class UpperPage(Panel):
    """What the body above decided of a case that was sent up (上报)."""

    def __init__(self, presenter: DecisionPresenter) -> None:
        super().__init__("plain")
        self._presenter = presenter
        ask = Ask("upper-result", mark("The upper body decided"), required=True)
        self.choice = ChoiceBar(ask, "decision")
        self.choice.offer(UPPER_RESULTS)
        asked = Ask(
            "upper-document",
            mark("Number of its document"),
            required=True,
            hint=mark("as it stands on the paper"),
        )
        self.form = Form((self.choice, TextField(asked)))
        self._case_id = ""
        title = label(tr("Sent up: enter the upper body's decision"), "strong", wrap=True)
        self.setLayout(column(title, self.form, STRETCH, spacing=8))
        self.setFocusProxy(self.form["upper-document"])

    def show_sheet(self, sheet: CaseSheet) -> None:
        if sheet.case_id != self._case_id:
            self._case_id = sheet.case_id
            self.form.clear()

    def submit(self) -> None:
        if self.form.accept():
            given = self.form.values()
            self._presenter.record_upper(given["upper-result"], given["upper-document"])
