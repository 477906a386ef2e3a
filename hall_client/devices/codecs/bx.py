"""BX-5K/6K sign cards: frames with escapes and checksum, dynamic text, ping, answers.

Only dynamic areas are written: they live in RAM, while programme files wear the card's flash.
"""

from dataclasses import dataclass

from hall_client.app.papers import SignText
from hall_client.devices.codecs.template import plain
from hall_client.devices.codecs.wire import WireError
from hall_client.devices.profiles import SignProfile, Unit

LEAD = b"\xa5" * 8
END = 0x5A
ESCAPES = {0xA5: b"\xa6\x02", 0xA6: b"\xa6\x01", 0x5A: b"\x5b\x02", 0x5B: b"\x5b\x01"}
UNESCAPED = {escaped: plain_ for plain_, escaped in ESCAPES.items()}
HEADER = 14
HOST = 0x8000
VERSION = 2
ANY_DEVICE = 0xFE
PING = b"\xa2\x00\x01\x00\x00"
CLEAR = b"\xa3\x10\x01\x00\x00"
ACK = b"\xa0\x00\x00\x00\x00"
NACKS = {3: "busy", 4: "memory", 5: "checksum", 12: "no-font"}
AREA_FIXED = 27  # bytes of an area before its text
STATIC = 1
CENTRED = 0b1010  # across and down
LONGEST = 1000  # bytes of text; a sign of a counter shows a dozen characters


@dataclass(frozen=True)
class Frame:
    """One frame, checked and unescaped."""

    to: int
    sender: int
    data: bytes
    device: int = ANY_DEVICE


@dataclass(frozen=True)
class ShownText:
    """What a dynamic-text command makes a sign show."""

    text: str
    area: int = 0
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    stay: int = 0
    wants_reply: bool = True


def crc16(data: bytes) -> int:
    """CRC-16/ARC: polynomial A001 reflected, start 0 (Modbus starts with FFFF)."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def encode_frame(frame: Frame) -> bytes:
    """Lead-in, escaped header, data and checksum, end byte."""
    header = frame.to.to_bytes(2, "little") + frame.sender.to_bytes(2, "little") + bytes(6)
    header += bytes((frame.device, VERSION)) + len(frame.data).to_bytes(2, "little")
    body = header + frame.data
    body += crc16(body).to_bytes(2, "little")
    return LEAD + b"".join(ESCAPES.get(byte, bytes((byte,))) for byte in body) + bytes((END,))


def decode_frame(data: bytes) -> Frame:
    """Read exactly one frame; raises WireError for anything else."""
    start = len(data) - len(data.lstrip(b"\xa5"))
    if not start or not data or data[-1] != END:
        raise WireError("a frame begins with A5 and ends with 5A")
    body = _unescaped(data[start:-1])
    if len(body) < HEADER + 2:
        raise WireError("a frame shorter than its header")
    if crc16(body[:-2]) != int.from_bytes(body[-2:], "little"):
        raise WireError("the frame's checksum is wrong")
    content = body[HEADER:-2]
    if len(content) != int.from_bytes(body[12:14], "little"):
        raise WireError("the frame's length is wrong")
    to, sender = int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little")
    return Frame(to, sender, content, body[10])


def _unescaped(data: bytes) -> bytes:
    out, n = bytearray(), 0
    while n < len(data):
        if data[n] in (0xA6, 0x5B):
            pair = data[n : n + 2]
            if pair not in UNESCAPED:
                raise WireError(f"{pair.hex(' ')} is no escape")
            out.append(UNESCAPED[pair])
            n += 2
        elif data[n] in ESCAPES:
            raise WireError(f"byte {data[n]:02X} stands unescaped")
        else:
            out.append(data[n])
            n += 1
    return bytes(out)


class FrameReader:
    """Cuts a stream into frames; noise and half frames are dropped, not raised."""

    def __init__(self) -> None:
        self._buffer = b""

    def feed(self, data: bytes) -> list[Frame]:
        self._buffer += data
        frames = []
        while (end := self._buffer.find(END)) >= 0:
            piece, self._buffer = self._buffer[: end + 1], self._buffer[end + 1 :]
            start = piece.rfind(b"\xa5")  # the last lead-in: what stands before it broke off
            try:
                frames.append(decode_frame(piece[start:]))
            except WireError:
                continue
        self._buffer = self._buffer[-4 * LONGEST :]
        return frames


def ping(screen: int = 1) -> bytes:
    return encode_frame(Frame(screen, HOST, PING))


def clear(screen: int = 1) -> bytes:
    return encode_frame(Frame(screen, HOST, CLEAR))


def acknowledgement(screen: int = 1, error: int = 0) -> bytes:
    """What a card answers: ACK, or NACK with an error."""
    data = bytes((0xA0, 0x01, error, 0, 0)) if error else ACK
    return encode_frame(Frame(HOST, screen, data))


def refusal(frame: Frame) -> str:
    """Empty for an ACK, else the card's reason; raises WireError for other frames."""
    if frame.data == ACK:
        return ""
    if len(frame.data) == 5 and frame.data[:2] == b"\xa0\x01":
        return f"nack-{NACKS.get(frame.data[2], frame.data[2])}"
    raise WireError("neither ACK nor NACK")


