"""Decision (决定): what waits, what was found, what is laid down, the paper before it is signed."""

from PySide6.QtWidgets import QLineEdit, QTabWidget, QWidget

from hall_client.app.papers import Paper
from hall_client.app.rows import CaseSheet, TodoRow
from hall_client.ui.actions import Action, ActionSet
from hall_client.ui.parts import STRETCH, Panel, card, column, label, named, row, scrolling
from hall_client.ui.presenters.decision import DecisionPresenter
from hall_client.ui.preview import Preview
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
from hall_client.ui.screens.decision_pages import (
    UPPER_RESULTS,
    BeforeMe,
    ExtendPage,
    SendBackPage,
    SignPage,
    UpperPage,
)
from hall_client.ui.words import mark, tr
from hall_client.ui.workplace import Workplace
from hall_client.words import value

GRANT = Action("choose-grant", mark("Grant"), "check", "A")
DENY = Action("choose-deny", mark("Deny"), "close", "R")
RETURN = Action("send-back", mark("Send back"), "undo", "F6", command="ReturnForReview")
EXTEND = Action("extend", mark("Extend the limit"), "calendar", "F7", command="ExtendDeadline")
BACK = Action("decision-back", mark("Back"), "back", "Escape")
PHRASES = Action("choose-phrase", mark("Phrases"), "", "Ctrl+T")
SIGN = Action("sign", mark("Sign"), "decide", "Ctrl+Return")
COMMANDS = {
    "decide": "Decide",
    "send_back": "ReturnForReview",
    "extend": "ExtendDeadline",
    "record": "RecordUpperResult",
}
WORDS = {"send_back": RETURN.text, "extend": EXTEND.text, "record": mark("Enter the result")}


