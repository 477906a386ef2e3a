"""Attachments at central: their bytes in chunks, each its own transaction; whole when verified."""

from sqlalchemy import Connection, delete, select, text, update

from hall_client.domain.attachments import KeptFile
from hall_client.store.central import Central, server_time
from hall_client.store.files import chunks_in
from hall_client.store.tables.blobs import blob, blob_chunk
from hall_client.store.upserts import dialect_insert

HASHED = text(
    "SELECT coalesce(sum(length(bytes)), 0) AS size,"
    " encode(sha256(coalesce(string_agg(bytes, ''::bytea ORDER BY n), '')), 'hex') AS sha256"
    " FROM blob_chunk WHERE hall_id = :hall AND sha256 = :sha256"
)


def missing_chunks(central: Central, hall: str, kept: KeptFile) -> list[int] | None:
    """Which chunks central has not got yet; None: it has the file whole."""
    with central.writing() as connection:
        row = {"hall_id": hall, "sha256": kept.sha256, "size": kept.size, "mime": kept.mime}
        made = dialect_insert(connection, blob).values(row | {"added_at": server_time(connection)})
        connection.execute(made.on_conflict_do_nothing())
        if _whole_size(connection, hall, kept.sha256) is not None:
            return None
        mine = (blob_chunk.c.hall_id == hall, blob_chunk.c.sha256 == kept.sha256)
        there = set(connection.execute(select(blob_chunk.c.n).where(*mine)).scalars())
        return [n for n in range(chunks_in(kept.size)) if n not in there]


def put_chunk(central: Central, hall: str, kept: KeptFile, n: int, data: bytes) -> None:
    """Give one chunk; one that is there already stays."""
    row = {"hall_id": hall, "sha256": kept.sha256, "n": n, "bytes": data}
    with central.writing() as connection:
        made = dialect_insert(connection, blob_chunk).values(row)
        connection.execute(made.on_conflict_do_nothing())


def complete(central: Central, hall: str, kept: KeptFile) -> bool:
    """All chunks were given: are they the file? If not, they are thrown away."""
    mine = (blob.c.hall_id == hall, blob.c.sha256 == kept.sha256)
    with central.writing() as connection:
        held = select(blob.c.size).where(*mine).with_for_update()
        if connection.execute(held).first() is None:  # another one has thrown it away
            return False
        found = connection.execute(HASHED, {"hall": hall, "sha256": kept.sha256}).one()
        if (found.size, found.sha256) != (kept.size, kept.sha256):
            _throw_away(connection, hall, kept.sha256)
            return False
        whole = {"whole_at": server_time(connection), "size": kept.size}
        connection.execute(update(blob).where(*mine).values(whole))
        return True


def throw_away(central: Central, hall: str, sha256: str) -> None:
    """Forget the chunks of a file that will not become whole."""
    with central.writing() as connection:
        if _whole_size(connection, hall, sha256) is None:
            _throw_away(connection, hall, sha256)


def _throw_away(connection: Connection, hall: str, sha256: str) -> None:
    for table in (blob_chunk, blob):
        mine = (table.c.hall_id == hall, table.c.sha256 == sha256)
        connection.execute(delete(table).where(*mine))


def whole_size(central: Central, hall: str, sha256: str) -> int | None:
    """How large a file is that central has; None: it has not got it whole."""
    with central.reading() as connection:
        return _whole_size(connection, hall, sha256)


def _whole_size(connection: Connection, hall: str, sha256: str) -> int | None:
    whole = (blob.c.hall_id == hall, blob.c.sha256 == sha256, blob.c.whole_at.is_not(None))
    return connection.execute(select(blob.c.size).where(*whole)).scalar()


def chunk_of(central: Central, hall: str, sha256: str, n: int) -> bytes:
    """One chunk of a file that central has."""
    mine = (blob_chunk.c.hall_id == hall, blob_chunk.c.sha256 == sha256, blob_chunk.c.n == n)
    with central.reading() as connection:
        found: bytes = connection.execute(select(blob_chunk.c.bytes).where(*mine)).scalar_one()
        return found
