"""Files of attachments beside a database file, each under its hash: whole, or not there at all."""

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from hall_client.app.doors import NamedFile
from hall_client.app.faults import DiskFull, FileUnreadable
from hall_client.domain.attachments import (
    LARGEST,
    FileDamaged,
    FileVanished,
    KeptFile,
    kind_of,
    require_size,
)

CHUNK = 128 * 1024
"""Bytes that go to central at once, and of a file that are read at once."""


class FileStore:
    """The `CaseFiles` of a machine that has all its files itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take_in(self, source: Path) -> KeptFile:
        with _told(source), source.open("rb") as file:
            require_size(source.name, os.fstat(file.fileno()).st_size)
            mime = kind_of(source.name, file.read(16))
            file.seek(0)
            return self._copied(source.name, file, mime)

    def _copied(self, name: str, source: IO[bytes], mime: str) -> KeptFile:
        part, digest, size = self.part(uuid.uuid4().hex), sha256(), 0
        try:
            with _told(part), part.open("wb") as file:
                while data := source.read(CHUNK):
                    size += len(data)
                    require_size(name, size)  # it may grow while it is read
                    digest.update(data)
                    file.write(data)
                kept = KeptFile(sha256=digest.hexdigest(), size=size, mime=mime)
                self.name_whole(part, file, kept.sha256)
                return kept
        finally:
            part.unlink(missing_ok=True)

    def part(self, name: str) -> Path:
        """A file under way: it gets its name when it is whole."""
        with _told(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f"{name}.part"

    def name_whole(self, part: Path, file: IO[bytes], digest: str) -> Path:
        """All bytes are written: they are on the disk before the name is."""
        file.flush()
        os.fsync(file.fileno())
        whole = self.folder / digest
        part.replace(whole)
        if os.name != "nt":
            folder = os.open(self.folder, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        return whole

    def path_of(self, one: NamedFile) -> Path:
        self.require_whole(one.name, one.sha256, one.size)
        return self.folder / one.sha256

    def has(self, digest: str) -> bool:
        return (self.folder / digest).exists()

    def require_whole(self, name: str, digest: str, size: int) -> None:
        """FileVanished: it is not here; FileDamaged: it is no longer what was taken in."""
        if not self.has(digest):
            raise FileVanished(name=name)
        path = self.folder / digest
        with _told(path), path.open("rb") as file:
            found = os.fstat(file.fileno()).st_size
            if found != size or _hash_of(file) != digest:
                raise FileDamaged(name=name)

    def chunk(self, name: str, digest: str, n: int) -> bytes:
        """The n-th piece of a file, from 0."""
        if not self.has(digest):
            raise FileVanished(name=name)
        path = self.folder / digest
        with _told(path), path.open("rb") as file:
            file.seek(n * CHUNK)
            return file.read(CHUNK)


def chunks_in(size: int) -> int:
    """How many pieces a file of this size has."""
    return -(-min(size, LARGEST) // CHUNK)


def hash_of(path: Path) -> str:
    with _told(path), path.open("rb") as file:
        return _hash_of(file)


def _hash_of(file: IO[bytes]) -> str:
    digest = sha256()
    while data := file.read(CHUNK):
        digest.update(data)
    return digest.hexdigest()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=str(path)) from problem
        raise FileUnreadable(path=str(path), why=problem.strerror or "") from problem
