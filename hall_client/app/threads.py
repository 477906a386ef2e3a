"""Which thread shows the windows: it must never wait for a database or a device."""

import threading

_gui: set[int] = set()


def mark_gui_thread() -> None:
    """Say that the calling thread is the one that shows windows."""
    _gui.add(threading.get_ident())


def release_gui_thread() -> None:
    """Take the mark back: the windows of this thread are gone (tests, end of the program)."""
    _gui.discard(threading.get_ident())


def forbid_gui_thread(what: str) -> None:
    """Stand at every door to a database or device; `what` names the door.

    Raises RuntimeError on the GUI thread: a bug of ours, never a refusal.
    """
    if threading.get_ident() in _gui:
        raise RuntimeError(f"{what} on the GUI thread: give it to Jobs.run")
