"""The OS file lock taken before BEGIN IMMEDIATE: eight busy processes then wait fairly."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hall_client.app.faults import DatabaseBusy, DatabaseReadOnly

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

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

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def write_lock(path: Path, patience_seconds: float) -> Iterator[None]:
    """Hold the write lock of a database file; DatabaseBusy when it takes too long to get."""
    with _opened(path) as file:
        deadline = time.monotonic() + patience_seconds
        pause = 0.0002
        while not _try_lock(file):
            if time.monotonic() > deadline:
                raise DatabaseBusy(path=str(path), seconds=int(patience_seconds))
            time.sleep(pause)
            pause = min(pause * 1.5, 0.01)
        try:
            yield
        finally:
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
