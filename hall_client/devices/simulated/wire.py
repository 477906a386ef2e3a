"""A pseudo-terminal between a driver and a twin: unplugged and plugged in like a cable."""

import contextlib
import os
import select
import sys
import threading
from collections.abc import Callable
from pathlib import Path

POLL_SECONDS = 0.05
Receive = Callable[[bytes], bytes]


class PtyWire:
    """Gives a twin a serial device; `url` is the end that the driver opens.

    With `link` the device keeps one name however often it is plugged in, as udev gives it.
    POSIX only: elsewhere OSError.
    """

    def __init__(self, receive: Receive, link: Path | None = None) -> None:
        self._receive = receive
        self._link = link
        self._unplugged = threading.Event()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        self.url = ""
        self.plug_in()

    def plug_in(self) -> None:
        if sys.platform == "win32":
            raise OSError("pseudo-terminals need a POSIX system")
        import pty
        import tty

        master, slave = pty.openpty()
        tty.setraw(slave)
        self.url = self._named(os.ttyname(slave))
        self._unplugged.clear()
        self._ending.clear()
        self._thread = threading.Thread(
            target=self._run, args=(master, slave), name=f"twin {self.url}", daemon=True
        )
        self._thread.start()

    def unplug(self) -> None:
        """Pull the cable: what is still on the line is lost; safe to call twice."""
        self._unplugged.set()
        self._join()

    def close(self) -> None:
        """Take in what is already on the line, as hardware would, then end."""
        self._ending.set()
        self._join()

    def _join(self) -> None:
        if self._thread:
            self._thread.join()
            self._thread = None

    def _named(self, device: str) -> str:
        if self._link is None:
            return device
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(device)
        return str(self._link)

    def _run(self, master: int, slave: int) -> None:
        try:
            while not self._unplugged.is_set():
                # Asked before the look, and the look waits: a pty carries bytes a moment later.
                ending = self._ending.is_set()
                if select.select([master], [], [], POLL_SECONDS)[0]:
                    answer = self._receive(os.read(master, 65536))
                    if answer:
                        os.write(master, answer)
                elif ending:
                    return
        finally:
            for end in (master, slave):
                with contextlib.suppress(OSError):
                    os.close(end)
