"""Watching a PostgreSQL server at work: what stations have told it, what it costs its machine."""

import os
from pathlib import Path

from sqlalchemy import create_engine, text

from hall_client.store.engines import parse_url

TOLD = text("SELECT coalesce(sum(last_seq), 0) FROM station")
# Those that work for this database and those that work for all; not the one that asks.
AT_WORK = text(
    "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
    "AND (datname = current_database() OR datname IS NULL)"
)
FREE = text(
    "SELECT current_setting('max_connections')::int"
    " - current_setting('superuser_reserved_connections')::int"
    " - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')"
)
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
USER_TICKS, SYSTEM_TICKS = 11, 12  # places behind the name of the program in /proc/…/stat


class ServerWatch:
    """One connection beside those that are watched."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(parse_url(url), isolation_level="AUTOCOMMIT", pool_size=1)
        self._earlier: dict[int, float] = {}

    def close(self) -> None:
        self._engine.dispose()

    def told(self) -> int:
        """How many acts stations have told so far."""
        with self._engine.connect() as connection:
            return int(connection.execute(TOLD).scalar_one())

    def free_connections(self) -> int:
        with self._engine.connect() as connection:
            return int(connection.execute(FREE).scalar_one())

    def cpu_seconds(self) -> float | None:
        """What the server's processes have used since this was asked last; None: no way to know,
        the server runs on another machine or another system."""
        with self._engine.connect() as connection:
            now = {pid: _used(pid) for pid in connection.execute(AT_WORK).scalars()}
        known = {pid: used for pid, used in now.items() if used is not None}
        since = sum(used - self._earlier.get(pid, 0.0) for pid, used in known.items())
        self._earlier = known
        return since if known else None


def _used(pid: int) -> float | None:
    try:
        name, _, told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")
    except OSError:
        return None
    if "postgres" not in name:
        return None
    places = told.split()
    return (int(places[USER_TICKS]) + int(places[SYSTEM_TICKS])) / TICKS
