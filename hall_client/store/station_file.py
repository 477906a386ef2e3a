"""A station's file on its disk: which one it is, opened alone, set aside, brought up to date."""

from pathlib import Path

from sqlalchemy import Connection, text

from hall_client.app.command import new_id
from hall_client.app.faults import (
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseOlder,
    StationMoved,
    StationUnreadable,
)
from hall_client.store.creation import copy_whole, discard, upgrade_database
from hall_client.store.database import note_info
from hall_client.store.images import replicated
from hall_client.store.lock import keep_alone
from hall_client.store.opening import UPGRADING
from hall_client.store.replica import Replica

BOOTS_KEPT = 500
"""Processes that a station may have had without meeting central."""
STALE = "stale"
"""Noted: the copy of the hall is that of an older schema; central has what is missing."""


def copy_beside(path: Path) -> Path:
    """Where a station's file is copied anew, beside the one that is worked in."""
    return path.with_name(path.name + ".copy")


def install_of(path: Path) -> str:
    """The identity of a file that is about to be filled; the same one when a join begins again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    note = path.with_name(path.name + ".install")
    if not note.exists():
        note.write_text(new_id(), encoding="ascii")
    return note.read_text(encoding="ascii").strip()


def set_aside(path: Path) -> Path:
    """Give a station's old file another name: what it never told is still in it."""
    number = next(n for n in range(1, 1000) if not path.with_name(f"{path.name}.old{n}").exists())
    old = path.with_name(f"{path.name}.old{number}")
    for suffix in ("-wal", "-shm", ""):  # another file never meets the log of this one
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.replace(old.with_name(old.name + suffix))
    return old


def files_set_aside(path: Path) -> list[Path]:
    """The old files of this station that lie here still."""
    return [old for old in path.parent.glob(f"{path.name}.old*") if old.suffix[4:].isdigit()]


def open_replica(path: Path, boot: str) -> Replica:
    """Open a station's file for this process alone; `boot` names it to central from now on.

    One that lies elsewhere than central last knew it may be a copy: it waits for central.
    """
    keep_alone(path)
    discard(copy_beside(path))  # a process was killed while it copied the hall anew
    replica = opened(path)
    notes = replica.notes()
    boots = " ".join([*notes["boots"].split()[-BOOTS_KEPT:], boot])
    moved = notes.get("lies", replica.lies) != replica.lies
    replica.note(boots=boots)
    if moved and not notes.get("barred"):
        replica.bar(StationMoved(station=replica.station))
    return replica


def opened(path: Path) -> Replica:
    """Open a station's file; one of an older program is brought up to date where it lies.

    Cut short, that begins again. A copy of the file as it was lies beside it until it is through.
    """
    before = path.with_name(path.name + ".before")
    try:
        replica = Replica.open(str(path))
    except (DatabaseForeign, DatabaseDamaged) as problem:
        raise StationUnreadable(path=str(path)) from problem
    except DatabaseOlder:
        if not before.exists():
            copy_whole(str(path), before)
        upgrade_database(str(path))
        replica = Replica.open(str(path))
    if replica.notes().get(UPGRADING):
        with replica.writing() as own:
            loosen(own)
            note_info(own, **{STALE: "1"})
        discard(before)
        replica.note(**{UPGRADING: ""})
    return replica


def loosen(own: Connection) -> None:
    """A copy takes in what central allowed, in whatever order it comes, and lets go of the rest.

    What a person does here is checked by the same rules, and again by central's own guards.
    """
    kept = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for name in own.execute(kept).scalars().all():
        own.execute(text(f'DROP TRIGGER "{name}"'))
    unique = (index for table in replicated() for index in table.indexes if index.unique)
    for index in unique:
        own.execute(text(f'DROP INDEX IF EXISTS "{index.name}"'))
