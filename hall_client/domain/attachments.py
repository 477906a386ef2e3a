"""Attachment (附件): a scan or a photo of a case; its bytes lie under the name of their hash."""

import re
from dataclasses import dataclass
from datetime import datetime

from hall_client.domain.errors import Refusal

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
# What a file is, told by how it begins.
KINDS = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}
HASH = re.compile("[0-9a-f]{64}")


class FileTooLarge(Refusal):
    """The file is larger than an attachment may be."""


class FileEmpty(Refusal):
    """The file has no content."""


class FileKindUnknown(Refusal):
    """The content is neither PDF nor JPEG nor PNG, whatever the name says."""


class FileVanished(Refusal):
    """The bytes of an attachment are not on this machine any more."""


class FileDamaged(Refusal):
    """The bytes of an attachment are not those that were taken in."""


class FileNotYetThere(Refusal):
    """Central has not got the attachment yet from the station that took it in."""


class NoPlaceForFiles(Refusal):
    """A server's database has no folder of its own: files are taken in at a station."""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One file of a case; `requirement`: the material that it shows, if it is one."""

    id: str
    hall_id: str
    version: int = 1
    case_id: str
    requirement: str | None = None
    name: str
    sha256: str
    size: int
    mime: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A file that was taken in: its bytes have this hash (64 hex digits), size and kind."""

    sha256: str
    size: int
    mime: str


def kind_of(name: str, beginning: bytes) -> str:
    """What the file is by its first bytes; FileEmpty, FileKindUnknown."""
    if not beginning:
        raise FileEmpty(name=name)
    for mime, sign in KINDS.items():
        if beginning.startswith(sign):
            return mime
    raise FileKindUnknown(name=name)


def require_size(name: str, size: int) -> None:
    """FileTooLarge: larger than an attachment may be."""
    if size > LARGEST:
        megabytes = -(-size // MEGABYTE)
        raise FileTooLarge(name=name, megabytes=megabytes, most=LARGEST // MEGABYTE)
