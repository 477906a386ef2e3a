"""The voice: clips of single words joined into one WAV. Words of a pack are names of its clips."""

import io
import json
import wave
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hall_client.devices.codecs.wire import WireError
from hall_client.places import RESOURCES

CLIPS = RESOURCES / "voice"
CHIME = "chime"
GAP_MS = 50
Format = tuple[int, int, int]  # channels, bytes a sample, samples a second


@dataclass(frozen=True)
class ClipPack:
    """Clips of one format, by word."""

    format: Format
    clips: dict[str, bytes]
    longest: int

    def seconds(self, word: str) -> float:
        channels, width, rate = self.format
        return len(self.clips[word]) / (channels * width * rate)


def compose(text: str, pack: Path, chime: bool = False, gap_ms: int = GAP_MS) -> bytes:
    """请A001号到3号窗口办理 -> one WAV, digits one by one, `gap_ms` of silence between clips.

    What the pack has no clip for is left out; raises WireError if nothing at all is left or the
    pack cannot be read.
    """
    clips = load_pack(pack)
    words = words_in(text, clips)
    if not words:
        raise WireError(f"the voice has no words for {text!r}")
    if chime and CHIME in clips.clips:
        words = [CHIME, *words]
    channels, width, rate = clips.format
    gap = bytes(channels * width * (rate * gap_ms // 1000))
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(width)
        sound.setframerate(rate)
        sound.writeframes(gap.join(clips.clips[word] for word in words))
    return out.getvalue()


def words_in(text: str, pack: ClipPack) -> list[str]:
    """Cut a text into the pack's words, the longest first; letters in either case."""
    words, n = [], 0
    while n < len(text):
        sizes = range(min(pack.longest, len(text) - n), 0, -1)
        found = (text[n : n + size].upper() for size in sizes)
        word = next((w for w in found if w in pack.clips and w != CHIME), "")
        words += [word] if word else []
        n += len(word) or 1
    return words


@lru_cache(maxsize=8)
def load_pack(folder: Path) -> ClipPack:
    """Read `clips.json` and its clips; raises WireError if they are not of one format."""
    try:
        index = json.loads((folder / "clips.json").read_text(encoding="utf-8"))
        read = {str(word).upper(): _read(folder / str(name)) for word, name in index.items()}
    except (OSError, ValueError, AttributeError, EOFError, wave.Error) as error:
        raise WireError(f"the clip pack {folder} cannot be read: {error}") from error
    formats = {kind for kind, _ in read.values()}
    if len(formats) != 1:
        raise WireError(f"the clips of {folder} are not of one format")
    clips = {CHIME if word == CHIME.upper() else word: sound for word, (_, sound) in read.items()}
    return ClipPack(formats.pop(), clips, max(map(len, clips)))


def _read(path: Path) -> tuple[Format, bytes]:
    with wave.open(str(path)) as clip:
        kind = (clip.getnchannels(), clip.getsampwidth(), clip.getframerate())
        return kind, clip.readframes(clip.getnframes())
