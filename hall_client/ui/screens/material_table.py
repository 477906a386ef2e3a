"""The closed material list on screen: Space ticks, digits are copies and pages, F is the form.

table = MaterialTable(presenter.materials, "intake-materials")
table.edited.connect(...); table.submitted.connect(...); table.scanned.connect(...)
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from hall_client.ui.burst import apart
from hall_client.ui.icons import pixmap
from hall_client.ui.parts import Panel, label, row, sign
from hall_client.ui.presenters.materials import MaterialLine, MaterialList
from hall_client.ui.scanner import ENTERS, NO_PERSON, pressed_at
from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import dress, scaled
from hall_client.ui.words import current, mark, tr
from hall_client.words import value

FORM_KEY = Qt.Key.Key_F
CLEAR_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
FLAWS = {
    "form": mark("another form is needed"),
    "copies": mark("too few copies"),
}


def asked(line: MaterialLine) -> str:
    form = value("form", line.wanted.form, current().short)
    return tr("{form} x{copies}", form=form, copies=line.wanted.copies)


def brought(line: MaterialLine) -> str:
    if line.brought is None:
        return "—"
    form = value("form", line.brought.form, current().short)
    copies, pages = line.brought.copies, line.brought.pages
    return tr("{form} x{copies}, {pages} p.", form=form, copies=copies, pages=pages)


def remarks(line: MaterialLine) -> str:
    """What a clerk must know about the material: why it does not do, else how it is treated."""
    if line.flaw:
        return tr(FLAWS[line.flaw])
    wanted = line.wanted
    said = [
        "" if wanted.required else tr("optional"),
        tr("may follow") if wanted.required and wanted.tolerable else "",
        tr("kept") if wanted.retain else "",
    ]
    return " · ".join(filter(None, said))


def tone(line: MaterialLine) -> str:
    if line.enough:
        return "success"
    return "warning" if line.brought else ""


COLUMNS: tuple[Column[MaterialLine], ...] = (
    Column(
        mark("No."),
        lambda line: line.code,
        width=84,
        tone=tone,
        sign=lambda line: "check" if line.enough else "warning" if line.brought else "minus",
    ),
    Column(mark("Material"), lambda line: line.wanted.name),
    Column(mark("Asked for"), asked, width=94),
    Column(mark("Brought"), brought, width=136, tone=tone),
    Column(mark("Note"), remarks, width=88, tone=lambda line: "warning" if line.flaw else "muted"),
)


class MaterialTable(TableView):
    """Writes what the hands do into a `MaterialList` and shows it again."""

    edited = Signal()
    submitted = Signal()
    scanned = Signal(str)

    def __init__(self, materials: MaterialList, name: str, empty: str = "") -> None:
        self._list_model = TableModel(COLUMNS, key=lambda line: line.code)
        super().__init__(self._list_model, name, tr("Materials"), empty)
        self._materials = materials
        self._typed = ""
        self._burst = ""
        self._put_back = self.as_it_stands()
        self._after_scan = False
        self._last_ms = 0
        self.setSortingEnabled(False)
        self.current.connect(lambda _line: self._forget_digits())
        self.clicked.connect(lambda index: self._toggle() if index.column() == 0 else None)

    def refresh(self) -> None:
        """Show the list as it stands; the chosen line stays chosen."""
        self._list_model.set_rows(self._materials.lines)
        if self.current_row() is None:
            self.select_first()

    def as_it_stands(self) -> Callable[[], None]:
        """With the lines: a scan's keys are copies, pages, ticks and forms."""
        lines, choose = self._materials.lines, super().as_it_stands()

        def put_back() -> None:
            self._materials.put_back(lines)
            self._burst = self._typed = ""
            self._told()
            choose()

        return put_back

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = pressed_at(event)
        person, self._last_ms = apart(self._last_ms, pressed), pressed
        if person:
            self._burst, self._after_scan = "", False
        if event.key() in ENTERS:
            self._enter(scan=not person and len(self._burst) >= NO_PERSON)
            return
        if not self._burst:
            self._put_back = self.as_it_stands()
        plain = not event.modifiers() & ~PLAIN
        if plain and event.text().isprintable():
            self._burst += event.text()
        if plain and self._answered(event):
            return
        super().keyPressEvent(event)

    def _enter(self, scan: bool) -> None:
        """A short code ends here, a long one never comes so far; its second Enter is no yes."""
        if scan:
            code, self._after_scan = self._burst, True
            self._put_back()
            self.scanned.emit(code)
        elif not self._after_scan:
            self.submitted.emit()

    def _answered(self, event: QKeyEvent) -> bool:
        """Do what a key asks for the chosen line; False when it is not ours."""
        line, key, text = self._chosen(), event.key(), event.text()
        if line is None:
            return False
        if text and text in "0123456789/":
            self._typed += text
            self._materials.write(line.code, self._typed)
        elif key == Qt.Key.Key_Space:
            self._toggle()
            return True
        elif key == FORM_KEY:
            self._materials.next_form(line.code)
        elif key in CLEAR_KEYS:
            self._forget_digits()
            self._materials.write(line.code, "0")
        else:
            return False
        self._told()
        return True

    def _toggle(self) -> None:
        line = self._chosen()
        if line is not None:
            self._forget_digits()
            self._materials.toggle(line.code)
            self._told()
            self._next_line()

    def _next_line(self) -> None:
        following = self.currentIndex().row() + 1
        line = self._chosen()
        if line is not None and line.brought and following < len(self._materials.lines):
            self.setCurrentIndex(self._list_model.index(following, 0))

    def _told(self) -> None:
        typed = self._typed
        self.refresh()
        self._typed = typed
        self.edited.emit()

    def _chosen(self) -> MaterialLine | None:
        line = self.current_row()
        return line if isinstance(line, MaterialLine) else None

    def _forget_digits(self) -> None:
        self._typed = ""


class LackingStrip(Panel):
    """What is missing, always in view: how many, and which."""

    def __init__(self) -> None:
        super().__init__("notice")
        self.setObjectName("lacking")
        self._sign = sign("check", "success")
        self.count = label(role="strong")
        self.names = label(role="hint", wrap=True)
        self.names.setObjectName("lacking-names")
        line = row(self._sign, self.count, self.names, spacing=8)
        line.setStretch(2, 1)
        line.setContentsMargins(12, 8, 12, 8)
        self.setLayout(line)
        self.setMinimumHeight(scaled(56))

    def show_lines(self, lines: tuple[MaterialLine, ...], any_listed: bool) -> None:
        shade = "danger" if lines else "success" if any_listed else "info"
        picture = "warning" if lines else "check" if any_listed else "info"
        self._sign.setPixmap(pixmap(picture, shade, scaled(20)))
        told = (
            tr("{count} missing", count=len(lines))
            if lines
            else tr("Everything is here.")
            if any_listed
            else tr("Choose a service item: its materials are listed here.")
        )
        self.count.setText(told)
        names = [f"{line.wanted.name}{_mild(line)}" for line in lines]
        self.names.setText("、".join(names))
        self.names.setToolTip("\n".join(names))
        dress(self.count, tone=shade)
        dress(self, tone=shade)
        self.setAccessibleName(" ".join(filter(None, [told, "、".join(names)])))


def _mild(line: MaterialLine) -> str:
    return tr(" (may follow)") if line.wanted.tolerable else ""
