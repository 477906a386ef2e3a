"""Scanners that type: keys come fast and end with Enter, Tab or both, whatever has the focus.

    scanner = Scanner(app)
    scanner.listen(self, presenter.scanned)     # while this widget is visible in the active window

A scan never presses a button, and a field that caught its keys gets back what it had before.
How fast keys came is told by the times the platform gave them, never by when they are handled:
a window that was busy meanwhile reads them late, all at once. A machine so busy that it notes the
keys themselves late makes stalls between them; the whole is still faster than a person.
"""

import sys
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from hall_client.ui.burst import LONGEST_STALL_MS, Burst, Code
from hall_client.ui.composed_scan import ComposedScan
from hall_client.ui.platform.raw_keys import RawKey, RawKeys

NO_PERSON = 3  # so many signs at a scanner's pace are nobody's typing
ALONE_MS = LONGEST_STALL_MS // 2 + 5  # a scanner's next key comes sooner than two of these
POPUP = Qt.WindowType.Popup
MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_CapsLock)
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ENDS = (*ENTERS, Qt.Key.Key_Tab)
# A person holds these down; no scanner does.
COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def pressed_at(event: QKeyEvent) -> int:
    """When a key was pressed, in ms of the platform's clock.

    On Windows Qt gives a key the time at which it is handled; the message knows better.
    """
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.user32.GetMessageTime())
    return event.timestamp()


