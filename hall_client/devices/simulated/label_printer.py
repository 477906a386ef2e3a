"""A label printer that understands ZPL and keeps its labels."""

from collections import deque

from hall_client.devices.codecs.wire import WireError
from hall_client.devices.codecs.zpl_decode import ZplLabel, decode_labels

KEPT = 200
LONGEST = 1_000_000
END = b"^XZ"


class SimulatedLabelPrinter:
    """Prints a label when its end has come in."""

    def __init__(self) -> None:
        self.history: deque[ZplLabel] = deque(maxlen=KEPT)
        self.noise: deque[str] = deque(maxlen=KEPT)
        self._buffer = b""

    @property
    def last(self) -> ZplLabel | None:
        return self.history[-1] if self.history else None

    def receive(self, data: bytes) -> bytes:
        """Take bytes; this model never answers."""
        self._buffer = (self._buffer + data)[-LONGEST:]
        while END in self._buffer:
            job, _, self._buffer = self._buffer.partition(END)
            try:
                self.history.extend(decode_labels(job[max(0, job.rfind(b"^XA")) :] + END))
            except WireError as error:
                self.noise.append(str(error))
        return b""
