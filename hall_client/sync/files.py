"""The files of a station: its own are here, others' are fetched from central when asked for."""

import threading
from collections.abc import Callable
from pathlib import Path

from hall_client.app.doors import NamedFile
from hall_client.crash_points import passing
from hall_client.domain.attachments import FileDamaged, FileNotYetThere, FileVanished
from hall_client.store.blobs import chunk_of, whole_size
from hall_client.store.central import Central
from hall_client.store.files import CHUNK, FileStore, chunks_in, hash_of

_fetching = threading.Lock()


class StationFiles(FileStore):
    """The `CaseFiles` of a station; `central` gives central, or a Fault while it is away."""

    def __init__(self, folder: Path, hall: str, central: Callable[[], Central]) -> None:
        super().__init__(folder)
        self._hall = hall
        self._central = central

    def path_of(self, one: NamedFile) -> Path:
        try:
            return super().path_of(one)
        except (FileVanished, FileDamaged):
            with _fetching:
                return self._fetched(one, self._central())

    def _fetched(self, one: NamedFile, central: Central) -> Path:
        """Chunks that came before are not fetched again; the file has its name when it is whole."""
        digest = one.sha256
        size = whole_size(central, self._hall, digest)
        if size is None:
            raise FileNotYetThere(name=one.name)
        part = self.part(digest)
        part.touch()
        with part.open("r+b") as file:
            first = min(part.stat().st_size, size) // CHUNK
            file.truncate(first * CHUNK)
            file.seek(first * CHUNK)
            for n in range(first, chunks_in(size)):
                file.write(chunk_of(central, self._hall, digest, n))
                file.flush()
                passing("chunk-fetched")
            if hash_of(part) != digest:
                file.truncate(0)
                raise FileDamaged(name=one.name)
            return self.name_whole(part, file, digest)
