"""Forms: fields with their labels above and what is wrong with them below.

    form = Form((TextField(Ask("name", mark("Name"), required=True)),
                 TextField(Ask("id_number", mark("ID number"), check=presenter.check_id, live=True),
                           normalise=identity.normalise),
                 DateField(Ask("valid_to", mark("Valid until"))),
                 ChoiceField(Ask("item", mark("Service item")), choices)), columns=2)
    if form.accept():                     # shows what is wrong, focuses the first bad field
        presenter.check_in(form.values())
    form.changed.connect(lambda: drafts.keep(form.draft()))

A check gets the field's value and answers None, a sentence (an error), or a `Finding` that may be
milder. What a person typed is kept whatever is wrong with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QIcon
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hall_client.ui.icons import icon
from hall_client.ui.parts import Panel, button, label
from hall_client.ui.theme import dress
from hall_client.ui.words import mark, tr

DRAFT_AFTER_MS = 800
MISSING = mark("Please fill in: {field}.")


@dataclass(frozen=True)
class Finding:
    """What a check says about a value: words, how they look, whether the form must wait."""

    text: str
    tone: str = "danger"
    blocks: bool = True


Check = Callable[[Any], "str | Finding | None"]


@dataclass(frozen=True)
class Ask:
    """What one field asks for. `label` and `hint` are English and marked.

    `live` checks at every key, otherwise when the field is left. `wide` takes a whole line.
    """

    name: str
    label: str
    required: bool = False
    hint: str = ""
    check: Check | None = None
    live: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Problem:
    """One thing that keeps a form from being accepted."""

    field: str
    text: str


class Field(Panel):
    """Label, control, and one line below for hint or finding, which is always reserved.

    A kind of field calls `place` with its control and answers `text`, `show_text`, `value`.
    """

    edited = Signal()
    judged = Signal(str, bool)  # its name, and whether it holds now

    def __init__(self, ask: Ask) -> None:
        super().__init__("plain")
        self.ask = ask
        self.control: QWidget = self
        self._finding: Finding | None = None
        self.label = label(role="label")
        self.below = label(role="hint", wrap=True)
        self.setObjectName(f"field-{ask.name}")

    # -- for each kind of field ----------------------------------------------------------------

    def place(self, control: QWidget, row: QWidget | None = None) -> None:
        """Lay the field out around `control`, which stands in `row` when it has companions."""
        self.control = control
        control.setObjectName(self.ask.name)
        self.label.setBuddy(control)
        self.setFocusProxy(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.label, row or control, self.below):
            column.addWidget(part)
        column.addStretch(1)
        self.retranslate()

    def text(self) -> str:
        """What is typed or chosen, as a draft keeps it."""
        raise NotImplementedError

    def show_text(self, text: str) -> None:
        """Put back what `text` once answered."""
        raise NotImplementedError

    def value(self) -> object:
        """The value, or None when the field is empty. Only asked when `malformed` is None."""
        return self.text() or None

    def show_value(self, value: object) -> None:
        self.show_text("" if value is None else str(value))

    def malformed(self) -> str | None:
        """What is wrong with the spelling, in words; None when it can be read."""
        return None

    # -- for everybody -------------------------------------------------------------------------

    def finding(self) -> Finding | None:
        """Judge the field as it stands, without showing anything."""
        if not self.text():
            missing = tr(MISSING, field=tr(self.ask.label))
            return Finding(missing) if self.ask.required else None
        malformed = self.malformed()
        said = malformed if malformed else self._asked()
        return Finding(said) if isinstance(said, str) else said

    def judge(self) -> Finding | None:
        """Judge and show the finding beside the field."""
        finding = self.finding()
        self.show_finding(finding)
        return finding

    def show_finding(self, finding: Finding | None) -> None:
        """Say something about the field from outside (the answer of a command, a warning)."""
        self._finding = finding
        tone = finding.tone if finding else ""
        self.below.setText(finding.text if finding else self._hint())
        dress(self.below, role="hint", tone=tone)
        dress(self.control, tone=tone if tone in ("danger", "warning") else "")
        self.control.setAccessibleDescription(self.below.text())
        self.judged.emit(self.ask.name, finding is None or not finding.blocks)

    def left(self) -> None:
        """The person has gone on to the next field."""
        if self.text() or self._finding is not None:
            self.judge()

    def touched(self) -> None:
        """The person has changed something."""
        if self.ask.live or (self._finding is not None and self._finding.tone == "danger"):
            self.show_finding(self.finding() if self.text() else None)
        self.edited.emit()

    def retranslate(self) -> None:
        star = " *" if self.ask.required else ""
        self.label.setText(tr(self.ask.label) + star)
        self.control.setAccessibleName(tr(self.ask.label))
        self.show_finding(self._finding)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.control.setFocus(event.reason())

    def _asked(self) -> str | Finding | None:
        return self.ask.check(self.value()) if self.ask.check else None

    def _hint(self) -> str:
        return tr(self.ask.hint) if self.ask.hint else ""


class Form(QWidget):
    """Fields in one or more columns under a summary of what is wrong."""

    changed = Signal()
    dirty_changed = Signal(bool)

    def __init__(self, fields: Iterable[Field], columns: int = 1) -> None:
        super().__init__()
        self._fields = {field.ask.name: field for field in fields}
        self._dirty = False
        self._quiet = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._quiet.timeout.connect(self.changed)
        self.summary = Summary()
        self.summary.picked.connect(self.focus_field)
        self._build_grid(max(1, columns))
        for field in self._fields.values():
            field.edited.connect(self._touch)
            field.judged.connect(self.summary.show_judged)

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    @property
    def fields(self) -> Sequence[Field]:
        return tuple(self._fields.values())

    @property
    def dirty(self) -> bool:
        """Whether a person has changed anything since `show_values`, `restore` or `settle`."""
        return self._dirty

    def values(self) -> dict[str, Any]:
        """The value of each field by name; ask only after `accept` said yes."""
        return {name: field.value() for name, field in self._fields.items()}

    def show_values(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            self._fields[name].show_value(value)
        self.settle()

    def draft(self) -> dict[str, str]:
        """What stands in the fields, right or wrong, fit for JSON."""
        return {name: field.text() for name, field in self._fields.items()}

    def restore(self, draft: Mapping[str, str]) -> None:
        """Put a draft back; names that the form no longer has are passed over."""
        for name in self._fields.keys() & draft.keys():
            self._fields[name].show_text(draft[name])
        self.settle()

    def clear(self) -> None:
        """Empty every field: the next person's turn."""
        for field in self._fields.values():
            field.show_text("")
            field.show_finding(None)
        self.summary.show_problems([])
        self.settle()

    def settle(self) -> None:
        """What stands here now is saved."""
        self._quiet.stop()
        self._set_dirty(False)

    def problems(self) -> list[Problem]:
        """Judge and show every field; what remains keeps the form from being accepted."""
        found = [(name, field.judge()) for name, field in self._fields.items() if field.isEnabled()]
        return [Problem(name, said.text) for name, said in found if said and said.blocks]

    def accept(self) -> bool:
        """Show what is wrong and go to the first bad field; True when nothing is."""
        problems = self.problems()
        self.show_problems(problems)
        return not problems

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems that the form or the answer of a command has found."""
        self.summary.show_problems(problems)
        for problem in problems:
            if problem.field in self._fields:
                self._fields[problem.field].show_finding(Finding(problem.text))
        if problems and problems[0].field in self._fields:
            self.focus_field(problems[0].field)

    def focus_field(self, name: str) -> None:
        self._fields[name].control.setFocus()

    def _build_grid(self, columns: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.summary, 0, 0, 1, columns)
        line, at = 1, 0
        for field in self._fields.values():
            span = columns if field.ask.wide else 1
            if at + span > columns:
                line, at = line + 1, 0
            grid.addWidget(field, line, at, 1, span)
            at += span
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(line + 1, 1)

    def _touch(self) -> None:
        self._set_dirty(True)
        self._quiet.start()

    def _set_dirty(self, dirty: bool) -> None:
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)


class Summary(Panel):
    """All that is wrong, at the top of the form; each line leads to its field."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__("summary")
        self.setObjectName("form-problems")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 8, 12, 8)
        self._lines.setSpacing(0)
        self._title = label(role="strong")
        self._open: dict[str, bool] = {}
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self._open = {problem.field: True for problem in problems}
        while (old := self._lines.takeAt(0)) is not None:
            if (line := old.widget()) is not None:
                line.deleteLater()
        self._title = label(role="strong")
        self._lines.addWidget(self._title)
        for problem in problems:
            self._lines.addWidget(self._line(problem))
        self._tell()
        # One field's own words suffice when it is the only one.
        self.setVisible(len(problems) > 1)

    def show_judged(self, field: str, good: bool) -> None:
        """A field holds or no longer holds: its line is ticked, and stays where it is."""
        line = self.findChild(QPushButton, f"problem-{field}")
        if field in self._open and self._open[field] == good and line is not None:
            self._open[field] = not good
            line.setIcon(icon("check", "success") if good else QIcon())
            self._tell()

    def _tell(self) -> None:
        left = sum(self._open.values())
        title = tr("Please correct these {count} points:", count=left)
        self._title.setText(title if left else tr("All corrected. Submit again."))
        dress(self._title, role="strong", tone="danger" if left else "success")
        dress(self, role="summary", tone="" if left else "success")

    def _line(self, problem: Problem) -> QPushButton:
        line = button(f"problem-{problem.field}", problem.text, role="problem")
        line.clicked.connect(lambda: self.picked.emit(problem.field))
        return line


def beside(control: QWidget, *companions: QWidget) -> QWidget:
    """A row of a control and what belongs to it (a unit, a button)."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(control, 1)
    for companion in companions:
        line.addWidget(companion)
    return row
