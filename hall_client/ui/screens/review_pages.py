"""Pages beside a case in review: opinion, special procedure begun and ended, decision at once."""

from PySide6.QtCore import QTimer, Signal

from hall_client.app.rows import CaseSheet
from hall_client.ui.fields import LongTextField, NumberField, TextField
from hall_client.ui.form import DRAFT_AFTER_MS, Ask, Form
from hall_client.ui.parts import STRETCH, Panel, column, label, row
from hall_client.ui.picked_fields import Choice, ChoiceField
from hall_client.ui.presenters.review import ReviewPresenter
from hall_client.ui.screens.choice_bar import ChoiceBar, TemplateMenu
from hall_client.ui.screens.decision_form import DecisionForm
from hall_client.ui.words import current, mark, tr
from hall_client.words import value


class OpinionPage(Panel):
    """Recommendation and opinion (审查意见) with phrases to begin with."""

    def __init__(self, presenter: ReviewPresenter) -> None:
        super().__init__("plain")
        self._presenter = presenter
        ask = Ask("recommend", mark("Recommendation"), required=True)
        self.choice = ChoiceBar(ask, "recommendation")
        self.opinion = LongTextField(Ask("opinion", mark("Opinion"), required=True), lines=5)
        self.phrases = TemplateMenu("phrases", self._take, "Ctrl+T")
        self.title = label(tr("Opinion of the review"), "strong")
        self.why = label(role="muted", wrap=True)
        head = row(self.title, STRETCH, self.phrases)
        self.setLayout(column(head, self.choice, self.opinion, self.why, STRETCH, spacing=4))
        self.setFocusProxy(self.opinion)
        self._quiet = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._quiet.timeout.connect(presenter.keep_drafts)
        self.choice.chosen.connect(self._chosen)
        self.opinion.edited.connect(self._typed)
        self._case = ""

    def show_sheet(self, sheet: CaseSheet) -> None:
        why = self._presenter.why_not("recommend")
        on = not why
        for part in (self.choice, self.opinion, self.phrases):
            part.setEnabled(on)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.choice.offer(self._presenter.recommendations)
        if sheet.case_id != self._case:
            self._case = sheet.case_id
            self.restore()

    def restore(self) -> None:
        """Put back what was thought of the open case."""
        thought = self._presenter.thought
        self.choice.show_text(thought.recommend)
        self.opinion.show_text(thought.opinion)
        self.choice.show_finding(None)
        self.opinion.show_finding(None)
        self.phrases.offer(thought.recommend or "grant")

    def choose(self, code: str) -> None:
        """A key: choose and go on with the opinion."""
        if self.choice.isEnabled():
            first, *_others = self._presenter.recommendations
            self.choice.choose(first if code == "grant" else code)
            self.opinion.control.setFocus()

    def submit(self) -> None:
        wrong = self._presenter.recommend()
        fields = {"recommend": self.choice, "opinion": self.opinion}
        for name, field in fields.items():
            field.judge()
            if name in wrong:
                fields[next(iter(wrong))].control.setFocus()

    def _chosen(self, code: str) -> None:
        self._presenter.think(recommend=code)
        self.phrases.offer(code)
        self._quiet.start()

    def _typed(self) -> None:
        self._presenter.think(opinion=self.opinion.text())
        self._quiet.start()

    def _take(self, text: str) -> None:
        self.opinion.append(text)


