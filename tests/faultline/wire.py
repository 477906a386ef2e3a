"""The PostgreSQL protocol, just enough of it: where messages end, what they run, who answers whom.

A *turn* is what a client asks and the server ends with ReadyForQuery: the start of the session,
a simple query, or everything up to a Sync. Whatever cannot be read (TLS) goes on as it comes.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

TLS_REQUEST, ENCRYPTED_GSS_REQUEST, CANCEL_REQUEST = 80877103, 80877104, 80877102
TLS_HELLO = 0x16
LENGTH = struct.Struct("!I")
SHORTEST = 4
"""The length of a message counts its own four bytes, not the type before them."""


@dataclass(frozen=True)
class Message:
    """One message: the turn it belongs to, the SQL it makes the server run, if any."""

    raw: bytes
    turn: int = 0
    sql: str = ""
    ends_turn: bool = False


@dataclass
class Wire:
    """Both directions of one connection, read along."""

    requests: bytearray = field(default_factory=bytearray)
    answers: bytearray = field(default_factory=bytearray)
    statements: dict[bytes, str] = field(default_factory=dict)
    asked: int = 0
    answered: int = 0
    started: bool = False
    negotiating: bool = False
    opaque: bool = False

    def from_client(self, data: bytes) -> Iterator[Message]:
        """Whole messages only; the rest waits for what comes."""
        self.requests += data
        return self._whole(self.requests, self._next_request)

    def from_server(self, data: bytes) -> Iterator[Message]:
        self.answers += data
        return self._whole(self.answers, self._next_answer)

    def _whole(self, buffer: bytearray, read: Callable[[], Message | None]) -> Iterator[Message]:
        while buffer:
            message = Message(_take(buffer, len(buffer))) if self.opaque else read()
            if message:
                yield message
            elif not self.opaque:
                return

    def _next_request(self) -> Message | None:
        return self._request() if self.started else self._opening()

    def _next_answer(self) -> Message | None:
        return self._verdict() if self.negotiating else self._answer()

    def _opening(self) -> Message | None:
        """The first messages have no type: may we encrypt, please cancel, or the start itself."""
        if self.requests[0] == TLS_HELLO:
            self.opaque = True
            return None
        size = self._size(self.requests, 0)
        if size is None or size < 2 * SHORTEST:
            return None
        raw = _take(self.requests, size)
        (code,) = LENGTH.unpack_from(raw, SHORTEST)
        self.negotiating = code in (TLS_REQUEST, ENCRYPTED_GSS_REQUEST)
        self.started = not self.negotiating and code != CANCEL_REQUEST
        self.asked += self.started
        return Message(raw, self.asked, ends_turn=self.started)

    def _request(self) -> Message | None:
        size = self._size(self.requests, 1)
        if size is None:
            return None
        raw = _take(self.requests, size)
        sql, turn, ends = self._sql(raw), self.asked + 1, raw[:1] in b"QSF"
        self.asked += ends
        return Message(raw, turn, sql, ends)

    def _sql(self, raw: bytes) -> str:
        """Of a simple query, or of the prepared statement that a Bind is about to run."""
        body = raw[1 + SHORTEST :]
        if raw[:1] == b"Q":
            return body.rstrip(b"\0").decode(errors="replace")
        first, _, rest = body.partition(b"\0")
        second = rest.partition(b"\0")[0]
        if raw[:1] == b"P":
            self.statements[first] = second.decode(errors="replace")
        return self.statements.get(second, "") if raw[:1] == b"B" else ""

    def _verdict(self) -> Message:
        """One byte: whether the rest is encrypted."""
        raw = _take(self.answers, 1)
        self.negotiating = False
        self.opaque = raw in b"SG"
        return Message(raw)

    def _answer(self) -> Message | None:
        size = self._size(self.answers, 1)
        if size is None:
            return None
        raw = _take(self.answers, size)
        turn, ends = self.answered + 1, raw[:1] == b"Z"
        self.answered += ends
        return Message(raw, turn, ends_turn=ends)

    def _size(self, buffer: bytearray, type_bytes: int) -> int | None:
        """Of the first message in the buffer; None while it is not whole."""
        if len(buffer) < type_bytes + SHORTEST:
            return None
        (length,) = LENGTH.unpack_from(buffer, type_bytes)
        if length < SHORTEST:
            self.opaque = True
            return None
        size = type_bytes + int(length)
        return size if len(buffer) >= size else None


def _take(buffer: bytearray, size: int) -> bytes:
    taken = bytes(buffer[:size])
    del buffer[:size]
    return taken
