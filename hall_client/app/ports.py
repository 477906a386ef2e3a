"""What the hall's acts need from the outside: Protocols that devices, documents and store fill."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hall_client.app.papers import Label, SignText, TicketSlip
from hall_client.app.printing import JobState


@dataclass(frozen=True)
class Outcome:
    """How a print job ended: printed, failed (nothing was written) or unknown (it broke off)."""

    state: JobState
    problem: str = ""


Done = Callable[[Outcome], None]


class TicketPrinter(Protocol):
    """取号打印机: returns at once; `done` is called once, on the device's thread."""

    def print_slip(self, slip: TicketSlip, done: Done) -> None: ...


class LabelPrinter(Protocol):
    """标签打印机: returns at once; `done` is called once, on the device's thread."""

    def print_label(self, label: Label, done: Done) -> None: ...


class Sign(Protocol):
    """窗口屏: shows the words at the counter they name; a silent sign never stops an act."""

    def show(self, sign: SignText) -> None: ...


class Voice(Protocol):
    """语音: speaks one announcement after the other, never two at once."""

    def speak(self, text: str) -> None: ...


class Twins(Protocol):
    """What simulated devices have put out, to be shown in a window. Pictures are PNG."""

    def ticket_picture(self) -> bytes | None: ...

    def label_picture(self) -> bytes | None: ...

    def signs(self) -> dict[str, str]:
        """Counter -> what its sign shows now."""
        ...

    def spoken(self) -> list[str]:
        """The latest announcements, newest last."""
        ...
