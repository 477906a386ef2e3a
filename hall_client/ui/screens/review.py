"""Review (审查): the list at the left, the open case and the opinion beside it."""

from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from hall_client.app.rows import CaseSheet, TodoRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.parts import STRETCH, Panel, card, column, label, named, row, scrolling
from hall_client.ui.presenters.review import ReviewPresenter
from hall_client.ui.scanner import LoneKey
from hall_client.ui.screens.case_parts import (
    CaseHead,
    CaseList,
    CaseMaterials,
    CaseSteps,
    News,
    Pages,
    nothing_open,
    yielding,
)
from hall_client.ui.screens.review_pages import AtOncePage, BeginPage, EndPage, OpinionPage
from hall_client.ui.theme import scaled
from hall_client.ui.words import mark, tr
from hall_client.ui.workplace import Workplace

CLAIM = Action("claim", mark("Claim"), "person", "F5", command="ClaimReview")
RELEASE = Action("release", mark("Give back"), "undo", "Shift+F5", command="ReleaseReview")
GRANT = Action("say-grant", mark("Recommend to grant"), "check", "A")
DENY = Action("say-deny", mark("Recommend to deny"), "close", "R")
PROCEDURE = Action(
    "procedure", mark("Special procedure"), "hold", "F7", command="BeginSpecialProcedure"
)
BACK = Action("review-back", mark("Back"), "back", "Escape")
PHRASES = Action("show-phrases", mark("Phrases"), "", "Ctrl+T")
SUBMIT = Action("submit", mark("Submit the opinion"), "check", "Ctrl+Return")
BEGIN_WORDS = mark("Begin the procedure")
END_WORDS = mark("End the procedure")
DECIDE_WORDS = mark("Decide")
COMMANDS = {
    "begin": "BeginSpecialProcedure",
    "end": "EndSpecialProcedure",
    "decide": "Decide",
    "recommend": "Recommend",
}
SIDE_LEAST, SIDE_WIDTH = 304, 360


