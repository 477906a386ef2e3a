"""The connection on which central says that something has changed (LISTEN/NOTIFY)."""

from contextlib import suppress
from typing import Any

import psycopg
from sqlalchemy.exc import DBAPIError

from hall_client.app.faults import DatabaseUnreachable
from hall_client.store.central import Central

CHANNEL = "hall_change"


class Hints:
    """One listening connection; `fileno` becomes readable when a hint is there."""

    def __init__(self, connection: Any, place: str) -> None:
        self._connection = connection
        self._place = place

    @classmethod
    def of(cls, central: Central) -> "Hints":
        """Listen at central; a Fault when it does not answer."""
        try:
            connection = central.connect_alone()
            connection.execute(f"LISTEN {CHANNEL}")
        except (psycopg.Error, DBAPIError) as error:
            raise _silent(error, central.place) from error
        return cls(connection, central.place)

    def fileno(self) -> int:
        return int(self._connection.fileno())

    def take(self) -> int:
        """Take the hints that are there; how many. A Fault when the connection broke."""
        try:
            return sum(1 for _ in self._connection.notifies(timeout=0))
        except psycopg.Error as error:
            raise _silent(error, self._place) from error

    def close(self) -> None:
        with suppress(psycopg.Error):
            self._connection.close()


def _silent(error: Exception, place: str) -> DatabaseUnreachable:
    why = str(error).strip().partition("\n")[0]
    return DatabaseUnreachable(place=place, why=why)
