"""Laying central's word into a station's copy: rows, journal, what changed, paper."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from hall_client.app.printing import PrintJob
from hall_client.app.replication import ActState, Image, Key
from hall_client.store.images import AT_ONCE, key_columns, key_parts
from hall_client.store.tables.journal import change, journal, print_job
from hall_client.store.tables.stations import outbox
from hall_client.store.tables.whole import metadata
from hall_client.store.upserts import dialect_insert


def lay_free(connection: Connection, hall: str, images: Iterable[Image]) -> None:
    """Make rows as the images say: replaced, added, or gone.

    A row with acts still to tell is left alone: their answer brings a newer image.
    """
    by_table: dict[str, list[Image]] = defaultdict(list)
    for image in images:
        by_table[image.table].append(image)
    for name, some in by_table.items():
        table = metadata.tables[name]
        held = _held(connection, table, [image.key for image in some])
        _lay(connection, hall, table, [image for image in some if image.key not in held])


def _held(connection: Connection, table: Table, keys: Sequence[str]) -> set[str]:
    """Which rows an act was the last to change here that is still to be told."""
    if "id" not in table.c:
        return set()  # reference rows are changed at central alone
    held: set[str] = set()
    pending = (outbox.c.id == table.c.last_command, outbox.c.state == ActState.PENDING)
    for start in range(0, len(keys), AT_ONCE):
        some = table.c.id.in_(keys[start : start + AT_ONCE])
        held.update(connection.execute(select(table.c.id).where(some, *pending)).scalars())
    return held


def _lay(connection: Connection, hall: str, table: Table, images: Sequence[Image]) -> None:
    """First all go, then all come: rows that changed places stand in nobody's way."""
    if not images:
        return
    names = key_columns(table)
    same = (table.c[name] == bindparam(f"key_{name}") for name in names)
    gone = delete(table).where(table.c.hall_id == bindparam("hall"), *same)
    parts = (zip(names, key_parts(table, image.key), strict=True) for image in images)
    keys = [{f"key_{name}": part for name, part in key} | {"hall": hall} for key in parts]
    connection.execute(gone, keys)
    rows = [dict(image.values) for image in images if image.values is not None]
    if rows:
        connection.execute(insert(table), rows)


def add_journal(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add the journal rows that are not here yet."""
    by_id = {row["id"]: row for row in rows}
    query = select(journal.c.id).where(journal.c.id.in_(by_id))
    here = set(connection.execute(query).scalars())
    new = [dict(row) for key, row in by_id.items() if key not in here]
    if new:
        connection.execute(insert(journal), new)


def replace_journal(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """What central had done before it was told stands here as it does there."""
    if rows:
        gone = journal.c.id.in_([row["id"] for row in rows])
        connection.execute(delete(journal).where(gone))
        connection.execute(insert(journal), [dict(row) for row in rows])


def add_changes(connection: Connection, hall: str, rows: Iterable[tuple[str, str, str]]) -> None:
    """Say what changed, so that screens read again; acts done here have said it themselves."""
    rows = list(dict.fromkeys(rows))
    c = change.c
    by_key = c.key.in_({row[1] for row in rows})  # the index; then what they are looked for by
    query = select(c.kind, c.key, c.journal_id).where(by_key)
    query = query.where(c.journal_id.in_({row[2] for row in rows}))
    here = {tuple(row) for row in connection.execute(query)}
    new = [
        {"hall_id": hall, "kind": kind, "key": key, "journal_id": journal_id}
        for kind, key, journal_id in rows
        if (kind, key, journal_id) not in here
    ]
    if new:
        connection.execute(insert(change), new)


def drop_changes(connection: Connection, journal_id: str, keys: Iterable[Key]) -> None:
    """What an act changed here has not happened at central."""
    c = change.c
    mine = (c.key.in_({key for _, key in keys}), c.journal_id == journal_id)
    connection.execute(delete(change).where(*mine))


def add_jobs(connection: Connection, jobs: Iterable[PrintJob]) -> None:
    """Add the print jobs that are not here yet."""
    for job in jobs:
        row = {f.name: getattr(job, f.name) for f in fields(PrintJob)}
        made = dialect_insert(connection, print_job).values(row)
        connection.execute(made.on_conflict_do_nothing())
