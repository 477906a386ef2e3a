"""The folder of a rehearsed day: made fresh, and only what a demo has made is ever removed."""

from pathlib import Path

from hall_client.app.faults import FileUnreadable, FolderForeign

MARK = ".hall-day"
DATABASE = "hall.db"
FOLDERS = {"tickets": "*.escpos", "labels": "*.zpl", "documents": "*.pdf", "voice": "*.wav"}
FILES = (
    *("labels.pdf", "board.png", "signs.log", "day.json"),
    *(DATABASE + end for end in ("", "-wal", "-shm", ".lock", ".clock")),
)


def prepare(folder: Path) -> None:
    """Make the folder, or clean the one that an earlier demo has left.

    A folder with anything in it that no demo has marked as its own is refused.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / MARK).is_file():
            if any(folder.iterdir()):
                raise FolderForeign(path=str(folder))
            (folder / MARK).write_text("hall-day-1\n", encoding="utf-8")
        _clean(folder)
        for name in FOLDERS:
            (folder / name).mkdir(exist_ok=True)
    except OSError as problem:
        raise FileUnreadable(path=str(folder), why=problem.strerror or "") from None


def _clean(folder: Path) -> None:
    """A link is never followed: somebody else's files may lie behind it."""
    made = [folder / name for name in FILES]
    for name, pattern in FOLDERS.items():
        if not (folder / name).is_symlink():
            made += (folder / name).glob(pattern)
    for path in made:
        if path.is_file() and not path.is_symlink():
            path.unlink()
