"""The applicant (申请人) and the agent (代理人) as they are typed in at the counter."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QRadioButton, QWidget

from hall_client.app.applicants import Agent, Applicant
from hall_client.app.rows import ApplicantRow
from hall_client.domain.identity import mask_id
from hall_client.domain.normalising import clean_code, clean_name, clean_text
from hall_client.ui.fields import CodeField, TextField
from hall_client.ui.form import Ask, Field, Finding, Form
from hall_client.ui.parts import Panel, column, named, row
from hall_client.ui.picked_fields import Choice, ChoiceField
from hall_client.ui.presenters.person_checks import ID_KINDS, KINDS, PersonChecks, Remark
from hall_client.ui.screens.suggestions import Offer, Suggestions
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

SCOPES = ("submit", "supplement", "collect", "sign")


class RadioField(Field):
    """One of a few, all in sight; the arrow keys move. `values(kind)` are codes in words."""

    def __init__(self, ask: Ask, kind: str, codes: Sequence[str]) -> None:
        super().__init__(ask)
        self._group = QButtonGroup(self)
        self._kind = kind
        self._buttons = {code: self._made(code) for code in codes}
        self.line = QWidget()
        self.line.setLayout(row(*self._buttons.values(), "stretch", spacing=16))
        self.place(self._buttons[codes[0]], self.line)
        self.show_text(codes[0])

    def text(self) -> str:
        return next((code for code, one in self._buttons.items() if one.isChecked()), "")

    def show_text(self, text: str) -> None:
        self._buttons.get(text, next(iter(self._buttons.values()))).setChecked(True)

    def retranslate(self) -> None:
        super().retranslate()
        for code, one in self._buttons.items():
            told = value(self._kind, code, current().short)
            one.setText(told)
            one.setAccessibleName(f"{tr(self.ask.label)} {told}")
            one.setObjectName(f"{self.ask.name}-{code}")

    def _made(self, code: str) -> QRadioButton:
        made = QRadioButton()
        made.clicked.connect(self.touched)
        made.toggled.connect(lambda on: self.edited.emit() if on else None)
        self._group.addButton(made)
        return made


class ScopeField(Field):
    """What the agent may do (授权范围); at least one."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask)
        self._boxes = {code: QCheckBox() for code in SCOPES}
        line = QWidget()
        line.setLayout(row(*self._boxes.values(), "stretch", spacing=16))
        for box in self._boxes.values():
            box.clicked.connect(self.touched)
        self.place(self._boxes["submit"], line)
        self.show_text("submit")

    def text(self) -> str:
        return ",".join(code for code, box in self._boxes.items() if box.isChecked())

    def show_text(self, text: str) -> None:
        chosen = text.split(",") if text else ["submit"]
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)

    def retranslate(self) -> None:
        super().retranslate()
        for code, box in self._boxes.items():
            told = value("scope", code, current().short)
            named(box, f"{self.ask.name}-{code}", f"{tr(self.ask.label)} {told}").setText(told)


