import io
import json
import queue
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_client.devices import player
from hall_client.devices.codecs.wire import WireError
from hall_client.devices.player import Heard, Player, play_through
from hall_client.devices.voice import CLIPS, compose, load_pack, words_in

PACK = CLIPS / "zh"
CALL = "请A001号到3号窗口办理"


def seconds(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as clip:
        assert (clip.getnchannels(), clip.getsampwidth(), clip.getframerate()) == (1, 2, 16000)
        return clip.getnframes() / clip.getframerate()


def clip_seconds(name: str) -> float:
    with wave.open(str(PACK / name)) as clip:
        return clip.getnframes() / clip.getframerate()


def test_a_call_is_read_digit_by_digit() -> None:
    words = words_in(CALL, load_pack(PACK))
    assert words == ["请", "A", "0", "0", "1", "号", "到", "3", "号", "窗口", "办理"]


@pytest.mark.parametrize("chime", [True, False])
def test_a_call_lasts_as_long_as_its_clips_and_gaps(chime: bool) -> None:
    index = json.loads((PACK / "clips.json").read_text(encoding="utf-8"))
    words = ["请", "A", "0", "0", "1", "号", "到", "3", "号", "窗口", "办理"]
    words = ["chime", *words] if chime else words
    length = sum(clip_seconds(index[word]) for word in words) + 0.05 * (len(words) - 1)
    assert seconds(compose(CALL, PACK, chime=chime)) == pytest.approx(length, abs=1e-6)


def test_the_pack_has_every_word_a_call_can_need() -> None:
    pack = load_pack(PACK)
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        text = f"请{letter}0123456789号到十二号窗口办理"
        assert "".join(words_in(text, pack)) == text


def test_the_pack_is_small() -> None:
    assert sum(path.stat().st_size for path in PACK.iterdir()) < 700_000
    assert all(length < 1.2 for length in map(load_pack(PACK).seconds, "请号到0A"))


def test_what_has_no_clip_is_left_out() -> None:
    assert compose("请，A 001号!", PACK) == compose("请A001号", PACK)
    with pytest.raises(WireError):
        compose("！？", PACK)


def test_a_hall_may_say_yao_for_one(tmp_path: Path) -> None:
    index = json.loads((PACK / "clips.json").read_text(encoding="utf-8"))
    own = {word: str(PACK / name) for word, name in index.items()}
    own["1"] = str(PACK / "1-yao1.wav")
    (tmp_path / "clips.json").write_text(json.dumps(own), encoding="utf-8")
    assert seconds(compose("1", tmp_path)) == pytest.approx(clip_seconds("1-yao1.wav"))


def test_a_broken_pack_is_one_kind_of_error(tmp_path: Path) -> None:
    for text in ("", "[]", '{"请": "gone.wav"}', '{"请": "clips.json"}'):
        (tmp_path / "clips.json").write_text(text, encoding="utf-8")
        with pytest.raises(WireError):
            compose("请", tmp_path)


@given(st.text(max_size=40))
def test_any_text_is_spoken_or_refused(text: str) -> None:
    try:
        assert seconds(compose(text, PACK)) > 0
    except WireError:
        assert not words_in(text, load_pack(PACK))


def test_sounds_play_in_order_and_one_at_a_time() -> None:
    played: list[bytes] = []
    heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
    voice = Player(heard.put, [played.append])
    for n in range(20):
        voice.say(str(n), lambda n=n: bytes([n]))  # type: ignore[misc]
    assert [heard.get(timeout=5).text for _ in range(20)] == [str(n) for n in range(20)]
    assert played == [bytes([n]) for n in range(20)]
    assert voice.close(5)


def test_without_a_sound_device_it_is_silent_and_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(player, "sound_likely", lambda: False)
    heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
    voice = Player(heard.put)
    voice.say(CALL, lambda: compose(CALL, PACK))
    voice.say("？", lambda: compose("？", PACK))
    assert "no sound device" in heard.get(timeout=5).silent
    assert "no words" in heard.get(timeout=5).silent
    assert voice.close(5)


def test_a_sound_plays_to_its_end_on_a_device_without_ears() -> None:
    miniaudio = pytest.importorskip("miniaudio")
    play_through(compose("1", PACK), {miniaudio.Backend.NULL})