class Scanner(QObject):
    """Watches the keys of all windows of the process; one per process.

    Every event of a window passes here, and the first ones make Python learn all of Qt: it is made
    when there is something to type into, not before.
    """

    scanned = Signal(str)
    going_on = Signal()  # a sign came right behind another: no person pressed them one by one
    gone_on = Signal()  # what comes now is a person's, so what came before it was as well

    def __init__(
        self, app: QCoreApplication, time_of: Callable[[QKeyEvent], int] = pressed_at
    ) -> None:
        super().__init__(app)
        self._app = app
        self._time_of = time_of
        self._burst = Burst(_remember)
        self._window: QWidget | None = None  # where it is typed
        self._noted = 0  # the key that was noted before its press came
        self._scanning = False  # the key in hand came right behind a sign
        self._ended = False  # the last key was the end of a scan
        self._composed = ComposedScan(self, _remember)
        self._composed.taken.connect(self._taken)
        self._raw: RawKeys | None = None
        self._listeners: list[tuple[QWidget, Callable[[str], object]]] = []
        app.installEventFilter(self)

    def listen(self, widget: QWidget, heard: Callable[[str], object]) -> None:
        """Call `heard` with each scan while `widget` is visible in the active window.

        Of several visible ones the last to listen gets the scan.
        """
        self._listeners.append((widget, heard))
        if self._raw is None:
            self._raw = RawKeys(self.raw_key)
            self._app.installNativeEventFilter(self._raw)

    def close(self) -> None:
        """Watch no more."""
        self._app.removeEventFilter(self)
        if self._raw is not None:
            self._app.removeNativeEventFilter(self._raw)
        self.setParent(None)

    def raw_key(self, key: RawKey) -> None:
        """A key before an input method may take it."""
        self._stay_in_window()
        self._composed.press(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            if event.commitString() or event.preeditString():
                self._composed.compose()
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self.gone_on.emit()
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        self._stay_in_window()
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._before_shortcuts(event)
        return event.type() == QEvent.Type.KeyPress and self._key(event)

    def _stay_in_window(self) -> None:
        """What was typed in another window is no part of a scan; a list below a line is none."""
        active = QApplication.activeWindow()
        own = active is None or active is self._window or active.windowType() == POPUP
        if not own:
            self._window = active
            self._burst.forget()

    def _before_shortcuts(self, event: QKeyEvent) -> bool:
        """Note a sign before an action with that key may take it; inside a scan none does."""
        if _ends(event):
            scanning = self._ends_scan(self._time_of(event))
            if not scanning:
                self.gone_on.emit()
        else:
            scanning = self._note(event)
            self._noted = event.key()
        if scanning:
            event.accept()
        return scanning

    def _key(self, event: QKeyEvent) -> bool:
        """Whether the press of a key is kept from the windows."""
        noted, self._noted = self._noted, 0
        self._composed.stir()
        if _ends(event):
            return self._end(self._time_of(event))
        if event.key() != noted:
            self._note(event)
        return event.key() == Qt.Key.Key_Space and self._presses()

    def _presses(self) -> bool:
        """Whether a space of a scan would press or tick something."""
        sure = self._scanning and len(self._burst.fast) > NO_PERSON
        return sure and isinstance(QApplication.focusWidget(), QAbstractButton | QAbstractItemView)

    def _note(self, event: QKeyEvent) -> bool:
        """Add a sign to what is being typed; True when others came just before it."""
        near = self._burst.press(self._time_of(event))
        self._scanning = False
        self._ended = self._ended and near
        if event.isAutoRepeat():  # somebody holds it down
            self._burst.forget()
        goes_on = _writes(event) and self._burst.begun
        if not goes_on and event.key() not in MODIFIERS:
            self.gone_on.emit()
        if not _writes(event):
            return False
        self._ended = False
        self._scanning = bool(self._burst.fast)
        self._burst.add(event.text())
        if self._scanning:
            self.going_on.emit()
        return self._scanning

    def _ends_scan(self, at_ms: int) -> bool:
        """Whether an end that is pressed now is a scanner's."""
        if self._ended and self._burst.is_near(at_ms):
            return True
        return bool(self._composed.whole(at_ms, self._burst.fast) or self._burst.code(at_ms))

    def _end(self, at_ms: int) -> bool:
        """Tell what was scanned, if anything was; whether the end belonged to a scan."""
        code = self._composed.whole(at_ms, self._burst.fast) or self._burst.code(at_ms)
        self._composed.settle(at_ms)
        near = self._burst.press(at_ms)
        self._burst.forget()
        self._ended = self._ended and near
        if code:
            self._finish(code)
        elif not self._ended:
            self.gone_on.emit()
        return self._ended

    def _taken(self, code: Code) -> None:
        """The input method kept a whole scan, with its end."""
        self._composed.forget()
        self._burst.forget()
        QGuiApplication.inputMethod().reset()
        self._finish(code)

    def _finish(self, code: Code) -> None:
        code.put_back()
        self._ended = True
        self._tell(code.signs)

    def _tell(self, code: str) -> None:
        self.scanned.emit(code)
        self._listeners = [pair for pair in self._listeners if shiboken6.isValid(pair[0])]
        for widget, heard in reversed(self._listeners):
            if widget.isVisible() and widget.window() is self._window:
                heard(code)
                return


class LoneKey(QObject):
    """A key that acts only when it was pressed alone: the first sign of a scan does not.

    It waits twice: when the window was busy, the keys that lay unread are read in between. What
    a person does next comes after it, even when both lay unread.
    """

    def __init__(self, owner: QObject, scanner: Scanner, act: Callable[[], object]) -> None:
        super().__init__(owner)
        self._act = act
        self._looked = False
        self._wait = QTimer(self, singleShot=True, interval=ALONE_MS)
        self._wait.timeout.connect(self._alone)
        scanner.going_on.connect(self._wait.stop)
        scanner.gone_on.connect(self._at_once)

    @property
    def waiting(self) -> bool:
        return self._wait.isActive()

    def press(self) -> None:
        self._looked = False
        self._wait.start()

    def _at_once(self) -> None:
        if self.waiting:
            self._wait.stop()
            self._act()

    def _alone(self) -> None:
        if self._looked:
            self._act()
        else:
            self._looked = True
            self._wait.start()


def _remember() -> Callable[[], None]:
    from hall_client.ui.before_scan import remember  # nothing of it before the first paint

    return remember()


def _writes(event: QKeyEvent) -> bool:
    """Whether a key writes a sign, as those of a scan do."""
    held = event.isAutoRepeat() or event.modifiers() & COMMANDING
    return bool(event.text()) and event.text().isprintable() and not held


def _ends(event: QKeyEvent) -> bool:
    return event.key() in ENDS and not event.modifiers() & COMMANDING