class ApplicantForm(Panel):
    """Who applies, and who acts for them. `finished`: Enter in the last line."""

    changed = Signal()
    sought = Signal(str)
    finished = Signal()

    def __init__(self, checks: PersonChecks, root: QWidget) -> None:
        super().__init__("plain")
        self._checks = checks
        self.people = Suggestions(root, "intake-people", tr("Previous applicants"))
        self.form = self._build_form()
        self.agent = self._build_agent()
        self.agent.hide()
        self.setLayout(column(self.form, self.agent, spacing=8))
        self._offer_id_kinds()
        self._connect()

    # -- values --------------------------------------------------------------------------------

    def accept(self) -> bool:
        """Show what is wrong and go to the first bad field; True when nothing is."""
        agent_is_well = self.agent.isHidden() or self.agent.accept()
        return self.form.accept() and agent_is_well

    def applicant(self) -> Applicant:
        asked = self.form.draft() | {"id_kind": str(self.form["id_kind"].value())}
        return Applicant(**asked)

    def acting(self) -> Agent | None:
        """The agent, or None while that part is folded."""
        if self.agent.isHidden():
            return None
        texts = {name.removeprefix("agent_"): text for name, text in self.agent.draft().items()}
        return Agent(
            name=texts["name"],
            id_number=texts["id_number"],
            phone=texts["phone"],
            scope=tuple(texts["scope"].split(",")),
        )

    def draft(self) -> dict[str, str]:
        agent = {} if self.agent.isHidden() else self.agent.draft()
        return {**self.form.draft(), **agent}

    def restore(self, draft: Mapping[str, str]) -> None:
        self.form.restore({"kind": draft.get("kind", "person")})
        self._offer_id_kinds()
        self.form.restore(draft)
        self.agent.restore(draft)
        self.agent.setVisible("agent_name" in draft)

    def clear(self) -> None:
        self.form.clear()
        self.agent.clear()
        self.agent.hide()
        self._offer_id_kinds()

    def fill_id_number(self, number: str) -> None:
        """A certificate was scanned: the number, and what it says about its owner."""
        self.form["id_number"].show_text(number)
        self._recognise()
        self.form["id_number"].judge()
        self.form.focus_field("name")
        self.sought.emit(number)
        self.changed.emit()

    def offer_people(self, rows: Sequence[ApplicantRow]) -> None:
        edit = self._line("id_number" if self._line("id_number").hasFocus() else "name")
        offers = [Offer(one, f"{one.name}   {mask_id(one.id_number)}") for one in rows]
        self.people.offer(edit, offers)

    def show_problem(self, field: str, text: str) -> bool:
        """Say it beside the field and go there; False when the field is not one of these."""
        form = self.agent if field.startswith("agent") else self.form
        if field not in {one.ask.name for one in form.fields}:
            return False
        form.setVisible(True)
        form[field].show_finding(Finding(text))
        form.focus_field(field)
        return True

    # -- inside --------------------------------------------------------------------------------

    def _build_form(self) -> Form:
        name = Ask("name", mark("Name"), True, check=self._check_name, live=True)
        number = Ask("id_number", mark("Certificate number"), True, check=self._check_id, live=True)
        phone = Ask("phone", mark("Phone"), check=lambda text: _finding(self._checks.phone(text)))
        address = Ask("address", mark("Address"), check=self._check_address)
        return Form(
            (
                RadioField(Ask("kind", mark("Kind of applicant")), "applicant", KINDS),
                ChoiceField(Ask("id_kind", mark("Kind of certificate"), required=True)),
                CodeField(number, clean_code),
                TextField(name, clean_name),
                CodeField(phone, clean_code),
                TextField(address, clean_text),
            ),
            columns=2,
        )

    def _build_agent(self) -> Form:
        number = Ask(
            "agent_id_number",
            mark("Agent's ID number"),
            required=True,
            check=lambda text: self._judge_id(text, "resident-id", "agent_id_number"),
            live=True,
        )
        name = Ask(
            "agent_name",
            mark("Agent's name"),
            required=True,
            check=lambda text: _finding(self._checks.name(text, "person")),
        )
        phone = Ask(
            "agent_phone",
            mark("Agent's phone"),
            check=lambda text: _finding(self._checks.phone(text)),
        )
        return Form(
            (
                CodeField(number, clean_code),
                TextField(name, clean_name),
                CodeField(phone, clean_code),
                ScopeField(Ask("agent_scope", mark("May"), required=True, wide=True)),
            ),
            columns=2,
        )

    def _connect(self) -> None:
        for form in (self.form, self.agent):
            form.changed.connect(self.changed)
        for name in ("id_number", "name"):
            self.people.attach(self._line(name))
            self._line(name).textEdited.connect(self.sought)
        self.people.picked.connect(self._fill)
        self.form["kind"].edited.connect(self._offer_id_kinds)
        self.form["id_number"].edited.connect(self._recognise)
        order = ("id_kind", "id_number", "name", "phone", "address")
        for here, following in pairwise(order):
            line = self._line(here)
            line.returnPressed.connect(lambda name=following: self.form.focus_field(name))
        self._line("address").returnPressed.connect(self.finished)

    def _line(self, name: str) -> QLineEdit:
        line = self.form[name].control
        assert isinstance(line, QLineEdit)
        return line

    def _fill(self, row: ApplicantRow) -> None:
        texts = {"kind": row.kind, "name": row.name, "id_number": row.id_number}
        self.form.restore({**texts, "phone": row.phone, "address": row.address})
        self._offer_id_kinds()
        self.form["id_kind"].show_value(row.id_kind)
        for field in self.form.fields:
            field.judge()
        self.form.focus_field("address")
        self.changed.emit()

    def _offer_id_kinds(self) -> None:
        kind = self.form["id_kind"]
        assert isinstance(kind, ChoiceField)
        codes = ID_KINDS[self.form["kind"].text()]
        chosen = kind.value()
        language = current().short
        kind.offer([Choice(code, value("id-kind", code, language), code) for code in codes])
        kind.show_value(chosen if chosen in codes else codes[0])

    def _recognise(self) -> None:
        """A whole resident's number or credit code tells who it belongs to."""
        found = self._checks.recognise(self.form["id_number"].text())
        usual = (ids[0] for ids in ID_KINDS.values())
        if found is None or self.form["id_kind"].value() not in (*usual, None):
            return
        applicant_kind, id_kind = found
        if self.form["kind"].text() != applicant_kind:
            self.form["kind"].show_text(applicant_kind)
            self._offer_id_kinds()
        self.form["id_kind"].show_value(id_kind)
        self.form["id_number"].judge()

    def _check_id(self, text: str) -> Finding | None:
        return self._judge_id(text, str(self.form["id_kind"].value()), "id_number")

    def _judge_id(self, text: str, kind: str, field: str) -> Finding | None:
        remark = self._checks.id_number(text, kind)
        form = self.agent if field.startswith("agent") else self.form
        if remark is not None and remark.short and form[field].control.hasFocus():
            return Finding(tr("{count} more characters", count=remark.short), "muted")
        return _finding(remark)

    def _check_name(self, text: str) -> Finding | None:
        remark = self._checks.name(text, self.form["kind"].text())
        if remark is not None and len(text) < 2 and self.form["name"].control.hasFocus():
            return None
        return _finding(remark)

    def _check_address(self, text: str) -> Finding | None:
        return _finding(self._checks.address(text))


def _finding(remark: Remark | None) -> Finding | None:
    if remark is None:
        return None
    return Finding(remark.text, "danger" if remark.blocks else "warning", remark.blocks)
