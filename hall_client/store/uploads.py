"""Files that central has still to get from this station: their acts were told, their bytes not."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update

from hall_client.app.attachments import AttachFile
from hall_client.app.replication import ActState
from hall_client.domain.attachments import KeptFile
from hall_client.domain.errors import Refusal
from hall_client.store.database import SqlDatabase
from hall_client.store.tables.stations import outbox, upload
from hall_client.store.upserts import dialect_insert

THERE = (ActState.DONE, ActState.FLAGGED)


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file on its way; `act_id` is the act that named it."""

    act_id: str
    name: str
    kept: KeptFile


def next_upload(replica: SqlDatabase) -> Upload | None:
    """The file whose turn it is."""
    with replica.reading() as connection:
        row = connection.execute(select(upload).order_by(upload.c.act_id).limit(1)).first()
    if row is None:
        return None
    kept = KeptFile(sha256=row.sha256, size=row.size, mime=row.mime)
    return Upload(act_id=row.act_id, name=row.name, kept=kept)


def uploads_waiting(replica: SqlDatabase) -> int:
    with replica.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(upload)).scalar_one())


def sent(replica: SqlDatabase, one: Upload) -> None:
    """Central has it whole."""
    with replica.writing() as connection:
        connection.execute(delete(upload).where(upload.c.act_id == one.act_id))


def given_up(replica: SqlDatabase, one: Upload, why: Refusal) -> None:
    """It will not get there: a person is told by the act that named it."""
    flagged = {"state": ActState.FLAGGED, "code": why.code, "facts": why.facts}
    with replica.writing() as connection:
        connection.execute(update(outbox).where(outbox.c.id == one.act_id).values(flagged))
        connection.execute(delete(upload).where(upload.c.act_id == one.act_id))


def send_again(replica: SqlDatabase) -> None:
    """Central was put back from a backup: whether it has the files is asked once more."""
    with replica.writing() as connection:
        kept = select(outbox.c.id).where(outbox.c.command == AttachFile.__name__)
        queue(connection, connection.execute(kept.where(outbox.c.state.in_(THERE))).scalars().all())


def queue(connection: Connection, act_ids: Iterable[str]) -> None:
    """Central has these acts now: what files they name may follow."""
    mine = (outbox.c.id.in_(list(act_ids)), outbox.c.command == AttachFile.__name__)
    for row in connection.execute(select(outbox.c.id, outbox.c.body).where(*mine)).all():
        body = json.loads(row.body)
        named = {name: body[name] for name in ("name", "sha256", "size", "mime")}
        made = dialect_insert(connection, upload).values(act_id=row.id, **named)
        connection.execute(made.on_conflict_do_nothing())
