"""Identifiers: UUIDv7 text, and ids derived from a command's own id."""

import hashlib
from datetime import date
from uuid import UUID

QUERY_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_EPOCH = date(1970, 1, 1)
_DAY_MS = 86_400_000


def uuid7(milliseconds: int, randomness: bytes) -> str:
    """Compose a UUIDv7 (RFC 9562 §5.7) from Unix milliseconds and 10 random bytes."""
    raw = bytearray(milliseconds.to_bytes(6, "big") + randomness[:10])
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(raw)))


def derive(parent: str, n: int) -> str:
    """Return the n-th id that belongs to command `parent`, keeping its time part.

    A handler needs no randomness: the same command makes the same rows wherever it runs.
    """
    milliseconds = int.from_bytes(UUID(parent).bytes[:6], "big")
    return uuid7(milliseconds, hashlib.sha256(f"{parent}/{n}".encode()).digest())


def due_id(what: str, due_on: date) -> str:
    """Return the id of an act that a day brings about: whoever finds it due gives it the same.

    `what` says it in full; `due_on` is its time part.
    """
    milliseconds = (due_on - _EPOCH).days * _DAY_MS
    return uuid7(milliseconds, hashlib.sha256(what.encode()).digest())


def query_code(parent: str, length: int = 6) -> str:
    """Return the code by which an applicant asks for the state of a ticket or case."""
    digest = hashlib.sha256(f"{parent}/query".encode()).digest()
    return "".join(QUERY_ALPHABET[byte % len(QUERY_ALPHABET)] for byte in digest[:length])
