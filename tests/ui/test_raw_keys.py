"""Keys before the input method, read from what X11 and Windows hand over."""

import ctypes
import string
import struct

import pytest

from hall_client.ui.platform.raw_keys import END, RawKey, RawKeys, raw_key

X11, WINDOWS = b"xcb_generic_event_t", b"windows_generic_MSG"
TIME = 4_000_000_000 - 2**32  # Windows counts with a sign
PROCESS_KEY = 0xE5  # VK_PROCESSKEY: the input method has it


def x11_key(code: int, state: int = 0, kind: int = 2) -> bytes:
    numbers = (kind, code, 7, 123_456, 1, 2, 3, 0, 0, 0, 0, state, 1)
    return struct.pack("<BBHIIIIhhhhHBx", *numbers)


def windows_key(code: int, kind: int = 0x100, extended: bool = False) -> bytes:
    facts = 1 | code << 16 | extended << 24
    return struct.pack("<QIxxxxQqiii", 1, kind, PROCESS_KEY, facts, TIME, 0, 0)


def read(kind: bytes, event: bytes) -> list[RawKey]:
    told: list[RawKey] = []
    kept = ctypes.create_string_buffer(event)
    answer = RawKeys(told.append).nativeEventFilter(kind, ctypes.addressof(kept))
    assert answer == (False, 0)  # nobody loses a key by it
    return told


@pytest.mark.parametrize(
    ("code", "state", "sign"),
    [
        *[(10, 0, "1"), (19, 0, "0"), (20, 0, "-"), (43, 0, "h"), (43, 1, "H"), (58, 1, "M")],
        *[(43, 2, "H"), (43, 3, "h"), (10, 2, "1"), (65, 0, " "), (36, 0, END), (104, 0, END)],
        *[(23, 0, END), (43, 4, ""), (43, 8, ""), (113, 0, "")],
    ],
)
def test_a_key_of_x11(code: int, state: int, sign: str) -> None:
    assert read(X11, x11_key(code, state)) == [RawKey(123_456, sign)]


def test_what_is_no_key_of_x11_tells_nothing() -> None:
    assert read(X11, x11_key(43, kind=3)) == []
    assert read(X11, x11_key(50, kind=2)) == []  # Shift alone
    assert read(X11, x11_key(43, kind=12)) == []
    assert read(b"something_else", x11_key(43)) == []


def test_a_key_sent_by_another_program_counts_on_x11() -> None:
    assert read(X11, x11_key(43, kind=2 | 0x80)) == [RawKey(123_456, "h")]


@pytest.mark.parametrize(
    ("code", "extended", "sign"),
    [
        *[(0x23, False, "h"), (0x02, False, "1"), (0x1C, False, END)],
        *[(0x1C, True, END), (0x0F, False, END), (0x4B, True, "")],
    ],
)
def test_a_key_of_windows_that_the_input_method_has(code: int, extended: bool, sign: str) -> None:
    assert read(WINDOWS, windows_key(code, extended=extended)) == [RawKey(TIME, sign)]
    assert read(WINDOWS, windows_key(code, kind=0x101)) == []


def test_every_sign_of_a_label_has_its_key() -> None:
    keys = [raw_key(code, 1, shift, False, False) for code in range(90) for shift in (False, True)]
    signs = {key.sign for key in keys if key is not None}
    assert signs >= set(string.digits + string.ascii_letters + string.punctuation + " ")
