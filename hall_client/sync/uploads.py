"""Sending files of attachments to central, a chunk at a time, after the acts that name them."""

from collections import deque

from hall_client.app.faults import FileUnreadable
from hall_client.crash_points import passing
from hall_client.domain.attachments import FileDamaged, FileVanished
from hall_client.store.blobs import complete, missing_chunks, put_chunk, throw_away
from hall_client.store.central import Central
from hall_client.store.replica import Replica
from hall_client.store.uploads import Upload, given_up, next_upload, sent, uploads_waiting

TRIES = 3
"""So often chunks may turn out not to be the file, which is whole here."""


class Uploads:
    """What central has of the file under way is asked for once, at its beginning."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._under_way: Upload | None = None
        self._missing: deque[int] = deque()
        self._failures = 0

    @property
    def waiting(self) -> bool:
        return uploads_waiting(self._replica) > 0

    def begin_anew(self) -> None:
        """The connection broke: what arrived is not known."""
        self._under_way = None

    def step(self, central: Central) -> None:
        """At most one chunk of the file whose turn it is; a Fault when central does not answer."""
        one = next_upload(self._replica)
        if one is None:
            return
        try:
            self._go_on(central, one)
        except (FileVanished, FileDamaged) as why:
            self._give_up(central, one, why)
        except FileUnreadable:
            self._give_up(central, one, FileVanished(name=one.name))

    def _go_on(self, central: Central, one: Upload) -> None:
        if self._under_way != one:
            self._begin(central, one)
        elif self._missing:
            n = self._missing[0]
            data = self._replica.files.chunk(one.name, one.kept.sha256, n)
            put_chunk(central, self._replica.hall, one.kept, n, data)
            self._missing.popleft()
            passing("chunk-sent")
        elif complete(central, self._replica.hall, one.kept):
            passing("blob-not-noted")
            self._ended(one)
        else:
            self._under_way = None
            self._failures += 1
            if self._failures >= TRIES:
                raise FileDamaged(name=one.name)

    def _begin(self, central: Central, one: Upload) -> None:
        missing = missing_chunks(central, self._replica.hall, one.kept)
        if missing is None:
            self._ended(one)
            return
        self._replica.files.require_whole(one.name, one.kept.sha256, one.kept.size)
        self._under_way, self._missing = one, deque(missing)

    def _ended(self, one: Upload) -> None:
        sent(self._replica, one)
        self._under_way, self._failures = None, 0

    def _give_up(self, central: Central, one: Upload, why: FileVanished | FileDamaged) -> None:
        throw_away(central, self._replica.hall, one.kept.sha256)
        given_up(self._replica, one, why)
        self._under_way, self._failures = None, 0