class BeginPage(Panel):
    """Begin a special procedure (特别程序): kind, days, organiser, and its effect on the limits."""

    done = Signal()

    def __init__(self, presenter: ReviewPresenter) -> None:
        super().__init__("plain")
        self._presenter = presenter
        self.kind = ChoiceField(Ask("special-kind", mark("Procedure"), required=True))
        self.days = NumberField(
            Ask("special-days", mark("Working days announced"), required=True, check=self._check),
            least=1,
        )
        self.organiser = TextField(Ask("special-organiser", mark("Who carries it out")))
        self.form = Form((self.kind, self.days, self.organiser))
        self.effect = label(role="muted", wrap=True)
        self.effect.setObjectName("special-effect")
        self.basis = label(role="hint", wrap=True)
        title = label(tr("Begin a special procedure: the clock stands still"), "strong", wrap=True)
        body = column(title, self.form, self.effect, self.basis, STRETCH, spacing=8)
        self.setLayout(body)
        self.setFocusProxy(self.days)
        for field in self.form.fields:
            field.edited.connect(self._tell)

    def show_procedures(self) -> None:
        """Offer what the open case's item may need."""
        known = self._presenter.procedures
        words = [value("special", one.kind, current().short) for one in known]
        pairs = zip(known, words, strict=True)
        self.kind.offer([Choice(one.kind.value, told) for one, told in pairs])
        self.form.clear()
        if known:
            self.kind.show_value(known[0].kind.value)
            self.days.show_text(str(known[0].days))
        self._tell()

    def submit(self) -> None:
        if self.form.accept():
            given = self.form.values()
            organiser = given["special-organiser"] or ""
            days = given["special-days"]
            self._presenter.begin_procedure(given["special-kind"], days, organiser)
            self.done.emit()

    def _most(self) -> int:
        chosen = self.kind.value()
        return next((one.days for one in self._presenter.procedures if one.kind == chosen), 0)

    def _check(self, days: int) -> str | None:
        most = self._most()
        return tr("This item allows at most {days} days.", days=most) if days > most else None

    def _tell(self) -> None:
        known = next((o for o in self._presenter.procedures if o.kind == self.kind.value()), None)
        self.basis.setText(known.basis if known else "")
        good = self.days.text() and self.days.finding() is None
        told = self._presenter.due_after(int(self.days.text())) if good else ""
        self.effect.setText(told)


class EndPage(Panel):
    """End the special procedure that runs: its result in words."""

    done = Signal()

    def __init__(self, presenter: ReviewPresenter) -> None:
        super().__init__("plain")
        self._presenter = presenter
        self.result = LongTextField(
            Ask("special-result", mark("Result of the procedure"), required=True), lines=4
        )
        self.form = Form((self.result,))
        self.phrases = TemplateMenu("procedure-phrases", self._take)
        self.told = label(role="muted", wrap=True)
        title = label(tr("End the special procedure: the clock runs again"), "strong", wrap=True)
        body = column(title, self.told, row(STRETCH, self.phrases), self.form, STRETCH, spacing=8)
        self.setLayout(body)
        self.setFocusProxy(self.result)

    def show_sheet(self, sheet: CaseSheet) -> None:
        running = [one for one in sheet.suspensions if one.ended_on is None]
        self.phrases.offer("procedure")
        if running:
            self.told.setText(
                tr(
                    "{kind}, since {start}, {days} days announced, document {document_no}.",
                    kind=value("special", running[0].kind, current().short),
                    start=running[0].started_on,
                    days=running[0].declared_days,
                    document_no=running[0].document_no,
                )
            )

    def submit(self) -> None:
        if self.form.accept():
            self._presenter.end_procedure(self.form.values()["special-result"])
            self.form.clear()
            self.done.emit()

    def _take(self, text: str) -> None:
        self.result.append(text)


class AtOncePage(Panel):
    """A one-step case is decided here, by the person who accepted or reviews it (一审制)."""

    def __init__(self, presenter: ReviewPresenter) -> None:
        super().__init__("plain")
        self._presenter = presenter
        self.form = DecisionForm(presenter.drafts)
        self.form.settled.connect(presenter.keep_drafts)
        self.why = label(role="muted", wrap=True)
        title = label(tr("Decide at once (one step)"), "strong")
        self.setLayout(column(title, self.form, self.why, STRETCH, spacing=4))
        self.setFocusProxy(self.form)

    def show_sheet(self, sheet: CaseSheet) -> None:
        presenter = self._presenter
        self.form.show_case(sheet.case_id, presenter.recommendations, presenter.prefilled())
        why = presenter.why_not("decide")
        self.form.setEnabled(not why)
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def choose(self, code: str) -> None:
        if self.form.isEnabled():
            self.form.choice.choose(code)

    def submit(self) -> None:
        if self.form.accept():
            given = self.form.values()
            wrong = self._presenter.decide(self.form.decision, given)
            self.form.show_wrong(wrong)
