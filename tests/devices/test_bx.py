import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_client.app.papers import SignText
from hall_client.devices.codecs.bx import (
    Frame,
    FrameReader,
    acknowledgement,
    clear,
    crc16,
    decode_frame,
    decode_sign,
    encode_frame,
    encode_sign,
    ping,
    refusal,
)
from hall_client.devices.codecs.wire import WireError
from hall_client.devices.profiles import SignProfile, Unit

LEAD = "A5" * 8
PROFILE = SignProfile("file:x", "3", screen=3)


def frame(text: str) -> bytes:
    return bytes.fromhex(LEAD + text)


PING = frame("01 00 00 80 00 00 00 00 00 00 FE 02 05 00 A2 00 01 00 00 68 F8 5A")
CLEAR = frame("01 00 00 80 00 00 00 00 00 00 FE 02 05 00 A3 10 01 00 00 51 F8 5A")
ACK = frame("00 80 01 00 00 00 00 00 00 00 FE 02 05 00 A0 00 00 00 00 64 DC 5A")


def test_published_frames_are_ours_to_the_byte() -> None:
    assert ping() == PING
    assert clear() == CLEAR
    assert acknowledgement() == ACK


def test_answers_are_understood() -> None:
    assert refusal(decode_frame(ACK)) == ""
    assert refusal(decode_frame(acknowledgement(1, 5))) == "nack-checksum"
    assert refusal(decode_frame(acknowledgement(1, 99))) == "nack-99"
    with pytest.raises(WireError):
        refusal(decode_frame(PING))


# Frames for "\C1" and the words, made by app-tools-zxw 2.2.4; the second needs escapes.
FOREIGN = {
    "请A001号": (
        "A5A5A5A5A5A5A5A50100018000000000000061022F00A306010000000126000000000000"
        "4000200004000300000000000101010000050B0000005C4331C7EB41303031BAC5BC555A"
    ),
    "チ到3号": (
        "A5A5A5A5A5A5A5A50100018000000000000061022E00A306010000000125000000000000"
        "4000200004000300000000000101010000050A0000005C4331A602C1B5BD33BAC576815A"
    ),
}


@pytest.mark.parametrize(("words", "made"), FOREIGN.items())
def test_frames_of_another_program_are_read(words: str, made: str) -> None:
    shown = decode_sign(decode_frame(bytes.fromhex(made)))
    assert shown.text == "\\C1" + words
    assert (shown.width, shown.height, shown.area) == (64, 32, 4)


def test_the_checksum_is_not_the_one_of_modbus() -> None:
    assert crc16(b"123456789") == 0xBB3D  # published check value of CRC-16/ARC


@pytest.mark.parametrize(
    ("unit", "width"), [(Unit.BYTES, 16), (Unit.DOTS, 128), (Unit.FLAGGED_DOTS, 0x8080)]
)
def test_width_is_counted_as_the_card_counts(unit: Unit, width: int) -> None:
    profile = SignProfile("file:x", "3", unit=unit)
    shown = decode_sign(decode_frame(encode_sign(SignText("3", "请A001号"), profile)))
    assert (shown.text, shown.width, shown.height) == ("请A001号", width, 32)


def test_blinking_is_the_text_and_an_empty_page() -> None:
    shown = decode_sign(decode_frame(encode_sign(SignText("3", "A001"), PROFILE, blink=True)))
    assert (shown.text, shown.stay) == ("\\C1A001\r\n ", 1)


def test_what_the_card_has_no_character_for_shows_as_a_mark() -> None:
    shown = decode_sign(decode_frame(encode_sign(SignText("3", "𠮷\\C2\n号"), PROFILE)))
    assert shown.text == "〓＼C2 号"


@given(st.binary(max_size=300), st.integers(0, 0xFFFF))
def test_a_frame_comes_back(data: bytes, to: int) -> None:
    sent = Frame(to, 0x8000, data)
    packed = encode_frame(sent)
    assert decode_frame(packed) == sent
    assert packed.count(0x5A) == 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(noise: bytes) -> None:
    for data in (noise, bytes.fromhex(LEAD) + noise + b"\x5a"):
        try:
            decode_sign(decode_frame(data))
        except WireError:
            continue


@given(st.binary(max_size=60), st.integers(1, 40))
def test_noise_and_half_frames_do_not_hide_the_next_frame(noise: bytes, piece: int) -> None:
    stream = noise + PING[:15] + PING + ACK
    reader, frames = FrameReader(), []
    for n in range(0, len(stream), piece):
        frames += reader.feed(stream[n : n + piece])
    assert frames[-2:] == [decode_frame(PING), decode_frame(ACK)]


def test_one_wrong_bit_is_noticed() -> None:
    for n in range(8, len(PING) - 1):
        broken = bytearray(PING)
        broken[n] ^= 1
        assert FrameReader().feed(bytes(broken)) == []
