"""The wire under a port: a serial line, a network bridge, or a folder of files.

pyserial's edges are rounded off here: every way of breaking becomes `LineLost`.
"""

import contextlib
import os
import re
import sys
import time
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import serial

from hall_client.app.threads import forbid_gui_thread
from hall_client.devices.profiles import SerialSettings

if sys.platform == "win32":
    TerminalError: type[Exception] = OSError
else:
    import termios

    TerminalError = termios.error

# An unplugged device raises any of these, depending on the call it meets (TypeError: closed
# while reading; termios.error: the port refuses its settings; ValueError: unknown URL scheme;
# NotImplementedError: a setting that this kind of port does not have).
FAULTS = (
    serial.SerialException,
    OSError,
    TypeError,
    TerminalError,
    ValueError,
    NotImplementedError,
)
POLL_SECONDS = 0.05
BRIDGE_OPTIONS = "ign_set_control&timeout=3"  # ser2net never answers some control questions


class LineLost(Exception):
    """The device is not there, or no longer."""


class Line(Protocol):
    """An open connection to one device or bus, used by one thread only."""

    answers: bool  # whether asking makes sense at all

    def write(self, data: bytes, name: str) -> None:
        """Write a whole job; raises LineLost, after which any part may have arrived."""

    def read(self) -> bytes:
        """What has come in; waits a moment for it; raises LineLost."""

    def drain(self) -> None:
        """Drop what nobody asked for and notice an unplugged device; raises LineLost."""

    def close(self) -> None: ...


def open_line(url: str, settings: SerialSettings) -> Line:
    """Open `/dev/…`, `COM3`, `socket://host:port`, `rfc2217://…` or `file:FOLDER`.

    A serial device is opened for us alone. Raises LineLost.
    """
    forbid_gui_thread("a device port")
    if url.startswith("file:"):
        return FolderLine(Path(url.removeprefix("file:")))
    try:
        return SerialLine(_open(url, settings), settings.deadline_seconds)
    except FAULTS as fault:
        raise LineLost(str(fault)) from fault


def _open(url: str, settings: SerialSettings) -> Any:
    options: dict[str, Any] = {
        "baudrate": settings.baud,
        "parity": settings.parity,
        "rtscts": settings.rtscts,
        "timeout": POLL_SECONDS,
    }
    scheme = urlsplit(url).scheme
    if scheme == "rfc2217":
        url = url if urlsplit(url).query else f"{url}?{BRIDGE_OPTIONS}"
    else:
        options["write_timeout"] = settings.deadline_seconds  # the bridge refuses to know it
    if "://" not in url and os.name == "posix":
        options["exclusive"] = True
    return serial.serial_for_url(url, **options)


class SerialLine:
    """A pyserial port of any kind."""

    answers = True

    def __init__(self, port: Any, deadline_seconds: float) -> None:
        self._port = port
        self._deadline = deadline_seconds
        self._unfinished = False
        self._blind = hasattr(port, "_telnet_read_loop")  # a bridge tells of its end in read only

    def write(self, data: bytes, name: str) -> None:
        self._unfinished = True
        try:
            self._port.write(data)
            self._sent()
        except FAULTS as fault:
            raise LineLost(str(fault)) from fault
        self._unfinished = False

    def _sent(self) -> None:
        """Wait until the bytes are out; flush() would wait for a stalled device without end."""
        until = time.monotonic() + self._deadline
        while getattr(self._port, "out_waiting", 0):
            if time.monotonic() > until:
                raise LineLost("the device took the data too slowly")
            time.sleep(0.005)

    def read(self) -> bytes:
        try:
            return bytes(self._port.read(max(1, self._port.in_waiting)))
        except FAULTS as fault:
            raise LineLost(str(fault)) from fault

    def drain(self) -> None:
        try:
            waiting = self._port.in_waiting
            if waiting or self._blind:
                self._port.read(max(1, waiting))
        except FAULTS as fault:
            raise LineLost(str(fault)) from fault

    def close(self) -> None:
        with contextlib.suppress(*FAULTS):
            if self._unfinished and not self._blind:
                # Else closing waits for the device; after a whole write the same call would
                # take back what is still on its way, and cut a paper that counts as printed.
                self._port.reset_output_buffer()
        with contextlib.suppress(*FAULTS):
            self._port.close()


class FolderLine:
    """Each job becomes one file named after it; whole or not at all."""

    answers = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def write(self, data: bytes, name: str) -> None:
        self._count += 1
        safe = file_name(name) or f"{self._count:06d}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f"{safe}.part"
            part.write_bytes(data)
            part.replace(self._folder / safe)
        except OSError as fault:
            raise LineLost(str(fault)) from fault

    def read(self) -> bytes:
        return b""

    def drain(self) -> None:
        """A folder says nothing."""

    def close(self) -> None:
        """Nothing is open."""


def file_name(name: str) -> str:
    """A name that is safe on every file system."""
    return re.sub(r"[^\w.-]+", "_", name).strip("._")[:80]