class ReviewScreen(Panel):
    """One stack of pages beside the case: opinion, procedure begun or ended, decision at once."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("review-screen")
        self._desk = place.desk
        self.presenter = ReviewPresenter(place.desk, self, place.case_drafts("review"))
        self.list = CaseList("review-list", tr("Cases to review"), self._whose)
        self.list.set_empty(tr("Nothing waits for your review."))
        self.search = named(QLineEdit(), "review-search", tr("Find a case"))
        self.news = News("review-news")
        self._build()
        self._bind(place)
        self.list.current.connect(self._open)
        self.list.chosen.connect(lambda _row: self.page.setFocus())
        place.scanner.listen(self, self.presenter.seek)
        self.presenter.refresh()

    @property
    def page(self) -> QWidget:
        """The page beside the case: opinion, procedure begun or ended, decision at once."""
        shown = self.pages.currentWidget()
        assert shown is not None
        return shown

    # -- what the presenter shows --------------------------------------------------------------

    def show_rows(self, rows: list[TodoRow], chosen: str | None) -> None:
        self.list.show_rows(rows, chosen)
        self.count.setText(tr("{count} cases", count=len(rows)))

    def show_case(self, sheet: CaseSheet | None) -> None:
        self.body.show_page(self._nothing if sheet is None else self._whole)
        if sheet is not None:
            for part in (self.head, self.materials, self.steps, self.opinion, self.end):
                part.show_sheet(sheet)
            self._show_page(sheet)
        self._enable()

    def show_news(self, words: str) -> None:
        self.news.show_words(words)

    def show_subject(self, subject: object) -> None:
        self.presenter.seek(str(subject))

    # -- inside --------------------------------------------------------------------------------

    def _whose(self, one: TodoRow) -> str:
        if one.reviewer == self._desk.staff.login:
            return tr("mine")
        return tr("not claimed") if one.reviewer is None else one.applicant

    def _build(self) -> None:
        self.count = label(role="muted")
        self.search.setPlaceholderText(tr("Case number, then Enter"))
        self.search.returnPressed.connect(self._seek)
        hint = label(tr("J K move, Enter goes to the opinion"), "hint")
        left = column(row(self.search, self.count), self.list, hint, spacing=8)
        left.setStretch(1, 1)
        self.body = Pages()
        self._nothing = nothing_open(tr("Choose a case at the left, or scan its folder."))
        self._whole = self._case()
        for part in (self._nothing, self._whole):
            self.body.addWidget(part)
        self.body.show_page(self._nothing)
        right = column(self.news, self.body, spacing=8)
        right.setStretch(1, 1)
        whole = row(left, right, spacing=12)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.list)

    def _case(self) -> QWidget:
        self.head = CaseHead()
        self.materials = CaseMaterials("review-materials")
        self.steps = CaseSteps("review-steps", self._desk)
        facts = QSplitter()
        facts.setOrientation(facts.orientation().Vertical)
        facts.setChildrenCollapsible(False)
        for part in (self.materials, self.steps):
            facts.addWidget(part)
        facts.setStretchFactor(0, 3)
        facts.setStretchFactor(1, 2)
        page = Panel("plain")
        below = row(yielding(facts, 200), self._side(), spacing=12)
        below.setStretch(0, 4)
        below.setStretch(1, 3)
        whole = column(card(column(self.head)), below, spacing=8)
        whole.setStretch(1, 1)
        page.setLayout(whole)
        return page

    def _side(self) -> QWidget:
        presenter = self.presenter
        self.opinion, self.begin = OpinionPage(presenter), BeginPage(presenter)
        self.end, self.at_once = EndPage(presenter), AtOncePage(presenter)
        self.pages = Pages()
        for page in (self.opinion, self.begin, self.end, self.at_once):
            self.pages.addWidget(page)
        self.pages.show_page(self.opinion)
        for page in (self.begin, self.end):
            page.done.connect(self._back)
        actions = (CLAIM, RELEASE, GRANT, DENY, PROCEDURE, BACK, PHRASES, SUBMIT)
        self.deed = ActionSet(self, actions)
        quiet = row(
            self.deed.button("release", "quiet"),
            self.deed.button("procedure", "quiet"),
            self.deed.button("review-back", "quiet"),
            STRETCH,
            spacing=4,
        )
        self.claim_button = self.deed.button("claim", "primary")
        self.submit_button = self.deed.button("submit", "primary")
        inside = column(
            yielding(scrolling(self.pages, "review-pages"), 120),
            quiet,
            self.claim_button,
            self.submit_button,
            spacing=8,
        )
        inside.setStretch(0, 1)
        framed = card(inside)
        framed.setMinimumWidth(scaled(SIDE_LEAST))
        framed.setMaximumWidth(scaled(SIDE_WIDTH))
        return framed

    def _bind(self, place: Workplace) -> None:
        grant = LoneKey(self, place.scanner, lambda: self._say("grant"))
        deny = LoneKey(self, place.scanner, lambda: self._say("deny"))
        for name, act in {
            "claim": self.presenter.claim,
            "release": self.presenter.release,
            "say-grant": grant.press,
            "say-deny": deny.press,
            "procedure": self._procedure,
            "review-back": self._back,
            "show-phrases": self._phrases,
            "submit": self._submit,
        }.items():
            self.deed.bind(name, act)

    def _show_page(self, sheet: CaseSheet) -> None:
        if self.presenter.at_once:
            self.at_once.show_sheet(sheet)
            self.pages.show_page(self.at_once)
        elif self.page is self.begin and not sheet.suspended:
            pass
        elif self.page is not self.end or not sheet.suspended:
            self.pages.show_page(self.opinion)

    def _enable(self) -> None:
        presenter, deed = self.presenter, self.deed
        for name in ("claim", "release"):
            why = presenter.why_not(name)
            deed.enable(name, not why, why)
        unclaimed = not presenter.why_not("claim")
        page = self.page
        aside = page in (self.begin, self.end)
        deed.show("claim", unclaimed and page is self.opinion)
        deed.show("release", presenter.mine and not aside)
        deed.show("submit", not (unclaimed and page is self.opinion))
        deed.show("review-back", aside)
        deed.show("procedure", not aside and not self._why_no_procedure())
        act = self._act_of(page)
        why = presenter.why_not(act)
        deed.does("submit", COMMANDS[act])
        deed["submit"].setText(tr(self._submit_words(page)))
        deed.enable("submit", not why, why)
        usable = not why and not aside
        for name in ("say-grant", "say-deny", "show-phrases"):
            deed.enable(name, usable)

    def _why_no_procedure(self) -> str:
        presenter = self.presenter
        running = presenter.sheet is not None and presenter.sheet.suspended
        return presenter.why_not("end" if running else "begin")

    def _act_of(self, page: QWidget) -> str:
        names: dict[QWidget, str] = {self.begin: "begin", self.end: "end", self.at_once: "decide"}
        return names.get(page, "recommend")

    def _submit_words(self, page: QWidget) -> str:
        words: dict[QWidget, str] = {
            self.begin: BEGIN_WORDS,
            self.end: END_WORDS,
            self.at_once: DECIDE_WORDS,
        }
        return words.get(page, SUBMIT.text)

    def _open(self, found: object) -> None:
        if isinstance(found, TodoRow):
            self.presenter.choose(found.case_id)

    def _seek(self) -> None:
        if self.search.text().strip():
            self.presenter.seek(self.search.text())
            self.search.clear()

    def _say(self, code: str) -> None:
        page = self.at_once if self.presenter.at_once else self.opinion
        page.choose(code)

    def _phrases(self) -> None:
        page = self.page
        phrases = page.form.phrases if page is self.at_once else self.opinion.phrases
        phrases.drop()

    def _procedure(self) -> None:
        if not self.presenter.why_not("end"):
            self.pages.show_page(self.end)
        elif not self.presenter.why_not("begin"):
            self.begin.show_procedures()
            self.pages.show_page(self.begin)
        self.page.setFocus()
        self._enable()

    def _back(self) -> None:
        self.pages.show_page(self.at_once if self.presenter.at_once else self.opinion)
        self._enable()
        self.list.setFocus()

    def _submit(self) -> None:
        page = self.page
        for known in (self.opinion, self.begin, self.end, self.at_once):
            if known is page:
                known.submit()
