"""The OS file lock taken before BEGIN IMMEDIATE: eight busy processes then wait fairly."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hall_client.app.faults import DatabaseBusy, DatabaseReadOnly, StationInUse

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait_for_lock(file: IO[bytes], patience_seconds: float) -> bool:
        deadline = time.monotonic() + patience_seconds
        while time.monotonic() < deadline:
            if _try_lock(file):
                return True
            time.sleep(0.001)
        return False

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    class _Place:
        """A place in the kernel's queue: who polls instead starves beside busy neighbours."""

        def __init__(self, file: IO[bytes]) -> None:
            self._file = os.fdopen(os.dup(file.fileno()))
            self._answer = threading.Event()
            self._deciding = threading.Lock()
            self._given_up = False
            threading.Thread(target=self._stand, daemon=True).start()

        def _stand(self) -> None:
            with self._file:
                fcntl.flock(self._file, fcntl.LOCK_EX)
                with self._deciding:
                    self._answer.set()
                    if self._given_up:
                        fcntl.flock(self._file, fcntl.LOCK_UN)

        def reached(self, patience_seconds: float) -> bool:
            """Whether the lock is ours now; if not, it will be let go as soon as it comes."""
            try:
                self._answer.wait(patience_seconds)
            finally:
                with self._deciding:
                    self._given_up = not self._answer.is_set()
            return not self._given_up

    def _wait_for_lock(file: IO[bytes], patience_seconds: float) -> bool:
        return _Place(file).reached(patience_seconds)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def write_lock(path: Path, patience_seconds: float) -> Iterator[None]:
    """Hold the write lock of a database file; DatabaseBusy when it takes too long to get."""
    with _opened(path) as file:
        if not (_try_lock(file) or _wait_for_lock(file, patience_seconds)):
            raise DatabaseBusy(path=str(path), seconds=int(patience_seconds))
        try:
            yield
        finally:
            _unlock(file)


_kept_alone: dict[Path, IO[bytes]] = {}


def keep_alone(path: Path) -> None:
    """Keep a station's file for this process until it ends; StationInUse: another has it."""
    if path in _kept_alone:
        return
    file = _opened(path.with_name(path.name + ".alone"))
    if not _try_lock(file):
        file.close()
        raise StationInUse(path=str(path))
    _kept_alone[path] = file


@contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Hold the lock of a file if nobody else has it; tell whether it is ours."""
    with _opened(path) as file:
        mine = _try_lock(file)
        try:
            yield mine
        finally:
            if mine:
                _unlock(file)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("ab")
    except OSError:
        raise DatabaseReadOnly(path=str(path)) from None


def is_network_share(path: Path) -> bool:
    """True for a path that the system mounts from another machine (locks cannot be trusted)."""
    if os.name == "nt":
        return str(path).startswith("\\\\")
    return _mount_kind(path) in {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"}


def _mount_kind(path: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, what, *_ = line.split(" ")
        if str(path.resolve()).startswith(point) and len(point) >= len(best):
            best, kind = point, what
    return kind
