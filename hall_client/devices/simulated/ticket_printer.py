"""A ticket printer that understands the same bytes as a real one and keeps what it printed."""

from collections import deque
from dataclasses import dataclass

from hall_client.devices.codecs.escpos_decode import (
    Code,
    Control,
    Element,
    EscposReader,
    printed_lines,
)
from hall_client.devices.codecs.escpos_status import TicketStatus, answer
from hall_client.devices.codecs.wire import WireError

KEPT = 200


@dataclass(frozen=True)
class PrintedTicket:
    """One ticket as it came out."""

    elements: tuple[Element, ...]

    @property
    def lines(self) -> list[str]:
        return printed_lines(list(self.elements))

    @property
    def codes(self) -> list[str]:
        return [element.data for element in self.elements if isinstance(element, Code)]


class SimulatedTicketPrinter:
    """Cuts tickets, answers DLE EOT; `status` is what a test or a person makes of it."""

    def __init__(self) -> None:
        self.status = TicketStatus()
        self.history: deque[PrintedTicket] = deque(maxlen=KEPT)
        self.noise: deque[str] = deque(maxlen=KEPT)  # what a real one would print as rubbish
        self._reader = EscposReader()
        self._paper: list[Element] = []

    @property
    def last(self) -> PrintedTicket | None:
        return self.history[-1] if self.history else None

    def receive(self, data: bytes) -> bytes:
        """Take bytes, return the answer."""
        try:
            elements = self._reader.feed(data)
        except WireError as error:
            self.noise.append(str(error))
            self._paper = []
            return b""
        return b"".join(self._take(element) for element in elements)

    def _take(self, element: Element) -> bytes:
        if isinstance(element, Control) and element.name == "status":
            known = element.value in range(1, 5)
            return bytes((answer(self.status, element.value),)) if known else b""
        if self.status.problem:
            return b""  # out of paper or open: what arrives now is lost
        self._paper.append(element)
        if isinstance(element, Control) and element.name == "cut":
            self.history.append(PrintedTicket(tuple(self._paper)))
            self._paper = []
        return b""
