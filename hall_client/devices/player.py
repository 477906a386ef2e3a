"""Plays one sound after the other; a machine without sound is silent and says so."""

import importlib
import io
import logging
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import wave
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hall_client.devices.codecs.wire import WireError

LOG = logging.getLogger(__name__)
SPARE_SECONDS = 3.0  # beyond a sound's own length, before its player counts as hung


class NoSound(Exception):
    """This way of playing does not work here; the text says why."""


Output = Callable[[bytes], None]  # plays a WAV to its end or raises NoSound


@dataclass(frozen=True)
class Heard:
    """How a sound went: `silent` names why nobody heard it."""

    text: str
    silent: str = ""


class Player:
    """A thread that plays in order; `say` returns at once and never raises."""

    def __init__(
        self,
        on_heard: Callable[[Heard], None],
        outputs: Iterable[Output] | None = None,
    ) -> None:
        self._on_heard = on_heard
        self._outputs = list(outputs) if outputs is not None else usual_outputs()
        self._sounds: queue.SimpleQueue[tuple[str, Callable[[], bytes]] | None]
        self._sounds = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
        self._thread.start()

    def say(self, text: str, compose: Callable[[], bytes]) -> None:
        """Queue a sound; `compose` makes its WAV on the player's thread."""
        self._sounds.put((text, compose))

    def close(self, seconds: float = 0.5) -> bool:
        """Let what is playing end, drop what still waits; tells whether the thread has ended."""
        while not self._sounds.empty():
            self._sounds.get()
        self._sounds.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (sound := self._sounds.get()) is not None:
            text, compose = sound
            try:
                self._on_heard(Heard(text, self._play(compose)))
            except Exception:
                LOG.exception("playing %s", text)

    def _play(self, compose: Callable[[], bytes]) -> str:
        reasons = []
        try:
            sound = compose()
        except WireError as error:
            return str(error)
        for output in self._outputs:
            try:
                output(sound)
            except NoSound as reason:
                reasons.append(str(reason))
            else:
                return ""
        return "; ".join(reasons) or "no way of playing"


def usual_outputs() -> list[Output]:
    """miniaudio first, then the system's own player."""
    if sys.platform == "win32":
        return [play_miniaudio, play_winsound]
    return [play_miniaudio, *(_command(name) for name in ("paplay", "aplay"))]


def seconds_of(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as clip:
        return float(clip.getnframes() / clip.getframerate())


def play_miniaudio(sound: bytes) -> None:
    """Through the sound device of the system; raises NoSound."""
    if not sound_likely():
        raise NoSound("no sound device")
    try:
        import miniaudio  # loads audio libraries: only where something is to be heard
    except (ImportError, OSError) as error:
        raise NoSound(f"miniaudio: {error}") from error
    play_through(sound, miniaudio.get_enabled_backends() - {miniaudio.Backend.NULL})


def play_through(sound: bytes, backends: Set[Any]) -> None:
    """Play through the first of miniaudio's backends that works; raises NoSound."""
    import miniaudio

    try:
        decoded = miniaudio.decode(sound, miniaudio.SampleFormat.SIGNED16)
        device = miniaudio.PlaybackDevice(
            output_format=decoded.sample_format,
            nchannels=decoded.nchannels,
            sample_rate=decoded.sample_rate,
            backends=sorted(backends, key=lambda backend: int(backend.value)),
        )
    except miniaudio.MiniaudioError as error:
        raise NoSound(f"miniaudio: {error}") from error
    ended = threading.Event()
    frames = miniaudio.stream_raw_pcm_memory(decoded.samples, decoded.nchannels, sample_width=2)
    stream = miniaudio.stream_with_callbacks(frames, end_callback=ended.set)
    next(stream)
    with device:
        device.start(stream)
        if not ended.wait(seconds_of(sound) + SPARE_SECONDS):
            raise NoSound("miniaudio: the device does not play")
        threading.Event().wait(device.buffersize_msec / 1000)  # what the device still holds


def sound_likely() -> bool:
    """Whether Linux shows a card or a sound server: asking ALSA without one fills the log."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("PULSE_SERVER"):
        return True
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    if any((runtime / name).exists() for name in ("pulse/native", "pipewire-0")):
        return True
    return any(Path("/proc/asound").glob("card[0-9]*"))


def _command(name: str) -> Output:
    def play(sound: bytes) -> None:
        program = shutil.which(name)
        if not program or not sound_likely():
            raise NoSound(f"{name}: not here")
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            file.write(sound)
            file.flush()
            try:
                limit = seconds_of(sound) + SPARE_SECONDS
                subprocess.run([program, file.name], check=True, capture_output=True, timeout=limit)
            except (OSError, subprocess.SubprocessError) as error:
                raise NoSound(f"{name}: {error}") from error

    return play


def play_winsound(sound: bytes) -> None:
    """Through Windows itself; raises NoSound."""
    try:
        winsound: Any = importlib.import_module("winsound")
        winsound.PlaySound(sound, winsound.SND_MEMORY)
    except (ImportError, RuntimeError) as error:
        raise NoSound(f"winsound: {error}") from error
