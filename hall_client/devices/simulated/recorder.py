"""Devices without devices: every job becomes a file, at once and in the caller's thread."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hall_client.app.papers import Label, SignText, TicketSlip
from hall_client.app.ports import Done, LabelPrinter, Outcome, Sign, TicketPrinter, Voice
from hall_client.app.printing import JobState
from hall_client.devices.codecs.bx import encode_sign
from hall_client.devices.codecs.escpos import encode_slip
from hall_client.devices.codecs.wire import GlyphSource, WireError
from hall_client.devices.codecs.zpl import encode_label
from hall_client.devices.glyphs import Glyphs
from hall_client.devices.hall import NOT_CONFIGURED
from hall_client.devices.line import file_name
from hall_client.devices.profiles import HallProfiles, SignProfile
from hall_client.devices.voice import CLIPS, compose


class Recorder(TicketPrinter, LabelPrinter, Sign, Voice):
    """The four ports into one folder.

    tickets/NUMBER.escpos (NUMBER-MMDD of a later day), labels/CODE.zpl, signs.log (counter,
    frame in hex, words) and voice/WORDS.wav. Disk errors are the caller's (OSError).
    """

    def __init__(
        self, folder: Path, profiles: HallProfiles, glyphs: GlyphSource | None = None
    ) -> None:
        self._folder = folder
        self._profiles = profiles
        self._glyphs = glyphs or Glyphs.bundled()
        self._signs = {sign.counter: sign for sign in profiles.signs}
        self._guard = threading.Lock()
        for name in ("tickets", "labels", "voice"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def print_slip(self, slip: TicketSlip, done: Done) -> None:
        profile = self._profiles.ticket
        make = partial(encode_slip, slip, profile, self._glyphs) if profile else None
        done(self._record(self._free_place(slip), make))

    def print_label(self, label: Label, done: Done) -> None:
        profile = self._profiles.label
        make = partial(encode_label, label, profile, self._glyphs) if profile else None
        done(self._record(self._folder / "labels" / file_name(f"{label.code}.zpl"), make))

    def show(self, sign: SignText) -> None:
        profile = self._signs.get(sign.counter)
        if profile is None:
            return
        phases = (True, False) if sign.blink_seconds else (False,)
        lines = [_log_line(sign, profile, blink) for blink in phases]
        with self._guard, (self._folder / "signs.log").open("a", encoding="utf-8") as log:
            log.writelines(lines)

    def speak(self, text: str) -> None:
        voice = self._profiles.voice
        if voice is None:
            return
        make = partial(compose, text, CLIPS / voice.pack, voice.chime, voice.gap_ms)
        self._record(self._folder / "voice" / f"{file_name(text)}.wav", make)

    def _free_place(self, slip: TicketSlip) -> Path:
        """Numbers begin anew every day: A001-0922 lies beside the A001 of the first day."""
        path = self._folder / "tickets" / file_name(f"{slip.number}.escpos")
        if not path.exists():
            return path
        return path.with_name(file_name(f"{slip.number}-{slip.issued_at:%m%d}.escpos"))

    def _record(self, path: Path, make: Callable[[], bytes] | None) -> Outcome:
        if make is None:
            return Outcome(JobState.FAILED, NOT_CONFIGURED)
        try:
            path.write_bytes(make())
        except WireError as error:
            return Outcome(JobState.FAILED, str(error))
        return Outcome(JobState.PRINTED)


def _log_line(sign: SignText, profile: SignProfile, blink: bool) -> str:
    frame = encode_sign(sign, profile, blink).hex(" ").upper()
    return f"{sign.counter}\t{frame}\t{sign.text}{' (blinking)' if blink else ''}\n"
