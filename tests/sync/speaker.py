"""A process that may announce: `python -m tests.sync.speaker FILE STATION CENTRAL HEARD TIME`.

It writes what it says into the file HEARD, one line each: its process id and the words. The day
is that of TIME, and as late as the last call.
"""

import os
import sys
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from hall_client.app.announcer import Announcer
from hall_client.app.faults import Fault
from hall_client.app.papers import SignText
from hall_client.app.queries import Board
from hall_client.bootstrap import station_at

ZONE = "main"
LOOK_SECONDS = 0.1


class Loud:
    """A voice that everybody in the room hears."""

    def __init__(self, heard: Path) -> None:
        self._heard = heard

    def show(self, sign: SignText) -> None:
        """The voice is enough."""

    def speak(self, text: str) -> None:
        with self._heard.open("a", encoding="utf-8") as room:
            room.write(f"{os.getpid()} {text}\n")


def main(file: str, station: str, central: str, heard: str, time_of_day: str) -> None:
    loud, began = Loud(Path(heard)), datetime.fromisoformat(time_of_day)
    with closing(station_at(Path(file), station, central)) as hall:
        viewer = hall.reference().staff["board1"]
        announcer = Announcer((loud, loud), 1, ZONE, hall)
        while True:
            rows = hall.ask(Board(zone=ZONE, limit=20), viewer, began)
            with suppress(Fault):
                announcer.play(rows, max((row.at for row in rows), default=began))
            time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
