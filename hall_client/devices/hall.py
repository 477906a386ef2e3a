"""The devices of one station, built from their profiles: printers, signs and the voice."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from hall_client.app.papers import Label, SignText, TicketSlip
from hall_client.app.ports import Done, LabelPrinter, Outcome, Sign, TicketPrinter, Voice
from hall_client.app.printing import JobState
from hall_client.devices.codecs.bx import FrameReader, encode_sign, refusal
from hall_client.devices.codecs.escpos import encode_slip
from hall_client.devices.codecs.escpos_status import QUESTIONS, is_status, parse_status, question
from hall_client.devices.codecs.wire import GlyphSource, WireError
from hall_client.devices.codecs.zpl import encode_label
from hall_client.devices.glyphs import Glyphs
from hall_client.devices.player import Heard, Player
from hall_client.devices.port import Check, DevicePort, Job, PortState
from hall_client.devices.profiles import HallProfiles, SerialSettings, SignProfile
from hall_client.devices.voice import CLIPS, compose

LOG = logging.getLogger(__name__)
NOT_CONFIGURED = "not-configured"


@dataclass
class _SignFace:
    """What one sign should show, and the clock that ends its blinking."""

    profile: SignProfile
    wanted: SignText | None = None
    clock: threading.Timer | None = None
    guard: threading.Lock = field(default_factory=threading.Lock)


class HallDevices(TicketPrinter, LabelPrinter, Sign, Voice):
    """The four ports over real or simulated hardware; every method returns at once.

    `on_state` and `done` are called on device threads. Devices with the same URL share a port.
    """

    def __init__(
        self,
        profiles: HallProfiles,
        on_state: Callable[[PortState], None],
        glyphs: GlyphSource | None = None,
        player: Player | None = None,
    ) -> None:
        self.profiles = profiles
        self._on_state = on_state
        self._glyphs = glyphs or Glyphs.bundled()
        self._faces = {sign.counter: _SignFace(sign) for sign in profiles.signs}
        self._ports = {url: DevicePort(url, self._told, s) for url, s in _urls(profiles).items()}
        self._player = player or (Player(_log_heard) if profiles.voice else None)

    def states(self) -> list[PortState]:
        """One state per port, in the profiles' order."""
        return [port.state for port in self._ports.values()]

    def print_slip(self, slip: TicketSlip, done: Done) -> None:
        profile = self.profiles.ticket
        if profile is None:
            done(Outcome(JobState.FAILED, NOT_CONFIGURED))
            return
        before = tuple(_status_check(n) for n in QUESTIONS) if profile.status else ()
        job = Job(
            partial(encode_slip, slip, profile, self._glyphs), f"{slip.number}.escpos", before
        )
        self._ports[profile.url].submit(job, done)

    def print_label(self, label: Label, done: Done) -> None:
        profile = self.profiles.label
        if profile is None:
            done(Outcome(JobState.FAILED, NOT_CONFIGURED))
            return
        job = Job(partial(encode_label, label, profile, self._glyphs), f"{label.code}.zpl")
        self._ports[profile.url].submit(job, done)

    def show(self, sign: SignText) -> None:
        """Show at the counter's sign; it blinks first if the words say so."""
        face = self._faces.get(sign.counter)
        if face is None:
            return
        with face.guard:
            face.wanted = sign
            if face.clock:
                face.clock.cancel()
                face.clock = None
            if sign.blink_seconds > 0:
                face.clock = threading.Timer(sign.blink_seconds, self._settle, (face, sign))
                face.clock.daemon = True
                face.clock.start()
            self._send(face, sign, blink=sign.blink_seconds > 0)

    def speak(self, text: str) -> None:
        voice = self.profiles.voice
        if voice is None or self._player is None:
            return
        pack = CLIPS / voice.pack  # an absolute folder stays what it is
        self._player.say(text, partial(compose, text, pack, voice.chime, voice.gap_ms))

    def close(self, seconds: float = 15) -> None:
        """Finish what is queued and end the threads; not for the GUI thread."""
        for face in self._faces.values():
            with face.guard:
                if face.clock:
                    face.clock.cancel()
        for port in self._ports.values():
            port.close(seconds)
        if self._player:
            self._player.close()

    def _settle(self, face: _SignFace, sign: SignText) -> None:
        with face.guard:
            if face.wanted is sign:
                self._send(face, sign, blink=False)

    def _send(self, face: _SignFace, sign: SignText, blink: bool) -> None:
        profile = face.profile
        confirm = Check(b"", _sign_answer, profile.reply_ms / 1000) if profile.reply else None
        job = Job(
            partial(encode_sign, sign, profile, blink), f"sign-{sign.counter}.bx", (), confirm
        )
        self._ports[profile.url].submit(job, partial(_log_sign, sign))

    def _told(self, state: PortState) -> None:
        """A sign that comes back shows what it missed; then the state goes on to who listens."""
        for face in self._faces.values():
            if state.online and face.profile.url == state.url:
                with face.guard:
                    if face.wanted:
                        self._send(face, face.wanted, blink=False)
        self._on_state(state)


def _urls(profiles: HallProfiles) -> dict[str, SerialSettings]:
    devices = (profiles.ticket, profiles.label, *profiles.signs)
    return {device.url: device.serial for device in devices if device}


def _status_check(n: int) -> Check:
    return Check(question(n), partial(_status_answer, n))


def _status_answer(n: int, heard: bytes) -> str | None:
    known = [byte for byte in heard if is_status(byte)]
    return parse_status({n: known[-1]}).problem if known else None


def _sign_answer(heard: bytes) -> str | None:
    for frame in FrameReader().feed(heard):
        try:
            return refusal(frame)
        except WireError:
            continue
    return None


def _log_sign(sign: SignText, outcome: Outcome) -> None:
    if outcome.state is not JobState.PRINTED:
        LOG.warning("sign %s: %s %s", sign.counter, outcome.state, outcome.problem)


def _log_heard(heard: Heard) -> None:
    if heard.silent:
        LOG.info("voice silent: %s", heard.silent)
