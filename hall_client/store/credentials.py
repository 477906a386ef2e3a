"""Password verifiers (scrypt, salted) and lock-out; apart from everything a screen reads."""

import base64
import hashlib
import hmac
import os
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select, update

from hall_client.domain.errors import LoginLocked, NotSignedIn
from hall_client.store.tables.reference import credential
from hall_client.store.upserts import dialect_insert

_N, _R, _P = 2**14, 8, 1


def make_verifier(password: str, salt: bytes | None = None) -> str:
    """Return `scrypt$<salt>$<hash>`; never the password."""
    salt = salt or os.urandom(16)
    hashed = hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=2**26)
    return "$".join(("scrypt", base64.b64encode(salt).decode(), base64.b64encode(hashed).decode()))


def matches(password: str, verifier: str) -> bool:
    _, salt, _ = verifier.split("$")
    return hmac.compare_digest(make_verifier(password, base64.b64decode(salt)), verifier)


def store_verifier(connection: Connection, hall_id: str, login: str, verifier: str) -> None:
    values = {
        "verifier": verifier,
        "changed_at": datetime.now(UTC),
        "failures": 0,
        "locked_until": None,
    }
    connection.execute(
        dialect_insert(connection, credential)
        .values(hall_id=hall_id, login=login, **values)
        .on_conflict_do_update(index_elements=["hall_id", "login"], set_=values)
    )


def failure_of(
    connection: Connection, login: str, password: str, rules: tuple[int, int]
) -> NotSignedIn | LoginLocked | None:
    """Compare a password; count failures and lock after `rules` = (failures, minutes).

    Returned, not raised: the count of failures must be committed.
    """
    now = datetime.now(UTC)
    mine = select(credential).where(credential.c.login == login).with_for_update()
    row = connection.execute(mine).first()
    if row is None:
        return NotSignedIn(login=login)
    if row.locked_until is not None and row.locked_until > now:
        return LoginLocked(login=login, minutes=_minutes(row.locked_until - now))
    if matches(password, row.verifier):
        _note(connection, login, 0, None)
        return None
    failures = row.failures + 1
    most, minutes = rules
    locked = now + timedelta(minutes=minutes) if failures >= most else None
    _note(connection, login, 0 if locked else failures, locked)
    return LoginLocked(login=login, minutes=minutes) if locked else NotSignedIn(login=login)


def _note(connection: Connection, login: str, failures: int, locked: datetime | None) -> None:
    connection.execute(
        update(credential)
        .where(credential.c.login == login)
        .values(failures=failures, locked_until=locked)
    )


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60) + 1
