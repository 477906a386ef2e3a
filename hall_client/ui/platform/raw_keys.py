"""Keys as the keyboard sends them, before an input method may take them: X11 and Windows.

Elsewhere (Wayland) no program is shown them.
"""

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

END = "\n"  # Enter or Tab
# Scanners type on an American keyboard. Both platforms number its keys alike, from Escape = 1.
_ROWS = {
    2: ("1234567890-=", "!@#$%^&*()_+"),
    16: ("qwertyuiop[]", "QWERTYUIOP{}"),
    30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    57: (" ", " "),
}
_SIGNS = {
    first + place: pair
    for first, (plain, shifted) in _ROWS.items()
    for place, pair in enumerate(zip(plain, shifted, strict=True))
}
_ENDS = (15, 28, 96)
_MODIFIERS = (29, 42, 54, 56, 58, 69, 97, 100)


@dataclass(frozen=True)
class RawKey:
    """`sign` is what the key writes, END, or empty for a key that writes nothing."""

    at_ms: int
    sign: str


def raw_key(code: int, at_ms: int, shift: bool, caps: bool, held: bool) -> RawKey | None:
    """A key by its number; `held`: Ctrl or Alt is down. A modifier alone is none."""
    if code in _MODIFIERS:
        return None
    if code in _ENDS and not held:
        return RawKey(at_ms, END)
    plain, shifted = _SIGNS.get(code, ("", "")) if not held else ("", "")
    return RawKey(at_ms, shifted if shift != (caps and plain.isalpha()) else plain)


class RawKeys(QAbstractNativeEventFilter):
    """Shows the keys of this process's windows as they come; keeps none from anybody."""

    def __init__(self, pressed: Callable[[RawKey], object]) -> None:
        super().__init__()
        self._pressed = pressed

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        read = _READERS.get(bytes(QByteArray(kind).data()))
        key = read(int(message)) if read else None
        if key is not None:
            self._pressed(key)
        return False, 0


class _XcbKey(ctypes.Structure):
    """xcb_key_press_event_t as far as we read it."""

    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("code", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
        ("windows", ctypes.c_uint32 * 3),
        ("places", ctypes.c_int16 * 4),
        ("state", ctypes.c_uint16),
    )


_XCB_KEY_PRESS = 2
_XCB_CODES_FROM = 8
_XCB_SHIFT, _XCB_LOCK, _XCB_HELD = 1, 2, 4 | 8


def read_xcb(address: int) -> RawKey | None:
    event = _XcbKey.from_address(address)
    if event.kind & 0x7F != _XCB_KEY_PRESS:
        return None
    state = event.state
    shift, caps, held = (bool(state & bit) for bit in (_XCB_SHIFT, _XCB_LOCK, _XCB_HELD))
    return raw_key(event.code - _XCB_CODES_FROM, event.time, shift, caps, held)


class _WindowsMessage(ctypes.Structure):
    """MSG as far as we read it."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("kind", ctypes.c_uint32),
        ("key", ctypes.c_size_t),
        ("facts", ctypes.c_ssize_t),
        ("time", ctypes.c_int32),
    )


_WM_KEYDOWN = 0x100
_EXTENDED = 1 << 24
_VK_SHIFT, _VK_CONTROL, _VK_MENU, _VK_CAPITAL = 0x10, 0x11, 0x12, 0x14


def read_windows(address: int) -> RawKey | None:
    message = _WindowsMessage.from_address(address)
    if message.kind != _WM_KEYDOWN:
        return None
    code, extended = message.facts >> 16 & 0xFF, bool(message.facts & _EXTENDED)
    if extended and code not in (*_ENDS, *_MODIFIERS):
        return RawKey(message.time, "")
    held = _down(_VK_CONTROL) or _down(_VK_MENU)
    return raw_key(code, message.time, _down(_VK_SHIFT), bool(_state(_VK_CAPITAL) & 1), held)


def _down(key: int) -> bool:
    return _state(key) < 0


def _state(key: int) -> int:
    if sys.platform == "win32":
        return int(ctypes.windll.user32.GetKeyState(key))
    return 0


_READERS: dict[bytes, Callable[[int], RawKey | None]] = {
    b"xcb_generic_event_t": read_xcb,
    b"windows_generic_MSG": read_windows,
}
