"""ZPL read back: the pictures and codes of a label, for the simulated printer and the tests."""

import base64
import binascii
import re
import zlib
from dataclasses import dataclass, field

from hall_client.devices.codecs.wire import Bitmap, WireError
from hall_client.devices.codecs.zpl import checksum

LARGEST = 4_000_000  # bytes of a picture; more is an attack or noise
COMMAND = re.compile(r"[\^~]([A-Z@][A-Z0-9@])([^^~]*)")


@dataclass(frozen=True)
class LabelCode:
    """A code that the printer draws."""

    kind: str  # "qr" or "code128"
    x: int
    y: int
    size: int
    data: str


@dataclass
class ZplLabel:
    """One label as the printer understands it."""

    width: int = 0
    height: int = 0
    pictures: list[tuple[int, int, Bitmap]] = field(default_factory=list)
    codes: list[LabelCode] = field(default_factory=list)


@dataclass
class _Pen:
    """Where the next field goes and what it is."""

    x: int = 0
    y: int = 0
    size: int = 2
    kind: str = ""


def decode_labels(data: bytes) -> list[ZplLabel]:
    """Read whole labels; raises WireError for what a printer would drop or misprint."""
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError as error:
        raise WireError("ZPL is ASCII here") from error
    labels: list[ZplLabel] = []
    for part in text.split("^XA")[1:]:
        body, end, _ = part.partition("^XZ")
        if not end:
            raise WireError("a label without its end")
        labels.append(_label(body))
    return labels


def _label(body: str) -> ZplLabel:
    label, pen = ZplLabel(), _Pen()
    for name, rest in COMMAND.findall(body):
        values = rest.strip()
        if name == "FO":
            pen.x, pen.y = _numbers(values, 2)
        elif name == "PW":
            label.width = _numbers(values, 1)[0]
        elif name == "LL":
            label.height = _numbers(values, 1)[0]
        elif name == "GF":
            label.pictures.append((pen.x, pen.y, _picture(values)))
        elif name in ("BQ", "BC", "BY"):
            _begin_code(name, values, pen)
        elif name == "FD" and pen.kind:
            label.codes.append(_code(values, pen))
    return label


def _begin_code(name: str, values: str, pen: _Pen) -> None:
    if name == "BY":
        pen.size = _numbers(values.split(",", maxsplit=1)[0], 1)[0]
        return
    pen.kind = "qr" if name == "BQ" else "code128"
    if name == "BQ":
        pen.size = _numbers(values.removeprefix("N,2,"), 1)[0]


def _code(values: str, pen: _Pen) -> LabelCode:
    if pen.kind == "qr" and values[1:3] != "A,":
        raise WireError("QR data without level and mode")
    data = values[3:] if pen.kind == "qr" else values
    code = LabelCode(pen.kind, pen.x, pen.y, pen.size, data)
    pen.kind = ""
    return code


def _numbers(values: str, count: int) -> list[int]:
    parts = values.split(",")
    if len(parts) < count or not all(re.fullmatch(r"[0-9]{1,7}", p) for p in parts[:count]):
        raise WireError(f"numbers expected, not {values[:40]!r}")
    return [int(part) for part in parts[:count]]


def _picture(values: str) -> Bitmap:
    mode, _, numbers = values.partition(",")
    total, _, stride = _numbers(numbers, 3)
    data = numbers.split(",", 3)[3:] or [""]
    if mode != "A" or not stride or total % stride or total > LARGEST:
        raise WireError("a picture whose sizes disagree")
    dots = _z64(data[0], total) if data[0].startswith(":Z64:") else _hex(data[0])
    if len(dots) != total:
        raise WireError(f"a picture of {len(dots)} bytes announced as {total}")
    return Bitmap(stride * 8, total // stride, dots)


def _hex(data: str) -> bytes:
    try:
        return binascii.unhexlify(data)
    except (binascii.Error, ValueError) as error:
        raise WireError("a picture that is not hexadecimal") from error


def _z64(data: str, total: int) -> bytes:
    packed, _, crc = data.removeprefix(":Z64:").partition(":")
    if not re.fullmatch(r"[0-9A-Fa-f]{4}", crc) or int(crc, 16) != checksum(packed.encode()):
        raise WireError("a picture whose checksum is wrong")
    try:
        return zlib.decompressobj().decompress(base64.b64decode(packed, validate=True), total + 1)
    except (zlib.error, ValueError) as error:
        raise WireError("a picture that does not unpack") from error