def encode_sign(sign: SignText, profile: SignProfile, blink: bool = False) -> bytes:
    """The frame that makes one sign show its text.

    Blinking is two pages, the text and an empty one, half a second each; the driver sends the
    static text when it is over.
    """
    colour = profile.blink_colour if blink else profile.colour
    words = (f"\\C{colour}" if colour else "").encode() + _gbk(sign.text)
    text = words + b"\r\n " if blink else words
    if len(text) > LONGEST:
        raise WireError("the text is too long for a sign")
    area = _area(text, profile, pages=blink)
    reply = 1 if profile.reply else 2
    data = bytes((0xA3, 0x06, reply, 1, 0, 0, 1)) + len(area).to_bytes(2, "little") + area
    return encode_frame(Frame(profile.screen, HOST, data, profile.device))


def _area(text: bytes, profile: SignProfile, pages: bool) -> bytes:
    unit = {
        Unit.BYTES: (0, profile.width // 8),
        Unit.DOTS: (0, profile.width),
        Unit.FLAGGED_DOTS: (0x8000, 0x8000 | profile.width),
    }
    x, width = unit[profile.unit]
    place = b"".join(n.to_bytes(2, "little") for n in (x, 0, width, profile.height))
    style = bytes((CENTRED, 2 if pages else 1, 2, STATIC, 0, profile.speed, 1 if pages else 0))
    head = b"\x00" + place + bytes((profile.area, 0, 0, 0, 0, 0, 0)) + style
    return head + len(text).to_bytes(4, "little") + text


def _gbk(text: str) -> bytes:
    """GBK; the card has no other characters, so a rare one shows as 〓 rather than as noise."""
    clean = plain(text).replace("\\", "＼")
    return b"".join(_gbk_char(char) for char in clean)


def _gbk_char(char: str) -> bytes:
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return "〓".encode("gbk")


def decode_sign(frame: Frame) -> ShownText:
    """Read a dynamic-text command with one area; raises WireError for any other."""
    data = frame.data
    if data[:2] != b"\xa3\x06" or len(data) < 9 + AREA_FIXED:
        raise WireError("not a dynamic text")
    if data[5] or data[6] != 1:
        raise WireError("one area is expected")
    area = data[9:]
    if int.from_bytes(data[7:9], "little") != len(area):
        raise WireError("the area's length is wrong")
    text = area[AREA_FIXED:]
    if int.from_bytes(area[23:27], "little") != len(text):
        raise WireError("the text's length is wrong")
    x, y, width, height = (int.from_bytes(area[n : n + 2], "little") for n in (1, 3, 5, 7))
    try:
        words = text.decode("gbk")
    except UnicodeDecodeError as error:
        raise WireError("the text is not GBK") from error
    return ShownText(words, area[9], x, y, width, height, area[22], data[2] == 1)
