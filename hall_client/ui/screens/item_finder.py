"""The service item (事项), its situation (情形) and the kind of request, found by a few keys."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hall_client.app.rows import ItemRow
from hall_client.ui.fields import TextField
from hall_client.ui.form import Ask, Field, Finding
from hall_client.ui.parts import Panel, column, row
from hall_client.ui.picked_fields import Choice, ChoiceField
from hall_client.ui.presenters.intake import IntakePresenter
from hall_client.ui.screens.suggestions import Offer, Suggestions
from hall_client.ui.words import current, mark, tr
from hall_client.words import value


class ItemFinder(Panel):
    """Says to the presenter what is sought and chosen. `finished`: on to the applicant."""

    changed = Signal()
    finished = Signal()

    def __init__(self, presenter: IntakePresenter, root: QWidget) -> None:
        super().__init__("plain")
        self._presenter = presenter
        hint = mark("Name, pinyin initials or code; Enter takes the first")
        told = Ask("item", mark("Service item"), True, hint, check=lambda _text: self._facts())
        self.item = TextField(told)
        self.situation = ChoiceField(Ask("situation", mark("Situation"), required=True))
        self.request = ChoiceField(Ask("request", mark("Kind of request"), required=True))
        self._offers = Suggestions(root, "intake-items", tr("Service items"), eager=True)
        self._chosen_name = ""
        self.setFocusProxy(self.item)
        self._build()

    @property
    def line(self) -> QLineEdit:
        return self.item.edit

    def offer(self, rows: Sequence[ItemRow]) -> None:
        self._offers.offer(self.line, [Offer(one.item_code, _told(one)) for one in rows])
        self.item.show_finding(None)

    def show_item(self) -> None:
        """Show what the presenter has chosen."""
        item, language = self._presenter.item, current().short
        self._chosen_name = f"{item.code} {item.name}" if item else ""
        self.item.show_text(self._chosen_name)
        self.item.show_finding(self._facts())
        situations = self._presenter.situations
        self.situation.offer([Choice(one.code, one.text, one.code) for one in situations])
        self.situation.show_value(self._presenter.situation)
        self.situation.show_finding(None)
        self.situation.setVisible(bool(situations))
        kinds = item.request_kinds if item else ()
        self.request.offer([Choice(k.value, value("request", k, language), k.value) for k in kinds])
        self.request.show_value(self._presenter.request_kind)
        self.request.setVisible(len(kinds) > 1)

    def show_problem(self, field: str, text: str) -> bool:
        fields: dict[str, Field] = {"item": self.item, "situation": self.situation}
        if field not in fields:
            return False
        fields[field].show_finding(Finding(text))
        fields[field].control.setFocus()
        return True

    def _facts(self) -> Finding | None:
        item = self._presenter.item
        if item is None or self.item.text() != self._chosen_name:
            return None
        kind = value("kind", item.kind, current().short)
        days = self._presenter.committed_days
        facts = {"kind": kind, "days": days, "limit": item.statutory_days}
        told = (
            tr("{kind} · committed {days} · statutory {limit} working days", **facts)
            if days
            else tr("{kind} · statutory {limit} working days", **facts)
        )
        extra = [
            tr("tolerance") if item.tolerance_allowed else "",
            tr("notify-and-commit") if item.promise_allowed else "",
            tr("in person only") if item.must_appear_in_person else "",
        ]
        return Finding(" · ".join(filter(None, [told, *extra])), "info", blocks=False)

    def _build(self) -> None:
        line = row(self.situation, self.request, spacing=16)
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        self.setLayout(column(self.item, line, spacing=4))
        self.situation.hide()
        self.request.hide()
        self.line.setClearButtonEnabled(True)
        self._offers.attach(self.line)
        self.line.textEdited.connect(self._seek)
        self.line.returnPressed.connect(self._entered)
        self._offers.picked.connect(self._pick)
        self.situation.edited.connect(self._choose_situation)
        self.situation.edit.editingFinished.connect(self._choose_situation)
        self.situation.edit.returnPressed.connect(self._after_situation)
        self.request.edited.connect(self._choose_request)
        self.request.edit.returnPressed.connect(self.finished)

    def _seek(self, text: str) -> None:
        """Look for what is typed; the chosen item written out looks for nothing."""
        chosen = bool(text) and text == self._chosen_name
        self._presenter.find_items("" if chosen else text)
        if chosen:
            self.item.show_finding(self._facts())

    def _pick(self, code: str) -> None:
        self._presenter.choose_item(code)
        self.changed.emit()
        self._entered()

    def _entered(self) -> None:
        """Go on when an item is chosen: to its question first."""
        if self._presenter.item is None or self.line.text() != self._chosen_name:
            return
        if self._presenter.situations and self._presenter.situation is None:
            self.situation.open_all()
        else:
            self.finished.emit()

    def _choose_situation(self) -> None:
        code = self.situation.value()
        if code is not None and code != self._presenter.situation:
            self._presenter.choose_situation(str(code))
            self.item.show_finding(self._facts())
            self.changed.emit()

    def _after_situation(self) -> None:
        self.situation.left()
        self._choose_situation()
        if self._presenter.situation is not None:
            self.finished.emit()

    def _choose_request(self) -> None:
        if (kind := self.request.value()) is not None:
            self._presenter.choose_request(str(kind))
            self.changed.emit()


def _told(row: ItemRow) -> str:
    kind = value("kind", row.kind, current().short)
    days = tr("{days} working days", days=row.committed_days) if row.committed_days else ""
    return "   ".join(filter(None, [row.item_code, row.name, f"{kind} {days}".strip()]))