class DecisionScreen(Panel):
    """List, case and decision, paper: three columns; one primary button that does what is open."""

    def __init__(self, place: Workplace) -> None:
        super().__init__("page")
        self.setObjectName("decision-screen")
        self._desk = place.desk
        self.presenter = DecisionPresenter(place.desk, self, place.case_drafts("decision"))
        self.list = CaseList("decision-list", tr("Cases to decide"), self._remark)
        self.list.set_empty(tr("Nothing waits for your decision."))
        self.search = named(QLineEdit(), "decision-search", tr("Find a case"))
        self.news = News("decision-news")
        self.body = Pages()
        self._shown = ""
        self._build()
        self._bind(place)
        self.list.current.connect(self._open)
        self.list.chosen.connect(lambda _row: self.page.setFocus())
        place.scanner.listen(self, self.presenter.seek)
        self.presenter.refresh()

    @property
    def page(self) -> SignPage | SendBackPage | ExtendPage | UpperPage:
        """What is being done: sign, send back, extend, enter the upper result."""
        return self._pages[self.pages.currentIndex()]

    @property
    def _usual(self) -> QWidget:
        return self.upper if self.presenter.awaits_upper else self.sign

    # -- what the presenter shows --------------------------------------------------------------

    def show_rows(self, rows: list[TodoRow], chosen: str | None) -> None:
        self.list.show_rows(rows, chosen)
        self.count.setText(tr("{count} cases", count=len(rows)))

    def show_case(self, sheet: CaseSheet | None) -> None:
        self.body.show_page(self._nothing if sheet is None else self._whole)
        if sheet is None:
            self.preview.show_document(None)
        else:
            if sheet.case_id != self._shown:
                self._shown = sheet.case_id
                self.pages.show_page(self._usual)
                self.preview.show_document(None)
            for part in (self.head, self.before, self.materials, self.steps, self.page):
                part.show_sheet(sheet)
        self._enable()

    def show_news(self, words: str) -> None:
        self.news.show_words(words)

    def show_paper(self, paper: Paper) -> None:
        self.preview.show_paper(paper)

    def show_subject(self, subject: object) -> None:
        self.presenter.seek(str(subject))

    # -- inside --------------------------------------------------------------------------------

    def _remark(self, one: TodoRow) -> str:
        if one.barred:
            return tr("not for you")
        if one.step == "upper-result":
            return tr("sent up")
        return value("recommendation", one.recommendation, self._desk.language)

    def _build(self) -> None:
        self.count = label(role="muted")
        self.search.setPlaceholderText(tr("Case number, then Enter"))
        self.search.returnPressed.connect(self._seek)
        hint = label(tr("J K move, Enter goes to the decision"), "hint")
        left = column(row(self.search, self.count), self.list, hint, spacing=8)
        left.setStretch(1, 1)
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
        page = Panel("plain")
        whole = row(self._middle(), self._side(), spacing=12)
        whole.setStretch(0, 11)
        whole.setStretch(1, 8)
        page.setLayout(whole)
        return page

    def _middle(self) -> QWidget:
        presenter = self.presenter
        self.head, self.before = CaseHead(), BeforeMe()
        self.sign, self.back_page = SignPage(presenter), SendBackPage(presenter)
        self.extend, self.upper = ExtendPage(presenter), UpperPage(presenter)
        self._pages = (self.sign, self.back_page, self.extend, self.upper)
        self.pages = Pages()
        for one in self._pages:
            self.pages.addWidget(one)
        self.pages.show_page(self.sign)
        for aside in (self.back_page, self.extend):
            aside.done.connect(self._return)
        self.deed = ActionSet(self, (GRANT, DENY, RETURN, EXTEND, BACK, PHRASES, SIGN))
        inside = Panel("plain")
        inside.setLayout(column(self.head, self.before, self.pages, STRETCH, spacing=12))
        quiet = row(
            self.deed.button("send-back", "quiet"),
            self.deed.button("extend", "quiet"),
            self.deed.button("decision-back", "quiet"),
            STRETCH,
            spacing=4,
        )
        foot = column(quiet, self.deed.button("sign", "primary"), spacing=4)
        framed = column(yielding(scrolling(inside, "decision-scroll"), 160), foot, spacing=8)
        framed.setStretch(0, 1)
        return card(framed)

    def _side(self) -> QWidget:
        self.preview = Preview(
            self._desk, "decision-preview", tr("The paper appears here before you sign.")
        )
        self.materials = CaseMaterials("decision-materials")
        self.steps = CaseSteps("decision-steps", self._desk)
        tabs = QTabWidget()
        tabs.setObjectName("decision-tabs")
        tabs.setAccessibleName(tr("Paper, materials and steps"))
        tabs.addTab(self.preview, tr("Paper"))
        tabs.addTab(self.materials, tr("Materials"))
        tabs.addTab(self.steps, tr("Steps so far"))
        return yielding(tabs, 200)

    def _bind(self, place: Workplace) -> None:
        grant = LoneKey(self, place.scanner, lambda: self._say(0))
        deny = LoneKey(self, place.scanner, lambda: self._say(1))
        for name, act in {
            "choose-grant": grant.press,
            "choose-deny": deny.press,
            "send-back": lambda: self._go(self.back_page),
            "extend": lambda: self._go(self.extend),
            "decision-back": self._return,
            "choose-phrase": self.sign.form.phrases.drop,
            "sign": self._submit,
        }.items():
            self.deed.bind(name, act)

    def _enable(self) -> None:
        presenter, deed, page = self.presenter, self.deed, self.page
        names = {self.back_page: "send_back", self.extend: "extend", self.upper: "record"}
        act = names.get(page, "decide")
        why = presenter.why_not(act)
        deed["sign"].setText(tr(WORDS.get(act, SIGN.text)))
        deed.does("sign", COMMANDS[act])
        deed.enable("sign", not why, why)
        aside = page in (self.back_page, self.extend)
        deed.show("decision-back", aside)
        for name, other in (("send-back", "send_back"), ("extend", "extend")):
            said = presenter.why_not(other)
            deed.enable(name, not said, said)
            deed.show(name, not aside and page is self.sign)
        for name in ("choose-grant", "choose-deny"):
            deed.enable(name, not why and page is self._usual)

    def _submit(self) -> None:
        self.page.submit()

    def _go(self, page: QWidget) -> None:
        self.pages.show_page(page)
        sheet = self.presenter.sheet
        if sheet is not None:
            self.page.show_sheet(sheet)
        page.setFocus()
        self._enable()

    def _return(self) -> None:
        self._go(self._usual)
        self.list.setFocus()

    def _say(self, place: int) -> None:
        if self.page is self.upper:
            self.upper.choice.choose(UPPER_RESULTS[place])
        elif self.page is self.sign and self.presenter.decisions:
            self.sign.form.choice.choose(self.presenter.decisions[place])

    def _open(self, found: object) -> None:
        if isinstance(found, TodoRow):
            self.presenter.choose(found.case_id)

    def _seek(self) -> None:
        if self.search.text().strip():
            self.presenter.seek(self.search.text())
            self.search.clear()
