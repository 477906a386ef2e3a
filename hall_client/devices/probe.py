"""What `doctor` sees of ports, sound and printers; nothing is opened for writing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from hall_client.app.diagnosis import Diagnosis, ok, warning

PLAYERS = ("paplay", "aplay")
ASKED_SECONDS = 5
# How ALSA describes its null device, the only one on a machine without sound: nobody hears it.
ALSA_NULL = "Discard all samples"


def probe_devices() -> Iterator[Diagnosis]:
    yield serial_ports()
    yield sound()
    yield printers()


def serial_ports() -> Diagnosis:
    """Real ports only: a PC without any still lists ttyS0 to ttyS3."""
    from serial.tools.list_ports import comports

    real = [port for port in comports() if port.hwid != "n/a"]
    closed = [port.device for port in real if not may_use(port.device)]
    if closed:
        return warning("serial", "serial-forbidden", ports=", ".join(closed))
    if not real:
        return ok("serial", "serial-none")
    return ok("serial", "serial-present", ports=", ".join(port.device for port in real))


def may_use(device: str) -> bool:
    return sys.platform == "win32" or os.access(device, os.R_OK | os.W_OK)


def sound() -> Diagnosis:
    outputs = sound_outputs()
    if outputs:
        return ok("sound", "sound-present", outputs=", ".join(outputs))
    player = next((name for name in PLAYERS if shutil.which(name)), None)
    if player:
        return warning("sound", "sound-player-only", player=player)
    return warning("sound", "sound-none")


def sound_outputs() -> list[str]:
    """Names of the loudspeakers; none where there is no sound system or no library for it."""
    try:
        import miniaudio
    except ImportError:
        return []
    heard = [one for one in miniaudio.Backend if one is not miniaudio.Backend.NULL]
    try:
        names = [device["name"] for device in miniaudio.Devices(heard).get_playbacks()]
    except miniaudio.MiniaudioError:
        return []
    return [name for name in names if not name.startswith(ALSA_NULL)]


def printers() -> Diagnosis:
    """Page printers as the system's print service names them; label printers are serial or TCP."""
    if sys.platform == "win32":
        return ok("printers", "printers-windows")
    if not shutil.which("lpstat"):
        return warning("printers", "printers-no-service")
    named = printer_names()
    if not named:
        return warning("printers", "printers-none")
    return ok("printers", "printers-present", names=", ".join(named))


def printer_names() -> list[str]:
    try:
        told = subprocess.run(
            ["lpstat", "-e"], check=False, capture_output=True, text=True, timeout=ASKED_SECONDS
        )
    except subprocess.TimeoutExpired:
        return []
    return told.stdout.split()
