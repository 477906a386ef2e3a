"""Sign-in: who is it, and the password. The same panel unlocks a locked window."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from hall_client.ui.fields import ScanLineEdit, TextField
from hall_client.ui.form import Ask, Form
from hall_client.ui.parts import STRETCH, Panel, button, card, column, label, named, row, sign
from hall_client.ui.theme import dress, pixels
from hall_client.ui.words import mark, tr


class SignIn(Panel):
    """Emits `submitted(login, password)`; answer with `refuse` or take the panel away.

    While the answer is awaited the button is off, so a second Enter does nothing.
    """

    submitted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("page", parent)
        self.setObjectName("sign-in")
        self.login = TextField(Ask("login", mark("Login"), required=True), edit=ScanLineEdit())
        self.password = PasswordField()
        self.form = Form((self.login, self.password))
        self.title = label(role="title")
        self.subtitle = label(role="muted", wrap=True)
        self.error = label(role="strong", tone="danger", wrap=True)
        self.error.setObjectName("sign-in-error")
        self.note = label(role="hint", wrap=True)
        self.submit = button("sign-in-submit", tr("Sign in"), role="primary")
        self.again = button("sign-in-again", tr("Try again"))
        self.progress = named(QProgressBar(), "join-progress", tr("First join"))
        self.progress_words = label(role="muted", wrap=True)
        self._act: Callable[[], object] = lambda: None
        self._build()
        self._connect()
        self.retranslate()

    def show_hall(self, hall: str) -> None:
        """The hall's name above the fields."""
        self.subtitle.setText(hall)

    def show_note(self, note: str) -> None:
        """A line below the button: single machine, rehearsal, which database."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def refuse(self, words: str) -> None:
        """Say why not; the login stays, the password is to be typed again."""
        self.error.setText(words)
        self.error.setVisible(bool(words))
        for part in (self.again, self.progress, self.progress_words):
            part.hide()
        self.password.show_text("")
        self.wait(False)
        (self.password if self.login.text() else self.login).control.setFocus()

    def offer(self, text: str, act: Callable[[], object], danger: bool = False) -> None:
        """A way on from what was just said; `danger`: it takes something from somebody."""
        self._act = act
        self.again.setText(text)
        self.again.setAccessibleName(text)
        dress(self.again, role="danger" if danger else "secondary")
        self.again.show()

    def show_progress(self, rows: int, of: int) -> None:
        """How far the first join has come."""
        self.progress.setMaximum(of)
        self.progress.setValue(rows)
        words = mark("First join: {rows} of {of} records copied. Leave this window open.")
        self.progress_words.setText(tr(words, rows=f"{rows:,}", of=f"{of:,}"))
        self.error.hide()
        for part in (self.progress, self.progress_words):
            part.show()

    def wait(self, waiting: bool) -> None:
        """The answer is awaited (or no longer)."""
        self.submit.setEnabled(not waiting)
        self.submit.setText(tr("Signing in…") if waiting else tr("Sign in"))

    def lock_for(self, login: str) -> None:
        """Ask only for the password of the person who is signed in."""
        self.login.show_text(login)
        self.login.edit.setReadOnly(True)
        self.title.setText(tr("Locked"))
        self.password.control.setFocus()

    def retranslate(self) -> None:
        self.title.setText(tr("Hall Client"))
        self.submit.setText(tr("Sign in"))
        self.submit.setAccessibleName(tr("Sign in"))

    def _build(self) -> None:
        for quiet in (self.error, self.note, self.again, self.progress, self.progress_words):
            quiet.hide()
        self.progress.setTextVisible(False)
        dress(self.progress, role="join")
        head = row(sign("emblem", "accent", 32), column(self.title, self.subtitle, spacing=0))
        head.setStretch(1, 1)
        head.setSpacing(16)
        join = column(self.progress, self.progress_words, spacing=4)
        told = (head, self.error, self.again, join)
        inner = column(*told, self.form, self.submit, self.note, spacing=16)
        panel = card(inner)
        inner.setContentsMargins(32, 32, 32, 24)
        panel.setFixedWidth(pixels("panel"))
        self.setLayout(row(STRETCH, column(STRETCH, panel, STRETCH), STRETCH))

    def _connect(self) -> None:
        self.again.clicked.connect(self._do_again)
        self.submit.clicked.connect(self._submit)
        self.login.edit.returnPressed.connect(self._submit)
        self.password.edit.returnPressed.connect(self._submit)

    def _do_again(self) -> None:
        self.again.hide()
        self._act()

    def _submit(self) -> None:
        if self.submit.isEnabled() and self.form.accept():
            self.error.hide()
            self.wait(True)
            self.submitted.emit(self.login.text(), self.password.text())


class PasswordField(TextField):
    """A hidden line that says when the caps lock seems to be on."""

    def __init__(self) -> None:
        line = _PasswordLine()
        super().__init__(Ask("password", mark("Password"), required=True), edit=line)
        line.caps_lock.connect(self._show_caps)

    def text(self) -> str:
        return self.edit.text()

    def _show_caps(self, on: bool) -> None:
        said = tr("Caps Lock is on.") if on else ""
        self.below.setText(said)
        self.control.setAccessibleDescription(said)


class _PasswordLine(ScanLineEdit):
    """Capital letters without Shift (or small ones with it) mean that the caps lock is on."""

    caps_lock = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isalpha() and typed.isascii():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(typed.isupper() != shifted)
        super().keyPressEvent(event)
